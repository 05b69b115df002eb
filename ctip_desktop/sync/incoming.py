"""Taking a bundle in: open and verify outside the transaction; then everything in one, so that a preview is the same work rolled back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pyrage

from ctip_desktop.dataclass import dataclass
from ctip_desktop.errors import BadBundle, BadInput
from ctip_desktop.sync import receipts, refusal, states
from ctip_desktop.sync.bundle import MOST_FILE, Attachment, Envelope, unpack
from ctip_desktop.sync.codec import decode
from ctip_desktop.sync.counting import count_segments
from ctip_desktop.sync.erasing import clear_traces
from ctip_desktop.sync.erasures import Erased
from ctip_desktop.sync.identity import WORDS_OF_A_STATE, words
from ctip_desktop.sync.merge import Checked, check, merge
from ctip_desktop.sync.outgoing import wanted_here
from ctip_desktop.sync.preview import Comparison, Group, in_new_records, look_again, look_at, without_record
from ctip_desktop.sync.segments import Segment, open_rows
from ctip_desktop.sync.states import Trust
from ctip_desktop.sync.store import Own, seal_runs
from ctip_desktop.tasks import Progress
from ctip_desktop.workspace import blobs, devices, journal
from ctip_desktop.workspace.causality import ASIDE, STRANGER
from ctip_desktop.workspace.cells import ERASE
from ctip_desktop.workspace.clock import from_ms, looks_wrong
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.digest import Digest, digest
from ctip_desktop.workspace.files import read_whole
from ctip_desktop.workspace.journal import Cell
from ctip_desktop.workspace.seen import Ranges, less
from ctip_desktop.workspace.workspace import Workspace

PROBED = 2_000
"""Cells whose heads are computed a second time, the slow and certain way, before an import is kept."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A bundle whose cover, segments and attachments are verified. hashes: of all its segments, held or not."""

    envelope: Envelope
    segments: Sequence[Segment]
    checked: Checked
    path: Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """What taking in a bundle does, for a preview or a receipt."""

    new: int
    brought: int
    changed: int
    conflicts: int
    known: int
    changes: int
    attachments: int
    erased: int
    missing: tuple[str, ...]
    warnings: tuple[str, ...]
    items: tuple[Group, ...]
    more: int
    records: frozenset[UUID]
    words: tuple[str, ...]


# -- opening: reads only ---------------------------------------------------------------------------------------------------------------


def open_bundle(ws: Workspace, path: Path, progress: Progress) -> Opened:
    """Read and verify everything. Raises BadBundle, FileTooNew, or WorldError when the file cannot be read."""
    progress.say("Reading the bundle")
    data = _read(path)
    with ws.reading() as connection:
        _check_not_own(connection, data)
        colleague = _only_colleague(connection)
    with refusal.asking(colleague):
        return _verified(ws, path, data, progress)


def _verified(ws: Workspace, path: Path, data: bytes, progress: Progress) -> Opened:
    kept = ws.keys()
    identities = [pyrage.x25519.Identity.from_str(text) for text in (kept.age, *kept.former)]
    envelope = unpack(data, identities)
    with ws.reading() as connection:
        _check_cover(connection, ws, envelope, {str(identity.to_public()) for identity in identities})
        segments = decode(envelope.changes)
        checked = check(connection, segments, envelope.manifest.public_keys, progress)
    if any(len(a.data) > blobs.LARGEST for a in envelope.attachments.values()):
        raise refusal.too_large("an attachment in it")
    return Opened(envelope, segments, checked, path)


def _read(path: Path) -> bytes:
    found = read_whole(path, MOST_FILE)
    if found is None:
        raise refusal.too_large(f"more than {MOST_FILE >> 20} megabytes")
    return found


def _check_not_own(connection: Connection, data: bytes) -> None:
    """A bundle made here is for others and cannot be opened here; its check sum in the log says what it is."""
    query = "select e.at, e.report from exchange e where e.direction='out' and json_extract(e.report, '$.sha256')=?"
    row = connection.exec_driver_sql(query, (sha256(data).hexdigest(),)).first()
    if row is not None:
        raise refusal.made_here(json.loads(row.report).get("to", ()), refusal.day(from_ms(row.at)))


def _only_colleague(connection: Connection) -> str:
    """Who a bundle must be from that does not say so: the only person whose card is here; empty when there are several, or none."""
    query = f"select distinct person from device d where trusted={int(Trust.YES)} and recipient is not null and n<>?"
    people = connection.exec_driver_sql(query, (devices.current(connection).n,)).scalars()
    return str(people[0]) if len(people) == 1 else ""


