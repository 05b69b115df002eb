"""Home and the Programme page: what needs a person, and the rules in force."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.practice.ranking import BlockRule, CostRule
from ctip_desktop.queries import companies, home_cards, programme, today
from ctip_desktop.queries.records import list_records
from ctip_desktop.queries.views import Flag
from ctip_desktop.workspace import backups, journal
from ctip_desktop.workspace.backups import Health

from .conftest import START, World, source


def test_an_empty_programme_has_nothing_to_do_but_a_backup(world: World):
    found = today.today(world.ws, START)
    assert found.nothing
    assert found.backup.tone == "warn"
    assert not found.colleagues


def test_promises_are_listed_when_they_are_near_and_the_oldest_comes_first(world: World):
    pearl = world.company("Selan Pearl Fisheries")
    anek = world.make("contact", pearl, name="Anek Toru")
    talk = {"channel": "call", "summary": "Talk", "date": "2026-10-06"}
    world.make("conversation", pearl, **talk, follow_up="Visit the port", follow_up_due="2026-10-15")
    world.make("conversation", pearl, **talk, follow_up="Send the outline", follow_up_due="2026-10-12", who=str(anek))
    world.make("conversation", pearl, **talk, follow_up="Far away", follow_up_due="2027-10-12")
    world.make("conversation", pearl, **talk, follow_up="Done", follow_up_due="2026-10-12", follow_up_done="yes")
    found = today.today(world.ws, START).follow_ups
    assert [(each.text, each.due, each.days, each.person, each.subject.title) for each in found] == [
        ("Send the outline", date(2026, 10, 12), -1, "Anek Toru", "Selan Pearl Fisheries"),
        ("Visit the port", date(2026, 10, 15), 2, "", "Selan Pearl Fisheries"),
    ]
    assert found[0].promised_on == date(2026, 10, 6)


def test_drafts_say_how_far_they_are(world: World):
    pearl = world.company("Selan Pearl Fisheries")
    world.make("due_diligence", pearl, policy="yes", policy_check="clear")
    opportunity = world.opportunity("Tracing pilot", pearl)
    world.sheet(opportunity, "internal", "Lina Tarvo", (3,) * 11 + (None,) * 4, handed_in=False)
    world.sheet(opportunity, "internal", "Joram Pesk", (3,) * 15, handed_in=False)
    found = {each.form: each for each in today.today(world.ws, START).drafts}
    assert found.keys() == {"due_diligence", "score_card"}
    assert found["score_card"].subject.title == "Tracing pilot"
    assert found["due_diligence"].own
    assert 0 < found["due_diligence"].answered < found["due_diligence"].asked


def test_every_draft_is_counted_also_when_only_the_newest_are_listed(world: World):
    for number in range(today.MOST_DRAFTS + 2):
        world.make("due_diligence", world.company(f"Company {number}"), policy="yes")
    found = today.today(world.ws, START)
    assert (len(found.drafts), found.unfinished) == (today.MOST_DRAFTS, today.MOST_DRAFTS + 2)


def test_answers_to_check_again_come_by_company_the_next_visit_first(world: World):
    for name in ("Torvane Hotels", "Selan Pearl Fisheries"):
        company = world.company(name)
        old = Answer.of("Told in 2024", sources=(source("Report", "2024"),))
        world.make("desk_research", company, business_goals=old, business_model=old)
    world.make("conversation", company, date="2026-10-01", channel="call", summary="x", follow_up="Visit", follow_up_due="2026-10-15")
    found = today.today(world.ws, START).check_again
    assert [(each.subject.title, each.count, each.oldest, each.talk) for each in found] == [
        ("Selan Pearl Fisheries", 2, 33, date(2026, 10, 15)),
        ("Torvane Hotels", 2, 33, None),
    ]
    assert len(found[0].labels) == 2
    desk = next(row.id for row in list_records(world.ws, "desk_research", about=found[1].subject.id))
    assert (found[1].record, found[1].path) in {(desk, "business_goals"), (desk, "business_model")}


def test_an_old_line_of_a_list_goes_by_the_words_of_the_list(world: World):
    pearl = world.company("Selan Pearl Fisheries")
    old = Answer.of("Human rights policy", sources=(source("Policy", "2023-03"),))
    desk = world.make("desk_research", pearl, {"policies": [{"policy_title": old}]})
    label = world.ws.catalogue.form("desk_research").question("policies").label
    found = today.today(world.ws, START).check_again
    assert [each.labels for each in found] == [(label,)]
    assert (found[0].record, found[0].path) == (desk, "policies"), "it is checked in its list"


def test_a_due_recheck_is_listed_too(world: World):
    pearl = world.company("Selan Pearl Fisheries")
    world.make("due_diligence", pearl, done_on="2025-09-01", next_review="2026-09-01")
    found = today.today(world.ws, START).check_again
    assert [(each.count, each.labels, each.recheck) for each in found] == [(1, ("Due diligence",), date(2026, 9, 1))]


def test_two_answers_that_came_together_are_shown_with_who_wrote_them(world: World):
    pearl = world.company("Selan Pearl Fisheries")
    desk = world.make("desk_research", pearl, history="Since 1994")
    with world.ws.writing() as connection:
        _as_somebody_else(connection, desk.bytes, "history", "Since 2009", int(START.timestamp() * 1000) + 60_000)
        world.ws.project(connection, [desk.bytes])
    found = today.today(world.ws, START).to_settle
    assert [(each.subject.id, each.label, set(each.people)) for each in found] == [
        (pearl, world.ws.catalogue.form("desk_research").question("history").label, {"Lina Tarvo", "Joram Pesk"})
    ]
    assert companies.company_list(world.ws).rows[0].flags >= {Flag.TO_SETTLE}
    page = companies.company_page(world.ws, pearl, START.date())
    assert "history" in {answer.path for answer in page.open_points}
    assert {chip.kind: chip.text for chip in page.chips}["to_settle"] == "1 to settle"


def _as_somebody_else(connection, record: bytes, field: str, text: str, at: int) -> None:
    """A change of another laptop that had not seen ours, as an import leaves it."""

    def insert(table: str, **values) -> int:
        statement = f"insert into {table}({', '.join(values)}) values({', '.join(f':{name}' for name in values)})"
        return connection.driver.execute(statement, values).lastrowid

    device = insert("device", id=bytes(16), name="Laptop South", person="Joram Pesk", trusted=1)
    run = {"stream": device, "card": device, "first": 1, "last": 1, "author": "Joram Pesk", "height": 1, "status": 0, "exchange": 1}
    segment = insert("segment", **run, hash=b"h" * 32, prev=bytes(32), saw=b"\x80", extra=b"\x90")
    insert("change", device=device, seq=1, segment=segment, record=record, field=field, at=at, value=json.dumps(text))
    journal.recompute(connection, [(record, field)])


@pytest.mark.parametrize(
    ("made", "tested", "changed", "tone"),
    [(None, None, True, "warn"), (1, None, True, "quiet"), (1, 1, False, "ok"), (20, 20, True, "warn"), (20, 20, False, "quiet")],
)
def test_only_a_backup_restored_for_trying_is_called_checked(made, tested, changed, tone):
    def ago(days: int | None):
        return START - timedelta(days=days) if days is not None else None

    card = home_cards.backup_card(Health(ago(made), ago(tested), changed, None), START, exchanged=True)
    assert card.tone == tone
    assert ("checked" in card.title) == (tone == "ok")


@pytest.mark.parametrize(("exchanged", "lost"), [(True, "everything since the last exchange is lost"), (False, "everything written here is lost")])
def test_without_a_backup_home_says_what_would_be_lost(exchanged, lost):
    card = home_cards.backup_card(Health(None, None, changed_since=True, path=None), START, exchanged=exchanged)
    assert lost in card.text


def test_a_real_backup_changes_the_card(world: World, tmp_path: Path):
    (tmp_path / "backups").mkdir(exist_ok=True)
    backups.make(world.ws)
    assert today.today(world.ws, START).backup.tone == "quiet"


def test_figures_count_and_never_judge(world: World):
    pearl = world.company("Selan Pearl Fisheries")
    world.company("Okavi Garments")
    world.make("conversation", pearl, date="2026-10-01", channel="call", summary="x")
    world.opportunity("Line", pearl, status="running")
    world.opportunity("Idea", pearl, status="parked")
    figures = {figure.name: figure for figure in today.today(world.ws, START).figures}
    assert (figures["companies"].value, figures["companies"].text) == (2, "1 with a talk in the last 90 days (50 %)")
    assert (figures["opportunities"].value, figures["opportunities"].text) == (2, "1 running, 1 parked or stopped")


def test_the_programme_page_shows_defaults_until_somebody_changes_them(world: World):
    view = programme.programme(world.ws)
    assert view.name == "Lantern Coast"
    assert view.record == world.ws.programme_id
    assert (view.rules.reminder_days, view.rules.shelf_life, view.rules.recheck_months, view.rules.ungp_gate) == (90, 12, 12, "warn")
    assert set(view.rules.method.weights.values()) == {1.0}
    assert (view.rules.method.cost, view.rules.method.block_rule) == (CostRule.MINUS, BlockRule.MEAN)
    records.answer_many(
        world.ws,
        world.ws.programme_id,
        {"weight_burden": Answer.of(2), "block": Answer.of("sum"), "countries": Answer.of(("TH", "KH")), "goals": Answer.of("One\n\nTwo ")},
    )
    view = programme.programme(world.ws)
    assert view.rules.method.weights["burden"] == 2
    assert str(view.rules.method_sentence).startswith("Sum of each block")
    assert view.countries == ("Thailand", "Cambodia")
    assert view.goals == ("One", "Two")
    assert dict(view.counts)["programme"] == 1


def test_people_begin_with_this_laptop(world: World):
    assert [(person.person, person.own, person.has_card) for person in programme.people(world.ws)] == [("Lina Tarvo", True, True)]
