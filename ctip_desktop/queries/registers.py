"""Any register as a table: its questions are the columns, its records the rows. Read once, then filtered, sorted and exported without the file.

A row is made of plain texts and sortable keys, so that two thousand of them filter within a screen's patience.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms import vocabulary
from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.model import Answer, Asks, Form, Kind, Question, State
from ctip_desktop.practice.evidence import first_day
from ctip_desktop.queries import rows
from ctip_desktop.queries.answers import own_reflection
from ctip_desktop.queries.days import day_words
from ctip_desktop.queries.rows import Row, Words, when
from ctip_desktop.queries.views import Facet, Link
from ctip_desktop.workspace.cells import NOTE, answer_of, is_reserved
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.workspace import Workspace

FIRST_COLUMNS = 6
"""Columns shown before a person chooses others."""
STATES = ("status", "reached_on")
"""Questions that say where an entry stands: always among the first columns."""

STATE_WORDS: Mapping[str, str] = MappingProxyType({State.UNKNOWN.value: "Unknown", State.NOT_APPLICABLE.value: "Not applicable"})

UNSAFE = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet would take for a formula."""


class Cell(NamedTuple):
    """One answer: words to show, and what it is sorted by (None sorts last). names: stored names of choices, for filters."""

    text: str
    key: Any
    names: tuple[str, ...] = ()


EMPTY = Cell("", None)


@dataclass(frozen=True, slots=True)
class Column:
    """One question. kind: text, number, date, choice, choices, ref, rows or file. sensitive: never in an export that leaves the team."""

    name: str
    label: str
    kind: str
    choices: tuple[tuple[str, str], ...]
    shown: bool
    required: bool
    sensitive: bool
    share: str


class RegisterRow(NamedTuple):
    """One record. cells stand in the order of the columns; searched is every text in small letters."""

    id: UUID
    about: Link | None
    title: str
    status: str
    contested: bool
    cells: tuple[Cell, ...]
    searched: str


@dataclass(frozen=True, slots=True)
class RegisterForm:
    """One form that makes registers, for the list of them. team: the team's own reflection, never handed over."""

    form: str
    title: str
    summary: str
    count: int
    about: tuple[str, ...]
    team: bool


@dataclass(frozen=True)
class Register:
    """A register as a table. total: rows without a filter; every: those rows. `where` and `sorted` give the same table seen otherwise."""

    form: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[RegisterRow, ...]
    total: int
    filters: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    text: str = ""
    every: tuple[RegisterRow, ...] = field(default=(), repr=False)

    def place(self, column: str) -> int:
        """Where a column stands. Raises KeyError."""
        for place, each in enumerate(self.columns):
            if each.name == column:
                return place
        raise KeyError(column)

    def where(self, filters: Mapping[str, Collection[str]] | None = None, text: str = "") -> Register:
        """The same table with these filters instead: column → stored names, of which one must be there; every word of the text somewhere in the row.

        A filter on a column that is not there lets everything through.
        """
        wanted = {name: frozenset(names) for name, names in (filters or {}).items() if names}
        tests = self._tests(wanted)
        words = text.casefold().split()
        kept = [row for row in self.every if all(test(row) for test in tests.values()) and all(word in row.searched for word in words)]
        return replace(self, rows=tuple(kept), filters=MappingProxyType(wanted), text=text)

    def _tests(self, wanted: Mapping[str, frozenset[str]]) -> dict[str, Callable[[RegisterRow], bool]]:
        places = {column.name: place for place, column in enumerate(self.columns)}
        return {name: _has(places[name], names) for name, names in wanted.items() if name in places}

    def sorted(self, column: str, *, falling: bool = False) -> Register:
        """The same rows by one column; what has no value comes last either way. Raises KeyError."""
        place = self.place(column)
        known = [row for row in self.rows if row.cells[place].key is not None]
        known.sort(key=lambda row: row.cells[place].key, reverse=falling)
        return replace(self, rows=(*known, *(row for row in self.rows if row.cells[place].key is None)))

    def facets(self, column: str) -> tuple[Facet, ...]:
        """The values of a column of choices among the rows that fit all other filters, in the form's order. Raises KeyError."""
        place = self.place(column)
        others = {name: names for name, names in self.filters.items() if name != column}
        counts = Counter(name for row in self.where(others, self.text).rows for name in row.cells[place].names)
        known = dict(self.columns[place].choices)
        listed = [Facet(name, label, counts[name]) for name, label in known.items() if counts[name]]
        return (*listed, *(Facet(name, name, count) for name, count in sorted(counts.items()) if name not in known))

    def as_csv(self, columns: Sequence[str] | None = None, *, sensitive: bool = False) -> str:
        """The rows as they are filtered and sorted, as CSV text (RFC 4180). Columns default to all; sensitive ones only when asked for."""
        chosen = [
            (place, column)
            for place, column in enumerate(self.columns)
            if (columns is None or column.name in columns) and (sensitive or not column.sensitive)
        ]
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(["About", *(column.label for _, column in chosen)])
        for row in self.rows:
            writer.writerow([_plain(row.about.title if row.about else ""), *(_plain(row.cells[place].text) for place, _ in chosen)])
        return out.getvalue()


