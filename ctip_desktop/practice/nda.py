"""What may still be said while a non-disclosure agreement is in force.

Source: CREST midterm evaluation brief (2021), lines 75 and 83 to 85 (agreements hinder sharing, basic elements can be negotiated) and 125 (a minimum
that must stay shareable). The items and the default are ours (settled point A15).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from ctip_desktop.dataclass import dataclass

ITEMS = ("existence", "name", "sector", "country", "activity", "period", "money", "workers", "results", "lessons")
"""What an agreement may leave shareable, in the order of its form."""

DEFAULT = frozenset({"existence", "sector", "country", "activity", "period"})
"""What stays shareable when an agreement does not say (settled point A15)."""

EVERYTHING = frozenset(ITEMS)


@dataclass(frozen=True, slots=True)
class Nda:
    """One agreement. shareable: None when nobody has ticked anything, which means the default."""

    id: UUID
    signed_on: date | None
    ends_on: date | None
    shareable: frozenset[str] | None = None

    def in_force(self, day: date) -> bool:
        """Whether it binds on a day. Without a day of signing it does: what is not known never opens anything."""
        return (self.signed_on is None or self.signed_on <= day) and (self.ends_on is None or day <= self.ends_on)

    @property
    def leaves(self) -> frozenset[str]:
        """What it leaves shareable."""
        return DEFAULT if self.shareable is None else self.shareable & EVERYTHING


@dataclass(frozen=True, slots=True)
class Shareable:
    """What may be said about a company on a day. agreements: those in force; hidden: what must not be said, in the order of the form."""

    items: frozenset[str]
    agreements: tuple[UUID, ...]

    @property
    def hidden(self) -> tuple[str, ...]:
        """The items that must not be said."""
        return tuple(item for item in ITEMS if item not in self.items)

    def may(self, item: str) -> bool:
        """Whether one item may be said."""
        return item in self.items


def shareable(found: Iterable[Nda], day: date, *, said_to_exist: bool = False, usual: frozenset[str] = DEFAULT) -> Shareable:
    """What stays shareable under all agreements in force together: the least any of them allows.

    said_to_exist: the company is known to have an agreement of which there is no record here; then the default counts, or less
    where what the programme proposes (`usual`) is less.
    """
    every = list(found)
    binding = [each for each in every if each.in_force(day)]
    items = EVERYTHING.intersection(*(each.leaves for each in binding)) if binding else EVERYTHING
    if said_to_exist and not every:
        items = DEFAULT & usual
    return Shareable(items, tuple(each.id for each in binding))


def anonymous_label(letter: str, may: Collection[str], sector: str = "", country: str = "") -> str:
    """What stands in place of a name: "Company A, electronics, Viet Nam"; sector and country only where they may be said."""
    facts = [sector[:1].lower() + sector[1:] if "sector" in may and sector else "", country if "country" in may else ""]
    return ", ".join(filter(None, (f"Company {letter}", *facts)))


def letter(place: int) -> str:
    """A, B, … Z, AA, AB, … for places from 0."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
