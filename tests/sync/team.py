"""A team of laptops, a mail bag, and an oracle that knows every change ever made and what its author had really read.

The laptops are plain SQLite in memory with real keys, real segments and real columns, so that thousands of steps take seconds. The unique
time of a change (`at`) is its token: the oracle works on sets of tokens, not on ranges, and finds heads by brute force.
"""

from __future__ import annotations

import itertools
import json
import random
import sqlite3
from collections import defaultdict
from hashlib import sha256

from ctip_desktop.sync import codec, erasing, merge, receipts, states, store
from ctip_desktop.sync.segments import hide
from ctip_desktop.sync.store import Own
from ctip_desktop.workspace import devices, journal, schema, tables
from ctip_desktop.workspace.cells import ERASE
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.digest import digest
from ctip_desktop.workspace.seen import unpack_ranges

RECORDS = [bytes([i]) * 16 for i in range(1, 3)]
FIELDS = ["a", "b", "secret"]
DELETED = "~deleted"


class Laptop:
    """One file."""

    def __init__(self, team: Team, name: str, saved: bytes | None = None) -> None:
        self.team, self.name = team, name
        raw = sqlite3.connect(":memory:", isolation_level=None)
        self.raw = raw
        if saved is not None:
            raw.deserialize(saved)
        self.db = Connection(raw)
        if saved is None:
            with schema.core(self.db) as core:
                tables.metadata.create_all(core)
            devices.make(self.db, name=f"laptop of {name}", person=name, at=0, rank=0)
        self.load()

    def load(self) -> None:
        """After the device may have changed."""
        self.own = Own.of(self.db)
        self.writer = devices.current(self.db).writer
        self.id, self.public = self.own.id, self.own.key.public_key().public_bytes_raw()

    def run(self, query: str, *values: object) -> list:
        return self.db.exec_driver_sql(query, values).all()

    def close(self) -> None:
        self.raw.close()

    # -- reading
    def tokens(self, where: str = "s.status=0") -> set[int]:
        return {t for (t,) in self.run(f"select c.at from change c join segment s on s.n=c.segment where {where}")}

    def heads(self, record: bytes, field: str) -> list[str | None]:
        return [head.text for head in journal.heads(self.db, record, field)]

    def conflicts(self) -> frozenset[journal.Cell]:
        return journal.conflicts(self.db)

    def digest(self) -> tuple[str, str]:
        return tuple(digest(self.db))

    def hashes(self) -> set[bytes]:
        return {h for (h,) in self.run("select hash from segment where hash is not null")}

    def aside(self) -> list[bytes]:
        return [h for (h,) in self.run("select hash from aside")]

    # -- doing
    def seal(self) -> None:
        store.seal_runs(self.db, self.own)

    def segments(self, held=(), headers=()) -> list:
        self.seal()
        return [store.load(self.db, n) for n in store.choose(self.db, dict(held), dict(headers))]

    def merge(self, segs, keys) -> merge.Checked:
        checked = merge.check(self.db, segs, {devices.device_id(k): k for k in keys})
        merge.merge(self.db, self.own, checked)
        return checked

    def set_aside(self, hashes) -> None:
        self.seal()
        states.set_aside(self.db, hashes)
        states.settle_states(self.db)

    def take_in(self, hashes) -> None:
        self.seal()
        states.take_in(self.db, hashes)
        states.settle_states(self.db)

    def trust(self, public: bytes) -> None:
        store.card_number(self.db, devices.device_id(public), public)
        self.db.exec_driver_sql("update device set trusted=1 where id=?", (devices.device_id(public),))
        states.settle_states(self.db)

    def rekey(self) -> None:
        devices.make_again(self.db, at=0)
        self.load()
        for seq, segment in self.run("select seq, segment from change where device=? order by seq", self.own.n):
            self.db.exec_driver_sql("update change set at=? where device=? and seq=? and segment=?", (self.team.tick(), self.own.n, seq, segment))


class Letter:
    """What one laptop sent."""

    def __init__(self, data, keys, statements, full, base, to) -> None:
        self.data, self.keys, self.statements, self.full, self.base, self.to = data, keys, statements, full, base, to


