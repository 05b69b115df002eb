"""What two people do with a stick: hand over, settle, take back, be warned. Real files, real keys, real bundles."""

import json
import re
from pathlib import Path

import pytest

from ctip_desktop.errors import BadBundle, BadInput, NotFound, WorldError
from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records, rounds
from ctip_desktop.queries.exchange import colleagues
from ctip_desktop.sync import exchange
from ctip_desktop.tasks import Cancelled, Progress
from ctip_desktop.workspace import blobs
from ctip_desktop.workspace.workspace import Workspace
from tests.sync.conftest import PASSPHRASE


def test_a_company_goes_over_and_the_next_bundle_carries_only_what_is_new(pair):
    lina, joram = pair
    company = lina.company("Selan Pearl Fisheries")
    first = lina.gives(joram)
    assert joram.shows(company, "name") == "Selan Pearl Fisheries"
    assert (first.new, first.conflicts, first.sender, first.laptop, first.number) == (1, 0, "Lina", "Lina's laptop", 1)
    assert first.backup.is_file()
    joram.gives(lina)
    assert lina.digest == joram.digest
    lina.write(company, workers="1400")
    made = exchange.make(lina.ws, lina.folder / "next.ctipbundle", to=[joram.ws.device.id])
    assert (made.changes, made.number, made.to, made.complete) == (1, 2, ("Joram",), False)
    second = joram.gets(made.path)
    assert (second.new, second.changed, second.follows) == (0, 1, 1)
    assert joram.gives(lina).words == second.words, "read aloud by phone: both hold the same"


def test_two_people_change_the_same_answer_both_are_kept_and_one_settles_it(pair):
    lina, joram = pair
    company = lina.company("Okavi Garments")
    lina.gives(joram)
    lina.write(company, town="Ayutthaya")
    joram.write(company, town="Rayong")
    receipt = joram.gives(lina)
    lina.gives(joram)
    assert receipt.conflicts == 1
    assert lina.versions(company, "town") == joram.versions(company, "town") == {"Ayutthaya", "Rayong"}
    assert lina.conflicts == joram.conflicts == {(company.bytes, "town")}
    lina.write(company, town=joram.shows(company, "town"))
    settled = lina.gives(joram)
    assert [item.kind for group in settled.items for item in group.items] == ["settled"]
    assert (settled.changed, settled.conflicts) == (1, 0)
    assert lina.conflicts == joram.conflicts == frozenset()
    lina.write(company, town="Rayong, two sites")
    lina.gives(joram)
    joram.gives(lina)
    assert lina.conflicts == joram.conflicts == frozenset()
    assert joram.shows(company, "town") == "Rayong, two sites"
    assert lina.digest == joram.digest


def test_the_preview_tells_when_a_round_was_closed_and_numbers_as_people_write_them(pair):
    lina, joram = pair
    record = rounds.begin(lina.ws, "donor").created[0]
    lina.gives(joram)
    records.create(lina.ws, "contribution", answers={"value": Answer.of(5000.0)})
    rounds.close(lina.ws, record)
    told = {item.label: item.new for group in exchange.preview(joram.ws, lina.sends(joram)).items for item in group.items}
    assert re.fullmatch(r"20\d\d-\d\d-\d\d \d\d:\d\d", told["time of closing"])
    facts = [fact for group in exchange.preview(joram.ws, lina.sends(joram)).items for item in group.items for fact in item.facts]
    assert "5000" in [words for _question, words in facts]


