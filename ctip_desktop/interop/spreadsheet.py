"""A list somebody sent becomes records: sniff, map columns to questions, rehearse, take in.

A mapping is column → target. A target is a question's name, `NAME.note`, `NAME.source.title|link|date|kind`, several of these
with commas between them, or `about` (the title of the
record that the rows are about, for example a company's name; it is made when it is missing). Rows that map to columns of a repeat become rows
of one record per subject.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from rapidfuzz import fuzz, process

from ctip_desktop.dataclass import dataclass
from ctip_desktop.errors import BadInput, NotFound
from ctip_desktop.forms.model import Answer, Form, Question, Source, State
from ctip_desktop.interop.tables import Table, read_table
from ctip_desktop.interop.values import fold, read_cell
from ctip_desktop.operations import records as operations
from ctip_desktop.operations.records import NewRecord
from ctip_desktop.queries import records as queries
from ctip_desktop.tasks import Progress
from ctip_desktop.workspace.workspace import Workspace

__all__ = ["ImportResult", "Plan", "RowProblem", "Table", "answer_of", "as_document", "plan", "read_table", "run", "sentences", "suggest"]

ABOUT = "about"
BATCH = 500  # records in one transaction
LONGEST = 100_000  # characters in one answer
ALIKE = 85  # of 100: column name and question
OTHER_NAMES = {  # what lists call things → our question names
    "company": "name", "company name": "name", "legal name": "name", "facility name": "name", "supplier": "name", "organisation": "name",
    "city": "place", "town": "place", "location": "place", "url": "website", "web": "website", "industry": "sector", "employees": "staff",
    "number of workers": "staff",
}  # fmt: skip
SOURCE_PARTS = ("title", "link", "date", "kind")
UNMAPPABLE = frozenset({"note", "calculate", "repeat", "file", "image", "hidden"})


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One row (its number in the file, 1 = first line) and what is wrong with, or was read differently in, one of its cells."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A row that says the same as an earlier row (`of_row`) or as a record that is there already (`of_row` 0)."""

    row: int
    title: str
    of_row: int


@dataclass(frozen=True, slots=True)
class Ready:
    """One row that can go in: answers by question name, and the title of what it is about."""

    row: int
    title: str
    answers: Mapping[str, Answer]
    about: str = ""
    duplicate: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do; nothing has been changed.

    Attributes:
        ready: rows that can go in, duplicates among them marked.
        failed: rows that stay out, with the reason.
        remarks: cells that were read differently or kept as a note.
        duplicates: exact duplicates, by name.
        repeat: name of the repeat the rows go into, or empty.
        about_form: form of the records named in the `about` column, or empty.
    """

    form: Form
    mapping: Mapping[str, str]
    ready: tuple[Ready, ...]
    failed: tuple[RowProblem, ...]
    remarks: tuple[RowProblem, ...]
    duplicates: tuple[Duplicate, ...]
    repeat: str = ""
    about_form: str = ""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """How many records (or rows of a repeat) were made, and how many subjects had to be made for them."""

    created: int
    subjects: int
    left_out: int


def answer_of(question: Question, text: str) -> Answer:
    """The answer that a typed text gives; text that does not fit the question is kept as it is, to be shown as invalid."""
    reading = read_cell(question, text)
    return reading.answer if reading.answer.state != State.NOT_ASKED or not text else Answer.of(text)


def suggest(table: Table, form: Form) -> dict[str, str]:
    """Column → question, where a column's name says it. A person can overrule it."""
    names = {fold(q.name.replace("_", " ")): q.name for q in form.walk() if q.type not in UNMAPPABLE}
    labels = {fold(q.label): q.name for q in form.walk() if q.type not in UNMAPPABLE}
    out: dict[str, str] = {}
    for column in table.columns:
        plain = fold(column.replace("_", " "))
        target = names.get(plain) or labels.get(plain) or _other_name(plain, names)
        if target is None and (found := process.extractOne(plain, [*names, *labels], scorer=fuzz.ratio, score_cutoff=ALIKE)):
            target = (names | labels)[found[0]]
        if target and target not in out.values():
            out[column] = target
    return out


def _other_name(plain: str, names: Mapping[str, str]) -> str | None:
    target = OTHER_NAMES.get(plain)
    return target if target in names.values() else None


@dataclass(frozen=True, slots=True)
class _Target:
    """Where a column goes: question and part (`value`, `note`, or a part of its source)."""

    question: Question
    part: str


def _targets(table: Table, form: Form, mapping: Mapping[str, str]) -> tuple[list[tuple[str, _Target]], str]:
    """([(column, target)…], column of `about`). Raises NotFound for a column or question that is not there."""
    known = {q.name: q for q in form.walk()}
    targets, about = [], ""
    for column, target in mapping.items():
        if column not in table.columns:
            raise NotFound(
                f"“{table.name}” has no column “{column}”.", kept="Nothing was changed.", next_step=f"It has: {', '.join(table.columns[:30])}."
            )
        if target == ABOUT:
            about = column
            continue
        targets += [(column, _target(form, known, one.strip())) for one in target.split(",")]
    return targets, about


