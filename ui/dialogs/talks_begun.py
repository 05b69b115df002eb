"""Talks whose writing down was begun and left: what was typed is put aside, and Home names them, so that nobody has to remember where it waits."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ui.dialogs.put_aside import SETTING, TALKS
from ui.session import Session

ASIDE = "quick_capture.aside"
"""Setting: company (hex id, or nothing) → what was typed in *Write while you talk* and not kept yet, with its time."""


_Found = tuple[str, tuple[tuple[str, str], ...], datetime, UUID | None]


@dataclass(frozen=True, slots=True)
class TalkBegun:
    """A talk that waits in a dialog. arguments: what opens the dialog at it; company: its name, empty while none is chosen."""

    dialog: str
    arguments: tuple[tuple[str, str], ...]
    at: datetime
    company: str = ""


def talks_begun(session: Session) -> tuple[TalkBegun, ...]:
    """Every one, the newest first; of a dialog opened for the same, only the newest. About a company that was deleted there is none."""
    found = {(dialog, arguments): (at, about) for dialog, arguments, at, about in (*_recorded(session), *_captured(session))}
    if not found:
        return ()
    from ctip_desktop.queries.rows import titles  # only where there is one: Home is there at once

    names = session.ask(titles, {about for _at, about in found.values() if about is not None})
    listed = [
        TalkBegun(dialog, arguments, at, names.get(about, "") if about is not None else "")
        for (dialog, arguments), (at, about) in found.items()
        if about is None or about in names
    ]
    return tuple(sorted(listed, key=lambda each: each.at, reverse=True))


def _recorded(session: Session) -> Iterator[_Found]:
    """Of *Record a conversation*: the company is in the arguments, or it was the first question."""
    entries = session.workspace.setting(SETTING, [])
    for entry in entries if isinstance(entries, list) else ():
        with suppress(ValueError, TypeError, KeyError, AttributeError):
            dialog, _, arguments = str(entry["dialog"]).partition(" ")
            if dialog == TALKS[0]:
                given = {name: str(value) for name, value in json.loads(arguments).items()}
                company = given.get("company") or _answered(entry["typed"].get(""))
                yield dialog, tuple(sorted(given.items())), datetime.fromisoformat(entry["at"]), _id(company)


def _answered(kept: Mapping[str, Any] | None) -> str:
    from ctip_desktop.workspace.cells import decode

    return str(decode(kept["answer"]).value or "") if kept else ""


def _captured(session: Session) -> Iterator[_Found]:
    """Of *Write while you talk*."""
    entries = session.workspace.setting(ASIDE, {})
    for company, kept in entries.items() if isinstance(entries, dict) else ():
        with suppress(ValueError, TypeError, KeyError, AttributeError):
            arguments = (("company", str(company)),) if company else ()
            yield TALKS[1], arguments, datetime.fromisoformat(kept["at"]), _id(company or str(kept.get("company", "")))


def _id(text: str) -> UUID | None:
    return UUID(hex=text) if text else None
