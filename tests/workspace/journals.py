"""Laptops without cryptography, for tests of the journal: segments are sealed with random hashes and handed over as rows."""

from __future__ import annotations

import itertools
import os
import sqlite3
from collections import defaultdict

from ctip_desktop.workspace import journal, schema, tables
from ctip_desktop.workspace.causality import ASIDE, COUNTS
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.journal import Writer

SEGMENT = "stream, card, first, last, author, height, hash, prev, saw, extra, status"


class Laptop:
    """One file; `read` is the set of tokens (the unique values of `at`) a person here could have read."""

    def __init__(self, team: Team, name: str) -> None:
        self.team = team
        self.name = name
        self.connection = Connection(sqlite3.connect(":memory:", isolation_level=None))
        with schema.core(self.connection) as core:
            tables.metadata.create_all(core)
        self.id = name.encode().ljust(16, b"_")
        self.me = self.number(self.id)
        self.writer = Writer(self.me, name)

    def number(self, id_: bytes) -> int:
        run = self.connection.exec_driver_sql
        found = run("select n from device where id=?", (id_,)).scalar()
        return found or run("insert into device(id, trusted) values(?, 1) returning n", (id_,)).scalar_one()

    def edit(self, record: bytes, field: str, value: str) -> int:
        read = self.tokens()
        token = self.team.tick()
        journal.write(self.connection, [(record, field, value)], by=self.writer, at=token)
        self.team.truth[token] = (record, field, value, read)
        return token

    def tokens(self, status: int = COUNTS) -> frozenset[int]:
        rows = self.connection.exec_driver_sql("select c.at from change c join segment s on s.n=c.segment where s.status=?", (status,))
        return frozenset(at for (at,) in rows)

    def seal(self) -> None:
        run = self.connection.exec_driver_sql
        for n, first in run("select n, first from segment where hash is null order by first").all():
            prev = run("select hash from segment where card=? and last=?", (self.me, first - 1)).scalar() or journal.START
            run("update segment set hash=?, prev=? where n=?", (os.urandom(32), prev, n))

    def hand_over(self) -> list[tuple[tuple, list[tuple]]]:
        """Everything here, as (segment with device id, changes)."""
        self.seal()
        run = self.connection.exec_driver_sql
        out = []
        for n, id_, *rest in run(f"select s.n, d.id, {SEGMENT} from segment s join device d on d.n=s.stream order by s.height").all():
            changes = run("select seq, record, field, at, value from change where segment=? order by seq", (n,)).all()
            out.append(((id_, *rest), [tuple(c) for c in changes]))
        return out

    def take(self, segments: list[tuple[tuple, list[tuple]]]) -> None:
        """Merge by computing every touched cell again: slow and certainly right."""
        self.seal()
        run = self.connection.exec_driver_sql
        touched = set()
        for (id_, _, _, first, last, author, height, digest, prev, saw, extra, _), changes in segments:
            if run("select 1 from segment where hash=?", (digest,)).scalar():
                continue
            stream = self.number(id_)
            run(
                f"insert into segment({SEGMENT}) values(?,?,?,?,?,?,?,?,?,?,0)",
                (stream, stream, first, last, author, height, digest, prev, saw, extra),
            )
            n = run("select max(n) from segment").scalar_one()
            for seq, record, field, at, value in changes:
                run(
                    "insert into change(device, seq, segment, record, field, at, value) values(?,?,?,?,?,?,?)",
                    (stream, seq, n, record, field, at, value),
                )
                touched.add((record, field))
        journal.recompute(self.connection, touched)

    def turn(self, hashes: set[bytes], status: int) -> None:
        """Set segments aside, or take them in again."""
        self.seal()
        run = self.connection.exec_driver_sql
        touched = set()
        for digest in hashes:
            n = run("select n from segment where hash=?", (digest,)).scalar_one()
            run("update segment set status=? where n=?", (status, n))
            touched |= {(r, f) for r, f in run("select record, field from change where segment=?", (n,))}
        journal.recompute(self.connection, touched)

    def foreign(self) -> set[bytes]:
        return {h for (h,) in self.connection.exec_driver_sql("select hash from segment where card<>? and hash is not null and status=0", (self.me,))}

    def aside(self) -> set[bytes]:
        return {h for (h,) in self.connection.exec_driver_sql("select hash from segment where status=?", (ASIDE,))}

    def derived(self) -> tuple[set, frozenset]:
        rows = self.connection.exec_driver_sql("select record, field, device, seq, height from head")
        return {tuple(r) for r in rows}, journal.conflicts(self.connection)

    def check(self) -> None:
        """Heads and conflicts are what the oracle says, and computing them anew changes nothing."""
        cells: dict[tuple, set[int]] = defaultdict(set)
        for token in self.tokens():
            cells[self.team.truth[token][:2]].add(token)
        want = {cell: {t for t in ts if not any(t in self.team.truth[u][3] for u in ts)} for cell, ts in cells.items()}
        have: dict[tuple, set[int]] = defaultdict(set)
        rows = self.connection.exec_driver_sql("select h.record, h.field, c.at from head h join change c on c.device=h.device and c.seq=h.seq")
        for record, field, token in rows:
            have[record, field].add(token)
        assert want == dict(have)
        disputed = {cell for cell, ts in want.items() if len({self.team.truth[t][2] for t in ts}) > 1}
        assert disputed == journal.conflicts(self.connection)
        before = self.derived()
        journal.recompute_all(self.connection)
        assert before == self.derived()


class Team:
    """Laptops, a common count of tokens, and who had read what when writing."""

    def __init__(self, size: int) -> None:
        self._count = itertools.count(1)
        self.truth: dict[int, tuple[bytes, str, str, frozenset[int]]] = {}
        self.laptops = [Laptop(self, f"L{i}") for i in range(size)]

    def tick(self) -> int:
        return next(self._count)

    def close(self) -> None:
        for laptop in self.laptops:
            laptop.connection.driver.close()
