"""Company names for one reader: the name where it may be told, else "Company B, hospitality, Ostrana", and never both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.model import Asks, Share
from ctip_desktop.reports.audience import Audience, Filter, fold

if TYPE_CHECKING:
    from ctip_desktop.queries.naming import Told

NOBODY: Mapping[UUID, Told] = MappingProxyType({})
LABELLED = "="  # before a letter that an agreement gave
NO_AGREEMENT = "no agreement yet to share the name"
FORBIDDEN = "an agreement forbids it"
A_PERSON = "a person"
LONG_WORD = 4
"""Letters from which on the first word of a name stands for the name, as "Heronmill" for "Heronmill Textiles"; the same as for labels."""


@dataclass(frozen=True, slots=True)
class Named:
    """A company with its names and what may be said in their place.

    sector, country: empty when this reader may not see them either. others: local and other names, places: where it is; withheld with the name.
    """

    id: UUID
    name: str
    others: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    share: Share | None = None
    sector: str = ""
    country: str = ""
    asks: Asks = Asks.TEAM
    sensitive: bool = False


class Names:
    """The names in one print. The companies a print is for (`own`) read their own names."""

    def __init__(self, shield: Filter, *, forbidden: Iterable[UUID] = (), own: Iterable[UUID] = (), told: Mapping[UUID, Told] = NOBODY) -> None:
        """forbidden: never named. own: always named. told: what agreements leave of a company, and their words in place of its name."""
        self._filter = shield
        self._told = told
        self._forbidden = frozenset({*forbidden, *(company for company, limits in told.items() if not limits.may("name"))})
        self._own = frozenset(own)
        self._known: dict[UUID, Named] = {}
        self._letters: dict[UUID, str] = {}
        self._instead: dict[str, str] = {}  # by folded spelling; a name that is told stands for itself
        self._whole: dict[str, str] = {}  # for a text that is this and nothing else
        self._first_words: dict[str, str] = {}
        self._pattern: re.Pattern[str] | None = None

    def add(self, company: Named) -> None:
        """Make a company known; decides once whether its name is told."""
        if company.id in self._known:
            return
        self._known[company.id] = company
        self._pattern = None
        if reason := self._reason(company):
            self._letters[company.id] = self._free_letter(self._label(company.id))
            spellings = tuple(word for word in (company.name, *company.others) if len(word.strip()) > 2)
            self._instead = dict.fromkeys(map(fold, company.places), self._somewhere(company)) | self._instead
            self._instead.update(dict.fromkeys(map(fold, spellings), self._short(company.id)))
            self._filter.ledger.leave_out("Company names", reason, *spellings, hard=True)
            self._filter.ledger.keep_secret("Places of companies without a name", *company.places, hard=True)
        else:
            self._filter.ledger.tell_name(company.name, *company.others)

    def hide_people(self, people: Iterable[str]) -> None:
        """Names that become "a person". A name of one word could be any word ("May"), so it does so only where it is the whole text."""
        for name in map(fold, people):
            self._whole[name] = A_PERSON
            if " " in name:
                self._instead[name] = A_PERSON
        self._pattern = None

    def _somewhere(self, company: Named) -> str:
        country = self._open(company.id, "country", company.country)
        return "a place" + (f" in {country}" if country else "")

    def withheld(self, company: UUID) -> bool:
        """Whether this reader does not see the name. A company nobody made known is not named either."""
        return company not in self._known or company in self._letters

    def of(self, company: UUID, *, short: bool = False) -> str:
        """The name, or the words in its place; short: without the country."""
        if company not in self._known:
            return "A company, name withheld"
        known = self._known[company]
        if company not in self._letters:
            self._filter.ledger.show(known.name)
            return known.name
        if self._labelled(company):
            return ", ".join(self._label(company).split(", ")[: 2 if short else None])
        sector, country = (self._open(company, item, words) for item, words in (("sector", known.sector), ("country", known.country)))
        parts = (self._short(company), sector.lower(), "" if short else country)
        return ", ".join(part for part in parts if part)

    def _short(self, company: UUID) -> str:
        """The words in place of the name, without sector and country."""
        return self._label(company).split(",")[0] if self._labelled(company) else f"Company {self._letters[company]}"

    def _label(self, company: UUID) -> str:
        return self._told[company].label if company in self._told else ""

    def _open(self, company: UUID, item: str, words: str) -> str:
        """Words about a company where no agreement forbids them."""
        return words if company not in self._told or self._told[company].may(item) else ""

    def _labelled(self, company: UUID) -> bool:
        """Whether an agreement's own words stand in place of the name: they do unless another company has the same."""
        return self._letters[company].startswith(LABELLED)

    def _free_letter(self, label: str) -> str:
        """A letter nobody has; an agreement's own words, marked as such, when they begin with "Company" and a letter that is free, or with others."""
        taken = {one.removeprefix(LABELLED) for one in self._letters.values()}
        own = label.split(",")[0].removeprefix("Company ").strip()
        if own and own not in taken:
            return LABELLED + own
        return next(letter for index in range(len(taken) + 1) if (letter := _letter(index)) not in taken)

    def masked(self, text: str) -> str:
        """A text in which every withheld name is replaced by its letter, and the place of that company by its country.

        A name that is told stays whole, also when it holds the place of a company whose name is not.
        """
        if self._pattern is None:
            told = (name for company in self._known.values() if company.id not in self._letters for name in (company.name, *company.others))
            self._first_words = self._first_words_of_hidden()
            self._pattern = _pattern((*self._instead, *told), self._first_words)
        if whole := self._whole.get(fold(text)):
            return whole
        return self._pattern.sub(lambda found: self._instead.get(fold(found[0])) or self._first_words.get(found[0], found[0]), text)

    def _first_words_of_hidden(self) -> dict[str, str]:
        """The word that a name begins with, where an agreement hides the name: people call a company by it.

        As it is written in the name, all in capitals, and with a capital in front: "bright" stays an ordinary word beside "Bright Foods". Only when
        it is no part of another name, of a sector, a country, a place or the words of the forms: "Viet Nam" stays. Then the first two words stand for
        the name: "Safe Harbour" of "Safe Harbour Foods" is hidden, "Safe" stays.
        """
        words = {each.id: each.name.split() for each in self._known.values()}
        common = {fold(word) for each in self._known.values() for word in re.findall(r"\w+", " ".join((each.sector, each.country, *each.places)))}
        found = {}
        for hidden in (each for each in self._letters if each in self._forbidden and len(words[each]) > 1):
            first, second = (word.strip(",.") for word in words[hidden][:2])
            elsewhere = {fold(word) for other, name in words.items() if other != hidden for word in name}
            known = fold(first) in common | elsewhere or self._filter.ledger.is_common(fold(first))
            short = first if len(first) >= LONG_WORD and not known else f"{first} {second}"
            if short[:1].isupper() and fold(short) not in self._instead:
                found.update(dict.fromkeys((short, short.upper(), short.title() if short.isupper() else short), self._short(hidden)))
        return found

    def _reason(self, company: Named) -> str:
        if self._filter.internal or company.id in self._own:
            return ""
        if company.id in self._forbidden:
            return FORBIDDEN
        if self._filter.audience is Audience.PARTNER:
            return "another company"
        closed = self._filter.closed("company")
        return closed or (NO_AGREEMENT if self._filter.why_not(company, "company", "name") else "")


def _letter(index: int) -> str:
    """A, B … Z, AA, AB …"""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text


def _pattern(spellings: Iterable[str], exact: Iterable[str] = ()) -> re.Pattern[str]:
    """Finds any spelling as a whole, whatever the case and the spaces between its words, the longest first; then words that are exactly so.

    Such a word ends there: written in one with the next it may be the whole name, written to be overlooked, and is left to the leak check.
    """
    parts = sorted((r"\s+".join(map(re.escape, word.split())) for word in spellings if word.strip()), key=len, reverse=True)
    parts += [rf"(?-i:{re.escape(word)})(?![^\w\s'’/(,:;]\w)" for word in exact]
    return re.compile(r"(?<!\w)(?:" + "|".join(parts or ["(?!)"]) + r")(?!\w)", re.IGNORECASE)
