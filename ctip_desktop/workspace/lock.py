"""One program instance per workspace file.

The system's own file lock on `NAME.ctip.lock` decides; it vanishes with the process, so a crash leaves nothing to clean up. Beside it,
`NAME.ctip.open` tells a second instance which laptop has the file and since when.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from ctip_desktop.dataclass import dataclass
from ctip_desktop.errors import InUse
from ctip_desktop.workspace.problems import NOTHING_CHANGED, world

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the file open: the name of the laptop, and since when (ISO time)."""

    device: str
    since: str


class InstanceLock:
    """Held from opening to closing. Raises InUse when another instance has it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def take(self) -> None:
        """Take it or raise InUse at once."""
        with world(self._path):
            handle = os.open(_beside(self._path, ".lock"), os.O_RDWR | os.O_CREAT, 0o600)
            if not _locked(handle):
                os.close(handle)
                raise in_use(self._path, holder(self._path))
        self._handle = handle

    def sign(self, device: str, now: datetime) -> None:
        """Say who has it, for the second instance."""
        with world(self._path):
            _beside(self._path, ".open").write_text(json.dumps(asdict(Holder(device, now.isoformat(timespec="minutes")))), encoding="utf-8")

    def release(self) -> None:
        """Give it back; twice is harmless. It goes back also where nothing can be written any more: a folder that became read-only, a stick pulled
        out. The note about who has the file then stays, and nobody believes it once the lock is free."""
        handle, self._handle = self._handle, None
        if handle is not None:
            with suppress(OSError):
                _beside(self._path, ".open").unlink(missing_ok=True)
            with suppress(OSError):
                os.close(handle)  # which gives it back


if sys.platform == "win32":

    def _locked(handle: int) -> bool:
        """The system's lock on the file; False when another has it."""
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:

    def _locked(handle: int) -> bool:
        """The system's lock on the file; False when another has it."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def holder(path: Path) -> Holder | None:
    """What the holder said about itself; None when it said nothing that can be read."""
    try:
        untrusted: Any = json.loads(_beside(path, ".open").read_text(encoding="utf-8"))
        return Holder(str(untrusted["device"])[:100], str(untrusted["since"])[:40])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def in_use(path: Path, who: Holder | None) -> InUse:
    """The plain words, with the name when it is known."""
    by = f"“{path.name}” is already open" + (f" on {who.device or 'this laptop'} since {_spoken(who.since)}." if who else " in another window.")
    return InUse(by, kept=NOTHING_CHANGED, next_step="Close it there, or work there.")


def _spoken(since: str) -> str:
    try:
        return datetime.fromisoformat(since).astimezone().strftime("%H:%M on %d %B")
    except ValueError:
        return "some time"


def _beside(path: Path, ending: str) -> Path:
    """Beside the file itself: who comes through a link meets the same lock."""
    real = path.resolve()
    return real.with_name(real.name + ending)
