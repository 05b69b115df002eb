"""The door to exchange: cards, bundles out, bundles in, and taking an import back.

Everything that can be wrong with a card or a bundle gives one plain sentence (BadBundle, FileTooNew, BadInput, NotFound) and changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.errors import BadInput, NotFound
from ctip_desktop.sync import incoming, outgoing, refusal, states
from ctip_desktop.sync.counting import count
from ctip_desktop.sync.erasing import clear_traces
from ctip_desktop.sync.identity import MOST_CARD, Card, Keys, make_card, read_card
from ctip_desktop.sync.incoming import Opened, Outcome
from ctip_desktop.sync.outgoing import MadeBundle
from ctip_desktop.sync.preview import Group, Item
from ctip_desktop.sync.states import Trust
from ctip_desktop.sync.store import Own, card_number, seal_runs
from ctip_desktop.sync.taking_back import Scene, ToTakeBack, brought_by
from ctip_desktop.tasks import Progress
from ctip_desktop.workspace import backups
from ctip_desktop.workspace.clock import from_ms, to_ms
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.files import read_whole
from ctip_desktop.workspace.journal import Cell
from ctip_desktop.workspace.workspace import NAME, Workspace

__all__ = [
    "Card",
    "Colleague",
    "Group",
    "Item",
    "MadeBundle",
    "Preview",
    "Receipt",
    "ToTakeBack",
    "Turned",
    "bring_back",
    "bring_in",
    "card",
    "forget",
    "look_at",
    "look_back",
    "make",
    "preview",
    "read_card_file",
    "take_back",
    "trust",
]

FIGURES = ("new", "brought", "changed", "conflicts", "known", "changes", "attachments", "erased")
LOGGED = (*FIGURES, "missing", "warnings", "number", "sender", "laptop", "words")
"""What the log keeps of an import."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """A card that was looked at or added.

    words: to be compared by phone before it is added. known: it is among the colleagues already.
    same_names: other devices here of the same person and name; usually the laptop before it was restored, to be removed.
    """

    device: UUID
    person: str
    name: str
    programme: str
    words: tuple[str, ...]
    known: bool
    same_names: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a bundle would change, or has changed.

    Attributes:
        bundle: its id, hex. sender, laptop, device: who made it; `signed`: the signature is the sender's, nothing was changed on the way.
        made: when, by the sender's clock. number: it is the sender's n-th. follows: the last number from this sender that came here, None = none.
        changes: all that it carries, counted as a person counts (`counting`): brought + changed + conflicts + known.
        new: records that were not here, and `brought`: changes in them. changed: answers that read differently. conflicts: answers where two came
        together. known: what changes nothing, because the same is here already. attachments: files that were missing here.
        erased: values it erases for good.
        missing: holes, one sentence each. warnings: one sentence each.
        items: by subject, what needs settling first; `more` further ones are not listed.
        already: when this very bundle was brought in, None = never or taken back since.
        taken_back: this bundle was taken back here; bringing it in again brings it back.
        records: every record touched.
    """

    bundle: str
    sender: str
    laptop: str
    device: UUID
    signed: bool
    made: datetime
    number: int
    follows: int | None
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
    already: datetime | None
    taken_back: bool
    records: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Receipt(Preview):
    """What an import did, the backup made before it, and when it was. words: five words of the state; two laptops that say the same hold the
    same."""

    backup: Path
    at: datetime
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turned:
    """An import taken back or brought back: how many changes it holds, counted as a person counts, and the records concerned. with_it: further
    changes, one's own and those of later imports, that went out of sight with it, or came back."""

    bundle: str
    changes: int
    records: frozenset[UUID]
    with_it: int = 0


# -- cards ---------------------------------------------------------------------------------------------------------------------------


def card(ws: Workspace) -> Card:
    """This laptop's card."""
    kept = ws.keys()
    names = {"person": ws.person, "name": ws.device.name, "programme": ws.programme}
    return make_card(Keys.of(kept.sign, kept.age), **names, programme_id=ws.programme_id)