def test_the_preview_says_what_would_change_from_whom_and_changes_nothing(pair):
    lina, joram = pair
    known, note = lina.company("Tasini Ceramics"), "Two of three sites work by the code."
    lina.gives(joram)
    lina.write(known, website="https://tasini.example", **{"website.note": note})
    joram.write(known, website="https://other.example")
    lina.company("Velora Staffing")
    path, before = lina.sends(joram), joram.digest
    rows = joram.run("select count(*), (select count(*) from segment), (select count(*) from exchange), (select count(*) from receipt) from change")
    seen = exchange.preview(joram.ws, path)
    assert joram.digest == before
    assert (
        joram.run("select count(*), (select count(*) from segment), (select count(*) from exchange), (select count(*) from receipt) from change")
        == rows
    )
    assert (seen.sender, seen.signed, seen.new, seen.changed, seen.conflicts) == ("Lina", True, 1, 1, 1)
    assert seen.already is None
    first, second = seen.items
    assert (first.title, first.to_settle, second.title) == ("Tasini Ceramics", 1, "Velora Staffing")
    website = next(i for i in first.items if i.field == "website")
    assert (website.kind, website.old, website.new, website.by, website.laptop) == (
        "to_settle",
        "https://other.example",
        "https://tasini.example",
        "Lina",
        "Lina's laptop",
    )
    assert [i.new for i in first.items if i.field == "website.note"] == [note]
    assert [i.kind for i in second.items] == ["new"]
    done = joram.gets(path)
    assert (done.new, done.changed, done.conflicts, done.records, done.items) == (seen.new, seen.changed, seen.conflicts, seen.records, seen.items)


def test_an_import_taken_back_leaves_the_state_as_it_was_bit_for_bit(pair):
    lina, joram = pair
    company = lina.company("Selan Pearl Fisheries")
    lina.gives(joram)
    joram.write(company, town="Ranong")
    path = joram.sends(lina)  # also closes Joram's own run, so that the digests below are of sealed changes alone
    before = joram.digest
    lina.write(company, name="Selan Pearls", workers="12")
    lina.company("Okavi Garments")
    receipt = lina.gives(joram)
    after = joram.digest
    assert after != before
    back = exchange.take_back(joram.ws, receipt.bundle)
    assert joram.digest == before
    assert joram.shows(company, "name") == "Selan Pearl Fisheries"
    assert back.changes == 2 + 1, "two answers of a company that was here, and a new company with its name"
    assert company in back.records
    assert [r for (r,) in joram.run("select title from record where form='company'")] == ["Selan Pearl Fisheries"]
    again = exchange.bring_back(joram.ws, receipt.bundle)
    assert joram.digest == after
    assert again.changes == back.changes
    assert path.is_file()


def test_taking_back_twice_or_something_unknown_is_a_sentence(pair):
    lina, joram = pair
    lina.company("Selan Pearl Fisheries")
    receipt = lina.gives(joram)
    with pytest.raises(BadInput, match="counts already"):
        exchange.bring_back(joram.ws, receipt.bundle)
    exchange.take_back(joram.ws, receipt.bundle)
    with pytest.raises(BadInput, match="taken back already"):
        exchange.take_back(joram.ws, receipt.bundle)
    for nonsense in ("", "zz", "00" * 16, receipt.bundle[:8]):
        with pytest.raises(NotFound):
            exchange.take_back(joram.ws, nonsense)


def test_what_was_taken_back_stays_so_when_it_comes_another_way_and_returns_with_the_same_bundle(pair, laptop):
    lina, joram = pair
    sefa = laptop("Sefa")
    sefa.meets(lina, joram)
    company = lina.company("Selan Pearl Fisheries")
    path = lina.sends(joram)
    receipt = joram.gets(path)
    lina.gives(sefa)
    exchange.take_back(joram.ws, receipt.bundle)
    relayed = sefa.sends(joram)
    seen = exchange.preview(joram.ws, relayed)
    assert any("taken back" in w for w in seen.warnings)
    joram.gets(relayed)
    assert joram.shows(company, "name") is None
    joram.write(company, name="Joram's own")
    assert exchange.preview(joram.ws, path).taken_back
    again = joram.gets(path)
    assert again.conflicts == 1
    assert joram.versions(company, "name") == {"Selan Pearl Fisheries", "Joram's own"}, "never a silent overwrite of what was set aside"


def test_the_same_bundle_twice_is_a_sentence_and_changes_nothing(pair):
    lina, joram = pair
    lina.company("Selan Pearl Fisheries")
    path = lina.sends(joram)
    joram.gets(path)
    state = joram.digest
    seen = exchange.preview(joram.ws, path)
    assert (seen.new, seen.changed, seen.known > 0) == (0, 0, True)
    assert seen.already is not None
    with pytest.raises(BadBundle, match="already: it was imported on 12 Oct 2026"):
        joram.gets(path)
    assert joram.digest == state


