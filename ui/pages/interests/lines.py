"""The map as a table: every pair, then every interest and every goal that has none."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QCoreApplication

from ctip_desktop.dataclass import dataclass
from ctip_desktop.queries.interests import Goal, Interest, InterestMap, Pair
from ui.pages.interests.drawing import box_words
from ui.widgets.table import Column
from ui.widgets.table_delegate import Cell

_HORIZONS = ("soon", "years", "far")


@dataclass(frozen=True, slots=True)
class TableLine:
    """A pair, or one side that has none."""

    interest: Interest | None
    goal: Goal | None
    pair: Pair | None

    @property
    def key(self) -> UUID:
        """Which line it is."""
        thing = self.pair or self.interest or self.goal
        assert thing is not None
        return thing.id


def lines_of(found: InterestMap) -> list[TableLine]:
    """Pairs, lone interests, lone goals."""
    tied = {end for pair in found.pairs for end in (pair.interest.id, pair.goal.id)}
    pairs = [TableLine(pair.interest, pair.goal, pair) for pair in found.pairs]
    alone = [TableLine(each, None, None) for each in found.interests if each.id not in tied]
    return pairs + alone + [TableLine(None, goal, None) for goal in found.goals if goal.id not in tied]


def _tr(text: str) -> str:
    return QCoreApplication.translate("InterestTable", text)


def columns() -> tuple[Column[TableLine], ...]:
    """Company, what it wants, for when, our goal, the idea, what it became. What is missing stands last."""
    return (
        Column(_tr("Company"), lambda line: Cell(_company(line) or "–"), 160, lambda line: (not _company(line), _company(line).casefold())),
        Column(_tr("What it wants"), _wish, 0, lambda line: line.interest.text.casefold() if line.interest else "\U0010ffff"),
        Column(_tr("For when"), lambda line: Cell(line.interest.horizon_label or "–" if line.interest else "–"), 120, _near),
        Column(_tr("Our goal"), _aim, 220, lambda line: line.goal.text.casefold() if line.goal else "\U0010ffff"),
        Column(_tr("Idea"), lambda line: Cell(_idea(line) or "–"), 220, lambda line: (not _idea(line), _idea(line).casefold())),
        Column(_tr("Opportunity"), _became, 150, lambda line: _became(line).text),
    )


def _company(line: TableLine) -> str:
    return line.interest.company.title if line.interest else ""


def _wish(line: TableLine) -> Cell:
    if line.interest is None:
        return Cell("–", _tr("no interest tied yet"))
    sub = [_tr("our own reading") if line.interest.ours else "", "" if line.interest.open else _tr("met or gone")]
    return Cell(line.interest.text, " · ".join(part for part in sub if part))


def _aim(line: TableLine) -> Cell:
    return Cell("–", _tr("no goal tied yet")) if line.goal is None else Cell(*box_words(line.goal))


def _idea(line: TableLine) -> str:
    return " ".join(line.pair.idea.split()) if line.pair else ""


def _became(line: TableLine) -> Cell:
    if line.pair is None:
        return Cell("–")
    return Cell(line.pair.status_label or _tr("made"), line.pair.opportunity.title) if line.pair.opportunity else Cell(_tr("not yet"), colour="text2")


def _near(line: TableLine) -> int:
    """From near to far; what nobody said stands last."""
    horizon = line.interest.horizon if line.interest else ""
    return _HORIZONS.index(horizon) if horizon in _HORIZONS else len(_HORIZONS)
