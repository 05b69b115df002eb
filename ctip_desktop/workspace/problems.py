"""The one place where errors of SQLite and of the system become plain sentences."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from ctip_desktop.errors import InUse, NotFound, WorldError, WrongPassphrase

NOTHING_CHANGED = "Nothing was changed."
BACKUP = ".ctipbackup"
"""How the files of backups end; what is wrong with one is told differently."""

_FULL, _READ_ONLY, _CANNOT_OPEN, _IO, _BUSY, _LOCKED, _CORRUPT, _NOT_A_DATABASE, _PERMISSION = 13, 8, 14, 10, 5, 6, 11, 26, 3
"""Primary result codes of SQLite (sqlite.org/rescode.html)."""

_TEXTS = {
    "database or disk is full": _FULL,
    "attempt to write a readonly database": _READ_ONLY,
    "unable to open database file": _CANNOT_OPEN,
    "disk I/O error": _IO,
    "database is locked": _BUSY,
    "database table is locked": _LOCKED,
    "database disk image is malformed": _CORRUPT,
    "file is not a database": _NOT_A_DATABASE,
}
"""What SQLite says, for the few calls of the driver (such as copying a file) whose errors carry no code."""

_DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_DRIVE_GONE = frozenset(
    getattr(errno, name) for name in ("EIO", "ENODEV", "ENXIO", "ESTALE", "ENOTCONN", "EHOSTDOWN", "ETIMEDOUT") if hasattr(errno, name)
)
"""A stick that was pulled out, a share that does not answer."""
_NO_PERMISSION = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@contextmanager
def world(path: Path) -> Iterator[None]:
    """Turn what the drive or the file does wrong inside the block into a WorldError about `path`. Bugs pass through."""
    try:
        yield
    except (sqlcipher.Error, OSError) as error:
        found = explain(error, path)
        if found is None:
            raise
        raise found from error


def explain(error: BaseException, path: Path) -> WorldError | None:
    """The plain words for an error of SQLite or of the system; None when it is a bug of ours."""
    if isinstance(found := getattr(error, "orig", None), sqlcipher.Error):  # SQLAlchemy, which runs the migrations, wraps it
        return explain(found, path)
    if isinstance(error, sqlcipher.Error):
        return _of_sqlite(getattr(error, "sqlite_errorcode", None), path, str(error))
    if isinstance(error, OSError):
        return _of_system(error, path)
    return None


def _of_sqlite(code: int | None, path: Path, text: str) -> WorldError | None:
    primary = (code or _TEXTS.get(text, 0)) & 0xFF
    if primary == _FULL:
        return full_disk(path, text)
    if primary in (_READ_ONLY, _CANNOT_OPEN, _PERMISSION):
        return no_permission(path, text)
    if primary in (_BUSY, _LOCKED):
        return InUse(f"“{path.name}” is busy.", kept=NOTHING_CHANGED, next_step="Wait a moment and try again.", details=text)
    if primary == _IO:
        return drive_failed(path, text)
    if primary == _CORRUPT:
        return damaged(path, text)
    if primary == _NOT_A_DATABASE:
        return wrong_passphrase(path)
    return None


def _of_system(error: OSError, path: Path) -> WorldError | None:
    if error.errno in _DISK_FULL:
        return full_disk(path, error.strerror or "")
    if error.errno in _NO_PERMISSION:
        return no_permission(path, error.strerror or "")
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return missing(path)
    if error.errno == errno.EEXIST:
        return already_there(path)
    if error.errno == errno.EISDIR:
        return is_folder(path)
    if error.errno == errno.ENAMETOOLONG:
        return long_name(path)
    if error.errno in _DRIVE_GONE:
        return drive_failed(path, error.strerror or "")
    return None


def full_disk(path: Path, details: str = "") -> WorldError:
    """No room left on the drive."""
    return WorldError(
        f"The drive of “{path.name}” is full.",
        kept="What was kept before is still there; the last step was not.",
        next_step="Make room on the drive, then try again.",
        details=details,
    )


def no_permission(path: Path, details: str = "") -> WorldError:
    """The folder or file cannot be written."""
    folder = path.absolute().parent  # a name typed alone has its folder, too
    return WorldError(
        f"“{path.name}” cannot be written: the file or its folder “{folder.name or folder}” is read-only.",
        kept=NOTHING_CHANGED,
        next_step="Use a folder of your own, or ask for permission to write there.",
        details=details,
    )


def drive_failed(path: Path, details: str = "") -> WorldError:
    """Reading or writing failed below us."""
    return WorldError(
        f"The drive of “{path.name}” does not answer as it should.",
        kept="What was kept before is still there; the last step was not.",
        next_step="Check that the drive is plugged in. Copy the file to another drive soon.",
        details=details,
    )


def damaged(path: Path, details: str = "") -> WorldError:
    """The file opens, and is broken inside."""
    instead = "Restore the newest backup to a new file. Keep the damaged one until that has worked."
    next_step = "Choose another backup." if path.suffix == BACKUP else instead
    return WorldError(
        f"“{path.name}” is damaged.",
        kept="The file was left as it is.",
        next_step=next_step,
        details=details,
    )


def missing(path: Path) -> NotFound:
    """There is no such file or folder."""
    there = path.parent.is_dir()
    what = f"There is no “{path.name}” in “{path.parent}”." if there else f"There is no folder “{path.parent}” for “{path.name}”."
    return NotFound(what, kept=NOTHING_CHANGED, next_step="Check the name, or plug in the drive.")


def already_there(path: Path) -> WorldError:
    """A file would have to be overwritten."""
    return WorldError(f"There is already a file “{path.name}”.", kept="It was left as it is.", next_step="Choose another name.")


def is_folder(path: Path) -> WorldError:
    """A folder stands where a file is wanted."""
    return WorldError(f"“{path.name}” is a folder.", kept=NOTHING_CHANGED, next_step="Choose the name of a file.")


def not_a_file(path: Path) -> WorldError:
    """A device or a pipe: nothing with an end to it."""
    return WorldError(f"“{path.name}” is not an ordinary file.", kept=NOTHING_CHANGED, next_step="Choose another file.")


def unreadable(path: Path, details: str = "") -> WorldError:
    """It is there and cannot be read."""
    return WorldError(
        f"“{path.name}” cannot be read.",
        kept=NOTHING_CHANGED,
        next_step="Check that you may open it, and that it is not open in another program.",
        details=details,
    )


def is_file(path: Path) -> WorldError:
    """A file stands where a folder is wanted."""
    return WorldError(f"“{path.name}” is a file, not a folder.", kept="It was left as it is.", next_step="Choose a folder.")


def long_name(path: Path) -> WorldError:
    """The drive takes no name of this length."""
    return WorldError(f"The name “{path.name[:40]}…” is too long for this drive.", kept=NOTHING_CHANGED, next_step="Choose a shorter name.")


def not_a_workspace(path: Path) -> WorldError:
    """It cannot be one of our files, whatever the passphrase."""
    if path.suffix == BACKUP:
        what = f"“{path.name}” is no backup, or not a whole one."
        next_step = "It may have been cut short while it was copied. Copy it again, or choose another backup."
        return WorldError(what, kept=NOTHING_CHANGED, next_step=next_step)
    if path.suffix == ".ctip":
        what = f"“{path.name}” is not a workspace file, or not a whole one."
        return WorldError(what, kept=NOTHING_CHANGED, next_step="It may have been cut short while it was copied. Copy it again, or restore a backup.")
    return WorldError(f"“{path.name}” is not a workspace file.", kept=NOTHING_CHANGED, next_step="Choose a file that ends in .ctip.")


def wrong_passphrase(path: Path) -> WrongPassphrase:
    """The key does not fit. A damaged first page looks the same, so both are named."""
    instead = "choose another backup" if path.suffix == BACKUP else "restore a backup"
    return WrongPassphrase(
        f"This passphrase does not open “{path.name}”.",
        kept=NOTHING_CHANGED,
        next_step=f"Check capital letters and the keyboard language, then try again. If you are sure of it, the file is damaged: {instead}.",
    )
