"""The small parts of the workspace: cells, cipher, lock, drives, files, clock, tokens, attachments, strength."""

from __future__ import annotations

import errno
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctip_desktop.errors import BadInput, InUse, NotFound, WorldError
from ctip_desktop.forms.model import Answer, State
from ctip_desktop.workspace import blobs, cells, cipher, clock, drives, identity, strength
from ctip_desktop.workspace.drives import Drive
from ctip_desktop.workspace.files import write_atomically
from ctip_desktop.workspace.lock import InstanceLock, holder
from ctip_desktop.workspace.problems import world
from ctip_desktop.workspace.tokens import Token
from ctip_desktop.workspace.workspace import Workspace
from tests.workspace.making import CARD, COMPANY, RESEARCH

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
answers = st.one_of(
    texts.map(Answer.of),
    st.integers(-(1 << 63) + 1, (1 << 63) - 1).map(Answer.of),
    st.floats(allow_nan=False, allow_infinity=False).map(Answer.of),
    st.lists(texts, min_size=1, max_size=4).map(lambda x: Answer.of(tuple(x))),
    st.booleans().map(Answer.of),
    st.just(Answer(state=State.UNKNOWN)),
    st.just(Answer(state=State.NOT_APPLICABLE)),
    st.just(Answer()),
)


@given(answers)
def test_an_answer_comes_back_from_its_cell(answer: Answer) -> None:
    assert cells.decode(cells.encode(answer)) == answer


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x), max_leaves=6))
def test_whatever_a_colleague_s_cell_holds_becomes_some_answer(value: object) -> None:
    assert isinstance(cells.decode(json.dumps(value)), Answer)


def test_a_number_beyond_all_bounds_is_kept_as_text() -> None:
    assert cells.decode(cells.encode(Answer.of(10**30))) == Answer.of("1" + "0" * 30)


@pytest.mark.parametrize("text", [None, "", "nonsense", "{", "[" * 100_000, '{"state":"other"}', "1e999"])
def test_broken_cells_are_never_an_error(text: str | None) -> None:
    assert isinstance(cells.decode(text), Answer)


@pytest.mark.parametrize("value", ["\ud800", "x" * 100_001, float("nan"), float("inf"), ("a", "\udfff"), ("a",) * 5001])
def test_what_cannot_be_kept_is_refused_in_plain_words(value: object) -> None:
    with pytest.raises(BadInput) as error:
        cells.encode(Answer.of(value))  # type: ignore[arg-type]
    assert error.value.kept


def test_notes_have_a_limit_of_their_own() -> None:
    assert cells.encode_note("") == "null"
    assert cells.note_of(json.loads(cells.encode_note("seen at the gate"))) == "seen at the gate"
    with pytest.raises(BadInput, match="20,000"):
        cells.encode_note("x" * 20_001)


def test_a_key_depends_on_passphrase_and_salt_and_not_on_how_accents_are_typed() -> None:
    salt = bytes(range(16))
    assert cipher.derive("café lantern", salt).key == cipher.derive("cafe\u0301 lantern", salt).key
    assert cipher.derive("café lantern", salt).key != cipher.derive("café lantern", bytes(16)).key


def test_guessing_a_passphrase_costs_what_the_threat_model_says(shipped_cost: tuple[int, int]) -> None:
    assert shipped_cost == (64 * 1024, 3)


@given(st.binary(min_size=32, max_size=32))
def test_a_recovery_key_survives_being_typed(key: bytes) -> None:
    text = cipher.recovery_text(cipher.Secret(key, bytes(16)))
    assert not set(text) & set("IO01")
    assert cipher.from_recovery_text(" ".join(text.lower().split("-"))) == key
    swapped = ("B" if text[7] != "B" else "C").join((text[:7], text[8:]))
    with pytest.raises(BadInput):
        cipher.from_recovery_text(swapped)


@pytest.mark.parametrize("text", ["", "A", "AAAAA-" * 11, "hello world", "ปปปปป"])
def test_half_a_recovery_key_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        cipher.from_recovery_text(text)


def test_the_lock_names_its_holder_and_is_free_after_release(tmp_path: Path) -> None:
    path = tmp_path / "a.ctip"
    one, other = InstanceLock(path), InstanceLock(path)
    one.take()
    with pytest.raises(InUse, match="another window"):
        other.take()
    one.sign("Laptop North", datetime(2026, 3, 2, 9, 30, tzinfo=UTC))
    with pytest.raises(InUse, match="Laptop North since"):
        other.take()
    one.release()
    one.release()
    assert holder(path) is None
    other.take()
    other.release()


