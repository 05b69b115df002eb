"""Answers as JSON: `name → value`, or `name → {"value", "state", "note", "sources": [{"kind", "title", "link", "date", "file"}]}`; a repeat is a
list of such objects. The command line, the sample programme and tests write it; everything in it is untrusted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ctip_desktop.errors import BadInput, NotFound
from ctip_desktop.forms.model import Answer, Form, Source, State, Value

MOST_JSON = 20_000_000  # characters of a JSON document on the way in


def read_answers(form: Form, untrusted: object) -> tuple[dict[str, Answer], dict[str, list[Mapping[str, Answer]]]]:
    """Answers and the rows of repeats. Every unknown name is told at once."""
    if not isinstance(untrusted, dict):
        raise BadInput("The answers must be one JSON object: name → answer.", kept="Nothing was changed.")
    known = {question.name: question for section in form.sections for question in section.questions}
    if unknown := [name for name in untrusted if name not in known]:
        raise NotFound(f"The form “{form.name}” has no question {', '.join(f'“{n[:60]}”' for n in unknown[:10])}.", kept="Nothing was changed.")
    answers, repeats = {}, {}
    for name, value in untrusted.items():
        if known[name].type == "repeat":
            repeats[name] = [_row(name, row) for row in _list(name, value)]
        else:
            answers[name] = read_answer(name, value)
    return answers, repeats


def _list(name: str, untrusted: object) -> list[Any]:
    if not isinstance(untrusted, list):
        raise BadInput(f"“{name}” must be a list of rows.", kept="Nothing was changed.")
    return untrusted


def _row(name: str, untrusted: object) -> Mapping[str, Answer]:
    if not isinstance(untrusted, dict):
        raise BadInput(f"A row of “{name}” must be an object: name → answer.", kept="Nothing was changed.")
    return {column: read_answer(column, value) for column, value in untrusted.items()}


def read_json(text: str) -> Any:
    """An untrusted JSON document with limits on size and depth."""
    if len(text) > MOST_JSON:
        raise BadInput(f"The answers are larger than {MOST_JSON // 1_000_000} MB.", kept="Nothing was changed.")
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        place = f"line {error.lineno}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else "too deep"
        raise BadInput(f"The answers are not proper JSON ({place}).", kept="Nothing was changed.") from error


def read_answer(name: str, untrusted: object) -> Answer:
    """`value`, or `{"value", "state", "note", "sources": [{"kind", "title", "link", "date", "file"}]}`."""
    if not isinstance(untrusted, dict):
        return Answer.of(read_value(name, untrusted))
    if extra := set(untrusted) - {"value", "state", "note", "sources"}:
        raise BadInput(f"The answer to “{name}” has an unknown part “{min(extra)}”.", next_step="An answer has value, state, note and sources.")
    answer = Answer.of(read_value(name, untrusted.get("value")))
    state = untrusted.get("state", answer.state)
    if state not in set(State):
        raise BadInput(f"The state of “{name}” is not one of {', '.join(State)}.")
    note, sources = untrusted.get("note", ""), untrusted.get("sources", [])
    if not isinstance(note, str) or not isinstance(sources, list):
        raise BadInput(f"The note of “{name}” must be text and its sources a list.")
    value = answer.value if state == State.ANSWERED else None
    return Answer(value, State(state), note, tuple(_source(name, source) for source in sources))


def _source(name: str, untrusted: object) -> Source:
    if not isinstance(untrusted, dict) or not all(isinstance(v, str) for v in untrusted.values()):
        raise BadInput(f"A source of “{name}” must be an object of texts.")
    if extra := set(untrusted) - {"kind", "title", "link", "date", "file"}:
        raise BadInput(f"A source of “{name}” has an unknown part “{min(extra)}”.", next_step="A source has kind, title, link, date and file.")
    return Source(**untrusted)


def read_value(name: str, untrusted: object) -> Value:
    """A JSON value that an answer can hold: text, number, null or a list of texts; true and false are yes and no."""
    if isinstance(untrusted, list):
        if not all(isinstance(x, str) for x in untrusted):
            raise BadInput(f"The answer to “{name}” must be a list of texts.")
        return tuple(untrusted)
    if isinstance(untrusted, bool):
        return "yes" if untrusted else "no"
    if untrusted is None or isinstance(untrusted, str | int | float):
        return untrusted
    raise BadInput(f"The answer to “{name}” cannot be read.")
