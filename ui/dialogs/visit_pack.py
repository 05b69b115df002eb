"""Prepare a visit: what is still open for a company and what has aged, ticked and printed on one page to take along.

Source: Five learnings brief (about 2019), lines 328 to 370: learn before the visit, then listen. Nothing of the team's own reflection can be ticked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from ctip_desktop.errors import NotFound
from ctip_desktop.queries.visits import EVERYTHING, PAGE, VisitPack, visit_pack
from ctip_desktop.reports.build import Kind, Options, QuestionKey, Report
from ui.dialogs.make_report import MakeReport
from ui.dialogs.report_choices import ReportChoices
from ui.dialogs.visit_questions import NOBODY, VisitQuestions
from ui.session import Session
from ui.widgets.button import Button

_LETTER = 4  # lines fewer than on A4


class VisitChoices(ReportChoices):
    """The choices of a call sheet, with the questions that are ticked."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, Kind.VISIT_PACK, parent)
        self.questions = VisitQuestions()
        self._for: UUID | None = None
        self.questions.changed.connect(self.changed)
        self.paper.activated.connect(lambda _place: self._fit())

    def read(self) -> None:
        """Offer the questions of the company that is chosen, when it is another one."""
        if self.about != self._for:
            self._for = self.about
            self._fit()
            self.questions.show_pack(self._pack())

    def _pack(self) -> VisitPack | None:
        if self.about is None:
            return None
        try:
            return self._session.ask(visit_pack, self.about, page=EVERYTHING)
        except NotFound:  # deleted while the dialog was open
            return None

    def _fit(self) -> None:
        """Begin with as many lines as the paper has."""
        self.questions.make_room(PAGE - (_LETTER if self.paper.currentData() == "letter" else 0))

    def options(self) -> Options:
        return replace(super().options(), questions=self.questions.chosen or (NOBODY,))

    def draft_values(self) -> dict[str, Any]:
        ticked = [[key if isinstance(key, str) else key.hex, path] for key, path in self.questions.chosen]
        return {**super().draft_values(), "questions": ticked}

    def restore(self, draft: Mapping[str, Any]) -> None:
        super().restore(draft)
        self.read()
        if "questions" in draft:
            wanted = {(str(key), str(path)) for key, path in draft["questions"]}
            known: list[QuestionKey] = [(tick.question.record or tick.question.form, tick.question.path) for tick in self.questions.ticks]
            self.questions.tick([each for each in known if (each[0] if isinstance(each[0], str) else each[0].hex, each[1]) in wanted])


class VisitDialog(MakeReport):
    """The call sheet with its questions beside the preview. company: hex id; asked first when empty."""

    choices: VisitChoices

    def __init__(self, session: Session, company: str = "", parent: QWidget | None = None) -> None:
        super().__init__(session, Kind.VISIT_PACK, company, parent=parent)
        self.capture_button = Button(self.tr("Write while you talk"), icon="pencil", clicked=self._capture)
        self.buttons.insertWidget(self.buttons.count() - 2, self.capture_button)
        if company:
            self.choices.questions.take_focus()

    def choices_for(self, session: Session) -> ReportChoices:
        return VisitChoices(session)

    def columns(self) -> tuple[tuple[tuple[QWidget, ...], int], ...]:
        return ((self.choices, self.left_out), 276), ((self.choices.questions,), 400)

    def make(self) -> None:
        self.choices.read()
        super().make()

    def _made(self, report: Report) -> None:
        """Long answers take more room than we thought: fewer questions are tried until one page holds them, unless a person ticked."""
        if report.pages > 1 and not self._again and self.choices.questions.tick_fewer():
            self.make()
            return
        super()._made(report)
        self.choices.questions.say_pages(report.pages)

    def _capture(self) -> None:
        self.ask.emit("quick_capture", {"company": self.choices.about.hex if self.choices.about else ""})
        self.accept()
