"""What is due and what waits: calendar, .ics text, and the lists for Home."""

from __future__ import annotations

from datetime import UTC, date, datetime

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import programme, records, talks
from ctip_desktop.queries import calendar as queries
from ctip_desktop.queries.attention import attention
from ctip_desktop.queries.calendar import DueKind
from ctip_desktop.queries.companies import company_page
from ctip_desktop.queries.records import list_records
from ctip_desktop.queries.today import today
from ctip_desktop.queries.views import Flag
from ctip_desktop.queries.visits import visit_pack

from .conftest import START, World
from .partners import partnership, pulse, write

TODAY = date(2026, 10, 13)
YEAR = (date(2026, 1, 1), date(2027, 12, 31))


def full(world: World):
    """A company and a partnership with one of everything that has a day."""
    okavi = world.company("Okavi Garments, Ltd; Branch")
    id_ = partnership(world, "Corridors", okavi)
    world.make("conversation", okavi, date="2026-10-01", channel="call", summary="Secret words", follow_up="Call Mei", follow_up_due="2026-10-20")
    world.make("goal", okavi, goal="A policy", by_date="2027-03", reached="no")
    world.make("due_diligence", okavi, done_on="2026-02-01", next_review="2027-02-01")
    world.make("milestone", id_, text="Training held", kind="output", due="2026-09-01")
    world.make("milestone", id_, text="Done", kind="output", due="2026-08-01", reached_on="2026-08-01")
    indicator = world.make("indicator", id_, name="Fees paid", unit="USD", direction="down", frequency="quarterly")
    world.make("reading", indicator, date="2026-06-01", value=3)
    world.make(
        "decision",
        id_,
        kind="go_on",
        choice="explore",
        decided_on="2026-06-01",
        explore_question="A market?",
        explore_until="2026-09-30",
        review_on="2026-12-01",
    )
    world.make("agreement", id_, kind="mou", signed_on="2026-01-01", ends_on="2026-12-31")
    world.make("nda", okavi, signed_on="2026-01-01", ends_on="2027-01-01")
    return id_


def test_everything_with_a_day_is_in_the_calendar_and_what_is_done_is_not(world: World) -> None:
    full(world)
    found = queries.calendar(world.ws, *YEAR, today=TODAY)
    assert [(each.kind, each.on.isoformat(), each.text) for each in found] == [
        (DueKind.PULSE, "2026-07-15", "Ask both sides"),
        (DueKind.MILESTONE, "2026-09-01", "Training held"),
        (DueKind.READING, "2026-09-01", "Fees paid"),
        (DueKind.EXPLORE, "2026-09-30", "A market?"),
        (DueKind.FOLLOW_UP, "2026-10-20", "Call Mei"),
        (DueKind.REVIEW, "2026-12-01", "Go on or not: Explore first"),
        (DueKind.AGREEMENT_ENDS, "2026-12-31", "Memorandum of understanding"),
        (DueKind.NDA_ENDS, "2027-01-01", ""),
        (DueKind.RECHECK, "2027-02-01", "Check again"),
        (DueKind.GOAL, "2027-03-01", "A policy"),
    ]
    assert found[1].days == -42
    assert found[1].subject is not None
    assert found[1].subject.title == "Corridors"


def test_of_a_partnership_that_is_over_only_its_secrecy_has_a_day(world: World) -> None:
    id_ = full(world)
    world.make("nda", id_, signed_on="2026-01-01", ends_on="2027-03-01")
    write(world, id_, status="handed_over", ended_on="2026-10-01")
    about = [each.kind for each in queries.calendar(world.ws, *YEAR, today=TODAY) if each.subject and each.subject.title == "Corridors"]
    assert about == [DueKind.NDA_ENDS]


def ends(world: World) -> list[str]:
    found = queries.calendar(world.ws, *YEAR, today=TODAY, kinds=[DueKind.AGREEMENT_ENDS])
    return [each.on.isoformat() for each in found]


def test_nothing_is_due_when_a_newer_agreement_goes_on(world: World) -> None:
    id_ = partnership(world, "Corridors")
    world.make("agreement", id_, kind="sub", signed_on="2026-01-01", ends_on="2026-09-30")
    assert ends(world) == ["2026-09-30"]
    world.make("agreement", id_, kind="mou", signed_on="2026-09-01", ends_on="2027-09-30")  # another kind
    assert ends(world) == ["2026-09-30", "2027-09-30"]
    world.make("agreement", id_, kind="sub", signed_on="2026-09-01", ends_on="2027-06-30")
    assert ends(world) == ["2027-06-30", "2027-09-30"]
    world.make("agreement", id_, kind="umbrella", signed_on="2026-10-01")
    assert ends(world) == []


