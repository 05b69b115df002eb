"""Two answers that came together, both in words with person and day: for prints of the team only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ctip_desktop.queries.answers import figure
from ctip_desktop.reports.words import day, listed
from ctip_desktop.workspace.titles import find_form

if TYPE_CHECKING:
    from ctip_desktop.forms.model import Form
    from ctip_desktop.queries.company_views import CompanyPage
    from ctip_desktop.queries.records import Version
    from ctip_desktop.queries.views import AnswerView
    from ctip_desktop.workspace.workspace import Workspace

Place = tuple[UUID | None, str]  # record and path


def answers_of(page: CompanyPage) -> Iterable[AnswerView]:
    """Every answer of a company page, from all its forms."""
    yield from page.about
    yield from page.desk.answers
    yield from page.open_points
    yield from (action.answer for action in page.stage.actions)
    yield from (answer for item in page.due_diligence.items for answer in item.answers)


def both_answers(ws: Workspace, page: CompanyPage, *, people: bool) -> Mapping[Place, str]:
    """For every answer of the page that is to be settled: all its versions in one sentence. people: with the names of those who wrote them."""
    from ctip_desktop.queries import records

    out: dict[Place, str] = {}
    for view in answers_of(page):
        place = (view.record, view.path)
        if not view.to_settle or view.record is None or place in out:
            continue
        found = records.show(ws, view.record).answers.get(view.path)
        if found is not None and len(found.versions) > 1:
            out[place] = sentence(found.versions, find_form(ws.catalogue, view.form, ""), view.path, people=people)
    return out


def sentence(versions: Iterable[Version], form: Form | None, path: str, *, people: bool) -> str:
    """“Words only” (Joram Pesk, 12 Sep 2026) and “Some steps” (Lina Tarvo, 18 Sep 2026)."""
    told = []
    for version in versions:
        about = ", ".join(part for part in (version.by if people else "", day(version.at)) if part)
        told.append(f"“{in_words(version.value, form, path)}” ({about})")
    return listed(told)


def in_words(value: Any, form: Form | None, path: str) -> str:
    """A stored value with the words of its choices; a state in words."""
    if isinstance(value, Mapping):
        return {"unknown": "unknown", "not_applicable": "not applicable"}.get(str(value.get("state")), "no answer")
    if value is None:
        return "no answer"
    if isinstance(value, float):
        return figure(value)
    labels = _labels(form, path.rpartition(".")[2])
    if isinstance(value, list | tuple):
        return ", ".join(labels.get(str(one), str(one)) for one in value)
    return labels.get(str(value), str(value))


def _labels(form: Form | None, name: str) -> Mapping[str, str]:
    question = next((q for q in form.walk() if q.name == name), None) if form else None
    return {choice.name: choice.label for choice in question.choices} if question else {}
