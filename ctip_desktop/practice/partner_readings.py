"""What code reads out of the forms around a partnership, as the typed values the rules take. Their question names stand here and in `readings`.

What is missing stays missing: None or an empty text, never zero, and unknown is never no.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.model import Answer, State
from ctip_desktop.practice import nda as nda_rules
from ctip_desktop.practice import people, pulse, stopping
from ctip_desktop.practice.concerns import Concern
from ctip_desktop.practice.fit_check import DEFAULT, Thresholds
from ctip_desktop.practice.funding import Contribution
from ctip_desktop.practice.milestones import Milestone
from ctip_desktop.practice.nda import Nda
from ctip_desktop.practice.partnership_type import Wanted
from ctip_desktop.practice.readings import Answers, day, number, text, yes
from ctip_desktop.practice.requirements import COUNT
from ctip_desktop.practice.stopping import Criterion, Decided


def chosen(answers: Answers, name: str) -> tuple[str, ...]:
    """The choices of a select_multiple; one of a select_one alike."""
    value = answers.get(name).value
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, str) and value else ()


def lines(answers: Answers, name: str) -> tuple[str, ...]:
    """The lines of a text that lists one thing a line."""
    return tuple(line.strip() for line in text(answers, name).splitlines() if line.strip())


@dataclass(frozen=True, slots=True)
class Partnership:
    """One partnership (form `partnership`), without its partners. opportunity: the id it names, as kept."""

    name: str
    status: str
    opportunity: str
    sector: str
    country: str
    first_talk: date | None
    agreement: date | None
    started: date | None
    ended: date | None
    lead_ours: tuple[str, ...]
    lead_theirs: str
    vision: str
    vision_agreed: date | None
    value_roles: tuple[str, ...]

    def active_on(self, today: date) -> bool | None:
        """Whether it ran on a day; None when nobody wrote down when it started."""
        if self.started is None:
            return None
        return self.started <= today and (self.ended is None or today < self.ended)


def partnership(answers: Answers) -> Partnership:
    """Reads a partnership."""
    return Partnership(
        text(answers, "name"),
        text(answers, "status") or "preparing",
        text(answers, "opportunity"),
        text(answers, "sector"),
        text(answers, "country"),
        day(answers, "first_talk_on"),
        day(answers, "agreement_on"),
        day(answers, "started_on"),
        day(answers, "ended_on"),
        lines(answers, "lead_ours"),
        text(answers, "lead_theirs"),
        text(answers, "vision"),
        day(answers, "vision_agreed_on"),
        chosen(answers, "value_roles"),
    )


def reply(answers: Answers, partnership_id: str) -> pulse.Reply:
    """Reads one pulse. A mark outside 1 to 5 is none; comments are taken only where the person allowed to quote."""
    marks: dict[str, float | None] = {item: _mark(answers, item) for item in pulse.ITEMS if item != "rp_5"}
    marks["rp_5"] = pulse.TRUST.get(text(answers, "rp_5"))
    quoted = yes(answers, "may_quote") is True
    quotes = {item: said for item in pulse.ITEMS if (said := text(answers, f"{item}_comment").strip())} if quoted else {}
    return pulse.Reply(
        partnership_id,
        text(answers, "wave").strip(),
        day(answers, "wave_on"),
        text(answers, "side"),
        text(answers, "respondent").strip(),
        marks,
        quotes,
    )


def _mark(answers: Answers, item: str) -> float | None:
    mark = number(answers, item)
    return mark if mark is not None and 1 <= mark <= 5 else None


def contribution(answers: Answers, id_: UUID, programme: str) -> Contribution:
    """Reads a contribution; ours when it names our programme as the giver."""
    giver = text(answers, "partner_name").strip().casefold()
    return Contribution(
        id_,
        number(answers, "value"),
        text(answers, "currency").strip().upper(),
        text(answers, "state"),
        text(answers, "source_class"),
        text(answers, "use_class"),
        text(answers, "kind"),
        text(answers, "basis"),
        ours=bool(giver) and giver == programme.strip().casefold(),
        why=answers.get("use_class").note.strip(),
    )


def nda(answers: Answers, id_: UUID, usual: frozenset[str] = nda_rules.DEFAULT) -> Nda:
    """Reads an agreement of non-disclosure. “None of these” leaves nothing; one that says nothing leaves the default, or less where the programme's
    own (`usual`) is less."""
    items, said = chosen(answers, "shareable"), answers.get("shareable").is_none
    silent = None if usual >= nda_rules.DEFAULT else usual & nda_rules.DEFAULT
    return Nda(id_, day(answers, "signed_on"), day(answers, "ends_on"), frozenset(items) & nda_rules.EVERYTHING if items or said else silent)


def milestone(answers: Answers, id_: UUID) -> Milestone:
    """Reads a milestone."""
    return Milestone(
        id_,
        text(answers, "kind"),
        day(answers, "due"),
        day(answers, "reached_on"),
        number(answers, "payment"),
        text(answers, "payment_currency").strip().upper(),
    )


def concern(answers: Answers, id_: UUID) -> Concern:
    """Reads a concern."""
    return Concern(
        id_,
        text(answers, "side"),
        text(answers, "kind"),
        text(answers, "status"),
        day(answers, "raised_on"),
        text(answers, "resolution"),
        text(answers, "confirmed_ours"),
        text(answers, "confirmed_theirs"),
    )


def criterion(answers: Answers) -> Criterion | None:
    """Reads a stop criterion; None when it is switched off."""
    if yes(answers, "active") is False:
        return None
    within = number(answers, "within_months")
    return Criterion(
        text(answers, "kind") or stopping.Kind.OWN,
        text(answers, "criterion"),
        number(answers, "threshold"),
        text(answers, "unit"),
        int(within) if within is not None and 1 <= within <= 120 else stopping.NO_REPLY_MONTHS,
    )


def decided(answers: Answers) -> Decided:
    """Reads when a decision was taken and is looked at again."""
    return Decided(day(answers, "decided_on"), day(answers, "review_on"))


def attempt(answers: Answers) -> people.Attempt:
    """Reads one try to reach a company."""
    return people.Attempt(text(answers, "method"), text(answers, "result"), day(answers, "date"))


def answered(attempt_: people.Attempt) -> bool | None:
    """Whether somebody answered; None when nobody wrote down what came of it."""
    return None if attempt_.result not in people.RESULTS else attempt_.result != "no_answer"


def points(answers: Answers, scores: Mapping[str, Mapping[str, float]]) -> dict[int, float | None]:
    """Points by rank of the fifteen requirements. scores: question → choice → points, from the form."""
    found: dict[int, float | None] = {}
    for rank in range(1, COUNT + 1):
        name = f"rq_{rank:02d}"
        found[rank] = scores.get(name, {}).get(text(answers, name))
    return found


def wanted(answers: Answers) -> Wanted:
    """Reads what a type of partnership is chosen by."""
    return Wanted(
        text(answers, "change_wanted"),
        text(answers, "how_long"),
        yes(answers, "core_business"),
        chosen(answers, "co_design"),
        chosen(answers, "co_fund"),
        chosen(answers, "co_implement"),
    )


@dataclass(frozen=True, slots=True)
class Targets:
    """What a programme wants to reach, None where it has set nothing."""

    partnerships: float | None = None
    private: float | None = None
    meetings: float | None = None
    people: float | None = None
    organisations: float | None = None


NO_TARGETS = Targets()


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a programme for its partnerships, with their defaults (settled point A11). currency: figures are in it; that of the private
    target, else the programme's. nda_items: what stays shareable in a new agreement of non-disclosure."""

    targets: Targets = NO_TARGETS
    currency: str = ""
    fit: Thresholds = DEFAULT
    pulse_every_months: int = 6
    suppress_under: int = pulse.SUPPRESS_UNDER
    gate: str = stopping.Gate.WARN
    nda_items: frozenset[str] = nda_rules.DEFAULT


