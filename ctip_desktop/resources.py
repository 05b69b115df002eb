"""Files that ship with the program: forms, fonts, icons, help, the sample. Read only."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable


def resource(*parts: str) -> Traversable:
    """A shipped file or folder, for example `resource("forms", "company.yaml")`. It may not exist; ask `is_file()`."""
    return files("resources").joinpath(*parts)


def text(*parts: str) -> str:
    """The UTF-8 text of a shipped file. Raises FileNotFoundError."""
    return resource(*parts).read_text(encoding="utf-8")


def data(*parts: str) -> bytes:
    """The bytes of a shipped file. Raises FileNotFoundError."""
    return resource(*parts).read_bytes()
