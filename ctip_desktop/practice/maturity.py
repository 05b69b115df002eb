"""The maturity spectrum: which stage the evidence suggests, and what we could offer there.

Source: Five learnings brief (about 2019), Figure 1 and Table 1 (lines 150 to 322), footnote 13 (line 166: the spectrum
illustrates stages, it does not rate companies). The source gives no scoring rule; the suggestion below is ours (settled points A7 and A8).
It advises; a person places the company.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from ctip_desktop.dataclass import dataclass


class Stage(StrEnum):
    """A place on a path, never a grade: no order is defined on purpose, so that nothing can be sorted by it. `PATH` says what follows what."""

    FOLLOWER = "follower"
    MATURE = "mature"
    LEADER = "leader"
    INNOVATOR = "innovator"
    NOT_ENGAGING = "not_engaging"  # beside the path, not on it, whatever the reason

    def __lt__(self, other: str) -> bool:
        raise TypeError("Stages are places on a path and are not compared.")

    __le__ = __gt__ = __ge__ = __lt__


PATH: tuple[Stage, ...] = (Stage.FOLLOWER, Stage.MATURE, Stage.LEADER, Stage.INNOVATOR)

LABELS: Mapping[Stage, str] = MappingProxyType(
    {
        Stage.FOLLOWER: "Follower",
        Stage.MATURE: "Mature",
        Stage.LEADER: "Leader",
        Stage.INNOVATOR: "Innovator",
        Stage.NOT_ENGAGING: "Not engaging now",
    }
)
"""The names of the source, for the team."""

CAPTIONS: Mapping[Stage, str] = MappingProxyType(
    {
        Stage.FOLLOWER: "Supports projects",
        Stage.MATURE: "Meets rules",
        Stage.LEADER: "Works for change",
        Stage.INNOVATOR: "Builds it into the business",
        Stage.NOT_ENGAGING: "Not now",
    }
)
"""Neutral words, the only ones used in anything a company reads."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something a programme can offer a company at a stage, in our words. `index` is its place among the offers of that stage, from 0."""

    stage: Stage
    index: int
    title: str
    detail: str
    source: str


def _offers(stage: Stage, lines: str, *texts: tuple[str, str]) -> tuple[Offer, ...]:
    source = f"Five learnings brief (about 2019), Table 1, lines {lines}"
    return tuple(Offer(stage, index, title, detail, source) for index, (title, detail) in enumerate(texts))


OFFERS: Mapping[Stage, tuple[Offer, ...]] = MappingProxyType(
    {
        Stage.FOLLOWER: _offers(
            Stage.FOLLOWER,
            "310 to 322",
            (
                "Knowledge about trafficking for its giving",
                "Share what we know about trafficking with those who plan its giving and social work.",
            ),
            ("Its giving and our work, side by side", "Look together at where the company’s giving could serve one of our activities."),
        ),
        Stage.MATURE: _offers(
            Stage.MATURE,
            "289 to 303",
            ("Help with rules and risk", "Give expertise, research and analysis for the company’s work on rules and risk."),
            ("Training on trafficking together with suppliers", "Prepare and hold training on trafficking with the company’s suppliers."),
        ),
        Stage.LEADER: _offers(
            Stage.LEADER,
            "266 to 287",
            (
                "Impact assessment or an independent worker voice",
                "Help it see its effect on human rights, or set up a channel for workers run by others.",
            ),
            (
                "Social and labour audits, and a link to others",
                "Do social and labour audits. Connect the company with groups at risk and the police.",
            ),
        ),
        Stage.INNOVATOR: _offers(
            Stage.INNOVATOR,
            "244 to 264",
            (
                "A shared-value idea that can grow",
                "Design something together that serves both sides and that the industry can take up.",
            ),
            (
                "A long partnership with an industry group",
                "Work with an industry group on labour rights, due diligence and help for survivors.",
            ),
        ),
    }
)


def offers(stage: Stage | None) -> tuple[Offer, ...]:
    """What could be offered at a stage: two each (Five learnings brief, Table 1); none without a stage or when not engaging now."""
    return OFFERS.get(stage, ()) if stage else ()


