"""Where files go, and what they are called.

The folder in which a person last chose or saved a file of a kind is where the next file dialog begins. It is kept in the encrypted file of the
programme, for this laptop alone: names of folders can say whose they are.
"""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from pathlib import Path

from ctip_desktop.errors import WorldError
from ui.session import Session

BUNDLES, CARDS, LISTS = "bundles", "cards", "lists"

_LONGEST = 150
"""Bytes of a title in a file name; a name may have 255 with reader, day and ending."""


def last_folder(session: Session, kind: str) -> Path:
    """Where files of this kind were last chosen or saved; the home folder when that was never or is gone (a stick that was taken out)."""
    kept = session.workspace.setting(f"folder.{kind}")
    place = Path(kept) if isinstance(kept, str) and kept else Path.home()
    return place if place.is_dir() else Path.home()


def keep_folder(session: Session, kind: str, file: Path) -> None:
    """Remember the folder of a file that was chosen or saved. A disk that is full does not stop what the person does."""
    with suppress(WorldError):
        session.workspace.set_setting(f"folder.{kind}", str(file.absolute().parent))


def plain_name(title: str, longest: int = _LONGEST) -> str:
    """A title as part of a file name, in any script: letters with their marks, figures, hyphens; of so many bytes at most."""
    kept = "".join(ch if unicodedata.category(ch)[0] in "LMN" or ch in "-_" else " " for ch in title)
    words = " ".join(kept.split())
    while len(words.encode()) > longest:
        words = words[:-1]
    return words.strip()
