"""Every form filled in, skipped through and opened again; every rule of every form, hard or soft, is reached."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ctip_desktop.forms.model import Answer, Form, Question, State, Value
from ctip_desktop.forms.sheet import Sheet
from tests.forms_content.conftest import NAMES, TODAY

ROW = "row"
DAYS = ("2026-10-01", "1990-01-01", "2023-01-01", "2026-09-01", "2028-01-01", "2090-01-01")
NUMBERS: dict[str, tuple[Value, ...]] = {
    "integer": (3, 1, 0, -1, 2, 6, 90, 200, 2020, 2031, 9_999, 3_000_000),
    "decimal": (3.0, 0.0, 0.25, -1.0, 1.5, 20.0, 90.0, 999.0),
    "range": (3, -1, 11),
}
TEXTS = (
    "Port office",
    "   ",
    "USD",
    "2026-2",
    "2025-13",
    "2025",
    "2031",
    "www.selan.example",
    "a@b.example",
    "+66 2 555",
    "254900LV1GIA772T4367",
    "x" * 300,
)

BESIDE: dict[tuple[str, str], dict[str, Value]] = {
    ("decision", "co_money"): {"choice": "explore", "co_invests": "yes"},
    ("decision", "co_currency"): {"choice": "explore", "co_invests": "yes", "co_money": 500.0},
    ("decision", "explore_until"): {"choice": "explore", "decided_on": "2026-10-01"},
    ("partnership", "started_on"): {"first_talk_on": "1990-01-01", "agreement_on": "2026-10-01"},
    ("relation", "to_name"): {"from_name": "Port office"},
}
"""Answers that open a question or its rule, where none of the general ways does."""


def values(question: Question) -> tuple[Value, ...]:
    """Usual values of a question first, then unlikely and impossible ones."""
    if question.type == "date":
        return DAYS
    if question.choices:
        names = tuple(choice.name for choice in question.choices[:20])
        return (*((name,) for name in names), names) if question.type.startswith("select_multiple") else names
    return NUMBERS.get(question.type, TEXTS)


def paths(form: Form) -> Iterator[tuple[str, Question]]:
    for section in form.sections:
        for question in section.questions:
            if question.type == "repeat":
                yield from ((f"{question.name}[{ROW}].{column.name}", column) for column in question.questions)
            else:
                yield question.name, question


def opened(form: Form) -> Sheet:
    """A sheet with one row in every repeat."""
    sheet = Sheet.of(form, today=TODAY)
    for question in form.walk():
        if question.type == "repeat":
            sheet = sheet.with_row(question.name, ROW)
    return sheet


def usual(form: Form, place: int = 0) -> Sheet:
    """Everything answered with the value at a place of `values`, or the last one there is."""
    sheet = opened(form)
    for path, question in paths(form):
        if question.type not in ("calculate", "hidden", "note"):
            found = values(question)
            sheet = sheet.answer(path, Answer.of(found[min(place, len(found) - 1)]))
    return sheet


def kinds(form: Form, path: str, question: Question) -> set[str]:
    """The problems a question has with any of its values, beside several ways to answer the rest."""
    found: set[str] = set()
    alone = opened(form)
    for name, value in BESIDE.get((form.name, path), {}).items():
        alone = alone.answer(name, Answer.of(value))
    for sheet in (alone, *(usual(form, place) for place in range(6))):
        problems = (sheet.answer(path, Answer.of(value)).problem(path) for value in values(question))
        found |= {problem.kind if problem else "fine" for problem in problems if problem is None or problem.kind in ("hard", "soft", "evidence")}
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_can_be_kept_and_can_be_broken(shipped: dict[str, Form], name: str) -> None:
    form = shipped[name]
    for path, question in paths(form):
        if not (question.constraint or question.check):
            continue
        found = kinds(form, path, question)
        assert found & {"fine", "evidence"}, (path, found)
        assert not question.constraint or "hard" in found, (path, question.constraint)
        assert not question.check or "soft" in found, (path, question.check)


@pytest.mark.parametrize("name", NAMES)
def test_a_form_can_be_filled_skipped_through_and_opened_again(shipped: dict[str, Form], name: str) -> None:
    form = shipped[name]
    sheet = opened(form)
    for path, question in paths(form):
        if question.type not in ("calculate", "hidden", "note") and not sheet.readonly(path):
            sheet = sheet.answer(path, Answer(state=State.UNKNOWN))
    assert all(score.value is None for score in sheet.scores().values() if score.of), name  # unknown is never zero
    assert sheet.progress.answered == sheet.progress.asked
    sheet = usual(form)
    answers = {path: sheet.get(path) for path in sheet.paths()}
    again = Sheet.of(form, answers, {question.name: sheet.rows(question.name) for question in form.walk() if question.type == "repeat"}, today=TODAY)
    assert {path: again.value(path) for path in again.paths()} == {path: sheet.value(path) for path in sheet.paths()}
    assert again.outcomes() == sheet.outcomes()
