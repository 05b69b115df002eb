"""The workspace file: made, opened, refused in plain words, and never changed by a refusal."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from ctip_desktop.errors import BadInput, FileTooNew, InUse, NotFound, WorldError, WrongPassphrase
from ctip_desktop.forms.model import Answer, Source
from ctip_desktop.operations import records
from ctip_desktop.queries import records as queries
from ctip_desktop.workspace import backups, cipher, devices, identity
from ctip_desktop.workspace.workspace import Workspace
from tests.workspace.making import PASSPHRASE, Maker, SteppingClock, small_catalogue


def fingerprint(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def make(path: Path, **more: object) -> Workspace:
    given = {"programme": "Lantern Coast", "person": "Ana", "passphrase": PASSPHRASE, "catalogue": small_catalogue(), "state": path.parent / "state"}
    return Workspace.create(path, **{**given, **more})  # type: ignore[arg-type]


def reopen(path: Path, **more: object) -> Workspace:
    return Workspace.open(path, **{"catalogue": small_catalogue(), "state": path.parent / "state", **more})  # type: ignore[arg-type]


# -- an ordinary day -----------------------------------------------------------------------------------------------------------------


def test_a_new_workspace_knows_programme_person_and_laptop(ws: Workspace) -> None:
    assert ws.programme == "Lantern Coast"
    assert ws.person == "Ana"
    assert ws.device.name == "Laptop Ana"
    assert ws.device.recipient.startswith("age1")
    assert devices.device_id(ws.device.public_key) == ws.device.id.bytes
    assert not ws.restored


def test_what_was_answered_is_there_after_closing_and_opening(tmp_path: Path) -> None:
    path = tmp_path / "a.ctip"
    with make(path) as ws:
        device = ws.device.id
        company = records.create(ws, "company", answers={"name": Answer.of("Lotus Foods")}).created[0]
        ws.set_setting("place in the wizard", {"record": str(company), "path": "country"})
    with reopen(path, passphrase=PASSPHRASE) as ws:
        assert queries.show(ws, company).title == "Lotus Foods"
        assert ws.setting("place in the wizard") == {"record": str(company), "path": "country"}
        assert ws.device.id == device
        assert not ws.restored


def test_two_laptops_that_name_the_programme_alike_share_its_record(maker: Maker, tmp_path: Path) -> None:
    with maker.laptop(tmp_path / "1", "Ana") as ana, maker.laptop(tmp_path / "2", "Ben") as ben:
        assert ana.programme_id == ben.programme_id
        assert ana.device.id != ben.device.id
    assert identity.programme_id("  lantern   COAST ") == ana.programme_id


def test_the_recovery_key_opens_without_the_passphrase(tmp_path: Path) -> None:
    path = tmp_path / "a.ctip"
    with make(path) as ws:
        text = ws.recovery_key()
    with reopen(path, key=cipher.from_recovery_text(text.lower().replace("-", " "))) as ws:
        assert ws.programme == "Lantern Coast"


def test_changing_the_passphrase_shuts_the_old_one_out(tmp_path: Path) -> None:
    path = tmp_path / "a.ctip"
    other = "nine loud penguins whisper"
    with make(path) as ws:
        with pytest.raises(WrongPassphrase):
            ws.change_passphrase("not the present one", other)
        with pytest.raises(BadInput):
            ws.change_passphrase(PASSPHRASE, "12345678")
        ws.change_passphrase(PASSPHRASE, other)
        ws.set_setting("still", "works")
    with pytest.raises(WrongPassphrase):
        reopen(path, passphrase=PASSPHRASE)
    with reopen(path, passphrase=other) as ws:
        assert ws.setting("still") == "works"


def test_closing_forgets_the_key_and_may_happen_twice(ws: Workspace) -> None:
    ws.close()
    ws.close()
    assert ws.secret.key == bytes(32)
    assert "Secret(…)" in repr(ws.secret)


def test_two_writers_in_one_window_wait_for_each_other(ws: Workspace) -> None:
    company = records.create(ws, "company", answers={"name": Answer.of("Lotus Foods")}).created[0]
    wrong: list[BaseException] = []

    def write(name: str) -> None:
        try:
            for i in range(25):
                records.answer(ws, company, name, Answer.of(f"{name} {i}"))
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in ("other_names", "about_it", "name")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    shown = queries.show(ws, company)
    assert {shown.answers[n].answer.value for n in ("other_names", "about_it", "name")} == {"other_names 24", "about_it 24", "name 24"}
    assert queries.check(ws).ok


# -- refused, and unchanged ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def shut(maker: Maker, tmp_path: Path) -> Path:
    """A closed workspace of Ana."""
    ws = maker.laptop(tmp_path, "Ana")
    ws.close()
    return ws.path


def test_a_wrong_passphrase_is_told_plainly_and_changes_nothing(shut: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = fingerprint(shut)
    with pytest.raises(WrongPassphrase) as error:
        reopen(shut, passphrase="seven quiet lanterns drifted")
    assert "passphrase" in str(error.value)
    assert fingerprint(shut) == before
    assert capfd.readouterr() == ("", "")
    with reopen(shut, passphrase=PASSPHRASE) as ws:
        assert ws.programme


def test_a_file_of_a_newer_version_is_refused_and_stays_byte_for_byte(shut: Path) -> None:
    with reopen(shut, passphrase=PASSPHRASE) as ws, ws.writing() as connection:
        connection.exec_driver_sql("update alembic_version set version_num='9999'")
    before = fingerprint(shut)
    with pytest.raises(FileTooNew) as error:
        reopen(shut, passphrase=PASSPHRASE)
    assert "newer version" in str(error.value)
    assert fingerprint(shut) == before


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04" + bytes(9000), bytes(5000), b"SQLite format 3\0" + bytes(8176)])
def test_what_cannot_be_a_workspace_is_named_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "list.ctip"
    path.write_bytes(content)
    with pytest.raises(WorldError, match="not a workspace file"):
        reopen(path, passphrase=PASSPHRASE)
    assert path.read_bytes() == content


def test_a_plain_database_is_not_taken_for_a_workspace(tmp_path: Path) -> None:
    path = tmp_path / "other.ctip"
    with sqlite3.connect(path) as connection:
        connection.execute("create table t(a)")
    connection.close()
    with pytest.raises(WorldError, match="not a workspace file"):
        reopen(path, passphrase=PASSPHRASE)


def test_a_missing_file_and_a_folder_are_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="There is no"):
        reopen(tmp_path / "nowhere.ctip", passphrase=PASSPHRASE)
    with pytest.raises(WorldError, match="not a workspace file"):
        reopen(tmp_path, passphrase=PASSPHRASE)


def test_a_new_workspace_never_overwrites_and_needs_names_and_a_fair_passphrase(tmp_path: Path) -> None:
    path = tmp_path / "a.ctip"
    path.write_bytes(b"mine")
    with pytest.raises(WorldError, match="already a file"):
        make(path)
    assert path.read_bytes() == b"mine"
    for wrong in ({"programme": " "}, {"person": ""}, {"passphrase": "lantern coast"}, {"passphrase": "short"}):
        with pytest.raises(BadInput):
            make(tmp_path / "b.ctip", **wrong)
    with pytest.raises(NotFound):
        make(tmp_path / "nowhere" / "b.ctip")
    assert not (tmp_path / "b.ctip").exists()


def test_a_second_window_is_told_who_has_the_file(ws: Workspace) -> None:
    with pytest.raises(InUse) as error:
        reopen(ws.path, passphrase=PASSPHRASE)
    assert "Laptop Ana" in str(error.value)
    assert "Close it there" in str(error.value)


def test_a_damaged_page_is_told_when_it_is_read(shut: Path) -> None:
    data = bytearray(shut.read_bytes())
    for page in range(2, len(data) // 4096):
        data[page * 4096 + 100] ^= 0xFF
    shut.write_bytes(data)
    with pytest.raises(WorldError):
        reopen(shut, passphrase=PASSPHRASE)
    assert shut.read_bytes() == data


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no write permission bits on Windows")
def test_a_read_only_folder_is_told_plainly_and_changes_nothing(shut: Path) -> None:
    folder = Path(tempfile.mkdtemp(prefix="ctip-test-"))
    try:
        path = folder / "a.ctip"
        shutil.copy(shut, path)
        path.chmod(0o444)
        folder.chmod(0o555)
        before = fingerprint(path)
        with as_an_ordinary_user():
            with pytest.raises(WorldError, match="read-only"):
                reopen(path, passphrase=PASSPHRASE, state=shut.parent / "state")
            with pytest.raises(WorldError, match="read-only"):
                make(folder / "new.ctip", state=shut.parent / "state")
        assert fingerprint(path) == before
        assert [p.name for p in folder.iterdir()] == ["a.ctip"]
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


@contextmanager
def as_an_ordinary_user() -> Iterator[None]:
    """Permission bits mean nothing to the administrator."""
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(was)


# -- a full disk ---------------------------------------------------------------------------------------------------------------------


def test_a_full_disk_keeps_everything_that_was_kept_and_goes_on_when_there_is_room(ws: Workspace) -> None:
    company = records.create(ws, "company", answers={"name": Answer.of("Lotus Foods")}).created[0]
    before = queries.check(ws)
    limit_pages(ws, "page_count")
    with pytest.raises(WorldError, match="full") as error:
        records.answer(ws, company, "about_it", Answer.of("x" * 90_000))
    assert "still there" in error.value.kept
    limit_pages(ws, "1000000")
    assert queries.check(ws).digest == before.digest
    records.answer(ws, company, "about_it", Answer.of("x" * 90_000))
    assert queries.check(ws).ok


def limit_pages(ws: Workspace, pages: str) -> None:
    """SQLite's own way to be full."""
    with ws.reading() as connection:
        count = connection.exec_driver_sql("pragma page_count").scalar_one() if pages == "page_count" else int(pages)
        connection.exec_driver_sql(f"pragma max_page_count={count}")


