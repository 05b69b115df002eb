"""One record being filled: `Sheet`. Immutable; an answer gives a new sheet and evaluates again only what depends on it.

A question that is not relevant keeps its stored answer and reads as blank, also for every expression. Its relevance includes that of its
section and its repeat. Where a form holds a calculation that cannot be done, the value is blank, never an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from heapq import heapify, heappop, heappush
from types import MappingProxyType

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms import judging
from ctip_desktop.forms import vocabulary as words
from ctip_desktop.forms.compiled import ALWAYS, CompiledForm, Formula, Result, compile_form
from ctip_desktop.forms.expressions import Expression
from ctip_desktop.forms.judging import ProblemKind, SheetProblem, type_problem
from ctip_desktop.forms.model import Answer, Choice, Evidence, Form, Question, State, Value
from ctip_desktop.forms.nodes import Context, Data, FormNode, Item, Place, columns
from ctip_desktop.forms.outcomes import Outcome, decide
from ctip_desktop.forms.scoring import Score, score_of
from ctip_desktop.forms.values import Atom, blank, number_text, text, to_atom, to_value, truth
from ctip_desktop.pattern import pattern

__all__ = ["Progress", "Sheet", "SheetProblem"]

NOT_ASKED = Answer()
_NO_ANSWERS: Mapping[str, Answer] = MappingProxyType({})
_NO_ROWS: Mapping[str, Sequence[str]] = MappingProxyType({})
_NO_TITLES: Mapping[str, str] = MappingProxyType({})
_IN_ROW = pattern(r"([^\[\]]+)\[([^\[\]]*)\]\.([^\[\]]+)\Z")
_WHOLE = frozenset({"integer", "int"})


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a section or a record is. Asked: relevant questions; hidden: those that are not relevant now. Of the answered ones, `unknown` and
    `not_applicable` have no value."""

    answered: int = 0
    asked: int = 0
    hidden: int = 0
    problems: int = 0
    unknown: int = 0
    not_applicable: int = 0

    def __add__(self, other: Progress) -> Progress:
        return Progress(
            self.answered + other.answered,
            self.asked + other.asked,
            self.hidden + other.hidden,
            self.problems + other.problems,
            self.unknown + other.unknown,
            self.not_applicable + other.not_applicable,
        )


