"""Merging and bundles: what 100,000 changes cost beside bare inserts, and what 2,000 edits weigh beside another tool's changeset."""

from __future__ import annotations

import json
import random
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks.common import Measure, seconds
from benchmarks.workspace import PASSPHRASE, new_workspace
from ctip_desktop.sync import codec, exchange, merge, store
from ctip_desktop.sync.segments import START, Segment, seal
from ctip_desktop.sync.store import Own
from ctip_desktop.workspace import cipher, drives, journal
from ctip_desktop.workspace.devices import device_id
from ctip_desktop.workspace.workspace import Workspace

RECORDS, FIELDS, RUN, EDITS, DAYS = 5_000, 20, 2_000, 2_000, 7
START_OF_TIME = 1_760_000_000_000
RUNS = 3
TABLE = "create table change(device int, seq int, segment int, record blob, field text, at int, value text, primary key(device, seq)) without rowid"
Row = tuple[bytes, str, int, str]


def answers(seed: int = 2) -> list[Row]:
    """100,000 values of 5,000 companies: form, name, and eighteen short choices, numbers and sentences each."""
    rnd, at, out = random.Random(seed), START_OF_TIME, []
    for number, record in enumerate(rnd.randbytes(16) for _ in range(RECORDS)):
        fixed: dict[str, Any] = {"~form": ["company", "1"], "name": f"Company {number}"}
        asked = (rnd.choice([1, 2, 3, "yes", "no", f"a note about the visit {rnd.randint(0, 10**6)}"]) for _ in range(FIELDS - len(fixed)))
        for field, value in (*fixed.items(), *((f"question_{n:02d}", value) for n, value in enumerate(asked))):
            at += rnd.randint(1_000, 60_000)
            out.append((record, field, at, json.dumps(value)))
    return out


def sealed(key: Ed25519PrivateKey, rows: Sequence[Row]) -> list[Segment]:
    """Signed segments of 2,000 changes each."""
    device, prev, out = device_id(key.public_key().public_bytes_raw()), START, []
    for height, start in enumerate(range(0, len(rows), RUN), 1):
        records, fields, ats, values = map(list, zip(*rows[start : start + RUN], strict=True))
        seg, prev = seal(Segment(device, "Joram Pesk", start + 1, height, prev, {}, records, fields, ats, values), key)
        out.append(seg)
    return out


# -- merging -------------------------------------------------------------------------------------------------------------------------


def merge_ratio() -> tuple[float, float, str]:
    """(ratio, limit, baseline name). Counted: hashing all commitments, checking shapes and signatures, inserting, heads, conflicts, commit.
    Not counted: decrypting and decoding the bundle (a twentieth of it), projection and search (see `merge_with_lists_ratio`)."""
    times = _merge_times()
    return times["merge"] / times["bare"], 5.0, f"executemany of the same rows into a bare table of a SQLCipher file: {times['bare']:.2f} s"


def _merge_times() -> dict[str, float]:
    """Best of three, each in a fresh file: `bare` and `indexed` inserts, `merge`, `decode`, and `lists` = projection and search afterwards."""
    rows, key = answers(), Ed25519PrivateKey.generate()
    segments = sealed(key, rows)
    data = codec.encode(segments)
    found: list[dict[str, float]] = []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            bare = _insert_time(folder / "bare.db", rows, indexed=False)
            indexed = _insert_time(folder / "indexed.db", rows, indexed=True)
            decoding = seconds(lambda: codec.decode(data))
            merging, lists = _merge_time(folder, key, codec.decode(data))
            found.append({"bare": bare, "indexed": indexed, "decode": decoding, "merge": merging, "lists": lists})
    return {what: min(times[what] for times in found) for what in found[0]}


@contextmanager
def _raw(path: Path) -> Iterator[Any]:
    connection = cipher.connect(path, cipher.derive(PASSPHRASE, cipher.new_salt()))
    mode = drives.mode_for(path)
    connection.execute(f"pragma journal_mode={mode.journal}")
    connection.execute(f"pragma synchronous={mode.synchronous}")
    connection.execute(f"pragma cache_size=-{cipher.CACHE_KIB}")
    try:
        yield connection
    finally:
        connection.close()


def _insert_time(path: Path, rows: Sequence[Row], *, indexed: bool) -> float:
    numbered = [(1, n, 1, *row) for n, row in enumerate(rows, 1)]
    with _raw(path) as connection:
        connection.execute(TABLE)
        if indexed:
            connection.execute("create index change_cell on change(record, field)")

        def work() -> None:
            connection.execute("begin immediate")
            connection.executemany("insert into change values(?,?,?,?,?,?,?)", numbered)
            connection.execute("commit")

        return seconds(work)


