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
    from ctip_desktop.queries.naming import CompanyNames, Told

NOBODY: Mapping[UUID, Told] = MappingProxyType({})
ANOTHER = "another company"  # in place of one the print is not about
WITHHELD = "(withheld)"  # in place of an address or a file name that holds a hidden name
ADDRESS = re.compile(r"[^\s,;()<>\[\]\"“”]*[@./\\_:#][^\s,;()<>\[\]\"“”]*[^\W_]")
JOINS = r"[\s\-\u00ad\u2010-\u2015\u200b-\u200f\u2060\ufeff]*"  # what the leak check looks through
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")  # scripts that put no spaces between words
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


def named(company: CompanyNames, shield: Filter) -> Named:
    """A company with the marks of its names."""
    mark = shield.mark("company", "name")
    sector, country = (words if shield.may("company", name) else "" for name, words in (("sector", company.sector), ("country", company.country)))
    return Named(company.id, company.name, company.others, company.places, mark.share, sector, country, mark.asks, mark.sensitive)


class Names:
    """The names in one print. The companies a print is for (`own`) read their own names."""

    def __init__(
        self,
        shield: Filter,
        *,
        forbidden: Iterable[UUID] = (),
        own: Iterable[UUID] = (),
        told: Mapping[UUID, Told] = NOBODY,
        others: Iterable[Named] = (),
    ) -> None:
        """forbidden: never named. own: always named. told: what agreements leave of a company, and their words in place of its name. others: every
        company there is; whoever of them is only named in a text becomes "another company" there."""
        self._filter = shield
        self._told = told
        silent = (company for company, limits in told.items() if not (limits.may("name") and limits.may("existence")))
        self._forbidden = frozenset({*forbidden, *silent})
        self._own = frozenset(own)
        self._known: dict[UUID, Named] = {}
        self._letters: dict[UUID, str] = {}
        self._instead: dict[str, str] = {}  # by folded spelling; a name that is told stands for itself
        self._whole: dict[str, str] = {}  # for a text that is this and nothing else
        self._masks: dict[frozenset[UUID], _Mask] = {}
        self._others = {each.id: each for each in others if self._reason(each)}
        self._keys = tuple((_first(fold(word)), each.id) for each in self._others.values() for word in self._spellings(each))
        for each in (one for one in self._others.values() if one.id in self._forbidden):
            shield.ledger.keep_secret("Company names", *self._spellings(each), hard=True)

    def add(self, company: Named) -> None:
        """Make a company known; decides once whether its name is told."""
        if company.id in self._known:
            return
        self._known[company.id] = company
        self._masks.clear()
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
        self._masks.clear()

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
        if not self.exists(company):
            return "A company, name withheld"
        if self._labelled(company):
            return ", ".join(self._label(company).split(", ")[: 2 if short else None])
        sector, country = (self._open(company, item, words) for item, words in (("sector", known.sector), ("country", known.country)))
        parts = (self._short(company), sector.lower(), "" if short else country)
        return ", ".join(part for part in parts if part)

    def exists(self, company: UUID) -> bool:
        """Whether it may be said that the programme works with this company."""
        return self.may(company, "existence")

    def may(self, company: UUID, item: str) -> bool:
        """Whether agreements let this reader read one item about a company."""
        return self._filter.internal or company in self._own or company not in self._told or self._told[company].may(item)

    def _short(self, company: UUID) -> str:
        """The words in place of the name, without sector and country."""
        if company not in self._letters or not self.exists(company):
            return ANOTHER
        return self._label(company).split(",")[0] if self._labelled(company) else f"Company {self._letters[company]}"

    def _label(self, company: UUID) -> str:
        return self._told[company].label if company in self._told else ""

    def _open(self, company: UUID, item: str, words: str) -> str:
        """Words about a company where no agreement forbids them."""
        return words if self.may(company, item) else ""

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

        A name that is told stays whole, also when it holds the place of a company whose name is not. An address or a file name that holds a withheld
        name is withheld as a whole.
        """
        if whole := self._whole.get(fold(text)):
            return whole
        near = self._near(text)
        if near not in self._masks:
            self._masks[near] = self._mask(near)
        return self._masks[near].over(text)

    def _near(self, text: str) -> frozenset[UUID]:
        """The companies this print is not about whose names may stand in a text."""
        said = fold(text)
        return frozenset(company for key, company in self._keys if key in said and company not in self._known)

    def _mask(self, near: frozenset[UUID]) -> _Mask:
        told = (name for company in self._known.values() if company.id not in self._letters for name in (company.name, *company.others))
        first = self._first_words_of_hidden(near)
        named = {id_: self._spellings(self._others[id_]) for id_ in near}
        exact = {word: ANOTHER for id_, words in named.items() if id_ not in self._forbidden for word in words if " " not in word}
        instead = {fold(word): ANOTHER for words in named.values() for word in words if word not in exact} | self._instead
        words = first | dict.fromkeys(exact, ("", ""))
        shorts = {word: short for word, (short, _) in first.items()} | exact
        keys = frozenset(key for word in (*instead, *shorts) if len(key := _joined(word)) >= LONG_WORD)
        return _Mask(_pattern((*instead, *told), {word: rest for word, (_, rest) in words.items()}), instead, shorts, keys)

    def _spellings(self, company: Named) -> tuple[str, ...]:
        """Its names that stand for it and for nothing else: a single word of the forms could be any word."""
        names = (word.strip() for word in (company.name, *company.others))
        return tuple(word for word in names if len(word) > 2 and (" " in word or not self._filter.ledger.is_common(fold(word))))

    def _first_words_of_hidden(self, near: frozenset[UUID]) -> dict[str, tuple[str, str]]:
        """The word that a name begins with, where the name is hidden: people call a company by it. With the words in its place, and the word that
        follows it in the name. Of a company the print is not about only where an agreement hides it.

        As it is written in the name, all in capitals, and with a capital in front: "bright" stays an ordinary word beside "Bright Foods". Only when
        it is no part of another name, of a sector, a country, a place or the words of the forms: "Viet Nam" stays. Then the first two words stand for
        the name: "Safe Harbour" of "Safe Harbour Foods" is hidden, "Safe" stays.
        """
        every = {**{id_: self._others[id_] for id_ in near}, **self._known}
        words = {each.id: each.name.split() for each in every.values()}
        common = {fold(word) for each in every.values() for word in re.findall(r"\w+", " ".join((each.sector, each.country, *each.places)))}
        found = {}
        for hidden in (each for each in (*self._letters, *(near & self._forbidden)) if len(words[each]) > 1):
            first, second, *more = (word.strip(",.") for word in words[hidden])
            elsewhere = {fold(word) for other, name in words.items() if other != hidden for word in name}
            known = fold(first) in common | elsewhere or self._filter.ledger.is_common(fold(first))
            alone = len(first) >= LONG_WORD and not known
            short, rest = (first, second) if alone else (f"{first} {second}", next(iter(more), ""))
            if short[:1].isupper() and fold(short) not in self._instead:
                spelled = (short, short.upper(), short.title() if short.isupper() else short)
                found.update(dict.fromkeys(spelled, (self._short(hidden), rest)))
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


@dataclass(frozen=True, slots=True)
class _Mask:
    """What is put in place of hidden words. instead: by folded spelling; exact: by words that are exactly so; keys: hidden words without spaces,
    which no address may hold."""

    pattern: re.Pattern[str]
    instead: Mapping[str, str]
    exact: Mapping[str, str]
    keys: frozenset[str]

    def over(self, text: str) -> str:
        """The text without the hidden words."""
        text = self.pattern.sub(lambda found: self.instead.get(fold(found[0])) or self.exact.get(found[0], found[0]), text)
        return ADDRESS.sub(lambda found: WITHHELD if any(key in _joined(found[0]) for key in self.keys) else found[0], text) if self.keys else text


def _first(name: str) -> str:
    return next(iter(re.findall(r"[^\W_]+", name)), name)


def _joined(text: str) -> str:
    """Letters and figures alone, in small letters."""
    return re.sub(r"[\W_]+", "", fold(text))


def _pattern(spellings: Iterable[str], exact: Mapping[str, str] = MappingProxyType({})) -> re.Pattern[str]:
    """Finds any spelling as a whole, whatever the case and the spaces between its words, the longest first; then words that are exactly so.

    exact: with the word that follows in the whole name. Where both are joined by what is easily overlooked, the word stays: the leak check finds the
    whole name and stops the print.
    """
    parts = sorted((_edges(r"\s+".join(map(re.escape, word.split())), word) for word in spellings if word.strip()), key=len, reverse=True)
    parts += [_edges(rf"(?-i:{re.escape(word)})" + (rf"(?!{JOINS}{re.escape(rest)})" if rest else ""), word) for word, rest in exact.items()]
    return re.compile("|".join(parts or ["(?!)"]), re.IGNORECASE)


def _edges(found: str, word: str) -> str:
    """Not inside another word, in scripts that have spaces between words."""
    word = word.strip()
    before, after = ("" if UNSPACED.match(end) else edge for end, edge in ((word[0], r"(?<![^\W_])"), (word[-1], r"(?![^\W_])")))
    return f"{before}{found}{after}"