def _check_cover(connection: Connection, ws: Workspace, envelope: Envelope, recipients: set[str]) -> None:
    """`recipients`: the age addresses of this laptop, also those it had before a restore: such a bundle was under way meanwhile."""
    manifest, own = envelope.manifest, devices.current(connection)
    if manifest.programme != ws.programme_id.hex:
        raise refusal.other_programme()
    if manifest.device == own.id.bytes:
        raise refusal.made_here((), refusal.day(from_ms(manifest.made)))
    sender = connection.exec_driver_sql("select trusted, person from device where id=?", (manifest.device,)).first()
    if sender is None or sender.trusted != Trust.YES:
        raise refusal.stopped_sender(sender.person) if sender is not None and sender.trusted == Trust.FORMER else refusal.unknown_sender()
    rows = connection.exec_driver_sql("select id, recipient from device where recipient is not null").all()
    if not {*recipients, *(id_.hex() for id_, recipient in rows if recipient in recipients)} & set(manifest.to):
        raise refusal.other_addressee(sender.person)


# -- the transaction -------------------------------------------------------------------------------------------------------------------


@contextmanager
def device_kept(ws: Workspace) -> Iterator[None]:
    """When the block fails, the workspace object goes on as the device it was: its transaction is rolled back."""
    before = ws.device
    try:
        yield
    except BaseException:
        ws.device = before
        raise


def take_in(connection: Connection, ws: Workspace, opened: Opened, exchange: int, progress: Progress) -> Outcome:
    """Everything an import does to the file. The caller keeps or rolls back the transaction. exchange: its row in the log; 0 for a preview."""
    progress.say("Merging")
    renamed = _go_on_as_new_device_if_restored(connection, ws, opened)
    own = Own.of(connection)
    returning = _taken_back(connection, opened)
    touched = _cells(connection, opened, returning)
    before = look_at(connection, touched)
    if seal_runs(connection, own):
        ws.sealed(connection)
    merged = merge(connection, own, opened.checked, exchange)
    turned, erased = _bring_back(connection, returning, merged.erased)
    attachments = _keep_attachments(connection, opened)
    receipts.note(connection, opened.envelope.manifest.receipts, own.id)
    progress.say("Bringing lists up to date")
    ws.project(connection, merged.records | {record for record, _ in turned})
    clear_traces(connection, erased)
    progress.say("Checking the result")
    now = _check_result(connection, opened.envelope, touched | turned)
    headless, brought = without_record(connection), in_new_records(connection)
    told = Comparison(connection, before, look_again(connection), ws.catalogue, brought, ahead=not exchange)
    figures, (items, more) = told.counts, told.groups()
    changes = max(figures.all, count_segments(connection, opened.segments))
    return Outcome(
        new=figures.new,
        brought=figures.brought,
        changed=figures.changed,
        conflicts=figures.to_settle,
        known=changes - figures.all,
        changes=changes,
        attachments=attachments,
        missing=missing(connection, headless),
        warnings=_warnings(connection, opened, renamed, ws.now(), erased.values),
        erased=erased.values,
        items=items,
        more=more,
        records=frozenset(UUID(bytes=r) for r in merged.records | {record for record, _ in turned}),
        words=words(bytes.fromhex(now.whole), WORDS_OF_A_STATE),
    )


def _go_on_as_new_device_if_restored(connection: Connection, ws: Workspace, opened: Opened) -> bool:
    """Two nets behind the token outside the file: own changes that are not here come back; or the sender takes for granted what is not here.
    Before anything is sealed, else the fork would be made here."""
    own = devices.current(connection)
    own_unknown = any(seg.device == own.id.bytes for _, seg in opened.checked.new)
    manifest = opened.envelope.manifest
    lost = own.id.hex in manifest.to and bool(receipts.lost(connection, manifest.taken_for_granted))
    if own_unknown or lost:
        ws.go_on_as_new_device(connection)
    return own_unknown or lost


def _taken_back(connection: Connection, opened: Opened) -> list[bytes]:
    """Importing a bundle by hand that was taken back means to have it again: the hashes of its segments that are set aside."""
    query = "select s.hash from segment s join exchange e on e.n=s.exchange where e.bundle=? and e.taken_back is not null and s.status=?"
    return [bytes(h) for (h,) in connection.exec_driver_sql(query, (opened.envelope.id, ASIDE))]


def _bring_back(connection: Connection, hashes: Sequence[bytes], before: Erased) -> tuple[set[Cell], Erased]:
    """Cells that turned, and all that was erased (`before`: by the merge)."""
    if not hashes:
        return set(), before
    states.take_in(connection, hashes)
    cells, erased = states.settle_states(connection)
    return cells, Erased(before.cells | erased.cells, before.texts + erased.texts)


def _cells(connection: Connection, opened: Opened, returning: Sequence[bytes]) -> set[Cell]:
    """Every cell that the import may change."""
    fresh = {(row[1], row[2]) for seg in _incoming(opened.checked) for row in open_rows(seg)}
    return fresh | states.cells_of(connection, returning)


def _incoming(checked: Checked) -> Iterator[Segment]:
    yield from (seg for _, seg in checked.new)
    yield from (seg for _, seg in checked.fuller)


def _keep_attachments(connection: Connection, opened: Opened) -> int:
    """Those that an answer here names and that were missing."""
    wanted = set(wanted_here(connection)) if opened.envelope.attachments else set()
    found = {name: a for name, a in opened.envelope.attachments.items() if name in wanted}
    for attachment in found.values():
        _keep(connection, attachment)
    return len(found)