def _merge_time(folder: Path, key: Ed25519PrivateKey, segments: Sequence[Segment]) -> tuple[float, float]:
    public = key.public_key().public_bytes_raw()
    with new_workspace(folder) as ws:
        with ws.writing() as connection:
            store.card_number(connection, device_id(public), public)
            connection.exec_driver_sql("update device set trusted=1")
        done: list[merge.Merged] = []

        def work() -> None:
            with ws.writing() as connection:
                checked = merge.check(connection, segments, {device_id(public): public})
                done.append(merge.merge(connection, Own.of(connection), checked))

        def lists() -> None:
            with ws.writing() as connection:
                ws.project(connection, done[0].records)

        return seconds(work), seconds(lists)


# -- bundles -------------------------------------------------------------------------------------------------------------------------


def bundle_ratio() -> tuple[float, float, str]:
    """(ratio, limit, baseline name). The bundle is the file itself: encrypted, with cover, receipts, signatures, authors and times. The edits
    were made in seven sessions, each closed by itself. The changeset is of a table with a row per value, in plain text, without signatures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        before = answers()
        after = _edits(before)
        bundle = _bundle_size(folder, before, after)
        changeset = _changeset_size(folder, before, after)
    return bundle / changeset, 1.0, f"geodiff changeset of the same edits, zstd level 19: {changeset:,} bytes against {bundle:,}"


def _edits(before: Sequence[Row]) -> list[Row]:
    rnd, at = random.Random(5), before[-1][2] + 86_400_000
    out = []
    for record, field, _, _ in rnd.sample([row for row in before if row[1].startswith("question")], EDITS):
        at += rnd.randint(1_000, 60_000)
        out.append((record, field, at, json.dumps(f"new note after the visit {rnd.randint(0, 10**6)}")))
    return out


def _bundle_size(folder: Path, before: Sequence[Row], after: Sequence[Row]) -> int:
    """Two laptops that share 100,000 values; one edits, and makes a bundle for the other."""
    with _laptop(folder, "Lina") as lina, _laptop(folder, "Joram") as joram:
        exchange.trust(lina, exchange.card(joram).text)
        exchange.trust(joram, exchange.card(lina).text)
        _write(lina, before, together=1_000)
        exchange.bring_in(joram, exchange.make(lina, folder / "all.ctipbundle").path)
        exchange.bring_in(lina, exchange.make(joram, folder / "receipt.ctipbundle").path)
        for start in range(0, EDITS, -(-EDITS // DAYS)):
            _write(lina, after[start : start + -(-EDITS // DAYS)], together=1)
            with lina.writing() as connection:
                store.seal_runs(connection, Own.of(connection))
        made = exchange.make(lina, folder / "edits.ctipbundle")
        if made.changes < EDITS:
            raise RuntimeError("the bundle does not hold all edits")
        return made.path.stat().st_size


def _laptop(folder: Path, person: str) -> Workspace:
    return Workspace.create(folder / f"{person}.ctip", programme="Bench", person=person, passphrase=PASSPHRASE, state=folder / person)


def _write(ws: Workspace, rows: Sequence[Row], together: int) -> None:
    """`together`: how many carry one time."""
    with ws.writing() as connection:
        for start in range(0, len(rows), together):
            cells = [(record, field, value) for record, field, _, value in rows[start : start + together]]
            journal.write(connection, cells, by=ws.device.writer, at=rows[start][2])


def _changeset_size(folder: Path, before: Sequence[Row], after: Sequence[Row]) -> int:
    import pygeodiff  # the baseline; in the extra "dev"

    for name, rows in (("before", before), ("after", [*before, *after])):
        with sqlite3.connect(folder / f"{name}.db") as connection:
            connection.execute("create table answer(record blob, field text, value text, at integer, primary key(record, field))")
            connection.executemany("insert or replace into answer values(?,?,?,?)", [(r, f, v, at) for r, f, at, v in rows])
        connection.close()
    pygeodiff.GeoDiff().create_changeset(*(str(folder / name) for name in ("before.db", "after.db", "edits.diff")))
    return len(zstandard.compress((folder / "edits.diff").read_bytes(), 19))


# -- all -----------------------------------------------------------------------------------------------------------------------------


def measures() -> list[Measure]:
    """What is claimed of exchange."""
    times = _merge_times()
    bare = f"executemany of the same rows into a bare table of a SQLCipher file: {times['bare']:.2f} s ({times['indexed']:.2f} s with its index)"
    whole = times["decode"] + times["merge"] + times["lists"]
    out = [
        Measure("merge 100,000 changes, signatures and heads ÷ bare inserts", times["merge"] / times["bare"], 5.0, bare, runs=RUNS),
        Measure("the same with decoding, lists and search ÷ bare inserts", whole / times["bare"], 15.0, bare, runs=RUNS),
    ]
    ratio, limit, baseline = bundle_ratio()
    return [*out, Measure("bundle of 2,000 edits ÷ geodiff + zstd", ratio, limit, baseline)]


def _print(line: Callable[[str], object] = print) -> None:
    for measure in measures():
        line(f"{measure.name}: {measure.ratio:.2f} (limit {measure.limit}); {measure.baseline}")


if __name__ == "__main__":
    _print()
