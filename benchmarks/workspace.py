"""The file: what one durable answer costs beside one bare commit to the same kind of file."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.common import Measure, seconds
from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.workspace import cipher, drives
from ctip_desktop.workspace.workspace import Workspace

RUNS = 200
PASSPHRASE = "seven quiet lanterns over water"


def new_workspace(folder: Path) -> Workspace:
    """An empty workspace in `folder`."""
    path = folder / "bench.ctip"
    return Workspace.create(path, programme="Bench", person="Bench Person", device="Bench", passphrase=PASSPHRASE, state=folder / "state")


def raw_file(folder: Path) -> Any:
    """A bare SQLCipher connection with the pragmas of a workspace on this drive."""
    path = folder / "raw.db"
    secret = cipher.derive(PASSPHRASE, cipher.new_salt())
    connection = cipher.connect(path, secret)
    mode = drives.mode_for(path)
    connection.execute(f"pragma journal_mode={mode.journal}")
    connection.execute(f"pragma synchronous={mode.synchronous}")
    connection.execute("create table answer(record blob, field text, at int, value text)")
    return connection


def _commits(connection: Any) -> Iterator[float]:
    def commit(number: int) -> None:
        connection.execute("begin immediate")
        connection.execute(
            "insert into answer values(?,?,?,?)", (b"r" * 16, "history", number, f'"a sentence of an ordinary length, number {number}"')
        )
        connection.execute("commit")

    for number in range(RUNS):
        yield seconds(lambda n=number: commit(n))  # type: ignore[misc]  # default argument binds the loop


def _answers(ws: Workspace) -> Iterator[float]:
    company = records.create(ws, "company", answers={"name": Answer.of("Bench Company")}).created[0]
    research = records.create(ws, "desk_research", about=company).created[0]
    for number in range(RUNS):
        given = Answer.of(f"a sentence of an ordinary length, number {number}")
        yield seconds(lambda a=given: records.answer(ws, research, "history", a))  # type: ignore[misc]  # default argument binds the loop


def measures() -> list[Measure]:
    """One durable answer (journal, heads, projection, search, undo) ÷ one raw SQLCipher commit of one row ≤ 4."""
    with tempfile.TemporaryDirectory() as name, new_workspace(Path(name)) as ws:
        connection = raw_file(Path(name))
        pairs = list(zip(_commits(connection), _answers(ws), strict=True))  # taken in turn, so that both meet the same drive
        connection.close()
    raw, answer = (statistics.median(times) for times in zip(*pairs, strict=True))
    baseline = f"one raw SQLCipher commit of one row, same journal mode: {raw * 1000:.2f} ms"
    return [Measure("one durable answer ÷ one raw commit, medians", answer / raw, 4, baseline, runs=RUNS)]
