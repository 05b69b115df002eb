"""The weights of the blocks, and others to try. Trying keeps nothing."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QGridLayout, QWidget

from ctip_desktop.practice.ranking import Method
from ui.theme import px
from ui.widgets.base import Label, clear, row
from ui.widgets.button import Button
from ui.widgets.card import Card

_PAUSE = 250  # milliseconds after the last change until the ranking is made anew


class WeightsCard(Card):
    """Shows the programme's weights; opens fields to try others.

    Signals:
        tried(dict | None): other weights by block name, or None for the programme's own.
    """

    tried = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=6, parent=parent)
        self.trying = False
        self.fields: dict[str, QDoubleSpinBox] = {}
        self._method: Method | None = None
        self.add(Label(self.tr("Weights"), "strong"))
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(px(6))
        self._grid.setColumnStretch(0, 1)
        self.add(self._grid)
        self.button = Button("", size="small", icon="sliders", clicked=self._toggle)
        start = row()
        start.addWidget(self.button)
        start.addStretch()
        self.add(start)
        self.add(Label(self.tr("Trying does not change the agreed result."), "caption2", wrap=True))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._tell)

    def show_method(self, method: Method) -> None:
        """Show the programme's weights."""
        self._method = method
        self._fill()

    def forget(self) -> None:
        """Back to the programme's weights, without a signal."""
        self.trying = False
        self._pause.stop()
        self._fill()

    def _toggle(self) -> None:
        self.trying = not self.trying
        self._fill()
        if self.trying:
            next(iter(self.fields.values())).setFocus()
        else:
            self.tried.emit(None)

    def _tell(self) -> None:
        self.tried.emit({name: field.value() for name, field in self.fields.items()})

    def _fill(self) -> None:
        clear(self._grid)
        self.fields = {}
        self.button.say(self.tr("Back to the agreed weights") if self.trying else self.tr("Try other weights"))
        for place, block in enumerate(self._method.blocks if self._method else ()):
            label = Label(block.label.partition(":")[0].removesuffix(" value"))
            self._grid.addWidget(label, place, 0)
            weight = self._method.weights.get(block.name, 1.0) if self._method else 1.0
            if self.trying:
                self.fields[block.name] = self._field(label, block.label, weight)
                self._grid.addWidget(self.fields[block.name], place, 1)
            else:
                self._grid.addWidget(Label(f"{weight:.1f}"), place, 1)

    def _field(self, label: Label, words: str, weight: float) -> QDoubleSpinBox:
        field = QDoubleSpinBox()
        field.setRange(0, 10)
        field.setSingleStep(0.5)
        field.setDecimals(1)
        field.setValue(weight)
        field.setAccessibleName(self.tr("Weight of {0}").format(words))
        field.valueChanged.connect(lambda _value: self._pause.start())
        label.setBuddy(field)
        return field
