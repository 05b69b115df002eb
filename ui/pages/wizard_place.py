"""Where somebody was in a form, kept on this laptop: for coming back after a lock, a crash or tomorrow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.errors import WorldError
from ctip_desktop.forms.model import Answer, Form
from ctip_desktop.workspace.cells import decode, encode
from ctip_desktop.workspace.workspace import Workspace
from ui.session import Session

PLACES = "wizard.place"
"""Setting of this laptop: record id hex (or form and subject, before there is a record) → question, time, and typed text that is no answer yet."""

REMEMBERED = 50


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """A form that was open when the program ended. answers: how many were safe then; None for the record when it was not made yet."""

    key: str
    title: str
    at: datetime
    answers: int
    record: UUID | None
    where: Mapping[str, Any]  # what the wizard page is opened with


def places(ws: Workspace) -> dict[str, Any]:
    """Everything that is remembered, the oldest first."""
    kept = ws.setting(PLACES, {})
    return kept if isinstance(kept, dict) else {}


def written(answers: Mapping[str, Answer]) -> dict[str, Any]:
    """Answers by path, as they are kept in a setting."""
    return {path: [encode(answer), answer.note] for path, answer in answers.items()}


def read_back(kept: Mapping[str, Any]) -> dict[str, Answer]:
    """The reverse of `written`."""
    return {path: replace(decode(text), note=note) for path, (text, note) in kept.items()}


def place_of(ws: Workspace, key: str) -> Mapping[str, Any]:
    """What is remembered about one form."""
    mine = places(ws).get(key, {})
    return mine if isinstance(mine, dict) else {}


def keep(ws: Workspace, name: str, value: Any) -> bool:
    """Keep a setting. A full disk must not stop somebody from typing on or leaving, so False comes back when it could not be written."""
    try:
        ws.set_setting(name, value)
    except WorldError:
        return False
    return True


def keep_place(ws: Workspace, key: str, mine: Mapping[str, Any], *, instead_of: str = "") -> bool:
    """Remember a place as the newest; False when it could not be written."""
    try:
        others = {name: kept for name, kept in places(ws).items() if name not in (key, instead_of)}
    except WorldError:
        return False
    newest = dict(list(others.items())[-REMEMBERED:])
    return keep(ws, PLACES, {**newest, key: dict(mine)})


def open_place(ws: Workspace) -> OpenPlace | None:
    """The form that was left open when the program ended, None when it was closed. Reads the settings of this laptop alone."""
    for key, mine in reversed(places(ws).items()):
        if isinstance(mine, dict) and mine.get("open"):
            return _read(key, mine)
    return None


def close_place(ws: Workspace, key: str) -> bool:
    """The form is not open any more; question and typed text stay remembered. False when it could not be written."""
    try:
        kept = places(ws)
    except WorldError:
        return False
    if not isinstance(kept.get(key), dict) or not kept[key].get("open"):
        return True
    return keep(ws, PLACES, {**kept, key: {**kept[key], "open": False}})


def leave_place(session: Session, form: Form | None, key: str) -> None:
    """The person went from a form to another page, or to another form: nothing has to be offered as if the program had ended in it."""
    if form is not None and session.is_open:
        close_place(session.workspace, key)


def _read(key: str, mine: Mapping[str, Any]) -> OpenPlace | None:
    try:
        form, _, about = key.partition(":")
        record = None if ":" in key else UUID(hex=key)
        new = {"form": form, "about": UUID(hex=about) if about else None}
        where = {"record": record} if record is not None else new
        return OpenPlace(key, str(mine.get("title", "")), datetime.fromisoformat(str(mine["at"])), int(mine.get("answers", 0)), record, where)
    except (KeyError, ValueError, TypeError):
        return None
