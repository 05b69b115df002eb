"""The command line, as somebody at a terminal or a script uses it."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from getpass import fallback_getpass
from pathlib import Path
from typing import Any

import pytest

from ctip_desktop.cli.app import main
from ctip_desktop.workspace.workspace import Workspace

PASSPHRASE = "seven quiet lanterns over water"
DEVELOPMENT = ["alignment", "scalable", "innovative", "sustainability", "systemic"]
VALUE = ["business_goals", "champion", "reputation", "local_priorities", "law_enforcement"]
BURDEN = ["difficulty", "risk", "staff_intensity", "resources", "time_horizon"]
FACTORS = (*DEVELOPMENT, *VALUE, *BURDEN)


class Terminal:
    """Types commands and reads what comes back."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self.monkeypatch, self.capsys, self.folder = monkeypatch, capsys, folder
        monkeypatch.setenv("CTIP_PASSPHRASE", PASSPHRASE)
        monkeypatch.setenv("CTIP_STATE_DIR", str(folder / "state"))
        monkeypatch.chdir(folder)

    def run(self, *arguments: object, typed: str = "") -> tuple[int, str, str]:
        """(exit code, stdout, stderr)"""
        self.monkeypatch.setattr("sys.argv", ["ctip", *map(str, arguments)])
        self.monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        self.capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        out, err = self.capsys.readouterr()
        return int(left.value.code or 0), out, err

    def json(self, *arguments: object, typed: str = "") -> Any:
        code, out, err = self.run(*arguments, "--json", typed=typed)
        assert code == 0, err
        return json.loads(out)

    def add(self, workspace: Path, form: str, answers: object, *more: object) -> str:
        return str(self.json("add", workspace, form, "--answers", "-", *more, typed=json.dumps(answers))["id"])


@pytest.fixture
def ctip(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Terminal:
    return Terminal(monkeypatch, capsys, tmp_path)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], Path]:
    """A new laptop of a person, quickly: made once, then copied."""
    folder = tmp_path_factory.mktemp("laptops")

    def copy(to: Path, person: str) -> Path:
        if not (folder / f"{person}.ctip").exists():
            names = {"programme": "Lantern Coast", "person": person, "device": f"Laptop {person}"}
            Workspace.create(folder / f"{person}.ctip", **names, passphrase=PASSPHRASE, state=folder / "state").close()
        shutil.copytree(folder / "state", to / "state", dirs_exist_ok=True)
        return Path(shutil.copy(folder / f"{person}.ctip", to / f"{person}.ctip"))

    return copy


@pytest.fixture
def lina(made: Callable[[Path, str], Path], tmp_path: Path) -> Path:
    return made(tmp_path, "Lina")


@pytest.fixture
def joram(made: Callable[[Path, str], Path], tmp_path: Path) -> Path:
    return made(tmp_path, "Joram")


def test_every_shipped_form_is_listed(ctip: Terminal) -> None:
    forms = {form["name"]: form for form in ctip.json("forms", "list")}
    assert {"company", "opportunity", "desk_research", "due_diligence", "maturity", "score_card", "contact", "conversation"} <= set(forms)
    assert set(forms["score_card"]) == {"name", "version", "kind", "title", "instruments", "questions"}
    assert {"I-12", "I-13"} <= set(forms["score_card"]["instruments"])


def test_a_form_broken_in_five_places_gives_five_errors_with_file_and_line(ctip: Terminal, tmp_path: Path) -> None:
    head = ["form: broken", 'version: "1"', "title: Broken", "kind: checklist", "record_title: Broken", "sections:"]
    lines = [*head, "  - name: one", "    label: One", "    questions:"]
    lines += [
        "      - {name: a, type: textt, label: A}",
        "      - {name: b, type: text, label: B, relevant: \"${nowhere} = '1'\"}",
        "      - {name: c, type: select_one nolist, label: C}",
        "      - {name: d, type: integer, label: D, constraint: \"selected(., 'x'\"}",
        "      - {name: e, type: text, label: E, share: everybody}",
    ]
    path = tmp_path / "broken.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    code, out, _ = ctip.run("forms", "check", path)
    errors = [line for line in out.splitlines() if line.startswith("broken.yaml:") and "warning" not in line and " errors." not in line]
    assert code == 1
    assert [line.split(":")[1] for line in errors] == ["10", "11", "12", "13", "14"]


def test_answers_come_back_as_they_were_given(ctip: Terminal, lina: Path) -> None:
    answers = {
        "name": "Selan Pearl",
        "country": "TH",
        "staff": {"state": "unknown", "note": "Nobody would say."},
        "website": {"value": "selan.example", "sources": [{"kind": "company", "title": "Card", "link": "", "date": "2026-05"}]},
    }
    record = ctip.add(lina, "company", answers)
    shown = ctip.json("show", lina, record)
    assert set(shown) == {"id", "form", "version", "about", "title", "status", "answers", "scores", "outcomes", "progress"}
    assert shown["title"] == "Selan Pearl"
    assert shown["answers"]["staff"]["state"] == "unknown"
    assert shown["answers"]["staff"]["value"] is None
    assert shown["answers"]["website"]["sources"][0]["date"] == "2026-05"
    assert shown["answers"]["name"]["by"] == "Lina"


