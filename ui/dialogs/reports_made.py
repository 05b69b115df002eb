"""Which PDFs were made on this laptop: name, reader, day. Kept in the encrypted file; it never travels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ctip_desktop.workspace.workspace import Workspace

SETTING = "reports.made"
MOST = 50


@dataclass(frozen=True, slots=True)
class Made:
    """One PDF. about: id hex of what it is about, or the name of a form, empty without one. left_out: how many values. words: of its box, to be
    read out to whoever asks whether it is ours. columns, records: of a list, as it was shown; None = all."""

    path: Path
    title: str
    kind: str
    audience: str
    about: str
    at: datetime
    pages: int
    left_out: int
    words: str = ""
    columns: tuple[str, ...] = ()
    records: tuple[str, ...] | None = None


def remember(ws: Workspace, made: Made) -> None:
    """Put a PDF first in the list; one written over an earlier file replaces it."""
    kept = [one for one in ws.setting(SETTING) or [] if one.get("path") != str(made.path)]
    ws.set_setting(SETTING, [_plain(made), *kept][:MOST])


def forget(ws: Workspace, path: Path) -> None:
    """Take a PDF off the list; the file stays where it is."""
    ws.set_setting(SETTING, [one for one in ws.setting(SETTING) or [] if one.get("path") != str(path)])


def made_before(ws: Workspace) -> tuple[Made, ...]:
    """The PDFs, newest first."""
    return tuple(_read(one) for one in ws.setting(SETTING) or [])


def _plain(made: Made) -> dict[str, Any]:
    return {
        "path": str(made.path),
        "title": made.title,
        "kind": made.kind,
        "audience": made.audience,
        "about": made.about,
        "at": made.at.isoformat(),
        "pages": made.pages,
        "left_out": made.left_out,
        "words": made.words,
        "columns": list(made.columns),
        "records": None if made.records is None else list(made.records),
    }


def _read(one: dict[str, Any]) -> Made:
    at = datetime.fromisoformat(one["at"])
    counts = (int(one["pages"]), int(one["left_out"]))
    records = one.get("records")
    shown = (tuple(one.get("columns", ())), None if records is None else tuple(records))
    return Made(Path(one["path"]), one["title"], one["kind"], one["audience"], one["about"], at, *counts, str(one.get("words", "")), *shown)