# -- copies and restored files -------------------------------------------------------------------------------------------------------


def test_a_file_copied_to_another_laptop_goes_on_as_a_new_device(shut: Path, tmp_path: Path) -> None:
    with reopen(shut, passphrase=PASSPHRASE) as ws:
        company = records.create(ws, "company", answers={"name": Answer.of("written and not sealed")}).created[0]
        device = ws.device.id
    copy = tmp_path / "elsewhere" / "copy.ctip"
    copy.parent.mkdir()
    shutil.copy(shut, copy)
    with reopen(copy, passphrase=PASSPHRASE) as ws:
        assert ws.restored
        assert ws.device.id != device
        assert queries.show(ws, company).title == "written and not sealed"
        assert {entry.device for entry in queries.history(ws, company)} == {ws.device.name}
        with ws.reading() as connection:
            of_old = connection.exec_driver_sql(
                "select count(*) from segment s join device d on d.n=s.card where d.id=?", (device.bytes,)
            ).scalar_one()
        assert of_old == 0
        assert queries.check(ws).ok
    with reopen(copy, passphrase=PASSPHRASE) as ws:
        assert not ws.restored


def test_an_older_state_put_back_is_noticed_after_a_segment_was_sealed(shut: Path) -> None:
    older = shut.read_bytes()
    with reopen(shut, passphrase=PASSPHRASE) as ws:
        records.create(ws, "company", answers={"name": Answer.of("sealed and perhaps given away")})
        queries.check(ws)
        device = ws.device.id
    shut.write_bytes(older)
    with reopen(shut, passphrase=PASSPHRASE) as ws:
        assert ws.restored
        assert ws.device.id != device


