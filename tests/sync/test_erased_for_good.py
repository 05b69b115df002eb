"""After erasing, nothing of the value is left: not in the pages of the file, its side files, search, undo, settings, bundles or prints."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pyrage
import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from ctip_desktop.errors import BadInput, NotFound
from ctip_desktop.forms.model import Answer, Source
from ctip_desktop.operations import records
from ctip_desktop.operations.undo import undo
from ctip_desktop.queries import records as queries
from ctip_desktop.reports.build import Options, build
from ctip_desktop.sync import codec, erasing, exchange, store
from ctip_desktop.sync.bundle import unpack
from ctip_desktop.sync.segments import hide
from ctip_desktop.workspace import backups
from ctip_desktop.workspace.cipher import Secret
from tests.sync.conftest import Laptop

WORD = "Zwarqxolth"
"""In no dictionary and no other answer."""
COMPANY = "Selan Pearl Fisheries"
FILE = b"Zwarqxolth on a photo" * 50
PAGE, RESERVED, IV = 4096, 80, 16


def pages(path: Path, secret: Secret) -> bytes:
    """Every page of the file, and of its side file, as SQLCipher would hand it out: with all that is in free space."""
    data = path.read_bytes()
    out = [_open(data[at : at + PAGE], secret, first=at == 0) for at in range(0, len(data), PAGE)]
    side = path.with_name(path.name + "-wal")
    if side.exists():
        frames = side.read_bytes()[32:]
        for at in range(0, len(frames) - 24, 24 + PAGE):
            number = int.from_bytes(frames[at : at + 4], "big")
            out.append(_open(frames[at + 24 : at + 24 + PAGE], secret, first=number == 1))
    return b"".join(out)


def _open(page: bytes, secret: Secret, *, first: bool) -> bytes:
    body, reserved = page[16 * first : PAGE - RESERVED], page[PAGE - RESERVED :]
    decryptor = Cipher(algorithms.AES(secret.key), modes.CBC(reserved[:IV])).decryptor()
    return decryptor.update(body) + decryptor.finalize()


def in_bundle(path: Path, laptop: Laptop) -> bytes:
    kept = laptop.ws.keys()
    envelope = unpack(path.read_bytes(), [pyrage.x25519.Identity.from_str(kept.age)])
    return codec.inflate(envelope.changes) + b"".join(a.data for a in envelope.attachments.values())


class Case:
    """A company with a check in which the word stands everywhere it can."""

    def __init__(self, lina: Laptop, joram: Laptop) -> None:
        self.lina, self.joram = lina, joram
        self.company = records.create(lina.ws, "company", answers={"name": Answer.of(COMPANY)}).created[0]
        self.check = records.create(lina.ws, "due_diligence", about=self.company).created[0]
        for i in range(60):  # a history that fills and splits pages
            records.answer(lina.ws, self.check, "conditions", Answer.of(f"version {i} {WORD} " + "text " * 40, note=f"{WORD} note {i}"))
        name = records.attach(lina.ws, FILE, "image/png")
        records.add_source(lina.ws, self.check, "conditions", Source("document", f"{WORD} report", f"https://{WORD}.example", "2025-03", name))
        self.row = records.add_row(lina.ws, self.check, "cases", {"case_where": Answer.of(f"court of {WORD}")}).created[0]
        lina.ws.set_setting(
            "wizard.place", {self.check.hex: {"question": "conditions", "typed": {"conditions": f"half {WORD}"}}, "ab" * 16: {"title": "other"}}
        )

    def index(self, laptop: Laptop) -> list[bytes]:
        """The pages of the search index."""
        return [block for (block,) in laptop.run("select block from search_data where id>10 order by id")]

    def traces(self, laptop: Laptop) -> list[str]:
        """Where the word still is."""
        found = []
        if WORD.encode() in pages(laptop.path, laptop.ws.secret):
            found.append("file")
        if queries.search(laptop.ws, WORD):
            found.append("search")
        if laptop.run("select 1 from setting where value like ?", f"%{WORD}%"):
            found.append("setting")
        if laptop.run('select 1 from operation where label like ?1 or "before" like ?1', f"%{WORD}%"):
            found.append("undo")
        if laptop.run("select 1 from record where doc like ?1 or title like ?1", f"%{WORD}%"):
            found.append("record")
        return found


@pytest.fixture
def case(pair: tuple[Laptop, Laptop]) -> Case:
    return Case(*pair)


def test_the_check_itself_finds_the_word_where_it_is(case):
    assert set(case.traces(case.lina)) == {"file", "search", "setting", "undo", "record"}


def test_a_question_is_erased_with_its_note_and_sources_and_no_trace_is_left(case, tmp_path, monkeypatch):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    lina = case.lina
    records.remove_row(lina.ws, UUID(str(case.row)))
    what = erasing.look(lina.ws, case.check, "conditions")
    assert (what.answers, what.sources, what.attachments) == (2 + 5, 1, 1)
    assert what.versions == 120 + 5
    done = erasing.erase(lina.ws, case.check, "conditions")
    assert done.values == what.versions
    erasing.erase(lina.ws, case.check, "cases")
    assert case.traces(lina) == []
    assert not lina.run("select 1 from blob")
    found = case.index(lina)
    with lina.ws.writing() as connection:
        connection.exec_driver_sql("insert into search(search) values('rebuild')")
    assert found == case.index(lina), "pieces of erased words are still in the index"
    assert lina.ws.setting("wizard.place") == {"ab" * 16: {"title": "other"}}
    assert list(temporary.iterdir()) == []
    view = queries.show(lina.ws, case.check)
    assert view.form == "due_diligence"
    entries = queries.history(lina.ws, case.check)
    assert sum(one.erased for one in entries) == 126
    assert WORD not in repr(entries)
    assert WORD.encode() not in build(lina.ws, "company", about=case.company, audience="internal", options=Options()).pdf
    assert WORD.encode() not in in_bundle(lina.sends(case.joram), case.joram)
    assert queries.check(lina.ws).ok


def test_the_preview_names_the_company_that_would_go_and_the_report_does_not(case):
    case.lina.gives(case.joram)
    erasing.erase(case.lina.ws, case.check)
    erasing.erase(case.lina.ws, case.company)
    path = case.lina.sends(case.joram)
    preview = exchange.preview(case.joram.ws, path)
    assert [item.title for group in preview.items for item in group.items if item.kind == "deleted" and item.form == "company"] == [COMPANY]
    assert WORD not in repr(preview.items)
    assert COMPANY not in repr(case.joram.gets(path).items)


def test_undo_does_not_bring_it_back(case):
    erasing.erase(case.lina.ws, case.check)
    erasing.erase(case.lina.ws, case.company, "name")
    while undo(case.lina.ws) is not None:
        pass
    assert case.traces(case.lina) == []
    assert case.lina.shows(case.check, "conditions") is None


def test_a_whole_record_goes_with_rows_sources_and_files_and_is_deleted(case):
    done = erasing.erase(case.lina.ws, case.check)
    assert len(done.records) == 3
    assert case.traces(case.lina) == []
    with pytest.raises(BadInput, match="nothing to erase"):
        erasing.erase(case.lina.ws, case.check)
    assert [one.title for one in queries.list_records(case.lina.ws, "company")] == ["Selan Pearl Fisheries"]
    assert not queries.list_records(case.lina.ws, "due_diligence")


def test_a_colleague_who_has_it_loses_it_too_with_undo_search_and_file_and_both_agree(case):
    lina, joram = case.lina, case.joram
    lina.gives(joram)
    joram.write(case.check, conditions=f"Joram's {WORD}")
    lina.write(case.check, conditions=f"Lina's {WORD}")
    joram.gives(lina)
    assert (case.check.bytes, "conditions") in lina.conflicts
    many = erasing.look(lina.ws, case.check).versions - 1  # Lina's own last version has never come to Joram
    assert many > 121
    erasing.erase(lina.ws, case.check)
    assert not lina.conflicts
    path = lina.sends(joram)
    preview = exchange.preview(joram.ws, path)
    assert preview.erased == many
    assert any(f"erases {many} values for good" in one for one in preview.warnings)
    assert "file" in case.traces(joram)  # a preview changes nothing
    items = [item for group in preview.items for item in group.items]
    assert f"{many} values" not in {item.new for item in items if item.label == "erased for good"}  # per record
    assert sum(int(item.new.split()[0]) for item in items if item.label == "erased for good") >= many
    assert WORD not in repr(items)
    receipt = joram.gets(path)
    assert receipt.erased == preview.erased
    assert WORD not in repr(receipt.items)
    assert case.traces(joram) == []
    assert not joram.run("select 1 from blob")
    joram.gives(lina)
    assert lina.digest == joram.digest
    assert queries.check(joram.ws).ok


def test_what_a_colleague_wrote_meanwhile_stays_and_is_no_conflict(case):
    lina, joram = case.lina, case.joram
    lina.gives(joram)
    joram.write(case.check, conditions="an audit by May")
    erasing.erase(lina.ws, case.check, "conditions")
    joram.gives(lina)
    lina.gives(joram)
    for one in (lina, joram):
        view = queries.show(one.ws, case.check)
        assert view.answers["conditions"].answer.value == "an audit by May"
        assert not view.answers["conditions"].to_settle
        assert not queries.conflicts(one.ws)
    assert lina.digest == joram.digest


def test_an_erasure_does_not_contest_a_deletion(case):
    lina, joram = case.lina, case.joram
    lina.gives(joram)
    records.delete(joram.ws, case.check)
    erasing.erase(lina.ws, case.check, "conditions")
    joram.gives(lina)
    lina.gives(joram)
    for one in (lina, joram):
        assert [tuple(row) for row in one.run("select deleted, contested from record where id=?", case.check.bytes)] == [(1, 0)]


def test_whoever_joins_later_never_gets_it(case, laptop: Callable[..., Laptop]):
    lina, joram, sefa = case.lina, case.joram, laptop("Sefa")
    sefa.meets(lina, joram)
    lina.gives(joram)
    erasing.erase(lina.ws, case.check)
    lina.gives(sefa)
    assert case.traces(sefa) == []
    joram.gives(sefa)  # he still has it: it is erased on arrival
    assert case.traces(sefa) == []
    sefa.gives(joram)
    assert case.traces(joram) == []
    joram.gives(lina)
    assert lina.digest == joram.digest == sefa.digest


def test_the_receipt_says_what_remains_and_a_fresh_backup_is_there(case):
    lina = case.lina
    backups.make(lina.ws)
    lina.gives(case.joram)
    done = erasing.erase(lina.ws, case.check)
    words = " ".join(done.remains)
    for part in (
        "A fresh backup was made",
        "The older backup of",
        "still holds it",
        "Joram",
        "the bundle you made before",
        "in another answer",
        "meanwhile",
        "history still says",
    ):
        assert part in words
    assert done.backup is not None
    assert done.backup.name.endswith("-after-erasing.ctipbackup")
    assert WORD.encode() not in pages(done.backup, lina.ws.secret)
    assert not lina.ws.setting("erased")


def test_steps_and_views_of_others_lose_an_erased_name_also_in_other_capitals_and_what_can_be_done_again(case):
    lina = case.lina
    name = f"{WORD} Electronics"
    company = records.create(lina.ws, "company", answers={"name": Answer.of(name)}).created[0]
    records.answer(lina.ws, company, "place", Answer.of("Port Selan"))
    records.answer(lina.ws, company, "name", Answer.of(f"{name} Ltd"))
    undo(lina.ws)  # can be done again
    with lina.ws.writing() as connection:  # a step on another record that is called by the name
        values = (f"Keep the agreed sheet of “{name}”", "[]")
        connection.exec_driver_sql('insert into operation(label, at, "before") values(?, 1, ?)', values)
    lina.ws.set_setting("companies.views", {name.upper(): {"text": "x"}, "Mine": {"text": name.lower()}, "Yours": {"text": "ports"}})
    erasing.erase(lina.ws, company, "name")
    assert not lina.run('select 1 from operation where label like ?1 or "before" like ?1', f"%{name}%")
    assert lina.run("select label from operation where label like '%agreed sheet%'")[0][0] == "Keep the agreed sheet of “…”"
    assert lina.ws.setting("companies.views") == {"Yours": {"text": "ports"}}


def test_without_a_place_for_backups_it_is_erased_all_the_same_and_the_receipt_says_so(case):
    case.lina.ws.set_setting("backups", str(case.lina.folder / "gone" / "away"))
    done = erasing.erase(case.lina.ws, case.check)
    assert done.backup is None
    assert "No fresh backup could be made" in done.remains[0]
    assert case.traces(case.lina) == []


def test_a_file_that_could_not_be_written_anew_is_written_anew_on_the_next_opening(case, monkeypatch):
    from ctip_desktop.workspace.connection import Database

    def fails(_self: Database) -> None:
        raise MemoryError

    lina = case.lina
    with monkeypatch.context() as broken:
        broken.setattr(Database, "write_anew", fails)
        done = erasing.erase(lina.ws, case.check)
        assert "could not be written anew" in done.remains[-1]
    lina.reopen()
    assert not lina.ws.setting("erased")
    assert case.traces(lina) == []


def test_one_answer_of_a_line_or_a_note_alone(case):
    lina = case.lina
    lina.ws.set_setting("wizard.place", {"cd" * 16: {"typed": {f"cases[{case.row}].case_where": "half"}}, "ab" * 16: {"title": "other"}})
    erasing.erase(lina.ws, case.check, f"cases[{case.row}].case_where")
    assert list(lina.ws.setting("wizard.place")) == ["ab" * 16]
    erasing.erase(lina.ws, case.check, "conditions.note")
    assert "version 59" in str(lina.shows(case.check, "conditions"))
    assert lina.shows(UUID(str(case.row)), "case_where") is None
    assert [len(rows) for rows in [queries.sheet(lina.ws, case.check).sheet.rows("cases")]] == [1]


@pytest.mark.parametrize("path", ["nothing_like_it", "~form", "cases[x].case_where", f"cases[{UUID(int=1)}].case_where", "~status.note", ""])
def test_what_is_not_there_is_refused(case, path):
    with pytest.raises((NotFound, BadInput)):
        erasing.erase(case.lina.ws, case.check, path)
    assert case.lina.shows(case.check, "conditions") is not None


def test_the_programme_stays_but_its_answers_can_go(case):
    with pytest.raises(BadInput, match="programme itself"):
        erasing.erase(case.lina.ws, case.lina.ws.programme_id)
    with pytest.raises(NotFound):
        erasing.erase(case.lina.ws, UUID(int=3))


def test_a_laptop_that_was_told_wrong_coordinates_can_still_exchange(case, laptop: Callable[..., Laptop]):
    """A trusted laptop hides a value itself and names its place wrongly: others disagree about that slot, but no bundle is refused for it."""
    lina, joram, sefa = case.lina, case.joram, laptop("Sefa")
    sefa.meets(lina, joram)
    lina.gives(joram)
    with lina.ws.writing() as connection:
        hidden = connection.exec_driver_sql("select n, hash from segment where hash is not null order by n limit 1").one()
        seg = hide(store.load(connection, hidden.n), {len(store.load(connection, hidden.n)) - 1})
        connection.exec_driver_sql("update segment set proof=?, hidden=? where n=?", (*store.proof_columns(seg), hidden.n))
        connection.exec_driver_sql("delete from change where segment=? and seq=?", (hidden.n, seg.last))
    lina.write(case.company, **{"~erase": {hidden.hash.hex(): {str(len(seg) - 1): ["invented", 5]}}})
    lina.gives(sefa)
    lina.gives(joram)
    lina.write(case.company, name="still exchanging")
    lina.gives(sefa)
    lina.gives(joram)
    joram.gives(sefa)
    sefa.gives(joram)
    assert joram.shows(case.company, "name") == sefa.shows(case.company, "name") == "still exchanging"
