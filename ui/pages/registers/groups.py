"""Which registers there are, in groups a person looks for them in. A register of a form that is not named here stands at the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from ctip_desktop.forms.model import Form, Kind

_ALSO = ("contact",)
"""Entities that are kept as a list, too."""

_NOT_HERE = ("round", "placement", "source")
"""Registers with a place of their own: rounds with the opportunities, placements with the company."""


@dataclass(frozen=True, slots=True)
class RegisterGroup:
    """Some registers under one heading."""

    title: str
    forms: tuple[Form, ...]


def _tr(text: str) -> str:
    return QCoreApplication.translate("RegistersPage", text)


def register_groups(forms: Iterable[Form]) -> tuple[RegisterGroup, ...]:
    """The registers of a programme's forms, grouped; no group is empty."""
    known = {form.name: form for form in forms if (form.kind is Kind.REGISTER or form.name in _ALSO) and form.name not in _NOT_HERE}
    wanted = (
        (_tr("People and talks"), ("contact", "conversation", "outreach", "feedback")),
        (_tr("Understanding"), ("interest", "project_goal", "match", "goal", "concern", "nda")),
        (_tr("Choosing"), ("landscape", "effort", "cut_off", "decision", "partnership_type", "role", "co_creation")),
        (_tr("Working together"), ("agreement", "milestone", "contribution", "indicator", "reading", "service")),
        (_tr("Learning"), ("lesson", "reflection", "learning_brief", "evaluation_brief", "relation")),
    )
    groups = [(title, [known.pop(name) for name in names if name in known]) for title, names in wanted]
    groups.append((_tr("Others"), sorted(known.values(), key=lambda form: form.title.casefold())))
    return tuple(RegisterGroup(title, tuple(found)) for title, found in groups if found)


def checklist_group(forms: Iterable[Form], counts: Mapping[str, int], shown: str = "") -> RegisterGroup:
    """The checklists somebody has filled in, each as one list over all companies or partnerships. counts: records by form; shown: the one that is
    open, which stays also without a record."""
    known = [form for form in forms if form.kind is Kind.CHECKLIST and (counts.get(form.name) or form.name == shown)]
    return RegisterGroup(_tr("Checklists"), tuple(sorted(known, key=lambda form: form.title.casefold())))
