"""Asks where a file is to be written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def ask_place(parent: QWidget, title: str, proposed: Path, ending: str) -> Path | None:
    """The place somebody chose, with the ending that belongs to the file; None when it was left. The dialog of the system asks before it writes over
    the name that was typed; when that name with its ending is taken, it is proposed once more, so that this is asked, too."""
    while True:
        name, _kind = QFileDialog.getSaveFileName(parent, title, str(proposed), f"*{ending}")
        if not name or name.lower().endswith(ending):
            return Path(name) if name else None
        proposed = Path(f"{name}{ending}")
        if not proposed.exists():
            return proposed
