"""Backups: whole encrypted copies, checked before they count, thinned out over time, and tried out by restoring them.

A copy is made page by page by SQLite itself, so that a write in the middle cannot tear it, and checked (every page's seal, the structure, the
digest of what it holds) before it gets its name: a broken file never displaces a good copy. A backup opens with the passphrase or recovery key
that the workspace had when it was made.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ctip_desktop.dataclass import dataclass
from ctip_desktop.errors import BadInput, WorldError
from ctip_desktop.pattern import pattern
from ctip_desktop.workspace import blobs, cipher, devices, drives, schema
from ctip_desktop.workspace.cipher import Secret
from ctip_desktop.workspace.clock import local
from ctip_desktop.workspace.digest import digest_afresh
from ctip_desktop.workspace.files import LONGEST_STEM, has_room, replacing
from ctip_desktop.workspace.problems import BACKUP, already_there, damaged, full_disk, is_file, missing, world

if TYPE_CHECKING:
    from ctip_desktop.workspace.workspace import Workspace

ENDING = BACKUP
LAST = "backup"
"""Setting: what is known of the newest backup."""
RESTORED = "restored"
"""Setting inside a restored file: on its next opening it goes on as a new device."""

MOST_REMOVED = 3
"""Backups removed after one was made. A clock that jumped makes all of them look old; they must not go at once."""

ABANDONED = 24 * 60 * 60
"""Seconds after which the scratch file of a backup belongs to nobody: the program was ended in the middle."""

NEWEST_KEPT, DAYS_KEPT, WEEKS_KEPT, MONTHS_KEPT = 5, 14, 8, 24
PAGES_AT_A_TIME = 2000

_NAME = pattern(r"(?P<stem>.+) (?P<time>\d{8}-\d{6}-\d{3})(?P<reason>-[a-z-]+)?\.ctipbackup")
_TIME = "%Y%m%d-%H%M%S"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup file. `digest` and `verified` tell what was found when it was made (or tried out); empty and False while nobody looked."""

    path: Path
    at: datetime
    reason: str = ""
    digest: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Health:
    """What the home screen says: the newest backup, when one was last restored for trying, and whether something changed since. trouble: why the
    one that was due after it was not made, and what to do."""

    made_at: datetime | None
    rehearsed_at: datetime | None
    changed_since: bool
    path: Path | None
    trouble: str = ""


# -- making ------------------------------------------------------------------------------------------------------------------------


def make(ws: Workspace, folder: Path | None = None, *, reason: str = "", say: Callable[[int, int], None] | None = None) -> Backup:
    """Make a backup now, check it, and thin out older ones. `say(done, of)` hears about pages.

    Raises WorldError (full disk, no such drive, the workspace itself is damaged); earlier backups are then all still there. Why the folder for
    backups did not take one is remembered until it takes one.
    """
    try:
        return _make(ws, folder or ws.backup_folder, reason, say)
    except WorldError as error:
        if folder is None:
            _remember(ws, error)
        raise


def _make(ws: Workspace, place: Path, reason: str, say: Callable[[int, int], None] | None) -> Backup:
    at = ws.now()
    with world(place):
        path = _free_name(place, ws.path.stem, at, reason)
    with world(path):
        _make_folder(place)
        if not has_room(place, ws.path.stat().st_size):
            raise full_disk(path)
        with replacing(path, overwrite=False, private=True) as scratch:
            _copy(ws.path, scratch, ws.secret, say)
            found = verify(scratch, ws.secret)
    ws.set_setting(LAST, {"at": at.isoformat(), "path": str(path), "digest": found, "changes": _changes(ws)})
    thin_out(place, ws.path.stem, at)
    return Backup(path, at, reason, found, verified=True)


def _make_folder(place: Path) -> None:
    """The folder for backups; not those above it: where a stick is not plugged in, no folder of its name is made in its place."""
    if place.exists() and not place.is_dir():
        raise is_file(place)
    if not place.parent.is_dir():
        raise missing(place)
    place.mkdir(exist_ok=True)


def make_if_due(ws: Workspace, every: timedelta = timedelta(hours=20)) -> Backup | None:
    """Make one when something changed since the last one and that is long enough ago; attachments that nothing names are swept before.

    Raises WorldError as `make` does. Why it was not made is remembered until one is made: nobody may have been there to read it.
    """
    known = health(ws)
    if known.made_at is not None and (not known.changed_since or ws.now() - known.made_at < every):
        return None
    try:
        with ws.writing() as connection:
            blobs.sweep(connection)
    except WorldError as error:
        _remember(ws, error)
        raise
    return make(ws)


