"""Files that are whole or not there: written beside their place, flushed, then renamed."""

from __future__ import annotations

import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ctip_desktop.workspace.problems import world

ROOM_TO_SPARE = 1 << 20


@contextmanager
def replacing(path: Path, *, overwrite: bool = True) -> Iterator[Path]:
    """A new file beside `path` to be written in the block; on success it is flushed to the disk and takes the place of `path`, else it is removed.
    Raises FileExistsError when `overwrite` is off and the place is taken."""
    scratch = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        yield scratch
        flush(scratch)
        if not overwrite and path.exists():
            raise FileExistsError(path)
        scratch.replace(path)
        flush_folder(path.parent)
    finally:
        scratch.unlink(missing_ok=True)


def write_atomically(path: Path, data: bytes) -> None:
    """Write a whole file, or leave what was there. Raises WorldError in plain words (full disk, no permission, no such folder)."""
    with world(path), replacing(path) as scratch:
        scratch.write_bytes(data)


def flush(path: Path) -> None:
    """Wait until the file is on the disk."""
    handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def flush_folder(folder: Path) -> None:
    """Wait until the folder knows its new names; Windows does so by itself."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError:  # some network drives cannot flush a folder; the file itself is flushed
            pass
        finally:
            os.close(handle)


def has_room(folder: Path, size: int) -> bool:
    """Does the drive have room for a file of this size? True when it cannot be told."""
    try:
        return shutil.disk_usage(folder).free > size + ROOM_TO_SPARE
    except OSError:
        return True
