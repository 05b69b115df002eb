"""What was typed in dialogs that were closed before they were done: put aside in the encrypted file, until the same dialog is opened again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ui.session import Session

SETTING = "dialogs_put_aside"
"""Setting of this laptop: a list of entries, oldest first. Erasing for good looks through it as through every setting."""

TALKS = ("record_conversation", "quick_capture")
"""The dialogs in which a talk is written down."""

MOST = 30
"""Entries kept; the oldest go first."""


class PutAside:
    """The entries of one dialog, which is known by its name and what it was opened for."""

    def __init__(self, session: Session, dialog: str, arguments: Mapping[str, Any]) -> None:
        self._session = session
        self._dialog = dialog
        self._key = f"{dialog} {json.dumps(dict(arguments), sort_keys=True, default=str)}"

    def newest(self) -> tuple[datetime, dict[str, Any]] | None:
        """When it was put aside, and what was typed; None without any."""
        own = [entry for entry in self._every() if entry.get("dialog") == self._key]
        return (datetime.fromisoformat(str(own[-1]["at"])), dict(own[-1]["typed"])) if own else None

    def put(self, typed: Mapping[str, Any]) -> None:
        """Put something aside. Raises WorldError when it cannot be written."""
        entry = {"dialog": self._key, "at": self._session.workspace.now().isoformat(), "typed": dict(typed)}
        self._write([*self._every(), entry][-MOST:])

    def forget(self, at: datetime) -> None:
        """Drop an entry: it is in the dialog again, or nobody wants it. Raises WorldError when it cannot be written."""
        self._write([entry for entry in self._every() if (entry.get("dialog"), entry.get("at")) != (self._key, at.isoformat())])

    def _every(self) -> list[dict[str, Any]]:
        found = self._session.workspace.setting(SETTING, [])
        return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []

    def _write(self, entries: list[dict[str, Any]]) -> None:
        self._session.workspace.set_setting(SETTING, entries or None)
        if self._dialog in TALKS:
            self._session.refresh()  # Home names them
