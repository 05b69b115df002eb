"""Marks of a score card as the page shows and writes them."""

from __future__ import annotations

from ctip_desktop.forms.model import Answer, State
from ctip_desktop.queries.opportunities import FactorView, Mark, ScoreCardView
from ui.widgets.scale import CANNOT_JUDGE


def shown_mark(mark: Mark | None) -> int | None:
    """A mark as the scale shows it: a number, cannot judge, or nothing."""
    if mark is None:
        return None
    return CANNOT_JUDGE if mark.cannot_judge else None if mark.value is None else int(mark.value)


def note_of(factor: FactorView, *, agreed: bool) -> str:
    """Why this mark was given, on the agreed or on the own sheet."""
    mark = factor.agreed if agreed else factor.own
    return mark.note if mark is not None else ""


def answer_of_mark(mark: int | None, note: str) -> Answer:
    """What is written for a mark."""
    if mark == CANNOT_JUDGE:
        return Answer(None, State.UNKNOWN, note)
    return Answer.of(mark, note)


def short_block(label: str) -> str:
    """The first words of a block's name: `Development`, `Burden`."""
    return label.partition(":")[0].removesuffix(" value")


def open_factors(view: ScoreCardView) -> tuple[str, ...]:
    """The factors of the own sheet without a mark, in the order of the card."""
    return tuple(factor.label for block in view.blocks for factor in block.factors if shown_mark(factor.own) is None)


def may_mark(view: ScoreCardView, *, agreed: bool) -> bool:
    """Whether marks can be given: a sheet that was handed in stays as it is, it can be taken back first."""
    return not view.round.closed and (agreed or view.own is None or not view.own.handed_in)
