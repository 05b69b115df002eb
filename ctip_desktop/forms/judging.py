"""Whether a value fits its question's type, and what a person is told when it does not."""

from __future__ import annotations

import math
from collections.abc import Collection
from datetime import date
from enum import StrEnum

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.model import Question, Value
from ctip_desktop.forms.values import is_time, number_text, parse_date

MAX_TEXT = 100_000  # characters of one answer


class ProblemKind(StrEnum):
    """Why something is told about an answer."""

    TYPE = "type"  # not a value of this type
    HARD = "hard"  # impossible: the constraint does not hold
    REQUIRED = "required"  # needed to finish
    SOFT = "soft"  # unlikely: the check does not hold and no note says why
    EVIDENCE = "evidence"  # an answer that wants a source has none; never keeps a record from being finished


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """What is told about one answer, in plain words."""

    path: str
    kind: ProblemKind
    message: str

    @property
    def blocks(self) -> bool:
        """Whether it keeps the record from being finished. A gap in the evidence does not."""
        return self.kind is not ProblemKind.EVIDENCE


NONE_THERE = "None"
NONE_CHOSEN = "None of these"
REQUIRED = "This is needed to finish."
IMPOSSIBLE = "This value is not possible here."
UNLIKELY = "This is unusual. Is it right? If so, say why in the note."
NO_SOURCE = "No source yet. Where does this come from?"


def type_problem(question: Question, value: Value, choices: Collection[str]) -> str:
    """What is wrong with a value for a question of this type, or ''. `choices`: the names that can be chosen now."""
    match question.type:
        case "integer" | "decimal" | "range":
            return _number_problem(question, value)
        case "date":
            return "" if _is_date(value) else "This is not a date. Write for instance 2026-03-31."
        case "dateTime":
            return "" if isinstance(value, str) and parse_date(value) else "This is not a date with a time. Write for instance 2026-03-31T14:30."
        case "time":
            return "" if isinstance(value, str) and is_time(value) else "This is not a time of day. Write for instance 14:30."
        case "select_one":
            return "" if value in choices else "Choose one of the answers in the list."
        case "select_multiple" | "rank":
            return _several_problem(value, choices)
        case _:
            return _text_problem(value)


def _number_problem(question: Question, value: Value) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float) or (isinstance(value, float) and not math.isfinite(value)):
        return "Write a number here."
    if question.type == "integer" and value != int(value):
        return "Write a whole number here."
    return _range_problem(question, value) if question.type == "range" else ""


def _range_problem(question: Question, value: float) -> str:
    low, high = scale(question)
    return "" if low <= value <= high else f"This must be from {number_text(low)} to {number_text(high)}."


def scale(question: Question) -> tuple[float, float]:
    """The ends of a range; XLSForm's defaults are 1 and 10."""
    return float(question.parameters.get("start", "1")), float(question.parameters.get("end", "10"))


def _is_date(value: Value) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _several_problem(value: Value, choices: Collection[str]) -> str:
    if not isinstance(value, tuple):
        return "Choose answers in the list."
    if len(set(value)) != len(value):
        return "One answer is chosen twice."
    return "" if all(one in choices for one in value) else "One of the chosen answers is not in the list any more."


def _text_problem(value: Value) -> str:
    if isinstance(value, tuple):
        return "This must be one text."
    return f"This is longer than {MAX_TEXT:,} characters." if isinstance(value, str) and len(value) > MAX_TEXT else ""