def settings(programme: Answers | None) -> Settings:
    """Reads the settings; what is not set keeps its default."""
    if programme is None:
        return Settings()
    default = Settings()
    target = {name: number(programme, f"target_{name}") for name in ("partnerships", "private", "meetings", "people", "organisations")}
    return Settings(
        Targets(**target),
        (text(programme, "target_private_currency") or text(programme, "currency")).strip().upper(),
        Thresholds(
            _within(programme, "fit_quality", default.fit.quality, 1, 5),
            _within(programme, "fit_direction", default.fit.direction, 1, 5),
            _within(programme, "fit_band", default.fit.band, 0, 2),
        ),
        int(_within(programme, "pulse_every_months", default.pulse_every_months, 1, 120)),
        int(_within(programme, "suppress_under", default.suppress_under, 2, 20)),
        text(programme, "gate") or default.gate,
        nda_items(programme),
    )


def nda_items(programme: Answers) -> frozenset[str]:
    """What a new agreement of non-disclosure proposes; the default of mission A15 until the programme has chosen."""
    answer = programme.get("nda_shareable")
    if answer.state is State.NOT_ASKED:
        return nda_rules.DEFAULT
    return frozenset(chosen(programme, "nda_shareable")) & nda_rules.EVERYTHING


NDA, NDA_ITEMS = "nda", "shareable"
"""The form of agreements of non-disclosure, and its question what may still be told."""


def nda_default(programme: Answers) -> Answer:
    """The same as the first answer of a new agreement, in the order of its form; `none` when nothing stays shareable."""
    items = nda_items(programme)
    return Answer.of(tuple(item for item in nda_rules.ITEMS if item in items)) if items else Answer.none()


def _within(answers: Answers, name: str, default: float, low: float, high: float) -> float:
    found = number(answers, name)
    return found if found is not None and low <= found <= high else default
