"""What may be told of companies and partnerships under their agreements of non-disclosure, for everything that is handed over.

Source: CREST midterm evaluation brief (2021), lines 75, 83 to 85 and 125; the rule is `practice.nda`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from unicodedata import category
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.practice.nda import EVERYTHING
from ctip_desktop.queries import rows
from ctip_desktop.queries.partner_data import Partners
from ctip_desktop.queries.rows import Row, Words
from ctip_desktop.workspace.workspace import Workspace

LONG_WORD = 4
"""Letters from which on the first word of a name is its own, and no “The”."""


@dataclass(frozen=True, slots=True)
class Told:
    """What may still be told of one company. label: what its agreement says in place of the name, empty when it says nothing."""

    items: frozenset[str]
    label: str

    def may(self, item: str) -> bool:
        """Whether one item may be told."""
        return item in self.items


SHORTEST_NAME = 3
"""Letters: a shorter name is found in texts by chance."""


@dataclass(frozen=True, slots=True)
class CompanyNames:
    """A company by its names and what may stand in their place. others: local and other names; places: where it is."""

    id: UUID
    name: str
    others: tuple[str, ...]
    places: tuple[str, ...]
    sector: str
    country: str


def every_name(ws: Workspace) -> tuple[CompanyNames, ...]:
    """All companies by their names: whoever is named in a text of somebody else is known to every print."""
    words = Words(ws.catalogue.form("company"))
    with ws.reading() as connection:
        return tuple(names_of(row, words) for row in rows.of_form(connection, "company"))


def names_of(row: Row, words: Words) -> CompanyNames:
    """One company by its names."""
    places = tuple(part for part in map(str.strip, row.text("place").split(",")) if len(part) >= SHORTEST_NAME)
    sector, country = (words.label(name, row.text(name)) for name in ("sector", "country"))
    return CompanyNames(row.uuid, row.title, tuple(spellings(row)[1:]), places, sector, country)


def spellings(row: Row) -> list[str]:
    """The names of a company that are long enough to be one; the first is its own."""
    others = (part.strip() for line in row.text("other_names").splitlines() for part in line.split(","))
    return [row.title, *(name for name in (row.text("local_name"), *others) if len(name) >= SHORTEST_NAME)]


def told(ws: Workspace, today: date | None = None) -> Mapping[UUID, Told]:
    """Every company of which not everything may be told: an agreement of its own, or of a partnership it takes part in, is in force."""
    day = today or ws.now().astimezone().date()
    with ws.reading() as connection:
        data = Partners(connection, ws, day)
        data.companies.update({row.id: row for row in rows.of_form(connection, "company")})
        return limits(data)


def limits(data: Partners) -> dict[UUID, Told]:
    """The same from what is read already."""
    found: dict[bytes, frozenset[str]] = {}
    for company in data.companies:
        found[company] = data.shareable(company).items
    for partnership in data.rows:
        allowed = data.shareable(partnership).items
        for company in data.company_ids(partnership):
            found[company] &= allowed
    return {data.companies[id_].uuid: Told(items, agreed_label(data, id_)) for id_, items in found.items() if items != EVERYTHING}


def agreed_label(data: Partners, company: bytes) -> str:
    """The words of the company's own agreement, else of a partnership of which it is the only partner: with several they can be for somebody else.

    Empty without such words, and when they hold the company's own name or its place.
    """
    alone = [partnership for partnership in data.rows if data.company_ids(partnership) == (company,)]
    labels = (row.text("anonymous_label") for row in data.of("nda", company, *alone))
    row = data.companies[company]
    country = _plain(data.labels.label(row, "country"))
    places = [place for place in map(_plain, row.text("place").split(",")) if len(place) >= SHORTEST_NAME and place != country]
    return next((label for label in labels if label and not _names_it(label, row) and not any(place in _plain(label) for place in places)), "")


def _names_it(label: str, company: Row) -> bool:
    """Whether the words in place of a name hold one of its names, or the word its name begins with: then they hide nothing."""
    said = _plain(label)
    names = [_plain(name) for name in (company.title, company.text("local_name"), *company.text("other_names").splitlines())]
    first = names[0].split(" ")[0]
    return any(name and name in said for name in names) or (len(first) >= LONG_WORD and first in said.split(" "))


def _plain(text: str) -> str:
    """Words in small letters, without what stands between them."""
    return " ".join("".join(ch if ch.isalnum() or category(ch)[0] == "M" else " " for ch in text.casefold()).split())