def read_card_file(path: Path) -> str:
    """The text of a card file, not checked yet. Raises BadBundle or WorldError."""
    data = read_whole(Path(path), 4 * MOST_CARD)
    if data is None:
        raise refusal.bad_card("the file is longer than a card")
    if not data.strip():
        raise refusal.bad_card("nothing is in the file")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        raise refusal.bad_card("not a text") from e


def look_at(ws: Workspace, card_text: str) -> Colleague:
    """What `trust` would add: to show its words before a person decides. Raises BadBundle, FileTooNew or BadInput."""
    theirs = _checked_card(ws, card_text)
    with ws.reading() as connection:
        return _colleague(connection, theirs)


def trust(ws: Workspace, card_text: str) -> Colleague:
    """Add a colleague's card. What this device wrote and others relayed counts from now on. Raises as `look_at`."""
    theirs = _checked_card(ws, card_text)
    with ws.writing() as connection:
        colleague = _colleague(connection, theirs)
        n = card_number(connection, theirs.device.bytes, theirs.public_key)
        connection.exec_driver_sql(
            f"update device set recipient=?, name=?, person=?, trusted={int(Trust.YES)}, added_at=coalesce(added_at, ?), "
            "rank=coalesce(rank, (select count(*) from device where rank is not null)) where n=?",
            (theirs.recipient, theirs.name, theirs.person, ws.clock(), n),
        )
        _settle(connection, ws)
    return colleague


def forget(ws: Workspace, device: UUID, *, keep_work: bool = True) -> Turned:
    """No more bundles to and from this device. What it has written goes on counting; without `keep_work` it stays here and stops counting,
    until its card is added again. Raises NotFound, or BadInput for this laptop itself."""
    if device == ws.device.id:
        raise BadInput("This is the card of this laptop.", kept=refusal.UNCHANGED)
    state = Trust.FORMER if keep_work else Trust.NO
    with ws.writing() as connection:
        changed = connection.exec_driver_sql("update device set trusted=? where id=? and trusted<>?", (int(state), device.bytes, int(state))).rowcount
        if not changed:
            raise NotFound("There is no such colleague.", kept=refusal.UNCHANGED)
        cells = _settle(connection, ws)
    return Turned("", len(cells), _records(cells))


def _checked_card(ws: Workspace, card_text: str) -> Card:
    theirs = read_card(card_text)
    if theirs.device == ws.device.id:
        raise BadInput("This is the card of this laptop.", kept=refusal.UNCHANGED, next_step="Add the card of a colleague.")
    if theirs.programme_id != ws.programme_id:
        raise refusal.card_of_other_programme(theirs.programme, ws.setting(NAME) or ws.programme)
    return theirs


def _colleague(connection: Connection, theirs: Card) -> Colleague:
    rows = connection.exec_driver_sql("select id, person, name from device where trusted=?", (int(Trust.YES),)).all()
    known = any(row.id == theirs.device.bytes for row in rows)
    same = tuple(UUID(bytes=r.id) for r in rows if (r.person, r.name) == (theirs.person, theirs.name) and r.id != theirs.device.bytes)
    return Colleague(theirs.device, theirs.person, theirs.name, theirs.programme, theirs.words, known, same)


def _settle(connection: Connection, ws: Workspace) -> set[Cell]:
    """After trust or set-aside marks changed: seal what was written before, let every segment find its state, show it."""
    if seal_runs(connection, Own.of(connection)):
        ws.sealed(connection)
    cells, erased = states.settle_states(connection)
    ws.project(connection, {record for record, _ in cells})
    clear_traces(connection, erased)
    return cells


def _records(cells: set[Cell]) -> frozenset[UUID]:
    return frozenset(UUID(bytes=record) for record, _ in cells)


# -- out -----------------------------------------------------------------------------------------------------------------------------


def make(ws: Workspace, path: Path, *, to: Sequence[UUID] | None = None, to_age: Sequence[str] = (), progress: Progress | None = None) -> MadeBundle:
    """Write a bundle for these devices (None = all colleagues) and these age recipients to `path`, and read it back.

    It holds what they have not confirmed; everything when one of them was never heard from. Raises BadInput when there is nobody to send to,
    NotFound for an unknown device, WorldError for a full or read-only drive; then there is no file.
    """
    return outgoing.make(ws, Path(path), to=to, to_age=to_age, progress=progress or Progress())


