"""The numbers of the questions of a form, the same on the screen and on the team's paper, whatever is hidden.

A question that is always asked has the next number of its section: `3.2`. One that other answers open has a letter behind the number before it:
`3.2a`. So nothing is missing between two numbers while such a question is hidden, and no number changes when it appears. A short question that
stands inside the card of the answer that opens it has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from ctip_desktop.forms.model import Evidence, Form, Question, Section
from ctip_desktop.forms.vocabulary import SILENT
from ctip_desktop.pattern import pattern

_NAME = pattern(r"\$\{([^}]+)\}")
_SMALL = frozenset({"text", "integer", "decimal", "date", "time"})
_OPENERS = frozenset({"select_one", "select_multiple", "acknowledge"})
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def numbers(form: Form) -> Mapping[str, str]:
    """Question → its number, empty for one without. Columns of a repeat have the number of the repeat."""
    found: dict[str, str] = {}
    for index, section in enumerate(form.sections):
        for question, number in _numbered(section, index + 1):
            found[question.name] = number
            found.update((column.name, number) for column in question.questions)
    return MappingProxyType(found)


def openers(section: Section) -> Mapping[str, str]:
    """Question → the one in whose card it stands, for those that stand in another's."""
    found: dict[str, str] = {}
    opener = ""
    for question in section.questions:
        if opener and _is_follow_up(question, opener):
            found[question.name] = opener
        else:
            opener = question.name if question.type in _OPENERS else ""
    return MappingProxyType(found)


def first_reference(expression: str) -> str:
    """The first question an expression reads, or an empty text."""
    match = _NAME.search(expression)
    return match[1] if match else ""


def _numbered(section: Section, index: int) -> Iterator[tuple[Question, str]]:
    inside = openers(section)
    number, opened = 0, 0
    for question in section.questions:
        if question.type in SILENT or question.calculation or question.name in inside:
            yield question, ""
        elif question.relevant and number and opened < len(_LETTERS):
            yield question, f"{index}.{number}{_LETTERS[opened]}"
            opened += 1
        else:
            number, opened = number + 1, 0
            yield question, f"{index}.{number}"


def _is_follow_up(question: Question, opener: str) -> bool:
    """A small question that only one answer opens."""
    return (
        question.type in _SMALL
        and set(_NAME.findall(question.relevant)) == {opener}
        and question.evidence is not Evidence.WANTED
        and "multiline" not in question.appearance
    )