def test_a_bundle_for_somebody_else_from_a_stranger_or_of_another_programme_is_refused(pair, laptop):
    lina, joram = pair
    sefa, other = laptop("Sefa"), laptop("Mara", programme="Harbour Line")
    lina.meets(sefa)
    company = lina.company("Selan Pearl Fisheries")
    state = joram.digest
    with pytest.raises(BadBundle, match="made for somebody else, or for another programme: there is no key") as refused:
        joram.gets(lina.sends(sefa))
    assert "Is it of another programme? Then open that programme, and import it there." in refused.value.next_step
    exchange.trust(sefa.ws, exchange.card(joram.ws).text)
    with pytest.raises(BadBundle, match="card you have not added"):
        joram.gets(sefa.sends(joram))
    with pytest.raises(BadBundle, match="“Harbour Line”"):
        other.meets(joram)
    with pytest.raises(BadBundle, match=r"You made this bundle yourself, for .*, on 12 Oct 2026"):
        lina.gets(exchange.make(lina.ws, lina.folder / "own.ctipbundle", to_age=[exchange.card(lina.ws).recipient]).path)
    assert joram.digest == state
    assert joram.shows(company, "name") is None


def test_work_of_somebody_whose_card_is_not_here_is_kept_and_counts_once_it_is(pair, laptop):
    lina, joram = pair
    sefa = laptop("Sefa")
    sefa.meets(lina)
    company = sefa.company("Velora Staffing")
    sefa.gives(lina)
    receipt = lina.gives(joram)
    assert any("Sefa" in w and "card" in w for w in receipt.warnings)
    assert joram.shows(company, "name") is None
    exchange.trust(joram.ws, exchange.card(sefa.ws).text)
    assert joram.shows(company, "name") == "Velora Staffing"
    assert joram.run("select title from record where id=?", company.bytes) == [("Velora Staffing",)]


def test_somebody_who_leaves_keeps_her_work_here_and_gets_no_more_bundles(pair, laptop):
    lina, joram = pair
    company = joram.company("Okavi Garments")
    joram.gives(lina)
    late = joram.sends(lina)
    exchange.forget(lina.ws, joram.ws.device.id)
    assert lina.shows(company, "name") == "Okavi Garments"
    with pytest.raises(BadInput, match="nobody"):
        lina.sends()
    with pytest.raises(BadBundle):
        lina.gets(late)
    exchange.forget(lina.ws, joram.ws.device.id, keep_work=False)
    assert lina.shows(company, "name") is None
    exchange.trust(lina.ws, exchange.card(joram.ws).text)
    assert lina.shows(company, "name") == "Okavi Garments"
    with pytest.raises(BadInput):
        exchange.forget(lina.ws, lina.ws.device.id)
    with pytest.raises(NotFound):
        exchange.forget(lina.ws, laptop("Sefa").ws.device.id)


def test_a_card_is_looked_at_before_it_is_added(pair, laptop):
    lina, _ = pair
    sefa = laptop("Sefa")
    theirs = exchange.card(sefa.ws)
    seen = exchange.look_at(lina.ws, theirs.text)
    assert (seen.person, seen.known, seen.words, seen.same_names) == ("Sefa", False, theirs.words, ())
    assert not lina.run("select 1 from device where id=?", theirs.device.bytes)
    path = lina.folder / "sefa.ctipcard"
    path.write_text(theirs.text, encoding="utf-8")
    assert exchange.trust(lina.ws, exchange.read_card_file(path)).device == sefa.ws.device.id
    assert exchange.look_at(lina.ws, theirs.text).known
    with pytest.raises(BadInput):
        exchange.trust(lina.ws, exchange.card(lina.ws).text)
    for bad in (b"\xff\xfe\x00", b"", b" \n"):
        path.write_bytes(bad)
        with pytest.raises(BadBundle, match="not a card"):
            exchange.read_card_file(path)


def test_attachments_travel_once_and_what_is_missing_is_asked_for(pair):
    lina, joram = pair
    photo = b"\x89PNG photo of the notice board" * 40
    company = lina.company("Selan Pearl Fisheries")
    with lina.ws.writing() as connection:
        name = blobs.put(connection, photo, "image/png")
    lina.write(company, photo=name)
    receipt = lina.gives(joram)
    assert receipt.attachments == 1
    with joram.ws.writing() as connection:
        assert blobs.get(connection, name) == (photo, "image/png")
        connection.exec_driver_sql("delete from blob")  # as after a restore of an older copy of the attachments
    joram.gives(lina)
    assert lina.gives(joram).attachments == 1, "asked for in the receipt, so it comes although its answer is known"
    joram.gives(lina)
    assert lina.gives(joram).attachments == 0