def test_an_invalid_answer_is_kept_as_a_draft_and_told(ctip: Terminal, lina: Path) -> None:
    answer = json.dumps({"name": "Selan", "lei": "not a code"})
    result = ctip.json("add", lina, "company", "--answers", "-", typed=answer)
    assert [error["name"] for error in result["errors"]] == ["lei"]
    assert ctip.json("show", lina, result["id"])["answers"]["lei"]["value"] == "not a code"


def test_unknown_names_are_told_and_nothing_is_kept(ctip: Terminal, lina: Path) -> None:
    code, _, err = ctip.run("add", lina, "company", "--answers", "-", typed='{"name": "A", "nmae": "B"}')
    assert code == 1
    assert "nmae" in err
    assert ctip.json("list", lina, "company") == []


@pytest.mark.parametrize("typed", ["{", "[1]", '"x"', '{"name": {"valu": 1}}', '{"name": {"state": "maybe"}}', '{"name": [1]}', "[" * 100_000])
def test_answers_that_are_not_answers_get_a_plain_sentence(ctip: Terminal, lina: Path, typed: str) -> None:
    code, out, err = ctip.run("add", lina, "company", "--answers", "-", typed=typed)
    assert (code, out) == (1, "")
    assert err.strip()
    assert "Traceback" not in err


def test_setting_answers_history_and_undo(ctip: Terminal, lina: Path) -> None:
    record = ctip.add(lina, "company", {"name": "Selan"})
    ctip.json("set", lina, record, "place=Port Selan", "staff=120", 'address={"state": "unknown"}')
    shown = ctip.json("show", lina, record)["answers"]
    assert (shown["place"]["value"], shown["staff"]["value"], shown["address"]["state"]) == ("Port Selan", 120, "unknown")
    assert "place" in [entry["name"] for entry in ctip.json("history", lina, record)]
    ctip.json("undo", lina)
    assert ctip.json("show", lina, record)["answers"]["place"]["state"] == "not_asked"


def test_a_new_value_leaves_the_note_and_the_sources_where_they_are(ctip: Terminal, lina: Path) -> None:
    source = {"kind": "media", "title": "Harbour News", "date": "2026-03"}
    record = ctip.add(lina, "company", {"name": "Selan", "place": {"value": "Old Quay", "note": "as the sign says", "sources": [source]}})
    ctip.json("set", lina, record, "place=Port Selan")
    place = ctip.json("show", lina, record)["answers"]["place"]
    assert (place["value"], place["note"], [one["title"] for one in place["sources"]]) == ("Port Selan", "as the sign says", ["Harbour News"])
    ctip.json("set", lina, record, 'place={"value": "Port Selan", "note": ""}')
    assert ctip.json("show", lina, record)["answers"]["place"]["note"] == ""


