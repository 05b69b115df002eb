"""The functions of the expression language: those XLSForms use that run on phones, with JavaRosa's semantics.

Each function takes the closures of its arguments and gives one closure, so that `if`, `coalesce` and `once` evaluate only what they need.
Missing and impossible input gives '' or not a number, never an exception: an answer half typed must not break a form.
"""

from __future__ import annotations

import math
import re
import secrets
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.nodes import Context, FormNode, NodeSet
from ctip_desktop.forms.values import Atom, blank, days, from_days, number, parse_date, rounded, text, truth
from ctip_desktop.pattern import pattern

Argument = Atom | NodeSet
Closure = Callable[[Context], Argument]

MAX_PATTERN = 1_000  # characters of a regular expression
MAX_MATCHED = 1_000  # characters a regular expression is tried on


@dataclass(frozen=True, slots=True)
class Function:
    """One function: how many arguments it takes (most None = any number), how it is built, whether it gives something new each time."""

    least: int
    most: int | None
    make: Callable[[Sequence[Closure]], Closure]
    volatile: bool = False
    on_phones: bool = True


def atom(argument: Argument) -> Atom:
    """The value of an argument; of a node-set the value of its first node."""
    if isinstance(argument, NodeSet):
        return argument[0].value() if argument else ""
    return argument


def flat(arguments: Iterable[Argument]) -> list[Atom]:
    """Arguments with node-sets spread out."""
    found: list[Atom] = []
    for argument in arguments:
        if isinstance(argument, NodeSet):
            found.extend(node.value() for node in argument)
        else:
            found.append(argument)
    return found


def _eager(least: int, most: int | None, compute: Callable[..., Atom], *, on_phones: bool = True) -> Function:
    """A function of plain values."""

    def make(arguments: Sequence[Closure]) -> Closure:
        if len(arguments) == 1:
            only = arguments[0]
            return lambda context: compute(atom(only(context)))
        if len(arguments) == 2:
            one, two = arguments
            return lambda context: compute(atom(one(context)), atom(two(context)))
        return lambda context: compute(*[atom(argument(context)) for argument in arguments])

    return Function(least, most, make, on_phones=on_phones)


def _spread(least: int, compute: Callable[[list[Atom]], Atom], most: int | None = None) -> Function:
    """A function of any number of values, node-sets spread out."""
    return Function(least, most, lambda arguments: lambda context: compute(flat([argument(context) for argument in arguments])))


def _from_context(compute: Callable[[Context], Argument], *, volatile: bool = False) -> Function:
    return Function(0, 0, lambda _: compute, volatile=volatile)


# --- choosing ---------------------------------------------------------------------------------------------------------------------------


def _if(arguments: Sequence[Closure]) -> Closure:
    condition, yes, no = arguments
    return lambda context: (yes if truth(atom(condition(context))) else no)(context)


def _coalesce(arguments: Sequence[Closure]) -> Closure:
    def first_given(context: Context) -> Argument:
        for argument in arguments:
            value = atom(argument(context))
            if not blank(value):
                return value
        return ""

    return first_given


def _once(arguments: Sequence[Closure]) -> Closure:
    (start,) = arguments

    def kept(context: Context) -> Argument:
        present = context.current.value()
        return start(context) if blank(present) else present

    return kept


# --- texts ------------------------------------------------------------------------------------------------------------------------------


def _words(value: Atom) -> list[str]:
    return text(value).split()


def _selected_at(value: Atom, place: Atom) -> Atom:
    words, at = _words(value), number(place)
    return words[int(at)] if 0 <= at < len(words) else ""


def _substr(value: Atom, start: Atom, end: Atom | None = None) -> Atom:
    whole = text(value)
    size = len(whole)

    def place(asked: Atom) -> int:
        at = number(asked)
        if math.isnan(at):
            return 0
        at = max(-size, min(size, at))
        return int(at) + size if at < 0 else int(at)

    return whole[place(start) : size if end is None else place(end)]


def _matches(value: Atom, pattern: Atom) -> bool:
    """A whole match, as on phones. A pattern that cannot be used matches nothing."""
    tried, written = text(value), _for_python(text(pattern))
    if len(written) > MAX_PATTERN or len(tried) > MAX_MATCHED or pattern_fault(written):
        return False
    return re.fullmatch(written, tried, re.ASCII) is not None


