"""The entries of one register about a company: concerns, interests, agreements not to tell, and what a programme adds of its own."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ctip_desktop.queries.registers import Column, Register, RegisterForm, RegisterRow, register
from ui.pages.company.part import Part
from ui.pages.company.rows import Press
from ui.session import Session
from ui.widgets.base import ElidedLabel, IconLabel, Label, column
from ui.widgets.button import Button
from ui.widgets.card import ListCard
from ui.widgets.chip import Chip
from ui.widgets.empty import Empty
from ui.words import title_words

ICONS = {"concern": "flag", "interest": "target", "outreach": "phone", "decision": "okc", "nda": "eyeoff", "service": "box", "role": "partner"}
_MOST_SAID = 4  # answers told in a line below the title
_YES_NO = frozenset({"yes", "no"})


def list_words(form: RegisterForm) -> str:
    """The words over a list of entries: of many, as “Contacts” beside it are. A register of the programme's own has the name it was given."""
    words = {
        "concern": _tr("Concerns"),
        "interest": _tr("Interests"),
        "decision": _tr("Decisions"),
        "nda": _tr("Non-disclosure agreements"),
        "role": _tr("Roles as a partner"),
        "service": _tr("Services"),
    }
    return words.get(form.form, form.title)


class EntriesPart(Part):
    """A list, newest first; each line opens its entry, and the register holds the same as a table."""

    def __init__(self, session: Session, form: RegisterForm) -> None:
        super().__init__(session)
        self.form = form

    def fill(self) -> None:
        found = self.session.ask(register, self.form.form, about=self.company.id)
        add = Button(self.tr("Add"), "main", icon="plus", clicked=self._add)
        add.setAccessibleName(self.tr("Add: {register}").format(register=self.form.title))
        if not found.rows:
            self.heading(list_words(self.form))
            icon = ICONS.get(self.form.form, "book")
            self.body.addWidget(
                Empty(self.tr("Nothing here yet"), self.form.summary, icon=icon, action=self.tr("Add the first one"), clicked=self._add)
            )
            return
        self.heading(list_words(self.form), Button(self.tr("See as a table"), "quiet", icon="list", clicked=self._table), add)
        self.body.addWidget(Label(self.form.summary, "sub", wrap=True))
        card = ListCard(self.tr("Newest first"), len(found.rows))
        for each in found.rows:
            card.add_row(self._row(found, each))
        self.body.addWidget(card)

    def _row(self, found: Register, each: RegisterRow) -> QWidget:
        title = title_words(each.title)
        said = _told(found, each, title)
        line = Press(", ".join(part for part in (title, said) if part), partial(self.go.emit, "wizard", {"record": each.id}))
        line.line.addWidget(IconLabel(ICONS.get(self.form.form, "dash"), "text2", 16))
        words = column(gap=1)
        words.addWidget(Label(title or self.form.title, wrap=True))
        if said:
            words.addWidget(ElidedLabel(said, "caption2"))
        line.line.addLayout(words, 1)
        if each.contested:
            line.line.addWidget(Chip(self.tr("to settle"), "split", "two"))
        if each.status == "draft":
            line.line.addWidget(Chip(self.tr("draft"), "pencil"))
        return line

    def _add(self) -> None:
        self.ask.emit("add_record", {"form": self.form.form, "about": self.company.id.hex})

    def _table(self) -> None:
        self.go.emit("registers", {"form": self.form.form, "about": self.company.id})


def _told(found: Register, each: RegisterRow, title: str) -> str:
    """The first answers of an entry that its title does not say already."""
    told = [(column, cell.text) for column, cell in zip(found.columns, each.cells, strict=True) if column.shown and cell.text]
    shown = [_with_question(column, text) for column, text in told if text not in title]
    return " · ".join(shown[:_MOST_SAID])


def _with_question(column: Column, text: str) -> str:
    """A bare Yes or No says nothing without what was asked."""
    return f"{column.label} {text}" if column.choices and {name for name, _label in column.choices} <= _YES_NO else text


def _tr(text: str) -> str:
    return QCoreApplication.translate("EntriesPart", text)
