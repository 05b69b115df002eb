"""What each colleague has: small signed statements that travel inside every bundle and are passed on.

A statement says which changes are known (`headers`), which of these are not held because they were withheld (`not_held`), which are held and
do not count (`not_applied`), the digests, and which attachments are still wanted (`wants`). Only a higher number replaces; forged, foreign
and older ones are dropped without a word, so that one bad statement cannot stop an import.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from ctip_desktop.dataclass import dataclass
from ctip_desktop.sync.bundle import Statement
from ctip_desktop.sync.segments import START
from ctip_desktop.sync.store import Own
from ctip_desktop.workspace.causality import ASIDE, COUNTS, REFUSED, STRANGER, ranges, seen
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.devices import device_id
from ctip_desktop.workspace.seen import TIP, Ranges, Saw, Seen, common_all, less, spell, tidy, unpack_context, unspell

DOMAIN = b"ctip-receipt 1\n"
HELD = (COUNTS, ASIDE, REFUSED, STRANGER)
MOST_TEXT = 4 << 20
MOST_WANTED = 10_000
MOST_NUMBER = 1 << 40


class _Text(msgspec.Struct, frozen=True):
    """The JSON of a statement."""

    device: str
    number: int
    at: int
    headers: dict[str, str]
    not_held: dict[str, str] = {}
    not_applied: dict[str, str] = {}
    digest: tuple[str, str] = ("", "")
    wants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stated:
    """What a device said last: `held` = content is there, `headers` = known there, `not_applied` = held without counting; `at` in milliseconds
    by its clock; `digest` = (journal, state); `wants` = attachments (SHA-256 hex) it lacks."""

    device: bytes
    number: int
    at: int
    held: Seen
    headers: Seen
    not_applied: Seen
    digest: tuple[str, str]
    wants: tuple[str, ...]


# -- own -----------------------------------------------------------------------------------------------------------------------------


def own_statement(connection: Connection, own: Own, *, number: int, at: int, digest: tuple[str, str], wants: Sequence[str] = ()) -> Statement:
    """What this laptop has now. Its runs must be sealed."""
    headers = ranges(connection, statuses=HELD, hidden=False, sealed=True)
    held = ranges(connection, statuses=HELD, sealed=True)
    applied = ranges(connection, sealed=True)
    not_held, not_applied = less(headers, held), less(headers, applied)
    text = _Text(own.id.hex(), number, at, spell(headers), spell(not_held), spell(not_applied), digest, tuple(wants[:MOST_WANTED]))
    spelled = json.dumps(msgspec.to_builtins(text), sort_keys=True)
    public = own.key.public_key().public_bytes_raw()
    return Statement(spelled, public.hex(), own.key.sign(DOMAIN + spelled.encode()).hex())


def others(connection: Connection) -> list[Statement]:
    """The newest statement of every other device, verbatim."""
    return [msgspec.json.decode(body, type=Statement) for (body,) in connection.exec_driver_sql("select body from receipt order by device")]


# -- of others -------------------------------------------------------------------------------------------------------------------------


def note(connection: Connection, untrusted: Iterable[Statement], own_id: bytes) -> int:
    """Keep the statements that are genuine and newer than what is known. Returns how many."""
    kept = 0
    for statement in untrusted:
        stated = read(statement)
        if stated is not None and stated.device != own_id:
            kept += connection.exec_driver_sql(
                "insert into receipt values(?,?,?) on conflict(device) do update set number=excluded.number, body=excluded.body "
                "where excluded.number>receipt.number",
                (stated.device, stated.number, msgspec.json.encode(statement).decode()),
            ).rowcount
    return kept


def read(untrusted: Statement) -> Stated | None:
    """The content of a statement, or None when it is not genuine."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if len(untrusted.text) > MOST_TEXT:
        return None
    try:
        key = bytes.fromhex(untrusted.key)
        Ed25519PublicKey.from_public_bytes(key).verify(bytes.fromhex(untrusted.signature), DOMAIN + untrusted.text.encode())
    except (ValueError, InvalidSignature):
        return None
    return _understood(untrusted)


