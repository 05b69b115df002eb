"""A form made ready to be filled: every expression compiled, what depends on what, in which order to evaluate.

`compile_form` keeps the result with the form, so that it is made once for each Form object. `inspect` collects every fault instead of stopping.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from enum import Enum
from graphlib import CycleError, TopologicalSorter

from ctip_desktop.dataclass import dataclass
from ctip_desktop.errors import BadForm
from ctip_desktop.forms.expressions import Expression, Scope, Template, compile_expression, compile_template
from ctip_desktop.forms.model import Form, Question
from ctip_desktop.forms.nodes import Data, Item, Items, Place, columns, list_data
from ctip_desktop.forms.syntax import ExpressionError
from ctip_desktop.pattern import pattern

EXPRESSIONS = ("relevant", "required", "constraint", "check", "calculation", "choice_filter", "readonly")
TEMPLATES = ("label", "hint", "constraint_message", "check_message", "required_message")
ALWAYS = frozenset({"yes", "true", "true()"})
NEVER = frozenset({"no", "false", "false()"})
_SWITCHES = frozenset({"required", "readonly"})
_DYNAMIC = pattern(r"\$\{|[\w-]\(")
_MOST_CYCLES = 20


class Result(Enum):
    """What a formula gives."""

    RELEVANCE = "relevant"
    VALUE = "calculation"


@dataclass(frozen=True, slots=True)
class Formula:
    """A relevance or a calculation. `wakes`: the later formulas to evaluate again when its result changed."""

    item: Item
    result: Result
    expression: Expression
    wakes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """An expression that cannot be used: of which question, in which column, on which line."""

    name: str
    column: str
    written: str
    line: int
    message: str
    position: int
    proposal: str
    warning: bool = False


@dataclass(frozen=True, slots=True)
class CompiledForm:
    """Everything a Sheet needs of a form.

    Attributes:
        formulas: relevances and calculations in the order in which to evaluate them.
        wakes: name of a question → the formulas that read it.
        expressions, templates: by (name, column); of a rule table by (table, "when 0"), (table, "reason 0").
        questions: the items people fill, in reading order.
    """

    form: Form
    items: Items
    formulas: tuple[Formula, ...]
    wakes: Mapping[str, tuple[int, ...]]
    expressions: Mapping[tuple[str, str], Expression]
    templates: Mapping[tuple[str, str], Template]
    lists: Mapping[str, Data]
    questions: tuple[Item, ...] = field(default=())

    def item(self, name: str) -> Item:
        """The item of that name. Raises KeyError."""
        return self.items.by_name[name]


def compile_form(form: Form) -> CompiledForm:
    """The form made ready; made once and kept with the form. Raises BadForm."""
    kept = form.cache.get("compiled")
    if isinstance(kept, CompiledForm):
        return kept
    compiled, faults = inspect(form)
    errors = [fault for fault in faults if not fault.warning]
    if errors:
        sentences = tuple(f"{form.origin or form.name}:{fault.line}: {fault.name}, {fault.column}: {fault.message}" for fault in errors)
        raise BadForm(f"The form {form.name} cannot be used: {sentences[0]}.", sentences)
    return compiled


def inspect(form: Form) -> tuple[CompiledForm, tuple[Fault, ...]]:
    """Compile everything and collect every fault: bad expressions, names that do not exist, circles."""
    work = _Compiling(form)
    work.compile_all()
    formulas, wakes = _ordered(work)
    compiled = CompiledForm(
        form,
        work.items,
        formulas,
        wakes,
        work.expressions,
        work.templates,
        {name: list_data(choices) for name, choices in form.lists.items()},
        tuple(work.items.questions()),
    )
    if all(fault.warning for fault in work.faults):
        form.cache["compiled"] = compiled
    return compiled, tuple(work.faults)


class _Compiling:
    """Compiles the expressions of one form and collects the faults."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.items = Items(form)
        self.expressions: dict[tuple[str, str], Expression] = {}
        self.templates: dict[tuple[str, str], Template] = {}
        self.faults: list[Fault] = []
        self.lines: dict[str, int] = {}

    def compile_all(self) -> None:
        """Sections, questions, scores, rule tables and the title of records."""
        for section in self.form.sections:
            here = self.items.by_name[section.name]
            self.lines[section.name] = section.line
            self._expression(here, "relevant", section.relevant, section.line)
            self._template(here, "label", section.label, section.line)
            self._template(here, "hint", section.hint, section.line)
        for question in self.form.walk():
            self._question(question)
        self._scores()
        self._outcomes()
        self._template(self.items.root, "record_title", self.form.record_title, self.form.line)

    def _question(self, question: Question) -> None:
        here = self.items.by_name[question.name]
        self.lines.setdefault(question.name, question.line)
        for column in EXPRESSIONS:
            written = getattr(question, column)
            if written and not (column in _SWITCHES and written in ALWAYS | NEVER):
                self._expression(here, column, written, question.line, _filter_columns(question) if column == "choice_filter" else frozenset())
        if is_dynamic(question.default):
            self._expression(here, "default", question.default, question.line)
        for column in TEMPLATES:
            self._template(here, column, getattr(question, column), question.line)
        for choice in question.choices:
            self._template(here, f"choice {choice.name}", choice.label, question.line)

    def _scores(self) -> None:
        for score in self.form.scores:
            self.lines.setdefault(score.name, score.line)
            if score.kind == "expression":
                self._expression(self.items.root, "expression", score.expression, score.line, name=score.name)

    def _outcomes(self) -> None:
        for table in self.form.outcomes:
            for place, rule in enumerate(table.rules):
                self._expression(self.items.root, f"when {place}", rule.when, rule.line, name=table.name)
                self._template(self.items.root, f"reason {place}", rule.reason, rule.line, name=table.name)

    def _expression(self, here: Item, column: str, written: str, line: int, list_columns: frozenset[str] = frozenset(), *, name: str = "") -> None:
        if not written:
            return
        name = name or here.name
        try:
            expression = compile_expression(written, Scope(self.items, here, list_columns))
        except ExpressionError as error:
            self.faults.append(Fault(name, column, written, line, error.message, error.position, error.proposal))
            return
        self.expressions[name, column] = expression
        for message, position, proposal in expression.warnings:
            self.faults.append(Fault(name, column, written, line, message, position, proposal, True))

    def _template(self, here: Item, column: str, written: str, line: int, *, name: str = "") -> None:
        if "${" not in written:
            return
        name = name or here.name
        try:
            self.templates[name, column] = compile_template(written, Scope(self.items, here))
        except ExpressionError as error:
            self.faults.append(Fault(name, column, written, line, error.message, error.position, error.proposal))


