"""What a person decides about a company or an opportunity.

The app suggests and says why; the decision and its reason are kept, and all earlier ones stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal
from uuid import UUID

from ctip_desktop.errors import BadInput
from ctip_desktop.forms.model import Answer
from ctip_desktop.forms.sheet import Sheet
from ctip_desktop.operations import records
from ctip_desktop.operations.changes import Changes, Draft, perform
from ctip_desktop.workspace.workspace import Workspace

_KEPT = "Nothing was changed."


def place(ws: Workspace, company: UUID, stage: str, by: Literal["team", "company"], reason: str, date: date, *, suggested: str = "") -> Changes:
    """Place a company on the path, as the team or the company itself sees it on a day. `suggested`: what the answers suggested then (a stage, `mixed`
    or `none`). Raises BadInput for an unknown stage, a day to come, or when a reason is needed and missing."""
    answers = {"by": by, "stage": stage, "date": date.isoformat(), "reason": reason, "suggested": suggested}
    return _decide(ws, "placement", company, answers)


def next_goal(
    ws: Workspace, company: UUID, goal: str, *, stage: str = "", by_date: str = "", agreed_with: str = "", agreed_on: date | None = None
) -> Changes:
    """Keep the next goal agreed with a company. `by_date`: a day, month or year in ISO form. Raises BadInput without a goal."""
    answers = {
        "goal": goal,
        "stage": stage,
        "by_date": by_date,
        "agreed_with": agreed_with,
        "agreed_on": agreed_on.isoformat() if agreed_on else "",
        "reached": "no",
    }
    return _decide(ws, "goal", company, answers)


def move(ws: Workspace, opportunity: UUID, status: str, reason: str = "", on: date | None = None) -> Changes:
    """Say where an opportunity stands now. on: since which day. Raises BadInput for an unknown step or a day to come."""
    steps = {choice.name: choice.label for choice in ws.catalogue.form("opportunity").question("status").choices}
    if status not in steps:
        raise BadInput(f"“{status[:40]}” is not a step of an opportunity.", kept=_KEPT)
    today = ws.now().astimezone().date()
    if on and on > today:
        raise BadInput("This day is still to come. Choose today or an earlier day.", kept=_KEPT)
    answers = {"status": Answer.of(status), "status_on": Answer.of((on or today).isoformat()), "status_reason": Answer.of(reason)}

    def build(draft: Draft) -> None:
        records.put(ws, draft, opportunity, answers, None)
        draft.label = f"Move “{_title(draft, opportunity)}” to {steps[status]}"

    return perform(ws, "Move", build)


def _title(draft: Draft, record: UUID) -> str:
    """What a record is called at the moment it is written on."""
    return str(draft.connection.exec_driver_sql("select title from record where id=?", (record.bytes,)).scalar_one())


def _decide(ws: Workspace, form: str, about: UUID, texts: Mapping[str, str]) -> Changes:
    """A finished record, or BadInput with the first thing that keeps it from being finished."""
    answers = {name: Answer.of(text.strip()) for name, text in texts.items()}
    sheet = Sheet.of(ws.catalogue.form(form), answers, today=ws.now().astimezone().date())
    for problem in sheet.problems():
        if problem.blocks and problem.kind != "soft":
            raise BadInput(f"{sheet.label(problem.path)} {problem.message}", kept=_KEPT)
    given = {name: answer for name, answer in answers.items() if answer.value is not None}
    return records.create(ws, form, about=about, answers=given, status="finished")