# -- in ------------------------------------------------------------------------------------------------------------------------------


class _RolledBack(Exception):
    """A preview has seen enough."""


def preview(ws: Workspace, path: Path, progress: Progress | None = None) -> Preview:
    """Verify a bundle and say what it would change. Nothing is changed. Raises BadBundle, FileTooNew or WorldError."""
    progress = progress or Progress()
    opened = incoming.open_bundle(ws, Path(path), progress)
    seen: list[Preview] = []
    with suppress(_RolledBack), incoming.device_kept(ws), ws.writing() as connection:
        seen.append(_describe(connection, opened, incoming.take_in(connection, ws, opened, 0, progress)))
        raise _RolledBack
    return seen[0]


def bring_in(ws: Workspace, path: Path, progress: Progress | None = None) -> Receipt:
    """Verify, back up, merge in one transaction, check the result, or leave everything as it was.

    Raises BadBundle (also when this bundle was brought in before), FileTooNew, WorldError, or Cancelled before the merge is kept.
    """
    progress = progress or Progress()
    opened = incoming.open_bundle(ws, Path(path), progress)
    with ws.reading() as connection:
        already = _already(connection, opened.envelope.id)
        sender = str(connection.exec_driver_sql("select person from device where id=?", (opened.envelope.manifest.device,)).scalar() or "")
    if already is not None:
        raise refusal.repeated(refusal.day(already), sender)
    progress.say("Making a backup")
    backup = backups.make(ws, reason="before-import").path
    with incoming.device_kept(ws), ws.writing() as connection:
        at = ws.clock()
        n = _open_log(connection, opened, at, backup)
        outcome = incoming.take_in(connection, ws, opened, n, progress)
        what = _describe(connection, opened, outcome)
        receipt = Receipt(**{f.name: getattr(what, f.name) for f in fields(what)}, backup=backup, at=from_ms(at), words=outcome.words)
        _close_log(connection, n, opened, receipt)
    return receipt


def _describe(connection: Connection, opened: Opened, outcome: Outcome) -> Preview:
    manifest = opened.envelope.manifest
    row = connection.exec_driver_sql("select person, name from device where id=?", (manifest.device,)).one()
    query = "select max(json_extract(report, '$.number')) from exchange where direction='in' and json_extract(peers, '$[0]')=? and bundle<>?"
    follows = connection.exec_driver_sql(query, (manifest.sender, opened.envelope.id)).scalar()
    was = connection.exec_driver_sql("select 1 from exchange where bundle=? and taken_back is not null", (opened.envelope.id,)).scalar()
    return Preview(
        bundle=opened.envelope.id.hex(),
        sender=row.person,
        laptop=row.name,
        device=UUID(bytes=manifest.device),
        signed=True,
        made=from_ms(manifest.made),
        number=manifest.number,
        follows=follows,
        already=None if was else _already(connection, opened.envelope.id),
        taken_back=was is not None,
        **{f.name: getattr(outcome, f.name) for f in fields(outcome) if f.name != "words"},
    )


def _already(connection: Connection, bundle: bytes) -> datetime | None:
    """When this bundle was brought in to stay."""
    query = "select max(at) from exchange where bundle=? and direction='in' and taken_back is null and report<>''"
    at = connection.exec_driver_sql(query, (bundle,)).scalar()
    return None if at is None else from_ms(at)


def _open_log(connection: Connection, opened: Opened, at: int, backup: Path) -> int:
    """The row that the new segments point to; its report follows when it is known. A bundle that was taken back goes on under its old row."""
    again = connection.exec_driver_sql(
        "select max(n) from exchange where direction='in' and bundle=? and taken_back is not null", (opened.envelope.id,)
    ).scalar()
    if again is not None:
        return int(again)
    n = connection.exec_driver_sql(
        "insert into exchange(direction, bundle, peers, at, report, backup) values('in',?,?,?,'',?) returning n",
        (opened.envelope.id, json.dumps([opened.envelope.manifest.sender]), at, str(backup)),
    ).scalar_one()
    return int(n)