def test_a_hole_is_shown_with_who_can_fill_it_and_nothing_waits(pair, laptop):
    lina, joram = pair
    sefa = laptop("Sefa")
    sefa.meets(lina, joram)
    company = lina.company("Selan Pearl Fisheries")
    lina.gives(sefa)
    lost = lina.sends(joram)
    sefa.write(company, town="Ranong")
    only_sefa = _without(sefa.sends(joram), joram, sefa, lina)
    seen = exchange.preview(joram.ws, only_sefa)
    assert any("Lina (Lina's laptop) have not arrived" in line for line in seen.missing)
    joram.gets(only_sefa)
    assert joram.shows(company, "town") == "Ranong"
    assert not joram.gets(lost).missing
    assert joram.shows(company, "name") == "Selan Pearl Fisheries"


def _without(path: Path, reader, sender, author) -> Path:
    """The bundle, made again by its sender without what `author` wrote."""
    from ctip_desktop.sync import bundle, codec
    from ctip_desktop.sync.identity import Keys

    kept, mine = reader.ws.keys(), sender.ws.keys()
    opened = bundle.unpack(path.read_bytes(), [Keys.of(kept.sign, kept.age).age])
    segments = [s for s in codec.decode(opened.changes) if s.device != author.ws.device.id.bytes]
    data, _ = bundle.pack(
        opened.manifest, codec.encode(segments), {}, key=Keys.of(mine.sign, mine.age).sign, recipients=[Keys.of(kept.sign, kept.age).recipient]
    )
    path.write_bytes(data)
    return path


def test_a_restored_file_that_nobody_noticed_goes_on_as_a_new_laptop_and_nothing_is_lost(pair):
    lina, joram = pair
    company = lina.company("Selan Pearl Fisheries")
    lina.gives(joram)
    joram.gives(lina)
    lina.ws.close()
    saved, token = lina.path.read_bytes(), {p: p.read_bytes() for p in (lina.folder / "state of Lina").rglob("*") if p.is_file()}
    lina.reopen()
    lina.write(company, town="Ranong")
    lina.gives(joram)
    lina.ws.close()
    lina.path.write_bytes(saved)
    for path, data in token.items():
        path.write_bytes(data)
    lina.reopen()
    old = lina.ws.device.id
    assert lina.shows(company, "town") is None
    joram.write(company, workers="7")
    receipt = joram.gives(lina)
    assert lina.ws.device.id != old
    assert any("restored or copied" in w for w in receipt.warnings)
    assert lina.digest.state != joram.digest.state
    exchange.trust(joram.ws, exchange.card(lina.ws).text)
    lina.gives(joram)
    joram.gives(lina)
    assert lina.shows(company, "town") == "Ranong"
    assert lina.digest == joram.digest


def test_a_preview_that_finds_a_restored_file_leaves_the_laptop_as_it_is(pair):
    lina, joram = pair
    lina.company("Selan Pearl Fisheries")
    lina.ws.close()
    saved, token = lina.path.read_bytes(), {p: p.read_bytes() for p in (lina.folder / "state of Lina").rglob("*") if p.is_file()}
    lina.reopen()
    lina.gives(joram)
    lina.ws.close()
    lina.path.write_bytes(saved)
    for path, data in token.items():
        path.write_bytes(data)
    lina.reopen()
    device, state = lina.ws.device, lina.digest
    seen = exchange.preview(lina.ws, joram.sends(lina))
    assert any("restored or copied" in w for w in seen.warnings)
    assert (lina.ws.device, lina.digest) == (device, state)
    lina.company("Okavi Garments")
    assert lina.run("select count(*) from segment where hash is null and card=?", device.n) == [(1,)]


def test_a_clock_that_runs_ahead_is_named(pair):
    from datetime import timedelta

    lina, joram = pair
    lina.clock.ahead = timedelta(days=900)
    lina.company("Selan Pearl Fisheries")
    assert any("clock" in w for w in lina.gives(joram).warnings)


