"""What a form says about its records: how they are titled, and which answers are names, places and free text for the search."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

from ctip_desktop.errors import NotFound
from ctip_desktop.forms.model import Form, Question
from ctip_desktop.pattern import pattern
from ctip_desktop.workspace.cells import NOTE

LONGEST_TITLE = 300
_REFERENCE = pattern(r"\$\{([^}]*)\}")
_PLACE = pattern(r"(^|_)(place|places|address|city|town|region|province|district|country|countries|location)(_|$)")
_NAME = pattern(r"(^|_)names?($|_)")
_TEXT_TYPES = frozenset({"text", "phonenumber", "email", "barcode", "note"})


class FormSource(Protocol):
    """Where forms come from: `ctip_desktop.forms.catalogue.Catalogue`, or a stand-in."""

    def form(self, name: str, version: str | None = None) -> Form:
        """A form by name. Raises NotFound."""


class Plan(NamedTuple):
    """What one form, or one repeat of it, says about its records."""

    fallback: str
    parts: tuple[str, ...]
    labels: Mapping[str, Mapping[str, str]]
    names: frozenset[str]
    places: frozenset[str]
    texts: frozenset[str]

    def title(self, doc: Mapping[str, Any]) -> str:
        """The record's title; the form's own when none of the answers in it are there."""
        spoken = [self.spoken(name, doc.get(name)) for name in self.parts[1::2]]
        if not any(spoken):
            return self.fallback
        pieces = [piece for pair in zip(self.parts[::2], [*spoken, ""], strict=True) for piece in pair]
        return " ".join("".join(pieces).split())[:LONGEST_TITLE]

    def spoken(self, name: str, value: Any) -> str:
        """A decoded value in words: labels instead of choice names, nothing for what is not answered."""
        if isinstance(value, bool) or value is None or isinstance(value, dict):
            return ""
        labels = self.labels.get(name, {})
        if isinstance(value, list | tuple):
            return ", ".join(labels.get(item, item) for item in value if isinstance(item, str))
        return labels.get(value, value) if isinstance(value, str) else str(value)

    def searchable(self, doc: Mapping[str, Any], title: str) -> tuple[str, str, str, str]:
        """(names, places, notes, other text), one line each value."""
        names, places, notes, texts = [title], [], [], []
        for field, value in doc.items():
            if field.endswith(NOTE):
                notes.append(value if isinstance(value, str) else "")
            elif field in self.places:
                places.append(self.spoken(field, value))
            elif field in self.names:
                names.append(self.spoken(field, value))
            elif field in self.texts:
                texts.append(self.spoken(field, value))
        return "\n".join(dict.fromkeys(names)), "\n".join(places), "\n".join(notes), "\n".join(texts)


class Plans:
    """Plans by form name and version; a repeat's rows are of the form `FORM.REPEAT`."""

    def __init__(self, forms: FormSource) -> None:
        self._forms = forms
        self._known: dict[tuple[str, str], Plan] = {}

    def plan(self, name: str, version: str) -> Plan:
        """The plan of a form in a version; of its newest version when that one is not here; a bare one when the form is unknown."""
        key = name, version
        if key not in self._known:
            self._known[key] = self._make(name, version)
        return self._known[key]

    def _make(self, name: str, version: str) -> Plan:
        base, _, repeat = name.partition(".")
        form = find_form(self._forms, base, version)
        if form is None:
            return Plan(name, ("",), {}, frozenset(), frozenset(), frozenset())
        if not repeat:
            return _plan(form.title, form.record_title, tuple(form.walk()))
        question = next((q for q in form.walk() if q.name == repeat and q.type == "repeat"), None)
        columns = question.questions if question else ()
        first = next((q.name for q in columns if q.type in _TEXT_TYPES), "")
        return _plan(question.label if question else form.title, f"${{{first}}}" if first else "", columns)


def find_form(forms: FormSource, name: str, version: str) -> Form | None:
    """A form in that version, else in its newest one, else None."""
    for wanted in (version, None):
        try:
            return forms.form(name, wanted)
        except NotFound:
            continue
    return None


def _plan(fallback: str, template: str, questions: tuple[Question, ...]) -> Plan:
    labels = {q.name: {choice.name: choice.label for choice in q.choices} for q in questions if q.choices}
    places = frozenset(q.name for q in questions if _PLACE.search(q.name) or "country" in q.appearance.split())
    texts = frozenset(q.name for q in questions if q.type in _TEXT_TYPES) - places
    names = frozenset(name for name in texts if _NAME.search(name))
    return Plan(fallback, tuple(_REFERENCE.split(template)), labels, names, places, texts - names)