class Sheet:
    """One record being filled. Make one with `of` or `new`; the constructor is for the class itself."""

    __slots__ = (
        "_answers",
        "_compiled",
        "_filled_rows",
        "_hidden",
        "_moment",
        "_problems",
        "_progress",
        "_rows",
        "_scores",
        "_titles",
        "_today",
        "_values",
    )

    def __init__(self, compiled: CompiledForm, today: date, moment: datetime | None, titles: Mapping[str, str]) -> None:
        self._compiled = compiled
        self._today = today
        self._moment = moment
        self._titles = titles
        self._answers: dict[str, Answer] = {}
        self._rows: dict[str, tuple[str, ...]] = {}
        self._values: dict[str, Atom] = {}
        self._hidden: set[str] = set()
        self._problems: tuple[SheetProblem, ...] | None = None
        self._scores: dict[str, Score] = {}
        self._filled_rows: dict[tuple[str, str], bool] = {}
        self._progress: dict[str, Progress] = {}

    # --- making ---

    @staticmethod
    def of(
        form: Form | CompiledForm,
        answers: Mapping[str, Answer] = _NO_ANSWERS,
        rows: Mapping[str, Sequence[str]] = _NO_ROWS,
        *,
        today: date,
        choices: Mapping[str, str] = _NO_TITLES,
        now: datetime | None = None,
    ) -> Sheet:
        """The sheet of a record with these answers.

        `rows`: repeat → its rows in order. Answers to questions the form does not have, and of rows that are not there, are kept and play no part.
        `choices`: record id → title, for the labels of `ref` answers. `now`: what now() gives; the clock when None. Raises BadForm.
        """
        compiled = form if isinstance(form, CompiledForm) else compile_form(form)
        sheet = Sheet(compiled, today, now, choices)
        sheet._answers = dict(answers)
        sheet._rows = {name: tuple(rows.get(name, ())) for name in _repeats(compiled)}
        for path, answer in answers.items():
            sheet._keep_value(path, answer)
        sheet._settle(range(len(compiled.formulas)))
        return sheet

    @staticmethod
    def new(form: Form | CompiledForm, *, today: date, choices: Mapping[str, str] = _NO_TITLES, now: datetime | None = None) -> Sheet:
        """The sheet of a new record: like `of`, with the defaults of the form as answers."""
        sheet = Sheet.of(form, today=today, choices=choices, now=now)
        items = [item for item in sheet._compiled.questions if item.place is Place.QUESTION]
        return sheet._with_defaults(items, None)

    def _copy(self) -> Sheet:
        """A sheet of the same state, to be changed before anybody sees it."""
        other = Sheet(self._compiled, self._today, self._moment, self._titles)
        other._answers = dict(self._answers)
        other._rows = dict(self._rows)
        other._values = dict(self._values)
        other._hidden = set(self._hidden)
        return other

    def answer(self, path: str, answer: Answer) -> Sheet:
        """A sheet with another answer. Raises KeyError when the form has no such question."""
        item, _ = self._find(path)
        other = self._copy()
        other._answers[path] = answer
        if item.question is None or not item.question.calculation:
            other._keep_value(path, answer)
        other._settle(self._compiled.wakes.get(item.name, ()))
        return other

    def with_row(self, repeat: str, row: str) -> Sheet:
        """A sheet with one row more at the end of a repeat; its defaults are filled in. The same row again changes nothing."""
        item, _ = self._find(repeat)
        if item.place is not Place.REPEAT:
            raise KeyError(repeat)
        if row in self._rows[repeat]:
            return self
        if not row or "[" in row or "]" in row:
            raise ValueError("the id of a row is a text without [ and ]")
        other = self._copy()
        other._rows[repeat] = (*self._rows[repeat], row)
        other._settle_rows(item)
        return other._with_defaults(item.children, row)

    def without_row(self, repeat: str, row: str) -> Sheet:
        """A sheet without a row and its answers."""
        item, _ = self._find(repeat)
        other = self._copy()
        other._rows[repeat] = tuple(one for one in self._rows[repeat] if one != row)
        for column in item.children:
            path = column.path(row)
            other._answers.pop(path, None)
            other._values.pop(path, None)
            other._hidden.discard(path)
        other._settle_rows(item)
        return other

    def _keep_value(self, path: str, answer: Answer) -> None:
        try:
            item, _ = self._find(path)
        except KeyError:
            return
        kind = item.question.type if item.question is not None else ""
        self._values[path] = to_atom(answer.value if answer.state is State.ANSWERED else None, kind)

    def _with_defaults(self, items: Iterable[Item], row: str | None) -> Sheet:
        sheet = self
        for item in items:
            value = sheet._default(item, row)
            if value is not None:
                sheet = sheet.answer(item.path(row), Answer.of(value))
        return sheet

    def suggestion(self, path: str) -> Value:
        """The form's default for a question nobody has answered, worked out from the answers as they stand; None without one. It is no answer:
        nothing counts it before a person has taken it over. Raises KeyError."""
        item, row = self._find(path)
        if self.get(path).state is not State.NOT_ASKED or not self._countable(item) or not self.shown(item, row):
            return None
        return self._default(item, row)

    def _default(self, item: Item, row: str | None) -> Value:
        question = item.question
        if question is None or not question.default:
            return None
        expression = self._compiled.expressions.get((item.name, "default"))
        atom = question.default if expression is None else expression.evaluate(self._context(item, row))
        return _typed(atom, question)

    # --- evaluating ---

    def _settle_rows(self, repeat: Item) -> None:
        """Evaluate what depends on the rows of a repeat, and every formula of its columns."""
        names = {repeat.name, *(column.name for column in repeat.children)}
        start = {index for name in names for index in self._compiled.wakes.get(name, ())}
        start |= {index for index, formula in enumerate(self._compiled.formulas) if formula.item.name in names}
        self._settle(start)

    def _settle(self, start: Iterable[int]) -> None:
        """Evaluate formulas in their order, and after each whose result changed those it wakes."""
        queue = list(start)
        heapify(queue)
        queued = set(queue)
        while queue:
            formula = self._compiled.formulas[heappop(queue)]
            if self._evaluate(formula):
                for later in formula.wakes:
                    if later not in queued:
                        queued.add(later)
                        heappush(queue, later)

    def _evaluate(self, formula: Formula) -> bool:
        """Whether its result changed in any row."""
        item = formula.item
        rows: Sequence[str | None] = (None,) if item.place is not Place.COLUMN else self._rows[item.gates[1]]
        decide_ = self._gate if formula.result is Result.RELEVANCE else self._calculate
        changed = False
        for row in rows:
            changed = decide_(item, row, formula.expression) or changed
        return changed

    def _gate(self, item: Item, row: str | None, expression: Expression) -> bool:
        path = item.path(row)
        before = path in self._hidden
        hidden = not expression.holds(self._context(item, row))
        if hidden:
            self._hidden.add(path)
        else:
            self._hidden.discard(path)
        return hidden is not before

    def _calculate(self, item: Item, row: str | None, expression: Expression) -> bool:
        path = item.path(row)
        before = self._values.get(path, "")
        after: Atom = ""
        if self.shown(item, row):
            after = expression.evaluate(self._context(item, row))
            if blank(after):
                after = ""
            elif isinstance(after, float) and item.question is not None and item.question.type in _WHOLE and abs(after) < 1e15:
                after = float(int(after))
        self._values[path] = after
        return type(before) is not type(after) or before != after

    def _context(self, item: Item, row: str | None) -> Context:
        node = FormNode(self, item, row)
        return Context(self, node, node, row)

    # --- what expressions ask (nodes.Answers) ---

    @property
    def today(self) -> date:
        """The date today() gives."""
        return self._today

    def now(self) -> datetime:
        """The moment now() gives."""
        return self._moment or datetime.combine(self._today, datetime.now().time()).astimezone()

    @property
    def lists(self) -> Mapping[str, Data]:
        """The lists of the form, for instance()."""
        return self._compiled.lists

    def read(self, item: Item, row: str | None) -> Atom:
        """The value of a node as expressions see it."""
        if item.place is Place.SCORE:
            value = self.score(item.name).value
            return "" if value is None else value
        return self._values.get(item.path(row), "") if self.shown(item, row) else ""

    def shown(self, item: Item, row: str | None) -> bool:
        """Whether a node and everything around it is relevant."""
        hidden = self._hidden
        if not hidden:
            return True
        if item.place is Place.COLUMN and row is not None:
            return item.gates[0] not in hidden and item.gates[1] not in hidden and item.path(row) not in hidden
        return hidden.isdisjoint(item.gates)

    def choice_label(self, value: str, item: Item, row: str | None) -> str:
        """The label of a choice of a question."""
        if item.question is None:
            return ""
        place = next((place for place, choice in enumerate(item.question.choices) if choice.name == value), None)
        return "" if place is None else self._filled(item, row, f"choice {value}", item.question.choices[place].label)

    # --- what people ask ---

    @property
    def form(self) -> Form:
        """The form that is filled."""
        return self._compiled.form

    def rows(self, repeat: str) -> tuple[str, ...]:
        """The rows of a repeat in order. Raises KeyError."""
        return self._rows[repeat]

    def get(self, path: str) -> Answer:
        """The stored answer, also when the question is hidden."""
        return self._answers.get(path, NOT_ASKED)

    def value(self, path: str) -> Value:
        """What expressions see: None when not relevant or not answered; calculated values, too."""
        item, row = self._find(path)
        if not self.shown(item, row):
            return None
        if item.question is not None and item.question.calculation:
            return to_value(self._values.get(path, ""))
        answer = self.get(path)
        return answer.value if answer.state is State.ANSWERED else None

    def relevant(self, path: str) -> bool:
        """Whether the question, or section, is asked now."""
        return self.shown(*self._find(path))

    def required(self, path: str) -> bool:
        """Whether the question must be answered to finish."""
        return self._switch(path, "required")

    def readonly(self, path: str) -> bool:
        """Whether the question cannot be answered: it is calculated or shown only."""
        item, _ = self._find(path)
        calculated = item.question is not None and (bool(item.question.calculation) or item.question.type in words.SILENT)
        return calculated or self._switch(path, "readonly")

    def label(self, path: str) -> str:
        """The question as it is asked, `${x}` filled in."""
        return self._text(path, "label")

    def hint(self, path: str) -> str:
        """The hint, `${x}` filled in."""
        return self._text(path, "hint")

    def title(self) -> str:
        """The title of the record: the form's `record_title` filled in, else the title of the form."""
        filled = self._filled(self._compiled.items.root, None, "record_title", self.form.record_title).strip()
        return filled or self.form.title

    def choices(self, path: str) -> tuple[Choice, ...]:
        """The choices that can be chosen now, labels filled in."""
        item, row = self._find(path)
        question = item.question
        if question is None:
            return ()
        expression = self._compiled.expressions.get((item.name, "choice_filter"))
        kept = question.choices if expression is None else tuple(self._filtered(item, row, question, expression))
        return tuple(self._choice(item, row, choice) for choice in kept)

    def shown_text(self, path: str) -> str:
        """The answer as a person reads it: labels of choices, titles of records."""
        return self._shown_text(*self._find(path))

    def problem(self, path: str) -> SheetProblem | None:
        """The most important problem of one answer."""
        item, row = self._find(path)
        if not self.shown(item, row) or item.question is None or item.question.type in words.SILENT:
            return None
        return self._needed_problem(item, row, path) or self._value_problem(item, row, path)

    def problems(self) -> tuple[SheetProblem, ...]:
        """What keeps the record from being finished, and gaps in the evidence (`blocks` tells them apart), in reading order."""
        if self._problems is None:
            found = (self.problem(path) for path in self.paths())
            self._problems = tuple(problem for problem in found if problem is not None)
        return self._problems

    def paths(self) -> tuple[str, ...]:
        """Every question in reading order, relevant or not; after a repeat the questions of its rows."""
        return tuple(path for item in self._compiled.items.root.children for path, _, _ in self._in_section(item))

    def section_progress(self, section: str) -> Progress:
        """How far a section is; worked out once per sheet. Raises KeyError."""
        if section not in self._progress:
            self._progress[section] = self._far(self._compiled.item(section))
        return self._progress[section]

    def _far(self, item: Item) -> Progress:
        problems = {problem.path: problem.kind for problem in self.problems()}
        progress = Progress()
        for path, question, row in self._in_section(item):
            progress += Progress(problems=1) if path in problems else Progress()
            if self._countable(question):
                impossible = problems.get(path) in (ProblemKind.TYPE, ProblemKind.HARD)
                progress += self._counted(question, row, path, impossible=impossible)
        return progress

    @property
    def progress(self) -> Progress:
        """How far the record is."""
        return sum((self.section_progress(section.name) for section in self.form.sections), Progress())

    def next_open(self, after: str | None = None) -> str | None:
        """The next relevant question that is not asked yet, after a path; wraps round to the beginning. None when there is none. A line of a repeat
        that holds nothing is not gone through: the repeat itself is what is open then."""
        everything = [entry for section in self._compiled.items.root.children for entry in self._in_section(section)]
        place = next((place + 1 for place, (path, _, _) in enumerate(everything) if path == after), 0)
        for path, item, row in everything[place:] + everything[:place]:
            if path != after and self._countable(item) and self._asked(item, row) and not self._is_answered(item, path):
                return path
        return None

    def scores(self) -> Mapping[str, Score]:
        """Every score of the form by name."""
        return {rule.name: self.score(rule.name) for rule in self.form.scores}

    def score(self, name: str) -> Score:
        """One score. Raises KeyError."""
        if name not in self._scores:
            rule = next((rule for rule in self.form.scores if rule.name == name), None)
            if rule is None:
                raise KeyError(name)
            self._scores[name] = score_of(self, self._compiled, rule)
        return self._scores[name]

    def outcomes(self) -> Mapping[str, tuple[Outcome, ...]]:
        """What each rule table suggests, with the reason; none when no rule fits."""
        root = self._context(self._compiled.items.root, None)
        return {table.name: decide(self._compiled, table, root, lambda item: self._shown_text(item, None)) for table in self.form.outcomes}

    # --- parts of the answers above ---

    def _find(self, path: str) -> tuple[Item, str | None]:
        """The item and row of a path. Raises KeyError."""
        item = self._compiled.items.by_name.get(path)
        if item is not None and item.place is not Place.COLUMN:
            return item, None
        match = _IN_ROW.match(path)
        item = self._compiled.items.by_name.get(match[3]) if match else None
        if match is None or item is None or item.place is not Place.COLUMN or item.gates[1] != match[1]:
            raise KeyError(path)
        return item, match[2]

    def _in_section(self, section: Item) -> Iterator[tuple[str, Item, str | None]]:
        for item in section.children:
            yield item.name, item, None
            if item.place is Place.REPEAT:
                for row in self._rows[item.name]:
                    yield from ((column.path(row), column, row) for column in item.children)

    def _countable(self, item: Item) -> bool:
        question = item.question
        return question is not None and question.type not in words.SILENT and not question.calculation and question.readonly not in ALWAYS

    def _counted(self, item: Item, row: str | None, path: str, *, impossible: bool) -> Progress:
        """An impossible value is not an answer, and a repeat is answered when one of its rows has one."""
        if not self._asked(item, row):
            return Progress(hidden=0 if self.shown(item, row) else 1)
        if impossible or not self._is_answered(item, path):
            return Progress(asked=1)
        state = self.get(path).state if not self._rows.get(path) else State.ANSWERED
        return Progress(answered=1, asked=1, unknown=int(state is State.UNKNOWN), not_applicable=int(state is State.NOT_APPLICABLE))

    def _asked(self, item: Item, row: str | None) -> bool:
        """Whether the question is asked now; those of a line that holds nothing yet are not."""
        return self.shown(item, row) and (row is None or self._filled_row(self._compiled.item(item.gates[1]), row))

    def _filled_row(self, repeat: Item, row: str) -> bool:
        """Whether a line holds anything; worked out once per sheet."""
        known = self._filled_rows.get((repeat.name, row))
        if known is None:
            kept = (self.get(column.path(row)) for column in repeat.children)
            known = any(answer.state is not State.NOT_ASKED or bool(answer.note) for answer in kept)
            self._filled_rows[repeat.name, row] = known
        return known

    def _is_answered(self, item: Item, path: str) -> bool:
        """Answered, unknown or not applicable; a repeat is answered by its first line that holds something."""
        if item.place is Place.REPEAT and any(self._filled_row(item, row) for row in self._rows[item.name]):
            return True
        return self.get(path).state is not State.NOT_ASKED

    def _switch(self, path: str, column: str) -> bool:
        item, row = self._find(path)
        if item.question is None:
            return False
        expression = self._compiled.expressions.get((item.name, column))
        if expression is None:
            return getattr(item.question, column) in ALWAYS
        return expression.holds(self._context(item, row))

    def _text(self, path: str, column: str) -> str:
        item, row = self._find(path)
        section = next((section for section in self.form.sections if section.name == path), None)
        return self._filled(item, row, column, getattr(item.question or section, column, ""))

    def _filled(self, item: Item, row: str | None, column: str, written: str) -> str:
        template = self._compiled.templates.get((item.name, column))
        return written if template is None else template.fill(lambda named: self._shown_text(named, row))

    def _shown_text(self, item: Item, row: str | None) -> str:
        atom = self.read(item, row if item.place is Place.COLUMN else None)
        question = item.question
        if question is not None and blank(atom) and self._says_none(item, row):
            return judging.NONE_THERE if item.place is Place.REPEAT else judging.NONE_CHOSEN
        if question is None or blank(atom):
            return number_text(round(atom, 2)) if isinstance(atom, float) and not blank(atom) else ""
        if question.choices:
            names = [text(atom)] if question.type == "select_one" else text(atom).split()
            return ", ".join(self.choice_label(name, item, row) or name for name in names)
        return self._titles.get(text(atom), text(atom)) if question.type == "ref" else text(atom)

    def _says_none(self, item: Item, row: str | None) -> bool:
        """Whether the answer is that there are none; lines that came beside it speak louder."""
        path = item.path(row if item.place is Place.COLUMN else None)
        return self.shown(item, row) and self.get(path).is_none and not self._rows.get(path)

    def _filtered(self, item: Item, row: str | None, question: Question, expression: Expression) -> Iterator[Choice]:
        current = FormNode(self, item, row)
        for place, choice in enumerate(question.choices, 1):
            node = Data("item", inside=tuple(Data(name, value) for name, value in columns(choice).items()))
            if truth(expression.evaluate(Context(self, node, current, row, place, len(question.choices)))):
                yield choice

    def _choice(self, item: Item, row: str | None, choice: Choice) -> Choice:
        label = self._filled(item, row, f"choice {choice.name}", choice.label)
        return choice if label == choice.label else Choice(choice.name, label, choice.hint, choice.extra)

    def _needed_problem(self, item: Item, row: str | None, path: str) -> SheetProblem | None:
        if self._is_answered(item, path) or not self._switch(path, "required") or not self._countable(item) or not self._asked(item, row):
            return None
        message = self._filled(item, row, "required_message", item.question.required_message if item.question else "")
        return SheetProblem(path, ProblemKind.REQUIRED, message or judging.REQUIRED)

    def _value_problem(self, item: Item, row: str | None, path: str) -> SheetProblem | None:
        answer, question = self.get(path), item.question
        if answer.state is not State.ANSWERED or question is None or item.place is Place.REPEAT:
            return None
        wrong = type_problem(question, answer.value, {choice.name for choice in self.choices(path)} if question.choices else ())
        if wrong:
            return SheetProblem(path, ProblemKind.TYPE, wrong)
        if not self._holds(item, row, "constraint"):
            return self._told(item, row, ProblemKind.HARD, "constraint_message", judging.IMPOSSIBLE)
        if not answer.note.strip() and not self._holds(item, row, "check"):
            return self._told(item, row, ProblemKind.SOFT, "check_message", judging.UNLIKELY)
        if question.evidence is Evidence.WANTED and not answer.sources:
            return SheetProblem(path, ProblemKind.EVIDENCE, judging.NO_SOURCE)
        return None

    def _holds(self, item: Item, row: str | None, column: str) -> bool:
        expression = self._compiled.expressions.get((item.name, column))
        return expression is None or expression.holds(self._context(item, row))

    def _told(self, item: Item, row: str | None, kind: ProblemKind, column: str, otherwise: str) -> SheetProblem:
        message = self._filled(item, row, column, getattr(item.question, column))
        return SheetProblem(item.path(row), kind, message or otherwise)


def _repeats(compiled: CompiledForm) -> Iterator[str]:
    return (item.name for item in compiled.questions if item.place is Place.REPEAT)


def _typed(atom: Atom, question: Question) -> Value:
    """A default as an answer's value."""
    value = to_value(to_atom(atom, question.type) if isinstance(atom, str) else atom)
    if question.type in ("select_multiple", "rank") and isinstance(value, str):
        return tuple(value.split())
    numeric = question.type in ("integer", "decimal", "range")
    return text(atom) if isinstance(value, int | float) and not isinstance(value, bool) and not numeric else value
