"""A list of places at the start side of a page, in groups, each with an icon and a count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QKeyEvent, QResizeEvent, QShowEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QWidget

from ui.icons import icon
from ui.theme import px
from ui.widgets.base import Label, Scroller, clear, column, row
from ui.widgets.enter import enter_presses

WIDTH = 274
_AROUND = 44
"""Lengths of the design: the list, and what is beside icon, words and count of an entry."""
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


@dataclass(frozen=True, slots=True)
class Place:
    """One entry: its name, words, icon, group, and what stands at its end. leaves: it opens another page, so that walking by does not open it."""

    name: str
    words: str
    icon: str = "list"
    group: str = ""
    count: str = ""
    leaves: bool = False


class _Entry(QPushButton):
    """Signals: stepped(int): an arrow was pressed; 1 is down, -1 is up."""

    stepped = Signal(int)

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "subnav")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setIconSize(QSize(px(15), px(15)))
        self._words, self.leaves = "", False
        self._count = Label("", "caption2")
        self._count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        line = row(self, margins=(0, 0, 8, 0))
        line.addStretch()
        line.addWidget(self._count)
        self.show_place(place)

    def show_place(self, place: Place) -> None:
        """Show the present words and count."""
        self._words, self.leaves = place.words, place.leaves
        self.setIcon(icon(place.icon, "text2", on="text"))
        self._count.setText(place.count)
        self.setAccessibleName(", ".join(part for part in (place.words, place.count) if part))
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows are told: a button in a group would take them for itself, and press the next one whatever it opens."""
        if step := _STEPS.get(Qt.Key(event.key()), 0):
            self.stepped.emit(step)
        elif not enter_presses(self, event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Words that would run into the count go on in the next line."""
        room = self.width() - self.iconSize().width() - self._count.sizeHint().width() - px(_AROUND)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)  # as wide as when it is the one that is open
        text = "\n".join(f"  {line}" for line in _lines(self._words, font, max(px(60), room))).replace("&", "&&")
        if text != self.text():
            self.setText(text)
            self.setMinimumHeight(self.sizeHint().height())  # the style sheet's height of one line would hold in a list that scrolls

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(0, px(8) if "\n" in self.text() else 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), self.sizeHint().height())


def _lines(words: str, font: QFont, room: int) -> list[str]:
    """The words in lines of at most this width; only a single word that is wider is broken."""
    layout = QTextLayout(words, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    found = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(room)
        found.append(words[line.textStart() : line.textStart() + line.textLength()].strip())
    layout.endLayout()
    return found


class SideNav(QFrame):
    """One entry is open. Keys: ↑↓ walk and open, Enter opens what is another page.

    Signals:
        wanted(str): the name of an entry.
    """

    wanted = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "subnav")
        self.setAccessibleName(name)
        self.setFixedWidth(px(WIDTH))
        self._group = QButtonGroup(self)
        self._entries: dict[str, _Entry] = {}
        scroller = Scroller(margins=(8, 6, 8, 8), gap=1)
        self._box = scroller.body
        self._scroller = scroller
        column(self, gap=0).addWidget(scroller)

    def show_places(self, places: Sequence[Place]) -> None:
        """Show these entries; they are built anew only when there are others."""
        if [place.name for place in places] != list(self._entries):
            self._build(places)
        for place in places:
            self._entries[place.name].show_place(place)

    def light(self, name: str) -> None:
        """Show which one is open."""
        if name in self._entries:
            self._entries[name].setChecked(True)
            self._into_sight()

    def showEvent(self, event: QShowEvent) -> None:
        """The entry that is open comes into sight once there is a size to scroll by."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._into_sight)

    def _into_sight(self) -> None:
        if (button := self._group.checkedButton()) is not None:
            self._scroller.ensureWidgetVisible(button)

    def words(self) -> list[tuple[str, str]]:
        """Name and words of every entry, with its count."""
        return [(name, entry.accessibleName()) for name, entry in self._entries.items()]

    def take_focus(self) -> None:
        """Put the keyboard on the open entry."""
        button = self._group.checkedButton() or next(iter(self._entries.values()), None)
        if button is not None:
            button.setFocus()

    def _build(self, places: Sequence[Place]) -> None:
        clear(self._box)
        self._entries.clear()
        group = ""
        for place in places:
            if place.group != group:
                group = place.group
                heading = Label(group, "group")
                heading.setContentsMargins(px(10), px(8), 0, px(2))
                self._box.addWidget(heading)
            button = _Entry(place)
            button.clicked.connect(lambda _on=False, name=place.name: self.wanted.emit(name))
            button.stepped.connect(partial(self._walk, button))
            self._group.addButton(button)
            self._entries[place.name] = button
            self._box.addWidget(button)
        self._box.addStretch()

    def _walk(self, start: _Entry, step: int) -> None:
        """The next entry with the keyboard; it opens at once unless it opens another page: by such a one the arrows go on, and Enter opens it."""
        entries = list(self._entries.values())
        entry = entries[(entries.index(start) + step) % len(entries)]
        entry.setFocus(Qt.FocusReason.TabFocusReason)
        if not entry.leaves:
            entry.click()