def _understood(genuine: Statement) -> Stated | None:
    try:
        key = bytes.fromhex(genuine.key)
        text = msgspec.json.decode(genuine.text, type=_Text)
        headers, not_held, not_applied = (unspell(x) for x in (text.headers, text.not_held, text.not_applied))
        sound = bytes.fromhex(text.device) == device_id(key) and 0 < text.number < MOST_NUMBER and 0 <= text.at < 1 << 53
    except (msgspec.DecodeError, ValueError, RecursionError):
        return None
    held = less(headers, not_held)
    return Stated(device_id(key), text.number, text.at, held, headers, not_applied, text.digest, text.wants) if sound else None


def of(connection: Connection, device: bytes) -> Stated | None:
    """What this device said last, as far as it has come here."""
    body = connection.exec_driver_sql("select body from receipt where device=?", (device,)).scalar()
    return None if body is None else read_kept(body)


def read_kept(body: str) -> Stated | None:
    """The content of a row of `receipt`: it was genuine when it came (`note`), and the file is authenticated by its key."""
    return _understood(msgspec.json.decode(body, type=Statement))


def confirmed_by_all(stated: Sequence[Stated | None]) -> tuple[Seen, Seen]:
    """(held, headers) that all of these confirmed; nothing as soon as one was never heard from."""
    known = [one for one in stated if one is not None]
    if not known or len(known) < len(stated):
        return {}, {}
    return common_all(one.held for one in known), common_all(one.headers for one in known)


# -- what is missing -------------------------------------------------------------------------------------------------------------------


def known(connection: Connection) -> Seen:
    """What is here sealed, in whatever state, also under the device's name where its chain forked. An open run has the same numbers as the
    sealed one that a restored file has forgotten, so it must not count."""
    out: dict[bytes, list[tuple[int, int]]] = defaultdict(list)
    for stream, card, first, last in connection.exec_driver_sql(
        "select t.id, c.id, s.first, s.last from segment s join device c on c.n=s.card join device t on t.n=s.stream where s.hash is not null"
    ):
        for name in {stream, card}:
            out[name].append((first, last))
    return {name: tidy(spans) for name, spans in out.items()}


def lost(connection: Connection, base: Seen) -> Seen:
    """What a bundle made for this laptop takes for granted and is not here: this file was restored, and must become a new device."""
    return less(base, known(connection))


def missing(connection: Connection) -> Seen:
    """Changes that somebody mentioned, or that lie before a piece of a chain, and that are not here; by device. Empty = no holes."""
    wanted: dict[bytes, list[tuple[int, int]]] = defaultdict(list)
    rows = connection.exec_driver_sql(
        "select d.id, s.first, s.prev, s.hash from segment s join device d on d.n=s.card where s.hash is not null"
    ).all()
    hashes = {bytes(digest) for _, _, _, digest in rows} | {START}
    tips = {digest[:TIP] for digest in hashes}
    for (packed,) in connection.exec_driver_sql("select distinct saw from segment"):
        for name, saw in unpack_context(packed).items():
            wanted[name] += saw.ranges
    for card, first, _, _ in rows:
        wanted[card].append((1, first - 1))
    gaps = less({name: tidy(spans) for name, spans in wanted.items()}, known(connection))
    unknown_branches = _other_branches(connection, tips) + [(card, first - 1) for card, first, prev, _ in rows if prev not in hashes]
    for name, number in unknown_branches:  # the number may be here, but from another branch of a fork
        gaps[name] = tidy((*gaps.get(name, ()), (number, number)))
    return gaps


def _other_branches(connection: Connection, tips: set[bytes]) -> list[tuple[bytes, int]]:
    """Contexts whose tip is not here: the last number of each."""
    out: dict[tuple[bytes, bytes], int] = {}
    for (packed,) in connection.exec_driver_sql("select distinct saw from segment"):
        for name, saw in unpack_context(packed).items():
            if _names_a_tip(saw) and saw.tip not in tips:
                out[name, saw.tip] = saw.ranges[-1][1]
    return [(name, number) for (name, _), number in out.items()]


def _names_a_tip(saw: Saw) -> bool:
    return len(saw.tip) == TIP and bool(saw.ranges)


def unconfirmed(connection: Connection, own_ids: Iterable[bytes], stated: Stated) -> Seen:
    """Own changes that this device has not confirmed."""
    mine: Seen = {id_: r for id_, r in seen(connection).items() if id_ in set(own_ids)}
    return less(mine, stated.held)


def ranges_text(gap: Ranges) -> str:
    """`41 to 57, 60`, for sentences."""
    return ", ".join(f"{a:,}" if a == b else f"{a:,} to {b:,}" for a, b in gap)
