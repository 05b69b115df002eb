"""What the tabs of a partnership have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from ctip_desktop.operations import records
from ctip_desktop.queries.partnerships import PartnershipPage
from ui.icons import icon as draw
from ui.pages.company.rows import Press
from ui.pages.filled import Filled
from ui.session import Session
from ui.widgets.base import ElidedLabel, IconLabel, Label, column, row
from ui.widgets.button import Button
from ui.widgets.chip import Chip
from ui.widgets.empty import Empty
from ui.widgets.note_bar import NoteBar
from ui.words import day_words


class Tab(Filled[PartnershipPage]):
    """One tab; it is filled anew whenever the partnership changes.

    Signals:
        tab(str): open another tab.
    """

    tab = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, (24, 12, 24, 16), parent)

    @property
    def page(self) -> PartnershipPage:
        """What is shown."""
        return self.shown

    def show_page(self, page: PartnershipPage) -> None:
        """Show a partnership."""
        self.show_filled(page)

    # --- parts -----------------------------------------------------------

    def add(self, form: str, **given: str) -> None:
        """Ask for a new entry about this partnership."""
        self.ask.emit("add_record", {"form": form, "about": self.page.id.hex, "given": given})

    def open_record(self, record: UUID) -> None:
        """Open a record in the wizard."""
        self.go.emit("wizard", {"record": record})

    def entry(self, icon: str, title: str, sub: str, record: UUID, *, called: str = "", **shown: Any) -> Press:
        """The row of an entry; its menu opens or deletes it. called: its name once it is deleted, else the title. shown: see `entry_row`."""
        line = entry_row(icon, title, sub, partial(self.open_record, record), **shown)
        line.menu = partial(self._menu, record, called or title)
        return line

    def _menu(self, record: UUID, title: str) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(draw("list"), self.tr("Open"), partial(self.open_record, record))
        menu.addSeparator()
        menu.addAction(draw("x", "bad"), self.tr("Delete"), partial(self._delete, record, title))
        return menu

    def _delete(self, record: UUID, title: str) -> None:
        if self.session.do(records.delete, record) is not None:
            self.undoable.emit(self.tr("{entry} was deleted.").format(entry=title))

    def change(self, words: str, title: str, record: UUID, what: str) -> Button:
        """The small button of a row that asks what has become of it: `ui.dialogs.change_record`."""
        made = Button(words, size="small", clicked=partial(self.ask.emit, "change_record", {"record": record.hex, "what": what}))
        made.setAccessibleName(f"{words} {title}")
        return made

    def offer_begin(self) -> None:
        """After an agreement: has the work begun? A person says so."""
        signed = self.page.may_begin
        if signed is None:
            return
        words = self.tr("The agreement was signed on {day}, and the partnership is still in preparation.").format(day=day_words(signed))
        note = NoteBar(words, "info", strong=self.tr("Has the work begun?"))
        note.add_action(self.tr("It has begun…"), partial(self.ask.emit, "change_record", {"record": self.page.id.hex, "what": "begun"}))
        self.body.addWidget(note)

    def heading(self, words: str, button: str = "", form: str = "") -> None:
        """A heading line with the button that adds."""
        line = row(gap=8)
        line.addWidget(Label(words, "section"))
        line.addStretch()
        if button:
            line.addWidget(Button(button, icon="plus", clicked=partial(self.add, form)))
        self.body.addLayout(line)

    def nothing(self, sentence: str, hint: str, button: str, form: str, icon: str = "info") -> None:
        """An empty tab with the one way on."""
        self.body.addWidget(Empty(sentence, hint, icon=icon, action=button, clicked=partial(self.add, form)))


def entry_row(
    icon: str,
    title: str,
    sub: str,
    pressed: Callable[[], object],
    *,
    chips: Sequence[Chip] = (),
    end: str = "",
    colour: str = "text2",
    wrap: bool = False,
    action: Button | None = None,
) -> Press:
    """Icon, title with a line below, chips, words and a button at the end; everything is in its accessible name."""
    said = (title, sub, *(chip.text() for chip in chips), end)
    line = Press(", ".join(part for part in said if part), pressed)
    line.line.addWidget(IconLabel(icon, colour, 16), 0, Qt.AlignmentFlag.AlignTop if wrap else Qt.AlignmentFlag.AlignVCenter)
    box = column(gap=1)
    box.addWidget(Label(title, wrap=True) if wrap else ElidedLabel(title))
    if sub:
        box.addWidget(Label(sub, "caption2", wrap=True) if wrap else ElidedLabel(sub, "caption2"))
    line.line.addLayout(box, 1)
    for chip in chips:
        line.line.addWidget(chip)
    if end:
        line.line.addWidget(Label(end, "sub"))
    if action is not None:
        line.line.addWidget(action)
    return line


def money(value: float | None, currency: str) -> str:
    """An amount with its currency, its decimals only where there are some; nothing when nobody has put a number on it."""
    if value is None:
        return ""
    exact = round(value, 2)
    return f"{exact:,.{0 if exact == int(exact) else 2}f} {currency}".strip()
