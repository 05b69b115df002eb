"""A sentence with open places: the window looks its words up in the language of the person, prints and the command line take them as they are."""

from __future__ import annotations

from typing import NamedTuple


class Said(NamedTuple):
    """words: English, with {0}, {1} and so on for what differs. values: what stands there: names, numbers as they are shown."""

    words: str
    values: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.words.format(*self.values)
