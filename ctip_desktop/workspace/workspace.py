"""The open workspace: one encrypted file, one key, one writer at a time.

Everything that reads or writes the file goes through `reading()` and `writing()`. What happens on opening, in this order, each step leaving the
file as it is when it fails: the instance lock, the key, a read-only look at the schema version, a verified backup and migration when the file is
older, and a new device name when the file was copied or restored.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any
from uuid import UUID

from sqlcipher3 import dbapi2 as sqlcipher

from ctip_desktop.errors import BadInput, WorldError
from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.model import Form
from ctip_desktop.workspace import backups, cells, cipher, devices, drives, identity, journal, schema, strength
from ctip_desktop.workspace.cipher import Secret
from ctip_desktop.workspace.clock import Clock, local, system_clock, to_ms
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.devices import DeviceInfo
from ctip_desktop.workspace.files import make_private
from ctip_desktop.workspace.known_forms import known_forms
from ctip_desktop.workspace.lock import Holder, InstanceLock, holder
from ctip_desktop.workspace.own_forms import OWN_FORM, OwnForm, OwnForms, records_of, touched
from ctip_desktop.workspace.problems import already_there, missing, world, wrong_passphrase
from ctip_desktop.workspace.projection import Projector
from ctip_desktop.workspace.tokens import Token, state_folder

PROGRAMME, NAME, GENERATION, BACKUPS = "programme", "programme name", "generation", "backups"
"""Settings: programme id hex · its name at first · how often a segment was sealed · backup folder."""

ERASED = "erased"
"""Note of a transaction that erased something, and setting until the file was written anew after it."""

FIRST_RANK = 0
STEPS_KEPT = timedelta(days=30)
LONGEST_NAME = 200


class Workspace:
    """An open workspace file. Make one with `create` or `open`; use it as a context manager, or `close` it.

    Attributes:
        path: the file.
        catalogue: the forms in use.
        device: this laptop in this workspace; changes when the file goes on as a new device.
        restored: on opening, the file was found to be a copy or a restored backup and now has a new device name.
    """

    def __init__(self, path: Path, secret: Secret, catalogue: Catalogue, clock: Clock, lock: InstanceLock, state: Path) -> None:
        """For `create` and `open` only."""
        self.path = path
        self._own_forms = OwnForms(catalogue)
        self.catalogue = self._own_forms.shipped
        self.restored = False
        self._ready = False
        self._secret = secret
        self._clock = clock
        self._lock = lock
        self._state = state
        self._database = cipher.database(path, secret, drives.mode_for(path))
        self._writing = threading.RLock()
        self._projector = Projector(self.catalogue)
        self.device: DeviceInfo
        self.programme_id: UUID

    # -- making and opening ------------------------------------------------------------------------------------------------------

    @staticmethod
    def create(
        path: Path,
        *,
        programme: str,
        person: str,
        passphrase: str,
        device: str = "",
        programme_id: UUID | None = None,
        backups: Path | None = None,
        catalogue: Catalogue | None = None,
        clock: Clock = system_clock,
        state: Path | None = None,
    ) -> Workspace:
        """A new workspace for a programme. Two laptops that give the programme the same name work on the same programme.

        `programme_id`: of a programme that is joined, from a colleague's card; it may be called otherwise by now than when it was made. Then the
        programme's own record comes with the colleague's first bundle, so that both laptops hold the same after it.
        `backups`: the folder for backups; default: "NAME backups" beside the file. `state`: the folder for this laptop's tokens.
        Raises BadInput for empty names or a weak passphrase, WorldError when the file cannot be made; nothing is left behind then.
        """
        from platform import node

        path = Path(path)
        for name, what in ((programme, "programme"), (person, "person")):
            _check_name(name, what)
        device = device.strip() or _one_line(node()) or "Laptop"
        _check_name(device, "laptop")
        strength.require(passphrase, (programme, person, device))
        with world(path):
            if path.exists():
                raise already_there(path)
            if not path.parent.is_dir():
                raise missing(path.parent)
        secret = cipher.derive(passphrase, cipher.new_salt())
        lock = InstanceLock(path)
        lock.take()
        try:
            with world(path):
                ws = Workspace(path, secret, catalogue or known_forms(), clock, lock, state or state_folder())
                make_private(path)
                with _undone_on_failure(ws):
                    ws._begin(programme.strip(), person.strip(), device, programme_id, backups)
                return ws
        except BaseException:
            lock.release()
            raise

    @staticmethod
    def open(
        path: Path,
        passphrase: str | None = None,
        *,
        key: bytes | None = None,
        catalogue: Catalogue | None = None,
        clock: Clock = system_clock,
        state: Path | None = None,
    ) -> Workspace:
        """Open with the passphrase, or with the raw `key` of the recovery kit.

        Raises WrongPassphrase, FileTooNew, InUse, NotFound or another WorldError; the file is then exactly as it was.
        """
        path = Path(path)
        with world(path):
            salt = cipher.read_salt(path)
        lock = InstanceLock(path)
        lock.take()
        try:
            with world(path):
                secret = Secret(key, salt) if key is not None else cipher.derive(passphrase or "", salt)
                version = _probe(path, secret)
                ws = Workspace(path, secret, catalogue or known_forms(), clock, lock, state or state_folder())
                with _closed_on_failure(ws):
                    ws._continue(version)
                return ws
        except BaseException:
            lock.release()
            raise

    def _begin(self, programme: str, person: str, device: str, joined: UUID | None, backups: Path | None) -> None:
        with self.writing() as connection:
            schema.migrate(connection)
            self.device = devices.make(connection, name=device, person=person, at=self.clock(), rank=FIRST_RANK)
            self.programme_id = joined or identity.programme_id(programme)
            folder = backups or self.path.parent / f"{self.path.stem} backups"
            for name, value in ((PROGRAMME, self.programme_id.hex), (NAME, programme), (GENERATION, 0), (BACKUPS, str(folder.absolute()))):
                devices.put(connection, name, value)
            if joined is None:
                self.found_programme(connection)
        self._token().write(0)
        self._lock.sign(device, self.now())
        self._ready = True

    def found_programme(self, connection: Connection) -> None:
        """The programme is a record as well, with an id that follows from its name, so that all its laptops make the same one. Nothing if it is here.

        A laptop that joins gets it with the first bundle, and founds it only when somebody there writes into it before.
        """
        if connection.exec_driver_sql("select 1 from record where id=?", (self.programme_id.bytes,)).first():
            return
        name = str(devices.get(connection, NAME, ""))
        version = identity.newest_version(self.catalogue, "programme")
        values = ((cells.FORM, ["programme", version]), (cells.STATUS, "draft"), ("name", name))
        rows = [(self.programme_id.bytes, field, cells.dump(value)) for field, value in values]
        journal.write(connection, rows, by=self.device.writer, at=self.clock())
        self.project(connection, [self.programme_id.bytes])

    def _continue(self, version: str) -> None:
        if version != schema.NEWEST:
            self._migrate()
        with self.reading() as connection:
            self._load(connection)
            unfinished = devices.get(connection, ERASED)
            restored = bool(devices.get(connection, backups.RESTORED)) or self._token().says_restored(devices.get(connection, GENERATION, 0))
        if restored:
            with self.writing() as connection:
                self.go_on_as_new_device(connection)
            self.restored = True
        else:
            self._keep_token()
        if unfinished:
            self._write_anew()
        self._lock.sign(self.device.name, self.now())
        self._ready = True

    def _migrate(self) -> None:
        backups.make(self, reason="before-update")
        with self.writing() as connection:
            schema.migrate(connection)
            self._projector.rebuild(connection)

    def _load(self, connection: Connection) -> None:
        self.device = devices.current(connection)
        self.programme_id = UUID(hex=devices.get(connection, PROGRAMME))
        self._use(self._own_forms.load(connection))

    # -- who and when ------------------------------------------------------------------------------------------------------------

    @property
    def programme(self) -> str:
        """The programme's name, as its record says now, on one line."""
        with self.reading() as connection:
            name = connection.exec_driver_sql("select json_extract(doc, '$.name') from record where id=?", (self.programme_id.bytes,)).scalar()
            return _one_line(str(name or "")) or str(devices.get(connection, NAME, ""))

    @property
    def person(self) -> str:
        """Whose laptop this is: the author of what is written here."""
        return self.device.person

    def now(self) -> datetime:
        """The time by this laptop's clock, in its time zone: `now().date()` is the day of the person who works on it."""
        return local(self._clock())

    def clock(self) -> int:
        """The same in milliseconds since 1970."""
        return to_ms(self._clock())

    def locked_by(self) -> Holder | None:
        """Who has this file open."""
        return holder(self.path)

    # -- reading and writing -----------------------------------------------------------------------------------------------------

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent state of the file; for queries/ and sync/."""
        with world(self.path), self._database.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it is durable after the block, or none of it when the block raises; for operations/ and sync/."""
        with self._writing, world(self.path):
            with self._database.begin(writing=True) as connection:
                yield connection
            if connection.info.get("sealed"):
                self._keep_token()
            if connection.info.get("forms"):
                self._take_own_forms()
            if connection.info.get(ERASED):
                self._write_anew()

    def _write_anew(self) -> None:
        """After erasing: no page may hold remains. Where that fails (no memory, full disk) it is tried again on the next opening."""
        with suppress(WorldError, MemoryError):
            with world(self.path):
                self._database.write_anew()
            self.set_setting(ERASED, None)

    def project(self, connection: Connection, records: Iterable[bytes]) -> None:
        """Bring `record` and `search` up to date for records whose heads changed."""
        if OWN_FORM in self._projector.project(connection, records):
            connection.info["forms"] = True

    def rebuild(self, connection: Connection) -> None:
        """Build `record` and `search` anew."""
        if OWN_FORM in self._projector.rebuild(connection):
            connection.info["forms"] = True

    @property
    def own_forms(self) -> tuple[OwnForm, ...]:
        """The programme's own forms, every version, also those that cannot be used here."""
        return self._own_forms.found

    def check_own_form(self, form: Form) -> None:
        """Raises BadForm when this form cannot become one of the programme's own (see `OwnForms.check`)."""
        self._own_forms.check(self.catalogue, form)

    def _use(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._projector = Projector(catalogue)

    def _take_own_forms(self) -> None:
        """An own form came, or went: use it, and give the records that waited for it their titles and their place in the search."""
        before = self.own_forms
        with self.reading() as connection:
            self._use(self._own_forms.load(connection))
            waiting = records_of(connection, touched(before, self.own_forms))
        if waiting:
            with suppress(WorldError), self.writing() as connection:  # what was written before stands; a rebuild makes up for it
                self.project(connection, waiting)

    def setting(self, name: str, default: Any = None) -> Any:
        """A JSON value of this laptop; it never travels."""
        with self.reading() as connection:
            return devices.get(connection, name, default)

    def set_setting(self, name: str, value: Any) -> None:
        """Keep a JSON value on this laptop; None forgets it."""
        with self.writing() as connection:
            devices.put(connection, name, value)

    # -- the device --------------------------------------------------------------------------------------------------------------

    def keys(self) -> devices.Keys:
        """This device's private keys, for signing and for opening bundles. They never leave the file otherwise."""
        with self.reading() as connection:
            return devices.keys(connection)

    def sealed(self, connection: Connection) -> None:
        """To be called by whoever seals segments, in the same transaction: raises the generation in the file and, after the commit, outside."""
        devices.put(connection, GENERATION, devices.get(connection, GENERATION, 0) + 1)
        connection.info["sealed"] = True

    def go_on_as_new_device(self, connection: Connection) -> DeviceInfo:
        """This file was restored or copied: from here on it writes under a new name and keys. What was not sealed is made again under it."""
        self.device, touched = devices.make_again(connection, at=self.clock())
        devices.put(connection, backups.RESTORED, None)
        connection.exec_driver_sql("delete from operation")  # they name changes by numbers of the old device
        self.project(connection, touched)
        connection.info["sealed"] = True
        return self.device

    def _token(self) -> Token:
        return Token(self._state, self.programme_id, self.device.id)

    def _keep_token(self) -> None:
        token, generation = self._token(), self.setting(GENERATION, 0)
        if token.read() != generation:
            token.write(generation)

    # -- the key -----------------------------------------------------------------------------------------------------------------

    @property
    def secret(self) -> Secret:
        """The key of the file, for backups."""
        return self._secret

    @property
    def backup_folder(self) -> Path:
        """Where backups go."""
        return Path(self.setting(BACKUPS))

    def recovery_key(self) -> str:
        """The file's key as text for the recovery kit. It opens the file without the passphrase."""
        return cipher.recovery_text(self._secret)

    def change_passphrase(self, old: str, new: str) -> None:
        """Write the whole file anew under another passphrase, all or nothing. Earlier backups and recovery kits keep the old one.

        `old` may be the recovery key as well, for a person who forgot the passphrase. Raises WrongPassphrase when it is neither, BadInput when `new`
        is weak.
        """
        if not self._opens(old):
            raise wrong_passphrase(self.path)
        strength.require(new, (self.programme, self.person, self.device.name))
        secret = cipher.derive(new, self._secret.salt)
        with self._writing, world(self.path):
            self._database.dispose()
            try:
                cipher.change_key(self.path, self._secret, secret)
                self._secret.wipe()
                self._secret = secret
            finally:
                self._database = cipher.database(self.path, self._secret, drives.mode_for(self.path))

    def _opens(self, typed: str) -> bool:
        with suppress(BadInput):
            if cipher.from_recovery_text(typed) == self._secret.key:
                return True
        return cipher.derive(typed, self._secret.salt).key == self._secret.key

    # -- closing -----------------------------------------------------------------------------------------------------------------

    def close(self) -> None:
        """Close the file, forget the key, release the lock. Closing twice is harmless. Nothing is lost: every answer was kept when it was given.
        What could be taken back and is older than 30 days, or was taken back, is forgotten."""
        try:
            self._forget_old_steps()
            with suppress(WorldError), world(self.path):  # the stick is gone: it is closed all the same
                self._database.dispose()
        finally:
            self._secret.wipe()
            self._lock.release()

    def _forget_old_steps(self) -> None:
        """The texts that answers had before stay with the steps that could be taken back; not for ever."""
        ready, self._ready = self._ready, False
        if not ready or not self._writing.acquire(blocking=False):
            return
        try:
            with suppress(WorldError), self.writing() as connection:
                before = self.clock() - STEPS_KEPT // timedelta(milliseconds=1)
                connection.exec_driver_sql("delete from operation where at<? or undone>0", (before,))
        finally:
            self._writing.release()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _probe(path: Path, secret: Secret) -> str:
    """The schema version, read without changing a byte. Raises WrongPassphrase, FileTooNew or WorldError."""
    try:
        version = _version(path, secret, read_only=True)
    except sqlcipher.OperationalError:  # a crash left a rollback journal, which must be played back first
        version = _version(path, secret, read_only=False)
    schema.check_version(version, path)
    return version


def _version(path: Path, secret: Secret, *, read_only: bool) -> str:
    connection = cipher.connect(path, secret, read_only=read_only)
    try:
        return schema.version_of(connection, path)
    finally:
        connection.close()


def _check_name(name: str, what: str) -> None:
    cells.check_text(name, LONGEST_NAME, f"The name of the {what}")
    if not name.strip() or not name.strip().isprintable():
        raise BadInput(f"The name of the {what} is missing.", kept="Nothing was made.", next_step="Type a name.")


def _one_line(text: str) -> str:
    """A name that came from elsewhere, as it can stand in a title or on a card."""
    return "".join(c for c in " ".join(text.split()) if c.isprintable())[:LONGEST_NAME].strip()


@contextmanager
def _closed_on_failure(ws: Workspace) -> Iterator[None]:
    try:
        yield
    except BaseException:
        ws.close()
        raise


@contextmanager
def _undone_on_failure(ws: Workspace) -> Iterator[None]:
    """A workspace that could not be made leaves no file behind."""
    try:
        with _closed_on_failure(ws):
            yield
    except BaseException:
        for ending in ("", "-wal", "-shm", "-journal"):
            with suppress(OSError):
                ws.path.with_name(ws.path.name + ending).unlink(missing_ok=True)
        raise
