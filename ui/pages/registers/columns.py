"""The columns of a register, made from the questions of its form: what a cell says, what it sorts by, and what is handed out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from textwrap import shorten
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale

from ctip_desktop.forms.model import Form, Kind, Question, State
from ctip_desktop.interop.list_export import Value
from ctip_desktop.queries.registers import STATES, Entries, Entry
from ctip_desktop.workspace.cells import answer_of
from ctip_desktop.workspace.search import plain
from ui.forms.make_field import SILENT
from ui.forms.wording import answer_words, currency_question
from ui.widgets.table import Column
from ui.widgets.table_delegate import Cell, Mark
from ui.words import title_words

ABOUT = "~about"
TITLE = "~title"

_NO_COLUMN = SILENT | {"file", "image", "audio", "video"}
_MONEY = 124
_WIDTHS = {"date": 126, "dateTime": 120, "integer": 84, "decimal": 96, "range": 84, "select_one": 136, "select_multiple": 168, "ref": 168}
_TEXT = 200
_LETTER = 7.2
_HEADING_ROOM = 34
_WIDEST = 190
_LONGEST = 44
_ROOM = 604
LEAD = 196
"""Lengths of the design: what a letter and the rest of a heading take, all columns but the first at the start, and the first one at least. A heading
has two lines, of so many letters together."""


@dataclass(frozen=True)
class Line:
    """One entry with the words of each column, made once for the table, the search and the sorting. cells, orders: what was painted and sorted by
    before, by column."""

    entry: Entry
    texts: Mapping[str, str]
    cells: dict[str, Cell] = field(default_factory=dict, compare=False, repr=False)
    orders: dict[str, float | str | None] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def searched(self) -> str:
        """Every word of the entry, for the search."""
        return plain("\n".join(self.texts.values()))


def asked(form: Form) -> tuple[Question, ...]:
    """The questions that can be columns, in reading order."""
    inside = {column.name for question in form.walk() for column in question.questions}
    return tuple(question for question in form.walk() if question.type not in _NO_COLUMN and question.name not in inside)


def currencies(form: Form) -> dict[str, str]:
    """Amounts, each with the question of its currency: an amount says in which it is."""
    names = {question.name for question in asked(form)}
    found = {question.name: currency_question(names, question.name) for question in asked(form) if "money" in question.appearance}
    return {name: code for name, code in found.items() if code}


def typed_instead(form: Form) -> dict[str, str]:
    """Texts asked only when no record is chosen: their name, and the question before them. Both are one thing to read: the column of the record
    shows what was typed instead."""
    records = {question.name for question in asked(form) if question.type == "ref"}
    found = {question.name: question.relevant[2:].partition("}")[0] for question in asked(form) if question.type == "text"}
    return {name: ref for name, ref in found.items() if ref in records and form.question(name).relevant == "${" + ref + "} = ''"}


def lines_of(form: Form, register: Entries, locale: QLocale) -> list[Line]:
    """Every entry with its words."""
    questions, typed, money = asked(form), typed_instead(form), currencies(form)

    def title(record: str) -> str:
        return register.titles.get(record.replace("-", ""), "")

    def words(entry: Entry) -> dict[str, str]:
        said = {q.name: answer_words(q, entry.answer(q.name), locale, title) for q in questions if q.name in entry.values}
        said.update({name: f"{said[name]} {said[code]}" for name, code in money.items() if said.get(name) and said.get(code)})
        said.update({q.name: told for q in questions if q.type == "repeat" and (told := _lines_words(q, entry.lines.get(q.name, ()), locale, title))})
        said.update({ref: said[text] for text, ref in typed.items() if text in said and ref not in said})
        return {TITLE: title_words(entry.title), ABOUT: entry.about.title if entry.about else "", **said}

    return [Line(entry, words(entry)) for entry in register.entries]


def _lines_words(repeat: Question, lines: Sequence[Mapping[str, Any]], locale: QLocale, title: Callable[[str], str]) -> str:
    """The lines of a repeat, each by its first answer."""
    first = repeat.questions[0]
    said = (answer_words(first, answer_of(line.get(first.name)), locale, title) for line in lines)
    return "; ".join(words for words in said if words)


def columns_of(form: Form, *, about: bool) -> tuple[Column[Line], ...]:
    """One column for each question, after that what an entry is about; the first one takes the rest of the room."""
    lead, typed = lead_name(form), typed_instead(form)
    made = [_lead_column(form, lead)]
    if about and lead != ABOUT:
        made.append(Column(_tr("About"), _text_cell(ABOUT), 170, lambda line: line.texts[ABOUT].casefold() or None))
    made += [_column(question, typed) for question in asked(form) if question.name != lead]
    return tuple(made)


def _lead_column(form: Form, lead: str) -> Column[Line]:
    if lead == ABOUT:
        return Column(_tr("About"), _lead_cell(ABOUT), 0, lambda line: line.texts[ABOUT].casefold() or None)
    if lead == TITLE:
        return Column(_tr("Entry"), _lead_cell(TITLE), 0, lambda line: line.entry.title.casefold())
    question = form.question(lead)
    return Column(heading(question), _lead_cell(lead), 0, _sorts(question), question.label)


def _column(question: Question, typed: Mapping[str, str]) -> Column[Line]:
    words = heading(question)
    if question.name in typed.values():
        words = words.partition(" which ")[0]  # “From which company” holds organisations, too
    cell = _text_cell(question.name, end=_numeric(question))
    return Column(words, cell, _width(question), _sorts(question), question.label, end=_numeric(question))


def names_of(form: Form, *, about: bool) -> tuple[str, ...]:
    """The names of the columns of `columns_of`, in the same order."""
    lead = lead_name(form)
    return (lead, *((ABOUT,) if about and lead != ABOUT else ()), *(q.name for q in asked(form) if q.name != lead))


def shown_at_first(form: Form, *, about: bool) -> frozenset[str]:
    """The columns shown until somebody chooses others: where an entry stands, short answers before long texts, as many as there is room for."""
    columns = dict(zip(names_of(form, about=about), columns_of(form, about=about), strict=True))
    lead, *others = columns
    texts = {question.name for question in asked(form) if question.type in ("text", "repeat")}
    shown, room = {lead}, _ROOM
    typed = typed_instead(form)
    ends = [*STATES, *(name for name in typed.values() if name not in shown)]
    for name in sorted((name for name in others if name not in typed), key=lambda name: (name not in ends, name in texts)):
        if columns[name].width <= room:
            shown.add(name)
            room -= columns[name].width
    return frozenset(shown)


def lead_name(form: Form) -> str:
    """The column an entry is known by: the text that names it, its title when that is made of other things, like a day and an amount; for a
    checklist, of which there is one each, what it is about."""
    if form.kind is Kind.CHECKLIST and form.about not in ((), ("programme",)):
        return ABOUT
    texts = [q for q in asked(form) if q.type == "text"]
    titled = [q for q in texts if "${" + q.name + "}" in form.record_title]
    needed = [q for q in texts if q.required in ("yes", "true()")]
    return next((q.name for q in (*titled, *needed) if "regex" not in q.constraint), TITLE)  # a currency or a code is no name


def exported_names(form: Form, shown: Sequence[str]) -> list[str]:
    """The columns that are handed out: those shown, and beside each amount its currency."""
    codes = currencies(form)
    return list(dict.fromkeys(name for each in shown for name in (each, codes.get(each, "")) if name))


def exported(line: Line, question: Question) -> Value:
    """What a column hands out: numbers and whole days as such, everything else in words."""
    found = line.entry.values.get(question.name)
    if isinstance(found, int | float) and not isinstance(found, bool):
        return found
    if question.type == "date" and isinstance(found, str):
        try:
            return date.fromisoformat(found)
        except ValueError:
            return found  # a month or a year
    return line.texts.get(question.name, "")


def _sorts(question: Question) -> Callable[[Line], float | str | None]:
    """Numbers by value, days and texts by what is stored or shown; what is not known stands last."""
    numeric, name = _numeric(question), question.name

    def made(line: Line) -> float | str | None:
        found = line.entry.values.get(name)
        if numeric:
            return float(found) if isinstance(found, int | float) else None
        text = found if question.type in ("date", "dateTime") and isinstance(found, str) else line.texts.get(name, "").casefold()
        return str(text) or None

    def key(line: Line) -> float | str | None:
        if name not in line.orders:
            line.orders[name] = made(line)
        return line.orders[name]

    return key


def _numeric(question: Question) -> bool:
    return question.type in ("integer", "decimal", "range")


def heading(question: Question) -> str:
    """The question as the form asks it, without its mark; a very long one is cut between words, and the tooltip has it whole."""
    words = question.label.rstrip("?").strip() or question.name.replace("_", " ").capitalize()
    return shorten(words, _LONGEST, placeholder="…")


def _width(question: Question) -> int:
    """Room for the answers, and for the question up to a limit."""
    least = _MONEY if "money" in question.appearance else _WIDTHS.get(question.type, _TEXT)
    words = heading(question)
    line = max(len(words) / 2 + 3, *(len(word) for word in words.split())) if len(words) * _LETTER + _HEADING_ROOM > least else 0
    return max(least, min(_WIDEST, round(line * _LETTER) + _HEADING_ROOM))


def _lead_cell(name: str) -> Callable[[Line], Cell]:
    def made(line: Line) -> Cell:
        marks = []
        if line.entry.to_settle:
            marks.append(Mark("split", "two", _tr("two answers to settle")))
        text = line.texts.get(name, "") or line.texts[TITLE] or _tr("no words yet")
        return Cell(" ".join(text.split()), marks=tuple(marks))

    return _kept(f"{name} first", made)


def _text_cell(name: str, *, end: bool = False) -> Callable[[Line], Cell]:
    def made(line: Line) -> Cell:
        text = line.texts.get(name, "")
        known = line.entry.answer(name).state not in (State.UNKNOWN, State.NOT_APPLICABLE)
        return Cell(" ".join(text.split()) or "–", colour="text" if text and known else "text3", end=end)

    return _kept(name, made)


def _kept(name: str, make: Callable[[Line], Cell]) -> Callable[[Line], Cell]:
    """The same cell again while the entry is shown: a table asks for it each time it paints."""

    def cell(line: Line) -> Cell:
        found = line.cells.get(name)
        if found is None:
            found = line.cells[name] = make(line)
        return found

    return cell


def _tr(text: str) -> str:
    return QCoreApplication.translate("RegistersPage", text)