def _target(form: Form, known: Mapping[str, Question], text: str) -> _Target:
    """`NAME`, `NAME.part`, or the same with the name of the repeat before it."""
    name, _, part = text.partition(".")
    if name in known and known[name].type == "repeat":
        name, _, part = part.partition(".")
    if name not in known or known[name].type in UNMAPPABLE or part not in ("", "note", *(f"source.{p}" for p in SOURCE_PARTS)):
        raise NotFound(f"The form “{form.title}” has no question “{text}”.", kept="Nothing was changed.")
    return _Target(known[name], part or "value")


def _repeat_of(form: Form, targets: Sequence[tuple[str, _Target]]) -> str:
    """The repeat that all mapped questions belong to, or empty. Raises BadInput when they are mixed."""
    homes = {column.name: question.name for question in form.walk() for column in question.questions}
    used = {homes.get(target.question.name, "") for _, target in targets}
    if len(used) > 1:
        raise BadInput(
            "The columns go to different lists of the form.", kept="Nothing was changed.", next_step="Map the columns of one list at a time."
        )
    return next(iter(used), "")


def plan(ws: Workspace, table: Table, form: Form, mapping: Mapping[str, str]) -> Plan:
    """Rehearse the import. Raises NotFound for a mapping that names what is not there, BadInput for one that cannot work."""
    targets, about = _targets(table, form, mapping)
    if not targets:
        raise BadInput("No column is mapped to a question.", kept="Nothing was changed.", next_step="Say which column is which: COLUMN=NAME.")
    repeat = _repeat_of(form, targets)
    if repeat and not about:
        raise BadInput("Which record do the rows belong to?", kept="Nothing was changed.", next_step="Map one column to “about”.")
    reader = _Reader(table, targets, about, "" if repeat else _title_question(form))
    there = set() if repeat else {_key(title, answers) for title, answers in _existing(ws, form)}
    ready, failed, remarks, duplicates = reader.read(there)
    return Plan(form, dict(mapping), ready, failed, remarks, duplicates, repeat, form.about[0] if about and form.about else "")


def _title_question(form: Form) -> str:
    """The question that a record cannot do without: the first in its title."""
    return next((q.name for q in form.walk() if "${" + q.name + "}" in form.record_title and q.required), "")


def _existing(ws: Workspace, form: Form) -> list[tuple[str, Mapping[str, object]]]:
    """Title and answers of the live records of a form."""
    with ws.reading() as connection:
        rows = connection.exec_driver_sql("select title, doc from record where form=? and deleted=0 and parent is null", (form.name,)).all()
    return [(row.title, json.loads(row.doc)) for row in rows]


def _key(title: str, answers: Mapping[str, object]) -> tuple[str, ...]:
    """Exact duplicates: same name, country, address and identifier, whatever the case and the blanks."""
    return tuple(" ".join(text.casefold().split()) for text in (title, *(str(answers.get(name) or "") for name in ("country", "address", "lei"))))


class _Reader:
    """Reads all rows of a table once."""

    def __init__(self, table: Table, targets: Sequence[tuple[str, _Target]], about: str, title: str) -> None:
        self.table, self.targets, self.about, self.title = table, targets, about, title
        self.remarks: list[RowProblem] = []

    def read(self, there: set[tuple[str, ...]]) -> tuple[tuple[Ready, ...], tuple[RowProblem, ...], tuple[RowProblem, ...], tuple[Duplicate, ...]]:
        ready, failed, duplicates = [], [], []
        seen: dict[tuple[str, ...], int] = dict.fromkeys(there, 0)
        for number, cells in zip(self.table.numbers, self.table.rows, strict=True):
            row = dict(zip(self.table.columns, cells, strict=True))
            if problem := self._refusal(number, row):
                failed.append(problem)
                continue
            answers = self._answers(number, row)
            title = str(answers[self.title].value) if self.title else row.get(self.about, "")
            key = _key(title, {name: answer.value for name, answer in answers.items()}) if self.title else (*map(fold, cells),)
            if key in seen:
                duplicates.append(Duplicate(number, title, seen[key]))
            ready.append(Ready(number, title, answers, row.get(self.about, ""), key in seen))
            seen.setdefault(key, number)
        return tuple(ready), tuple(failed), tuple(self.remarks), tuple(duplicates)

    def _refusal(self, number: int, row: Mapping[str, str]) -> RowProblem | None:
        for column, target in self.targets:
            if target.question.name == self.title and target.part == "value" and not row[column]:
                return RowProblem(number, column, "", f"“{target.question.label}” is empty; a record needs it.")
            if len(row[column]) > LONGEST:
                return RowProblem(number, column, row[column][:60] + "…", f"The text is longer than {LONGEST:,} characters.")
        if self.title and not any(t.question.name == self.title for _, t in self.targets):
            return RowProblem(number, "", "", "No column is mapped to the name.")
        if self.about and not row[self.about]:
            return RowProblem(number, self.about, "", "It does not say what the row is about.")
        return None

    def _answers(self, number: int, row: Mapping[str, str]) -> dict[str, Answer]:
        answers: dict[str, Answer] = {}
        parts: dict[str, dict[str, str]] = {}
        for column, target in self.targets:
            name, text = target.question.name, row[column]
            if target.part == "value":
                reading = read_cell(target.question, text)
                answers[name] = reading.answer
                if reading.remark:
                    self.remarks.append(RowProblem(number, column, text[:60], reading.remark))
            elif text:
                parts.setdefault(name, {})[target.part] = text
        return {name: _with_parts(answers.get(name, Answer()), parts.get(name, {})) for name in {**answers, **parts}}