def _close_log(connection: Connection, n: int, opened: Opened, got: Receipt) -> None:
    report = {name: getattr(got, name) for name in LOGGED} | {"file": opened.path.name, "made": opened.envelope.manifest.made}
    told = json.dumps(report, ensure_ascii=False)
    connection.exec_driver_sql("update exchange set report=?, at=?, backup=? where n=?", (told, to_ms(got.at), str(got.backup), n))
    connection.exec_driver_sql("update exchange set taken_back=null where direction='in' and bundle=?", (opened.envelope.id,))


# -- taking back ---------------------------------------------------------------------------------------------------------------------


def look_back(ws: Workspace, bundle: str) -> ToTakeBack:
    """What taking this import back would take away, hide and leave. Nothing is changed. Raises as `take_back`."""
    seen: list[ToTakeBack] = []
    with suppress(_RolledBack), ws.writing() as connection:
        seen.append(_take_back(connection, ws, _bundle_id(connection, bundle))[0])
        raise _RolledBack
    return seen[0]


def take_back(ws: Workspace, bundle: str) -> Turned:
    """Set an import aside: what it brought stays on this laptop, is passed on to others, and counts here no more. The state is then, bit for bit,
    the one before; edits made since stay. Reversible. Raises NotFound, or BadInput when it is taken back already."""
    with ws.writing() as connection:
        id_ = _bundle_id(connection, bundle)
        what, cells = _take_back(connection, ws, id_)
        hides = json.dumps({one.bundle: one.changes for one in what.later})
        connection.exec_driver_sql(
            "update exchange set report=json_set(report, '$.with_it', ?, '$.hides', json(?)) where bundle=? and direction='in' and report<>''",
            (what.with_it, hides, id_),
        )
        return Turned(what.bundle, what.changes, _records(cells), what.with_it)


def _take_back(connection: Connection, ws: Workspace, id_: bytes) -> tuple[ToTakeBack, set[Cell]]:
    """Set it aside: what that does, and the cells that read otherwise."""
    scene = Scene.before(connection, ws.catalogue, id_)
    cells = _turn_in(connection, ws, id_, aside=True)
    return scene.after(), cells


def bring_back(ws: Workspace, bundle: str) -> Turned:
    """Let an import count again that was taken back. Raises NotFound, or BadInput when it counts already."""
    with ws.writing() as connection:
        id_ = _bundle_id(connection, bundle)
        cells = _turn_in(connection, ws, id_, aside=False)
        query = "select json_extract(report, '$.with_it') from exchange where bundle=? and direction='in' order by n desc limit 1"
        with_it = connection.exec_driver_sql(query, (id_,)).scalar()
        return Turned(id_.hex(), count(connection, brought_by(connection, id_)), _records(cells), int(with_it or 0))


def _turn_in(connection: Connection, ws: Workspace, id_: bytes, *, aside: bool) -> set[Cell]:
    changed = connection.exec_driver_sql(
        f"update exchange set taken_back=? where bundle=? and direction='in' and taken_back is {'null' if aside else 'not null'}",
        (ws.clock() if aside else None, id_),
    ).rowcount
    if not changed:
        raise BadInput("This import is taken back already." if aside else "This import counts already.", kept=refusal.UNCHANGED)
    query = "select s.hash from segment s join exchange e on e.n=s.exchange where e.bundle=? and e.direction='in'"
    hashes = [bytes(h) for (h,) in connection.exec_driver_sql(query, (id_,))]
    (states.set_aside if aside else states.take_in)(connection, hashes)
    return _settle(connection, ws)


def _bundle_id(connection: Connection, bundle: str) -> bytes:
    plain = bundle.replace("-", "").strip().lower()
    with suppress(ValueError):
        id_ = bytes.fromhex(plain)
        if connection.exec_driver_sql("select 1 from exchange where bundle=? and direction='in'", (id_,)).scalar():
            return id_
    raise NotFound("No such bundle was imported here.", kept=refusal.UNCHANGED, next_step="Take its id from the list of exchanges.")
