"""The program is killed in the middle of long work: the file is sound afterwards, and nothing readable lies about."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ctip_desktop.operations import records
from ctip_desktop.queries import records as queries
from ctip_desktop.sync import exchange
from ctip_desktop.workspace import backups
from ctip_desktop.workspace.cipher import Secret, read_salt
from tests.robustness.conftest import Pair

SENTINEL = "Sentinel Lantern Cannery"

WORK = """
import sys
from pathlib import Path
from ctip_desktop.interop import spreadsheet
from ctip_desktop.sync import exchange
from ctip_desktop.tasks import Progress
from ctip_desktop.workspace import backups
from ctip_desktop.workspace.workspace import Workspace

step, folder, key = sys.argv[1], Path(sys.argv[2]), bytes.fromhex(sys.stdin.readline())
path, state = folder / "sample.ctip", folder / "state"
if step == "open":
    sys.stdout.write("ready\\n"); sys.stdout.flush()
    while True:
        Workspace.open(path, key=key, state=state).close()
elif step == "restore":
    sys.stdout.write("ready\\n"); sys.stdout.flush()
    for n in range(1000):
        backups.restore(folder / "last.ctipbackup", folder / f"restored {n}.ctip", key=key)
ws = Workspace.open(path, key=key, state=state)
table = spreadsheet.read_table(folder / "list.csv")
form = ws.catalogue.form("company")
sys.stdout.write("ready\\n"); sys.stdout.flush()
while True:
    if step == "backup":
        backups.make(ws)
        backups.rehearse(ws)
    elif step == "list":
        spreadsheet.run(ws, spreadsheet.plan(ws, table, form, {"name": "name"}), Progress(), duplicates=True)
    else:
        seen = exchange.preview(ws, folder / "news.ctipbundle")
        if seen.already is None:
            exchange.bring_in(ws, folder / "news.ctipbundle")
        exchange.take_back(ws, seen.bundle)
"""


def killed(pair: Pair, step: str, key: bytes, after: float) -> None:
    environment = os.environ | {"TMPDIR": str(pair.place / "tmp"), "PYTHONHASHSEED": "0"}
    command = [sys.executable, "-c", WORK, step, str(pair.place)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment, cwd=Path(__file__).parents[2]
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        program.stdin.write(key.hex() + "\n")
        program.stdin.flush()
        assert program.stdout.readline() == "ready\n"
        with pytest.raises(subprocess.TimeoutExpired):  # it works on until it is killed, at any moment
            program.wait(after)
        program.kill()


def prepared(pair: Pair) -> bytes:
    """Everything the steps need, with the sentinel in it. Returns the key."""
    with pair.fresh() as (lina, joram):
        for ws in (lina, joram):
            records.create(ws, "company", answers={"name": records.Answer.of(SENTINEL), "address": records.Answer.of(SENTINEL)})
        exchange.make(joram, pair.place / "news.ctipbundle", to=[lina.device.id])
        shutil.copy(backups.make(lina).path, pair.place / "last.ctipbackup")
        key = lina.secret.key
    (pair.place / "list.csv").write_text("name\n" + "".join(f"Company {n}\n" for n in range(3000)), encoding="utf-8")
    (pair.place / "tmp").mkdir()
    return key


def readable(folder: Path) -> list[str]:
    """Files that hold the sentinel in any way text is kept."""
    marks = [SENTINEL.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
    return [str(path) for path in folder.rglob("*") if path.is_file() and any(mark in path.read_bytes() for mark in marks)]


@pytest.mark.parametrize("step", ["bundle", "list", "backup", "restore", "open"])
def test_killed_in_the_middle_the_file_is_sound_and_nothing_readable_lies_about(pair: Pair, step: str) -> None:
    key = prepared(pair)
    for after in (0.05, 0.4):
        killed(pair, step, key, after)
        with pair.opened("sample.ctip") as ws:
            assert queries.check(ws).ok
            assert queries.search(ws, SENTINEL)
        assert readable(pair.place) == []
        for path in pair.place.glob("restored *.ctip"):  # whole, or not there
            assert backups.verify(path, Secret(key, read_salt(path)))
    if step != "restore":
        with pair.opened("sample.ctip") as ws:
            assert not ws.restored
