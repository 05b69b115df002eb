"""One record with everything a print of it needs: its answers, what the rules of its form say, whom it is about, and whom it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.model import Form, Question
from ctip_desktop.forms.scoring import Score
from ctip_desktop.forms.sheet import Sheet
from ctip_desktop.queries import rows
from ctip_desktop.queries.ageing import usual_life
from ctip_desktop.queries.answers import Filled, Reader, asked, cell_in_words
from ctip_desktop.queries.partner_data import Partners
from ctip_desktop.queries.rows import Row, Words, when
from ctip_desktop.queries.views import AnswerView
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.workspace import Workspace

_SHORTEST_NAME = 3  # letters: a shorter one is found in texts by chance


@dataclass(frozen=True, slots=True)
class CompanyNames:
    """A company by its names and what may stand in their place. others: local and other names; places: where it is."""

    id: UUID
    name: str
    others: tuple[str, ...]
    places: tuple[str, ...]
    sector: str
    country: str


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a list: its questions, and in each line the words for each of them."""

    columns: tuple[Question, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Handout:
    """One record, ready to be filtered and printed.

    subject: the record it is about, in words, empty for the programme. about: the companies it is about; companies: those and every other one it
    names. people: contacts of these companies. lines: by the question of each list. no: paths answered "no". rules: label of a rule table and the
    reason it gives; scores: label and value.
    """

    id: UUID
    form: Form
    title: str
    finished: bool
    changed: datetime
    subject: str
    about: tuple[UUID, ...]
    companies: tuple[CompanyNames, ...]
    people: tuple[str, ...]
    answers: tuple[AnswerView, ...]
    lines: Mapping[str, Lines]
    no: frozenset[str]
    rules: tuple[tuple[str, str], ...]
    scores: tuple[Score, ...]


def handout(ws: Workspace, record: UUID, today: date) -> Handout:
    """A record as it can be handed over. Raises NotFound."""
    with ws.reading() as connection:
        data = Partners(connection, ws, today)
        reader = Reader(connection, ws.catalogue, today, usual_life(connection))
        filled = reader.fill(record.bytes)
        subject, about = _subject(data, filled.loaded.stored.about)
        answers = tuple(reader.answers(filled).values())
        lines = {question.name: _lines(filled.sheet, question) for _, question in asked(filled.sheet) if _has_lines(filled.sheet, question)}
        words = "\n".join((filled.sheet.title(), *_texts(answers), *(cell for each in lines.values() for row in each.rows for cell in row)))
        named = {row.id: row for row in _named(connection, words)} | rows.by_id(connection, about)
        return Handout(
            record,
            filled.sheet.form,
            filled.sheet.title(),
            filled.loaded.stored.status == "finished",
            when(filled.loaded.stored.changed),
            subject,
            tuple(rows.some_uuid(id_) for id_ in about),
            tuple(_names(row, Words(ws.catalogue.form("company"))) for row in named.values()),
            _people(connection, named),
            answers,
            lines,
            frozenset(name for name in _chosen(filled) if filled.sheet.value(name) == "no"),
            _rules(filled.sheet),
            tuple(score for score in filled.sheet.scores().values() if score.value is not None),
        )


def _chosen(filled: Filled) -> Iterator[str]:
    """The questions that are answered by one choice."""
    return (question.name for _, question in asked(filled.sheet) if question.type == "select_one")


def _subject(data: Partners, about: bytes | None) -> tuple[str, tuple[bytes, ...]]:
    """What a record is about, and the companies behind it; a record about an indicator is about what the indicator is about."""
    found = rows.by_id(data.connection, [about]).get(about) if about else None
    if found is None or found.form == "programme":
        return "", ()
    if found.form == "company":
        return found.title, (found.id,)
    if found.id in data.rows:
        return found.title, data.company_ids(found.id)
    if found.id in data.opportunities:
        return found.title, data.opportunities[found.id][1]
    return found.title, _subject(data, found.about)[1]


def _has_lines(sheet: Sheet, question: Question) -> bool:
    return bool(question.questions) and bool(sheet.rows(question.name))


def _lines(sheet: Sheet, question: Question) -> Lines:
    columns = tuple(column for column in question.questions if not column.calculation)
    paths = [[f"{question.name}[{row}].{column.name}" for column in columns] for row in sheet.rows(question.name)]
    return Lines(columns, tuple(tuple(cell_in_words(sheet, *each) for each in zip(columns, line, strict=True)) for line in paths))


def _texts(answers: Iterable[AnswerView]) -> Iterator[str]:
    for view in answers:
        yield from (view.text, view.note, *(source.title for source in view.sources))


def _named(connection: Connection, words: str) -> list[Row]:
    """The companies whose name stands somewhere in these words."""
    folded = words.casefold()
    return [row for row in rows.of_form(connection, "company") if any(name.casefold() in folded for name in _spellings(row))]


def _spellings(row: Row) -> list[str]:
    """The names of a company that are long enough to be one."""
    others = (part.strip() for line in row.text("other_names").splitlines() for part in line.split(","))
    return [name for name in (row.title, row.text("local_name"), *others) if len(name) >= _SHORTEST_NAME]


def _names(row: Row, words: Words) -> CompanyNames:
    places = tuple(part for part in map(str.strip, row.text("place").split(",")) if len(part) >= _SHORTEST_NAME)
    sector, country = (words.label(name, row.text(name)) for name in ("sector", "country"))
    return CompanyNames(row.uuid, row.title, tuple(_spellings(row)[1:]), places, sector, country)


def _people(connection: Connection, companies: Iterable[bytes]) -> tuple[str, ...]:
    found = (row for company in companies for row in rows.of_form(connection, "contact", about=company))
    return tuple(dict.fromkeys(row.title for row in found if row.title))


def _rules(sheet: Sheet) -> tuple[tuple[str, str], ...]:
    """The reasons of every rule table that has one, under the label of the table."""
    labels = {table.name: table.label for table in sheet.form.outcomes}
    return tuple((labels[name], one.reason) for name, found in sheet.outcomes().items() for one in found if one.reason)
