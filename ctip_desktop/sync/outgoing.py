"""Making a bundle: what the chosen colleagues lack as far as they said, their missing attachments, and what everybody is known to have."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pyrage

from ctip_desktop.dataclass import dataclass
from ctip_desktop.errors import BadInput, NotFound, WorldError
from ctip_desktop.sync import receipts
from ctip_desktop.sync.bundle import FORMAT, MOST_FILE, Attachment, Manifest, base_of, pack
from ctip_desktop.sync.codec import encode
from ctip_desktop.sync.counting import count_segments
from ctip_desktop.sync.identity import WORDS_OF_A_STATE, words
from ctip_desktop.sync.segments import Segment
from ctip_desktop.sync.states import Trust
from ctip_desktop.sync.store import Own, choose, load, public_keys, seal_runs
from ctip_desktop.tasks import Cancelled, Progress
from ctip_desktop.workspace import blobs, devices, files
from ctip_desktop.workspace.cells import is_reserved
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.digest import Digest, digest
from ctip_desktop.workspace.problems import world
from ctip_desktop.workspace.workspace import Workspace

NUMBER = "bundle number"
"""Setting: how many bundles and statements this device has made."""

NO_BUNDLE = "No bundle was made."
ROOM_FOR_THE_REST = 1 << 20
_ATTACHMENT = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class MadeBundle:
    """A bundle that was written and read back.

    Attributes:
        bundle: its id, hex. number: it is this laptop's n-th.
        size: bytes of the file. changes: how many it carries, counted as a person counts (`counting`); attachments likewise.
        waits: attachments that did not fit and go with the next bundle.
        to: the people it is for. complete: it holds everything, because somebody has never confirmed anything.
        words: five words of the state of this laptop; whoever says the same after importing it holds the same.
    """

    bundle: str
    path: Path
    number: int
    size: int
    changes: int
    attachments: int
    waits: int
    to: tuple[str, ...]
    complete: bool
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Recipient:
    """A trusted device (id and person), or an age recipient alone (`device` None)."""

    device: bytes | None
    person: str
    age: str

    @property
    def address(self) -> str:
        return self.age if self.device is None else self.device.hex()


@dataclass(frozen=True, slots=True)
class _Draft:
    """All that goes into a bundle. `up_to`: last own number in it; `changes`: as a person counts; `state`: the digest of this laptop."""

    own: Own
    manifest: Manifest
    segments: Sequence[Segment]
    attachments: Mapping[str, Attachment]
    waits: int
    up_to: int
    changes: int
    state: str


def make(ws: Workspace, path: Path, *, to: Sequence[UUID] | None, to_age: Sequence[str], progress: Progress) -> MadeBundle:
    """Write a bundle to `path`. See `exchange.make`."""
    with ws.writing() as connection:
        recipients = _recipients(connection, to, to_age)
        own = Own.of(connection)
        if seal_runs(connection, own):
            ws.sealed(connection)
        draft = _draft(connection, ws, own, recipients, progress)
    try:
        progress.say("Packing")
        data, bundle = pack(
            draft.manifest, encode(draft.segments), draft.attachments, key=own.key, recipients=list(dict.fromkeys(r.age for r in recipients))
        )
        progress.say("Writing the bundle")
        _write(path, data)
    except (WorldError, Cancelled):
        _give_back(ws, draft.manifest.number)
        raise
    made = _describe(draft, recipients, path, bundle, len(data))
    with ws.writing() as connection:
        _log(connection, ws.clock(), made, recipients, draft, sha256(data).hexdigest())
    return made


def _give_back(ws: Workspace, number: int) -> None:
    """No file got out: the next bundle has this number. On a full drive it stays used, which harms nobody."""
    with suppress(WorldError), ws.writing() as connection:
        if devices.get(connection, NUMBER, 0) == number:
            devices.put(connection, NUMBER, number - 1)


def _describe(draft: _Draft, recipients: Sequence[_Recipient], path: Path, bundle: bytes, size: int) -> MadeBundle:
    people = tuple(dict.fromkeys(r.person for r in recipients))
    complete = not draft.manifest.base
    said = words(bytes.fromhex(draft.state), WORDS_OF_A_STATE)
    return MadeBundle(bundle.hex(), path, draft.manifest.number, size, draft.changes, len(draft.attachments), draft.waits, people, complete, said)


# -- for whom ------------------------------------------------------------------------------------------------------------------------


def _recipients(connection: Connection, to: Sequence[UUID] | None, to_age: Sequence[str]) -> list[_Recipient]:
    own = {devices.current(connection).n, *devices.former(connection)}
    query = f"select n, id, person, recipient from device where trusted={int(Trust.YES)} and recipient is not null order by n"
    rows = [row for row in connection.exec_driver_sql(query) if row.n not in own]
    colleagues = {bytes(row.id): _Recipient(bytes(row.id), row.person, row.recipient) for row in rows}
    chosen = list(colleagues.values()) if to is None else [_colleague(colleagues, device) for device in to]
    chosen += [_by_age(colleagues, age.strip()) for age in to_age]
    if not chosen:
        raise BadInput("There is nobody to make a bundle for.", kept=NO_BUNDLE, next_step="Add a colleague's card first.")
    return list(dict.fromkeys(chosen))


def _colleague(colleagues: Mapping[bytes, _Recipient], device: UUID) -> _Recipient:
    if device.bytes not in colleagues:
        raise NotFound("One of the people chosen is not among the colleagues here.", kept=NO_BUNDLE, next_step="Add their card first.")
    return colleagues[device.bytes]


def _by_age(colleagues: Mapping[bytes, _Recipient], age: str) -> _Recipient:
    try:
        pyrage.x25519.Recipient.from_str(age)
    except pyrage.RecipientError:
        raise BadInput(
            "This is not an age recipient.", kept=NO_BUNDLE, next_step="It starts with “age1” and has 62 characters. Copy it again."
        ) from None
    return next((c for c in colleagues.values() if c.age == age), _Recipient(None, age, age))


# -- what ----------------------------------------------------------------------------------------------------------------------------


def _draft(connection: Connection, ws: Workspace, own: Own, recipients: Sequence[_Recipient], progress: Progress) -> _Draft:
    stated = [None if r.device is None else receipts.of(connection, r.device) for r in recipients]
    held, headers = receipts.confirmed_by_all(stated)
    segments = []
    chosen = choose(connection, held, headers)
    for i, n in enumerate(chosen):
        progress.say("Collecting changes", i, len(chosen))
        segments.append(load(connection, n))
    wanted = _named(segments) | {name for one in stated if one for name in one.wants}
    attachments, waits = _attachments(connection, sorted(wanted))
    now_is = digest(connection)
    manifest = _manifest(connection, ws, own, recipients, base_of(held), segments, now_is)
    up_to = connection.exec_driver_sql("select coalesce(max(last), 0) from segment where card=?", (own.n,)).scalar_one()
    return _Draft(own, manifest, segments, attachments, waits, int(up_to), count_segments(connection, segments), now_is.whole)


def _manifest(
    connection: Connection,
    ws: Workspace,
    own: Own,
    recipients: Sequence[_Recipient],
    base: dict[str, str],
    segments: Sequence[Segment],
    now_is: Digest,
) -> Manifest:
    number, now = int(devices.get(connection, NUMBER, 0)) + 1, ws.clock()
    devices.put(connection, NUMBER, number)
    mine = receipts.own_statement(connection, own, number=number, at=now, digest=(now_is.journal, now_is.state), wants=wanted_here(connection))
    return Manifest(
        format=FORMAT,
        programme=ws.programme_id.hex,
        sender=own.id.hex(),
        number=number,
        made=now,
        to=tuple(sorted(r.address for r in recipients)),
        base=base,
        keys=tuple(key.hex() for key in public_keys(connection, {s.device for s in segments} | {own.id})),
        receipts=(mine, *receipts.others(connection)),
        parts={},
    )


def wanted_here(connection: Connection) -> list[str]:
    """Attachments that answers name and that are not on this laptop."""
    return sorted(name for name in blobs.named_anywhere(connection) if not blobs.has(connection, name))


def _named(segments: Iterable[Segment]) -> set[str]:
    """Attachments that the open changes of these segments name."""
    return {
        name
        for s in segments
        for field, value in zip(s.fields, s.values, strict=True)
        if field is not None and value is not None and len(value) >= 66 and not is_reserved(field)
        for name in _ATTACHMENT.findall(value)
    }


def _attachments(connection: Connection, names: Sequence[str]) -> tuple[dict[str, Attachment], int]:
    """(those that fit and are here, how many did not fit)."""
    out: dict[str, Attachment] = {}
    room, waits = MOST_FILE // 2 - ROOM_FOR_THE_REST, 0
    for name in filter(lambda name: blobs.has(connection, name), names):
        data, media_type = blobs.get(connection, name)
        if len(data) > room:
            waits += 1
        else:
            room -= len(data)
            out[name] = Attachment(data, media_type)
    return out, waits


# -- the file ------------------------------------------------------------------------------------------------------------------------


def _write(path: Path, data: bytes) -> None:
    """Write, flush, and read back: sticks lie."""
    files.write_atomically(path, data)
    with world(path):
        intact = path.read_bytes() == data
        if not intact:
            path.unlink(missing_ok=True)
    if not intact:
        raise WorldError(f"“{path.name}” was not written as it should be.", kept=NO_BUNDLE, next_step="Try another stick or folder.")


def _log(connection: Connection, at: int, made: MadeBundle, recipients: Sequence[_Recipient], draft: _Draft, check_sum: str) -> None:
    report = {
        "number": made.number,
        "size": made.size,
        "changes": made.changes,
        "attachments": made.attachments,
        "waits": made.waits,
        "to": list(made.to),
        "file": made.path.name,
        "sha256": check_sum,
        "words": list(made.words),
        "up_to": {draft.own.id.hex(): draft.up_to},
    }
    connection.exec_driver_sql(
        "insert into exchange(direction, bundle, peers, at, report) values('out',?,?,?,?)",
        (bytes.fromhex(made.bundle), json.dumps([r.device.hex() for r in recipients if r.device]), at, json.dumps(report, ensure_ascii=False)),
    )
