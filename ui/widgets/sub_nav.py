"""Parts of a page in a column at its start side; with large text they become a list that opens."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFrame, QPushButton, QWidget

from ui.icons import icon
from ui.theme import look, px
from ui.widgets.base import Label, Scroller, column

Entry = tuple[str, str, str, str]
"""Name, words, icon and group of a part; an empty group has no heading."""

WIDTH = 216


class SubNav(QFrame):
    """Signals: wanted(str): the name of a part."""

    wanted = Signal(str)

    def __init__(self, name: str, entries: Sequence[Entry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "subnav")
        self.setAccessibleName(name)
        self.picker: QComboBox | None = None
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        if look().large:
            self._make_picker(name, entries)
        else:
            self._make_column(entries)

    def _make_picker(self, name: str, entries: Sequence[Entry]) -> None:
        self.setProperty("role", "")
        self.picker = QComboBox()
        self.picker.setAccessibleName(name)
        self.picker.view().setAccessibleName(name)
        for part, words, icon_name, _group in entries:
            self.picker.addItem(icon(icon_name), words, part)
        self.picker.activated.connect(lambda place: self.wanted.emit(entries[place][0]))
        column(self, margins=(24, 8, 24, 0)).addWidget(self.picker)

    def _make_column(self, entries: Sequence[Entry]) -> None:
        self.setFixedWidth(px(WIDTH))
        scroller = Scroller(margins=(8, 8, 8, 8), gap=1)
        column(self, gap=0).addWidget(scroller)
        group = ""
        for part, words, icon_name, heading in entries:
            if heading and heading != group:
                group = heading
                label = Label(heading, "group")
                label.setContentsMargins(px(10), px(8), 0, px(2))
                scroller.body.addWidget(label)
            scroller.body.addWidget(self._button(part, words, icon_name))
        scroller.body.addStretch()

    def _button(self, part: str, words: str, icon_name: str) -> QPushButton:
        button = QPushButton(f"  {words}".replace("&", "&&"))
        button.setProperty("kind", "subnav")
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setIcon(icon(icon_name, "text2", on="text"))
        button.setIconSize(QSize(px(15), px(15)))
        button.setAccessibleName(words)
        button.clicked.connect(lambda _on=False: self.wanted.emit(part))
        self._group.addButton(button)
        self._buttons[part] = button
        return button

    def light(self, part: str) -> None:
        """Show which part is open."""
        if self.picker is not None:
            self.picker.setCurrentIndex(self.picker.findData(part))
        elif part in self._buttons:
            self._buttons[part].setChecked(True)

    def take_focus(self) -> None:
        """Put the keyboard on the open part."""
        (self.picker or self._group.checkedButton() or next(iter(self._buttons.values()))).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        buttons = list(self._buttons.values())
        focused = self.window().focusWidget()
        place = next((n for n, one in enumerate(buttons) if one is focused), -1)
        if step and place >= 0:
            buttons[(place + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)
