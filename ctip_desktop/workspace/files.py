"""Files that are whole or not there: written beside their place, flushed, then renamed. A file of another kind is never written over."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ctip_desktop.workspace.problems import already_there, is_folder, missing, not_a_file, unreadable, world

ROOM_TO_SPARE = 1 << 20

_OURS = frozenset({".ctip", ".ctipbackup"})
"""Endings of files that hold somebody's work: never written over, whatever they look like."""

_KINDS = (b"%PDF-", b"age-encryption.org/", b"PK\x03\x04", b"CTIP card ", b"\x89PNG", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0", b"SQLite format 3")
"""How files begin: PDF, bundle, workbook, card, pictures, older workbook, database."""

_LOOKED_AT = 4096

LONGEST_STEM = 40
"""Characters of a name that its scratch file repeats: drives take 255 bytes."""


@contextmanager
def replacing(path: Path, *, overwrite: bool = True, private: bool = False) -> Iterator[Path]:
    """A new file beside `path` to be written in the block; on success it is flushed to the disk and takes the place of `path`, else it is removed.
    `private`: it is there already, empty, and only this person can read it. Raises FileExistsError when `overwrite` is off and the place is taken."""
    scratch = path.with_name(f".{path.name[:LONGEST_STEM]}.{os.urandom(4).hex()}.part")
    try:
        if private:
            make_private(scratch)
        yield scratch
        flush(scratch)
        if not overwrite and path.exists():
            raise FileExistsError(errno.EEXIST, "the place is taken", str(path))
        scratch.replace(path)
        flush_folder(path.parent)
    finally:
        scratch.unlink(missing_ok=True)


def make_private(path: Path) -> None:
    """A new empty file that only this person can read and write. Raises FileExistsError."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def make_private_folder(path: Path) -> None:
    """A folder for this person alone, also when it was there before; the one above it is made alike when it is missing."""
    for folder in (path.parent, path):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if sys.platform != "win32":
        path.chmod(0o700)


def read_whole(path: Path, most: int) -> bytes | None:
    """The bytes of a file that a person chose; None when there are more than `most`. Devices and pipes are not read: they would never end, or keep
    the program waiting. Raises WorldError in plain words (a folder, no such file, not to be read)."""
    if path.is_dir():
        raise is_folder(path)
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise not_a_file(path)
            data = file.read(most + 1)
    except OSError as error:
        raise missing(path) if error.errno in (errno.ENOENT, errno.ENOTDIR) else unreadable(path, error.strerror or "") from error
    return data if len(data) <= most else None


def _without_waiting(path: str, flags: int) -> int:
    """A pipe that nobody writes to would else keep even the opening waiting."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def write_atomically(path: Path, data: bytes) -> None:
    """Write a whole file, or leave what was there. A file that is there is replaced only when it is of the same kind, never a workspace or a
    backup. Raises WorldError in plain words (full disk, no permission, no such folder, something else in its place)."""
    with world(path):
        check_place(path, data)
        with replacing(path) as scratch:
            scratch.write_bytes(data)


def check_place(path: Path, data: bytes) -> None:
    """May `data` be written at `path`? Raises WorldError when a folder or a file of another kind is there."""
    if path.is_dir():
        raise is_folder(path)
    if not path.exists():
        return
    with path.open("rb") as file:
        there = file.read(_LOOKED_AT)
    if path.suffix.lower() in _OURS or (there and _kind(there) != _kind(data[:_LOOKED_AT])):
        raise already_there(path)


def _kind(start: bytes) -> bytes | str:
    """What a file is, as far as its beginning tells."""
    known = next((kind for kind in _KINDS if start.startswith(kind)), None)
    if known is not None:
        return known
    try:
        start.decode("utf-8")
    except UnicodeDecodeError as error:  # a letter may be cut at the end
        return "text" if error.start >= _LOOKED_AT - 3 and b"\0" not in start else "other"
    return "other" if b"\0" in start else "text"


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
        import shutil

        return shutil.disk_usage(folder).free > size + ROOM_TO_SPARE
    except OSError:
        return True
