"""Did you mean: names that are written almost as somebody typed them."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz

_ALIKE = 80
"""Of 100: one wrong, missing or doubled letter in a word of five."""
_SHORTEST = 4
"""Shorter words are like too many others."""


def almost(typed: str, names: Iterable[str], most: int = 5) -> tuple[str, ...]:
    """The names of which as many words in a row as were typed are written almost so; the nearest first."""
    words = typed.casefold().split()
    if len("".join(words)) < _SHORTEST:
        return ()
    rated = {name: _likeness(words, name) for name in names}
    return tuple(sorted((name for name, points in rated.items() if points >= _ALIKE), key=lambda name: -rated[name])[:most])


def _likeness(words: list[str], name: str) -> float:
    there = name.casefold().split()
    spans = range(max(1, len(there) - len(words) + 1))
    return max(fuzz.ratio(" ".join(words), " ".join(there[start : start + len(words)])) for start in spans)
