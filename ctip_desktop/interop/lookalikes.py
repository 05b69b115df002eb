"""Names that may be the same company: equal but for capital letters, accents, punctuation and legal forms, or nearly equal.

It suggests and says why; a person decides. Legal forms are the usual ones of the countries where supplier lists come from (ISO 20275, the list of
entity legal forms, holds them all).
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict

from rapidfuzz import fuzz, process

from ctip_desktop.dataclass import dataclass
from ctip_desktop.pattern import pattern

ALIKE = 88
"""Of 100: how alike two names must be (Levenshtein ratio without legal forms, words in any order)."""

SHORTEST = 5
"""Characters below which names are only compared for being equal: one letter is too much of them."""

LOOKED_AT = 5
"""The most similar names of which one must be of the same country."""

_CODE = 2


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_LEGAL = _set(
    "co company companies ltd limited llc lc inc incorporated corp corporation plc llp lp pllc gmbh ag kg ohg mbh sa sas sarl sasu srl spa snc bv nv "
    "vof ab oy oyj as asa aps kft zrt rt doo dd ooo oao zao pao sti sirketi anonim san tic ve sanayi ticaret ltda limitada eirl cv de rl sapi sab "
    "sl slu lda pt tbk ud pvt private pte sdn bhd berhad public pcl jsc pjsc psc joint stock cty tnhh mtv ctcp kk kabushiki kaisha yk gk"
)
"""Words of legal forms as they are left over when everything is folded; they count at the beginning and the end of a name."""

_FILLING = frozenset({"the", "and"})

_PHRASES = pattern(
    unicodedata.normalize(
        "NFKC",
        r"cong ty (co phan|trach nhiem huu han|tnhh|cp)|trach nhiem huu han|mot thanh vien|co phan|บริษัท|บจก|บมจ|หจก|ห้างหุ้นส่วน|จำกัด|มหาชน|"
        r"ក្រុមហ៊ុន|有限责任公司|股份有限公司|有限公司|股份公司|公司|株式会社|有限会社|合同会社|주식회사|유한회사",
    )
)
"""Legal forms of several words, and of scripts written without blanks."""

_PLAIN = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th", "&": " and "})
_INSIDE = pattern(r"(?<=\b\w)\.(?=\w\b)|[’'`]")
"""Dots and strokes that part no words: s.r.l., O'Neill."""

_ABOVE_AND_BELOW = frozenset({216, 220, 230, 202, 240})
"""Combining classes of marks on Latin, Greek and Cyrillic letters. Vowels and tones of Thai or Khmer have others: without them it is another word."""


@dataclass(frozen=True, slots=True)
class Alike:
    """A name that resembles another one: its place in what was looked through, how alike (100 = the same but for spelling and legal form)."""

    place: int
    likeness: int


def bare_name(name: str) -> str:
    """A name without capital letters, accents, punctuation and legal forms; with them when nothing else is left."""
    text = unicodedata.normalize("NFKD", name.casefold().translate(_PLAIN))
    text = "".join(sign for sign in text if unicodedata.combining(sign) not in _ABOVE_AND_BELOW)
    words = _words(_PHRASES.sub(" ", unicodedata.normalize("NFKC", _words(_INSIDE.sub("", text)))))
    kept = [word for word in words.split() if word not in _FILLING]
    while kept and kept[-1] in _LEGAL:
        kept.pop()
    while kept and kept[0] in _LEGAL:
        kept.pop(0)
    return " ".join(kept) or words or _words(text)


def _words(text: str) -> str:
    """Letters, numbers and the marks that belong to them, with single blanks between."""
    return " ".join("".join(sign if unicodedata.category(sign)[0] in "LNM" else " " for sign in text).split())


class Names:
    """Names that were met, to be asked for the one that a further name resembles most."""

    def __init__(self) -> None:
        self._countries: list[str] = []
        self._equal: dict[str, int] = {}
        self._by_codes: dict[str, tuple[list[int], list[str]]] = defaultdict(lambda: ([], []))

    def add(self, name: str, country: str = "") -> int:
        """Keep a name; returns its place."""
        bare, place = bare_name(name), len(self._countries)
        self._countries.append(country)
        self._equal.setdefault(_joined(bare), place)
        places, keys = self._by_codes[_codes(bare)]
        places.append(place)
        keys.append(_in_order(bare))
        return place

    def most_alike(self, name: str, country: str = "") -> Alike | None:
        """The name that resembles this one most; the first of equals. A name that is only similar counts within one country, and Unit 2 never
        resembles Unit 3."""
        bare = bare_name(name)
        equal = self._equal.get(_joined(bare)) if bare else None
        if equal is not None:
            return Alike(equal, 100)
        if len(bare) < SHORTEST:
            return None
        places, keys = self._by_codes.get(_codes(bare), ([], []))
        for _, likeness, at in process.extract(_in_order(bare), keys, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=LOOKED_AT):
            if not country or self._countries[places[at]] in ("", country):
                return Alike(places[at], min(99, round(likeness)))
        return None


def _joined(bare: str) -> str:
    return bare.replace(" ", "")


def _in_order(bare: str) -> str:
    return " ".join(sorted(bare.split()))


def _codes(bare: str) -> str:
    """What tells branches, units and funds apart: numbers, and words of one or two letters."""
    return " ".join(sorted(word for word in bare.split() if (len(word) <= _CODE and word.isascii()) or any(sign.isdigit() for sign in word)))
