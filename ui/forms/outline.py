"""The outline of a form: numbers of questions, which follow-up belongs into which card, and what hides what. Pure; worked out once per form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ctip_desktop.forms.model import Evidence, Form, Question, Section
from ui.forms.make_field import SILENT

_NAME = re.compile(r"\$\{([^}]+)\}")
_PATH = re.compile(r"(?P<repeat>[^\[]+)\[(?P<row>[^\]]*)\]\.(?P<name>.+)$")
_SMALL = frozenset({"text", "integer", "decimal", "date", "time"})
_OPENERS = frozenset({"select_one", "select_multiple", "acknowledge"})


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
        for index, section in enumerate(self.form.sections):
            for place in _places(section, index):
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


def _places(section: Section, index: int) -> Iterator[Place]:
    number = 0
    opener = ""
    for question in section.questions:
        controller = first_reference(question.relevant)
        inside = opener if opener and is_follow_up(question, opener) else ""
        counted = question.type not in SILENT and not inside
        number += counted
        if not inside:
            opener = question.name if question.type in _OPENERS else ""
        yield Place(question, index, f"{index + 1}.{number}" if counted else "", inside, controller)
        for column in question.questions:
            yield Place(column, index, f"{index + 1}.{number}", "", "")


def first_reference(expression: str) -> str:
    """The first question an expression reads, or an empty text."""
    match = _NAME.search(expression)
    return match[1] if match else ""


def is_follow_up(question: Question, opener: str) -> bool:
    """A small question that only one answer opens stands inside the card of that answer."""
    return (
        question.type in _SMALL
        and set(_NAME.findall(question.relevant)) == {opener}
        and question.evidence is not Evidence.WANTED
        and "multiline" not in question.appearance
    )
