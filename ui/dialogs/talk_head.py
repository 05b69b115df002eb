"""The head of a talk: with which company, when, how, who was there. Everything that can be known before is filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QGridLayout, QLineEdit, QWidget

from ctip_desktop.forms.model import Answer
from ctip_desktop.queries.records import RecordLine, list_records
from ui.dialogs.quick_form import surroundings
from ui.forms.choice_field import QuietCombo
from ui.forms.date_field import DateField
from ui.session import Session
from ui.theme import look, px
from ui.widgets.base import Label, column
from ui.widgets.record_combo import RecordCombo

FIRST_CHANNEL = "meeting"


class _Names(QCompleter):
    """Completes the name behind the last comma."""

    def pathFromIndex(self, index: Any) -> str:
        line = self.widget()
        before = line.text().rpartition(",")[0].strip() if isinstance(line, QLineEdit) else ""
        name = super().pathFromIndex(index)
        return f"{before}, {name}" if before else name

    def splitPath(self, path: str) -> list[str]:
        return [path.rpartition(",")[2].strip()]


class TalkHead(QWidget):
    """Signals: edited(): something is different; picked(): another company."""

    edited = Signal()
    picked = Signal()

    def __init__(self, session: Session, company: UUID | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._fixed = company
        form = session.workspace.catalogue.form("conversation")
        self.companies: RecordCombo | None = None
        if company is None:
            words = self.tr("With which company?")
            self.companies = RecordCombo([(line.title, line.id) for line in session.ask(list_records, "company")], words)
            self.companies.picked.connect(self.picked)
            self.companies.picked.connect(self.edited)
            self.companies.said.connect(self.show_trouble)
        self.day = DateField(form.question("date"), surroundings(session))
        self.day.show_answer(Answer.of(self._today.isoformat()))
        self.day.edited.connect(self.edited)
        self.day.committed.connect(self.edited)
        self.channels = QuietCombo()
        self.channels.setAccessibleName(form.question("channel").label)
        for choice in form.question("channel").choices:
            self.channels.addItem(choice.label, choice.name)
        self.channels.setCurrentIndex(max(0, self.channels.findData(FIRST_CHANNEL)))
        self.channels.activated.connect(lambda _place: self.edited.emit())
        self.who = QLineEdit(maxLength=500)
        self.who.setAccessibleName(self.tr("Who was there?"))
        self.who.setPlaceholderText(self.tr("Names or roles, with commas between"))
        self.who.textEdited.connect(lambda _text: self.edited.emit())
        self.trouble = Label("", "error", wrap=True)
        self.trouble.hide()
        self._arrange()

    @property
    def _today(self) -> date:
        return self._session.workspace.now().astimezone().date()

    def _arrange(self) -> None:
        fields: list[tuple[str, QWidget]] = [(self.tr("With which company?"), self.companies)] if self.companies is not None else []
        fields += [(self.tr("On which day?"), self.day), (self.tr("How did you talk?"), self.channels), (self.tr("Who was there?"), self.who)]
        outer = column(self, gap=4)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(3))
        across = 1 if look().large else len(fields)
        for place, (words, field) in enumerate(fields):
            label = Label(words, "strong", wrap=True)
            label.setBuddy(self.day.first() if field is self.day else field)
            y, x = 2 * (place // across), place % across
            grid.addWidget(label, y, x)
            grid.addWidget(field, y + 1, x, Qt.AlignmentFlag.AlignLeading if field is self.day else Qt.AlignmentFlag(0))
            grid.setColumnStretch(x, 3 if field is self.who else 2 if field is self.companies else 0)
        outer.addLayout(grid)
        outer.addWidget(self.trouble)

    # --- what is there ---------------------------------------------------

    @property
    def company(self) -> UUID | None:
        """With which company."""
        return self._fixed or (self.companies.record if self.companies is not None else None)

    @property
    def channel(self) -> str:
        """How, by its stored name."""
        return str(self.channels.currentData())

    def on(self) -> date | None:
        """The day; None while it cannot be read."""
        value = self.day.answer().value
        return date.fromisoformat(value) if isinstance(value, str) else None

    def people(self, contacts: Sequence[RecordLine]) -> tuple[UUID | None, str]:
        """The first contact who is named, and everybody else, one in each line."""
        known = {line.title.strip().casefold(): line.id for line in contacts}
        names = [name for part in self.who.text().split(",") if (name := part.strip())]
        first = next((name for name in names if name.casefold() in known), None)
        rest = [name for name in names if name != first]
        return (known[first.casefold()] if first else None), "\n".join(rest)

    def first(self) -> QWidget:
        """Where to begin."""
        return self.companies if self.companies is not None else self.day.first()

    def offer_contacts(self, names: Sequence[str]) -> None:
        """Complete these names while somebody types."""
        completer = _Names(list(names), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.who.setCompleter(completer)

    def show_trouble(self, words: str) -> None:
        """Say what must be put right; empty when nothing."""
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))

    def take(self) -> bool:
        """Whether the talk can be kept; says what must be put right first, and puts the keyboard there."""
        words, field = self._wrong()
        self.show_trouble(words)
        self.day.mark_error(field is self.day.first())
        if field is not None:
            field.setFocus()
        return field is None

    def _wrong(self) -> tuple[str, QWidget | None]:
        if self.company is None:
            return self.tr("Choose the company first. What you wrote stays."), self.companies
        on = self.on()
        if on is None:
            return self.day.complaint() or self.tr("Write the day of the talk. What you wrote stays."), self.day.first()
        if on > self._today:
            return self.tr("This day is still to come. Choose today or an earlier day. What you wrote stays."), self.day.first()
        return "", None

    # --- draft -----------------------------------------------------------

    def draft(self) -> dict[str, Any]:
        """Everything as plain JSON values, as it is typed."""
        company = self.company
        return {"company": company.hex if company else "", "day": self.day.typed_text(), "channel": self.channel, "who": self.who.text()}

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Show a draft again."""
        if self.companies is not None and draft.get("company"):
            self.companies.choose(str(draft["company"]))
        if draft.get("day"):
            self.day.put_text(str(draft["day"]))
        self.channels.setCurrentIndex(max(0, self.channels.findData(str(draft.get("channel", "")))))
        self.who.setText(str(draft.get("who", "")))
