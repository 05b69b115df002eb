"""Backups: whole, checked, thinned out, tried out, restored as a new device."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctip_desktop.errors import BadInput, FileTooNew, NotFound, WorldError, WrongPassphrase
from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.queries import records as queries
from ctip_desktop.workspace import backups
from ctip_desktop.workspace.workspace import Workspace
from tests.workspace.making import PASSPHRASE, small_catalogue

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
times = st.lists(st.integers(0, 900 * 24).map(lambda hours: NOW - timedelta(hours=hours)), max_size=60)


@given(times)
def test_thinning_keeps_the_newest_and_one_of_each_period_and_never_the_unlisted(given_times: list[datetime]) -> None:
    kept = backups.to_keep(given_times, NOW)
    newest_first = sorted(set(given_times), reverse=True)
    assert kept <= set(given_times)
    assert set(newest_first[: backups.NEWEST_KEPT]) <= kept
    for time in given_times:
        if NOW - time <= timedelta(days=backups.DAYS_KEPT):
            assert any(one.date() == time.date() for one in kept)
    assert len(kept) <= backups.NEWEST_KEPT + backups.DAYS_KEPT + 1 + backups.WEEKS_KEPT + 1 + backups.MONTHS_KEPT + 2


@given(times)
def test_thinning_twice_is_thinning_once(given_times: list[datetime]) -> None:
    once = backups.to_keep(given_times, NOW)
    assert backups.to_keep(once, NOW) == once


def test_a_hundred_daily_backups_leave_two_weeks_of_days_then_weeks_then_months() -> None:
    kept = sorted(backups.to_keep([NOW - timedelta(days=n) for n in range(400)], NOW), reverse=True)
    assert kept[:15] == [NOW - timedelta(days=n) for n in range(15)]
    assert 30 < len(kept) < 40


def test_a_backup_is_made_beside_the_file_checked_and_can_be_tried_out(ws: Workspace) -> None:
    assert backups.health(ws).changed_since
    made = backups.make(ws)
    assert made.verified
    assert made.path.parent == ws.backup_folder
    assert not backups.health(ws).changed_since
    assert backups.health(ws).rehearsed_at is None
    assert backups.rehearse(ws).digest == made.digest
    assert backups.health(ws).rehearsed_at is not None
    assert [path.name for path in ws.backup_folder.iterdir()] == [made.path.name]


def test_a_backup_of_the_same_moment_takes_the_next_name_and_the_first_one_stays(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = ws.now()
    monkeypatch.setattr(ws, "now", lambda: moment)
    first = backups.make(ws)
    before = first.path.read_bytes()
    second = backups.make(ws)
    assert second.path != first.path
    assert first.path.read_bytes() == before
    assert {one.path for one in backups.listed(ws.backup_folder)} == {first.path, second.path}


def test_a_backup_is_due_only_when_something_changed_and_the_last_one_is_old(ws: Workspace) -> None:
    assert backups.make_if_due(ws) is not None
    assert backups.make_if_due(ws, timedelta(0)) is None
    records.create(ws, "company", answers={"name": Answer.of("Lotus")})
    assert backups.make_if_due(ws) is None
    assert backups.make_if_due(ws, timedelta(0)) is not None


def test_a_restored_backup_holds_everything_and_goes_on_as_a_new_device(ws: Workspace, tmp_path: Path) -> None:
    company = records.create(ws, "company", answers={"name": Answer.of("Lotus")}).created[0]
    made = backups.make(ws)
    records.answer(ws, company, "name", Answer.of("after the backup"))
    target = tmp_path / "restored.ctip"
    assert backups.restore(made.path, target, PASSPHRASE) == target
    with Workspace.open(target, PASSPHRASE, catalogue=small_catalogue(), state=tmp_path / "state") as other:
        assert other.restored
        assert other.device.id != ws.device.id
        assert queries.show(other, company).title == "Lotus"
        assert queries.check(other).ok


def test_a_restored_file_says_nothing_of_the_backups_of_the_file_it_came_from(ws: Workspace, tmp_path: Path) -> None:
    backups.rehearse(ws, backups.make(ws).path)
    restored = backups.restore(backups.make(ws).path, tmp_path / "new.ctip", PASSPHRASE)
    with Workspace.open(restored, PASSPHRASE, catalogue=small_catalogue(), state=tmp_path / "new-state") as again:
        health = backups.health(again)
    assert (health.made_at, health.rehearsed_at, health.path) == (None, None, None)


def test_trying_an_older_backup_says_nothing_about_the_newest(ws: Workspace) -> None:
    older, newest = backups.make(ws), backups.make(ws)
    assert backups.rehearse(ws, older.path).verified
    assert backups.health(ws).rehearsed_at is None
    backups.rehearse(ws, newest.path)
    assert backups.health(ws).rehearsed_at is not None


def test_a_backup_that_was_cut_short_is_called_a_backup(ws: Workspace, tmp_path: Path) -> None:
    made = backups.make(ws)
    made.path.write_bytes(made.path.read_bytes()[:70_000])
    with pytest.raises(WorldError, match="is no backup, or not a whole one") as told:
        backups.restore(made.path, tmp_path / "new.ctip", PASSPHRASE)
    assert ".ctip." not in str(told.value.next_step)
    assert "another backup" in str(told.value.next_step)


def test_restoring_never_overwrites_and_leaves_nothing_behind_when_it_fails(ws: Workspace, tmp_path: Path) -> None:
    made = backups.make(ws)
    taken = tmp_path / "taken.ctip"
    taken.write_bytes(b"mine")
    with pytest.raises(WorldError, match="already a file"):
        backups.restore(made.path, taken, PASSPHRASE)
    assert taken.read_bytes() == b"mine"
    before = made.path.read_bytes()
    with pytest.raises(WrongPassphrase):
        backups.restore(made.path, tmp_path / "new.ctip", "not this one")
    with pytest.raises(NotFound):
        backups.restore(tmp_path / "none.ctipbackup", tmp_path / "new.ctip", PASSPHRASE)
    assert made.path.read_bytes() == before
    assert not [path for path in tmp_path.iterdir() if "new.ctip" in path.name]


def test_a_damaged_backup_is_found_out_and_not_restored(ws: Workspace, tmp_path: Path) -> None:
    made = backups.make(ws)
    data = bytearray(made.path.read_bytes())
    data[len(data) // 2] ^= 1
    made.path.write_bytes(data)
    with pytest.raises(WorldError, match="damaged"):
        backups.rehearse(ws)
    with pytest.raises(WorldError, match="damaged"):
        backups.restore(made.path, tmp_path / "new.ctip", PASSPHRASE)
    assert not (tmp_path / "new.ctip").exists()


def test_a_damaged_workspace_does_not_displace_a_good_backup(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    good = backups.make(ws)

    def broken(*_: object) -> str:
        raise WorldError("damaged")

    monkeypatch.setattr(backups, "verify", broken)
    for _ in range(3):
        with pytest.raises(WorldError):
            backups.make(ws)
    assert [path.name for path in ws.backup_folder.iterdir()] == [good.path.name]


def test_a_backup_of_a_newer_version_is_refused(ws: Workspace, tmp_path: Path) -> None:
    with ws.writing() as connection:
        connection.exec_driver_sql("update alembic_version set version_num='9999'")
    with pytest.raises(FileTooNew):
        backups.make(ws)
    with ws.writing() as connection:
        connection.exec_driver_sql("update alembic_version set version_num='0001'")


def test_a_full_drive_is_told_before_anything_is_written(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "has_room", lambda *_: False)
    with pytest.raises(WorldError, match="full"):
        backups.make(ws)
    assert not list(ws.backup_folder.iterdir())


def test_old_backups_of_this_workspace_go_and_files_of_others_stay(ws: Workspace) -> None:
    folder = ws.backup_folder
    folder.mkdir()
    old = [folder / backups._file_name("ana", ws.now() - timedelta(hours=3 * n + 1), "") for n in range(60)]
    strangers = [folder / "ana.txt", folder / "ana yesterday.ctipbackup", folder / backups._file_name("ben", ws.now() - timedelta(days=900), "")]
    for path in (*old, *strangers):
        path.write_bytes(b"x")
    backups.make(ws, reason="by-hand")
    while backups.thin_out(folder, "ana", ws.now()):  # a few at a time
        continue
    left = set(folder.iterdir())
    assert set(strangers) <= left
    assert 5 <= len(left & set(old)) < 25
    assert backups.listed(folder, "ana")[0].reason == "by-hand"


def test_the_backup_folder_can_be_moved_and_must_be_there(ws: Workspace, tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        backups.set_folder(ws, tmp_path / "nowhere")
    place = tmp_path / "stick"
    place.mkdir()
    backups.set_folder(ws, place)
    assert backups.make(ws).path.parent == place


def test_a_folder_that_cannot_be_written_to_is_refused_and_the_old_one_stays(ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_args: object, **_kwargs: object) -> None:
        raise OSError(30, "Read-only file system")

    before = ws.backup_folder
    monkeypatch.setattr(Path, "touch", locked)
    with pytest.raises(BadInput, match="Nothing can be written into the folder"):
        backups.set_folder(ws, tmp_path)
    monkeypatch.undo()
    assert ws.backup_folder == before
    backups.set_folder(ws, tmp_path)
    assert not list(tmp_path.glob(".ctip-*"))


def test_trying_out_without_a_backup_is_told_plainly(ws: Workspace) -> None:
    with pytest.raises(WorldError, match="no backup yet"):
        backups.rehearse(ws)


def test_why_a_backup_that_was_due_was_not_made_is_remembered_until_one_is_made(ws: Workspace, tmp_path: Path) -> None:
    ws.set_setting("backups", str(tmp_path / "stick" / "backups"))
    with pytest.raises(NotFound):
        backups.make_if_due(ws)
    assert "plug in the drive" in backups.health(ws).trouble
    (tmp_path / "stick").mkdir()
    backups.make(ws)
    assert backups.health(ws).trouble == ""


def test_why_a_backup_by_hand_was_not_made_is_remembered_too_and_a_copy_elsewhere_changes_nothing(ws: Workspace, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        backups.make(ws, tmp_path / "elsewhere" / "copies")
    assert backups.health(ws).trouble == ""
    ws.set_setting("backups", str(tmp_path / "stick" / "backups"))
    with pytest.raises(NotFound):
        backups.make(ws)
    assert "plug in the drive" in backups.health(ws).trouble
