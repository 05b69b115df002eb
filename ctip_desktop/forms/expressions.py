"""Expressions compiled once to closures: `compile_expression(text, scope)` checks names, functions and numbers of arguments and says what is read.

Where a form is edited, errors carry a character position and a proposal. What an expression depends on comes from its tree, so that
`../name`, absolute paths and conditions count as much as `${name}`.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms import syntax
from ctip_desktop.forms.functions import FUNCTIONS, NOT_ON_PHONES, REFUSED, Argument, Closure, atom, pattern_fault
from ctip_desktop.forms.nodes import Context, FormNode, Item, Items, Node, NodeSet, Place, nodes_of
from ctip_desktop.forms.syntax import ExpressionError, Tree
from ctip_desktop.forms.values import Atom, divide, equal, less, number, parse_date, remainder, text, truth

__all__ = ["Expression", "ExpressionError", "Scope", "Template", "compile_expression", "compile_template", "faults_of", "meant"]

CHOICE_NAME = "jr:choice-name"


@dataclass(frozen=True, slots=True)
class Scope:
    """What an expression can name: the items of a form, the place `here` it stands at; in a choice filter the columns of the list."""

    items: Items
    here: Item
    columns: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression. `reads`: names of questions, repeats and scores; `volatile`: gives something new each time."""

    text: str
    reads: frozenset[str]
    functions: frozenset[str]
    volatile: bool
    warnings: tuple[tuple[str, int, str], ...]  # sentence, position, proposal
    closure: Closure

    def evaluate(self, context: Context) -> Atom:
        """Its value; of a node-set the value of the first node."""
        return atom(self.closure(context))

    def holds(self, context: Context) -> bool:
        """Whether it is true."""
        return truth(atom(self.closure(context)))


@dataclass(frozen=True, slots=True)
class Template:
    """A text with `${name}` in it: plain texts and items in turn."""

    parts: tuple[str | Item, ...]

    def fill(self, shown: Callable[[Item], str]) -> str:
        """The text with every `${name}` replaced by what `shown` gives."""
        return "".join(part if isinstance(part, str) else shown(part) for part in self.parts)


def meant(name: str, known: Iterable[str], form: str = "{}") -> str:
    """A proposal for a name that does not exist, or ''."""
    close = difflib.get_close_matches(name, list(known), 1)
    return f"did you mean {form.format(close[0])}?" if close else ""


def compile_expression(written: str, scope: Scope) -> Expression:
    """Compile an expression. Raises ExpressionError."""
    builder = _Builder(scope)
    closure = builder.closure(syntax.parse(written))
    return Expression(written, frozenset(builder.reads), frozenset(builder.functions), builder.volatile, tuple(builder.warnings), closure)


def compile_template(written: str, scope: Scope) -> Template:
    """Compile a label, hint or reason. Raises ExpressionError for a `${name}` that does not exist."""
    found: list[str | Item] = []
    at = 0
    for name, start in syntax.placeholders(written):
        item = _named(scope, name, start)
        found += [written[at:start], item]
        at = written.index("}", start) + 1
    return Template((*found, written[at:]))


def faults_of(written: str, known: Iterable[str]) -> tuple[ExpressionError, ...]:
    """Every fault of an expression that can be seen without its form: grammar, functions, numbers of arguments, names that are not `known`."""
    names = list(known)
    try:
        tree = syntax.parse(written)
    except ExpressionError as error:
        return (error,)
    found: list[ExpressionError] = []
    for part in syntax.walk(tree):
        if isinstance(part, syntax.Reference) and part.name not in names:
            found.append(ExpressionError(f"There is no question ${{{part.name}}}", part.start, meant(part.name, names, "${{{}}}")))
        elif isinstance(part, syntax.Call):
            found.extend(_call_faults(part))
    return tuple(sorted(found, key=lambda error: error.position))


def _call_faults(tree: syntax.Call) -> Iterable[ExpressionError]:
    try:
        if tree.name == CHOICE_NAME:
            _check_count(tree, 2, 2)
        elif tree.name not in FUNCTIONS:
            raise _unknown_function(tree)
        else:
            _check_count(tree, FUNCTIONS[tree.name].least, FUNCTIONS[tree.name].most)
            _check_pattern(tree)
    except ExpressionError as error:
        yield error


