"""Where files are written: nothing of another kind is written over, nothing half written stays, and the words are plain."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ctip_desktop.errors import WorldError
from ctip_desktop.operations import records
from ctip_desktop.queries import records as queries
from ctip_desktop.reports.build import build
from ctip_desktop.sync import exchange
from ctip_desktop.workspace import backups, files
from ctip_desktop.workspace.workspace import Workspace
from tests.robustness.conftest import Pair


def write_a_bundle(ws: Workspace, path: Path) -> None:
    exchange.make(ws, path)


def write_a_print(ws: Workspace, path: Path) -> None:
    build(ws, "ranking").save(path)


def write_a_card(ws: Workspace, path: Path) -> None:
    files.write_atomically(path, exchange.card(ws).text.encode())


WRITERS = (write_a_bundle, write_a_print, write_a_card)
Write = Callable[[Workspace, Path], None]


@pytest.fixture(scope="module")
def ws(pair: Pair) -> Iterator[Workspace]:
    with pair.fresh() as (lina, _):
        yield lina


def refused(write: Write, ws: Workspace, path: Path) -> str:
    with pytest.raises(WorldError) as caught:
        write(ws, path)
    assert all(part.endswith(".") for part in (caught.value.what, caught.value.kept, caught.value.next_step))
    return caught.value.what


@pytest.mark.parametrize("write", WRITERS)
def test_a_workspace_a_backup_or_a_picture_is_never_written_over(write: Write, ws: Workspace, tmp_path: Path) -> None:
    for name, content in (
        ("sample.ctip", None),
        ("x.ctipbackup", b"x"),
        ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(9)),
        ("data.bin", os.urandom(64) + b"\0\xff"),
    ):
        path = ws.path if content is None else tmp_path / name
        if content is not None:
            path.write_bytes(content)
        before = path.read_bytes()
        assert refused(write, ws, path) == f"There is already a file “{name}”."
        assert path.read_bytes() == before
    assert queries.check(ws).ok


@pytest.mark.parametrize("write", WRITERS)
def test_a_file_of_the_same_kind_is_replaced(write: Write, ws: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "again"
    write(ws, path)
    write(ws, path)
    assert [p.name for p in tmp_path.iterdir()] == ["again"]


@pytest.mark.parametrize("write", WRITERS)
def test_folders_in_the_way_missing_folders_and_files_for_folders_are_told(write: Write, ws: Workspace, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    assert refused(write, ws, tmp_path / "folder") == "“folder” is a folder."
    assert "There is no folder" in refused(write, ws, tmp_path / "none" / "x")
    assert "There is no folder" in refused(write, ws, tmp_path / "file" / "x")
    assert "too long" in refused(write, ws, tmp_path / ("n" * 300))
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["file", "folder"]


@contextmanager
def no_room() -> Iterator[None]:
    """As on a full drive: no file can grow beyond 100 bytes."""
    resource = pytest.importorskip("resource", reason="Windows cannot limit the size of files of a process")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_on_a_full_drive_nothing_half_written_stays_and_the_old_file_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    path.write_bytes(b"%PDF-old")
    with no_room(), pytest.raises(WorldError, match="is full"):
        files.write_atomically(path, b"%PDF-new" + bytes(5000))
    assert path.read_bytes() == b"%PDF-old"
    assert [p.name for p in tmp_path.iterdir()] == ["out.pdf"]


def test_a_read_only_folder_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, data: bytes) -> int:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(WorldError, match="read-only"):
        files.write_atomically(tmp_path / "out.pdf", b"%PDF-new")
    assert list(tmp_path.iterdir()) == []


def test_a_backup_needs_a_folder_that_is_there_or_can_stand_beside_others(ws: Workspace, tmp_path: Path) -> None:
    """A stick that is not plugged in does not become a folder on the disk."""
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    assert refused(lambda ws, path: backups.make(ws, path) and None, ws, tmp_path / "file") == "“file” is a file, not a folder."
    assert "There is no folder" in refused(lambda ws, path: backups.make(ws, path) and None, ws, tmp_path / "stick" / "backups")
    assert backups.make(ws, tmp_path / "new").verified
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "new"]


def test_a_full_drive_while_restoring_leaves_nothing(ws: Workspace, tmp_path: Path) -> None:
    made = backups.make(ws, tmp_path / "b").path
    with no_room(), pytest.raises(WorldError, match="is full"):
        backups.restore(made, tmp_path / "r.ctip", key=ws.secret.key)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["b"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permission bits")
def test_the_file_its_backups_and_the_state_folder_are_this_person_s_alone(ws: Workspace, tmp_path: Path) -> None:
    made = backups.make(ws, tmp_path / "b").path
    restored = backups.restore(made, tmp_path / "r.ctip", key=ws.secret.key)
    with Workspace.create(
        tmp_path / "new.ctip", programme="Other", person="Ana", passphrase="seven quiet lanterns over water", state=tmp_path / "state"
    ):
        side = [p for p in tmp_path.iterdir() if p.name.startswith("new.ctip-")]
        assert {stat.S_IMODE(p.stat().st_mode) for p in (made, restored, tmp_path / "new.ctip", *side)} == {0o600}
    assert stat.S_IMODE((tmp_path / "state" / "devices").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "state").stat().st_mode) == 0o700


@pytest.mark.skipif(os.name == "nt", reason="links need a permission there that people do not have")
def test_a_workspace_behind_a_link_is_opened_locked_and_kept(ws: Workspace, tmp_path: Path) -> None:
    """Two names of one file are one file: whoever comes by the other name is told that it is open."""
    real = tmp_path / "real.ctip"
    names = {"programme": "Other", "person": "Ana", "passphrase": "seven quiet lanterns over water"}
    Workspace.create(real, **names, state=tmp_path / "state").close()
    (tmp_path / "link.ctip").symlink_to(real)
    with Workspace.open(tmp_path / "link.ctip", names["passphrase"], state=tmp_path / "state") as one:
        records.create(one, "company", answers={})
        with pytest.raises(WorldError, match="already open"):
            Workspace.open(real, names["passphrase"], state=tmp_path / "state")
    assert (tmp_path / "link.ctip").is_symlink()
