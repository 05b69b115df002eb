"""A list somebody sent becomes records: sniff, map columns to questions, rehearse, take in.

A mapping is column → target. A target is a question's name, `NAME.note`, `NAME.source.title|link|date|kind`, several of these
with commas between them, or `about` (the title of the
record that the rows are about, for example a company's name; it is made when it is missing). Rows that map to columns of a repeat become rows
of one record per subject.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from rapidfuzz import fuzz, process

from ctip_desktop.dataclass import dataclass
from ctip_desktop.errors import BadInput, NotFound
from ctip_desktop.forms.model import Answer, Form, Question, Source, State
from ctip_desktop.forms.sheet import Sheet
from ctip_desktop.interop.headings import QUESTION_OF
from ctip_desktop.interop.lookalikes import Names
from ctip_desktop.interop.tables import Table, read_table
from ctip_desktop.interop.there import Called, Met, Said, There, existing, key_of, said, said_already
from ctip_desktop.interop.values import fold, read_cell
from ctip_desktop.operations import records as operations
from ctip_desktop.operations import undo
from ctip_desktop.operations.records import NewRecord
from ctip_desktop.queries import records as queries
from ctip_desktop.tasks import Progress
from ctip_desktop.workspace import identity
from ctip_desktop.workspace.workspace import Workspace

__all__ = [
    "Decision", "ImportResult", "Lookalike", "Plan", "RowProblem", "Table",
    "answer_of", "going_in", "left_out", "note_of", "plan", "read_table", "run", "suggest",
]  # fmt: skip

ABOUT = "about"
COMPANY = "company"
BATCH = 500  # records in one transaction
LONGEST = 100_000  # characters in one answer
ALIKE = 85  # of 100: column name and question
SOURCE_PARTS = ("title", "link", "date", "kind")
NOTES = "notes"
TOLD_EVERY = 100  # rows between two steps of the progress
SWALLOWED = "Several lines stand in this cell. Is a closing quotation mark missing? Then rows below are in it and are not taken in."
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


class Decision(StrEnum):
    """What becomes of a row whose name resembles another: it goes in as a new record, stays out, or is the same one."""

    ADD = "add"
    SKIP = "skip"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A row that may be a record that is there already (`of`), or an earlier row (`of_row`). It goes in as a new record unless a person decides.

    likeness: of 100, where 100 is the same name but for spelling and legal form.
    """

    row: int
    title: str
    of_title: str
    of_row: int
    of: UUID | None
    likeness: int

    @property
    def same_name(self) -> bool:
        """Only capital letters, accents, punctuation or the legal form differ."""
        return self.likeness == 100


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
        lookalikes: rows that may be the same as a record or an earlier row; of what the rows are about, the first row with the name.
        list_name: what the list is called, for notes.
        left_out: columns in which something stands and that go nowhere.
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
    lookalikes: tuple[Lookalike, ...] = ()
    list_name: str = ""
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportResult:
    """How many records (or rows of a repeat) were made, how many subjects had to be made for them, and how many rows were joined to a record."""

    created: int
    subjects: int
    left_out: int
    joined: int = 0


def answer_of(question: Question, text: str) -> Answer:
    """The answer that a typed text gives; text that does not fit the question is kept as it is, to be shown as invalid."""
    reading = read_cell(question, text)
    return reading.answer if reading.answer.state != State.NOT_ASKED or not text else Answer.of(text)


def suggest(table: Table, form: Form) -> dict[str, str]:
    """Column → question, where a column's name says it, in one of the languages of `headings`. A person can overrule it."""
    out: dict[str, str] = {}
    for column in table.columns:
        target = _meant(column, form)
        if target and target not in out.values():
            out[column] = target
    return out


def _meant(column: str, form: Form) -> str | None:
    """The question that a column's name says."""
    names = {fold(q.name.replace("_", " ")): q.name for q in form.walk() if q.type not in UNMAPPABLE}
    labels = {fold(q.label): q.name for q in form.walk() if q.type not in UNMAPPABLE}
    plain = fold(column.replace("_", " "))
    target = names.get(plain) or labels.get(plain) or _usual(plain, form)
    if target is None and (found := process.extractOne(plain, [*names, *labels], scorer=fuzz.ratio, score_cutoff=ALIKE)):
        return (names | labels)[found[0]]
    return target


def left_out(table: Table, mapping: Mapping[str, str]) -> tuple[str, ...]:
    """The columns in which something stands and that go nowhere."""
    return tuple(name for place, name in enumerate(table.columns) if not mapping.get(name) and any(row[place] for row in table.rows))


