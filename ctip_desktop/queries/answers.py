"""Records as answers to show: in words, with numbered sources, their age, and what needs a person."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms import vocabulary
from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.judging import ProblemKind
from ctip_desktop.forms.model import Answer, Asks, Form, Question, Section, Source, State
from ctip_desktop.forms.sheet import Sheet
from ctip_desktop.practice.evidence import first_day, months_old
from ctip_desktop.queries import rows
from ctip_desktop.queries.ageing import Age, Days, Written, age_of
from ctip_desktop.queries.days import day_words
from ctip_desktop.queries.rows import Words, when
from ctip_desktop.queries.views import AnswerView, FormState, SourceView
from ctip_desktop.workspace import sheets
from ctip_desktop.workspace.cells import question_of
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.sheets import Loaded

_WRONG = frozenset({ProblemKind.TYPE, ProblemKind.HARD})


class Sources:
    """The sources of a page, numbered in the order in which they first appear; the same source keeps its number."""

    def __init__(self, catalogue: Catalogue, today: date) -> None:
        self._words = Words(catalogue.form("source"))
        self._today = today
        self._numbers: dict[tuple[str, ...], int] = {}

    def view(self, source: Source) -> SourceView:
        """One source with its number, the words of its kind and its age."""
        key = (source.kind, source.title, source.link, source.date, source.file)
        number = self._numbers.setdefault(key, len(self._numbers) + 1)
        id_ = sheets.parse_id(source.id)
        return SourceView(
            rows.uuid_of(id_),
            number,
            source.kind,
            self._words.label("kind", source.kind),
            source.title,
            source.link,
            source.date,
            months_old(source.date, self._today),
            source.file,
        )


@dataclass(frozen=True, slots=True)
class Filled:
    """One record as a sheet, with what is known about its cells: when each was written, and where two answers came together."""

    loaded: Loaded
    sheet: Sheet
    written: Written
    contested: frozenset[tuple[bytes, str]]

    @property
    def records(self) -> list[bytes]:
        """The record and the rows of its repeats."""
        return [self.loaded.stored.id, *(row.id for row in self.loaded.row_records)]

    def cells(self, question: Question) -> list[tuple[bytes, str]]:
        """The cells of a question; of a repeat those of all its rows."""
        return [(self.loaded.stored.id, question.name), *(cell for _, cell, _ in self.lines(question))]

    def lines(self, question: Question) -> list[tuple[str, tuple[bytes, str], Question]]:
        """Path, cell and column of everything that is asked in the rows of a repeat; nothing for another question."""
        rows = [row for row in self.loaded.row_records if question.questions and row.parent_field == question.name]
        prefixes = [(f"{question.name}[{sheets.row_name(row.id)}].", row.id) for row in rows]
        return [(prefix + column.name, (id_, column.name), column) for prefix, id_ in prefixes for column in question.questions]


class Reader:
    """Reads the records of one page."""

    def __init__(self, connection: Connection, catalogue: Catalogue, today: date, months: int) -> None:
        self._connection = connection
        self._catalogue = catalogue
        self._today = today
        self._months = months
        self._sources = Sources(catalogue, today)

    def fill(self, record: bytes) -> Filled:
        """A record as a sheet. Raises NotFound."""
        loaded = sheets.load(self._connection, record, self._catalogue)
        ids = [record, *(row.id for row in loaded.row_records)]
        return Filled(loaded, loaded.sheet(self._today), Written(self._connection, ids), self._contested(ids))

    def _contested(self, ids: Iterable[bytes]) -> frozenset[tuple[bytes, str]]:
        found: set[tuple[bytes, str]] = set()
        for id_ in ids:
            fields = self._connection.exec_driver_sql("select field from conflict where record=?", (id_,)).scalars()
            found.update((id_, question_of(field)) for field in fields)
        return frozenset(found)

    def answers(self, filled: Filled) -> dict[str, AnswerView]:
        """Every question that is asked now, in reading order; a repeat is one answer."""
        return {question.name: self._view(filled, section, question) for section, question in asked(filled.sheet)}

    def sources(self, filled: Filled, name: str) -> tuple[SourceView, ...]:
        """The sources of one answer outside repeats, with their numbers on the page."""
        return tuple(self._sources.view(source) for source in filled.sheet.get(name).sources)

    def unasked(self, form: Form, about: bytes | None = None) -> dict[str, AnswerView]:
        """The questions of a form nobody has begun, without those that the record it will be about answers."""
        known = {name for name, fact in sheets.facts_of(self._connection, self._catalogue, form, about).items() if fact.answer != Answer()}
        sheet = Sheet.of(form, today=self._today)
        return {
            question.name: AnswerView(
                record=None,
                form=form.name,
                path=question.name,
                section=section.label,
                label=sheet.label(question.name),
                text="",
                state=State.NOT_ASKED,
                note="",
                sources=(),
                months=None,
                stale=False,
                to_settle=False,
                share=question.share,
                asks=question.asks,
                sensitive=question.sensitive,
            )
            for section, question in asked(sheet)
            if question.name not in known
        }

    def _view(self, filled: Filled, section: Section, question: Question) -> AnswerView:
        sheet = filled.sheet
        answer = _whole_answer(sheet, question)
        sources = tuple(self._sources.view(source) for source in _sources(sheet, question, answer))
        answered = answer.state is State.ANSWERED
        home, kept = self._home(filled, question)
        age = self.age(home, kept)
        return AnswerView(
            record=rows.some_uuid(filled.loaded.stored.id),
            form=sheet.form.name,
            path=question.name,
            section=section.label,
            label=sheet.label(question.name),
            text=(self._no_longer_offered(sheet, question) or in_words(sheet, question)) if answered else "",
            state=answer.state,
            note=answer.note,
            sources=sources,
            months=age.months if answered else None,
            stale=age.stale,
            checked=age.checked if answered else "",
            to_settle=any(cell in home.contested for cell in home.cells(kept)),
            share=question.share,
            asks=question.asks,
            sensitive=question.sensitive,
        )

    def _no_longer_offered(self, sheet: Sheet, question: Question) -> str:
        """An answer with a choice that its form has no more, as the newest version that had it calls it; empty for every other answer."""
        stored = sheet.value(question.name)
        names = [str(name) for name in stored] if isinstance(stored, list | tuple) else [stored] if isinstance(stored, str) else []
        labels = {choice.name: choice.label for choice in question.choices}
        if not labels or labels.keys() >= set(names):
            return ""
        for version in reversed(self._catalogue.versions(sheet.form.name)):
            for earlier in self._catalogue.form(sheet.form.name, version).walk():
                if earlier.name == question.name:
                    labels = {**{choice.name: choice.label for choice in earlier.choices}, **labels}
        return ", ".join(labels.get(name) or name for name in names)

    def _home(self, filled: Filled, question: Question) -> tuple[Filled, Question]:
        """Where an answer is kept, and what is said of it: in this record, or in the one this is about."""
        fact = filled.loaded.facts.get(question.name)
        if fact is None:
            return filled, question
        home = self.fill(fact.record)
        return home, home.loaded.form.question(fact.name)

    def age(self, filled: Filled, question: Question) -> Age:
        """How old an answer is. A list is as young as its youngest line, but what has aged in it has to be looked at."""
        filled, question = self._home(filled, question)
        answer = _whole_answer(filled.sheet, question)
        answer = replace(answer, sources=tuple(_every_source(filled.sheet, question, answer)))
        lines = [self._age(filled, column, filled.sheet.get(path), [cell]) for path, cell, column in filled.lines(question)]
        aged = [age for age in lines if age.stale]
        if aged:
            return max(aged, key=lambda age: age.months or 0)
        whole = self._age(filled, question, answer, filled.cells(question))
        looked_at = [age.dated for age in lines if age.checked]  # after "Still right" the list goes on saying the day it said before
        dated = min(looked_at, key=lambda text: first_day(text) or date.max, default=whole.dated)
        return replace(whole, dated=dated, stale=whole.stale and not lines)

    def _age(self, filled: Filled, question: Question, answer: Answer, cells: Collection[tuple[bytes, str]]) -> Age:
        days = Days(filled.written.day(cells), filled.written.told(answer.sources), filled.written.checked(cells))
        return age_of(filled.sheet.form, question, answer, days, today=self._today, usual=self._months)

    def state(self, filled: Filled) -> FormState:
        """How far a record is."""
        progress = filled.sheet.progress
        return FormState(
            filled.sheet.form.name,
            filled.sheet.form.title,
            rows.some_uuid(filled.loaded.stored.id),
            filled.loaded.stored.status,
            progress.answered,
            progress.asked,
            sum(problem.blocks for problem in filled.sheet.problems()),
            len(filled.contested),
            own_reflection(filled.sheet.form),
            when(filled.loaded.stored.changed),
            tuple(problem.path for problem in filled.sheet.problems() if problem.kind in _WRONG),
            tuple(one.reason for found in filled.sheet.outcomes().values() for one in found if one.reason) if progress.answered else (),
        )

    def unbegun(self, form: Form, about: bytes | None) -> FormState:
        """A form nobody has begun, as it opens: what the record it will be about answers already counts."""
        known = {name: fact.answer for name, fact in sheets.facts_of(self._connection, self._catalogue, form, about).items()}
        now = Sheet.of(form, known, today=self._today).progress
        return FormState(form.name, form.title, None, "none", now.answered, now.asked, 0, 0, own_reflection(form), None)


def own_reflection(form: Form) -> bool:
    """The form holds nothing that a partner or company is asked."""
    return all(question.asks is Asks.TEAM for question in form.walk())


def asked(sheet: Sheet) -> Iterator[tuple[Section, Question]]:
    """The questions outside repeats, and the repeats, that are relevant and a person answers."""
    for section in sheet.form.sections:
        for question in section.questions:
            if question.type not in vocabulary.SILENT and not question.calculation and sheet.relevant(question.name):
                yield section, question


def _whole_answer(sheet: Sheet, question: Question) -> Answer:
    """The answer; a repeat with rows is answered."""
    answer = sheet.get(question.name)
    if question.questions and sheet.rows(question.name):
        return Answer(None, State.ANSWERED, answer.note, answer.sources)
    return answer


def _sources(sheet: Sheet, question: Question, answer: Answer) -> Iterator[Source]:
    """The sources of an answer; of a repeat also those in its rows, each once."""
    seen = set()
    for source in _every_source(sheet, question, answer):
        key = (source.kind, source.title, source.link, source.date, source.file)
        if key not in seen:
            seen.add(key)
            yield source


def _every_source(sheet: Sheet, question: Question, answer: Answer) -> Iterator[Source]:
    """The same as they are kept, also one that was added twice."""
    row_answers = (sheet.get(f"{question.name}[{row}].{column.name}") for row in _rows(sheet, question) for column in question.questions)
    yield from answer.sources
    for found in row_answers:
        yield from found.sources


def _rows(sheet: Sheet, question: Question) -> tuple[str, ...]:
    return sheet.rows(question.name) if question.questions else ()


def in_words(sheet: Sheet, question: Question) -> str:
    """An answer in words; the rows of a repeat one after the other."""
    if question.questions:
        lines = (
            ", ".join(filter(None, (cell_in_words(sheet, column, f"{question.name}[{row}].{column.name}") for column in question.questions)))
            for row in sheet.rows(question.name)
        )
        return "; ".join(filter(None, lines)) or sheet.shown_text(question.name)
    return cell_in_words(sheet, question, question.name)


def cell_in_words(sheet: Sheet, question: Question, path: str) -> str:
    """The answer of one cell in words."""
    value = sheet.value(path)
    if question.type == "date" and isinstance(value, str) and len(value) == 10 and (day := first_day(value)):
        return day_words(day)
    if isinstance(value, int | float) and not isinstance(value, bool) and question.amount:
        return figure(value)
    if question.anchors and isinstance(value, int | float) and not isinstance(value, bool):
        return f"{sheet.shown_text(path)} of {question.parameters.get('end', '10')}{_point(value, question.anchors)}"
    return sheet.shown_text(path)


def _point(mark: float, anchors: Mapping[str, str]) -> str:
    """What a mark on a scale means: its own words, or the words of the two points it lies between."""
    points = {int(value): words for value, words in anchors.items() if value.isdecimal()}
    if mark in points:
        return f": {points[int(mark)]}"
    below, above = max((each for each in points if each < mark), default=None), min((each for each in points if each > mark), default=None)
    return f", between “{points[below]}” and “{points[above]}”" if below is not None and above is not None else ""


def figure(value: float) -> str:
    """A number as people write it: thousands apart, no empty decimals, two at most."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")
