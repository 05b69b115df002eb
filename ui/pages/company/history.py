"""Who changed what, when, on which laptop. Nothing in it can be changed."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu

from ui.icons import icon
from ui.pages.company.changes import Change, ChangesTable
from ui.pages.company.part import Part
from ui.session import Session
from ui.theme import px
from ui.widgets.base import row
from ui.widgets.button import Button
from ui.widgets.field import Field
from ui.words import near_day


class HistoryPart(Part):
    """A table of the changes of one record: the company, a form, a contact, a talk or an opportunity of it."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._chosen: UUID | None = None

    def fill(self) -> None:
        self.heading(self.tr("History"), Button(self.tr("See it as it was"), icon="clock", clicked=lambda: self._look_back(None)))
        records = QComboBox()
        records.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for words, record in self._records():
            records.addItem(words, record)
        place = next((n for n in range(records.count()) if records.itemData(n) == self._chosen), 0)  # findData compares no UUIDs
        records.setCurrentIndex(place)
        self.body.addWidget(Field(self.tr("Of"), records))
        self.table = ChangesTable(self.session, self.today)
        self.table.setMinimumHeight(px(400))
        self.table.opened.connect(self._look_back)
        self.table.put_menu(self._menu)
        self.table.chosen.connect(lambda change: self.erase_answer.setEnabled(change is not None and bool(change.path)))
        self.body.addLayout(self._erasing())
        self.body.addWidget(self.table, 1)
        self._show(records.currentData())
        records.currentIndexChanged.connect(lambda _place: self._show(records.currentData()))

    def _records(self) -> Iterator[tuple[str, UUID]]:
        """Everything about the company that has changes of its own: forms, people, talks, ideas."""
        for form in (self.company.company, *self.company.forms):
            if form.record is not None:
                yield form.title, form.record
        for contact in self.company.contacts:
            yield self.tr("Contact: {name}").format(name=contact.name), contact.id
        for talk in self.company.talks:
            subject = talk.subject or talk.channel_label
            day = near_day(talk.on, self.today) if talk.on else ""
            yield self.tr("Conversation: {subject}").format(subject=", ".join(part for part in (subject, day) if part)), talk.id
        for one in self.company.opportunities:
            yield self.tr("Opportunity: {title}").format(title=one.title), one.id

    def _erasing(self) -> QHBoxLayout:
        """What can be erased for good: the answer of the chosen line, or the whole record."""
        self.erase_answer = Button(self.tr("Erase this answer"), clicked=self._erase_answer)
        self.erase_answer.setEnabled(False)
        self.erase_answer.setToolTip(self.tr("Choose a line first."))
        self.erase_record = Button(self.tr("Erase the whole record"), clicked=lambda: self._erase(""))
        line = row(gap=8)
        line.addWidget(self.erase_answer)
        line.addWidget(self.erase_record)
        line.addStretch()
        return line

    def _menu(self, change: Change) -> QMenu | None:
        if not change.path:
            return None
        menu = QMenu(self)
        menu.addAction(icon("x", "bad"), self.tr("Erase this answer for good"), lambda: self._erase(change.path))
        return menu

    def _erase_answer(self) -> None:
        change = self.table.current()
        if change is not None and change.path:
            self._erase(change.path)

    def _erase(self, path: str) -> None:
        if self._chosen is not None:
            self.ask.emit("erase", {"record": self._chosen.hex, **({"path": path} if path else {})})

    def _show(self, record: UUID | None) -> None:
        self._chosen = record
        if record is not None:
            self.table.show_record(record)

    def _look_back(self, change: Change | None) -> None:
        """The record as it was: on the day of a change, else on the last day on which it was different."""
        at = change.at.astimezone().date().isoformat() if change is not None else ""
        self.go.emit("as_of", {"record": self._chosen, "at": at, "company": self.company.id})
