"""Records that an answer names and that are not there yet: made together with the answers, in one step of undo, or not at all."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ctip_desktop.errors import WorldError
from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records, undo
from ctip_desktop.operations.changes import Changes
from ui.forms.around import SessionSurroundings
from ui.forms.point_field import RefField
from ui.session import Session


def fields_with_new(inside: QWidget) -> list[RefField]:
    """The fields whose answer names a record that has to be made."""
    return [field for field in inside.findChildren(RefField) if field.planned]


def write_with_new(session: Session, inside: QWidget, write: Callable[[], Changes | None]) -> Changes | None:
    """Make what the fields inside a dialog name, then write its answers. When they are refused, nothing is left behind; the refusal is raised."""
    fields = fields_with_new(inside)
    changes = write_beside(session, [(field.around, field.planned) for field in fields if isinstance(field.around, SessionSurroundings)], write)
    for field in fields:
        field.settle_new()
    return changes


def write_answer(session: Session, around: SessionSurroundings | None, answer: Answer, write: Callable[[], Changes | None]) -> Changes | None:
    """The same for one answer that is written by itself."""
    name = str(answer.value or "")
    return write_beside(session, [(around, name)] if around is not None and around.is_planned(name) else [], write)


def write_beside(session: Session, new: list[tuple[SessionSurroundings, str]], write: Callable[[], Changes | None]) -> Changes | None:
    """The same for records by the surroundings that planned them."""
    if not new:
        return write()
    before = session.ask(undo.newest)
    for form, planned in sorted((around.planned(record) for around, record in new), key=lambda one: one[1].about is not None):
        session.attempt(records.create_many, form, [planned])
    try:
        changes = write()
    except WorldError:
        _take_back(session, before)
        raise
    if changes is None:
        _take_back(session, before)
        return None
    undo.as_one(session.workspace, before, changes.label)
    for around, record in new:
        around.made(record)
    return changes


def _take_back(session: Session, before: int) -> None:
    session.attempt(undo.drop, before)
