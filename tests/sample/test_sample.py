"""The sample programme: rich enough to show every screen, sound, invented, and never dated later than now."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from ctip_desktop import resources
from ctip_desktop.errors import WorldError
from ctip_desktop.forms.model import State
from ctip_desktop.interop.sample import SampleReport, load_sample, read_timeline, relative
from ctip_desktop.practice.due_diligence import Result
from ctip_desktop.practice.maturity import Stage
from ctip_desktop.queries import companies, exchange, opportunities, records, today
from ctip_desktop.tasks import Cancelled, Progress, Step
from ctip_desktop.workspace.workspace import Workspace
from tests.sample.conftest import PASSPHRASE

pytestmark = pytest.mark.xdist_group("sample")  # loaded once, not once for each worker

DAYS = (date(2026, 10, 13), date(2027, 1, 1), date(2027, 3, 1), date(2028, 2, 29), date(2026, 12, 31))


def doc(view: records.RecordView, name: str) -> Any:
    return view.answers[name].answer.value


# -- how much there is ---------------------------------------------------------------------------------------------------------------


def test_two_countries_fifteen_companies_and_sixteen_opportunities(ws: Workspace) -> None:
    listed = companies.company_list(ws).rows
    assert len(listed) == 15
    assert {row.country for row in listed} == {"TH", "KH"}
    assert len({row.sector for row in listed}) >= 4
    assert len(opportunities.long_list(ws)) == 16


@pytest.mark.parametrize(
    ("form", "least"),
    [
        ("contact", 20),
        ("conversation", 50),
        ("desk_research", 11),
        ("due_diligence", 9),
        ("maturity", 9),
        ("placement", 15),
        ("goal", 3),
        ("score_card", 70),
    ],
)
def test_every_form_has_enough_to_look_at(ws: Workspace, form: str, least: int) -> None:
    assert len(records.list_records(ws, form)) >= least


def test_every_form_that_ships_has_a_record(ws: Workspace) -> None:
    shipped = {entry.name.removesuffix(".yaml") for entry in resources.resource("forms").iterdir() if entry.name.endswith(".yaml")}
    assert len(shipped) >= 55
    assert not {form for form in shipped if not records.list_records(ws, form)}


def test_every_result_of_due_diligence_is_there(ws: Workspace) -> None:
    results = Counter(row.due_diligence for row in companies.company_list(ws).rows)
    assert set(results) >= {Result.CLEAR, Result.WATCH, Result.STOP, Result.NOT_CHECKED, None}


def test_every_stage_is_there_and_one_company_does_not_engage(ws: Workspace) -> None:
    assert {row.stage for row in companies.company_list(ws).rows} == {*Stage, None}


def test_one_company_sees_itself_further_than_the_team_does(ws: Workspace) -> None:
    selan = next(row for row in companies.company_list(ws).rows if row.name == "Selan Pearl Fisheries")
    assert (selan.stage, selan.company_stage) == (Stage.MATURE, Stage.LEADER)


def test_every_level_of_commitment_and_one_agreement_on_secrecy(ws: Workspace) -> None:
    shown = [records.show(ws, line.id) for line in records.list_records(ws, "company")]
    assert {doc(view, "ungp_level") for view in shown} >= {"none", "informal", "internal_policy", "public_commitment", "reports"}
    assert [view.title for view in shown if doc(view, "nda") == "yes"] == ["Kestrin Electronics"]


@pytest.mark.parametrize(
    ("text", "title"), [("เซลัน", "Selan Pearl Fisheries"), ("កាត់ដេរ", "Okavi Garments"), ("Gốm sứ", "Tasini Ceramics"), ("វិនទូ", "Okavi Garments")]
)
def test_names_in_thai_khmer_and_vietnamese_are_found(ws: Workspace, text: str, title: str) -> None:
    assert [row.name for row in companies.company_list(ws, text=text).rows] == [title]


# -- what needs somebody -------------------------------------------------------------------------------------------------------------


def test_three_answers_came_together_and_wait(ws: Workspace, loaded: SampleReport) -> None:
    found = {conflict.name for conflict in records.conflicts(ws)}
    assert found == {"standards", "phone", "effort_days"}
    assert loaded.conflicts == 3


def test_today_has_promises_of_yesterday_this_week_and_next_week(ws: Workspace) -> None:
    found = today.today(ws, ws.now())
    due = {follow_up.days for follow_up in found.follow_ups}
    assert min(due) < 0
    assert due & set(range(7))
    assert due & set(range(7, 15))
    assert found.to_settle
    assert found.drafts
    assert {again.subject.title for again in found.check_again} >= {"Selan Pearl Fisheries", "Torvane Hotels Group", "Ondel Retail"}
    assert found.backup.tone == "ok"


def test_one_check_of_due_diligence_is_due_again(ws: Workspace) -> None:
    due = {again.subject.title for again in today.today(ws, ws.now()).check_again if again.recheck}
    assert due == {"Ondel Retail"}


def test_some_changes_have_not_been_sent_yet(ws: Workspace) -> None:
    (colleague,) = exchange.colleagues(ws)
    assert colleague.person == "Joram Pesk"
    assert colleague.missing


def test_what_was_entered_twice_is_deleted_and_stays_in_the_history(ws: Workspace) -> None:
    with ws.reading() as connection:
        gone = connection.exec_driver_sql("select title from record where form='company' and deleted=1").scalars()
    assert gone == ["Okavi Garment Factory"]


# -- scoring -------------------------------------------------------------------------------------------------------------------------


def test_the_ranking_is_the_one_of_the_last_agreed_round(ws: Workspace) -> None:
    ranking = opportunities.ranking(ws)
    assert ranking.round is not None
    assert ranking.round.kind == "programme"
    assert [row.move for row in ranking.rows] == [2, 0, -2, 1, 0, -2, 1, -1]
    assert [row.title for row in ranking.rows if row.provisional] == ["Net-to-plate tracing pilot"]
    assert ranking.agreed
    assert ranking.cut is not None
    assert ranking.cut.after == 4
    assert ranking.cut.reason


def test_a_stop_stands_outside_the_ranking_and_two_ideas_are_not_scored(ws: Workspace) -> None:
    ranking = opportunities.ranking(ws)
    assert [one.title for one in ranking.excluded] == ["Harbour crew agency check"]
    assert [one.title for one in ranking.unscored] == ["Crew rest house", "Fair start for day crews"]


def test_three_rounds_the_first_blind_and_the_last_open(ws: Workspace) -> None:
    rounds = opportunities.rounds(ws)
    assert [(one.kind, one.blind, one.closed) for one in rounds] == [("internal", True, True), ("programme", False, True), ("donor", False, False)]
    assert rounds[0].people_scored == 3


def test_two_ideas_share_a_place_in_the_first_round(ws: Workspace) -> None:
    first = opportunities.ranking(ws, opportunities.rounds(ws)[0].id)
    assert [row.rank for row in first.rows if row.tied] == [5, 5]


# -- sound ---------------------------------------------------------------------------------------------------------------------------


def test_no_record_has_an_impossible_answer_and_what_is_finished_may_be(ws: Workspace) -> None:
    wrong = []
    for form in ws.catalogue.forms():
        for line in records.list_records(ws, form.name):
            for problem in records.sheet(ws, line.id).sheet.problems():
                if problem.kind in ("hard", "type") or (problem.blocks and line.status == "finished"):
                    wrong.append((form.name, line.title, problem.path, problem.message))
    assert not wrong


def test_the_file_is_sound(ws: Workspace) -> None:
    found = records.check(ws)
    assert found.ok, found.findings


def test_states_and_sources_of_all_kinds_occur(ws: Workspace) -> None:
    states: set[State] = set()
    for form in ("desk_research", "maturity", "due_diligence"):
        for line in records.list_records(ws, form):
            states |= {one.answer.state for one in records.show(ws, line.id).answers.values()}
    kinds = {doc(records.show(ws, line.id), "kind") for line in records.list_records(ws, "source")}
    assert states == set(State)
    assert kinds == {"company", "government", "media", "ngo", "database", "own_visit"}


def test_two_sources_have_their_document_with_them(ws: Workspace) -> None:
    with ws.reading() as connection:
        kinds = connection.exec_driver_sql("select media_type from blob order by media_type").scalars()
    assert kinds == ["application/pdf", "text/plain"]


def test_the_history_is_by_two_people_over_two_years_and_not_in_the_future(ws: Workspace) -> None:
    with ws.reading() as connection:
        first, last, devices = connection.exec_driver_sql("select min(at), max(at), count(distinct device) from change").one()
    assert devices == 2
    assert (last - first) / 86_400_000 > 730
    assert last <= ws.clock()


# -- dates ---------------------------------------------------------------------------------------------------------------------------


def test_dates_count_from_the_day_of_loading() -> None:
    day = date(2026, 10, 13)
    assert relative(day, "-30", "d") == "2026-09-13"
    assert relative(day, "-16", "m") == "2025-06"
    assert relative(day, "+8", "m", "day") == "2027-06-01"
    assert relative(day, "-43", "m", "year") == "2023"
    assert relative(day, "-2", "y") == "2024"


def test_the_end_of_a_long_month_is_a_month_like_any_other() -> None:
    assert relative(date(2026, 3, 31), "-1", "m") == "2026-02"


def _said(step: Mapping[str, Any]) -> Any:
    """The answers of a step, or of all its lines."""
    return step.get("answers", step.get("each", {}))


def _cited(value: Any) -> Iterator[str]:
    """Keys of the sources an answer names."""
    if isinstance(value, str):
        if found := re.fullmatch(r".* \[(\w+(?:, ?\w+)*)\]", value, re.DOTALL):
            yield from found[1].replace(",", " ").split()
    elif isinstance(value, Mapping):
        yield from value.get("sources", ())
        yield from (key for name, one in value.items() if name != "sources" for key in _cited(one))
    else:
        yield from (key for one in value for key in _cited(one))


@pytest.mark.parametrize("day", DAYS)
def test_no_source_is_younger_than_the_answer_it_stands_beside(day: date) -> None:
    timeline = read_timeline(day)
    younger = [
        (step["day"], key)
        for step in timeline.steps
        for key in _cited(_said(step))
        if timeline.sources[key]["date"] > (day + timedelta(days=int(step["day"]))).isoformat()
    ]
    assert not younger


def test_every_source_is_cited() -> None:
    timeline = read_timeline(DAYS[0])
    cited = {key for step in timeline.steps for key in _cited(_said(step))}
    assert set(timeline.sources) == cited


def test_it_loads_on_a_leap_day(tmp_path: Path) -> None:
    report = load_sample(tmp_path / "leap.ctip", PASSPHRASE, today=date(2028, 2, 29))
    assert report.conflicts == 3
    assert report.colleague is None
    assert not list(tmp_path.glob("*south*"))


# -- when it does not come to its end ------------------------------------------------------------------------------------------------


def test_a_cancelled_load_leaves_nothing_behind(tmp_path: Path) -> None:
    steps: list[Step] = []

    def listen(step: Step) -> None:
        steps.append(step)
        if step.done == 40:
            progress.cancel()

    progress = Progress(listen)
    with pytest.raises(Cancelled):
        load_sample(tmp_path / "sample.ctip", PASSPHRASE, progress)
    assert 0 < steps[-1].done < steps[-1].total
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".lock"] == []


def test_a_file_that_is_there_is_never_replaced(tmp_path: Path) -> None:
    mine = tmp_path / "sample.ctip"
    mine.write_bytes(b"mine")
    with pytest.raises(WorldError):
        load_sample(mine, PASSPHRASE)
    assert mine.read_bytes() == b"mine"


# -- invented ------------------------------------------------------------------------------------------------------------------------


def _plain(name: str) -> str:
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", name).casefold()))


def _real_names(folder: Path) -> set[str]:
    found: set[str] = set()
    for path, column in (
        ("gleif/companies.csv", "legal_name"),
        ("statements/training_answers.csv", "Company"),
        ("names/rigour_sample_names.csv", "name"),
    ):
        with (folder / path).open(encoding="utf-8-sig", newline="") as file:
            csv.field_size_limit(1_000_000)
            found |= {row.get(column) or "" for row in csv.DictReader(file)}
    for path_ in (folder / "supplier_lists").glob("*.csv"):
        with path_.open(encoding="utf-8-sig", newline="") as file:
            found |= {row.get("name") or "" for row in csv.DictReader(file)}
    for line in (folder / "watchlist_sample" / "yente_t1_entities.ftm.json").read_text(encoding="utf-8").splitlines():
        found |= set(json.loads(line)["properties"].get("name", ()))
    return {_plain(name) for name in found if name}


def _ours(ws: Workspace) -> set[str]:
    names: set[str] = set()
    for line in records.list_records(ws, "company"):
        view = records.show(ws, line.id)
        names |= {str(doc(view, name)) for name in ("name", "local_name") if doc(view, name)} | set(str(doc(view, "other_names") or "").splitlines())
    for line in records.list_records(ws, "desk_research"):
        answers = records.show(ws, line.id).answers.items()
        names |= {str(one.answer.value) for path, one in answers if re.search(r"\.(competitor|affiliate|supplier)_name$", path) and one.answer.value}
    names |= {str(doc(records.show(ws, line.id), "name")) for line in records.list_records(ws, "contact")}
    return {_plain(name) for name in names}


def test_no_name_is_that_of_a_real_company(ws: Workspace, shared_data: Path) -> None:
    real, ours = _real_names(shared_data), _ours(ws)
    assert len(real) > 2000
    assert len(ours) > 40
    assert not ours & real
    words = {word for name in real for word in name.split()}
    brands = {_plain(line.title).split()[0] for line in records.list_records(ws, "company")}
    assert not brands & words
