"""Which stream is each segment of a device on? A device whose file was restored or copied numbers its changes twice: its chain forks.

A straight chain (numbers and heights rise, `prev` matches where numbers touch; holes are allowed) is one stream, the device itself. Where it
forks, every branch, and every piece whose predecessor is missing, becomes a stream of its own, named by the first 16 bytes of its first
segment's hash. So a context that names the device covers only what all branches have in common: more conflicts, both halves visible,
nothing lost, nothing waits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from ctip_desktop.sync.segments import START
from ctip_desktop.sync.store import Placed, card_number
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.journal import Cell
from ctip_desktop.workspace.seen import TIP, Saw, unpack_context


class _Link(NamedTuple):
    """One segment of a chain."""

    n: int
    stream: int
    first: int
    last: int
    digest: bytes
    prev: bytes
    height: int


def attribute(connection: Connection, card: int) -> bool:
    """Put every segment of this device on its stream, moving changes where needed. Returns whether the chain has forked."""
    rows = connection.exec_driver_sql(
        "select n, stream, first, last, hash, prev, height from segment where card=? and hash is not null order by first, last, hash", (card,)
    )
    chain = [_Link(*row) for row in rows]
    if _is_straight(chain):
        return False
    wanted = _branches(connection, chain, card)
    _move(connection, [(link.n, wanted[link.n]) for link in chain if link.stream != wanted[link.n]])
    return True


def _is_straight(chain: Sequence[_Link]) -> bool:
    return all(a.last < b.first and a.height < b.height and (a.last + 1 < b.first or b.prev == a.digest) for a, b in pairwise(chain))


def _branches(connection: Connection, chain: Sequence[_Link], card: int) -> dict[int, int]:
    """Segment → stream. The trunk keeps the device's name."""
    children = _children(chain)
    wanted: dict[int, int] = {}
    todo = [(START, card)]
    following = {link.n for links in children.values() for link in links}
    for link in chain:
        if link.n not in following:
            wanted[link.n] = _branch(connection, link, None)
            todo.append((link.digest, wanted[link.n]))
    while todo:
        prev, stream = todo.pop()
        for link in children[prev]:
            wanted[link.n] = stream if len(children[prev]) == 1 else _branch(connection, link, stream)
            todo.append((link.digest, wanted[link.n]))
    return wanted


def _children(chain: Sequence[_Link]) -> dict[bytes, list[_Link]]:
    """Hash → the segments that follow it. One whose predecessor is not here, or does not come before it, follows nothing."""
    before = {link.digest: link for link in chain}
    out: dict[bytes, list[_Link]] = defaultdict(list)
    for link in chain:
        prev = before.get(link.prev)
        if link.prev == START or (prev is not None and prev.last < link.first and prev.height < link.height):
            out[link.prev].append(link)
    return out


def _branch(connection: Connection, first: _Link, parent: int | None) -> int:
    n = card_number(connection, first.digest[:16])
    connection.exec_driver_sql("update device set parent=? where n=?", (parent, n))
    return n


def _move(connection: Connection, moves: Sequence[tuple[int, int]]) -> None:
    """By way of private streams (minus the segment's number), so that numbers never collide."""
    for away in (True, False):
        for n, to in moves:
            stream = -n if away else to
            connection.exec_driver_sql(
                "update change set device=? where segment=? and device=(select stream from segment where n=?) "
                "and seq between (select first from segment where n=?) and (select last from segment where n=?)",
                (stream, n, n, n, n),
            )
            connection.exec_driver_sql("update segment set stream=? where n=?", (stream, n))


# -- contexts whose meaning changes ------------------------------------------------------------------------------------------------


def disputed(connection: Connection, placed: Iterable[Placed]) -> set[int]:
    """Cards among those of the new segments for which some held context turns out to mean another branch than it seemed to: it names a number
    that a new segment holds, but another tip; or a new segment is its tip, but it names another stream. What these devices wrote must be
    looked at again."""
    by_tip = {p.digest[:TIP]: p for p in placed}
    by_device: dict[bytes, list[Placed]] = defaultdict(list)
    for p in by_tip.values():
        by_device[p.segment.device].append(p)
    out: set[int] = set()
    for (packed,) in connection.exec_driver_sql("select distinct saw from segment"):
        for name, saw in unpack_context(packed).items():
            out |= _quarrel(name, saw, by_tip.get(saw.tip), by_device.get(name, ()))
    return out


def _quarrel(name: bytes, saw: Saw, tip: Placed | None, named: Sequence[Placed]) -> set[int]:
    if tip is not None:
        return set() if tip.segment.device == name else {tip.card}
    last = saw.ranges[-1][1] if saw.ranges else 0
    return {p.card for p in named if p.segment.first <= last <= p.segment.last}


def cells_of(connection: Connection, cards: Iterable[int]) -> set[Cell]:
    """Every cell that one of these devices has written, on whatever branch."""
    out: set[Cell] = set()
    for card in cards:
        rows = connection.exec_driver_sql(
            "select distinct c.record, c.field from segment s join change c on c.device=s.stream and c.seq between s.first and s.last where s.card=?",
            (card,),
        )
        out |= {(r, f) for r, f in rows}
    return out
