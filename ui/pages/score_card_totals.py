"""Which total a score card shows: of the own sheet, the mean of the sheets, or of the agreed sheet while it is put together."""

from __future__ import annotations

from collections.abc import Mapping

from ctip_desktop.dataclass import dataclass
from ctip_desktop.practice.ranking import block_value, total
from ctip_desktop.queries.opportunities import ScoreCardView
from ui.widgets.scale import CANNOT_JUDGE

Marked = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Shown:
    """value: the total, None without one. blocks: name → value. missing: labels of the factors without a mark, also where nobody can judge."""

    value: float | None
    blocks: Mapping[str, float | None]
    missing: tuple[str, ...]


def own_total(view: ScoreCardView) -> Shown:
    """The own total while others' marks are hidden, else the mean."""
    own = view.hidden or view.mean_total is None
    found = view.own_total if own else view.mean_total
    blocks = {b.name: (b.own.value if b.own else None) if own else b.mean.value for b in view.blocks}
    return Shown(found.value if found else None, blocks, found.open_factors if found else ())


def drafted_total(view: ScoreCardView, marks: Marked) -> Shown:
    """The total of marks that are not kept yet."""
    drafted = total(view.method, _numbers(marks))
    missing = set(drafted.open)
    labels = tuple(f.label for b in view.blocks for f in b.factors if f.name in missing)
    return Shown(drafted.value, {one.name: one.value for one in drafted.blocks}, labels)


def drafted_block(view: ScoreCardView, name: str, marks: Marked) -> float | None:
    """The value of one block."""
    model = next(one for one in view.method.blocks if one.name == name)
    return block_value(view.method, model, _numbers(marks)).value


def _numbers(marks: Marked) -> dict[str, float | None]:
    return {name: float(mark) if mark is not None and mark != CANNOT_JUDGE else None for name, mark in marks.items()}
