"""The program is killed in the middle of writing: everything that was acknowledged is there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from uuid import UUID

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.queries import records as queries
from ctip_desktop.workspace.workspace import Workspace
from tests.workspace.making import Maker, small_catalogue

WRITER = """
import sys
from pathlib import Path
from uuid import UUID
from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.workspace.workspace import Workspace
from tests.workspace.making import small_catalogue

path, key, company = Path(sys.argv[1]), bytes.fromhex(sys.stdin.readline()), UUID(sys.argv[2])
ws = Workspace.open(path, key=key, catalogue=small_catalogue(), state=path.parent / "state")
for i in range(1_000_000):
    records.answer(ws, company, "staff", Answer.of(i, note=f"counted {i}"))
    sys.stdout.write(f"{i}\\n")
    sys.stdout.flush()
"""


def test_every_acknowledged_answer_survives_kill_9_and_the_lock_is_taken_over(maker: Maker, tmp_path: Path) -> None:
    with maker.laptop(tmp_path, "Ana") as ws:
        path, key = ws.path, ws.secret.key
        company = records.create(ws, "company", answers={"name": Answer.of("Lotus Foods")}).created[0]
    acknowledged = -1
    for stop_after in (7, 120):
        acknowledged = kill_while_writing(path, key, company, stop_after)
        with Workspace.open(path, key=key, catalogue=small_catalogue(), state=tmp_path / "state") as ws:
            assert not ws.restored
            written = [entry.value for entry in queries.history(ws, company) if entry.name == "staff"]
            assert set(range(acknowledged + 1)) <= set(written)
            shown = queries.show(ws, company).answers["staff"].answer
            assert shown.value in (acknowledged, acknowledged + 1)
            assert shown.note == f"counted {shown.value}"
            assert queries.check(ws).ok


def kill_while_writing(path: Path, key: bytes, company: UUID, stop_after: int) -> int:
    """The last number the writer had acknowledged when it was killed."""
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(company)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root
    ) as writer:
        assert writer.stdin is not None
        assert writer.stdout is not None
        writer.stdin.write(key.hex() + "\n")
        writer.stdin.flush()
        for _ in range(stop_after):
            writer.stdout.readline()
        writer.kill()
        rest = [line for line in writer.stdout.read().split("\n")[:-1] if line]
    return int(rest[-1]) if rest else stop_after - 1
