"""Answers of a form that cannot be right, said on the company page: values its rules refuse, and typed text that is no answer yet."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from ctip_desktop.queries.views import FormState
from ui.pages.wizard_place import place_of
from ui.pages.wizard_records import new_key
from ui.session import Session
from ui.widgets.button import Button


def _tr(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("CompanyPage", text, "", count)


def to_fix(session: Session, form: FormState, about: UUID) -> tuple[str, ...]:
    """The paths of the questions, those of the record first. Text that is no answer yet is known to this laptop alone."""
    key = form.record.hex if form.record is not None else new_key(form.form, about)
    kept = place_of(session.workspace, key).get("texts", {})
    return tuple(dict.fromkeys((*form.to_fix, *(kept if isinstance(kept, dict) else {}))))


def fix_words(count: int) -> str:
    """How many answers are to be fixed."""
    return _tr("1 answer to fix") if count == 1 else _tr("%n answers to fix", count)


def fix_link(session: Session, form: FormState, about: UUID, go: Callable[[str], object]) -> Button | None:
    """A link that leads to the first of them; None when there is none. go: takes the path of the question."""
    paths = to_fix(session, form, about)
    if not paths:
        return None
    link = Button(fix_words(len(paths)), "link", icon="alert", clicked=lambda: go(paths[0]))
    link.setAccessibleDescription(form.title)
    return link