class Team:
    """The laptops, the mail, the truth."""

    def __init__(self, size: int) -> None:
        self._now = itertools.count(1)
        self.truth: dict[int, tuple[bytes, str, str, frozenset[int], str]] = {}
        self.erasures: dict[int, frozenset[tuple[bytes, int]]] = {}
        self.wrote: dict[bytes, frozenset[int]] = {}
        self.mail: list[Letter] = []
        self.backups: list[tuple[Laptop, bytes, frozenset[int]]] = []
        self.exported: set[int] = set()
        self.dropped: set[int] = set()
        self.imports: dict[str, list[bytes]] = defaultdict(list)
        self.forked_cards: set[bytes] = set()
        self.cards: set[bytes] = set()
        self.partner: Laptop | None = None
        self.laptops = [Laptop(self, f"L{i}") for i in range(size)]
        self.introduce()

    def close(self) -> None:
        for laptop in self.laptops:
            laptop.close()

    def tick(self) -> int:
        return next(self._now)

    def introduce(self) -> None:
        """Everybody trusts every card."""
        self.cards |= {laptop.public for laptop in self.laptops}
        for laptop in self.laptops:
            for public in self.cards:
                if not laptop.run("select 1 from device where id=? and trusted=1", devices.device_id(public)):
                    laptop.trust(public)

    def note(self, laptop: Laptop, read: set[int]) -> None:
        """Register changes that an action of this laptop made."""
        for t, r, f, v in laptop.run("select at, record, field, value from change where device=? order by seq", laptop.own.n):
            if t not in self.truth:
                before = self.wrote.get(laptop.id, frozenset())
                self.truth[t] = (r, f, v, frozenset(x for x in read | before if x < t), laptop.name)
                self.wrote[laptop.id] = before | {t}

    # -- actions
    def edit(self, laptop: Laptop, record: bytes, field: str, value: object) -> None:
        read = laptop.tokens()
        journal.write(laptop.db, [(record, field, json.dumps(value))], by=laptop.writer, at=self.tick())
        self.note(laptop, read)

    def erase(self, laptop: Laptop, record: bytes, fields: frozenset[str] | None = None) -> set[tuple[bytes, int]]:
        """All versions that this laptop holds, as the program does it. Returns their slots: after a fork the same token can stand in two segments."""
        laptop.seal()
        rows = laptop.run(
            "select s.hash, c.seq-s.first, c.field from change c join segment s on s.n=c.segment "
            "where c.record=? and c.value is not null and c.field not glob '~*'",
            record,
        )
        slots = {(h, position) for h, position, field in rows if fields is None or field in fields}
        read = laptop.tokens()
        done = erasing.forget(laptop.db, laptop.own, laptop.writer, self.tick(), {record: fields})
        self.note(laptop, read)
        if slots:
            self.erasures[max(self.truth)] = frozenset(slots)
        assert done.values == len(slots)
        return slots

    def send(self, laptop: Laptop, to: list[Laptop], half: int | None = None) -> int:
        laptop.seal()
        told = [receipts.of(laptop.db, x.id) for x in to] or [None]
        held, headers = receipts.confirmed_by_all(told)
        segs = laptop.segments(held, headers)
        if self.partner in to:
            segs = [hide(s, {i for i, f in enumerate(s.fields) if f == "secret"}) for s in segs]
        if half is not None and segs:
            segs = random.Random(half).sample(segs, max(1, len(segs) // 2))  # a bundle of which half is lost: holes
        data = codec.encode(segs)
        self.exported |= {t for s in segs for t in s.ats if t is not None}
        keys = store.public_keys(laptop.db, {s.device for s in segs} | {laptop.id})
        mine = receipts.own_statement(laptop.db, laptop.own, number=self.tick(), at=0, digest=laptop.digest())
        self.mail.append(Letter(data, keys, [mine, *receipts.others(laptop.db)], self.partner not in to, held, {x.id for x in to}))
        return len(self.mail) - 1

    def receive(self, laptop: Laptop, i: int) -> merge.Checked | None:
        letter = self.mail[i]
        if laptop is self.partner and letter.full:
            return None
        segs = codec.decode(letter.data)
        before, read, held = laptop.tokens("1"), laptop.tokens(), laptop.hashes()
        restored = laptop.id in letter.to and receipts.lost(laptop.db, letter.base)
        checked = merge.check(laptop.db, segs, {devices.device_id(k): k for k in letter.keys})
        if restored or any(s.device == laptop.id for _, s in checked.new):
            self._new_name(laptop, before, read)
        merge.merge(laptop.db, laptop.own, checked)
        receipts.note(laptop.db, letter.statements, laptop.id)
        self.imports[laptop.name] = list(laptop.hashes() - held) or self.imports[laptop.name]
        return checked

    def _new_name(self, laptop: Laptop, before: set[int], read: set[int]) -> None:
        laptop.rekey()
        gone = before - laptop.tokens("1")
        self.dropped |= gone - self.exported
        self.note(laptop, read - gone)
        self.introduce()

    def give(self, a: Laptop, b: Laptop) -> merge.Checked | None:
        return self.receive(b, self.send(a, [b]))

    def backup(self, laptop: Laptop) -> None:
        self.backups.append((laptop, laptop.raw.serialize(), self.wrote.get(laptop.id, frozenset())))

    def restore(self, i: int, noticed: bool) -> Laptop:
        """The file of a laptop is put back to an older state; `noticed` by the token outside it."""
        laptop, saved, wrote = self.backups[i]
        old = Laptop(self, laptop.name, saved)
        here = old.tokens("1")
        own = {t for t in laptop.tokens("1") - self.exported if self.truth[t][4] == laptop.name}
        self.dropped |= own - here
        self.dropped -= here
        laptop.close()
        self.laptops[self.laptops.index(laptop)] = old
        self.backups = [(old if x is laptop else x, data, w) for x, data, w in self.backups]
        if self.partner is laptop:
            self.partner = old
        self.imports[old.name] = []
        self.wrote[old.id] = wrote
        if noticed:
            self._new_name(old, here, old.tokens())
        else:
            self.forked_cards.add(old.id)
        self.introduce()
        return old

    # -- the oracle
    def expected(self, laptop: Laptop) -> dict[journal.Cell, set[int]]:
        cells: dict[journal.Cell, list[int]] = defaultdict(list)
        for t in laptop.tokens():
            cells[self.truth[t][:2]].append(t)
        return {cell: {t for t in ts if not any(t in self.truth[u][3] for u in ts)} for cell, ts in cells.items()}

    def actual(self, laptop: Laptop) -> dict[journal.Cell, set[int]]:
        out: dict[journal.Cell, set[int]] = defaultdict(set)
        for r, f, t in laptop.run("select h.record, h.field, c.at from head h join change c on c.device=h.device and c.seq=h.seq"):
            out[r, f].add(t)
        return dict(out)

    def check(self, laptop: Laptop) -> None:
        """Heads and conflicts are the oracle's. After a fork heads may be more, never fewer, except while its evidence hides in a hole."""
        want, have = self.expected(laptop), self.actual(laptop)
        if self.forked_cards:
            assert want.keys() == have.keys()
            self._none_lost(laptop, want, have)
        else:
            assert want == have, (laptop.name, {c: (want.get(c), have.get(c)) for c in want.keys() | have.keys() if want.get(c) != have.get(c)})
        values: dict[journal.Cell, set[str]] = defaultdict(set)
        for r, f, v in laptop.run("select h.record, h.field, c.value from head h join change c on c.device=h.device and c.seq=h.seq"):
            values[r, f] |= {v} - {None}
        assert {c for c, vs in values.items() if len(vs) > 1 and c[1] != ERASE} == laptop.conflicts()
        self._check_erased(laptop)

    def _check_erased(self, laptop: Laptop) -> None:
        """Exactly what a counting change erases has no value, what is left says where it stood, and every other value is what its author wrote;
        only what a laptop says it does not hold is not there."""
        wanted = {slot for e in laptop.tokens() & self.erasures.keys() for slot in self.erasures[e]}
        rows = laptop.run("select s.hash, c.seq-s.first, c.at, c.record, c.field, c.value from change c join segment s on s.n=c.segment")
        for h, position, t, r, f, v in rows:
            assert (v is None) == ((h, position) in wanted), (laptop.name, r, f, t)
            assert (r, f) == self.truth[t][:2]
            assert v in (None, self.truth[t][2])
        short = laptop.run(
            "select s.n, s.first, s.last, s.hidden, (select count(*) from change c where c.device=s.stream and c.seq between s.first and s.last "
            "and c.segment=s.n) from segment s"
        )
        for n, first, last, hidden, rows in short:
            gaps = sum(b - a + 1 for a, b in unpack_ranges(hidden)) if hidden else 0
            assert rows == last - first + 1 - gaps, ("a gap that is not stated", laptop.name, n)

    def _none_lost(self, laptop: Laptop, want: dict, have: dict) -> None:
        holes = receipts.missing(laptop.db)
        for cell in want:
            for t in want[cell] - have[cell]:
                cards = {
                    c for (c,) in laptop.run("select d.id from change c join segment s on s.n=c.segment join device d on d.n=s.card where c.at=?", t)
                }
                assert cards & holes.keys(), ("lost head", laptop.name, cell, want[cell], have[cell])

    def settle_all(self) -> None:
        """Everybody gets everything; then all must agree, nothing acknowledged is missing, and computing all anew changes nothing."""
        self.partner = None
        for laptop in self.laptops:
            laptop.take_in(laptop.aside())
        for i in range(len(self.mail)):
            for laptop in self.laptops:
                self.receive(laptop, i)
        for _ in range(2 * len(self.laptops) + 2):
            for a, b in itertools.permutations(self.laptops, 2):
                self.give(a, b)
            if len({x.digest() for x in self.laptops}) == 1 and len({x.id for x in self.laptops}) == len(self.laptops):
                break
        for laptop in self.laptops:
            self.check(laptop)
            missing = set(self.truth) - self.dropped - laptop.tokens()
            assert not missing, ("acknowledged changes lost", laptop.name, missing)
            before = laptop.digest(), self.fingerprint(laptop)
            journal.recompute_all(laptop.db)
            assert before == (laptop.digest(), self.fingerprint(laptop)), "computed anew it is different"
        assert len({x.digest() for x in self.laptops}) == 1, [(x.name, x.digest()) for x in self.laptops]

    def fingerprint(self, laptop: Laptop) -> str:
        """All derived rows."""
        rows = laptop.run("select h.record, h.field, d.id, h.seq, h.height from head h join device d on d.n=h.device order by 1, 2, 3, 4")
        return sha256(repr((rows, sorted(laptop.conflicts()))).encode()).hexdigest()
