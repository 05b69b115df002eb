"""The folder in which a person last chose or saved a file of a kind: the next file dialog begins there.

Kept in the encrypted file of the programme, for this laptop alone: names of folders can say whose they are.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from ctip_desktop.errors import WorldError
from ui.session import Session

BUNDLES, CARDS = "bundles", "cards"


def last_folder(session: Session, kind: str) -> Path:
    """Where files of this kind were last chosen or saved; the home folder when that was never or is gone (a stick that was taken out)."""
    kept = session.workspace.setting(f"folder.{kind}")
    place = Path(kept) if isinstance(kept, str) and kept else Path.home()
    return place if place.is_dir() else Path.home()


def keep_folder(session: Session, kind: str, file: Path) -> None:
    """Remember the folder of a file that was chosen or saved. A disk that is full does not stop what the person does."""
    with suppress(WorldError):
        session.workspace.set_setting(f"folder.{kind}", str(file.absolute().parent))