_NESTED = pattern(r"\((?:\?:)?((?:[^()\\]|\\.)*(?:[+*]|\{\d+,\})(?:[^()\\]|\\.)*)\)(?:[+*]|\{\d+,\})")
_ONE = r"(\[(?:[^\]\\]|\\.)*\]|\\[a-zA-Z]|\w)[+*]"  # what is repeated inside the group
_BETWEEN = r"((?:\\\W|[^\\\[\](){}.*+?|^$\w]))"  # one plain sign before or after it
_SEPARATED = pattern(rf"(?:{_ONE}{_BETWEEN}|{_BETWEEN}{_ONE})\Z")


def _separated(inside: str) -> bool:
    """Whether the repeats in a repeated group are kept apart by a sign they cannot match, as in `([a-z]+\\.)+`: then matching stays fast."""
    match = _SEPARATED.match(inside)
    if match is None:
        return False
    repeated, sign = (match[1], match[2]) if match[1] else (match[4], match[3])
    try:
        return re.fullmatch(repeated, sign[-1], re.ASCII) is None
    except re.error:
        return False


_CHOSEN = pattern(r"\((?:\?:)?((?:[^()\\]|\\.)*\|(?:[^()\\]|\\.)*)\)(?:[+*]|\{\d+,\})")
_FIRST = pattern(r"\[(?:[^\]\\]|\\.)*\]|\\.|.")


def _overlap(inside: str) -> bool:
    """Whether two alternatives of a repeated group can begin with the same sign, as in `(a|a)+`: there each sign doubles the work."""
    firsts = [match[0] if (match := _FIRST.match(part)) else "." for part in inside.split("|")]
    try:
        return any(sum(1 for first in firsts if re.fullmatch(first, chr(code), re.ASCII)) > 1 for code in range(32, 127))
    except re.error:
        return True


_CLASS_IN_CLASS = pattern(r"(?<!\\)\[(?:[^\]\\]|\\.)*?(?:\[|--|&&|~~|\|\|)")


def _for_python(written: str) -> str:
    """A pattern as Python wants it: in `[\\w-.]` Java takes the hyphen for a plain sign."""
    return re.sub(r"(\\[wdsWDS])-(?!\])", r"\1\\-", written)


def pattern_fault(written: str) -> str:
    """Why a regular expression cannot be used, or ''."""
    written = _for_python(written)
    if len(written) > MAX_PATTERN:
        return f"the pattern is longer than {MAX_PATTERN} characters"
    if any(not _separated(match[1]) for match in _NESTED.finditer(written)) or any(_overlap(match[1]) for match in _CHOSEN.finditer(written)):
        return "a repeated group holds a repeat itself, which could take for ever"
    if _CLASS_IN_CLASS.search(written):
        return "brackets inside brackets mean something else on phones"
    try:
        re.compile(written, re.ASCII)
    except (re.error, OverflowError, RecursionError) as error:
        return f"the pattern is not valid: {error}"
    return ""


def _own_text(compute: Callable[[str], Atom]) -> Function:
    """A function of one text, which without argument is the text of the node itself."""

    def make(arguments: Sequence[Closure]) -> Closure:
        if not arguments:
            return lambda context: compute(text(context.node.value()))
        (only,) = arguments
        return lambda context: compute(text(atom(only(context))))

    return Function(0, 1, make)


def _join(arguments: Sequence[Closure]) -> Closure:
    def joined(context: Context) -> Argument:
        separator, *rest = [argument(context) for argument in arguments]
        return text(atom(separator)).join(text(value) for value in flat(rest))

    return joined


# --- numbers ----------------------------------------------------------------------------------------------------------------------------


def _int(value: Atom) -> Atom:
    exact = number(value)
    return exact if math.isnan(exact) or math.isinf(exact) else float(math.trunc(exact))


def _floor(value: Atom) -> Atom:
    exact = number(value)
    return exact if math.isnan(exact) or math.isinf(exact) else float(math.floor(exact))


def _round(value: Atom, digits: Atom = 0.0) -> Atom:
    places = number(digits)
    return math.nan if math.isnan(places) or math.isinf(places) else rounded(number(value), int(places))


def _pow(base: Atom, exponent: Atom) -> Atom:
    low, high = number(base), number(exponent)
    if low == 0 and high < 0:
        return math.inf
    try:
        return math.pow(low, high)
    except ValueError:
        return math.nan
    except OverflowError:
        return -math.inf if low < 0 and high % 2 == 1 else math.inf