def note_of(form: Form) -> str:
    """The question in which what no other asks for can be kept, or empty."""
    return next((question.name for question in form.walk() if question.name == NOTES), "")


def _usual(plain: str, form: Form) -> str | None:
    """What lists of companies usually mean by a heading; in a list of something about companies, the company's name says which one."""
    if (target := QUESTION_OF.get(form.name, {}).get(plain)) is not None:
        return target
    return ABOUT if COMPANY in form.about and QUESTION_OF[COMPANY].get(plain) == "name" else None


@dataclass(frozen=True, slots=True)
class _Target:
    """Where a column goes: question and part (`value`, `note`, or a part of its source)."""

    question: Question
    part: str

    @property
    def takes_lines(self) -> bool:
        """Whether several columns can stand there, one below the other."""
        return self.part == "note" or (self.part == "value" and self.question.type == "text" and "multiline" in self.question.appearance.split())

    @property
    def place(self) -> tuple[str, str]:
        """What two columns can have in common."""
        return self.question.name, self.part


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
    _check_apart(targets)
    return targets, about


def _check_apart(targets: Sequence[tuple[str, _Target]]) -> None:
    """Two columns in one place would leave only one of them, except where the place takes several lines."""
    taken: dict[tuple[str, str], str] = {}
    for column, target in targets:
        if target.place in taken and not target.takes_lines:
            raise BadInput(
                f"“{taken[target.place]}” and “{column}” go to the same question: {target.question.label}",
                kept="Nothing was changed.",
                next_step="Leave one of them out, or choose another question for it.",
            )
        taken[target.place] = column


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


def plan(ws: Workspace, table: Table, form: Form, mapping: Mapping[str, str], progress: Progress | None = None) -> Plan:
    """Rehearse the import. Raises NotFound for a mapping that names what is not there, BadInput for one that cannot work."""
    _check_rows(table)
    targets, about = _targets(table, form, mapping)
    if not targets:
        raise BadInput("No column is mapped to a question.", kept="Nothing was changed.", next_step="Say for a column which question it answers.")
    repeat = _repeat_of(form, targets)
    if repeat and not about:
        raise BadInput("Which record do the rows belong to?", kept="Nothing was changed.", next_step="Map one column to “about”.")
    title = "" if repeat else _title_question(form)
    if title and not any(target.question.name == title and target.part == "value" for _, target in targets):
        what = f"No column is “{form.question(title).label}” A record needs it."
        raise BadInput(what, kept="Nothing was changed.", next_step="Say which column it is.")
    reader = _Reader(table, _headed(targets, form), about, title, progress or Progress(), Called(ws))
    there = [] if repeat or not reader.title else existing(ws, form.name)
    ready, failed, duplicates = reader.read(there, said_already(ws, form, repeat) if repeat else frozenset())
    about_form = form.about[0] if about and form.about else ""
    alike = reader.lookalikes if not about_form else _subject_lookalikes(ready, existing(ws, about_form))
    return Plan(
        form, dict(mapping), ready, failed, tuple(reader.remarks), duplicates, repeat, about_form, tuple(alike), table.name, left_out(table, mapping)
    )


def _check_rows(table: Table) -> None:
    if not table.rows:
        raise BadInput(
            f"“{table.name}” has no rows below its headings.",
            kept="Nothing was changed.",
            next_step="Choose another list. Has it no headings? Then say so: heading is line “none” (0 on the command line).",
        )


def _headed(targets: Sequence[tuple[str, _Target]], form: Form) -> list[tuple[str, _Target, str]]:
    """(column, where it goes, what is put before its text): what stands among other things says which column it is from."""
    shared = Counter(target.place for _, target in targets if target.takes_lines)
    return [(column, target, f"{column}: " if _needs_heading(column, target, shared[target.place], form) else "") for column, target in targets]


def _needs_heading(column: str, target: _Target, columns: int, form: Form) -> bool:
    among_others = columns > 1 or (columns == 1 and target.part == "value" and target.question.name == NOTES)
    return among_others and _meant(column, form) != target.question.name


def _title_question(form: Form) -> str:
    """The question that a record cannot do without: the first in its title."""
    return next((q.name for q in form.walk() if "${" + q.name + "}" in form.record_title and q.required), "")


def _country(answers: Mapping[str, object]) -> str:
    found = answers.get("country")
    return found if isinstance(found, str) else ""


