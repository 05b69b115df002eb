"""What a person chooses for a print: about what, who will read it, paper, and a few marks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from ctip_desktop.errors import NotFound
from ctip_desktop.forms.model import ONE_PERSONS, Form
from ctip_desktop.forms.model import Kind as FormKind
from ctip_desktop.queries import opportunities
from ctip_desktop.queries.records import list_records, show
from ctip_desktop.reports.audience import Audience
from ctip_desktop.reports.build import READERS, SUBJECTS, Kind, Options, PaperName
from ui.forms.choice_field import QuietCombo
from ui.session import Session
from ui.widgets.base import Label, column
from ui.widgets.option_row import OptionRow, OptionRows
from ui.widgets.record_combo import RecordCombo

_ROUNDS = (Kind.RANKING, Kind.SCORE_CARD)
_OF_A_FORM = (Kind.LIST, Kind.RECORD, Kind.BLANK_FORM)
_WITHOUT_PEOPLE = (Kind.INTERESTS, Kind.RELATIONS, Kind.LIST, Kind.RECORD)
"""Prints in which our people stand in answers only, if at all."""
ABOUT = ("company", "partnership", "opportunity")  # whose name tells two records of one form apart
MOST_RECORDS = 200  # of a form to choose from
_ICONS = {Audience.INTERNAL: "lock", Audience.PARTNER: "users", Audience.DONOR: "report", Audience.PUBLIC: "globe"}


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReportChoices", text)


def kind_words(kind: Kind) -> str:
    """What a print is called."""
    return {
        Kind.COMPANY: _tr("Company profile"),
        Kind.STAGE: _tr("Stage sheet"),
        Kind.VISIT_PACK: _tr("Call sheet for a visit"),
        Kind.RANKING: _tr("Ranking"),
        Kind.SCORE_CARD: _tr("Score card"),
        Kind.PARTNERSHIP: _tr("Partnership on one page"),
        Kind.PULSE: _tr("Relationship pulse"),
        Kind.PORTFOLIO: _tr("Report on all partnerships"),
        Kind.PIPELINE: _tr("Pipeline"),
        Kind.INTERESTS: _tr("Where interests meet"),
        Kind.RELATIONS: _tr("Map of relations"),
        Kind.LIST: _tr("List"),
        Kind.RECORD: _tr("Answers as a sheet"),
        Kind.BLANK_FORM: _tr("Paper form"),
    }[kind]


def reader_words(audience: Audience) -> tuple[str, str]:
    """Who reads it, and what that means."""
    return {
        Audience.INTERNAL: (_tr("Our team"), _tr("everything, with own notes")),
        Audience.PARTNER: (_tr("This partner"), _tr("what this partner may see")),
        Audience.DONOR: (_tr("The donor"), _tr("results, no personal data")),
        Audience.PUBLIC: (_tr("The public"), _tr("only facts marked public")),
    }[audience]


def readers_of(kind: Kind) -> tuple[Audience, ...]:
    """For whom a print can be made: scores are never for partners or the public."""
    return READERS[kind]


class ReportChoices(QWidget):
    """Signals:
    changed(): something else is wanted.
    """

    changed = Signal()

    def __init__(self, session: Session, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.kind = kind
        self.subject: RecordCombo | None = None
        self.rounds: QuietCombo | None = None
        self._box = column(self, margins=(16, 14, 16, 14), gap=8)
        self._columns: tuple[str, ...] = ()  # of a list, as the screen showed it
        self._chosen: tuple[str, ...] | None = None  # its entries, None for all
        self.forms: QuietCombo | None = None
        self.records: QuietCombo | None = None
        self._add_subject()
        self._add_form()
        self._add_readers()
        self._add_round()
        self._add_paper()
        self._add_marks()
        self._box.addStretch()

    def _labelled(self, words: str, control: QWidget) -> None:
        label = Label(words, "strong", wrap=True)
        label.setBuddy(control)
        self._box.addWidget(label)
        self._box.addWidget(control)

    def _add_subject(self) -> None:
        form = SUBJECTS.get(self.kind)
        if form is None:
            return
        words = {
            "company": self.tr("Which company?"),
            "opportunity": self.tr("Which opportunity?"),
            "partnership": self.tr("Which partnership?"),
        }[form]
        self.subject = RecordCombo([(line.title, line.id) for line in self._session.ask(list_records, form)], words)
        self.subject.picked.connect(self.changed)
        self._labelled(words, self.subject)
        self._trouble = Label("", "error", wrap=True)
        self._trouble.hide()
        self._box.addWidget(self._trouble)
        self.subject.said.connect(self._say)

    def _say(self, sentence: str) -> None:
        """A name that nothing has: below the field, and nothing of the print before stays."""
        assert self.subject is not None
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))
        self.subject.setAccessibleDescription(sentence)
        if sentence:
            self.changed.emit()

    def _add_form(self) -> None:
        if self.kind not in _OF_A_FORM:
            return
        self.forms, self.records = QuietCombo(), QuietCombo()
        which = self.tr("Which list?") if self.kind is Kind.LIST else self.tr("Which form?")
        self.forms.setAccessibleName(which)
        self.forms.addItem(self.tr("Choose a list") if self.kind is Kind.LIST else self.tr("Choose a form"), "")
        for form in sorted(filter(self._fits, self._session.workspace.catalogue.forms()), key=lambda one: one.title.casefold()):
            self.forms.addItem(form.title, form.name)
        self.forms.activated.connect(lambda _place: self._form_changed())
        self._labelled(which, self.forms)
        self.records.setAccessibleName(self.tr("Whose answers?") if self.kind is Kind.RECORD else self.tr("Empty, or with answers"))
        self.records.activated.connect(lambda _place: self.changed.emit())
        if self.kind is Kind.LIST:
            self.records.hide()
        else:
            self._labelled(self.records.accessibleName(), self.records)
        self._fill_records()

    def _fits(self, form: Form) -> bool:
        """Whether this print can be made of a form at all: what one person answers for himself is printed for nobody."""
        if self.kind is Kind.LIST:
            return form.kind is FormKind.REGISTER or form.name == "company"
        return self.kind is Kind.BLANK_FORM or form.kind not in ONE_PERSONS

    def _fill_records(self) -> None:
        assert self.forms is not None
        assert self.records is not None
        self.records.clear()
        self.records.addItem(self.tr("Choose one") if self.kind is Kind.RECORD else self.tr("Empty"), "")
        name = str(self.forms.currentData() or "")
        found = self._session.ask(list_records, name)[:MOST_RECORDS] if name and self.kind is not Kind.LIST else ()
        whose = {one.id: one.title for kind in ABOUT for one in self._session.ask(list_records, kind)} if any(line.about for line in found) else {}
        for line in found:
            self.records.addItem(", ".join(part for part in (line.title or name, whose.get(line.about) if line.about else None) if part), line.id.hex)

    def _form_changed(self) -> None:
        self._columns, self._chosen = (), None
        self._fill_records()
        self.changed.emit()

    def _add_readers(self) -> None:
        self._box.addWidget(Label(self.tr("Who will read it?"), "strong"))
        rows = [OptionRow(one.value, *reader_words(one), icon=_ICONS[one], narrow=True) for one in readers_of(self.kind)]
        self.readers = OptionRows(rows)
        self.readers.choose(Audience.INTERNAL)
        self.readers.chosen.connect(lambda _name: self._reader_changed())
        self._box.addWidget(self.readers)

    def _add_round(self) -> None:
        if self.kind not in _ROUNDS:
            return
        self.rounds = QuietCombo()
        self.rounds.addItem(self.tr("The newest with a result"), "")
        for one in self._session.ask(opportunities.rounds):
            if one.started:
                self.rounds.addItem(self.tr("Round {n}: {title}").format(n=one.number, title=one.title), one.id.hex)
        self.rounds.setAccessibleName(self.tr("Round"))
        self.rounds.activated.connect(lambda _place: self.changed.emit())
        self._labelled(self.tr("Round"), self.rounds)

    def _add_paper(self) -> None:
        self.paper = QuietCombo()
        self.paper.addItem("A4", PaperName.A4.value)
        self.paper.addItem("Letter", PaperName.LETTER.value)
        self.paper.setAccessibleName(self.tr("Paper"))
        self.paper.activated.connect(lambda _place: self.changed.emit())
        self._labelled(self.tr("Paper"), self.paper)

    def _add_marks(self) -> None:
        self.cards = self._mark(self.tr("Score cards behind the ranking"), shown=self.kind is Kind.RANKING)
        self.people = self._mark(self.tr("Names of our people"), on=True)
        self.draft = self._mark(self.tr("Draft mark on every page"))
        self.asked = QLineEdit(maxLength=300)
        self.asked.setPlaceholderText(self.tr("For example: agree to the first four"))
        self.asked.editingFinished.connect(self._asked_changed)
        self._ask_label = Label(self.tr("What do you ask of the donor?"), "strong", wrap=True)
        self._ask_label.setBuddy(self.asked)
        self.asked.setAccessibleName(self._ask_label.text())
        self._box.addWidget(self._ask_label)
        self._box.addWidget(self.asked)
        self._last_ask = ""
        self._show_fitting()

    def _mark(self, words: str, *, on: bool = False, shown: bool = True) -> QCheckBox:
        box = QCheckBox(words, self)
        box.setChecked(on)
        box.toggled.connect(lambda _on: self.changed.emit())
        if not shown:
            box.hide()
        self._box.addWidget(box)
        return box

    def _reader_changed(self) -> None:
        self._show_fitting()
        self.changed.emit()

    def _show_fitting(self) -> None:
        self.people.setVisible(self.audience is Audience.INTERNAL and self.kind not in _WITHOUT_PEOPLE)
        asks = self.kind is Kind.RANKING and self.audience is Audience.DONOR
        self.asked.setVisible(asks)
        self._ask_label.setVisible(asks)

    def _asked_changed(self) -> None:
        if self.asked.text() != self._last_ask:
            self._last_ask = self.asked.text()
            self.changed.emit()

    # --- what is chosen --------------------------------------------------

    @property
    def audience(self) -> Audience:
        """Who will read it."""
        return Audience(self.readers.value)

    @property
    def about(self) -> UUID | None:
        """The company or opportunity."""
        return self.subject.record if self.subject is not None else None

    @property
    def missing(self) -> str:
        """What must be chosen first, as a sentence; empty when nothing."""
        if self.forms is not None and self.records is not None:
            if not self.forms.currentData():
                return self.tr("Choose the list first") if self.kind is Kind.LIST else self.tr("Choose the form first")
            return self.tr("Choose whose answers first") if self.kind is Kind.RECORD and not self.records.currentData() else ""
        if self.subject is None or self.about is not None:
            return ""
        return {
            "company": self.tr("Choose the company first"),
            "opportunity": self.tr("Choose the opportunity first"),
            "partnership": self.tr("Choose the partnership first"),
        }[SUBJECTS[self.kind]]

    def options(self) -> Options:
        """The rest."""
        round_ = str(self.rounds.currentData()) if self.rounds is not None else ""
        record = str(self.records.currentData() or "") if self.records is not None else ""
        return Options(
            paper=str(self.paper.currentData()),
            round=UUID(hex=round_) if round_ else None,
            cards=self.kind is Kind.RANKING and self.cards.isChecked(),
            people=self.people.isChecked(),
            draft=self.draft.isChecked(),
            ask=self.asked.text().strip() if self.audience is Audience.DONOR else "",
            form=str(self.forms.currentData() or "") if self.forms is not None else "",
            record=UUID(hex=record) if record else None,
            columns=self._columns,
            records=None if self._chosen is None else tuple(UUID(hex=id_) for id_ in self._chosen),
        )

    def draft_values(self) -> dict[str, Any]:
        """Everything as plain JSON values."""
        return {
            "about": self.about.hex if self.about is not None else "",
            "audience": self.audience.value,
            "round": str(self.rounds.currentData()) if self.rounds is not None else "",
            "paper": str(self.paper.currentData()),
            "marks": [self.cards.isChecked(), self.people.isChecked(), self.draft.isChecked()],
            "ask": self.asked.text(),
            "form": str(self.forms.currentData() or "") if self.forms is not None else "",
            "record": str(self.records.currentData() or "") if self.records is not None else "",
            "columns": list(self._columns),
            "records": None if self._chosen is None else list(self._chosen),
        }

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Show choices again, without a signal."""
        self.blockSignals(True)
        if self.subject is not None and draft.get("about"):
            self.subject.choose(str(draft["about"]))
        self._restore_form(draft)
        if draft.get("audience") in {one.value for one in readers_of(self.kind)}:
            self.readers.choose(str(draft["audience"]))
        if self.rounds is not None:
            self.rounds.setCurrentIndex(max(0, self.rounds.findData(str(draft.get("round", "")))))
        self.paper.setCurrentIndex(max(0, self.paper.findData(str(draft.get("paper", "a4")))))
        for box, on in zip((self.cards, self.people, self.draft), draft.get("marks", ()), strict=False):
            box.setChecked(bool(on))
        self.asked.setText(str(draft.get("ask", "")))
        self._show_fitting()
        self.blockSignals(False)

    def _restore_form(self, draft: Mapping[str, Any]) -> None:
        if self.forms is None or self.records is None:
            return
        form, record = str(draft.get("form") or draft.get("about") or ""), str(draft.get("record") or "")
        if self.kind is Kind.RECORD and not draft.get("form"):
            record = record or form
            form = self._form_of(record)
        self.forms.setCurrentIndex(max(0, self.forms.findData(form)))
        self._fill_records()
        self.records.setCurrentIndex(max(0, self.records.findData(record)))
        chosen = draft.get("records")
        self._columns, self._chosen = tuple(map(str, draft.get("columns") or ())), None if chosen is None else tuple(map(str, chosen))

    def _form_of(self, record: str) -> str:
        try:
            return self._session.ask(show, UUID(hex=record)).form
        except (ValueError, NotFound):
            return ""
