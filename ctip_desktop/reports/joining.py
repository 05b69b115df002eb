"""Arabic letters as they are written: each in the form that joins it to its neighbours, lam and alef as one.

The forms and what they stand for are those of the Unicode character database (Arabic Presentation Forms A and B), so there is no table of our own.
Whatever is read back from a print is brought back to plain letters by compatible normalisation.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

FORMS = (*range(0xFB50, 0xFC00), *range(0xFE70, 0xFEFD))
TATWEEL = "\u0640"  # joins on both sides and has one form

Forms = Mapping[str, Mapping[str, str]]  # letters to their forms: isolated, initial, medial, final


@cache
def _forms() -> Forms:
    found: dict[str, dict[str, str]] = {}
    for code in FORMS:
        kind, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        if kind and len(letters) <= 2 and "0020" not in letters and "0640" not in letters:
            found.setdefault("".join(chr(int(letter, 16)) for letter in letters), {})[kind.strip("<>")] = chr(code)
    return found


def joined(text: str) -> str:
    """The text with every letter in its joined form; marks stay on their letters. Other scripts are left as they are."""
    letters = list(_letters(text))
    out = []
    for index, (letter, marks) in enumerate(letters):
        before = index > 0 and _joins_on(letters[index - 1][0]) and _joins_back(letter)
        after = index + 1 < len(letters) and _joins_on(letter) and _joins_back(letters[index + 1][0])
        kind = ("isolated", "initial", "final", "medial")[after + 2 * before]
        out.append(_forms().get(letter, {}).get(kind, letter) + marks)
    return "".join(out)


def _letters(text: str) -> Iterator[tuple[str, str]]:
    """Letters, each with the marks on it; lam with an alef behind it counts as one."""
    letter, marks = "", ""
    for c in text:
        if letter and unicodedata.category(c) == "Mn":
            marks += c
        elif len(letter) == 1 and not marks and letter == "\u0644" and letter + c in _forms():
            letter += c
        else:
            if letter:
                yield letter, marks
            letter, marks = c, ""
    if letter:
        yield letter, marks


def _joins_on(letter: str) -> bool:
    """Whether a letter reaches to the next."""
    return letter == TATWEEL or "initial" in _forms().get(letter, {})


def _joins_back(letter: str) -> bool:
    """Whether a letter is reached by the one before."""
    return letter == TATWEEL or "final" in _forms().get(letter, {})
