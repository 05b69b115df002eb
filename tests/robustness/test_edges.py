"""Clocks that stand or run ahead, passphrases typed on other keyboards, odd names: nothing breaks, and nothing is lost."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from ctip_desktop.cli.common import passphrase
from ctip_desktop.errors import BadBundle, BadInput, WorldError, WrongPassphrase
from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records, undo
from ctip_desktop.queries import records as queries
from ctip_desktop.sync import exchange
from ctip_desktop.workspace import backups, files, journal
from ctip_desktop.workspace.workspace import Workspace
from tests.robustness.conftest import Pair
from tests.robustness.reading import ask_everything

PASSPHRASE = "seven quiet lanterns over water"
INDIA = timezone(timedelta(hours=5, minutes=30))


def laptop(folder: Path, who: str, now: datetime | None = None, **more: str) -> Workspace:
    clock = (lambda: now) if now is not None else (lambda: datetime(2026, 10, 13, 9, tzinfo=UTC))
    names = {"programme": "Lantern Coast", "person": who, "passphrase": PASSPHRASE, "device": f"Laptop {who}"} | more
    return Workspace.create(folder / f"{who}.ctip", **names, clock=clock, state=folder / "state")


def hand_over(one: Workspace, other: Workspace) -> exchange.Receipt:
    path = one.path.with_suffix(".ctipbundle")
    exchange.make(one, path, to=[other.device.id])
    return exchange.bring_in(other, path)


# -- clocks ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "now",
    [
        datetime(1970, 1, 1, 1, tzinfo=INDIA),  # before 1970 in Greenwich
        datetime(1904, 1, 1, tzinfo=UTC),
        datetime(2099, 12, 31, 23, 59, tzinfo=INDIA),
        datetime(9999, 12, 31, 12, tzinfo=timezone(timedelta(hours=-9, minutes=-30))),
    ],
)
def test_what_a_laptop_with_a_wrong_clock_wrote_arrives_and_the_clock_is_told(tmp_path: Path, now: datetime) -> None:
    with laptop(tmp_path, "Lina", now) as lina, laptop(tmp_path, "Joram") as joram:
        exchange.trust(joram, exchange.card(lina).text)
        exchange.trust(lina, exchange.card(joram).text)
        company = records.create(lina, "company", answers={"name": Answer.of("Selan Pearl")}).created[0]
        receipt = hand_over(lina, joram)
        assert any("clock" in warning for warning in receipt.warnings) == (now.year > 2026)
        back = hand_over(joram, lina)
        assert any("clock" in warning for warning in back.warnings) == (now.year < 2026)
        for ws in (lina, joram):
            assert queries.show(ws, company).title == "Selan Pearl"
            assert queries.check(ws).ok
            assert backups.make(ws).verified
            ask_everything(ws)
        records.answer(lina, company, "place", Answer.of("Port"))
        assert undo.undo(lina) is not None


def test_a_clock_that_jumped_ahead_does_not_remove_all_old_backups_at_once(tmp_path: Path) -> None:
    for n in range(40):
        (tmp_path / f"a {datetime(2026, 1, 1) + timedelta(days=n):%Y%m%d-%H%M%S}-000.ctipbackup").write_bytes(b"x")
    gone = backups.thin_out(tmp_path, "a", datetime(2099, 1, 1, tzinfo=UTC))
    assert len(gone) == backups.MOST_REMOVED
    assert len(list(tmp_path.iterdir())) == 40 - backups.MOST_REMOVED
    while backups.thin_out(tmp_path, "a", datetime(2026, 2, 10, tzinfo=UTC)):
        pass
    assert len(backups.listed(tmp_path, "a")) < 25


# -- passphrases -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word",
    [
        "Éclair über Ångström ñandú",
        "ประภาคาร เจ็ด สายน้ำ ตะกร้า",
        "🐘🪔🌊🧺 and seven baskets",
        "lantern river " * 700,
        "  river lantern seven basket  ",
    ],
)
def test_a_passphrase_opens_however_its_accents_are_composed(tmp_path: Path, word: str) -> None:
    with laptop(tmp_path, "Lina", passphrase=unicodedata.normalize("NFC", word)) as ws:
        path = ws.path
    with Workspace.open(path, unicodedata.normalize("NFD", word), state=tmp_path / "state") as ws:
        ws.change_passphrase(word, f"{word} again")
    with Workspace.open(path, f"{word} again", state=tmp_path / "state"):
        pass
    with pytest.raises(WrongPassphrase):
        Workspace.open(path, word, state=tmp_path / "state")


def test_a_half_character_in_a_passphrase_is_no_crash(tmp_path: Path) -> None:
    with laptop(tmp_path, "Lina") as ws:
        path = ws.path
    for word in ("\ud800", "", "\0", "x" * 1_000_000):
        with pytest.raises(WrongPassphrase):
            Workspace.open(path, word, state=tmp_path / "state")


def test_a_passphrase_file_of_any_editor_is_read(tmp_path: Path) -> None:
    for data in (b"\xef\xbb\xbfsome words\r\n", b"some words\n", b"some words", b"some words\r\nand more"):
        (tmp_path / "p.txt").write_bytes(data)
        assert passphrase(tmp_path / "p.txt") == "some words"
    (tmp_path / "p.txt").write_bytes(b"\xff\xfes\0")
    with pytest.raises(BadInput):
        passphrase(tmp_path / "p.txt")


# -- names -------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["\ud800", "a\nb", "a\0b", "n" * 201, "\u202e", "   "])
def test_names_that_could_not_stand_on_a_card_are_refused_and_nothing_is_made(tmp_path: Path, name: str) -> None:
    for what in ("programme", "person", "device"):
        if what == "device" and not name.strip():
            continue  # then the laptop's own name is taken
        with pytest.raises(WorldError):
            laptop(tmp_path, "Lina", **{what: name})
    assert not list(tmp_path.glob("*.ctip"))


@pytest.mark.parametrize("name", ['"\\ud800"', '"one\\ntwo\\u0000"', '"' + "n" * 5000 + '"', '["a"]', "7", '"\\u202e\\u2028"', "{}", "null"])
def test_a_programme_that_a_colleague_named_oddly_still_has_a_card_and_a_name(tmp_path: Path, name: str) -> None:
    with laptop(tmp_path, "Lina") as ws:
        with ws.writing() as connection:
            journal.write(connection, [(ws.programme_id.bytes, "name", name)], by=ws.device.writer, at=ws.clock())
            ws.project(connection, [ws.programme_id.bytes])
        assert 0 < len(ws.programme) <= 200
        assert ws.programme.isprintable()
        assert exchange.card(ws).programme_id == ws.programme_id


def test_the_card_of_another_programme_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with laptop(tmp_path, "Lina") as lina, laptop(tmp_path, "Omar", programme="Other Shore") as omar, pytest.raises(BadBundle) as caught:
        exchange.trust(lina, exchange.card(omar).text)
    assert "“Other Shore”" in caught.value.what
    assert "“Lantern Coast”" in caught.value.what
    assert "in the programme “Other Shore”" in caught.value.next_step
    assert "“Join a colleague’s programme”" in caught.value.next_step


def test_an_answer_that_no_other_laptop_would_take_in_is_refused(tmp_path: Path) -> None:
    with laptop(tmp_path, "Lina") as ws:
        company = records.create(ws, "company", answers={"name": Answer.of("Selan Pearl")}).created[0]
        many = tuple(f"{n:0100000}" for n in range(12))
        for answer in (
            Answer.of(many),
            Answer.of("half \ud800"),
            Answer.of("x", note="half \udfff"),
            Answer.of(float("inf")),
            Answer.of("x" * 100_001),
        ):
            with pytest.raises(BadInput):
                records.answer(ws, company, "name", answer)
        assert queries.show(ws, company).title == "Selan Pearl"


# -- what could be taken back --------------------------------------------------------------------------------------------------------


def steps(ws: Workspace) -> int:
    with ws.reading() as connection:
        return int(connection.exec_driver_sql("select count(*) from operation").scalar_one())


def test_steps_older_than_30_days_are_forgotten_on_closing_newer_ones_stay(tmp_path: Path) -> None:
    days = [0]

    def clock() -> datetime:
        return datetime(2026, 10, 1, tzinfo=UTC) + timedelta(days=days[0])

    def reopened() -> Workspace:
        return Workspace.open(tmp_path / "Lina.ctip", PASSPHRASE, clock=clock, state=tmp_path / "state")

    with laptop(tmp_path, "Lina", clock()) as ws:
        records.create(ws, "company", answers={"name": Answer.of("Old text")})
    days[0] = 20
    with reopened() as ws:
        records.create(ws, "company", answers={"name": Answer.of("Newer")})
        assert steps(ws) == 2
    days[0] = 40
    with reopened() as ws:
        assert steps(ws) == 2
    with reopened() as ws:
        assert steps(ws) == 1
        assert undo.undo(ws) is not None
    with reopened() as ws:
        assert steps(ws) == 0


def test_closing_while_somebody_writes_does_not_wait(pair: Pair) -> None:
    began, closed, waited_for = threading.Event(), threading.Event(), []

    def write() -> None:
        with suppress(WorldError), lina.writing():
            began.set()
            waited_for.append(not closed.wait(60))

    with pair.fresh() as (lina, _):
        writer = threading.Thread(target=write)
        writer.start()
        assert began.wait(60)
        lina.close()
        closed.set()
        writer.join()
    assert waited_for == [False]


def test_what_an_interrupted_backup_left_is_removed_a_day_later(tmp_path: Path, make_old: Callable[[Path], None]) -> None:
    with laptop(tmp_path, "Lina") as ws:
        folder = backups.make(ws).path.parent
        old, new, foreign = (
            folder / ".Lina 20260101-000000-000.ctipba.0a1b2c3d.part",
            folder / ".Lina 2026.0a1b2c3e.part",
            folder / ".other.0a1b2c3d.part",
        )
        for path in (old, new, foreign):
            files.make_private(path)
        make_old(old)
        make_old(foreign)
        ws._clock = lambda: datetime(2026, 10, 14, tzinfo=UTC)
        backups.make(ws)
        assert [path.exists() for path in (old, new, foreign)] == [False, True, True]


@pytest.fixture
def make_old() -> Callable[[Path], None]:
    import os

    return lambda path: os.utime(path, (0, 0))
