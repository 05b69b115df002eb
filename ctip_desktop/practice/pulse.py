"""The relationship pulse: five qualities of a partnership as both sides see them, and, apart from them, whether it is on the right track.

Source: TMS learning brief (about 2021), lines 30 to 75 (the qualities, and how they hang together) and 116 to 231 (the questions). The charts with
the scale were lost in the source; scale, index and suppression are ours (settled points A9, A10, A12). A single answer is never shown to others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise
from math import floor, sqrt
from statistics import fmean, variance
from types import MappingProxyType

from ctip_desktop.dataclass import dataclass

QUALITY = ("rp_1", "rp_2", "rp_3", "rp_4", "rp_5")
"""The five qualities in the order of the source's summary."""

DIRECTION = "rp_6"
"""Right direction: a check beside the qualities, never part of the index."""

ITEMS = (*QUALITY, DIRECTION)

LABELS: Mapping[str, str] = MappingProxyType(
    {"rp_1": "Alignment", "rp_2": "Value added", "rp_3": "Commitment", "rp_4": "Openness", "rp_5": "Trust", "rp_6": "Right direction"}
)

TRUST: Mapping[str, float] = MappingProxyType({"contact_point": 1.0, "useful_resource": 3.0, "trusted_adviser": 5.0})
"""What the three answers on trust count in the index (settled point A10); the answer itself is always shown in words."""

LEAST = 4
"""Qualities one person must have answered for an index."""

SUPPRESS_UNDER = 3
"""Under this many people nothing is shown."""

WIDE_GAP = 1.0
"""From this difference between the two sides on, the gap is named."""

LOW = 3.5
"""Under this mean a quality, or the direction, is low, so that a hint stands beside it: the lines of the fit check, unless a
programme drew its own."""

_SAME = 1e-9


class Side(StrEnum):
    """Whose view."""

    PARTNER = "partner"
    OURS = "ours"


@dataclass(frozen=True, slots=True)
class Reply:
    """One filled-in pulse. marks: item → 1 to 5; None, or no entry, is an answer that could not be given. An empty side is nobody's view."""

    partnership: str
    wave: str
    on: date | None
    side: str
    respondent: str
    marks: Mapping[str, float | None]
    quotes: Mapping[str, str]  # item → comment that may be quoted

    @property
    def index(self) -> float | None:
        """Mean of the five qualities; None with fewer than four answers (settled point A11)."""
        known = [mark for name in QUALITY if (mark := self.marks.get(name)) is not None]
        return fmean(known) if len(known) >= LEAST else None


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of several people's answers, their spread (standard deviation), and how many they are.

    Under the limit of people there is neither mean nor spread nor number: `count` then says "1 or 2".
    """

    value: float | None
    spread: float | None
    n: int | None
    count: str

    @property
    def shown(self) -> bool:
        """Whether there is a number to show."""
        return self.value is not None


@dataclass(frozen=True, slots=True)
class View:
    """One side's view in one wave. people: how many replied, in words when they are too few to show."""

    people: Mean
    items: Mapping[str, Mean]
    index: Mean
    quotes: tuple[tuple[str, str], ...]  # item and comment, without a name; none when nothing is shown


@dataclass(frozen=True, slots=True)
class Wave:
    """One wave of the pulse of one partnership, with both views."""

    name: str
    on: date | None
    partner: View
    ours: View

    def gap(self, item: str) -> float | None:
        """Ours minus the partner's; None unless both are shown."""
        ours, theirs = self.ours.items[item].value, self.partner.items[item].value
        return None if ours is None or theirs is None else ours - theirs


@dataclass(frozen=True, slots=True)
class Line:
    """One quality over all waves: both means, the gap, the partner's trend (oldest first), and each side's change since it was last shown."""

    item: str
    label: str
    ours: Mean
    theirs: Mean
    gap: float | None
    trend: tuple[float | None, ...]
    change: float | None
    our_change: float | None
    falls: int  # how many waves running the partner's mean went down

    @property
    def wide(self) -> bool:
        """The two sides see it very differently."""
        return self.gap is not None and abs(self.gap) >= WIDE_GAP - _SAME


@dataclass(frozen=True, slots=True)
class Hint:
    """A sentence beside a quality: what stands out, and what to look at first."""

    item: str
    text: str


