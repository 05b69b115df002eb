"""The outline of a form: numbers of questions, which follow-up belongs into which card, and what hides what. Pure; worked out once per form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ctip_desktop.forms.model import Form, Question, Section
from ctip_desktop.forms.numbering import first_reference, numbers, openers

_PATH = re.compile(r"(?P<repeat>[^\[]+)\[(?P<row>[^\]]*)\]\.(?P<name>.+)$")


@dataclass(frozen=True)
class Place:
    """Where a question stands: section, its number as text, the question whose card it is part of, and the question that can hide it."""

    question: Question
    section: int
    number: str
    inside: str = ""
    controller: str = ""


class Outline:
    """Numbers and places of all questions of a form."""

    def __init__(self, form: Form) -> None:
        self.form = form

    @cached_property
    def places(self) -> dict[str, Place]:
        """Every question by name, columns of repeats too, in reading order."""
        found: dict[str, Place] = {}
        number = numbers(self.form)
        for index, section in enumerate(self.form.sections):
            for place in _places(section, index, number):
                found[place.question.name] = place
        return found

    def place(self, path: str) -> Place | None:
        """The place of a path; for a path inside a repeat, that of the column."""
        return self.places.get(name_of(path))

    def section_of(self, path: str) -> int:
        """The index of the section of a path, -1 when it is unknown."""
        place = self.place(path)
        return -1 if place is None else place.section

    def hidden_by(self, name: str, section: int) -> tuple[str, ...]:
        """The questions of a section that an answer can hide, repeats counted once."""
        return tuple(n for n, p in self.places.items() if p.controller == name and p.section == section and p.number is not None)


def name_of(path: str) -> str:
    """The question's name in a path."""
    match = _PATH.match(path)
    return match["name"] if match else path


def repeat_of(path: str) -> tuple[str, str] | None:
    """Repeat and row of a path inside a repeat, else None."""
    match = _PATH.match(path)
    return (match["repeat"], match["row"]) if match else None


def _places(section: Section, index: int, number: Mapping[str, str]) -> Iterator[Place]:
    inside = openers(section)
    for question in section.questions:
        yield Place(question, index, number[question.name], inside.get(question.name, ""), first_reference(question.relevant))
        for column in question.questions:
            yield Place(column, index, number[column.name], "", "")