def test_a_newer_agreement_that_ends_earlier_or_is_over_replaces_nothing(world: World) -> None:
    id_ = partnership(world, "Corridors")
    world.make("agreement", id_, kind="mou", signed_on="2026-01-01", ends_on="2026-12-31")
    world.make("agreement", id_, kind="mou", signed_on="2026-02-01", ends_on="2026-11-30")
    world.make("agreement", partnership(world, "Other"), kind="umbrella", signed_on="2026-03-01")
    assert ends(world) == ["2026-11-30", "2026-12-31"]


def test_the_calendar_is_cut_by_day_and_kind(world: World) -> None:
    full(world)
    assert len(queries.calendar(world.ws, date(2026, 9, 1), date(2026, 9, 30), today=TODAY)) == 3
    assert [each.kind for each in queries.calendar(world.ws, *YEAR, today=TODAY, kinds=[DueKind.GOAL])] == [DueKind.GOAL]


def test_an_ics_text_tells_kind_and_title_and_nothing_anybody_said(world: World) -> None:
    full(world)
    text = queries.as_ics(queries.calendar(world.ws, *YEAR, today=TODAY), made=datetime(2026, 10, 13, 9).astimezone())
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") == 10
    assert "SUMMARY:Follow-up: Okavi Garments\\, Ltd\\; Branch\r\n" in text
    assert "DTSTART;VALUE=DATE:20261020\r\nDTEND;VALUE=DATE:20261021" in text
    assert f"DTSTAMP:{START.astimezone(UTC):%Y%m%dT%H%M%SZ}" in text
    assert not any(secret in text for secret in ("Mei", "Secret", "A market"))
    plain = queries.as_ics(queries.calendar(world.ws, *YEAR, today=TODAY), made=datetime(2026, 10, 13).astimezone(), with_titles=False)
    assert "Okavi" not in plain


def test_long_titles_in_any_script_are_folded_at_75_octets(world: World) -> None:
    company = world.company("សហគ្រាស" * 20)
    world.make("goal", company, goal="x", by_date="2026-11-01", reached="no")
    text = queries.as_ics(queries.calendar(world.ws, *YEAR, today=TODAY), made=datetime(2026, 10, 13).astimezone())
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "សហគ្រាស" * 20 in text.replace("\r\n ", "")


def test_home_hears_of_pulses_milestones_readings_and_explorations_that_wait(world: World) -> None:
    full(world)
    found = attention(world.ws, TODAY)
    assert [each.text for each in (*found.pulses, *found.milestones, *found.readings, *found.reviews)] == [
        "Ask both sides",
        "Training held",
        "Fees paid",
        "A market?",
    ]
    assert found.milestones[0].days == 42
    assert not found.nothing


def test_nothing_of_a_partnership_that_is_over_waits(world: World) -> None:
    write(world, full(world), status="ended", ended_on="2026-10-01")
    assert attention(world.ws, TODAY).nothing


def test_met_criteria_of_partnerships_and_ideas_open_decisions_and_settled_ones_do_not(world: World) -> None:
    id_ = partnership(world, "Weak")
    for who in "ABC":
        pulse(world, id_, who, (2, 2, 2, 2, 1, 2))
    denying = world.company("Denies", engaging="no", not_engaging_reason="denies")
    idea = world.opportunity("Idea", denying)
    world.opportunity("Resting", denying, status="parked", status_reason="Later")
    found = attention(world.ws, TODAY)
    assert [(each.subject.title, each.form) for each in found.to_decide] == [("Weak", "partnership"), ("Idea", "opportunity")]
    assert found.to_decide[0].since == date(2026, 10, 1)
    world.make("decision", idea, kind="cut_off", choice="no", decided_on="2026-10-12", reasons="It denies")
    assert [each.subject.title for each in attention(world.ws, TODAY).to_decide] == ["Weak"]


def test_a_programme_with_its_own_criteria_uses_its_own_alone(world: World) -> None:
    denying = world.company("Denies", engaging="no", not_engaging_reason="denies")
    world.opportunity("Idea", denying)
    criterion = world.make("cut_off", world.ws.programme_id, criterion="The champion leaves", kind="own", active="yes")
    assert attention(world.ws, TODAY).nothing
    write(world, criterion, kind="denial")
    assert [each.subject.title for each in attention(world.ws, TODAY).to_decide] == ["Idea"]
    write(world, criterion, active="no")
    assert attention(world.ws, TODAY).nothing


