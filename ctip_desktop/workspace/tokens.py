"""The token outside the file, by which a copied or restored file is noticed when it is opened.

Per programme and device a small file in this laptop's own state folder holds the generation, a number raised each time a segment is sealed.
Missing (the file came from another laptop) or newer than the one in the file (an older state was put back): the file must go on as a new
device, else two different changes would carry the same number. It is written after the commit; a crash between leaves it behind the file, which
is harmless. docs/decisions/0004-restored-files.md.
"""

from __future__ import annotations

import os
from pathlib import Path
from uuid import UUID

from platformdirs import user_state_path

from ctip_desktop.workspace.files import make_private_folder, write_atomically
from ctip_desktop.workspace.problems import world

FOLDER_VARIABLE = "CTIP_STATE_DIR"


def state_folder() -> Path:
    """Where this laptop keeps its tokens; the environment variable CTIP_STATE_DIR moves it."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    return Path(chosen) if chosen else Path(user_state_path("ctip-desktop", appauthor=False))


class Token:
    """The token of one device of one programme on this laptop."""

    def __init__(self, folder: Path, programme: UUID, device: UUID) -> None:
        self._path = folder / "devices" / f"{programme.hex}-{device.hex}"

    def read(self) -> int | None:
        """The generation, or None when there is none that can be read."""
        try:
            return int(self._path.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return None

    def write(self, generation: int) -> None:
        """Keep the generation. Raises WorldError when the state folder cannot be written."""
        with world(self._path):
            make_private_folder(self._path.parent)
        write_atomically(self._path, str(generation).encode("ascii"))

    def says_restored(self, generation: int) -> bool:
        """Must a file with this generation go on as a new device?"""
        here = self.read()
        return here is None or here > generation
