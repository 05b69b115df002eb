"""How hard a passphrase is to guess, in one of four words, with advice. Estimated by zxcvbn, offline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from ctip_desktop.dataclass import dataclass
from ctip_desktop.errors import BadInput

SHORTEST = 8
LOOKED_AT = 72
"""zxcvbn slows down with length; beyond this everything is strong enough or repeats itself."""


SHORTEST_NAME = 4
"""Letters from which on a part of a name counts: shorter ones stand by chance in many words."""


class Strength(StrEnum):
    """From guessable in hours to out of reach. `weak` is not taken."""

    WEAK = "weak"
    FAIR = "fair"
    GOOD = "good"
    STRONG = "strong"


_RANK = tuple(Strength)
_WORDS = (Strength.WEAK, Strength.WEAK, Strength.FAIR, Strength.GOOD, Strength.STRONG)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The word, and one sentence of advice (empty when there is nothing to add)."""

    strength: Strength
    advice: str

    @property
    def enough(self) -> bool:
        """May it be used?"""
        return self.strength is not Strength.WEAK


def names_in(passphrase: str, known: Iterable[str]) -> tuple[str, ...]:
    """Words of the names given that stand in the passphrase, in any case, also inside another word; the longest first."""
    typed = passphrase.casefold()
    return tuple(word for word in _name_words(known) if word in typed)


def _name_words(known: Iterable[str]) -> list[str]:
    """“Mekong: Trial/1” is two words."""
    found = {word for name in known for word in re.split(r"[\W\d_]+", name.casefold()) if len(word) >= SHORTEST_NAME}
    return sorted(found, key=lambda word: (-len(word), word))


def judge(passphrase: str, known: Sequence[str] = ()) -> Verdict:
    """How strong it is. `known`: names that others can guess at once: of the programme, the person and the laptop. Their words count for nothing."""
    names = names_in(passphrase, known)
    if not names:
        return _judged(passphrase, known)
    rest = passphrase.casefold()
    for name in names:
        rest = rest.replace(name, "")
    found = min(_judged(passphrase, known), _judged(rest.strip(), known), key=lambda verdict: _RANK.index(verdict.strength))
    return Verdict(found.strength, f"Leave out “{names[0]}”: it is a part of a name in this programme.")


def _judged(passphrase: str, known: Sequence[str]) -> Verdict:
    if len(passphrase) < SHORTEST:
        return Verdict(Strength.WEAK, f"Use at least {SHORTEST} characters. Four or five unrelated words are easy to remember.")
    from zxcvbn import zxcvbn  # loads its word lists, a tenth of a second, only where a passphrase is chosen

    found = zxcvbn(passphrase[:LOOKED_AT], user_inputs=[word for word in known if word])
    strength = _WORDS[found["score"]]
    advice = "" if strength in (Strength.GOOD, Strength.STRONG) else "Add another word or two that do not belong together."
    return Verdict(strength, advice)


def require(passphrase: str, known: Sequence[str] = ()) -> None:
    """Raises BadInput for a weak one."""
    verdict = judge(passphrase, known)
    if not verdict.enough:
        raise BadInput("This passphrase is too easy to guess.", kept="Nothing was made.", next_step=verdict.advice)
