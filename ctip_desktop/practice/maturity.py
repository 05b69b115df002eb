"""The maturity spectrum: which stage the evidence suggests, and what we could offer there.

Source: Five learnings brief (about 2019), Figure 1 and Table 1 (lines 150 to 322), footnote 13 (line 166: the spectrum
illustrates stages, it does not rate companies). The source gives no scoring rule; the suggestion below is ours (settled points A7 and A8).
It advises; a person places the company.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Stage(StrEnum):
    """A place on a path, never a grade: no order is defined on purpose, so that nothing can be sorted by it. `PATH` says what follows what."""

    FOLLOWER = "follower"
    MATURE = "mature"
    LEADER = "leader"
    INNOVATOR = "innovator"
    NOT_ENGAGING = "not_engaging"  # beside the path, not on it: no interest for now

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
        Stage.NOT_ENGAGING: "No interest for now",
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
    """The actions of one stage: how many are shown (answered yes), answered no, unknown, not applicable and not asked. `of` is all of them."""

    stage: Stage
    shown: int
    no: int
    unknown: int
    not_applicable: int
    not_asked: int

    @property
    def of(self) -> int:
        """All actions of the stage, whether asked or not: what is not known can never make a stage look fuller."""
        return self.shown + self.no + self.unknown + self.not_applicable + self.not_asked

    @property
    def applicable(self) -> int:
        """The actions that can apply to this company at all."""
        return self.of - self.not_applicable


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the evidence suggests, and why in one or two sentences.

    stage: None when nothing can be suggested (too little is known, or the profile is mixed with nothing in full order below).
    mixed: a higher stage is better evidenced than a lower one. at_most_half_known: most answers are still open, so talk before using it.
    """

    stage: Stage | None
    mixed: bool
    reason: str
    counts: tuple[StageCount, ...]