def test_a_full_drive_or_a_missing_folder_is_a_sentence_and_no_file_is_left(pair, monkeypatch):
    lina, _ = pair
    lina.company("Selan Pearl Fisheries")
    folder = lina.folder / "stick"
    with pytest.raises(WorldError):
        exchange.make(lina.ws, folder / "a.ctipbundle")
    folder.mkdir()

    def full(self, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(WorldError, match="full"):
        exchange.make(lina.ws, folder / "a.ctipbundle")
    assert list(folder.iterdir()) == []
    assert lina.run("select 1 from exchange") == []


def test_a_stick_that_lies_about_writing_is_found_out(pair, monkeypatch):
    lina, joram = pair
    lina.company("Selan Pearl Fisheries")
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda self: read(self)[:-1] if self.suffix == ".ctipbundle" else read(self))
    with pytest.raises(WorldError, match="not written as it should be"):
        lina.sends(joram)
    assert not list(lina.folder.glob("*.ctipbundle"))


def test_cancelling_an_import_changes_nothing(pair):
    lina, joram = pair
    company = lina.company("Selan Pearl Fisheries")
    path, state = lina.sends(joram), joram.digest
    for at in ("Reading the bundle", "Checking signatures", "Making a backup", "Merging", "Checking the result"):
        progress = Progress()

        def listen(step, progress=progress, at=at):
            if step.sentence == at:
                progress.cancel()
                progress.say("one more")

        progress._listen = listen
        with pytest.raises(Cancelled):
            exchange.bring_in(joram.ws, path, progress)
        assert joram.digest == state
    joram.gets(path)
    assert joram.shows(company, "name") == "Selan Pearl Fisheries"


def test_what_a_newer_version_wrote_is_kept_and_passed_on(pair, laptop):
    lina, joram = pair
    sefa = laptop("Sefa")
    sefa.meets(lina, joram)
    company = lina.company("Selan Pearl Fisheries")
    lina.write(company, **{"~erase": {"00": {"0": ["name", 1]}}, "~revoked": 3, "~hologram": {"x": [1, 2]}})
    lina.gives(joram)
    joram.gives(sefa)
    assert sefa.shows(company, "~hologram") == {"x": [1, 2]}
    assert sefa.shows(company, "name") == "Selan Pearl Fisheries"
    for giver, taker in ((sefa, lina), (lina, joram), (joram, sefa)):
        giver.gives(taker)
    assert sefa.digest == lina.digest == joram.digest


def test_the_log_tells_what_was_exchanged(pair):
    lina, joram = pair
    lina.company("Selan Pearl Fisheries")
    receipt = lina.gives(joram)
    ((direction, bundle, peers, report, backup),) = joram.run("select direction, bundle, peers, report, backup from exchange")
    assert (direction, bundle.hex(), json.loads(peers)) == ("in", receipt.bundle, [lina.ws.device.id.hex])
    assert json.loads(report)["new"] == 1
    assert Path(backup) == receipt.backup
    assert lina.run("select direction, bundle from exchange") == [("out", bytes.fromhex(receipt.bundle))]


def test_a_bundle_that_could_not_be_written_uses_no_number(pair):
    lina, joram = pair
    lina.company("Selan Pearl Fisheries")
    with pytest.raises(WorldError):
        exchange.make(lina.ws, lina.folder / "no such folder" / "x.ctipbundle")

    def stop(step):
        if step.sentence.startswith("Writing"):
            raise Cancelled

    with pytest.raises(Cancelled):
        exchange.make(lina.ws, lina.folder / "x.ctipbundle", progress=Progress(stop))
    assert lina.gives(joram).number == 1


def test_a_file_restored_twice_does_not_take_itself_for_a_colleague(pair, tmp_path):
    """Between the two it wrote nothing, so that nothing but its keys says that it was here before."""
    lina, _ = pair
    lina.company("Okavi Garments")
    for again in ("first", "second"):
        lina.ws.close()
        lina.ws = Workspace.open(lina.path, PASSPHRASE, catalogue=lina.catalogue, clock=lina.clock, state=tmp_path / again)
    assert [one.person for one in colleagues(lina.ws)] == ["Joram"]
    assert exchange.make(lina.ws, tmp_path / "out.ctipbundle").to == ("Joram",)