def _named(scope: Scope, name: str, start: int) -> Item:
    item = scope.items.by_name.get(name)
    if item is None:
        raise ExpressionError(f"There is no question ${{{name}}}", start, meant(name, scope.items.by_name, "${{{}}}"))
    if item.place is Place.SCORE and scope.here.place is not Place.FORM:
        raise ExpressionError(f"${{{name}}} is a score; only rule tables and other scores can use it", start)
    return item


_ARITHMETIC: Mapping[str, Callable[[float, float], float]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "div": divide,
    "mod": remainder,
}


class _Builder:
    """Turns one tree into closures and collects what it reads."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self.reads: set[str] = set()
        self.functions: set[str] = set()
        self.volatile = False
        self.warnings: list[tuple[str, int, str]] = []
        self._in_condition = 0

    def closure(self, tree: Tree) -> Closure:
        """The closure of a tree."""
        match tree:
            case syntax.Number(value):
                return _constant(value)
            case syntax.Text(value):
                return _constant(value)
            case syntax.Reference():
                return self._reference(tree)
            case syntax.Call():
                return self._call(tree)
            case syntax.Binary():
                return self._binary(tree)
            case syntax.Logic(operator, parts):
                return _logic(operator, tuple(self.closure(part) for part in parts))
            case syntax.Negative(operand):
                inner = self.closure(operand)
                return lambda context: -number(atom(inner(context)))
            case syntax.Path():
                return self._path(tree)

    # --- references and paths ---

    def _reference(self, tree: syntax.Reference) -> Closure:
        item = _named(self._scope, tree.name, tree.start)
        self.reads.add(item.name)
        return _single(item) if self._alone(item) else _several(item, self._inside(item))

    def _inside(self, item: Item) -> bool:
        """Whether the item belongs to the repeat the expression stands in."""
        here = self._scope.here
        mine = here if here.place is Place.REPEAT else here.repeat
        return mine is not None and item.repeat is mine

    def _alone(self, item: Item) -> bool:
        """Whether a reference to it is always one node."""
        return item.place in (Place.QUESTION, Place.SCORE) or (item.place is Place.COLUMN and self._inside(item))

    def _path(self, tree: syntax.Path) -> Closure:
        start, items = self._base(tree)
        steps = tree.steps
        if tree.absolute and steps:
            self._check_root(tree)
            steps = steps[1:]
        run = start
        for step in steps:
            items = self._step_items(tree, step, items)
            run = self._step(run, step)
        self.reads.update(item.name for item in items or ())
        return run

    def _base(self, tree: syntax.Path) -> tuple[Closure, list[Item] | None]:
        """Where a path begins, and the items it begins at; None where it does not begin in the form."""
        if tree.absolute:
            root = self._scope.items.root
            return lambda context: NodeSet([FormNode(context.answers, root)]), [root]
        if tree.base is None:
            here = None if self._in_condition or self._scope.columns else [self._scope.here]
            return lambda context: NodeSet([context.node]), here
        if isinstance(tree.base, syntax.Reference):
            item = _named(self._scope, tree.base.name, tree.base.start)
            self.reads.add(item.name)
            return _several(item, self._inside(item)), [item]
        here_too = isinstance(tree.base, syntax.Call) and tree.base.name == "current"
        return self.closure(tree.base), [self._scope.here] if here_too else None

    def _check_root(self, tree: syntax.Path) -> None:
        name = tree.steps[0].axis
        if name not in (self._scope.items.root.name, "data", "*"):
            raise ExpressionError(f"A path from the top begins with /{self._scope.items.root.name}", tree.start, "write ${name}")

    def _step_items(self, tree: syntax.Path, step: syntax.Step, items: list[Item] | None) -> list[Item] | None:
        """The items a step may reach. A condition's own steps start from the filtered node, whose items are not followed."""
        if items is None:
            self._read_below(tree, step)
            return None
        if step.axis == ".":
            return items
        if step.axis == "..":
            return [item.parent for item in items if item.parent is not None]
        children = [child for item in items for child in item.children]
        if step.axis == "*":
            return children
        found = [child for child in children if child.name == step.axis]
        if not found:
            raise ExpressionError(f"The path leads nowhere: no {step.axis} here", tree.start, meant(step.axis, self._scope.items.by_name, "${{{}}}"))
        return found

    def _read_below(self, tree: syntax.Path, step: syntax.Step) -> None:
        """A name under a filtered node or a list: read when the form has it; in a choice filter it must be a column of the list."""
        columns = self._scope.columns
        if columns and not self._in_condition and tree.base is None and step.axis not in (".", "..", "*", *columns):
            raise ExpressionError(f"The list has no column {step.axis}", tree.start, meant(step.axis, columns))
        if step.axis in self._scope.items.by_name:
            self.reads.add(step.axis)

    def _step(self, before: Closure, step: syntax.Step) -> Closure:
        run = _walk(before, step.axis)
        for condition in step.conditions:
            self._in_condition += 1
            run = _filter(run, self.closure(condition))
            self._in_condition -= 1
        return run

    # --- operators and calls ---

    def _binary(self, tree: syntax.Binary) -> Closure:
        left, right = self.closure(tree.left), self.closure(tree.right)
        operator = tree.operator
        if operator in _ARITHMETIC:
            compute = _ARITHMETIC[operator]
            return lambda context: compute(number(atom(left(context))), number(atom(right(context))))
        for side in (tree.left, tree.right):
            self._warn_several(side)
            self._warn_date(operator, side)
        return _comparison(operator, left, right)

    def _warn_several(self, side: Tree) -> None:
        """Comparing a column from outside its repeat is an error on phones, where it means several nodes."""
        if isinstance(side, syntax.Reference):
            item = self._scope.items.by_name.get(side.name)
            if item is not None and item.place is Place.COLUMN and not self._inside(item):
                sentence = f"${{{side.name}}} has one value in each row; phones cannot compare it from outside"
                self.warnings.append((sentence, side.start, "use sum(), max(), count() or indexed-repeat()"))

    def _warn_date(self, operator: str, side: Tree) -> None:
        """On phones a quoted date is a text, and a text is never before or after anything."""
        if operator not in ("=", "!=") and isinstance(side, syntax.Text) and parse_date(side.value) is not None:
            self.warnings.append((f"A date in quotes is a text and cannot be compared with {operator}", side.start, f"write date('{side.value}')"))

    def _call(self, tree: syntax.Call) -> Closure:
        self.functions.add(tree.name)
        if tree.name == CHOICE_NAME:
            return self._choice_name(tree)
        function = FUNCTIONS.get(tree.name)
        if function is None:
            raise _unknown_function(tree)
        _check_count(tree, function.least, function.most)
        _check_pattern(tree)
        if tree.name == "selected" and isinstance(tree.arguments[1], syntax.Number):
            self.warnings.append(("Phones stop at selected() with a number that is not in quotes", tree.arguments[1].start, "put it into quotes"))
        if tree.name == "coalesce" and len(tree.arguments) != 2:
            self.warnings.append(("On phones coalesce() takes 2 values", tree.start, "write coalesce(a, coalesce(b, c))"))
        if not function.on_phones:
            self.warnings.append((f"Phones do not have {tree.name}()", tree.start, NOT_ON_PHONES.get(tree.name, "")))
        self.volatile = self.volatile or function.volatile
        return function.make([self._argument(tree, place, argument) for place, argument in enumerate(tree.arguments)])

    def _argument(self, tree: syntax.Call, place: int, argument: Tree) -> Closure:
        """An argument; the column and the repeat of indexed-repeat are always seen from outside."""
        wants_nodes = tree.name in ("count", "count-non-empty", "position") or (tree.name == "indexed-repeat" and place < 2)
        if wants_nodes and isinstance(argument, syntax.Reference):
            item = _named(self._scope, argument.name, argument.start)
            self.reads.add(item.name)
            return _several(item, self._inside(item) and tree.name != "indexed-repeat")
        return self.closure(argument)

    def _choice_name(self, tree: syntax.Call) -> Closure:
        """jr:choice-name(value, '${question}'): the label of a choice."""
        _check_count(tree, 2, 2)
        value, quoted = tree.arguments
        if not isinstance(quoted, syntax.Text | syntax.Reference):
            raise ExpressionError("The question must be written in quotes", quoted.start, "write '${name}'")
        written = quoted.value if isinstance(quoted, syntax.Text) else quoted.name
        item = _named(self._scope, written.strip().removeprefix("${").removesuffix("}").strip().rpartition("/")[2], quoted.start)
        self.reads.add(item.name)
        run = self.closure(value)
        return lambda context: context.answers.choice_label(text(atom(run(context))), item, context.row)