def test_without_a_terminal_nobody_waits_for_a_passphrase(ctip: Terminal, lina: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CTIP_PASSPHRASE")
    monkeypatch.setattr("click.termui.hidden_prompt_func", fallback_getpass)
    code, out, err = ctip.run("check", lina)
    assert (code, out) == (1, "")
    assert "There is no terminal to ask for the passphrase. Nothing was changed." in err


def test_two_laptops_change_one_answer_and_settle_it(ctip: Terminal, lina: Path, joram: Path, tmp_path: Path) -> None:
    exchange_cards(ctip, lina, joram)
    record = ctip.add(lina, "company", {"name": "Selan Pearl"})
    assert hand_over(ctip, lina, joram, 1)["new"] == 1
    ctip.json("set", lina, record, "place=Port Selan")
    ctip.json("set", joram, record, "place=Port Maravel")
    assert hand_over(ctip, joram, lina, 2)["conflicts"] == 1
    hand_over(ctip, lina, joram, 3)
    for laptop in (lina, joram):
        (conflict,) = ctip.json("conflicts", laptop)
        assert {version["value"] for version in conflict["versions"]} == {"Port Selan", "Port Maravel"}
    assert all(words in ctip.run("conflicts", lina)[1] for words in ("Selan Pearl: ", "  1  Port ", "  2  Port ", "(Lina, Laptop Lina)"))
    keep = [version["value"] for version in conflict["versions"]].index("Port Maravel") + 1
    assert ctip.json("conflicts", joram, "--settle", conflict["id"], "--keep", keep) == []
    hand_over(ctip, joram, lina, 4)
    assert ctip.json("conflicts", lina) == []
    hand_over(ctip, lina, joram, 5)
    assert ctip.json("check", lina)["digest"] == ctip.json("check", joram)["digest"]


def test_an_import_can_be_taken_back_whole(ctip: Terminal, lina: Path, joram: Path) -> None:
    exchange_cards(ctip, lina, joram)
    ctip.add(lina, "company", {"name": "Selan Pearl"})
    before = ctip.json("check", joram)["digest"]
    receipt = hand_over(ctip, lina, joram, 1)
    assert Path(receipt["backup"]).is_file()
    ctip.json("bundle", "revert", joram, receipt["bundle"])
    assert ctip.json("list", joram, "company") == []
    assert ctip.json("check", joram)["digest"] == before


def exchange_cards(ctip: Terminal, *laptops: Path) -> None:
    for laptop in laptops:
        ctip.json("card", laptop, "-o", laptop.with_suffix(".ctipcard"))
    for laptop in laptops:
        for other in laptops:
            if other is not laptop:
                ctip.json("trust", laptop, other.with_suffix(".ctipcard"))


def hand_over(ctip: Terminal, sender: Path, receiver: Path, number: int) -> Any:
    bundle = ctip.folder / f"{number}.ctipbundle"
    ctip.json("bundle", "export", sender, "-o", bundle, "--to", receiver.stem)
    assert ctip.json("bundle", "preview", receiver, bundle)["signed"]
    return ctip.json("bundle", "import", receiver, bundle)


def test_a_bundle_for_nobody_known_is_refused(ctip: Terminal, lina: Path) -> None:
    code, _, err = ctip.run("bundle", "export", lina, "-o", "x.ctipbundle", "--to", "Nobody")
    assert code == 1
    assert "Nobody" in err
    assert not (ctip.folder / "x.ctipbundle").exists()


def scored(ctip: Terminal, laptop: Path, title: str, marks: dict[str, int]) -> str:
    opportunity = ctip.add(laptop, "opportunity", {"title": title})
    sheet = {"round": "internal", "assessor": "Lina", "agreed": "yes", **marks}
    ctip.add(laptop, "score_card", sheet, "--about", opportunity)
    return opportunity


def marks(development: list[int], business: list[int], government: list[int], burden: list[int]) -> dict[str, int]:
    return dict(zip(FACTORS, development + business + government + burden, strict=True))


def test_the_worked_example_ranks_q_before_p(ctip: Terminal, lina: Path) -> None:
    scored(ctip, lina, "P", marks([5, 4, 4, 4, 4], [4, 4, 3], [3, 3], [5, 5, 4, 4, 4]))
    scored(ctip, lina, "Q", marks([4, 3, 3, 3, 3], [4, 3, 3], [4, 4], [2, 2, 2, 2, 2]))
    ranking = ctip.json("ranking", lina)
    assert [(row["title"], row["rank"], round(row["total"], 2), row["provisional"]) for row in ranking] == [
        ("Q", 1, 8.53, False),
        ("P", 2, 6.47, False),
    ]


def test_a_missing_factor_makes_the_total_provisional_and_is_never_zero(ctip: Terminal, lina: Path) -> None:
    given = marks([5, 5, 5, 5, 5], [4, 4, 4], [4, 4], [1, 1, 1, 1, 1])
    del given["alignment"]
    scored(ctip, lina, "P", given)
    (row,) = ctip.json("ranking", lina)
    assert row["provisional"]
    assert row["blocks"]["development"] == 5


def test_a_list_is_rehearsed_then_taken_in(ctip: Terminal, lina: Path, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("name;country\nSelan;TH\n;VN\nOkavi;Atlantis\n", encoding="utf-8")
    rehearsal = ctip.json("import", lina, tmp_path / "list.csv", "--form", "company", "--dry-run")
    assert (rehearsal["ready"], rehearsal["created"], [p["row"] for p in rehearsal["failed"]]) == (2, None, [3])
    assert ctip.json("list", lina, "company") == []
    assert ctip.json("import", lina, tmp_path / "list.csv", "--form", "company")["created"] == 2
    assert [hit["title"] for hit in ctip.json("search", lina, "oka")] == ["Okavi"]


def test_a_pdf_for_a_donor_is_written_and_says_what_is_left_out(ctip: Terminal, lina: Path, tmp_path: Path) -> None:
    company = ctip.add(lina, "company", {"name": "Selan Pearl", "country": "TH", "notes": "Met the owner at the fair."})
    report = ctip.json("report", lina, "company", "--about", company, "--audience", "donor", "-o", tmp_path / "selan.pdf")
    assert (tmp_path / "selan.pdf").read_bytes().startswith(b"%PDF")
    assert report["pages"] >= 1
    assert any(line["count"] for line in report["left_out"])


def test_a_backup_can_be_restored(ctip: Terminal, lina: Path, tmp_path: Path) -> None:
    ctip.add(lina, "company", {"name": "Selan Pearl"})
    made = ctip.json("backup", lina, "-o", tmp_path / "safe")
    assert made["verified"]
    ctip.json("restore", made["backup"], tmp_path / "again.ctip")
    assert [row["title"] for row in ctip.json("list", tmp_path / "again.ctip", "company")] == ["Selan Pearl"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "nowhere.ctip"],
        ["show", "Lina.ctip", "not-an-id"],
        ["show", "Lina.ctip", "00000000-0000-0000-0000-000000000000"],
        ["list", "Lina.ctip", "no_such_form"],
        ["forms", "show", "no_such_form"],
        ["report", "Lina.ctip", "poem", "--audience", "donor", "-o", "x.pdf"],
        ["report", "Lina.ctip", "company", "--audience", "everybody", "-o", "x.pdf"],
        ["bundle", "import", "Lina.ctip", "Lina.ctip"],
        ["trust", "Lina.ctip", "Lina.ctip"],
        ["restore", "Lina.ctip", "Lina.ctip"],
        ["import", "Lina.ctip", "Lina.ctip", "--form", "company"],
        ["ranking", "Lina.ctip", "--round", "seventh"],
    ],
)
def test_what_cannot_be_done_gets_one_plain_sentence_and_exit_code_1(ctip: Terminal, lina: Path, arguments: list[str]) -> None:
    before = lina.read_bytes()
    code, out, err = ctip.run(*arguments)
    assert (code, out) == (1, "")
    assert err.splitlines()[0].endswith(".")
    assert "Traceback" not in err
    assert lina.read_bytes() == before


