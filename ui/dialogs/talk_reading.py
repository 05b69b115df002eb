"""Reads the lines of a talk while they are typed: what each becomes, and one sentence where something cannot be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QCoreApplication, QLocale

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.model import Answer, State
from ctip_desktop.forms.model import Question as Asked
from ctip_desktop.operations.talks import Heard
from ctip_desktop.practice.quick_lines import Line, Said, answer_for, read
from ctip_desktop.queries.visits import Question
from ui.forms.typed import plain_digits, read_date, read_decimal
from ui.words import day_words, near_day

_DAYS = re.compile(r"\+\s?(\d{1,3})")
_NO_YEAR = re.compile(r"(\d{1,2})([./-])(\d{1,2})[./-]?")


def _tr(text: str) -> str:
    return QCoreApplication.translate("TalkReading", text)


def kind_words(kind: Said) -> str:
    """What a kind of line is called."""
    return {
        Said.NOTE: _tr("Note"),
        Said.ANSWER: _tr("Answer"),
        Said.PROMISE: _tr("Our promise"),
        Said.CONCERN: _tr("Concern"),
        Said.INTEREST: _tr("It wants"),
        Said.QUOTE: _tr("In its words"),
        Said.THEIR_PROMISE: _tr("Their promise"),
    }[kind]


def read_day(text: str, locale: QLocale, today: date) -> date | None:
    """A day as people write it in passing: with a year or without one (the next such day then), or +7 for in a week."""
    typed = plain_digits(text).rstrip(".!")
    if match := _DAYS.fullmatch(typed):
        return today + timedelta(days=int(match[1]))
    whole = _whole(typed, locale)
    if whole is not None:
        return whole
    with_year = (_whole(_add_year(typed, year), locale) for year in (today.year, today.year + 1))
    return next((day for day in with_year if day is not None and day >= today), None)


def _whole(text: str, locale: QLocale) -> date | None:
    iso = read_date(text, locale)
    return date.fromisoformat(iso) if iso is not None and len(iso) == len("2026-10-13") else None


def _add_year(text: str, year: int) -> str:
    if match := _NO_YEAR.fullmatch(text):
        return f"{match[1]}{match[2]}{match[3]}{match[2]}{year}"
    return f"{text} {year}"


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One line as it is now. said: what it is, in a few words; trouble: what cannot be read, as a sentence; number: the question it answers."""

    line: Line
    said: str
    trouble: str = ""
    heard: Heard | None = None

    @property
    def empty(self) -> bool:
        """There is nothing on it."""
        return not self.line.text


class TalkReader:
    """Reads lines against the open questions of a company, numbered from 1."""

    def __init__(self, catalogue: Catalogue, questions: Sequence[Question], today: date) -> None:
        self._catalogue = catalogue
        self.questions = tuple(questions)
        self._today = today
        self._locale = QLocale()

    def line(self, typed: str, on: date) -> ReadLine:
        """One line of a talk on a day. Nothing is refused: what cannot be read stays as text, with a sentence that says so."""
        line = read(typed, partial(self._due, on))
        if line.kind is Said.ANSWER:
            return self._answer(line, typed.strip())
        if line.bad_day:
            return ReadLine(line, kind_words(line.kind), self._bad_day(line.bad_day, on))
        if line.due is None:
            return ReadLine(line, kind_words(line.kind))
        words = _tr("They promise, {day}") if line.kind is Said.THEIR_PROMISE else _tr("Promise, {day}")
        return ReadLine(line, words.format(day=near_day(line.due, self._today)))

    def _due(self, on: date, text: str) -> date | None:
        """The day of a promise: none before the talk."""
        day = read_day(text, self._locale, on)
        return day if day is not None and day >= on else None

    def _bad_day(self, text: str, on: date) -> str:
        if read_day(text, self._locale, on) is not None:
            return _tr("“{day}” is before the talk. The promise is kept without a day.").format(day=text)
        return _tr("“{day}” is not a day we can read. The promise is kept without one. Write it like {example}.").format(
            day=text, example=day_words(on + timedelta(days=7))
        )

    def _answer(self, line: Line, typed: str) -> ReadLine:
        assert line.number is not None
        if not 1 <= line.number <= len(self.questions):
            words = _tr("There is no question {n}. The line stays a note.").format(n=line.number)
            return ReadLine(Line(Said.NOTE, typed), kind_words(Said.NOTE), words)
        question = self.questions[line.number - 1]
        asked = self._catalogue.form(question.form).question(question.path)
        number = partial(read_decimal, locale=self._locale)
        answer = answer_for(asked, line.text, lambda text: read_day(text, self._locale, self._today), number)
        if answer is None:
            kept = Line(Said.NOTE, f"{question.label} {line.text}")
            return ReadLine(kept, kind_words(Said.NOTE), self._no_answer(line.number, asked))
        said = _tr("Answer to {n}").format(n=line.number)
        if answer.state is State.UNKNOWN:
            said = _tr("{n}: nobody knew").format(n=line.number)
            if question.answer and not question.unknown:  # that one person could not say takes nothing away from what is known
                stays = _tr("Question {n} has an answer already. It stays; that nobody knew is told in the talk.").format(n=line.number)
                return ReadLine(Line(Said.NOTE, _tr("Nobody knew: {question}").format(question=question.label)), said, stays)
        return ReadLine(line, said, "", Heard(question.record, question.form, question.path, question.label, answer))

    def _no_answer(self, number: int, asked: Asked) -> str:
        """Why a line is no answer to a question."""
        if asked.questions:
            return _tr("Question {n} is a list. The line stays a note; fill in the list in its form.").format(n=number)
        if asked.choices:
            words = ", ".join(choice.label for choice in asked.choices[:6])
            return _tr("Question {n} takes: {choices}. The line stays a note.").format(n=number, choices=words)
        wanted = {"date": _tr("a day"), "integer": _tr("a whole number"), "decimal": _tr("a number"), "range": _tr("a number")}.get(asked.type)
        words = wanted or _tr("another kind of answer")
        return _tr("Question {n} takes {kind}. The line stays a note.").format(n=number, kind=words)

    def every(self, typed: str, on: date) -> tuple[list[Line], list[Heard]]:
        """The whole talk: its lines without the answers, and the answers. Several lines for one text question are one answer below one another;
        of another kind the last counts, and the earlier ones stay notes."""
        lines: list[Line] = []
        heard: dict[tuple[str, str], tuple[Heard, str]] = {}
        for one in (self.line(text, on) for text in typed.splitlines()):
            if one.heard is None:
                lines += [] if one.empty else [one.line]
                continue
            key = one.heard.form, one.heard.path
            before = heard.get(key)
            heard[key] = one.heard, one.line.text
            if before is not None:
                heard[key], left = self._joined(before, heard[key])
                lines += left
        return lines, [each for each, _ in heard.values()]

    def _joined(self, before: tuple[Heard, str], now: tuple[Heard, str]) -> tuple[tuple[Heard, str], list[Line]]:
        """Two lines for one question, and what of them stays a note."""
        (first, first_text), (second, second_text) = before, now
        texts = first.answer.state is State.ANSWERED and second.answer.state is State.ANSWERED
        if texts and self._catalogue.form(second.form).question(second.path).type == "text":
            both = f"{first_text}\n{second_text}"
            return (replace(second, answer=Answer.of(both)), both), []
        return now, [Line(Said.NOTE, f"{first.label} {first_text}")]
