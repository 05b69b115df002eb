"""One program instance per workspace file.

The system's own file lock on `NAME.ctip.lock` decides; it vanishes with the process, so a crash leaves nothing to clean up. Beside it,
`NAME.ctip.open` tells a second instance which laptop has the file and since when.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from ctip_desktop.errors import InUse
from ctip_desktop.workspace.problems import NOTHING_CHANGED, world


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the file open: the name of the laptop, and since when (ISO time)."""

    device: str
    since: str


class InstanceLock:
    """Held from opening to closing. Raises InUse when another instance has it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = FileLock(str(_beside(path, ".lock")), timeout=0, is_singleton=False, thread_local=False)

    def take(self) -> None:
        """Take it or raise InUse at once."""
        try:
            with world(self._path):
                self._lock.acquire()
        except Timeout:
            raise in_use(self._path, holder(self._path)) from None

    def sign(self, device: str, now: datetime) -> None:
        """Say who has it, for the second instance."""
        with world(self._path):
            _beside(self._path, ".open").write_text(json.dumps(asdict(Holder(device, now.isoformat(timespec="minutes")))), encoding="utf-8")

    def release(self) -> None:
        """Give it back; twice is harmless."""
        if self._lock.is_locked:
            _beside(self._path, ".open").unlink(missing_ok=True)
            self._lock.release()


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
    return path.with_name(path.name + ending)