def test_a_note_left_by_a_dead_process_or_by_nobody_knows_whom_does_not_block(tmp_path: Path) -> None:
    path = tmp_path / "a.ctip"
    (tmp_path / "a.ctip.open").write_text("not json")
    (tmp_path / "a.ctip.lock").write_text("")
    lock = InstanceLock(path)
    lock.take()
    with pytest.raises(InUse):
        InstanceLock(path).take()
    lock.release()


MOUNTS = [
    "/dev/sda1 / ext4 rw 0 0",
    "tmpfs /tmp tmpfs rw 0 0",
    "/dev/sdb1 /media/ana/USB\\040STICK vfat rw 0 0",
    "//server/share /mnt/share cifs rw 0 0",
    "server:/x /mnt/nfs nfs4 rw 0 0",
    "ana@host: /mnt/ssh fuse.sshfs rw 0 0",
    "broken line",
]


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/srv/ana", Drive.FIXED),
        ("/tmp/x", Drive.FIXED),
        ("/media/ana/USB STICK/work", Drive.REMOVABLE),
        ("/mnt/share", Drive.NETWORK),
        ("/mnt/sharebutnot", Drive.FIXED),
        ("/mnt/nfs/a", Drive.NETWORK),
        ("/mnt/ssh/a", Drive.NETWORK),
    ],
)
def test_the_kind_of_drive_is_told_by_its_mount(folder: str, kind: Drive) -> None:
    assert drives.on_linux(Path(folder), MOUNTS) is kind


def test_sticks_and_network_drives_get_no_wal_and_the_strictest_sync() -> None:
    assert drives.MODES[Drive.FIXED] == ("wal", "full")
    assert drives.MODES[Drive.REMOVABLE] == drives.MODES[Drive.NETWORK] == ("delete", "extra")
    assert drives.of_mac_flags(0x1000, "apfs") is Drive.FIXED
    assert drives.of_mac_flags(0x1000, "exfat") is Drive.REMOVABLE
    assert drives.of_mac_flags(0x1200, "hfs") is Drive.REMOVABLE
    assert drives.of_mac_flags(0, "smbfs") is Drive.NETWORK