def _has(place: int, names: frozenset[str]) -> Callable[[RegisterRow], bool]:
    return lambda row: not names.isdisjoint(row.cells[place].names)


def _plain(text: str) -> str:
    """A text no spreadsheet takes for a formula; numbers stay numbers."""
    if text.startswith(UNSAFE) and not _is_number(text):
        return "'" + text
    return text


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", ""))
    except ValueError:
        return False
    return True


# -- entries with their answers ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Subject:
    """What an entry is about: the record's id, title and form."""

    id: UUID
    title: str
    form: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of a register.

    values: question → decoded value, `{"state": …}` when it is unknown or not applicable; to_settle: two answers came together.
    lines: repeat → the values of its lines, in the order they were written.
    """

    id: UUID
    title: str
    about: Subject | None
    finished: bool
    to_settle: bool
    changed: datetime
    values: Mapping[str, Any]
    lines: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=lambda: MappingProxyType({}))

    def answer(self, name: str) -> Answer:
        """One answer with its state."""
        return answer_of(self.values.get(name))


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of a register with their answers, the newest first. titles: record id (hex) → title, for answers that point to other records."""

    entries: tuple[Entry, ...]
    titles: Mapping[str, str]


# -- reading -------------------------------------------------------------------------------------------------------------------------


def register_forms(ws: Workspace) -> tuple[RegisterForm, ...]:
    """Every form with many records, by title, with how many there are."""
    with ws.reading() as connection:
        counts = _counts(connection)
    found = [form for form in ws.catalogue.forms() if form.kind in (Kind.REGISTER, Kind.SURVEY)]
    listed = [RegisterForm(form.name, form.title, form.summary, counts[form.name], form.about, own_reflection(form)) for form in found]
    return tuple(sorted(listed, key=lambda each: each.title.casefold()))


def register(
    ws: Workspace, form: str, *, filters: Mapping[str, Collection[str]] | None = None, text: str = "", about: UUID | None = None
) -> Register:
    """A register, newest first by its first date, filtered if asked. Raises NotFound for a form that is not there."""
    known = ws.catalogue.form(form)
    columns = _columns(known)
    with ws.reading() as connection:
        table = _Table(connection, ws.catalogue, known, columns)
        found = [table.row(row) for row in table.records(about)]
    found.sort(key=_newest_first(columns))
    every = tuple(found)
    made = Register(form, known.title, columns, every, len(every), every=every)
    return made.where(filters, text) if filters or text else made


def register_counts(ws: Workspace, about: UUID | None = None) -> Mapping[str, int]:
    """How many live records each form has, about one record if given; lines of repeats and sources are not counted."""
    with ws.reading() as connection:
        return _counts(connection, about)


def registers_about(ws: Workspace, kind: str, subject: UUID) -> tuple[RegisterForm, ...]:
    """Every register that can be about a record of this form (`company`), by title, with how many entries are about this one."""
    counts = register_counts(ws, subject)
    found = [form for form in ws.catalogue.forms() if form.kind is Kind.REGISTER and kind in form.about]
    listed = [RegisterForm(form.name, form.title, form.summary, counts.get(form.name, 0), form.about, own_reflection(form)) for form in found]
    return tuple(sorted(listed, key=lambda each: each.title.casefold()))