# -- nothing in plain ----------------------------------------------------------------------------------------------------------------

SENTINEL = "Wolkenpalast-7319"


def test_no_answer_stands_in_plain_in_any_file(maker: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    for variable in ("TMPDIR", "SQLITE_TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(variable, str(scratch))
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    with maker.laptop(tmp_path, "Ana") as ws:
        source = Source("media", f"{SENTINEL} source", "https://example.org")
        answers = {"name": Answer.of(SENTINEL, note=f"{SENTINEL} note", sources=(source,)), "about_it": Answer.of(f"{SENTINEL} text " * 500)}
        company = records.create(ws, "company", answers=answers).created[0]
        records.attach(ws, f"{SENTINEL} file".encode() * 3000, "text/plain")
        for i in range(40):
            records.answer(ws, company, "other_names", Answer.of(f"{SENTINEL} {i}"))
        assert queries.search(ws, "wolkenpalast")
        backups.rehearse(ws, backups.make(ws).path)
        assert (tmp_path / "ana.ctip-wal").stat().st_size > 0
        look_for(tmp_path)
    look_for(tmp_path)


def look_for(folder: Path) -> None:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert any(path.suffix == ".ctipbackup" for path in files)
    for path in files:
        data = path.read_bytes().lower()
        for encoding in ("utf-8", "utf-16-le"):
            assert SENTINEL.lower().encode(encoding) not in data, path
    assert not (folder / "ana.ctip").read_bytes().startswith(b"SQLite format 3")


def test_the_clock_can_be_any(tmp_path: Path) -> None:
    clock = SteppingClock()
    with make(tmp_path / "a.ctip", clock=clock) as ws:
        assert ws.now().year == 2026
        assert ws.clock() // 1000 >= int(clock.start.timestamp())


FULL_DRIVE = """
import resource, sys
from pathlib import Path
from ctip_desktop.errors import WorldError
from ctip_desktop.workspace import cipher
from tests.workspace.test_workspace import PASSPHRASE, Answer, backups, make, queries, records, reopen

cipher.MEMORY_KIB, cipher.PASSES = 64, 1
folder, step = Path(sys.argv[1]), sys.argv[2]

def full():
    resource.setrlimit(resource.RLIMIT_FSIZE, (120_000, resource.RLIM_INFINITY))

if step == "make":
    full()
    work = lambda: make(folder / "b.ctip")
elif step == "back up":
    ws = reopen(folder / "ana.ctip", passphrase=PASSPHRASE)
    full()
    work = lambda: backups.make(ws, folder / "out")
else:
    ws = reopen(folder / "ana.ctip", passphrase=PASSPHRASE)
    company = queries.list_records(ws, "company")[0].id
    full()
    work = lambda: records.answer(ws, company, "about_it", Answer.of("x" * 100_000))
try:
    work()
except WorldError as error:
    sys.stdout.write(str(error))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot limit the size of files of a process")
@pytest.mark.parametrize("step", ["make", "back up", "answer"])
def test_when_the_drive_takes_no_more_the_file_is_as_before(ws: Workspace, tmp_path: Path, step: str) -> None:
    records.create(ws, "company", answers={"name": Answer.of("Lotus Foods")})
    ws.close()
    before = fingerprint(ws.path)
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", FULL_DRIVE, str(tmp_path), step], capture_output=True, text=True, cwd=root, check=False)
    assert done.stderr == ""
    assert done.stdout
    assert fingerprint(ws.path) == before
    assert not (tmp_path / "b.ctip").exists()
    assert not list((tmp_path / "out").glob("*")) if (tmp_path / "out").exists() else True
    with reopen(ws.path, passphrase=PASSPHRASE) as again:
        assert queries.check(again).ok


def test_a_folder_that_became_read_only_holds_up_no_lock_and_no_unlocking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever locks can unlock again, and the words written before are there."""

    def refuse(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(f"{path.name} {missing_ok}")

    path = tmp_path / "one.ctip"
    one = make(path)
    made = records.create(one, "company", answers={"name": Answer.of("Lotus")}).created[0]
    monkeypatch.setattr(Path, "unlink", refuse)
    one.close()
    with reopen(path, passphrase=PASSPHRASE) as again:
        assert queries.show(again, made).title == "Lotus"