@dataclass(frozen=True, slots=True)
class Pulse:
    """The pulse of one partnership: its waves, oldest first, and the newest one line by line."""

    waves: tuple[Wave, ...]
    lines: tuple[Line, ...]
    hints: tuple[Hint, ...]

    @property
    def newest(self) -> Wave | None:
        """The last wave."""
        return self.waves[-1] if self.waves else None

    @property
    def divided(self) -> Line | None:
        """The quality about which the partner's people differ most in the newest wave; None when they agree, and when two differ alike.

        Only its name is for showing: with three people a spread beside a mean would tell their answers.
        """
        spreads = sorted(((line.theirs.spread or 0.0, line) for line in self.lines if line.item in QUALITY), key=lambda pair: -pair[0])
        if not spreads or spreads[0][0] <= _SAME or (len(spreads) > 1 and spreads[0][0] - spreads[1][0] <= _SAME):
            return None
        return spreads[0][1]


def mean(marks: Sequence[float], suppress_under: int = SUPPRESS_UNDER) -> Mean:
    """Mean, spread and number of the answers, or words for their number when they are too few."""
    if not marks:
        return Mean(None, None, 0, "none")
    if len(marks) < suppress_under:
        return Mean(None, None, None, _few(suppress_under))
    middle = fmean(marks)
    return Mean(middle, sqrt(fmean((mark - middle) ** 2 for mark in marks)), len(marks), str(len(marks)))


def _few(suppress_under: int) -> str:
    """What is said instead of a small number, so that it cannot be told from one answer more or less."""
    most = suppress_under - 1
    return "1" if most == 1 else "1 or 2" if most == 2 else f"1 to {most}"


def pulse(replies: Iterable[Reply], suppress_under: int = SUPPRESS_UNDER, low: tuple[float, float] = (LOW, LOW)) -> Pulse:
    """The pulse of one partnership from its replies. Waves stand by the day of their last reply, then by name. low: under which mean a quality, and
    the direction, is low."""
    grouped: dict[str, list[Reply]] = defaultdict(list)
    for reply in _once_each(replies):
        grouped[reply.wave].append(reply)
    waves = sorted((_wave(name, found, suppress_under) for name, found in grouped.items()), key=lambda wave: (wave.on or date.min, wave.name))
    lines = tuple(_line(item, waves) for item in ITEMS) if waves else ()
    return Pulse(tuple(waves), lines, hints(lines, low))


def _once_each(replies: Iterable[Reply]) -> list[Reply]:
    """The newest sheet of each person in each wave: a second one, made on another laptop or before the name of the wave was put right, takes the
    place of the first. A sheet without a sign stands for itself."""
    kept: dict[tuple[str, str, str, str | int], Reply] = {}
    for place, reply in enumerate(sorted(replies, key=lambda each: each.on or date.min)):
        kept[reply.partnership, reply.wave, reply.side, reply.respondent.casefold() or place] = reply
    return list(kept.values())


def next_wave(names: Collection[str], today: date) -> str:
    """The name of the round after these: the year and the number after the highest in it, as the form asks for it."""
    year = f"{today.year}-"
    used = [int(number) for name in names if name.strip().startswith(year) and (number := name.strip().removeprefix(year)[:5]).isdecimal()]
    return f"{year}{max(used, default=0) + 1}"


def _wave(name: str, replies: Sequence[Reply], suppress_under: int) -> Wave:
    on = max((reply.on for reply in replies if reply.on), default=None)
    partner, ours = (_view([reply for reply in replies if reply.side == side], suppress_under) for side in (Side.PARTNER, Side.OURS))
    return Wave(name, on, partner, ours)


def _view(replies: Sequence[Reply], suppress_under: int) -> View:
    """One side. Under the limit of people nothing is shown at all, and a quality that fewer people answered is not either."""
    people = mean([0.0] * len({reply.respondent for reply in replies} - {""}) or [0.0] * len(replies), suppress_under)
    if people.n is None or people.n == 0:
        return View(people, dict.fromkeys(ITEMS, people), people, ())
    items = {item: mean([mark for reply in replies if (mark := reply.marks.get(item)) is not None], suppress_under) for item in ITEMS}
    index = mean([index for reply in replies if (index := reply.index) is not None], suppress_under)
    quotes = sorted((item, text) for reply in replies for item, text in reply.quotes.items() if text)
    return View(people, items, index, tuple(quotes))


def _line(item: str, waves: Sequence[Wave]) -> Line:
    newest = waves[-1]
    trend = tuple(wave.partner.items[item].value for wave in waves)
    own = [wave.ours.items[item].value for wave in waves]
    return Line(
        item, LABELS[item], newest.ours.items[item], newest.partner.items[item], newest.gap(item), trend, _change(trend), _change(own), _falls(trend)
    )


