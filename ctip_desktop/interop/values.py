"""One cell of a list → one answer. What cannot be read as the question wants is kept as a note, never dropped and never guessed silently."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from rapidfuzz import fuzz, process

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.model import Answer, Choice, Question, State
from ctip_desktop.resources import text as resource_text

ALIKE = 92  # of 100: how alike two option texts must be to be read as the same; the reading is told
NONE = frozenset({"none", "none of these"})
NOT_KNOWN = frozenset({"unknown", "not known", "n/k", "?"})
NOT_APPLICABLE = frozenset({"n/a", "na", "not applicable"})


@dataclass(frozen=True, slots=True)
class Reading:
    """An answer and, when it was not plain, how the cell was read."""

    answer: Answer
    remark: str = ""


def read_cell(question: Question, text: str) -> Reading:
    """The answer that this text gives to this question."""
    plain = text.casefold()
    if not text:
        return Reading(Answer())
    if question.type != "text" and plain in NOT_KNOWN:
        return Reading(Answer(state=State.UNKNOWN))
    if question.type != "text" and plain in NOT_APPLICABLE:
        return Reading(Answer(state=State.NOT_APPLICABLE))
    if question.type == "select_multiple" and question.offers_none and plain in NONE:
        return Reading(Answer.none())
    if question.type == "select_one":
        return _one(question, text)
    if question.type == "select_multiple":
        return _several(question, text)
    if question.type in ("integer", "decimal", "range"):
        return _number(question, text)
    if question.type == "date":
        return _date(text)
    return Reading(Answer.of(text.upper() if question.is_currency else text))


def kept(text: str, why: str) -> Reading:
    """Nothing is answered; the words of the cell stand in the note, and it is said why."""
    return Reading(Answer(note=f"In the list: {text}"), f"“{_short(text)}” {why}. It was kept as a note.")


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"


def fold(text: str) -> str:
    """For comparing: without case, marks on letters and punctuation."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", bare))


def _names(choice: Choice) -> Iterator[str]:
    """What lists may call an option: its name, its label, its other names (column `also`), and the examples in its hint."""
    examples = choice.hint.split(",") if "," in choice.hint else ()
    yield from (choice.name, choice.label, *choice.extra.get("also", "").split("|"), *examples)


def match_choice(choices: Sequence[Choice], text: str) -> tuple[Choice | None, bool]:
    """(the option that the text names, was it exact). Exact = one of `_names`."""
    wanted = fold(text)
    texts = [(fold(name), choice) for choice in choices for name in _names(choice) if name]
    for name, choice in texts:
        if name == wanted:
            return choice, True
    found = process.extractOne(wanted, [name for name, _ in texts], scorer=fuzz.ratio, score_cutoff=ALIKE) if len(wanted) > 3 else None
    return (texts[found[2]][1], False) if found else (None, False)


def _match(question: Question, text: str) -> tuple[Choice | None, bool]:
    """As `match_choice`; where a country is asked, also by its name in other languages."""
    choice, exact = match_choice(question.choices, text)
    if not exact and "country" in question.appearance.split():
        code = countries_by_name().get(fold(text))
        named = next((one for one in question.choices if one.name == code), None)
        return (named, True) if named is not None else (choice, exact)
    return choice, exact


@cache
def countries_by_name() -> Mapping[str, str]:
    """Folded name of a country → its code (ISO 3166-1), in 33 languages (Unicode CLDR); what two countries share is left out."""
    lines = (line.split("\t") for line in resource_text("country_names.tsv").splitlines())
    return {fold(name): code for code, names in lines for name in names.split("|")}


def _one(question: Question, text: str) -> Reading:
    choice, exact = _match(question, text)
    if choice is None:
        return kept(text, "is not one of the choices")
    return Reading(Answer.of(choice.name), "" if exact else f"“{_short(text)}” was read as “{choice.label}”.")


def _several(question: Question, text: str) -> Reading:
    whole, _ = _match(question, text)
    parts = [text] if whole else [part.strip() for part in re.split(r"[,;|\n]", text) if part.strip()]
    found = [_match(question, part)[0] for part in parts]
    names = tuple(dict.fromkeys(choice.name for choice in found if choice))
    lost = [part for part, choice in zip(parts, found, strict=True) if choice is None]
    if not names:
        return kept(text, "is not one of the choices")
    if lost:
        note = f"In the list also: {', '.join(lost)}"
        return Reading(Answer.of(names, note=note), f"“{_short(', '.join(lost))}” is not one of the choices. It was kept as a note.")
    return Reading(Answer.of(names))


def _number(question: Question, text: str) -> Reading:
    digits = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    bare = re.sub(r"(?<=\d)[  '’,](?=\d{3}(?!\d))", "", digits).replace("−", "-")
    if not re.fullmatch(r"-?\d{1,15}(?:\.\d{1,9})?", bare):
        return kept(text, "is not a plain number")
    value = float(bare)
    if question.type != "decimal" and not value.is_integer():
        return kept(text, "is not a whole number")
    return Reading(Answer.of(value if question.type == "decimal" and not value.is_integer() else int(value)))


def _date(text: str) -> Reading:
    if re.fullmatch(r"\d{4}(-\d\d)?", text):
        return Reading(Answer.of(text))
    for pattern in ("%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%d %b %Y", "%d %B %Y", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"):
        try:
            return Reading(Answer.of(dt.datetime.strptime(text, pattern).date().isoformat()))
        except ValueError:
            continue
    return kept(text, "is not a date that can be read in one way only; write 2026-10-13")
