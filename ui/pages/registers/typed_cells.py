"""What a person typed into one cell of the quick entry row, read as an answer: numbers, days, choices by their label, records by their title."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QLocale

from ctip_desktop.forms.model import Answer, Choice, Question, Value
from ui.forms.fields import Found
from ui.forms.typed import exactness, read_date_for, read_decimal, read_integer

Finder = Callable[[str], Sequence[Found]]
TYPED = frozenset({"text", "integer", "decimal", "range", "date", "select_one", "select_multiple", "ref"})
"""Types a cell of the row can take; everything else waits for the form."""


class Unread(ValueError):
    """A text that is no answer to its question; its words say what to type instead."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("QuickRow", text)


def read_cell(question: Question, choices: Sequence[Choice], text: str, locale: QLocale, find: Finder) -> Answer:
    """The answer in a text; an empty answer for an empty text. Raises Unread."""
    typed = text.strip()
    return Answer.of(_value(question, choices, typed, locale, find) if typed else None)


def _value(question: Question, choices: Sequence[Choice], typed: str, locale: QLocale, find: Finder) -> Value:
    match question.type:
        case "integer":
            return _known(read_integer(typed, locale), _tr("This is not a whole number. Write it with digits, for example 1200."))
        case "decimal" | "range":
            return _known(read_decimal(typed, locale), _tr("This is not a number. Write it with digits, for example 2.5."))
        case "date":
            exact = exactness(question.appearance)
            return _known(read_date_for(typed, locale, exact), _no_date(exact))
        case "select_one":
            return choice_named(choices, typed)
        case "select_multiple":
            return tuple(dict.fromkeys(choice_named(choices, part) for part in typed.split(",") if part.strip()))
        case "ref":
            return one_titled(find, typed)
        case _:
            return typed


def _no_date(exact: str) -> str:
    words = {"month": _tr("This is not a month. Write it like Oct 2026."), "year": _tr("This is not a year. Write it like 2026.")}
    return words.get(exact, _tr("This is not a date. Write it like 13 Oct 2026."))


def _known(value: Value, sentence: str) -> Value:
    if value is None:
        raise Unread(sentence)
    return value


def choice_named(choices: Sequence[Choice], typed: str) -> str:
    """The choice whose label is typed, or begins with what is typed when only one does. Raises Unread."""
    wanted = typed.strip().casefold()
    same = [choice for choice in choices if choice.label.casefold() == wanted]
    fitting = same or [choice for choice in choices if choice.label.casefold().startswith(wanted)]
    if len(fitting) != 1:
        offered = ", ".join(choice.label for choice in (fitting or choices)[:6])
        raise Unread(_tr("“{typed}” is not one of the choices. Choose from: {offered}.").format(typed=typed.strip()[:40], offered=offered))
    return fitting[0].name


def one_titled(find: Finder, typed: str) -> str:
    """The id of the record whose title is typed, or of the only one that holds it. Raises Unread."""
    found = find(typed)
    same = [each for each in found if each.title.casefold() == typed.casefold()]
    fitting = same or list(found)
    if not fitting:
        raise Unread(_tr("There is no “{typed}” here yet. Check the name, or use the button Add.").format(typed=typed[:40]))
    if len(fitting) > 1:
        raise Unread(_tr("“{typed}” can be several. Type more of the name.").format(typed=typed[:40]))
    return fitting[0].id
