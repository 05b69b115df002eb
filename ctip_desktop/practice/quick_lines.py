"""A talk written down line by line: what each line is, told by a short sign at its beginning.

`! ` a promise of ours, `< ` one of theirs, each perhaps with a day at its end (`by 20 Oct` or `@ 20 Oct`) · `? ` a concern of the company ·
`+ ` something it wants · `"` its own words · `#3 ` the answer to open question 3 · anything else is a note. Nothing typed is refused: what cannot
be read stays as text.

Source: Five learnings brief (about 2019), lines 345 to 370 (talk often, listen) and 700 to 701 (keep promises). The signs are ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.judging import type_problem
from ctip_desktop.forms.model import Answer, Question, State, Value

ReadDay = Callable[[str], date | None]
"""Reads a day as people write it; None when it cannot be read."""

ReadNumber = Callable[[str], float | None]
"""Reads a number as people write it; None when it is none."""


class Said(StrEnum):
    """What a line is."""

    NOTE = "note"
    ANSWER = "answer"
    PROMISE = "promise"
    CONCERN = "concern"
    INTEREST = "interest"
    QUOTE = "quote"
    THEIR_PROMISE = "their_promise"


SIGNS: Mapping[Said, str] = MappingProxyType(
    {Said.PROMISE: "!", Said.THEIR_PROMISE: "<", Said.CONCERN: "?", Said.INTEREST: "+", Said.QUOTE: '"'},
)
"""The sign of each kind; of an answer it is # with the number of the question, of a note nothing."""

UNKNOWN = ("?", "??")
"""Answers that say that nobody could tell."""

PROMISES = frozenset({Said.PROMISE, Said.THEIR_PROMISE})
"""Lines that are a promise, ours or theirs: they may end with a day."""

_BY_SIGN = {"!": Said.PROMISE, "<": Said.THEIR_PROMISE, "?": Said.CONCERN, "+": Said.INTEREST}
_QUOTES = '"“”„«»「'
_NUMBERED = re.compile(r"#\s?(\d{1,3})(?:[\s:.)]+|$)(.*)", re.DOTALL)
_DAY = re.compile(r"(?:^|\s)(@|by\b|until\b)\s*(\S[^@]*)$", re.IGNORECASE)
_LABELS = {Said.CONCERN: "Concern", Said.INTEREST: "Wants", Said.PROMISE: "Promised", Said.THEIR_PROMISE: "They promised"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line. number: the open question an answer belongs to. due: the day of a promise; bad_day: what was meant as a day and is none."""

    kind: Said
    text: str
    number: int | None = None
    due: date | None = None
    bad_day: str = ""


def read(line: str, read_day: ReadDay) -> Line:
    """What a line is and says. A sign alone says nothing yet, and stays a note."""
    typed = line.strip()
    if match := _NUMBERED.fullmatch(typed):
        return Line(Said.ANSWER, match[2].strip(), int(match[1])) if match[2].strip() else Line(Said.NOTE, typed)
    if typed[:1] in _QUOTES and typed.strip(_QUOTES + " "):
        return Line(Said.QUOTE, typed.strip(_QUOTES + " "))
    kind, rest = _BY_SIGN.get(typed[:1]), typed[1:]
    if kind is None or not rest[:1].isspace():
        return Line(Said.NOTE, typed)
    return _promise(kind, rest.strip(), read_day) if kind in PROMISES else Line(kind, rest.strip())


def _promise(kind: Said, text: str, read_day: ReadDay) -> Line:
    """A promise and its day. After @ a day is meant always; after "by" only when it is one, or holds a number."""
    match = _DAY.search(text)
    before = text[: match.start()].strip() if match else ""
    if match is None or not before:
        return Line(kind, text)
    day = read_day(match[2].strip())
    if day is not None:
        return Line(kind, before, due=day)
    meant = match[1] == "@" or any(ch.isdigit() for ch in match[2])
    return Line(kind, text, bad_day=match[2].strip() if meant else "")


def turned(line: str, kind: Said, number: int | None = None) -> str:
    """The same line as another kind: with that sign instead of the one it has."""
    text = _bare(line)
    if kind is Said.NOTE:
        return text
    if kind is Said.QUOTE:
        return f'"{text}"'
    return f"#{number or 1} {text}" if kind is Said.ANSWER else f"{SIGNS[kind]} {text}"


def _bare(line: str) -> str:
    """A line without its sign."""
    typed = line.strip()
    if match := _NUMBERED.fullmatch(typed):
        return match[2].strip()
    if typed[:1] in _QUOTES:
        return typed.strip(_QUOTES + " ")
    return typed[1:].strip() if typed[:1] in _BY_SIGN and (len(typed) == 1 or typed[1].isspace()) else typed


# -- what lines become ---------------------------------------------------------------------------------------------------------------


def answer_for(question: Question, text: str, read_day: ReadDay, read_number: ReadNumber) -> Answer | None:
    """A line as the answer to a question; None when it is no such answer, and then the line stays a note.

    Choices go by their words, or by a beginning that only one of them has; several stand between commas. "?" is: nobody could say.
    """
    if text in UNKNOWN:
        return Answer(state=State.UNKNOWN)
    value = _value(question, text, read_day, read_number)
    if value in (None, "", ()) or type_problem(question, value, [choice.name for choice in question.choices]):
        return None
    return Answer.of(value)


def _value(question: Question, text: str, read_day: ReadDay, read_number: ReadNumber) -> Value:
    if question.type == "text":
        return text
    if question.type in ("integer", "decimal", "range"):
        number = read_number(text)  # what has no end is no integer, and is refused as an answer
        return int(number) if number is not None and number.is_integer() else number
    if question.type == "date":
        day = read_day(text)
        return day.isoformat() if day is not None else None
    if question.type == "select_one":
        return _choice(question, text)
    if question.type == "select_multiple":
        names = [_choice(question, part) for part in re.split(r"[,;]", text) if part.strip()]
        return tuple(name for name in dict.fromkeys(names) if name) if all(names) else None
    return None


def _choice(question: Question, text: str) -> str | None:
    """The choice with these words, else the only one that begins with them."""
    wanted = text.strip().casefold().rstrip(".")
    same = [choice.name for choice in question.choices if wanted in (choice.label.casefold(), choice.name.casefold())]
    if same or not wanted:
        return same[0] if same else None
    begins = [choice.name for choice in question.choices if choice.label.casefold().startswith(wanted)]
    return begins[0] if len(begins) == 1 else None


def summary(lines: Sequence[Line], answered: Iterable[str] = ()) -> str:
    """The talk in words, in the order it went. answered: questions that got an answer; what was answered stands in their forms alone.

    Promises stand in their own place; they are told here only when nothing else was said.
    """
    told = [words for line in lines if line.kind not in (Said.ANSWER, *PROMISES) and (words := _told(line))]
    told += [f"Answered: {label}" for label in answered]
    return "\n".join(told or [_told(line) for line in lines])


def _told(line: Line) -> str:
    if line.kind is Said.QUOTE:
        return f"“{line.text}”"
    return f"{_LABELS[line.kind]}: {line.text}" if line.kind in _LABELS else line.text


def promises(lines: Iterable[Line]) -> list[Line]:
    """The promises of a talk, ours and theirs, in the order they were made."""
    return [line for line in lines if line.kind in PROMISES and line.text]
