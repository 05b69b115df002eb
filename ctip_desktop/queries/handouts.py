"""One record with everything a print of it needs: its answers, what the rules of its form say, whom it is about, and whom it names."""

from __future__ import annotations

import re
import unicodedata
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
from ctip_desktop.queries.naming import SHORTEST_NAME, CompanyNames, names_of, spellings
from ctip_desktop.queries.own_forms import WithoutPlace, kept_beside
from ctip_desktop.queries.partner_data import Partners
from ctip_desktop.queries.rows import Row, Words, when
from ctip_desktop.queries.views import AnswerView
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a list: its questions, and in each line the words for each of them. no: line and column of every cell answered "no"."""

    columns: tuple[Question, ...]
    rows: tuple[tuple[str, ...], ...]
    no: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Handout:
    """One record, ready to be filtered and printed.

    subject: the record it is about, in words, empty for the programme. about: the companies it is about; companies: those and every other one it
    names. people: contacts whose names stand in it, and colleagues, each spelling for itself. lines: by the question of each list. no: paths
    answered "no". rules: label of a rule table and the reason it gives; scores: label and value. checked: a decision after due diligence. kept: what
    stands in the record and has no question in this version of its form. bound: an agreement of non-disclosure binds the partnership it is about.
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
    checked: bool = False
    kept: tuple[WithoutPlace, ...] = ()
    bound: bool = False


def handout(ws: Workspace, record: UUID, today: date) -> Handout:
    """A record as it can be handed over. Raises NotFound."""
    with ws.reading() as connection:
        data = Partners(connection, ws, today)
        reader = Reader(connection, ws.catalogue, today, usual_life(connection))
        filled = reader.fill(record.bytes)
        subject, about = _subject(data, filled.loaded.stored.about)
        answers = tuple(reader.answers(filled).values())
        lines = {question.name: _lines(filled.sheet, question) for _, question in asked(filled.sheet) if _has_lines(filled.sheet, question)}
        cells = (cell for each in lines.values() for row in each.rows for cell in row)
        written = "\n".join((filled.sheet.title(), subject, *_texts(answers), *cells))
        words = _packed(written)
        named = {row.id: row for row in _named(connection, written)} | rows.by_id(connection, about)
        return Handout(
            record,
            filled.sheet.form,
            filled.sheet.title(),
            filled.loaded.stored.status == "finished",
            when(filled.loaded.stored.changed),
            subject,
            tuple(rows.some_uuid(id_) for id_ in about),
            tuple(names_of(row, Words(ws.catalogue.form("company"))) for row in named.values()),
            _people(connection, words),
            answers,
            lines,
            frozenset(name for name in _chosen(filled) if filled.sheet.value(name) == "no"),
            _rules(filled.sheet),
            tuple(score for score in filled.sheet.scores().values() if score.value is not None),
            checked=filled.sheet.form.name == "decision" and filled.sheet.value("kind") == "due_diligence",
            kept=kept_beside(ws.catalogue, filled.loaded),
            bound=_bound(data, filled.loaded.stored.about),
        )


def companies_behind(ws: Workspace, about: UUID, today: date) -> tuple[UUID, ...]:
    """The companies that a record about this is about: the company itself, or the partners of a partnership."""
    with ws.reading() as connection:
        return tuple(rows.some_uuid(id_) for id_ in _subject(Partners(connection, ws, today), about.bytes)[1])


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


def _bound(data: Partners, about: bytes | None) -> bool:
    """Whether an agreement of non-disclosure binds what a record is about, also where nobody wrote down a partner yet."""
    if about is None:
        return False
    found = rows.by_id(data.connection, [about]).get(about)
    above = found.about if found is not None and found.form == "indicator" else None
    return any(bool(data.shareable(each).hidden) for each in (about, above) if each is not None)


def _has_lines(sheet: Sheet, question: Question) -> bool:
    return bool(question.questions) and bool(sheet.rows(question.name))


def _lines(sheet: Sheet, question: Question) -> Lines:
    columns = tuple(column for column in question.questions if not column.calculation)
    paths = [[f"{question.name}[{row}].{column.name}" for column in columns] for row in sheet.rows(question.name)]
    cells = tuple(tuple(cell_in_words(sheet, *each) for each in zip(columns, line, strict=True)) for line in paths)
    singly = [column.type == "select_one" for column in columns]
    no = {(y, x) for y, line in enumerate(paths) for x, path in enumerate(line) if singly[x] and sheet.value(path) == "no"}
    return Lines(columns, cells, frozenset(no))


def _texts(answers: Iterable[AnswerView]) -> Iterator[str]:
    for view in answers:
        yield from (view.text, view.note, *(source.title for source in view.sources))


def _named(connection: Connection, written: str) -> list[Row]:
    """The companies whose name stands somewhere in what is written, or the word it begins with: people write "Kestrin" for "Kestrin Electronics"."""
    words, single = _packed(written), frozenset(re.findall(r"\w+", unicodedata.normalize("NFKC", written)))
    companies = rows.of_form(connection, "company")
    return [row for row in companies if _begins(row.title) in single or any(_stands(name, words) for name in spellings(row))]


def _begins(name: str) -> str:
    """The word a name begins with, as it is written there; empty where it is none that could stand for the name."""
    first = next(iter(re.findall(r"\w+", unicodedata.normalize("NFKC", name))), "")
    return first if len(first) >= SHORTEST_NAME and first[0].isupper() else ""


def _stands(name: str, words: str) -> bool:
    """Whether a name stands in packed words, however it is spaced or joined there."""
    return len(found := _packed(name)) >= SHORTEST_NAME and found in words


def _packed(text: str) -> str:
    """Letters and figures alone, compatible forms, lower case."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def _people(connection: Connection, words: str) -> tuple[str, ...]:
    """Spellings of the contacts and of our own people that stand somewhere in these packed words: "Dara (ដារ៉ា)" is two."""
    told = [row.title for row in rows.of_form(connection, "contact")]
    told += [row.person for row in connection.exec_driver_sql("select distinct person from device").all()]
    spellings = (part.strip() for name in told for part in re.split(r"[()]", name))
    return tuple(dict.fromkeys(part for part in spellings if _stands(part, words)))


def _rules(sheet: Sheet) -> tuple[tuple[str, str], ...]:
    """The reasons of every rule table that has one, under the label of the table."""
    labels = {table.name: table.label for table in sheet.form.outcomes}
    return tuple((labels[name], one.reason) for name, found in sheet.outcomes().items() for one in found if one.reason)