def _check_pattern(tree: syntax.Call) -> None:
    pattern = tree.arguments[1] if tree.name == "regex" else None
    if isinstance(pattern, syntax.Text) and (fault := pattern_fault(pattern.value)):
        raise ExpressionError(f"This regular expression cannot be used: {fault}", pattern.start)


def _unknown_function(tree: syntax.Call) -> ExpressionError:
    if tree.name in REFUSED:
        return ExpressionError(f"The function {tree.name}() is not supported", tree.start, REFUSED[tree.name])
    return ExpressionError(f"There is no function {tree.name}()", tree.start, meant(tree.name, [*FUNCTIONS, CHOICE_NAME], "{}()"))


def _check_count(tree: syntax.Call, least: int, most: int | None) -> None:
    given = len(tree.arguments)
    if given >= least and (most is None or given <= most):
        return
    wanted = f"{least}" if least == most else f"{least} or more" if most is None else f"{least} to {most}"
    raise ExpressionError(f"{tree.name}() takes {wanted} values between its brackets; here are {given}", tree.start)


def _constant(value: Atom) -> Closure:
    return lambda _: value


def _single(item: Item) -> Closure:
    if item.place is Place.COLUMN:
        return lambda context: context.answers.read(item, context.row)
    return lambda context: context.answers.read(item, None)