def entries(ws: Workspace, form: str, about: UUID | None = None) -> Entries:
    """The live records of a form with their answers, about one record if given: for a table that says them in the person's language."""
    refs = [question.name for question in ws.catalogue.form(form).walk() if question.type == "ref"]
    with ws.reading() as connection:
        found = rows.of_form(connection, form, about=about.bytes if about else None)
        pointed = {id_ for row in found for name in refs if (id_ := rows.ref(row.value(name)))}
        others = _headings(connection, {row.about for row in found if row.about} | pointed)
        contested = _contested(connection)
        lines = _lines(connection, form)
    made = tuple(_entry(row, others, contested, lines.get(row.id, {})) for row in reversed(found))
    return Entries(made, {id_.hex(): title for id_, (title, _form) in others.items()})


def _counts(connection: Connection, about: UUID | None = None) -> Counter[str]:
    narrowed, values = (" and about = ?", (about.bytes,)) if about else ("", ())
    query = f"select form, count(*) from record where deleted = 0 and parent is null{narrowed} group by form"  # fixed texts only
    return Counter(dict(connection.exec_driver_sql(query, values).all()))


def _contested(connection: Connection) -> frozenset[bytes]:
    return frozenset(connection.exec_driver_sql("select distinct record from conflict").scalars())


def _headings(connection: Connection, ids: Collection[bytes]) -> dict[bytes, tuple[str, str]]:
    """Title and form of other records that are here."""
    wanted, found = list(ids), {}
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        marks = ",".join("?" * len(part))
        query = f"select id, title, form from record where deleted = 0 and id in ({marks})"
        found.update({id_: (title, form) for id_, title, form in connection.exec_driver_sql(query, part)})
    return found


_Lines = dict[str, tuple[Mapping[str, Any], ...]]


def _lines(connection: Connection, form: str) -> dict[bytes, _Lines]:
    """The lines of the repeats of a form: record → repeat → lines."""
    query = "select parent, parent_field, doc from record where deleted = 0 and parent is not null and form like ? order by created, id"
    found: dict[bytes, _Lines] = defaultdict(dict)
    for parent, name, doc in connection.exec_driver_sql(query, (f"{form}.%",)):
        found[parent][name] = (*found[parent].get(name, ()), json.loads(doc))
    return found


def _entry(row: Row, others: Mapping[bytes, tuple[str, str]], contested: Collection[bytes], lines: _Lines) -> Entry:
    subject = others.get(row.about) if row.about else None
    return Entry(
        row.uuid,
        row.title,
        Subject(UUID(bytes=row.about), *subject) if row.about and subject else None,
        row.status == "finished",
        row.id in contested,
        when(row.changed),
        {name: value for name, value in row.doc.items() if not is_reserved(name) and not name.endswith(NOTE)},
        lines,
    )


def _newest_first(columns: Sequence[Column]) -> Callable[[RegisterRow], tuple[int, str]]:
    place = next((place for place, column in enumerate(columns) if column.kind == "date"), None)

    def key(row: RegisterRow) -> tuple[int, str]:
        day = row.cells[place].key if place is not None else None
        return (-day.toordinal() if day else 1, row.title.casefold())

    return key


def _columns(form: Form) -> tuple[Column, ...]:
    """The questions a person answers, in order; sensitive ones are there and are not shown at first. Of a survey only what the team writes: the
    answers of single people are never told (settled with the pulse: nothing under three)."""
    found = [question for section in form.sections for question in section.questions if _is_column(question)]
    if form.kind is Kind.SURVEY:
        found = [question for question in found if question.asks is Asks.TEAM and not question.sensitive]
    lead = _lead(form, found)
    shown = [question.name for question in found if not question.sensitive and (question is lead or question.appearance != "multiline")]
    first = (lead.name if lead else "", *STATES)
    shown = sorted(shown, key=lambda name: name not in first)[:FIRST_COLUMNS]
    return tuple(_column(question, question.name in shown) for question in found)


def _lead(form: Form, found: Sequence[Question]) -> Question | None:
    """The text an entry is known by: one of its title, else the first that is needed and no code; None when there is no such text."""
    texts = [question for question in found if question.type == "text" and not question.sensitive and "regex" not in question.constraint]
    titled = [question for question in texts if "${" + question.name + "}" in form.record_title]
    return next(iter([*titled, *(question for question in texts if question.required in ("yes", "true()"))]), None)


def _is_column(question: Question) -> bool:
    return question.type not in vocabulary.SILENT and not question.calculation