def _remember(ws: Workspace, error: WorldError) -> None:
    with suppress(WorldError):  # the drive of the workspace itself may be the trouble
        ws.set_setting(LAST, (ws.setting(LAST) or {}) | {"trouble": f"{error.what} {error.next_step}".strip()})


def _copy(source: Path, target: Path, secret: Secret, say: Callable[[int, int], None] | None) -> None:
    def progress(_status: int, remaining: int, total: int) -> None:
        if say is not None:
            say(total - remaining, total)

    one, other = cipher.connect(source, secret), cipher.connect(target, secret)
    try:
        one.backup(other, pages=PAGES_AT_A_TIME, progress=progress)
        other.execute("pragma journal_mode=delete").fetchall()  # one file, nothing beside it
    finally:
        other.close()
        one.close()


def verify(path: Path, secret: Secret) -> str:
    """Check every page and the structure of an encrypted file; returns the digest of what it holds. Raises WrongPassphrase, FileTooNew, or
    WorldError when it is damaged. Not a byte of the file changes."""
    connection = cipher.connect(path, secret, read_only=True)
    try:
        version = schema.version_of(connection, path)
        schema.check_version(version, path)
        found = [*_lines(connection, "cipher_integrity_check"), *(line for line in _lines(connection, "integrity_check") if line != "ok")]
    finally:
        connection.close()
    if found:
        raise damaged(path, "\n".join(found[:20]))
    with cipher.reading_database(path, secret).begin() as reading:
        return digest_afresh(reading).whole


def _lines(connection: Any, pragma: str) -> list[str]:
    return [str(row[0]) for row in connection.execute(f"pragma {pragma}").fetchall()]


# -- keeping -----------------------------------------------------------------------------------------------------------------------


