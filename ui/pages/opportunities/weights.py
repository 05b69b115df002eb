"""The weights of the blocks, and others to try. Trying keeps nothing."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QGridLayout, QSlider, QWidget

from ctip_desktop.practice.ranking import Block, Method
from ui.theme import px
from ui.widgets.base import Label, clear, row
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.in_line import inset
from ui.words import weight_words

_PAUSE = 250  # milliseconds after the last change until the ranking is made anew
_STEPS = 10  # of the slider for a weight of 1
_HIGHEST = 10
_TYPED = 99.9
"""What can be typed; more than the highest is put right, and said."""
_SLIDES_TO = 5


class WeightsCard(Card):
    """Shows the programme's weights; opens fields to try others.

    Signals:
        tried(dict | None): other weights by block name, or None for the programme's own.
        change_wanted(): the programme's own weights should be changed, where they are kept.
    """

    tried = Signal(object)
    change_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=6, parent=parent)
        self.trying = False
        self.fields: dict[str, QDoubleSpinBox] = {}
        self.sliders: dict[str, QSlider] = {}
        self._method: Method | None = None
        head = row(gap=8)
        head.addWidget(Label(self.tr("Weights"), "strong"))
        head.addStretch()
        self.unsaved = Chip(self.tr("Not saved"), "info", "warn")
        head.addWidget(self.unsaved)
        self.add(head)
        self.limit = Label(self.tr("{most} is the most a weight can be.").format(most=_HIGHEST), "error", wrap=True)
        self.add(self.limit)
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(px(6))
        self._grid.setColumnStretch(0, 1)
        self.add(self._grid)
        self.button = Button("", size="small", icon="sliders", clicked=self._toggle)
        self.reset = Button(self.tr("Reset"), "quiet", size="small", icon="undo", clicked=self.put_back)
        self.reset.setAccessibleName(self.tr("Reset the tried weights to the agreed ones"))
        start = row(gap=4)
        start.addWidget(self.button)
        start.addStretch()
        self.add(start)
        self._grid_end = row(gap=4)
        self._grid_end.addWidget(self.reset)
        self._grid_end.addStretch()
        self.add(self._grid_end)
        self.closed = Label(self.tr("This round is closed and keeps its weights. New ones count in open rounds."), "caption2", wrap=True)
        self.add(self.closed)
        self.add(Label(self.tr("Trying does not change the agreed result."), "caption2", wrap=True))
        self.change = Button(self.tr("Change in Programme"), "link", clicked=self.change_wanted.emit)
        self.add(self.change)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._tell)

    def show_method(self, method: Method, *, closed: bool = False) -> None:
        """Show the weights of a round; while others are tried they stay in their fields. closed: the round has its own for good."""
        self._method = method
        self.closed.setVisible(closed)
        if not self.trying:
            self._fill()

    def forget(self) -> None:
        """Back to the programme's weights, without a signal."""
        self.trying = False
        self._pause.stop()
        self._fill()

    def put_back(self) -> None:
        """The agreed weights in the fields again; trying goes on."""
        for name, field in self.fields.items():
            field.setValue(self._weight(name))
        self._pause.stop()
        self.tried.emit(None)

    def _toggle(self) -> None:
        self.trying = not self.trying
        self._pause.stop()
        self._fill()
        if self.trying and self.fields:
            next(iter(self.fields.values())).setFocus()
        else:
            self.tried.emit(None)

    def _tell(self) -> None:
        wanted = {name: field.value() for name, field in self.fields.items()}
        self.tried.emit(wanted if any(value != self._weight(name) for name, value in wanted.items()) else None)

    def _weight(self, name: str) -> float:
        return self._method.weights.get(name, 1.0) if self._method else 1.0

    def _fill(self) -> None:
        clear(self._grid)
        self.fields, self.sliders = {}, {}
        self.button.say(self.tr("Stop trying") if self.trying else self.tr("Try other weights"))
        for part in (self.unsaved, self.reset):
            part.setVisible(self.trying)
        self.limit.hide()
        self.change.setVisible(not self.trying)
        for place, block in enumerate(self._method.blocks if self._method else ()):
            label = Label(block.label.partition(":")[0].removesuffix(" value"))
            if self.trying:
                self._try_block(label, block, place)
            else:
                self._grid.addWidget(label, place, 0)
                self._grid.addWidget(Label(weight_words(self._weight(block.name))), place, 1)

    def _try_block(self, label: Label, block: Block, place: int) -> None:
        """Words and field on one line, the slider below."""
        weight = self._weight(block.name)
        field = QDoubleSpinBox()
        field.setRange(0, _TYPED)
        field.setSingleStep(0.5)
        field.setDecimals(1)
        field.setValue(weight)
        inset(field)
        field.setAccessibleName(self.tr("Weight of {0}").format(block.label))
        label.setBuddy(field)
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, _SLIDES_TO * _STEPS)
        slider.setPageStep(_STEPS)
        slider.setValue(round(weight * _STEPS))
        slider.setAccessibleName(self.tr("Weight of {0}, slider").format(block.label))
        slider.valueChanged.connect(lambda value: field.setValue(value / _STEPS))
        field.valueChanged.connect(lambda value: self._changed(field, slider, value))
        self._grid.addWidget(label, 2 * place, 0)
        self._grid.addWidget(field, 2 * place, 1)
        self._grid.addWidget(slider, 2 * place + 1, 0, 1, 2)
        self.fields[block.name], self.sliders[block.name] = field, slider

    def _changed(self, field: QDoubleSpinBox, slider: QSlider, value: float) -> None:
        """The slider follows; what is too much becomes the most there is, and it is said."""
        if value > _HIGHEST:
            field.setValue(_HIGHEST)
        else:
            self._follow(slider, value)
        self.limit.setVisible(value > _HIGHEST)

    def _follow(self, slider: QSlider, value: float) -> None:
        with QSignalBlocker(slider):
            slider.setValue(round(value * _STEPS))
        self._pause.start()
