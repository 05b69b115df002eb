"""The fit check: what quality and direction of a partnership say together, as a rule that advises and never decides.

Source: TMS learning brief (about 2021), line 237. The source fills two cells: high quality on the wrong track (steer back with small changes or a
new design) and low quality on the wrong track (stop investing). The other two cells and all numbers are ours (settled points A11 and A12).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from ctip_desktop.dataclass import dataclass

_SAME = 1e-9


class Cell(StrEnum):
    """The four cells."""

    CONTINUE = "continue"  # high quality, right track
    CHANGE_IDEA = "change_idea"  # high quality, wrong track
    REPAIR = "repair"  # low quality, right track
    STOP = "stop"  # low quality, wrong track


@dataclass(frozen=True, slots=True)
class Advice:
    """What one cell says. ours: the source leaves this cell open, the words are ours."""

    cell: Cell
    title: str
    text: str
    ours: bool


ADVICE: Mapping[Cell, Advice] = MappingProxyType(
    {
        Cell.CONTINUE: Advice(Cell.CONTINUE, "Continue", "Good relationship, right track: continue, look for scale.", ours=True),
        Cell.CHANGE_IDEA: Advice(
            Cell.CHANGE_IDEA, "Change the idea", "Good relationship, wrong track: change the idea a little, or design it again together.", ours=False
        ),
        Cell.REPAIR: Advice(Cell.REPAIR, "Repair", "Results, but a weak relationship: repair it before it shows.", ours=True),
        Cell.STOP: Advice(Cell.STOP, "Stop investing", "Weak relationship, wrong track: a strong sign to stop investing.", ours=False),
    }
)

THRESHOLDS_ARE_OURS = "The source gives no numbers. The lines are ours and can be changed."

DIFFERENT = "You see it differently: talk first."

BORDERLINE = "It is close to the line: talk first."


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From these means on, quality is high and the track is right; within the band around a line it is borderline (settled point A11)."""

    quality: float = 3.5
    direction: float = 3.5
    band: float = 0.25


DEFAULT = Thresholds()


@dataclass(frozen=True, slots=True)
class Position:
    """Where one side's view lies. quality: index of the five qualities; direction: mean of the right-track question; both 1 to 5."""

    quality: float
    direction: float
    cell: Cell
    borderline: bool


@dataclass(frozen=True, slots=True)
class FitCheck:
    """Both views and what the rule says. Without the partner's view it says nothing: ours alone never counts (settled point A12)."""

    partner: Position | None
    ours: Position | None
    advice: Advice | None  # of the cell the partner's view lies in
    talk_first: bool
    text: str

    @property
    def differ(self) -> bool:
        """The two views fall in different cells."""
        return self.partner is not None and self.ours is not None and self.partner.cell is not self.ours.cell

    @property
    def stop(self) -> bool:
        """Clearly low quality on the wrong track: this opens a decision."""
        return self.advice is not None and self.advice.cell is Cell.STOP and not self.talk_first


def position(quality: float | None, direction: float | None, thresholds: Thresholds = DEFAULT) -> Position | None:
    """Where a view lies; None when one of the two numbers is missing: missing is never low."""
    if quality is None or direction is None:
        return None
    high, right = quality >= thresholds.quality - _SAME, direction >= thresholds.direction - _SAME
    cell = (Cell.CONTINUE if right else Cell.CHANGE_IDEA) if high else (Cell.REPAIR if right else Cell.STOP)
    return Position(quality, direction, cell, _near(quality, thresholds.quality, thresholds) or _near(direction, thresholds.direction, thresholds))


def _near(value: float, line: float, thresholds: Thresholds) -> bool:
    return abs(value - line) <= thresholds.band + _SAME


def check(partner: Position | None, ours: Position | None = None) -> FitCheck:
    """What both views say together. The partner's view counts; ours can only say that the two differ (settled points A11 and A12)."""
    if partner is None:
        return FitCheck(None, ours, None, talk_first=False, text="Too few partner people answered about both, relationship and direction.")
    advice = ADVICE[partner.cell]
    if ours is not None and ours.cell is not partner.cell:
        return FitCheck(partner, ours, advice, talk_first=True, text=f"{DIFFERENT} The partner: {_low(advice)} We: {_low(ADVICE[ours.cell])}")
    if partner.borderline:
        return FitCheck(partner, ours, advice, talk_first=True, text=f"{BORDERLINE} {advice.text}")
    return FitCheck(partner, ours, advice, talk_first=False, text=advice.text)


def _low(advice: Advice) -> str:
    return advice.text[0].lower() + advice.text[1:]
