"""Everything can be taken out in open formats: whole when asked for, else without people and sensitive answers, and sealed."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyrage
import pytest

from ctip_desktop.errors import BadInput, WorldError
from ctip_desktop.forms.model import Answer, Share, Source, State
from ctip_desktop.interop.take_out import _stays, take_out
from ctip_desktop.interop.xlsform import import_form
from ctip_desktop.operations import records
from ctip_desktop.queries.records import list_records
from ctip_desktop.tasks import Cancelled, Progress, Step
from ctip_desktop.workspace.workspace import Workspace

SEAL = "green harbour lamp"
SECRET = "Ressa Omark"


@pytest.fixture
def filled(ws: Workspace, tmp_path: Path) -> Workspace:
    """One company with an attached source, a note, an unknown answer, a list and a contact."""
    report = tmp_path / "report.txt"
    report.write_text("Yearly report, page 4")
    file = records.attach_file(ws, report)
    company = records.create(ws, "company", answers={"name": Answer.of("=Okavi Garments"), "country": Answer.of("VN")}).created[0]
    history = Answer.of("Since 1994", note="As told by two people", sources=(Source(kind="company", title="Yearly report", file=file),))
    rows = {"sites": [{"site_place": Answer.of("Port Selan"), "site_staff": Answer.of(620)}]}
    records.create(ws, "desk_research", about=company, answers={"history": history, "turnover": Answer(None, State.UNKNOWN)}, rows=rows)
    records.create(ws, "contact", about=company, answers={"name": Answer.of(SECRET)})
    return ws


def members(path: Path) -> dict[str, bytes]:
    data = path.read_bytes()
    if data.startswith(b"age-encryption.org"):
        data = pyrage.passphrase.decrypt(data, SEAL)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def table(found: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(found[f"tables/{name}.csv"].decode("utf-8-sig"))))


def answers(found: dict[str, bytes], form: str) -> dict[str, Any]:
    document = next(one for one in json.loads(found["records.json"]) if one["form"] == form)
    return dict(document["answers"])


def test_everything_that_is_known_is_in_the_file(filled: Workspace, tmp_path: Path) -> None:
    said = take_out(filled, tmp_path / "all.zip", everything=True)
    found = members(said.path)
    history = answers(found, "desk_research")["history"]
    assert (history["value"], history["note"], history["sources"][0]["title"]) == ("Since 1994", "As told by two people", "Yearly report")
    assert history["by"] == "Ana"
    (line,) = table(found, "desk_research")
    assert (line["history"], line["history.note"], line["turnover.state"]) == ("Since 1994", "As told by two people", "unknown")
    (site,) = table(found, "desk_research.sites")
    assert (site["site_place"], site["site_staff"]) == ("Port Selan", "620")
    assert site["record"] == line["id"]
    assert any(name.startswith("files/") and data == b"Yearly report, page 4" for name, data in found.items())
    assert SECRET in found["records.json"].decode()
    assert (said.left_records, said.left_answers) == (0, 0)


def test_people_and_sensitive_answers_stay_unless_they_are_asked_for(filled: Workspace, tmp_path: Path) -> None:
    said = take_out(filled, tmp_path / "some.zip")
    found = members(said.path)
    assert said.left_records == 1
    assert not any(SECRET in data.decode("utf-8", "replace") for data in found.values())
    assert "Left out: records about people (1)" in found["README.txt"].decode()


def test_a_contact_is_not_named_in_the_texts_of_other_records_either(filled: Workspace, tmp_path: Path) -> None:
    company = list_records(filled, "company")[0].id
    records.create(filled, "contact", about=company, answers={"name": Answer.of("Dara Vintu (ដារ៉ា វិនទូ)")})
    note = "Dara  Vintu was there, and Ressa Omark"
    who = {"kind": Answer.of("go_on", note=note), "deciders": Answer.of("Ana, Dara Vintu, ដារ៉ា វិនទូ"), "choice": Answer.of("yes")}
    records.create(filled, "decision", about=company, answers=who)
    found = members(take_out(filled, tmp_path / "some.zip").path)
    assert not any(word in data.decode("utf-8", "replace") for data in found.values() for word in ("Dara", "Vintu", "ដារ៉ា", SECRET))
    (line,) = table(found, "decision")
    assert line["deciders"] == "Ana, (a person), (a person)"
    assert "Dara" in members(take_out(filled, tmp_path / "all.zip", everything=True).path)["tables/decision.csv"].decode()


def test_a_title_made_of_an_answer_that_stays_is_told_nowhere(filled: Workspace, tmp_path: Path) -> None:
    kept = replace(filled.catalogue.form("company").question("name"), share=Share.STRICT)
    form = filled.catalogue.form("company")
    sections = tuple(replace(s, questions=tuple(kept if q.name == "name" else q for q in s.questions)) for s in form.sections)
    filled.catalogue = filled.catalogue.with_form(replace(form, sections=sections, version="9"))
    found = members(take_out(filled, tmp_path / "some.zip").path)
    assert not any("Okavi" in data.decode("utf-8", "replace") for name, data in found.items() if name.endswith((".json", ".csv")))


def test_the_mark_of_a_list_holds_for_every_question_in_it(filled: Workspace) -> None:
    every = {question.name: question for question in filled.catalogue.form("desk_research").walk()}
    assert not _stays("sites[1].site_place", every)
    assert _stays("sites[1].site_place", every | {"sites": replace(every["sites"], share=Share.STRICT)})
    assert _stays("sites[1].site_place", every | {"site_place": replace(every["site_place"], sensitive=True)})


def test_what_is_unknown_is_never_an_empty_cell_alone(filled: Workspace, tmp_path: Path) -> None:
    found = members(take_out(filled, tmp_path / "all.zip").path)
    assert answers(found, "desk_research")["turnover"]["state"] == "unknown"
    assert answers(found, "desk_research")["turnover"]["value"] is None


def test_no_cell_of_a_table_starts_a_formula(filled: Workspace, tmp_path: Path) -> None:
    found = members(take_out(filled, tmp_path / "all.zip", everything=True).path)
    cells = [cell for name in found if name.startswith("tables/") for line in table(found, name[7:-4]) for cell in line.values()]
    assert "'=Okavi Garments" in cells
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)


def test_the_forms_beside_the_tables_can_be_read_again(filled: Workspace, tmp_path: Path) -> None:
    found = members(take_out(filled, tmp_path / "all.zip").path)
    again = import_form(found["forms/desk_research.xlsx"], "desk_research.xlsx").form
    assert [question.name for question in again.walk()] == [question.name for question in filled.catalogue.form("desk_research").walk()]


def test_a_passphrase_seals_the_file_so_that_any_age_program_opens_it(filled: Workspace, tmp_path: Path) -> None:
    said = take_out(filled, tmp_path / "all.zip.age", passphrase=SEAL)
    assert said.sealed
    data = said.path.read_bytes()
    assert b"Okavi" not in data
    with pytest.raises(pyrage.DecryptError):
        pyrage.passphrase.decrypt(data, "another harbour lamp")
    assert "records.json" in members(said.path)


def test_a_short_passphrase_is_refused_and_nothing_is_written(filled: Workspace, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="needs 12 characters"):
        take_out(filled, tmp_path / "all.zip.age", passphrase="short")
    assert not (tmp_path / "all.zip.age").exists()


def test_a_folder_that_takes_nothing_is_said(filled: Workspace, tmp_path: Path) -> None:
    with pytest.raises(WorldError):
        take_out(filled, tmp_path / "nowhere" / "all.zip")


def test_cancelling_leaves_no_file(filled: Workspace, tmp_path: Path) -> None:
    progress = Progress(lambda step: progress.cancel() if step.sentence == "Writing the forms" else None)
    with pytest.raises(Cancelled):
        take_out(filled, tmp_path / "all.zip", progress=progress)
    assert list(tmp_path.glob("all*")) == []


def test_an_empty_programme_gives_a_whole_file(ws: Workspace, tmp_path: Path) -> None:
    steps: list[Step] = []
    found = members(take_out(ws, tmp_path / "all.zip", progress=Progress(steps.append)).path)
    assert {"README.txt", "programme.json", "records.json"} <= set(found)
    assert steps
