"""What the Programme page asks: the programme's own record, its rules, and the people with their devices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ctip_desktop.practice.ranking import Method


@dataclass(frozen=True, slots=True)
class Rules:
    """The settings a programme may change; every one has a documented default (the settled points A1 to A20) and is named in reports."""

    method: Method
    method_sentence: str
    blind_first_round: bool
    recheck_months: int
    silence_days: int
    ungp_gate: str  # off, warn or require


@dataclass(frozen=True, slots=True)
class PersonView:
    """One device and the person who uses it. `own`: this laptop."""

    device: UUID
    person: str
    name: str
    own: bool
    trusted: bool
    has_card: bool
    added_at: datetime | None
    last_exchange: datetime | None


@dataclass(frozen=True, slots=True)
class ProgrammeView:
    """The programme as its Programme page shows it. record: None until the programme form is filled in."""

    name: str
    record: UUID | None
    goals: tuple[str, ...]
    countries: tuple[str, ...]
    sectors: tuple[str, ...]
    currency: str
    rules: Rules
    people: tuple[PersonView, ...]
    counts: tuple[tuple[str, int], ...]  # form name, live records
    forms: tuple[tuple[str, str, str], ...]  # name, version, title of the forms in use