def _with_parts(answer: Answer, parts: Mapping[str, str]) -> Answer:
    note = "\n".join(text for text in (answer.note, parts.get("note", "")) if text)
    source = {p: parts[f"source.{p}"] for p in SOURCE_PARTS if f"source.{p}" in parts}
    return replace(answer, note=note, sources=(Source(**source),) if source else ())


def run(ws: Workspace, plan: Plan, progress: Progress, *, duplicates: bool = False) -> ImportResult:
    """Take the rows in, in batches of one transaction each. Cancelling keeps the batches that are in; each can be undone."""
    wanted = [row for row in plan.ready if duplicates or not row.duplicate]
    subjects, made = _subjects(ws, plan, wanted) if plan.about_form else ({}, 0)
    new = _repeat_records(plan, wanted, subjects) if plan.repeat else [_new(plan, row, subjects) for row in wanted]
    for start in range(0, len(new), BATCH):
        progress.say(f"Taking in {plan.form.title.lower()}", start, len(new))
        operations.create_many(ws, plan.form.name, new[start : start + BATCH], label=f"Import {len(new[start : start + BATCH])} rows")
    return ImportResult(len(wanted), made, len(plan.ready) - len(wanted))


def _new(plan: Plan, row: Ready, subjects: Mapping[str, UUID]) -> NewRecord:
    answers = {name: answer for name, answer in row.answers.items() if answer != Answer()}
    return NewRecord(about=subjects.get(fold(row.about)), answers=answers)


def _subjects(ws: Workspace, plan: Plan, wanted: list[Ready]) -> tuple[dict[str, UUID], int]:
    """Title → record of everything the rows are about; what is missing is made."""
    there = {fold(row.title): row.id for row in queries.list_records(ws, plan.about_form)}
    form = ws.catalogue.form(plan.about_form)
    title = _title_question(form)
    missing = {fold(row.about): row.about for row in wanted if fold(row.about) not in there}
    if missing:
        new = [NewRecord(answers={title: Answer.of(name)}) for name in missing.values()]
        changes = operations.create_many(ws, form.name, new, label=f"Import {len(new)} names")
        there |= dict(zip(missing, changes.created, strict=True))
    return there, len(missing)


def _repeat_records(plan: Plan, wanted: list[Ready], subjects: Mapping[str, UUID]) -> list[NewRecord]:
    """One record per subject, with the rows of its repeat."""
    by_subject: dict[UUID, list[Mapping[str, Answer]]] = {}
    for row in wanted:
        by_subject.setdefault(subjects[fold(row.about)], []).append(row.answers)
    return [NewRecord(about=subject, rows={plan.repeat: rows}) for subject, rows in by_subject.items()]


def as_document(plan: Plan, result: ImportResult | None) -> dict[str, object]:
    """For `--json`: the mapping, counts, and every row that failed, was remarked on or is a duplicate."""
    return {
        "mapping": plan.mapping,
        "ready": sum(not row.duplicate for row in plan.ready),
        "failed": plan.failed,
        "remarks": plan.remarks,
        "duplicates": plan.duplicates,
        "created": result.created if result else None,
        "subjects": result.subjects if result else None,
    }


def sentences(plan: Plan, result: ImportResult | None) -> list[str]:
    """The same for people."""
    lines = [f"{column} → {target}" for column, target in plan.mapping.items()]
    lines += [f"Row {p.row} stays out: {p.reason}" for p in plan.failed]
    lines += [
        f"Row {d.row} “{d.title}” is the same as {f'row {d.of_row}' if d.of_row else 'a record that is there already'}." for d in plan.duplicates
    ]
    lines += [f"Row {p.row}, {p.column}: {p.reason}" for p in plan.remarks]
    count = sum(not row.duplicate for row in plan.ready)
    lines.append(f"{result.created} went in." if result else f"{count} would go in. Nothing was changed.")
    return lines
