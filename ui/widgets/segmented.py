"""A few short choices joined into one control: one tab stop, ←→ moves, Space chooses, Delete clears."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from ui.icons import icon
from ui.theme import px

Option = tuple[str, str]
"""Name and words of one choice."""


class Segmented(QWidget):
    """One of a few choices, or none.

    Signals:
        chosen(str): the person chose; the name, or an empty text when the choice was cleared. Not emitted by `choose`.
    """

    chosen = Signal(str)

    def __init__(self, options: Sequence[Option], question: str = "", *, clearable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = question
        self._clearable = clearable
        self._current = ""
        self._words = dict(options)
        self._buttons: dict[str, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, (name, label) in enumerate(options):
            drawn = len(options) - 1 - place if self.isRightToLeft() else place
            self._buttons[name] = self._button(name, label, _place(drawn, len(options)))
            row.addWidget(self._buttons[name])
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._show_choice()

    def current(self) -> str:
        """The name of the choice, or an empty text."""
        return self._current

    def choose(self, name: str) -> None:
        """Show a choice, without a signal. An empty or unknown name shows none."""
        self._current = name if name in self._buttons else ""
        self._show_choice()

    def button(self, name: str) -> QToolButton:
        """The button of one choice."""
        return self._buttons[name]

    def set_question(self, question: str) -> None:
        """The words that a screen reader says before each choice."""
        self._question = question
        self._show_choice()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys move, Delete clears."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(watched, QToolButton):
            return self._key(watched, Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def focusInEvent(self, _event: QEvent) -> None:
        """Hand the focus to the choice, or to the first button. A focus proxy would be a second stop for Tab, elsewhere on the page."""
        self._stop().setFocus(Qt.FocusReason.TabFocusReason)

    def _button(self, name: str, label: str, place: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(label)
        button.setCheckable(True)
        button.setProperty("seg", place)
        button.setIconSize(QSize(px(14), px(14)))
        button.clicked.connect(lambda: self._pick(name))
        button.installEventFilter(self)
        return button

    def _pick(self, name: str) -> None:
        self._current = name
        self._show_choice()
        self._buttons[name].setFocus()
        self.chosen.emit(name)

    def _clear(self) -> None:
        if self._current and self._clearable:
            self._current = ""
            self._show_choice()
            self.chosen.emit("")

    def _key(self, button: QToolButton, key: Qt.Key) -> bool:
        order = list(self._buttons.values())
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(key, 0)
        if step:
            step = -step if self.isRightToLeft() else step
            order[(order.index(button) + step) % len(order)].setFocus(Qt.FocusReason.TabFocusReason)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._clear()
        else:
            return False
        return True

    def _stop(self) -> QToolButton:
        return self._buttons.get(self._current) or next(iter(self._buttons.values()))

    def _show_choice(self) -> None:
        stop = self._stop()
        for name, button in self._buttons.items():
            on = name == self._current
            button.setChecked(on)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon if on else Qt.ToolButtonStyle.ToolButtonTextOnly)
            if on:
                button.setIcon(icon("check", "accent"))
            button.setAccessibleName(self._spoken(name, on))

    def _spoken(self, name: str, on: bool) -> str:
        words = self._words[name]
        spoken = self.tr("{0}, chosen").format(words) if on else words
        return f"{self._question}: {spoken}" if self._question else spoken


def _place(place: int, count: int) -> str:
    if count == 1:
        return "only"
    return "first" if place == 0 else "last" if place == count - 1 else "mid"