def _several(item: Item, inside: bool) -> Closure:
    if inside:
        return lambda context: NodeSet(nodes_of(context.answers, item, context.row))
    return lambda context: NodeSet(nodes_of(context.answers, item, None))


def _logic(operator: str, parts: tuple[Closure, ...]) -> Closure:
    if operator == "and":
        return lambda context: all(truth(atom(part(context))) for part in parts)
    return lambda context: any(truth(atom(part(context))) for part in parts)


def _comparison(operator: str, left: Closure, right: Closure) -> Closure:
    pair = _pair(operator)

    def compared(context: Context) -> Argument:
        one, two = left(context), right(context)
        if isinstance(one, NodeSet) or isinstance(two, NodeSet):
            return any(pair(a, b) for a in _values(one) for b in _values(two))
        return pair(one, two)

    return compared


def _values(argument: Argument) -> list[Atom]:
    """The values to compare: one of them must fit (XPath's rule); nothing counts as blank (JavaRosa's)."""
    if isinstance(argument, NodeSet):
        return [node.value() for node in argument] or [""]
    return [argument]


def _pair(operator: str) -> Callable[[Atom, Atom], bool]:
    if operator == "=":
        return equal
    if operator == "!=":
        return lambda left, right: not equal(left, right)
    return lambda left, right: less(operator, left, right)


def _walk(before: Closure, axis: str) -> Closure:
    if axis == ".":
        return before

    def walked(context: Context) -> Argument:
        nodes = before(context)
        return NodeSet(_distinct(found for node in nodes for found in _reached(node, axis))) if isinstance(nodes, NodeSet) else NodeSet()

    return walked


def _reached(node: Node, axis: str) -> Iterable[Node]:
    if axis == "..":
        around = node.parent()
        return () if around is None else (around,)
    return node.children() if axis == "*" else (child for child in node.children() if child.name == axis)


def _distinct(nodes: Iterable[Node]) -> Iterable[Node]:
    seen: set[object] = set()
    for node in nodes:
        key: object = (node.item.name, node.row) if isinstance(node, FormNode) else id(node)
        if key not in seen:
            seen.add(key)
            yield node


def _filter(before: Closure, condition: Closure) -> Closure:
    def filtered(context: Context) -> Argument:
        nodes = before(context)
        if not isinstance(nodes, NodeSet):
            return nodes if truth(atom(condition(context))) else ""
        kept = NodeSet()
        for place, node in enumerate(nodes, 1):
            found = atom(condition(Context(context.answers, node, context.current, context.row, place, len(nodes))))
            if (found == place) if isinstance(found, float) else truth(found):
                kept.append(node)
        return kept

    return filtered
