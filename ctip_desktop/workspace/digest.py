"""Two numbers that two laptops can compare: the same segments count here · the same heads came out of them.

journal = SHA-256 of the sorted hashes of counting, sealed segments; state = SHA-256 over per-record hashes of `field device seq erased` of the
heads, computed again only for touched records. Values need no hashing: position → value is bound by the verified segment.
"""

from __future__ import annotations

from collections import defaultdict
from hashlib import sha256
from typing import NamedTuple

from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.statements import many, run


class Digest(NamedTuple):
    """Both as hex. Equal `journal` and different `state` is a bug, unless values are withheld on one side."""

    journal: str
    state: str

    @property
    def whole(self) -> str:
        """One hex text for both: what `ctip check` prints."""
        return sha256(bytes.fromhex(self.journal) + bytes.fromhex(self.state)).hexdigest()


def digest(connection: Connection) -> Digest:
    """The digest of what counts here. Sealed segments only are in `journal`: seal the open run before comparing. Fills `record_digest`, so the
    connection must be writing."""
    many(connection, "insert into record_digest values(?,?)", list(_missing(connection).items()))
    state = sha256()
    for record, one in run(connection, "select record, digest from record_digest order by record"):
        state.update(record + one)
    return Digest(_journal(connection), state.hexdigest())


def digest_now(connection: Connection) -> Digest:
    """The same without writing anything: what is known already, and the rest computed."""
    known = dict(_missing(connection))
    known.update((record, one) for record, one in run(connection, "select record, digest from record_digest"))
    state = sha256(b"".join(record + known[record] for record in sorted(known)))
    return Digest(_journal(connection), state.hexdigest())


def digest_afresh(connection: Connection) -> Digest:
    """The same, computed from all heads and without writing anything."""
    state = sha256()
    for record, one in sorted(_record_digests(connection, "").items()):
        state.update(record + one)
    return Digest(_journal(connection), state.hexdigest())


def _journal(connection: Connection) -> str:
    rows = run(connection, "select hash from segment where status=0 and hash is not null order by hash")
    return sha256(b"".join(h for (h,) in rows)).hexdigest()


def _missing(connection: Connection) -> dict[bytes, bytes]:
    return _record_digests(connection, "where h.record not in (select record from record_digest)")


def _record_digests(connection: Connection, where: str) -> dict[bytes, bytes]:
    ids = {n: id_.hex() for n, id_ in run(connection, "select n, id from device")}
    lines: dict[bytes, list[str]] = defaultdict(list)
    for record, field, stream, seq, erased in run(
        connection,
        f"select h.record, h.field, h.device, h.seq, c.value is null from head h join change c on c.device=h.device and c.seq=h.seq {where}",
    ):
        lines[record].append(f"{field}\n{ids[stream]} {seq} {erased}\n")
    return {record: sha256("".join(sorted(these)).encode()).digest() for record, these in lines.items()}