class _Known:
    """Names of the records that are there and of the rows so far."""

    def __init__(self, there: Sequence[There]) -> None:
        self._names = Names()
        self._met: list[tuple[str, int, UUID | None]] = []
        for one in there:
            self.add(one.title, _country(one.answers), 0, one.id)

    def add(self, title: str, country: str, row: int, record: UUID | None = None) -> None:
        """One more name."""
        self._names.add(title, country)
        self._met.append((title, row, record))

    def like(self, title: str, country: str, row: int) -> Lookalike | None:
        """What a row resembles most."""
        found = self._names.most_alike(title, country)
        if found is None:
            return None
        of_title, of_row, of = self._met[found.place]
        return Lookalike(row, title, of_title, of_row, of, found.likeness)


def _subject_lookalikes(ready: Sequence[Ready], there: Sequence[There]) -> list[Lookalike]:
    """Names of what the rows are about that resemble one that is there; each name once."""
    known, met = _Known(there), {fold(one.title) for one in there}
    found = []
    for row in ready:
        if fold(row.about) not in met:
            found.append(known.like(row.about, "", row.row))
            known.add(row.about, "", row.row)
            met.add(fold(row.about))
    return [one for one in found if one is not None]


class _Reader:
    """Reads all rows of a table once."""

    def __init__(self, table: Table, targets: Sequence[tuple[str, _Target, str]], about: str, title: str, progress: Progress, called: Called) -> None:
        self.table, self.targets, self.about, self.title, self.progress, self.called = table, targets, about, title, progress, called
        self.remarks: list[RowProblem] = []
        self.lookalikes: list[Lookalike] = []

    def read(
        self, there: Sequence[There], known_lines: Collection[Said] = frozenset()
    ) -> tuple[tuple[Ready, ...], tuple[RowProblem, ...], tuple[Duplicate, ...]]:
        ready, failed, duplicates = [], [], []
        met = Met()
        for one in there:
            met.add(key_of(one.title, one.answers, one.about), one.answers, 0)
        known = _Known(there)
        for done, (number, cells) in enumerate(zip(self.table.numbers, self.table.rows, strict=True)):
            if done % TOLD_EVERY == 0:
                self.progress.say("Trying it out", done, len(self.table.rows))
            row = dict(zip(self.table.columns, cells, strict=True))
            if problem := self._refusal(number, row):
                failed.append(problem)
                continue
            answers = self._answers(number, row)
            values = {name: answer.value for name, answer in answers.items()}
            about = row.get(self.about, "")
            title = str(values[self.title]) if self.title else about
            key = key_of(title, values, about) if self.title else (*map(fold, cells),)
            of_row = met.row_of(key, values)
            if of_row is None and known_lines and said(about, answers) in known_lines:
                of_row = 0
            if of_row is not None:
                duplicates.append(Duplicate(number, title, of_row))
            elif self.title:
                self._compare(known, number, title, _country(values))
            ready.append(Ready(number, title, answers, about, of_row is not None))
            if of_row is None:
                met.add(key, values, number)
        return tuple(ready), tuple(failed), tuple(duplicates)

    def _compare(self, known: _Known, number: int, title: str, country: str) -> None:
        found = known.like(title, country, number)
        if found is not None:
            self.lookalikes.append(found)
        known.add(title, country, number)

    def _refusal(self, number: int, row: Mapping[str, str]) -> RowProblem | None:
        for column, target, _ in self.targets:
            if target.question.name == self.title and target.part == "value" and not row[column]:
                return RowProblem(number, column, "", f"“{target.question.label}” is empty; a record needs it.")
            if len(row[column]) > LONGEST:
                return RowProblem(number, column, row[column][:60] + "…", f"The text is longer than {LONGEST:,} characters.")
        if self.about and not row[self.about]:
            return RowProblem(number, self.about, "", "It does not say what the row is about.")
        return None

    def _answers(self, number: int, row: Mapping[str, str]) -> dict[str, Answer]:
        answers: dict[str, Answer] = {}
        parts: dict[str, dict[str, str]] = {}
        for column, target, heading in self.targets:
            name, text = target.question.name, row[column]
            if target.part == "value":
                answers[name] = _below(answers.get(name), self._read(number, column, target, heading + text if text else ""))
            elif text:
                there = parts.setdefault(name, {}).get(target.part)
                parts[name][target.part] = f"{there}\n{heading}{text}" if there else heading + text
        return {name: _with_parts(answers.get(name, Answer()), parts.get(name, {})) for name in {**answers, **parts}}

    def _read(self, number: int, column: str, target: _Target, text: str) -> Answer:
        """The answer of a cell. A cell of several lines has mostly swallowed the rows below it: nobody sees that they are missing unless told."""
        reading = self.called.read(target.question, text) if target.question.type == "ref" else read_cell(target.question, text)
        swallowed = "\n" in text and (reading.remark or (target.question.type == "text" and not target.takes_lines))
        if reason := SWALLOWED if swallowed else reading.remark:
            self.remarks.append(RowProblem(number, column, text[:60], reason))
        return reading.answer


