"""Forms: opening a large one, and what one answer costs in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from benchmarks.common import Measure, best, p95, python_speed, seconds
from ctip_desktop.forms.model import Answer, Form
from ctip_desktop.forms.reader import read_form
from ctip_desktop.forms.sheet import Sheet

QUESTIONS, RULES, SECTIONS = 500, 450, 20
TODAY = date(2026, 10, 13)


def large_form() -> str:
    """500 questions in 20 sections with 450 skip rules, checks and calculations, each hanging on questions before it."""
    lines = ["form: large", 'version: "1"', "title: Large", "kind: checklist", "record_title: Large", "sections:"]
    for number in range(QUESTIONS):
        if number % (QUESTIONS // SECTIONS) == 0:
            lines += [f"  - name: s{number}", f"    label: Section {number}", "    questions:"]
        lines += [f"      - name: q{number}", f"        label: Question {number}?", "        why: To measure."]
        lines += [f"        {line}" for line in _rules(number)]
    return "\n".join(lines) + "\n"


def _rules(number: int) -> list[str]:
    """Nine in ten questions carry one rule: three kinds in turn; the chains are five long."""
    if number < QUESTIONS - RULES:
        return ["type: integer"]
    before = number - (QUESTIONS - RULES)
    if number % 3 == 0:
        return ["type: calculate", f'calculation: "coalesce(${{q{before}}}, 0) + coalesce(${{q{before + 1}}}, 0) * 2"']
    if number % 3 == 1:
        return ["type: integer", f'relevant: "${{q{before}}} > 3 or ${{q{before + 2}}} = 1"']
    return ["type: integer", f'constraint: ". >= 0 and . <= 1000 + coalesce(${{q{before}}}, 0)"', "constraint_message: Too much."]


def _filled(form: Form) -> Sheet:
    return Sheet.of(form, {f"q{n}": Answer.of(n % 9) for n in range(0, QUESTIONS, 2)}, today=TODAY)


def _answers(sheet: Sheet) -> Iterator[float]:
    for number in range(QUESTIONS):
        yield seconds(lambda n=number: sheet.answer(f"q{n}", Answer.of(n % 7)).problems())  # type: ignore[misc]  # default argument binds the loop


def measures() -> list[Measure]:
    """Opening ≤ 0.5 s; one answer and all that hangs on it, checks included, ≤ 50 ms."""
    text, speed = large_form(), python_speed()
    opening = best(lambda: _filled(read_form(text, "large.yaml")).problems())
    sheet = _filled(read_form(text, "large.yaml"))
    return [
        Measure("open a 500-question form: read, check, evaluate", opening, 0.5, speed, "s", 3),
        Measure("one answer in it, 450 rules, p95", p95(list(_answers(sheet))), 0.05, speed, "s", QUESTIONS),
    ]