def test_a_wrong_passphrase_changes_nothing(ctip: Terminal, lina: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CTIP_PASSPHRASE", "not the passphrase")
    before = lina.read_bytes()
    code, _, err = ctip.run("list", lina, "company")
    assert code == 1
    assert "does not open" in err
    assert lina.read_bytes() == before


def test_wrong_usage_is_exit_code_2(ctip: Terminal) -> None:
    assert ctip.run("list")[0] == 2
    assert ctip.run("nonsense")[0] == 2


def test_errors_are_json_too_when_json_is_asked_for(ctip: Terminal) -> None:
    code, out, err = ctip.run("check", "nowhere.ctip", "--json")
    assert (code, out) == (1, "")
    assert json.loads(err)["error"]


EMPTY = [["list", "concern"], ["ranking"], ["pipeline"], ["conflicts"], ["registers", "show", "concern"], ["search", "nowhere at all"]]


@pytest.mark.parametrize("verb", EMPTY, ids=lambda verb: verb[0])
def test_what_is_empty_is_an_empty_list_for_scripts_and_a_sentence_for_people(ctip: Terminal, lina: Path, verb: list[str]) -> None:
    place = 2 if verb[0] == "registers" else 1
    arguments = [*verb[:place], lina, *verb[place:]]
    assert ctip.json(*arguments) == []
    code, out, err = ctip.run(*arguments)
    assert code == 0
    assert "There is nothing to" in out + err


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no file without end")
@pytest.mark.parametrize(
    "verb", [["import", "--form", "company"], ["trust"], ["bundle import"], ["forms check"], ["add company --answers"]], ids=" ".join
)
def test_a_file_without_end_is_refused_at_once(ctip: Terminal, lina: Path, verb: list[str]) -> None:
    """Read as a whole it would take all memory of the laptop."""
    first, *more = verb[0].split()
    if first == "forms":
        arguments: list[object] = [first, *more, "/dev/zero"]
    else:
        arguments = [first, *more[:1], lina, "/dev/zero", *verb[1:]] if first == "bundle" else [first, lina, *more, "/dev/zero", *verb[1:]]
    code, out, err = ctip.run(*arguments, "--json")
    assert (code, out) == (1, "")
    assert json.loads(err)["error"].startswith("“")


def test_an_answer_that_does_not_fit_is_kept_and_told_when_it_is_set(ctip: Terminal, lina: Path) -> None:
    company = ctip.add(lina, "company", {"name": "Lumo Shoes"})
    assert [one["name"] for one in ctip.json("set", lina, company, "staff=many")["errors"]] == ["staff"]
    assert ctip.json("set", lina, company, "staff=40")["errors"] == []


def test_a_list_without_headings_and_a_column_as_a_note(ctip: Terminal, lina: Path) -> None:
    (ctip.folder / "list.csv").write_text("Lumo Shoes,12\nTarn Boats,14\n", encoding="utf-8")
    told = ctip.json("import", lina, "list.csv", "--form", "company", "--heading", "0", "--map", "column 1=name", "--dry-run")
    assert (told["ready"], told["left_out"]) == (2, ["column 2"])