def _given(values: Iterable[Atom]) -> list[float]:
    """The numbers among the values: what is blank or no number is passed over."""
    return [exact for exact in map(number, values) if not math.isnan(exact)]


def _sum(values: list[Atom]) -> Atom:
    return float(sum(_given(values)))


def _extreme(pick: Callable[[list[float]], float]) -> Callable[[list[Atom]], Atom]:
    def chosen(values: list[Atom]) -> Atom:
        given = _given(values)
        return pick(given) if given else math.nan

    return chosen


# --- dates ------------------------------------------------------------------------------------------------------------------------------


def _moment(value: Atom) -> date | None:
    if isinstance(value, date):
        return value
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        return None if math.isnan(value) or math.isinf(value) else from_days(value)
    return parse_date(value)


def _date(value: Atom) -> Atom:
    when = _moment(value)
    if when is None:
        return ""
    return when.date() if isinstance(when, datetime) else when


def _date_time(value: Atom) -> Atom:
    return _moment(value) or ""


def _decimal_date(value: Atom) -> Atom:
    when = _moment(value)
    return math.nan if when is None else days(when)


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MARK = pattern(r"%(.)")


def _format_date(value: Atom, pattern: Atom) -> Atom:
    when = _moment(value)
    if when is None:
        return ""
    moment = when if isinstance(when, datetime) else datetime(when.year, when.month, when.day)
    marks = {
        "Y": f"{moment.year:04d}",
        "y": f"{moment.year % 100:02d}",
        "m": f"{moment.month:02d}",
        "n": str(moment.month),
        "b": _MONTHS[moment.month - 1],
        "d": f"{moment.day:02d}",
        "e": str(moment.day),
        "H": f"{moment.hour:02d}",
        "h": str(moment.hour),
        "M": f"{moment.minute:02d}",
        "S": f"{moment.second:02d}",
        "3": f"{moment.microsecond // 1000:03d}",
        "a": _WEEKDAYS[moment.weekday()],
        "W": str(moment.isocalendar().week),
        "%": "%",
    }
    return _MARK.sub(lambda match: marks.get(match[1], match[0]), text(pattern))


# --- node-sets --------------------------------------------------------------------------------------------------------------------------


def _nodes(argument: Argument) -> list[Atom]:
    """The values of a node-set; a plain value counts as one node."""
    return flat([argument])


def _counting(counted: Callable[[Atom], bool]) -> Function:
    def make(arguments: Sequence[Closure]) -> Closure:
        (only,) = arguments
        return lambda context: float(sum(1 for value in _nodes(only(context)) if counted(value)))

    return Function(1, 1, make)


def _position(arguments: Sequence[Closure]) -> Closure:
    """Without argument the place among the nodes being filtered, else the place of the node among its like: of a row its number."""
    if not arguments:
        return lambda context: float(context.position)
    (only,) = arguments

    def place(context: Context) -> Argument:
        nodes = only(context)
        if not isinstance(nodes, NodeSet) or not nodes:
            return math.nan
        node = nodes[0]
        if isinstance(node, FormNode) and node.row is not None:
            repeat = node.item.repeat or node.item
            return float(list(node.answers.rows(repeat.name)).index(node.row) + 1)
        return 1.0

    return place


def _indexed_repeat(arguments: Sequence[Closure]) -> Closure:
    """indexed-repeat(column, repeat, number of the row)."""
    column, repeat, index = arguments

    def at_row(context: Context) -> Argument:
        rows, wanted, cells = repeat(context), number(atom(index(context))), column(context)
        if not isinstance(rows, NodeSet) or not isinstance(cells, NodeSet) or not 1 <= wanted < len(rows) + 1:
            return ""
        row = rows[int(wanted) - 1]
        assert isinstance(row, FormNode)
        return NodeSet(cell for cell in cells if isinstance(cell, FormNode) and cell.row == row.row)

    return at_row


def _instance(arguments: Sequence[Closure]) -> Closure:
    (name,) = arguments

    def found(context: Context) -> Argument:
        data = context.answers.lists.get(text(atom(name(context))))
        return NodeSet() if data is None else NodeSet([data])

    return found


def _pulldata(arguments: Sequence[Closure]) -> Closure:
    """pulldata(list, wanted column, key column, key): looks in the lists of the form."""

    def pulled(context: Context) -> Argument:
        table, wanted, key_column, key = (text(atom(argument(context))) for argument in arguments)
        data = context.answers.lists.get(table)
        for item in data.inside[0].inside if data else ():
            cells = {cell.name: cell.text for cell in item.inside}
            if cells.get(key_column) == key:
                return cells.get(wanted, "")
        return ""

    return pulled


FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        "if": Function(3, 3, _if),
        "coalesce": Function(1, None, _coalesce),
        "once": Function(1, 1, _once),
        "true": _from_context(lambda _: True),
        "false": _from_context(lambda _: False),
        "not": _eager(1, 1, lambda value: not truth(value)),
        "boolean": _eager(1, 1, truth),
        "selected": _eager(2, 2, lambda value, one: f" {text(one).strip()} " in f" {text(value)} "),
        "selected-at": _eager(2, 2, _selected_at),
        "count-selected": _eager(1, 1, lambda value: float(len(_words(value)))),
        "string": _eager(1, 1, text),
        "string-length": _own_text(lambda value: float(len(value))),
        "normalize-space": _own_text(lambda value: " ".join(value.split())),
        "concat": _spread(0, lambda values: "".join(text(value) for value in values)),
        "join": Function(1, None, _join),
        "substr": _eager(2, 3, _substr),
        "contains": _eager(2, 2, lambda value, part: text(part) in text(value)),
        "starts-with": _eager(2, 2, lambda value, part: text(value).startswith(text(part))),
        "ends-with": _eager(2, 2, lambda value, part: text(value).endswith(text(part))),
        "regex": _eager(2, 2, _matches),
        "number": _eager(1, 1, number),
        "int": _eager(1, 1, _int),
        "floor": _eager(1, 1, _floor, on_phones=False),
        "round": _eager(1, 2, _round),
        "abs": _eager(1, 1, lambda value: abs(number(value))),
        "pow": _eager(2, 2, _pow),
        "sum": _spread(1, _sum, 1),
        "min": _spread(1, _extreme(min)),
        "max": _spread(1, _extreme(max)),
        "count": _counting(lambda _: True),
        "count-non-empty": _counting(lambda value: value != ""),
        "today": _from_context(lambda context: context.answers.today),
        "now": _from_context(lambda context: context.answers.now(), volatile=True),
        "random": _from_context(lambda _: secrets.SystemRandom().random(), volatile=True),
        "uuid": Function(0, 1, lambda _: lambda _: str(uuid.uuid4()), volatile=True),
        "date": _eager(1, 1, _date),
        "date-time": _eager(1, 1, _date_time),
        "decimal-date-time": _eager(1, 1, _decimal_date),
        "format-date": _eager(2, 2, _format_date),
        "format-date-time": _eager(2, 2, _format_date),
        "position": Function(0, 1, _position),
        "indexed-repeat": Function(3, 3, _indexed_repeat),
        "current": _from_context(lambda context: NodeSet([context.current])),
        "instance": Function(1, 1, _instance),
        "pulldata": Function(4, 4, _pulldata),
    }
)
"""Every function by name, except jr:choice-name, which needs to know the question its second argument names (see expressions.py)."""

NOT_ON_PHONES: Mapping[str, str] = MappingProxyType({"floor": "write int(…), or int(…) - 1 below zero"})
"""Functions we evaluate that JavaRosa, the engine on phones, does not have; with what to write instead."""

REFUSED: Mapping[str, str] = MappingProxyType(
    {
        "ceiling": "write int(… + 0.999999)",
        "substring": "write substr(text, start, end), which counts from 0",
        "last": "write count(…)",
        "lang": "languages cannot be asked for in an expression",
        "area": "shapes on a map are not supported",
        "distance": "shapes on a map are not supported",
        "digest": "not supported",
        "jr:itext": "write jr:choice-name(value, '${question}')",
        "length": "write string-length(…)",
        "lower": "not supported",
        "duration": "a function of SurveyCTO only",
        "device-info": "a function of SurveyCTO only",
        "index": "write position(..)",
        "rank-index": "a function of SurveyCTO only",
        "choice-label": "write jr:choice-name(value, '${question}')",
        "label-or-name": "write jr:choice-name(value, '${question}')",
        "item-at": "write selected-at(…, place)",
        "de-duplicate": "a function of SurveyCTO only",
        "difference-in-months": "a function of Community Health Toolkit only",
        "count-if": "write count(${repeat}[condition])",
        "sum-if": "write sum(${repeat}[condition]/column)",
        "empty": "write … = ''",
        "ifelse": "write if(condition, yes, no)",
    }
)
"""Functions people do write and we do not have; with what to write instead."""
