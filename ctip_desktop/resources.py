"""Files that ship with the program: forms, fonts, icons, the handbook, the sample. Read only."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable


def resource(*parts: str) -> Traversable:
    """A shipped file or folder, for example `resource("forms", "company.yaml")`. It may not exist; ask `is_file()`."""
    return _root().joinpath(*parts)


def handbook() -> Traversable:
    """The folder with the pages of the handbook: Markdown, `start.md` first. Installed, it lies beside the other resources; in a checkout in `docs`,
    where people look for it."""
    shipped = resource("handbook")
    return shipped if shipped.is_dir() else resource("..", "docs", "handbook")


@cache
def _root() -> Traversable:
    """Looked for once: a window asks for some sixty files before it is shown, and each search takes longer than the reading."""
    return files("resources")


def text(*parts: str) -> str:
    """The UTF-8 text of a shipped file. Raises FileNotFoundError."""
    return resource(*parts).read_text(encoding="utf-8")


def data(*parts: str) -> bytes:
    """The bytes of a shipped file. Raises FileNotFoundError."""
    return resource(*parts).read_bytes()
