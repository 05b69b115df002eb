"""Questions become numbers. Missing is never zero: a gap leaves a score provisional, too many gaps leave it without a value.

A question that is not relevant, or marked not applicable, is not a gap: it does not count at all. Unknown is a gap, never a no.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.compiled import CompiledForm
from ctip_desktop.forms.model import Question, ScoreRule, State
from ctip_desktop.forms.nodes import Context, FormNode, Item, Place
from ctip_desktop.forms.values import number, text

if TYPE_CHECKING:
    from ctip_desktop.forms.sheet import Sheet

POINTS = "score"
"""The column of a choice list that says how much a choice counts; without it the name of the choice must be a number."""

_YES = frozenset({"yes", "true", "1"})


@dataclass(frozen=True, slots=True)
class Score:
    """One score. answered, of: how many of its questions have a value, of how many that apply. provisional: there is a gap."""

    name: str
    label: str
    value: float | None
    answered: int
    of: int
    provisional: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """One question or score that goes into a score; value None = a gap."""

    name: str
    value: float | None


def score_of(sheet: Sheet, compiled: CompiledForm, rule: ScoreRule) -> Score:
    """The score a rule gives on a sheet."""
    if rule.kind == "expression":
        return _expressed(sheet, compiled, rule)
    parts = [part for name in rule.of for part in _parts(sheet, compiled.item(name))]
    known = [part for part in parts if part.value is not None]
    enough = bool(known) and len(known) >= rule.least * len(parts) - 1e-9
    value = _KINDS[rule.kind](rule, parts) if enough else None
    return Score(rule.name, rule.label, value, len(known), len(parts), len(known) < len(parts) or _built_on_provisional(sheet, rule.of, compiled))


def _expressed(sheet: Sheet, compiled: CompiledForm, rule: ScoreRule) -> Score:
    """An expression counts what it reads; a blank or impossible result is no value."""
    expression = compiled.expressions[rule.name, "expression"]
    names = sorted(expression.reads)
    parts = [part for name in names for part in _parts(sheet, compiled.item(name), any_value=True)]
    known = sum(1 for part in parts if part.value is not None)
    node = FormNode(sheet, compiled.items.root)
    value = number(expression.evaluate(Context(sheet, node, node)))
    enough = known >= rule.least * len(parts) - 1e-9 and not math.isnan(value) and not math.isinf(value)
    return Score(
        rule.name, rule.label, value if enough else None, known, len(parts), known < len(parts) or _built_on_provisional(sheet, names, compiled)
    )


def _built_on_provisional(sheet: Sheet, names: Sequence[str], compiled: CompiledForm) -> bool:
    return any(sheet.score(name).provisional for name in names if compiled.item(name).place is Place.SCORE)


def _parts(sheet: Sheet, item: Item, *, any_value: bool = False) -> list[_Part]:
    """The parts one name stands for: a column stands for its value in each row."""
    if item.place is Place.SCORE:
        return [_Part(item.name, sheet.score(item.name).value)]
    if item.question is None or item.place is Place.REPEAT:
        return []
    rows: Sequence[str | None] = sheet.rows(item.gates[1]) if item.place is Place.COLUMN else (None,)
    return [_part(sheet, item, row, any_value) for row in rows if _applies(sheet, item, row)]


def _applies(sheet: Sheet, item: Item, row: str | None) -> bool:
    return sheet.shown(item, row) and sheet.get(item.path(row)).state is not State.NOT_APPLICABLE


def _part(sheet: Sheet, item: Item, row: str | None, any_value: bool) -> _Part:
    atom = sheet.read(item, row)
    if any_value or item.question is None:
        return _Part(item.name, None if atom == "" else 1.0)
    return _Part(item.name, points(item.question, text(atom)) if not isinstance(atom, float) else atom)


def points(question: Question, written: str) -> float | None:
    """What an answer counts: the points of its choice, 1 and 0 for yes and no, or the number it is; None when it is none."""
    counted = next((choice.extra[POINTS] for choice in question.choices if choice.name == written and POINTS in choice.extra), written)
    if counted in ("yes", "no", "true", "false"):
        return 1.0 if counted in _YES else 0.0
    value = number(counted)
    return None if math.isnan(value) or math.isinf(value) else value


def _values(parts: Sequence[_Part]) -> list[float]:
    return [part.value for part in parts if part.value is not None]


def _mean(_: ScoreRule, parts: Sequence[_Part]) -> float:
    values = _values(parts)
    return sum(values) / len(values)


def _sum(rule: ScoreRule, parts: Sequence[_Part]) -> float:
    """A gap counts as the mean of the rest: counting it as nothing would make it zero."""
    return _mean(rule, parts) * len(parts)


def _count(_: ScoreRule, parts: Sequence[_Part]) -> float:
    """How many are answered with yes: with gaps a lower bound."""
    return float(sum(1 for value in _values(parts) if value > 0))


def _share(rule: ScoreRule, parts: Sequence[_Part]) -> float:
    """Yes among what is known."""
    return _count(rule, parts) / len(_values(parts))


def _reversed(rule: ScoreRule, parts: Sequence[_Part]) -> float:
    return rule.low + rule.high - _mean(rule, parts)


def _weighted(rule: ScoreRule, parts: Sequence[_Part]) -> float | None:
    """The sum of value × weight (1 where none is given). A gap counts as the weighted mean of the rest; where weights have both signs it cannot."""
    weights = [rule.weights.get(part.name, 1.0) for part in parts]
    pairs = [(part.value, weight) for part, weight in zip(parts, weights, strict=True) if part.value is not None]
    total = sum(value * weight for value, weight in pairs)
    if len(pairs) == len(parts):
        return total
    known = sum(weight for _, weight in pairs)
    if any(weight < 0 for weight in weights) or known == 0:
        return None
    return total * sum(weights) / known


def _rank_weighted(rule: ScoreRule, parts: Sequence[_Part]) -> float | None:
    """A mean in which the first of n counts n times as much as the last: (n + 1 - rank) ÷ (1 + … + n). Gaps are left out of both sums."""
    ranks = {name: len(rule.of) - place for place, name in enumerate(rule.of)}
    pairs = [(part.value, ranks[part.name]) for part in parts if part.value is not None]
    return sum(value * weight for value, weight in pairs) / sum(weight for _, weight in pairs)


_KINDS: dict[str, Callable[[ScoreRule, Sequence[_Part]], float | None]] = {
    "mean": _mean,
    "sum": _sum,
    "count": _count,
    "share": _share,
    "reversed": _reversed,
    "weighted": _weighted,
    "rank_weighted": _rank_weighted,
}
