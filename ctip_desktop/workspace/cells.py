"""Answers as the JSON text of a cell, and back.

A value cell holds the bare value when answered (string, number, true/false, list of strings; an empty list: there are none), `{"state":"unknown"}`
or `{"state":"not_applicable"}` when not, `null` when cleared. The text is what is hashed, signed and forwarded, so it is written in one way only.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Collection
from datetime import date
from typing import Any

from ctip_desktop.errors import BadInput
from ctip_desktop.forms.model import Answer, State, Value
from ctip_desktop.pattern import pattern

LONGEST_TEXT = 100_000
"""Characters of one answer."""

LONGEST_NOTE = 20_000
"""Characters of the note beside an answer."""

MOST_CHOICES = 5_000

LARGEST = 1 << 63
"""Whole numbers from here on are kept as text: no reader agrees on what they are."""

DEEPEST = 20
"""Levels of lists within lists that are looked at in what others wrote."""

FORM, ABOUT, PARENT, STATUS, DELETED, VERSION = "~form", "~about", "~parent", "~status", "~deleted", "~version"
"""Reserved fields: [name, version] · record id hex · [record id hex, question or repeat] · "draft" or "finished" · true or false · the version of
the form that somebody went on with, when it is no longer that of `~form`."""

ERASE = "~erase"
"""Reserved: which values of this record are erased for good (`sync/erasures.py`)."""

CHECKED = "~checked."
"""Reserved, with the name of a question behind it: somebody looked at its answer again and found it still right. The value is [day, time of the
change that holds the answer]: it says nothing of any other answer (decision 0040)."""

CLOSED = "~closed"
"""Reserved: when somebody closed this round, in milliseconds. Opening it again clears it; taking that back brings the same time back, and with it the
weights of that time."""

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)

NOTE = ".note"
CLEARED = "null"


def dump(value: object) -> str:
    """JSON in the one way it is written here."""
    return _JSON.encode(value)


def load(text: str | None) -> Any:
    """The value of a JSON text that may come from anywhere; None when it is erased or is not JSON. What no other reader of JSON would take (half
    characters, endless numbers, nesting without end) is made harmless."""
    return read(text)[0]


def read(text: str | None) -> tuple[Any, bool]:
    """The same, and whether the text can stand as it is inside a larger JSON text."""
    if text is None:
        return None, False
    try:
        value = _READER.decode(text)
    except (ValueError, RecursionError):
        return None, False
    return (value, True) if _ODD.search(text) is None else (_harmless(value, DEEPEST), False)


def _refuse(constant: str) -> None:
    """NaN and Infinity are not JSON."""
    raise ValueError(constant)


_READER = json.JSONDecoder(parse_constant=_refuse)
_ODD = pattern(r"\\u[dD][89a-fA-F]|\d{17}|\d[eE]|\A\s*[\[{].*[\[{]", re.DOTALL)
"""Marks of what might not be harmless: surrogates, long numbers, nesting. Ordinary answers have none of them."""


def _harmless(value: Any, depth: int) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, int):
        return value if abs(value) < LARGEST else str(value)
    if isinstance(value, list):
        return [_harmless(item, depth - 1) for item in value] if depth else None
    if isinstance(value, dict):
        return {_harmless(name, 0): _harmless(item, depth - 1) for name, item in value.items()} if depth else None
    return value


def note_field(name: str) -> str:
    """The field of the note beside a question."""
    return name + NOTE


def question_of(field: str) -> str:
    """The question a field belongs to: itself, or without `.note`."""
    return field.removesuffix(NOTE)


def checked_field(name: str) -> str:
    """The field that says when the answer to a question was found still right."""
    return CHECKED + name


def encode_checked(day: str, answered: int) -> str:
    """The text of such a cell: the day as ISO text, and when the answer was written, in milliseconds."""
    return dump([day, answered])


def checked_of(value: Any, answered: Collection[int]) -> str:
    """The day on which an answer was found still right; empty when the cell speaks of another one. answered: when the answer that stands was
    written; several times where laptops wrote the same."""
    if not (isinstance(value, list) and len(value) == 2 and isinstance(value[0], str) and value[1] in answered):
        return ""
    try:
        return date.fromisoformat(value[0]).isoformat()
    except ValueError:
        return ""


def is_reserved(field: str) -> bool:
    """Is it one of ours, never a question?"""
    return field.startswith("~")


def encode(answer: Answer) -> str:
    """The text of the value cell of an answer (its note is another cell). Raises BadInput for what cannot be kept."""
    if answer.state in (State.UNKNOWN, State.NOT_APPLICABLE):
        return dump({"state": answer.state.value})
    if answer.state is State.NOT_ASKED or answer.value is None:
        return CLEARED
    return encode_value(answer.value)


def encode_value(value: Value) -> str:
    """The text of a bare value. Raises BadInput."""
    if isinstance(value, str):
        check_text(value, LONGEST_TEXT, "The answer")
    elif isinstance(value, int) and abs(value) >= LARGEST:
        return encode_value(str(value))
    elif isinstance(value, float) and not math.isfinite(value):
        raise BadInput("The answer is not a number.", kept="What was there before is kept.")
    elif isinstance(value, tuple):
        if len(value) > MOST_CHOICES:
            raise BadInput(f"More than {MOST_CHOICES} choices cannot be kept in one answer.", kept="What was there before is kept.")
        for item in value:
            check_text(item, LONGEST_TEXT, "The answer")
    return dump(value)


def encode_note(note: str) -> str:
    """The text of a note cell; an empty note is cleared. Raises BadInput."""
    check_text(note, LONGEST_NOTE, "The note")
    return dump(note) if note else CLEARED


def check_text(text: str, longest: int, what: str) -> None:
    """Refuse what is too long or holds half a character (a lone surrogate, which no other program could read)."""
    if len(text) > longest:
        raise BadInput(
            f"{what} has {len(text):,} characters; {longest:,} can be kept.",
            kept="What was there before is kept.",
            next_step="Shorten it, or attach it as a file.",
        )
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadInput(f"{what} holds a broken character.", kept="What was there before is kept.", next_step="Type it again.") from None


def decode(text: str | None) -> Answer:
    """The answer in a value cell, without note and sources. None (erased) and `null` are not asked; what cannot be read is shown as text."""
    return answer_of(load(text), text or "")


def answer_of(value: Any, text: str = "") -> Answer:
    """The answer of a decoded value, as it stands in a record's `doc`."""
    if value is None or value == "":
        return Answer()
    if isinstance(value, dict):
        return _of_state(value, text)
    if isinstance(value, list):
        return Answer(tuple(x if isinstance(x, str) else dump(x) for x in value), State.ANSWERED)
    return Answer(value, State.ANSWERED)


def _of_state(value: dict[str, Any], text: str) -> Answer:
    state = value.get("state")
    if state in (State.UNKNOWN.value, State.NOT_APPLICABLE.value):
        return Answer(None, State(state))
    return Answer(text or dump(value), State.ANSWERED)


def note_of(value: Any) -> str:
    """The note of a decoded note cell."""
    return value if isinstance(value, str) else ""