def _below(there: Answer | None, more: Answer) -> Answer:
    """Two columns in one place that takes several lines stand one below the other."""
    if there is None or there == Answer():
        return more
    return there if more == Answer() else Answer.of(f"{there.value}\n{more.value}")


def _with_parts(answer: Answer, parts: Mapping[str, str]) -> Answer:
    note = "\n".join(text for text in (answer.note, parts.get("note", "")) if text)
    source = {p: parts[f"source.{p}"] for p in SOURCE_PARTS if f"source.{p}" in parts}
    return replace(answer, note=note, sources=(Source(**source),) if source else ())


UNDECIDED: Mapping[int, Decision] = MappingProxyType({})


def run(ws: Workspace, plan: Plan, progress: Progress, *, duplicates: bool = False, decisions: Mapping[int, Decision] = UNDECIDED) -> ImportResult:
    """Take the rows in, in batches of one transaction each. Cancelling keeps the batches that are in. One step of undo takes back all of it.

    decisions: row → what becomes of a lookalike, ADD for those not named. A row that is the same as a record fills the gaps there; what it says
    otherwise becomes a note. Raises BadInput for a decision about a row that resembles none.
    """
    fate = _fates(plan, decisions)
    with undo.one_step(ws, plan.list_name, f"Import the list “{plan.list_name}”"):
        return _take_in(ws, plan, progress, duplicates=duplicates, decisions=decisions, fate=fate)


def _take_in(
    ws: Workspace, plan: Plan, progress: Progress, *, duplicates: bool, decisions: Mapping[int, Decision], fate: Mapping[int, Decision]
) -> ImportResult:
    wanted = _wanted(plan, fate, duplicates=duplicates)
    subjects, made = _subjects(ws, plan, wanted, decisions) if plan.about_form else ({}, 0)
    fresh, further = (wanted, []) if plan.repeat else _one_record_each(ws, plan, wanted, subjects)
    new = _repeat_records(plan, wanted, subjects) if plan.repeat else [_new(plan, row, subjects) for row in fresh]
    created: list[UUID] = []
    for start in range(0, len(new), BATCH):
        progress.say(f"Taking in {plan.form.title.lower()}", start, len(new))
        batch = new[start : start + BATCH]
        created += operations.create_many(ws, plan.form.name, batch, label=f"Import {_counted(len(batch), 'row')} from “{plan.list_name}”").created
    for number, (record, row) in enumerate(further):
        progress.say("Filling gaps", number, len(further))
        _fill_gaps(ws, plan, record, row)
    joined = 0 if plan.about_form else _join(ws, plan, decisions, {row.row: id_ for row, id_ in zip(wanted, created, strict=False)})
    return ImportResult(len(wanted) - len(further), made, len(plan.ready) - len(wanted) - joined, joined + len(further))


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def going_in(plan: Plan, decisions: Mapping[int, Decision] = UNDECIDED, *, duplicates: bool = False) -> int:
    """How many rows change something: they go in, or are laid on what is there."""
    same = 0 if plan.about_form else sum(decision is Decision.SAME for decision in decisions.values())
    return len(_wanted(plan, _fates(plan, decisions), duplicates=duplicates)) + same


def _wanted(plan: Plan, fate: Mapping[int, Decision], *, duplicates: bool) -> list[Ready]:
    return [row for row in plan.ready if (duplicates or not row.duplicate) and fate.get(row.row, Decision.ADD) is Decision.ADD]


def _one_record_each(
    ws: Workspace, plan: Plan, wanted: Sequence[Ready], subjects: Mapping[str, UUID]
) -> tuple[list[Ready], list[tuple[UUID, Ready]]]:
    """(rows that make a record, rows for a record that is there or that an earlier row makes, with its id): of a checklist a company has one, and
    what stands in it is not written over."""
    there = {line.id for line in queries.list_records(ws, plan.form.name)}
    fresh, further = [], []
    for row in wanted:
        values = {name: answer.value for name, answer in row.answers.items()}
        record = identity.record_id(ws.programme_id, plan.form, subjects.get(fold(row.about)), values)
        if record in there:
            further.append((record, row))
        else:
            there.add(record)
            fresh.append(row)
    return fresh, further