def _keep(connection: Connection, attachment: Attachment) -> None:
    try:
        blobs.put(connection, attachment.data, attachment.media_type)
    except BadInput:  # an odd media type; the size was checked
        blobs.put(connection, attachment.data, "application/octet-stream")


# -- is the result right? ---------------------------------------------------------------------------------------------------------------


def _check_result(connection: Connection, envelope: Envelope, touched: set[Cell]) -> Digest:
    """The digest after the merge. A bug of ours (heads differ when computed the slow way) raises RuntimeError; a laptop that holds the same
    segments and states another result raises BadBundle. Either rolls everything back."""
    now = digest(connection)
    journal.recompute(connection, sorted(touched)[:PROBED])
    if digest(connection) != now:
        raise RuntimeError("heads computed in bulk differ from heads computed one by one")
    if _is_comparable(connection):
        for stated in filter(None, map(receipts.read, envelope.manifest.receipts)):
            if stated.digest[0] == now.journal and stated.digest[1] != now.state and stated.headers == stated.held:
                raise BadBundle(
                    "After the merge this laptop and the sender's would not show the same.",
                    kept=refusal.UNCHANGED,
                    next_step="Ask the sender to install the same version of the program and to make the bundle again.",
                    details=f"state {now.state[:16]} here, {stated.digest[1][:16]} there",
                )
    return now


def _is_comparable(connection: Connection) -> bool:
    """Not where something is withheld here, or a device has forked: then equal segments may show differently until all has arrived. Nor where
    something is erased: a laptop that never had a value can have been told wrong coordinates of it, and nobody's bundles may be refused for that."""
    odd = connection.exec_driver_sql("select 1 from segment where length(proof)<>16 or stream<>card limit 1").scalar()
    return not odd and not connection.exec_driver_sql("select 1 from change where field=? limit 1", (ERASE,)).scalar()


# -- sentences -------------------------------------------------------------------------------------------------------------------------


def missing(connection: Connection, without_record: int = 0) -> tuple[str, ...]:
    """What has been mentioned and is not here, one sentence per laptop, and who could bring it."""
    out = [_hole(connection, device, gap) for device, gap in sorted(receipts.missing(connection).items())]
    if without_record:
        out.append(f"{without_record:,} records wait for their beginning, which is among the missing changes.")
    return tuple(out)


def _hole(connection: Connection, device: bytes, gap: Ranges) -> str:
    whose = _laptop(connection, device)
    numbers = receipts.ranges_text(gap)
    holders = _holders(connection, device, gap)
    sentence = f"Changes {numbers} of {whose} have not arrived."
    return f"{sentence} {', '.join(holders)} can bring them." if holders else sentence


def _holders(connection: Connection, device: bytes, gap: Ranges) -> list[str]:
    out = []
    for (body,) in connection.exec_driver_sql("select body from receipt").all():
        stated = receipts.read_kept(body)
        if stated is not None and not less({device: gap}, stated.held):
            out.append(_laptop(connection, stated.device))
    return sorted(set(out))


def _laptop(connection: Connection, device: bytes) -> str:
    row = connection.exec_driver_sql("select person, name from device where id=?", (device,)).first()
    if row is None or not row.person:
        return "a laptop that is not known here"
    return f"{row.person} ({row.name})" if row.name else str(row.person)


def _warnings(connection: Connection, opened: Opened, renamed: bool, now: datetime, erased: int) -> tuple[str, ...]:
    out = []
    if erased:
        many = f"{erased:,} values" if erased > 1 else "a value"
        out.append(f"This bundle erases {many} for good. Taking the import back does not bring that back; only a laptop that still has it can.")
    if renamed:
        out.append("This file was restored or copied. It goes on as a new laptop: hand your new card to your colleagues.")
    latest = max((at for seg in _incoming(opened.checked) for at in seg.ats if at is not None), default=opened.envelope.manifest.made)
    if looks_wrong(from_ms(max(latest, opened.envelope.manifest.made)), now):
        out.append("The clock of a colleague's laptop, or of this one, was wrong: some changes carry a time that has not come yet.")
    out += _waiting(connection)
    again = _still_aside(connection, opened)
    if again:
        out.append(f"{again:,} changes in this bundle were taken back here before and stay so.")
    return tuple(out)


def _waiting(connection: Connection) -> list[str]:
    """Held without counting, because nobody here has added the author's card."""
    query = "select author, sum(last-first+1) as many from segment where status=? group by author order by author"
    return [
        f"{many:,} changes by {author} wait: the card of that laptop has not been added here."
        for author, many in connection.exec_driver_sql(query, (STRANGER,))
    ]


def _still_aside(connection: Connection, opened: Opened) -> int:
    signatures = {seg.signature for seg in opened.segments}
    rows: Sequence[tuple[bytes, int]] = [(s, n) for s, n in connection.exec_driver_sql("select signature, last-first+1 from segment where status=1")]
    return sum(n for signature, n in rows if signature in signatures)
