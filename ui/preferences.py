"""What this laptop remembers outside the encrypted file: the look, the window's place, where the last workspace lies.

Never a name or an answer.
"""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_config_path
from PySide6.QtCore import QByteArray, QSettings

_RECENT = 5


class Preferences:
    """Kept in an INI file of the person's own configuration folder, or in `file`."""

    def __init__(self, file: Path | None = None) -> None:
        path = file or user_config_path("ctip-desktop", appauthor=False) / "window.ini"
        self._store = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def scheme(self) -> str:
        """`system`, `light` or `dark`."""
        found = str(self._store.value("look/scheme", "system"))
        return found if found in ("system", "light", "dark") else "system"

    @scheme.setter
    def scheme(self, value: str) -> None:
        self._store.setValue("look/scheme", value)

    @property
    def percent(self) -> int:
        """Text size in per cent, 100 to 200."""
        found = str(self._store.value("look/percent", "100"))
        return min(200, max(100, int(found))) if found.isdigit() else 100

    @percent.setter
    def percent(self, value: int) -> None:
        self._store.setValue("look/percent", str(value))

    @property
    def geometry(self) -> QByteArray:
        """Place and size of the window, as Qt packs it; empty before the first close."""
        found = self._store.value("window/geometry")
        return found if isinstance(found, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._store.setValue("window/geometry", value)

    @property
    def recent(self) -> tuple[Path, ...]:
        """Workspaces opened here that still exist, the last one first."""
        found = self._store.value("workspaces/recent", [])
        names = [found] if isinstance(found, str) else list(found) if isinstance(found, list) else []
        return tuple(path for name in names if (path := Path(str(name))).is_file())

    @property
    def begun(self) -> Path | None:
        """A programme whose first run was not finished."""
        found = self._store.value("workspaces/begun")
        return Path(str(found)) if found else None

    @begun.setter
    def begun(self, workspace: Path | None) -> None:
        self._store.setValue("workspaces/begun", str(workspace) if workspace is not None else "")
        self._store.sync()  # also when the program ends at once

    def remember(self, workspace: Path) -> None:
        """Put a workspace first in the list."""
        names = [str(workspace), *(str(path) for path in self.recent if path != workspace)]
        self._store.setValue("workspaces/recent", names[:_RECENT])