def _change(values: Sequence[float | None]) -> float | None:
    """The last value minus the one shown before it; None when the newest wave shows none, or nothing came before."""
    before = [value for value in values[:-1] if value is not None]
    last = values[-1]
    return None if last is None or not before else last - before[-1]


def _falls(values: Sequence[float | None]) -> int:
    known = [value for value in values if value is not None]
    falls = 0
    for earlier, later in reversed(list(pairwise(known))):
        if later >= earlier - _SAME:
            break
        falls += 1
    return falls


_LOOK: Mapping[str, tuple[str, ...]] = MappingProxyType({"rp_5": ("rp_4",), "rp_3": ("rp_2",), "rp_6": ("rp_1",), "rp_1": ("rp_6",)})
"""What to look at first beside a low value: openness builds trust, value added carries commitment, weak alignment goes with a wrong direction
(TMS learning brief, line 74)."""


def hints(lines: Iterable[Line], low: tuple[float, float] = (LOW, LOW)) -> tuple[Hint, ...]:
    """Sentences for the qualities that are low, that the two sides see very differently, or that went down twice running."""
    found = list(lines)
    labels = {line.item: line.label for line in found}
    return tuple(Hint(line.item, text) for line in found if (text := _hint(line, labels, low[line.item == DIRECTION])))


def _hint(line: Line, labels: Mapping[str, str], low: float) -> str:
    words = []
    if line.wide and line.gap is not None:
        words.append(f"You see it very differently (gap {tenths(abs(line.gap))}).")
    if line.falls >= 2:
        words.append(f"It went down {'twice' if line.falls == 2 else f'{line.falls} times'}.")
    first = [labels[name].lower() for name in _LOOK.get(line.item, ()) if name in labels]
    if line.theirs.value is not None and line.theirs.value < low - _SAME:
        words.append(f"It is low. Look at {first[0]} first." if first else "It is low.")
    elif words and first:
        words.append(f"Look at {first[0]}, too.")
    return " ".join(words)


def tenths(value: float, *, signed: bool = False) -> str:
    """One decimal, half away from zero: 1.25 is 1.3 wherever it is shown. signed: with + or −, unless it is none."""
    words = f"{floor(abs(value) * 10 + 0.5 + _SAME) / 10:.1f}"
    if words == "0.0":
        return words
    return f"−{words}" if value < 0 else f"+{words}" if signed else words


# -- over the whole portfolio --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Variance:
    """How much one quality differs between partnerships. value: sample variance of the partners' means; partnerships: how many have one."""

    item: str
    label: str
    value: float | None
    partnerships: int


def variances(replies: Iterable[Reply], suppress_under: int = SUPPRESS_UNDER) -> tuple[Variance, ...]:
    """The variance of each quality over the partnerships, each with its newest wave that has a partner's answer; the largest first.

    Only partners' answers count (settled point A12). Nothing of a single partnership can be told from a variance over at least three of them; under
    three there is none. In the source commitment varied most (TMS learning brief, line 171).
    """
    newest = _newest(reply for reply in _once_each(replies) if reply.side == Side.PARTNER)
    found = [_variance(item, newest, max(2, suppress_under)) for item in QUALITY]
    return tuple(sorted(found, key=lambda each: (each.value is None, -(each.value or 0.0), each.item)))


def _newest(replies: Iterable[Reply]) -> list[list[Reply]]:
    waves: dict[str, dict[str, list[Reply]]] = defaultdict(lambda: defaultdict(list))
    for reply in replies:
        waves[reply.partnership][reply.wave].append(reply)
    return [max(named.items(), key=lambda pair: (max(reply.on or date.min for reply in pair[1]), pair[0]))[1] for named in waves.values()]


def _variance(item: str, groups: Iterable[Sequence[Reply]], least: int) -> Variance:
    given = ([mark for reply in group if (mark := reply.marks.get(item)) is not None] for group in groups)
    means = [fmean(marks) for marks in given if marks]
    return Variance(item, LABELS[item], variance(means) if len(means) >= least else None, len(means))


def varies_most(found: Sequence[Variance]) -> Variance | None:
    """The quality that differs most; None without one, and when two differ alike."""
    known = [each for each in found if each.value is not None]
    if not known or (len(known) > 1 and (known[0].value or 0.0) - (known[1].value or 0.0) <= _SAME):
        return None
    return known[0]