def to_keep(times: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """Which backups stay: the newest five, the last of each day for two weeks, of each week for eight weeks, of each month for two years."""
    newest_first = sorted(set(times), reverse=True)
    kept = set(newest_first[:NEWEST_KEPT])
    for days, bucket in ((DAYS_KEPT, _day), (7 * WEEKS_KEPT, _week), (31 * MONTHS_KEPT, _month)):
        seen: set[object] = set()
        for moment in newest_first:
            if now - moment <= timedelta(days=days) and bucket(moment) not in seen:
                seen.add(bucket(moment))
                kept.add(moment)
    return frozenset(kept)


def _day(time: datetime) -> object:
    return time.date()


def _week(time: datetime) -> object:
    return time.isocalendar()[:2]


def _month(time: datetime) -> object:
    return time.year, time.month


def thin_out(folder: Path, stem: str, now: datetime) -> tuple[Path, ...]:
    """Remove the oldest backups of this workspace that need not stay, a few at a time, and what an interrupted one left; returns the paths of
    the backups. One that cannot be removed stays."""
    here = listed(folder, stem)
    kept = to_keep((backup.at for backup in here), now)
    spare = [backup.path for backup in reversed(here) if backup.at not in kept]
    for path in _abandoned(folder, stem):
        _remove(path)
    return tuple(path for path in spare[:MOST_REMOVED] if _remove(path))


def _abandoned(folder: Path, stem: str) -> list[Path]:
    begin = f".{f'{stem} '[:LONGEST_STEM]}"
    with suppress(OSError):
        return [path for path in folder.glob(".*.part") if path.name.startswith(begin) and time.time() - path.stat().st_mtime > ABANDONED]
    return []


def _remove(path: Path) -> bool:
    try:
        path.unlink()
    except OSError:  # held open by another program, or a drive that went read-only
        return False
    return True


def listed(folder: Path, stem: str | None = None) -> tuple[Backup, ...]:
    """The backups in a folder (of one workspace), the newest first."""
    out = []
    for path in folder.glob(f"*{ENDING}") if folder.is_dir() else ():
        match = _NAME.fullmatch(path.name)
        if match and (stem is None or match["stem"] == stem):
            out.append(Backup(path, _read_time(match["time"]), (match["reason"] or "").lstrip("-")))
    return tuple(sorted(out, key=lambda backup: backup.at, reverse=True))


def _free_name(place: Path, stem: str, at: datetime, reason: str) -> Path:
    """A name nobody has taken: where a clock was put back, or a workspace of the same name was here before, the next free thousandth of a second."""
    path = place / _file_name(stem, at, reason)
    while path.exists():
        at += timedelta(milliseconds=1)
        path = place / _file_name(stem, at, reason)
    return path


def _file_name(stem: str, at: datetime, reason: str) -> str:
    moment = at.astimezone(UTC)  # in file names: laptops of several time zones keep backups in one folder
    return f"{stem} {moment.strftime(_TIME)}-{moment.microsecond // 1000:03d}{'-' + reason if reason else ''}{ENDING}"


def _read_time(text: str) -> datetime:
    moment, _, ms = text.rpartition("-")
    return local(datetime.strptime(moment, _TIME).replace(microsecond=int(ms) * 1000, tzinfo=UTC))


# -- trying out and restoring ------------------------------------------------------------------------------------------------------


def rehearse(ws: Workspace, backup: Path | None = None) -> Backup:
    """Restore the newest backup (or this one) to a scratch file and read it: only then is it known to be good. The scratch file is encrypted
    like the backup and is removed. Raises WorldError when there is none, or it cannot be restored."""
    known = ws.setting(LAST) or {}
    newest = next(iter(listed(ws.backup_folder, ws.path.stem)), None)
    place = backup or (known.get("path") if newest is None else None)  # one that was made and is gone is not the same as none
    chosen = Backup(Path(place), ws.now()) if place else newest
    if chosen is None:
        raise WorldError("There is no backup yet.", next_step="Make one now.")
    import tempfile

    with tempfile.TemporaryDirectory(prefix="ctip-") as scratch, world(chosen.path):
        target = Path(scratch) / "rehearsal.ctip"
        _copy_bytes(chosen.path, target)
        found = verify(target, ws.secret)
    if known.get("path") == str(chosen.path) and known.get("digest") != found:
        raise damaged(chosen.path, "the digest is not the one it was made with")
    if chosen.path in (newest.path if newest else None, Path(known.get("path", ""))):  # an older one says nothing about the newest
        ws.set_setting(LAST, known | {"rehearsed": ws.now().isoformat()})
    return Backup(chosen.path, chosen.at, chosen.reason, found, verified=True)


def restore(backup: Path, target: Path, passphrase: str | None = None, *, key: bytes | None = None) -> Path:
    """Restore a backup to a new file; an existing one is never overwritten. The restored file goes on as a new device when it is next opened.
    Raises WrongPassphrase, FileTooNew or WorldError; nothing is left behind then."""
    with world(backup):
        salt = cipher.read_salt(backup)
    with world(target):
        if target.exists():
            raise already_there(target)
        if not has_room(target.parent, backup.stat().st_size):
            raise full_disk(target)
    secret = Secret(key, salt) if key is not None else cipher.derive(passphrase or "", salt)
    with world(backup):
        verify(backup, secret)
    with world(target), replacing(target, overwrite=False, private=True) as scratch:
        _copy_bytes(backup, scratch)
        verify(scratch, secret)
        _mark_restored(scratch, secret)
    return target


def _mark_restored(path: Path, secret: Secret) -> None:
    database = cipher.database(path, secret, drives.Mode("delete", "full"))
    try:
        with database.begin(writing=True) as connection:
            devices.put(connection, RESTORED, True)
            devices.put(connection, LAST, None)  # what was known is about the backups of the file it was made from
    finally:
        database.dispose()


def _copy_bytes(source: Path, target: Path) -> None:
    """A backup is closed and complete, so its bytes are the copy."""
    with source.open("rb") as one, target.open("wb") as other:
        while block := one.read(1 << 20):
            other.write(block)


# -- how it stands -----------------------------------------------------------------------------------------------------------------


def health(ws: Workspace) -> Health:
    """What is known of the newest backup."""
    known = ws.setting(LAST) or {}
    at, rehearsed = known.get("at"), known.get("rehearsed")
    return Health(
        datetime.fromisoformat(at) if at else None,
        datetime.fromisoformat(rehearsed) if rehearsed else None,
        _changes(ws) != known.get("changes"),
        Path(known["path"]) if known.get("path") else None,
        str(known.get("trouble", "")),
    )


def set_folder(ws: Workspace, folder: Path) -> None:
    """Keep backups there from now on. Raises BadInput when it is no folder, or none that can be written to."""
    kept, other = "Backups go where they went before.", "Choose another folder."
    if not folder.is_dir():
        raise BadInput(f"There is no folder “{folder.name}”.", kept=kept, next_step=other)
    probe = folder / f".ctip-{uuid4().hex}"
    try:
        probe.touch(exist_ok=False)  # asking for the right to write is not enough: a stick may be locked, a share read-only
        probe.unlink()
    except OSError as error:
        raise BadInput(f"Nothing can be written into the folder “{folder.name}”.", kept=kept, next_step=other) from error
    ws.set_setting("backups", str(folder.absolute()))


def _changes(ws: Workspace) -> list[int]:
    """Something that differs whenever a change came in or turned: how many there are, how many segments count, how many files are attached."""
    with ws.reading() as connection:
        return [
            connection.exec_driver_sql(statement).scalar_one()
            for statement in (
                "select coalesce(sum(last-first+1), 0) from segment",
                "select count(*) from segment where status=0",
                "select count(*) from blob",
            )
        ]