def test_a_workspace_on_a_stick_works_without_side_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.workspace.test_workspace import make, reopen

    monkeypatch.setattr(drives, "kind_of", lambda _path: Drive.REMOVABLE)
    path = tmp_path / "a.ctip"
    with make(path) as ws:
        ws.set_setting("a", 1)
        with ws.reading() as connection:
            assert connection.exec_driver_sql("pragma journal_mode").scalar() == "delete"
            assert connection.exec_driver_sql("pragma synchronous").scalar() == 3
        assert not (tmp_path / "a.ctip-wal").exists()
        key = ws.secret.key
    monkeypatch.setattr(drives, "kind_of", lambda _path: Drive.FIXED)
    with reopen(path, key=key) as ws, ws.reading() as connection:
        assert connection.exec_driver_sql("pragma journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("pragma synchronous").scalar() == 2


def test_nothing_is_ever_spilled_to_a_plain_file_and_erased_bytes_are_overwritten(ws: Workspace) -> None:
    with ws.reading() as connection:
        assert connection.exec_driver_sql("pragma temp_store").scalar() == 2
        assert connection.exec_driver_sql("pragma secure_delete").scalar() == 1


def test_a_file_is_whole_or_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.pdf"
    write_atomically(path, b"one")
    write_atomically(path, b"two")
    assert path.read_bytes() == b"two"

    def full(_self: Path, _data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(WorldError, match="full"):
        write_atomically(path, b"three")
    monkeypatch.undo()
    assert path.read_bytes() == b"two"
    assert [p.name for p in tmp_path.iterdir()] == ["report.pdf"]
    with pytest.raises(NotFound):
        write_atomically(tmp_path / "no" / "folder.pdf", b"x")


def test_bugs_are_not_dressed_up_as_the_world(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), world(tmp_path):
        _ = 1 / 0
    with pytest.raises(OSError, match="odd") as error, world(tmp_path):
        raise OSError(errno.EXDEV, "odd")
    assert not isinstance(error.value, WorldError)


@pytest.mark.parametrize("number", [errno.EIO, errno.ENODEV, errno.ESTALE])
def test_a_stick_that_was_pulled_out_and_a_share_that_is_gone_are_called_so(tmp_path: Path, number: int) -> None:
    with pytest.raises(WorldError, match="does not answer"), world(tmp_path):
        raise OSError(number, "gone")


def test_times_go_to_milliseconds_and_back() -> None:
    moment = datetime(2026, 3, 2, 9, 30, 1, 234000, tzinfo=UTC)
    assert clock.from_ms(clock.to_ms(moment)) == moment
    assert clock.from_ms(1 << 53).year == 9999
    assert clock.looks_wrong(moment + timedelta(days=2), moment)
    assert not clock.looks_wrong(moment - timedelta(days=40), moment)
    assert clock.system_clock().tzinfo is not None


def test_a_token_tells_a_missing_and_a_newer_generation(tmp_path: Path) -> None:
    token = Token(tmp_path, UUID(int=1), UUID(int=2))
    assert token.says_restored(0)
    token.write(3)
    assert token.says_restored(2)
    assert not token.says_restored(3)
    assert not token.says_restored(4)
    (tmp_path / "devices" / f"{UUID(int=1).hex}-{UUID(int=2).hex}").write_text("broken")
    assert token.says_restored(3)


def test_attachments_are_kept_once_and_swept_when_nothing_names_them(ws: Workspace) -> None:
    with ws.writing() as connection:
        one = blobs.put(connection, b"scan", "image/png")
        assert blobs.put(connection, b"scan", "image/png") == one
        unused = blobs.put(connection, b"other", "image/png")
        for wrong in ((b"", "image/png"), (b"x", "rubbish")):
            with pytest.raises(BadInput):
                blobs.put(connection, *wrong)
        with pytest.raises(BadInput, match="25 MB"):
            blobs.put(connection, bytes(blobs.LARGEST + 1), "image/png")
        from ctip_desktop.workspace import journal

        journal.write(connection, [(bytes(16), "file", json.dumps(one))], by=ws.device.writer, at=1)
        journal.write(connection, [(bytes(16), "file", "null")], by=ws.device.writer, at=2)
        assert blobs.sweep(connection) == 1
        assert blobs.get(connection, one) == (b"scan", "image/png")
        assert not blobs.has(connection, unused)
        for name in (unused, "../etc/passwd", ""):
            with pytest.raises(NotFound):
                blobs.get(connection, name)


@pytest.mark.parametrize(
    ("passphrase", "word"),
    [("", "weak"), ("short", "weak"), ("password1", "weak"), ("lantern coast", "weak"), ("seven quiet harbours drift", "strong")],
)
def test_a_passphrase_is_judged_in_one_word(passphrase: str, word: str) -> None:
    verdict = strength.judge(passphrase, ("Lantern Coast", "Ana"))
    assert verdict.strength == word
    assert verdict.enough is (word != "weak")
    assert bool(verdict.advice) is (word in ("weak", "fair"))


@pytest.mark.parametrize("passphrase", ["Mekong123", "mekong-trial-2026", "MEKONG trial north", "xTrialMekongx1"])
def test_words_of_the_programme_the_person_and_the_laptop_count_for_nothing_in_a_passphrase(passphrase: str) -> None:
    known = ("Mekong: Trial/1", "Ana Lu", "north-pc")
    assert strength.names_in(passphrase, known)
    verdict = strength.judge(passphrase, known)
    assert not verdict.enough
    assert f"Leave out “{strength.names_in(passphrase, known)[0]}”" in verdict.advice, "the word is named"


def test_short_parts_of_names_are_no_names() -> None:
    assert strength.names_in("copper banana walks sideways", ("Mekong: Trial/1", "Ana Lu", "pc-1")) == ()


def test_ids_follow_from_subject_and_unique_answers_where_there_is_one_of_each() -> None:
    programme, about = identity.programme_id("Lantern Coast"), UUID(int=5)
    assert identity.record_id(programme, RESEARCH, about, {}) == identity.record_id(programme, RESEARCH, about, {"policy": "x"})
    assert identity.record_id(programme, RESEARCH, about, {}) != identity.record_id(programme, RESEARCH, UUID(int=6), {})
    ana = {"assessor": "Ana", "round": "internal"}
    assert identity.record_id(programme, CARD, about, ana) == identity.record_id(programme, CARD, about, {**ana, "mark": 3})
    assert identity.record_id(programme, CARD, about, ana) != identity.record_id(programme, CARD, about, {**ana, "round": "donor"})
    assert identity.record_id(programme, CARD, about, {"assessor": "Ana"}) != identity.record_id(programme, CARD, about, {"assessor": "Ana"})
    assert identity.record_id(programme, COMPANY, None, {}) != identity.record_id(programme, COMPANY, None, {})