_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "integer": "number",
        "decimal": "number",
        "range": "number",
        "date": "date",
        "select_one": "choice",
        "select_multiple": "choices",
        "rank": "choices",
        "ref": "ref",
        "repeat": "rows",
        "file": "file",
        "image": "file",
    }
)


def _column(question: Question, shown: bool) -> Column:
    return Column(
        question.name,
        question.label,
        _KINDS.get(question.type, "text"),
        tuple((choice.name, choice.label) for choice in question.choices),
        shown,
        question.required == "yes",
        question.sensitive,
        question.share.value if question.share else "",
    )


class _Table:
    """Makes the rows of one form: labels, titles and counts of lines are looked up for all of them at once."""

    def __init__(self, connection: Connection, catalogue: Catalogue, form: Form, columns: Sequence[Column]) -> None:
        self._connection, self._form, self._columns = connection, form, columns
        self._words = Words(form)
        self._makers = [self._maker(column) for column in columns]
        self._titles: dict[str, str] = {}
        self._abouts: dict[bytes, Link] = {}
        self._lines: dict[bytes, Counter[str]] = {}
        self._contested: frozenset[bytes] = frozenset()

    def records(self, about: UUID | None) -> list[Row]:
        """The records, with everything their rows need read along."""
        found = rows.of_form(self._connection, self._form.name, about=about.bytes if about else None)
        refs = {id_ for row in found for column in self._columns if column.kind == "ref" and (id_ := rows.ref(row.value(column.name)))}
        others = _headings(self._connection, refs | {row.about for row in found if row.about})
        self._titles = {str(UUID(bytes=id_)): title for id_, (title, _form) in others.items()}
        self._abouts = {id_: Link(UUID(bytes=id_), title) for id_, (title, _form) in others.items()}
        self._contested = _contested(self._connection)
        if any(column.kind == "rows" for column in self._columns):
            self._count_lines()
        return found

    def _count_lines(self) -> None:
        query = (
            "select parent, parent_field, count(*) from record where deleted = 0 and form like ? and parent is not null group by parent, parent_field"
        )
        for parent, name, count in self._connection.exec_driver_sql(query, (f"{self._form.name}.%",)):
            self._lines.setdefault(parent, Counter())[name] = count

    def row(self, row: Row) -> RegisterRow:
        """One row."""
        cells = tuple(make(row) for make in self._makers)
        about = self._abouts.get(row.about) if row.about else None
        searched = " ".join([about.title if about else "", *(cell.text for cell in cells)]).casefold()
        return RegisterRow(row.uuid, about, row.title, row.status, row.id in self._contested, cells, searched)

    def _maker(self, column: Column) -> Callable[[Row], Cell]:
        name = column.name
        if column.kind == "rows":
            return lambda row: self._line_count(row, name)
        value = {"number": _number, "date": _date, "choice": self._choice, "choices": self._choice, "ref": self._ref}.get(column.kind, _text)

        def make(row: Row) -> Cell:
            found = row.doc.get(name)
            if found is None or found == "" or found == []:
                return EMPTY
            if isinstance(found, dict):
                return Cell(STATE_WORDS.get(str(found.get("state")), ""), None)
            return value(found, name)

        return make

    def _line_count(self, row: Row, name: str) -> Cell:
        count = self._lines.get(row.id, Counter())[name]
        return Cell(str(count), count) if count else EMPTY

    def _choice(self, found: Any, name: str) -> Cell:
        names = tuple(map(str, found)) if isinstance(found, list) else (str(found),)
        labels = self._words.labels(name)
        words = ", ".join(labels.get(each, each) for each in names)
        return Cell(words, words.casefold(), names)

    def _ref(self, found: Any, name: str) -> Cell:
        title = self._titles.get(str(found), "")
        return Cell(title, title.casefold() or None, (str(found),) if title else ())


def _text(found: Any, name: str) -> Cell:
    words = found if isinstance(found, str) else str(found)
    return Cell(words, words.casefold())


def _number(found: Any, name: str) -> Cell:
    if isinstance(found, bool) or not isinstance(found, int | float):
        return Cell(str(found), None)
    return Cell(f"{found:,}" if isinstance(found, int) or found != int(found) else f"{int(found):,}", float(found))


def _date(found: Any, name: str) -> Cell:
    day: date | None = first_day(str(found))
    if day is None:
        return Cell(str(found), None)
    return Cell(day_words(day) if len(str(found)) >= 10 else str(found), day)