def is_dynamic(default: str) -> bool:
    """Whether a default is an expression and not a plain text."""
    return bool(_DYNAMIC.search(default))


def _filter_columns(question: Question) -> frozenset[str]:
    return frozenset(name for choice in question.choices for name in columns(choice)) or frozenset({"name", "label"})


def _ordered(work: _Compiling) -> tuple[tuple[Formula, ...], dict[str, tuple[int, ...]]]:
    """The formulas in the order in which to evaluate them, and which formulas a name wakes. Circles become faults and are cut open."""
    formulas = {(item.name, result): expression for item, result, expression in _formulas(work)}
    order = _order(work, {key: set(_needs(work, key, formulas)) for key in formulas})
    place = {key: index for index, key in enumerate(order)}
    readers: dict[str, set[int]] = {}
    for key, index in place.items():
        for name in formulas[key].reads:
            readers.setdefault(name, set()).add(index)
    ready = tuple(
        Formula(work.items.by_name[name], result, formulas[name, result], _woken(work, (name, result), place, readers)) for name, result in order
    )
    return ready, {name: tuple(sorted(found)) for name, found in readers.items()}


_Key = tuple[str, Result]


def _formulas(work: _Compiling) -> Iterator[tuple[Item, Result, Expression]]:
    for (name, column), expression in work.expressions.items():
        item = work.items.by_name.get(name)
        if item is not None and column in ("relevant", "calculation") and item.place is not Place.SCORE:
            yield item, Result(column), expression


def _needs(work: _Compiling, key: _Key, formulas: Mapping[_Key, Expression]) -> Iterator[_Key]:
    """The formulas that must be evaluated before this one."""
    name, result = key
    for read in formulas[key].reads:
        if read == name and result is Result.VALUE:
            continue  # a calculation may look at its own last value
        yield from ((gate, Result.RELEVANCE) for gate in work.items.by_name[read].gates if (gate, Result.RELEVANCE) in formulas)
        if (read, Result.VALUE) in formulas:
            yield read, Result.VALUE
    if result is Result.VALUE:
        yield from ((gate, Result.RELEVANCE) for gate in work.items.by_name[name].gates if (gate, Result.RELEVANCE) in formulas)


def _order(work: _Compiling, needs: dict[_Key, set[_Key]]) -> list[_Key]:
    for _ in range(_MOST_CYCLES):
        try:
            return list(TopologicalSorter(needs).static_order())
        except CycleError as error:
            circle: list[_Key] = error.args[1]
            _report(work, circle)
            for key in circle:
                needs[key] -= set(circle)
    return [key for key, before in needs.items() if not before]


def _report(work: _Compiling, circle: list[_Key]) -> None:
    names = list(dict.fromkeys(name for name, _ in reversed(circle)))
    first = min(names, key=lambda name: work.lines.get(name, 0))
    result = next(result for name, result in circle if name == first)
    turned = names[names.index(first) :] + names[: names.index(first)]
    shown = " → ".join([*turned[:8], first]) if len(names) > 1 else "itself"
    written = work.expressions[first, result.value].text
    sentence = f"This goes round in a circle: {shown}" if len(names) > 1 else f"This depends on {shown}"
    work.faults.append(Fault(first, result.value, written, work.lines.get(first, 0), sentence, 0, "take one of the references out"))


def _woken(work: _Compiling, key: _Key, place: Mapping[_Key, int], readers: Mapping[str, set[int]]) -> tuple[int, ...]:
    """The later formulas to look at again when the result of this one changed."""
    name, result = key
    touched = [name] if result is Result.VALUE else list(_below(work.items.by_name[name]))
    found = {index for one in touched for index in readers.get(one, ())}
    if result is Result.RELEVANCE:
        found |= {place[one, Result.VALUE] for one in touched if (one, Result.VALUE) in place}
    return tuple(sorted(index for index in found if index > place[key]))


def _below(item: Item) -> Iterable[str]:
    yield item.name
    for child in item.children:
        yield from _below(child)
