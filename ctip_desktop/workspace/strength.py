"""How hard a passphrase is to guess, in one of four words, with advice. Estimated by zxcvbn, offline."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from ctip_desktop.dataclass import dataclass
from ctip_desktop.errors import BadInput

SHORTEST = 8
LOOKED_AT = 72
"""zxcvbn slows down with length; beyond this everything is strong enough or repeats itself."""


class Strength(StrEnum):
    """From guessable in hours to out of reach. `weak` is not taken."""

    WEAK = "weak"
    FAIR = "fair"
    GOOD = "good"
    STRONG = "strong"


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


def judge(passphrase: str, known: Sequence[str] = ()) -> Verdict:
    """How strong it is. `known`: words that others can guess at once, such as the names of the programme and the person."""
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
