"""The company list with its filters, and the company page."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ctip_desktop.errors import NotFound
from ctip_desktop.forms.model import Answer, Source, State
from ctip_desktop.forms.sheet import Sheet
from ctip_desktop.operations import records
from ctip_desktop.practice import maturity, readings
from ctip_desktop.practice.due_diligence import Result
from ctip_desktop.practice.maturity import Stage
from ctip_desktop.queries import companies, opportunities, today
from ctip_desktop.queries.views import Flag
from ctip_desktop.workspace import journal

from .conftest import NOT_APPLICABLE, START, UNKNOWN, World, source

TODAY = START.date()


def names(found: companies.CompanyList) -> list[str]:
    return [row.name for row in found.rows]


@pytest.fixture
def three(world: World):
    pearl = world.company("Selan Pearl Fisheries", local_name="เซลัน", place="Port Selan", country="TH", sector="seafood", staff=1400)
    okavi = world.company("Okavi Garments", place="East Talven", country="KH", sector="garments")
    dunmara = world.company("dunmara cocoa", country="KH", sector="agriculture")
    world.make("placement", pearl, by="team", stage="follower", date="2024-03-01")
    world.make("placement", pearl, by="team", stage="mature", date="2026-09-18", suggested="mature")
    world.make("placement", pearl, by="company", stage="leader", date="2026-10-07")
    world.opportunity("Worker voice line", pearl, status="due_diligence")
    world.opportunity("Old idea", pearl, status="parked", status_reason="Later.")
    world.make(
        "conversation", pearl, date="2026-10-07", channel="call", summary="Audit reports", follow_up="Send outline", follow_up_due="2026-10-12"
    )
    world.make("conversation", okavi, date="2026-10-05", channel="visit", summary="Saw the sewing hall")
    world.make("due_diligence", pearl, policy="yes", policy_check="clear", reputation="mixed", reputation_check="watch")
    return world, pearl, okavi, dunmara


def test_a_row_shows_what_is_known_and_nothing_it_does_not_know(three):
    world, pearl, okavi, dunmara = three
    rows = {row.id: row for row in companies.company_list(world.ws, today=TODAY).rows}
    assert list(rows) == [dunmara, okavi, pearl]
    row = rows[pearl]
    assert (row.local_name, row.place, row.country_label, row.sector_label, row.staff) == (
        "เซลัน",
        "Port Selan",
        "Thailand",
        "Seafood and fishing",
        1400,
    )
    assert (row.stage, row.company_stage, row.step_label, row.last_talk) == (Stage.MATURE, Stage.LEADER, "Due diligence", date(2026, 10, 7))
    assert row.due_diligence is Result.WATCH
    assert row.flags == {Flag.OVERDUE, Flag.DRAFT}
    bare = rows[dunmara]
    assert (bare.stage, bare.step, bare.last_talk, bare.due_diligence, bare.staff, bare.flags) == (None, "", None, None, None, frozenset())


def test_filters_narrow_and_each_filter_counts_what_the_others_leave(three):
    world = three[0]
    found = companies.company_list(world.ws, countries={"KH"}, today=TODAY)
    assert names(found) == ["dunmara cocoa", "Okavi Garments"]
    assert found.total == 3
    assert [(facet.name, facet.count) for facet in found.facets.countries] == [("KH", 2), ("TH", 1)]
    assert [(facet.label, facet.count) for facet in found.facets.sectors] == [("Agriculture", 1), ("Garments and textiles", 1)]
    both = companies.company_list(world.ws, countries={"KH"}, sectors={"seafood"}, today=TODAY)
    assert not both.rows
    assert [(facet.name, facet.count) for facet in both.facets.countries] == [("TH", 1)]
    assert names(companies.company_list(world.ws, stages={"mature"}, today=TODAY)) == ["Selan Pearl Fisheries"]
    assert len(companies.company_list(world.ws, stages={companies.NOT_PLACED}, today=TODAY).rows) == 2
    assert names(companies.company_list(world.ws, flags={Flag.OVERDUE}, today=TODAY)) == ["Selan Pearl Fisheries"]
    assert names(companies.company_list(world.ws, steps={"due_diligence"}, today=TODAY)) == ["Selan Pearl Fisheries"]


def test_a_company_whose_country_is_not_known_gives_no_nameless_filter(three):
    world = three[0]
    world.make("company", name="Blue Bay Fish")
    found = companies.company_list(world.ws, today=TODAY)
    assert "Blue Bay Fish" in names(found)
    assert all(facet.label for facets in (found.facets.countries, found.facets.sectors) for facet in facets)


def test_stages_are_offered_in_the_order_of_the_path_and_never_sorted(three):
    world, _, okavi, dunmara = three
    world.make("placement", okavi, by="team", stage="innovator", date="2026-10-01")
    world.make("placement", dunmara, by="team", stage="follower", date="2026-10-01")
    found = companies.company_list(world.ws, today=TODAY)
    assert names(found) == ["dunmara cocoa", "Okavi Garments", "Selan Pearl Fisheries"]
    assert [facet.label for facet in found.facets.stages] == ["Follower", "Mature", "Innovator"]


@pytest.mark.parametrize("text", ["pearl", "PORT selan", "เซลัน", "audit", "Anek", "se"])
def test_search_looks_in_names_places_people_and_notes(three, text):
    world, pearl, _, _ = three
    world.make("contact", pearl, name="Anek Toru", job="Head of sourcing")
    assert "Selan Pearl Fisheries" in names(companies.company_list(world.ws, text=text, today=TODAY))


def test_a_search_that_finds_nothing_shows_nothing(three):
    world = three[0]
    assert not companies.company_list(world.ws, text="nobody’s name", today=TODAY).rows
    assert len(companies.company_list(world.ws, text="  ", today=TODAY).rows) == 3


def test_a_deleted_company_is_gone_from_the_list_and_has_no_page(three):
    world, pearl, _, _ = three
    records.delete(world.ws, pearl)
    assert "Selan Pearl Fisheries" not in names(companies.company_list(world.ws, today=TODAY))
    for missing in (pearl, uuid4()):
        with pytest.raises(NotFound):
            companies.company_page(world.ws, missing, TODAY)


def test_old_answers_are_to_be_checked_again(world: World):
    pearl, okavi = world.company("Selan Pearl Fisheries"), world.company("Okavi Garments")
    old = Answer.of("Export contracts", sources=(source("Yearly report", "2025-06"),))
    world.make("desk_research", pearl, business_model=old)
    world.make("desk_research", okavi, business_model=Answer.of("Contracts", sources=(source("Talk", "2026-09-18", "own_visit"),)))
    rows = {row.id: row for row in companies.company_list(world.ws, today=TODAY).rows}
    assert Flag.CHECK_AGAIN in rows[pearl].flags
    assert Flag.CHECK_AGAIN not in rows[okavi].flags
    later = {row.id: row for row in companies.company_list(world.ws, today=TODAY + timedelta(days=500)).rows}
    assert Flag.CHECK_AGAIN in later[okavi].flags


def test_an_answer_without_a_source_ages_from_the_day_it_was_written(world: World):
    pearl = world.company("Selan Pearl Fisheries")
    world.make("desk_research", pearl, business_model="Export contracts")
    assert not companies.company_page(world.ws, pearl, TODAY).flags & {Flag.CHECK_AGAIN}
    late = TODAY + timedelta(days=430)
    assert Flag.CHECK_AGAIN in companies.company_page(world.ws, pearl, late).flags
    assert Flag.CHECK_AGAIN in companies.company_list(world.ws, today=late).rows[0].flags


def test_the_stage_panel_shows_counts_suggestion_both_views_offers_and_goal(three):
    world, pearl, _, _ = three
    sourced = Answer.of("yes", sources=(source("Supplier code", "2025"),))
    world.make(
        "maturity",
        pearl,
        **{f"mat_{n:02}": sourced for n in (1, 2, 4, 5, 7, 8, 9)},
        mat_03="no",
        mat_06="no",
        mat_13=UNKNOWN,
        mat_19=NOT_APPLICABLE,
    )
    world.make(
        "goal", pearl, goal="A channel where workers can speak up", stage="leader", by_date="2027-06", agreed_on="2026-10-07", agreed_with="Sourcing"
    )
    panel = companies.company_page(world.ws, pearl, TODAY).stage
    assert [(count.stage.value, count.shown, count.of) for count in panel.counts] == [
        ("follower", 3, 4),
        ("mature", 4, 5),
        ("leader", 0, 5),
        ("innovator", 0, 6),
    ]
    assert panel.suggestion is Stage.MATURE
    assert panel.sentence == (
        "Suggested from the answers: Mature. Our team agreed. The company sees itself one stage further. Talk about the difference."
    )
    assert [(each.by, each.stage, each.differs) for each in panel.placements] == [
        ("team", Stage.FOLLOWER, False),
        ("team", Stage.MATURE, False),
        ("company", Stage.LEADER, False),
    ]
    assert [offer.title for offer in panel.offers] == ["Help with rules and risk", "Training on trafficking together with suppliers"]
    assert (panel.goal.text, panel.goal.until, panel.goal.stage) == ("A channel where workers can speak up", "2027-06", Stage.LEADER)
    by_name = {action.name: action for action in panel.actions}
    assert len(by_name) == 20
    assert (by_name["mat_01"].shown, by_name["mat_03"].shown, by_name["mat_13"].shown, by_name["mat_13"].state) == (True, False, None, State.UNKNOWN)
    assert by_name["mat_01"].answer.sources[0].months == 21
    assert by_name["mat_01"].answer.stale
    assert by_name["mat_01"].answer.sources[0].number == by_name["mat_09"].answer.sources[0].number


def test_a_company_nobody_has_looked_at_says_so_everywhere(world: World):
    page = companies.company_page(world.ws, world.company("Maravel Build"), TODAY)
    assert [(form.form, form.status, form.answered) for form in page.forms][:3] == [
        ("desk_research", "none", 0),
        ("maturity", "none", 0),
        ("due_diligence", "none", 0),
    ]
    assert all(form.asked > 10 for form in page.forms[:3])
    assert page.due_diligence.result is Result.NOT_CHECKED
    assert len(page.due_diligence.items) == page.due_diligence.not_checked == 13
    assert page.stage.suggestion is None
    assert not page.stage.offers
    assert page.stage.sentence == "Suggested from the answers: no stage yet."
    assert page.desk.share_with_source is None
    assert page.desk.open == len(page.open_points) == len(page.desk.answers)
    assert page.next_step is None
    assert page.longest_silence is None
    assert page.flags == frozenset()


def test_desk_research_counts_states_sources_and_their_age(world: World):
    pearl = world.company("Selan Pearl Fisheries")
    report = source("Yearly report", "2026-03")
    world.make(
        "desk_research",
        pearl,
        rows={"sites": [{"site_place": "Port Selan", "site_country": "TH", "site_staff": 620}, {"site_place": "Lume Bay"}]},
        business_model=Answer.of("Export contracts", sources=(report,)),
        history=Answer.of("Boat yard since 1994", sources=(source("Website", "2023-03-03"), report)),
        supply_more=UNKNOWN,
        founded=NOT_APPLICABLE,
        staff_total=1400,
    )
    page = companies.company_page(world.ws, pearl, TODAY)
    desk = page.desk
    assert (desk.answered, desk.unknown, desk.not_applicable, desk.with_source, desk.oldest) == (8, 1, 1, 2, 43)
    assert desk.answered + desk.unknown + desk.not_applicable == desk.form.answered
    assert desk.form.answered + desk.open == desk.form.asked
    by_name = {answer.path: answer for answer in desk.answers}
    assert set(by_name["sites"].text.split("; ")) == {"Thailand, Port Selan, 620", "Lume Bay"}
    assert by_name["staff_total"].text == "1,400"
    assert {each.number for each in by_name["business_model"].sources} <= {each.number for each in by_name["history"].sources} == {1, 2}
    assert by_name["history"].months == 7
    assert not by_name["history"].stale
    assert {answer.path for answer in page.open_points} >= {"supply_more", "products"}
    assert "founded" not in {answer.path for answer in page.open_points}


def test_due_diligence_shows_the_worst_item_and_when_to_look_again(three):
    world, pearl, _, _ = three
    check = records.create(world.ws, "due_diligence", about=pearl).created[0]
    records.answer_many(
        world.ws,
        check,
        {
            "done_on": Answer.of("2025-10-01"),
            "next_review": Answer.of("2026-10-01"),
            "reputation": Answer.of("mixed", note="Delayed pay in 2024, paid since."),
        },
    )
    panel = companies.company_page(world.ws, pearl, TODAY).due_diligence
    assert (panel.result, panel.clear, panel.watch, panel.stop, panel.not_checked) == (Result.WATCH, 1, 1, 0, 11)
    assert panel.recheck == date(2026, 10, 1)
    assert panel.recheck_due
    item = next(item for item in panel.items if item.name == "reputation")
    assert (item.result, item.section, item.found) == (Result.WATCH, "Business links", "Mixed. Delayed pay in 2024, paid since.")
    chips = {chip.kind: chip.text for chip in companies.company_page(world.ws, pearl, TODAY).chips}
    assert chips["due_diligence"] == "Due diligence: watch"


def test_people_talks_and_the_next_step(three):
    world, pearl, _, _ = three
    anek = world.make("contact", pearl, name="Anek Toru", job="Head of sourcing", champion="yes")
    world.make("conversation", pearl, date="2026-06-17", channel="meeting", who=str(anek), who_else="Two captains", summary="Wishes " * 40)
    page = companies.company_page(world.ws, pearl, TODAY)
    assert [(talk.on, talk.channel_label, talk.people) for talk in page.talks] == [
        (date(2026, 10, 7), "Phone call", ""),
        (date(2026, 6, 17), "Meeting", "Anek Toru, Two captains"),
    ]
    assert len(page.talks[1].subject) <= 140
    assert page.longest_silence == 112
    assert ([one.text for one in page.next_step.open], page.next_step.due) == (["Send outline"], date(2026, 10, 12))
    assert [(contact.name, contact.champion_label, contact.last_talk) for contact in page.contacts] == [("Anek Toru", "Yes", date(2026, 6, 17))]


def test_the_page_lists_opportunities_score_cards_and_documents(three):
    world, pearl, okavi, _ = three
    shared = world.opportunity("Shared line", okavi, pearl)
    sheet = world.sheet(shared, "internal", "Lina Tarvo", (4,) * 10 + (2,) * 5)
    digest = records.attach(world.ws, b"%PDF-1.7 code of conduct", "application/pdf")
    desk = world.make("desk_research", pearl, history="Boat yard")
    records.add_source(world.ws, desk, "history", Source("company", "Code", "", "2026-01", digest))
    page = companies.company_page(world.ws, pearl, TODAY)
    assert [(line.title, line.rank, line.total) for line in page.opportunities] == [
        ("Old idea", None, None),
        ("Shared line", 1, 10.0),
        ("Worker voice line", None, None),
    ]
    assert [(line.id, line.opportunity.id, line.answered) for line in page.score_cards] == [(sheet, shared, 15)]
    assert [(document.title, document.media_type, document.size, document.record) for document in page.documents] == [
        ("Code", "application/pdf", 24, desk)
    ]


def test_a_company_we_do_not_engage_with_has_a_chip_and_no_offers(world: World):
    pelagra = world.company("Pelagra Canning", engaging="no", not_engaging_reason="no_interest")
    world.make("placement", pelagra, by="team", stage="not_engaging", date="2026-05-01", reason="No interest.")
    page = companies.company_page(world.ws, pelagra, TODAY)
    assert not page.engaging
    assert (page.chips[0].text, page.chips[0].why) == ("Not engaging now", "no interest in taking steps")
    assert not page.stage.offers


def test_the_chip_of_a_company_we_do_not_engage_with_says_the_reason_that_was_chosen(world: World):
    silent = world.company("Pelagra Canning", engaging="no", not_engaging_reason="no_reply")
    assert companies.company_page(world.ws, silent, TODAY).chips[0].why == "no reply after several tries"
    open_ = world.company("Ilvara Ferries", engaging="no")
    assert companies.company_page(world.ws, open_, TODAY).chips[0].why == ""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(states=st.lists(st.sampled_from(["yes", "no", "unknown", "not_applicable", ""]), min_size=20, max_size=20))
def test_the_suggestion_is_the_one_the_form_itself_gives(catalogue, states):
    given_answers = {
        f"mat_{n:02}": Answer.of(state) if state in ("yes", "no") else Answer(state=State(state or "not_asked")) for n, state in enumerate(states, 1)
    }
    form = catalogue.form("maturity")
    sheet = Sheet.of(form, given_answers, today=TODAY)
    assert maturity.suggest(readings.stage_counts(form, sheet)).name == sheet.outcomes()["stage"][0].result


@given(results=st.lists(st.sampled_from(["clear", "watch", "stop", "not_checked", ""]), min_size=13, max_size=13))
def test_the_result_of_the_check_is_the_one_the_form_itself_gives(catalogue, results):
    form = catalogue.form("due_diligence")
    verdicts = [verdict.name for _, _, verdict in readings.check_items(form)]
    sheet = Sheet.of(form, {name: Answer.of(result) for name, result in zip(verdicts, results, strict=True)}, today=TODAY)
    assert readings.CheckReader(form).read(sheet).result == sheet.outcomes()["result"][0].result


@pytest.mark.parametrize("odd", ["1e999", "[[1]]", '{"a": 1}', "123456789012345678901234567890", "true", '["TH"]', "-5.5"])
def test_an_odd_value_from_another_program_never_breaks_a_screen(three, odd):
    world, pearl, _, _ = three
    about = {"placement": "stage", "conversation": "date", "due_diligence": "done_on", "opportunity": "status"}
    with world.ws.writing() as connection:
        found = [(bytes(id_), form) for id_, form in connection.exec_driver_sql("select id, form from record where about = ?", (pearl.bytes,))]
        cells = [(id_, about[form], odd) for id_, form in found if form in about]
        cells += [(pearl.bytes, name, odd) for name in ("country", "sector", "staff", "engaging", "local_name")]
        journal.write(connection, cells, by=world.ws.device.writer, at=world.ws.clock())
        world.ws.project(connection, [record for record, _, _ in cells])
    assert len(companies.company_list(world.ws, today=TODAY).rows) == 3
    assert companies.company_page(world.ws, pearl, TODAY).id == pearl
    assert opportunities.long_list(world.ws, TODAY)
    assert today.today(world.ws, START)
