"""A form as text again: JSON in the words of docs/form-format.md, which the reader takes like every form file.

For forms that were not written in our format (an XLSForm): what is kept and travels is one text that is checked again by everybody who reads it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ctip_desktop.forms import vocabulary as words
from ctip_desktop.forms.model import Choice, Evidence, Form, OutcomeTable, Question, ScoreRule, Section
from ctip_desktop.forms.values import number_text

_USUAL_LIFE = Question("", "").shelf_life


def write_form(form: Form) -> str:
    """The text of a form. `reader.read_form` makes an equal form of it, unless the form breaks a rule of the format."""
    named = {"form": form.name, "version": form.version, "title": form.title, "summary": form.summary, "kind": form.kind.value}
    lists = {key: list(getattr(form, key)) for key in ("instruments", "about", "unique", "contract")}
    written = {
        **named,
        **lists,
        "record_title": form.record_title,
        "asks": form.asks.value,
        "source": form.source,
        "lists": _lists(form),
        "sections": [_section(section) for section in form.sections],
        "scores": [_score(score) for score in form.scores],
        "outcomes": [_outcome(table) for table in form.outcomes],
    }
    return json.dumps(_filled(written), ensure_ascii=False, indent=1) + "\n"


def _filled(entries: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entries.items() if value not in ("", [], {}, None)}


def _lists(form: Form) -> dict[str, Any]:
    """Every list but the one that each form has without being written."""
    known = {words.YES_NO: words.YES_NO_CHOICES}
    return {name: [_choice(choice) for choice in choices] for name, choices in form.lists.items() if known.get(name) != choices}


def _choice(choice: Choice) -> dict[str, Any]:
    return {**_filled({"name": choice.name, "label": choice.label, "hint": choice.hint}), **choice.extra}


def _section(section: Section) -> dict[str, Any]:
    questions = [_question(question) for question in section.questions]
    return _filled(
        {"name": section.name, "label": section.label, "hint": section.hint, "relevant": section.relevant, "questions": questions},
    )


def _question(question: Question) -> dict[str, Any]:
    texts = {key: getattr(question, key) for key in sorted(words.TEXT_KEYS)}
    ours = {
        "parameters": dict(question.parameters),
        "how": list(question.how),
        "share": question.share.value if question.share is not None else "",
        "asks": question.asks.value,
        "evidence": "" if question.evidence is Evidence.WELCOME else question.evidence.value,
        "anchors": dict(question.anchors),
        "shelf_life": "" if question.shelf_life == _USUAL_LIFE else str(question.shelf_life),
        "sensitive": "yes" if question.sensitive else "",
        "unknown": "" if question.unknown else "no",
        "columns": dict(question.columns),
        "questions": [_question(column) for column in question.questions],
    }
    return _filled({"name": question.name, "type": _type(question), **texts, **ours})


def _type(question: Question) -> str:
    return " ".join(part for part in (question.type, question.list_name or question.ref) if part)


def _score(score: ScoreRule) -> dict[str, Any]:
    numbers = {name: number_text(getattr(score, name)) for name in ("least", "low", "high")}
    weights = {name: repr(weight) for name, weight in score.weights.items()}
    told = {"name": score.name, "label": score.label, "kind": score.kind, "of": list(score.of), "expression": score.expression}
    return _filled({**told, "weights": weights, **numbers})


def _outcome(table: OutcomeTable) -> dict[str, Any]:
    rules = [{"when": rule.when, "result": rule.result, "reason": rule.reason} for rule in table.rules]
    return _filled({"name": table.name, "label": table.label, "hit": table.hit, "rules": rules})