def _fates(plan: Plan, decisions: Mapping[int, Decision]) -> dict[int, Decision]:
    """What becomes of each row somebody decided about; of rows about something the decision counts for every row with that name."""
    known = {one.row: one for one in plan.lookalikes}
    if unknown := sorted(set(decisions) - set(known)):
        raise BadInput(
            f"Row {unknown[0]} resembles no other.", kept="Nothing was changed.", next_step="Decide only about rows that are named as alike."
        )
    if not plan.about_form:
        return dict(decisions)
    left_out: set[str] = set()
    for row, one in known.items():
        if decisions.get(row) is Decision.SKIP or (decisions.get(row) is Decision.SAME and fold(one.of_title) in left_out):
            left_out.add(fold(one.title))
    return {row.row: Decision.SKIP for row in plan.ready if fold(row.about) in left_out}


def _join(ws: Workspace, plan: Plan, decisions: Mapping[int, Decision], made: Mapping[int, UUID]) -> int:
    """Lay the rows that are the same as a record on it. A row that is the same as one that stays out stays out, too."""
    rows = {row.row: row for row in plan.ready}
    home = dict(made)
    joined = 0
    for one in plan.lookalikes:
        record = one.of or home.get(one.of_row)
        if decisions.get(one.row) is Decision.SAME and record is not None:
            _fill_gaps(ws, plan, record, rows[one.row])
            home[one.row] = record
            joined += 1
    return joined


def _fill_gaps(ws: Workspace, plan: Plan, record: UUID, row: Ready) -> None:
    sheet = queries.sheet(ws, record).sheet
    given = {name: _joined(sheet, name, answer, f"{plan.list_name}, row {row.row}") for name, answer in row.answers.items()}
    changed = {name: answer for name, answer in given.items() if answer != sheet.get(name)}
    if changed:
        operations.answer_many(ws, record, changed)
    for name, answer in row.answers.items():
        for source in answer.sources:
            operations.add_source(ws, record, name, source)


def _joined(sheet: Sheet, name: str, answer: Answer, place: str) -> Answer:
    """What stands there stays; a gap is filled; what the row says otherwise becomes a note with its place."""
    there = sheet.get(name)
    notes = [there.note, answer.note]
    if answer.state is not State.NOT_ASKED and (there.value, there.state) != (answer.value, answer.state):
        if there.state is State.NOT_ASKED:
            there = replace(there, value=answer.value, state=answer.state)
        else:
            notes.append(f"{place}: {sheet.answer(name, answer).shown_text(name)}")
    kept = [note for place, note in enumerate(notes) if note and not any(note in before for before in notes[:place])]
    return replace(there, note="\n".join(kept))


def _new(plan: Plan, row: Ready, subjects: Mapping[str, UUID]) -> NewRecord:
    answers = {name: answer for name, answer in row.answers.items() if answer != Answer()}
    return NewRecord(about=subjects.get(fold(row.about)), answers=answers)


def _subjects(ws: Workspace, plan: Plan, wanted: list[Ready], decisions: Mapping[int, Decision]) -> tuple[dict[str, UUID], int]:
    """Title → record of everything the rows are about; what is missing is made, unless a person said that it is one that is there."""
    there = {fold(row.title): row.id for row in reversed(queries.list_records(ws, plan.about_form))}  # of two of one name the older one
    same = {fold(one.title): one.of_title for one in plan.lookalikes if decisions.get(one.row) is Decision.SAME}
    names = [same.get(fold(row.about), row.about) for row in wanted]
    missing = {fold(name): name for name in names if fold(name) not in there}
    form = ws.catalogue.form(plan.about_form)
    title = _title_question(form)
    if missing:
        new = [NewRecord(answers={title: Answer.of(name)}) for name in missing.values()]
        changes = operations.create_many(ws, form.name, new, label=f"Import {_counted(len(new), 'name')}")
        there |= dict(zip(missing, changes.created, strict=True))
    there |= {fold(row.about): there[fold(name)] for row, name in zip(wanted, names, strict=True)}
    return there, len(missing)


def _repeat_records(plan: Plan, wanted: list[Ready], subjects: Mapping[str, UUID]) -> list[NewRecord]:
    """One record per subject, with the rows of its repeat."""
    by_subject: dict[UUID, list[Mapping[str, Answer]]] = {}
    for row in wanted:
        by_subject.setdefault(subjects[fold(row.about)], []).append(row.answers)
    return [NewRecord(about=subject, rows={plan.repeat: rows}) for subject, rows in by_subject.items()]