def test_criteria_that_were_all_deleted_stay_gone(world: World) -> None:
    denying = world.company("Denies", engaging="no", not_engaging_reason="denies")
    world.opportunity("Idea", denying)
    assert [each.subject.title for each in attention(world.ws, TODAY).to_decide] == ["Idea"]
    programme.set_up(world.ws, currency="THB")
    for line in list_records(world.ws, "cut_off"):
        records.delete(world.ws, line.id)
    assert attention(world.ws, TODAY).nothing


def test_effort_above_the_ceiling_and_silence_after_four_tries_open_decisions(world: World) -> None:
    quiet = world.company("Quiet")
    world.opportunity("Quiet idea", quiet)
    for day in ("2026-05-01", "2026-06-01", "2026-07-01", "2026-08-01"):
        world.make("outreach", quiet, date=day, method="email", result="no_answer")
    heavy = world.opportunity("Heavy idea", effort_days=10)
    world.make("effort", heavy, date="2026-05-01", days=6)
    world.make("effort", heavy, date="2026-06-01", days=5)
    assert {each.subject.title: each.reasons for each in attention(world.ws, TODAY).to_decide} == {
        "Quiet idea": ("4 attempts found no reply.",),
        "Heavy idea": ("The effort is above its ceiling: 11 days of 10.",),
    }


def test_each_promise_of_a_talk_is_due_on_its_own_day_everywhere_and_is_kept_on_its_own(world: World) -> None:
    okavi = world.company("Okavi Garments")
    old = {"date": "2026-10-01", "channel": "call", "summary": "Talk", "follow_up": "Call Mei", "follow_up_due": "2026-10-20"}
    theirs = {"promise": "Send the list", "promise_by": "they", "promise_due": "2026-10-12"}
    ours = {"promise": "Bring the outline", "promise_by": "we", "promise_due": "2026-10-16"}
    talk = world.make("conversation", okavi, {"promises": [theirs, ours, {"promise": "Think"}]}, **old)
    told = [("2026-10-12", "Send the list"), ("2026-10-16", "Bring the outline"), ("2026-10-20", "Call Mei")]
    due = queries.calendar(world.ws, *YEAR, today=TODAY, kinds=[DueKind.FOLLOW_UP])
    assert [(each.on.isoformat(), each.text) for each in due] == told
    assert due[0].place == (talk, "promises")
    assert len({line for line in queries.as_ics(due, made=START).splitlines() if line.startswith("UID:")}) == 3
    assert [(each.due.isoformat(), each.text) for each in today(world.ws, START).follow_ups] == told
    page = company_page(world.ws, okavi, TODAY)
    assert [each.text for each in page.promises] == [*(text for _, text in told), "Think"]
    assert page.next_step is not None
    assert [(each.text, each.theirs) for each in page.next_step.open] == [("Send the list", True)]
    assert [(each.text, each.theirs) for each in page.talks[0].open] == [
        ("Call Mei", False),
        ("Send the list", True),
        ("Bring the outline", False),
        ("Think", False),
    ], "a promise that an older record keeps in the talk itself reads like a line"
    assert [each.theirs for each in (*due[:1], *today(world.ws, START).follow_ups[:1], *page.promises[:1])] == [True, True, True]
    assert Flag.OVERDUE in page.flags
    assert [each.text for each in visit_pack(world.ws, okavi, today=TODAY).promises][-1] == "Think"
    given = {name: Answer.of(text) for name, text in (("date", "2026-10-13"), ("channel", "call"), ("summary", "They sent it"))}
    talks.record(world.ws, okavi, given, due[0].record)
    assert [each.text for each in company_page(world.ws, okavi, TODAY).promises] == ["Bring the outline", "Call Mei", "Think"]
    assert Flag.OVERDUE not in company_page(world.ws, okavi, TODAY).flags


def test_an_idea_to_explore_first_is_looked_at_when_its_time_is_over(world: World) -> None:
    idea = world.make("opportunity", None, title="Idea", status="decision")
    asked = {"kind": "go_on", "decided_on": "2026-09-01", "choice": "explore", "explore_question": "Is there a market?"}
    decision = world.make("decision", idea, explore_until="2026-09-30", **asked)
    waiting = attention(world.ws, TODAY).reviews
    assert [(each.subject.title, each.record, each.text) for each in waiting] == [("Idea", decision, "Is there a market?")]
    assert (waiting[0].form, waiting[0].path) == ("opportunity", "explore_result")
    last, before = date(2026, 9, 30), date(2026, 9, 29)
    assert [each.days for each in attention(world.ws, last).reviews] == [0], "on its last day it is decided what comes next"
    assert attention(world.ws, before).reviews == ()
    world.make("decision", idea, kind="go_on", decided_on="2026-10-01", choice="yes")
    assert attention(world.ws, TODAY).reviews == ()
