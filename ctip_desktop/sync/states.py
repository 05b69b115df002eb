"""Held is not counting. Every genuine segment is kept; which of them count follows from trust and from what was set aside here.

Trusting a card, forgetting it, taking an import back and bringing it back in only flip states; the cells concerned are computed again.
Nothing is deleted, so everything is reversible.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple

from ctip_desktop.sync.erasures import NOTHING, Erased, apply_erasures
from ctip_desktop.workspace.causality import ASIDE, COUNTS, REFUSED, STRANGER
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.journal import Cell, many, recompute


class Trust(IntEnum):
    """`device.trusted`: what this laptop thinks of a card."""

    NO = 0
    """Not known, or dropped: nothing of it counts."""
    YES = 1
    """A colleague: bundles go there and come from there."""
    FORMER = 2
    """No bundles any more; what it had written goes on counting."""


WANTED = f"case when d.trusted=0 then {STRANGER} when a.hash is not null then {ASIDE} else {COUNTS} end"
"""The status a segment should have. A refused one stays refused: revocations are read by a later version."""


class Settled(NamedTuple):
    """The cells of segments that turned, and what was erased because an erasing change began to count."""

    cells: set[Cell]
    erased: Erased


def settle_states(connection: Connection) -> Settled:
    """Give every segment its state and compute the cells of those that turned."""
    turned = connection.exec_driver_sql(
        f"select s.hash, {WANTED} from segment s join device d on d.n=s.card left join aside a on a.hash=s.hash "
        f"where s.status<>{WANTED} and s.status<>{REFUSED} and s.hash is not null"
    ).all()
    many(connection, "update segment set status=? where hash=?", [(status, h) for h, status in turned])
    cells = cells_of(connection, [h for h, _ in turned])
    recompute(connection, cells)
    erased = apply_erasures(connection) if turned else NOTHING
    return Settled(cells | erased.cells, erased)


def status_of(connection: Connection, card: int, digest: bytes) -> int:
    """The state of a segment that has just arrived."""
    trusted = connection.exec_driver_sql("select trusted from device where n=?", (card,)).scalar_one()
    if trusted == Trust.NO:
        return STRANGER
    aside = connection.exec_driver_sql("select 1 from aside where hash=?", (digest,)).scalar()
    return ASIDE if aside else COUNTS


def set_aside(connection: Connection, hashes: Iterable[bytes]) -> None:
    """From now on these segments do not count here. Call `settle_states` afterwards; own runs must be sealed before."""
    many(connection, "insert or ignore into aside values(?)", [(h,) for h in hashes])


def take_in(connection: Connection, hashes: Iterable[bytes]) -> None:
    """These segments count again. Call `settle_states` afterwards; own runs must be sealed before."""
    many(connection, "delete from aside where hash=?", [(h,) for h in hashes])


def cells_of(connection: Connection, hashes: Iterable[bytes]) -> set[Cell]:
    """Every cell that one of these segments has written."""
    out: set[Cell] = set()
    for digest in hashes:
        rows = connection.exec_driver_sql(
            "select c.record, c.field from segment s join change c on c.device=s.stream and c.seq between s.first and s.last where s.hash=?",
            (digest,),
        )
        out |= {(r, f) for r, f in rows}
    return out