@dataclass(frozen=True, slots=True)
class StageCount:
    """The actions of one stage by what is known about them. `shown` is answered yes; an unknown action is neither shown nor a no."""

    stage: Stage
    shown: int
    no: int = 0
    unknown: int = 0
    not_applicable: int = 0
    not_asked: int = 0

    @property
    def of(self) -> int:
        """All actions of the stage."""
        return self.shown + self.no + self.unknown + self.not_applicable + self.not_asked

    @property
    def open(self) -> int:
        """The actions nobody could answer yet: unknown or not asked."""
        return self.unknown + self.not_asked

    @property
    def half_shown(self) -> bool:
        """At least half of all its actions are shown. What is open or does not apply is not shown, and does not leave the count either."""
        return self.shown > 0 and 2 * self.shown >= self.of

    def at_best(self) -> StageCount:
        """The same stage if every open action turned out to be shown."""
        return StageCount(self.stage, self.shown + self.open, self.no, 0, self.not_applicable, 0)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the answers suggest, and why in plain sentences.

    stage: None when no stage has half of its actions shown, and when the profile is mixed.
    mixed: the highest stage that is half shown has one before it that is not. can_change: the open answers could still lead elsewhere.
    """

    stage: Stage | None
    mixed: bool
    can_change: bool
    reason: str
    counts: tuple[StageCount, ...]

    @property
    def name(self) -> str:
        """As it is kept beside a placement: the stage, `mixed`, or `none`."""
        return "mixed" if self.mixed else self.stage.value if self.stage else "none"


def suggest(counts: Iterable[StageCount]) -> Suggestion:
    """The highest stage with at least half of its actions shown, if no stage before it is below half; otherwise a mixed profile.

    The rule is ours (settled point A7: cumulative, because the source describes a leader as acting in its own operations and an innovator
    as being a leader and more, Five learnings brief, Figure 1). Unknown never counts as no: the reason says that it could change the suggestion.
    """
    in_order = tuple(sorted(counts, key=lambda count: PATH.index(count.stage)))
    stage, mixed = _reached(in_order)
    can_change = _reached(tuple(count.at_best() for count in in_order)) != (stage, mixed)
    return Suggestion(stage, mixed, can_change, _reason(in_order, stage, mixed, can_change), in_order)


def _reached(counts: tuple[StageCount, ...]) -> tuple[Stage | None, bool]:
    """The highest stage that is half shown, or that there is one but with a gap before it."""
    half = [count.half_shown for count in counts]
    if True not in half:
        return None, False
    highest = len(half) - 1 - half[::-1].index(True)
    mixed = False in half[:highest]
    return (None if mixed else counts[highest].stage), mixed


def _reason(counts: tuple[StageCount, ...], stage: Stage | None, mixed: bool, can_change: bool) -> str:
    shown = {count.stage: count for count in counts}
    sentences = []
    if stage:
        before = ", and at least half at every stage before it" if stage is not PATH[0] else ""
        sentences.append(f"{LABELS[stage]}: {_of(shown[stage])} actions are shown{before}.")
    elif not mixed:
        sentences.append("No stage has half of its actions shown.")
    if mixed:
        low = next(count for count in counts if not count.half_shown)
        high = next(count for count in reversed(counts) if count.half_shown)
        sentences.append(f"Mixed profile: {LABELS[high.stage]} has {_of(high)} shown, but {LABELS[low.stage]} only {_of(low)}.")
    if can_change:
        sentences.append(f"{sum(count.open for count in counts)} actions are still open. They could change this.")
    return " ".join(sentences)


def _of(count: StageCount) -> str:
    return f"{count.shown} of {count.of}"


def differ(team: Stage | None, company: Stage | None) -> str:
    """What to say when the team and the company see different stages; empty when they agree or one of them has no view."""
    if team is None or company is None or team is company:
        return ""
    if team not in PATH or company not in PATH:
        return "Our team and the company see it differently. Talk about the difference."
    steps = PATH.index(company) - PATH.index(team)
    return f"The company sees itself {_steps(abs(steps))} {'further' if steps > 0 else 'back'}. Talk about the difference."


def _steps(count: int) -> str:
    return "one stage" if count == 1 else f"{count} stages"
