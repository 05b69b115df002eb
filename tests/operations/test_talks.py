"""A talk is kept in one step with everything that came out of it, and one undo takes all of it back."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from ctip_desktop.errors import BadInput, NotFound
from ctip_desktop.forms.model import Answer, State
from ctip_desktop.operations import records, talks, undo
from ctip_desktop.operations.talks import Heard, TalkNotes
from ctip_desktop.practice.quick_lines import Line, Said
from ctip_desktop.queries.promises import open_promises
from ctip_desktop.queries.records import history, list_records, show
from ctip_desktop.workspace.workspace import Workspace


@pytest.fixture
def company(real: Workspace) -> UUID:
    return records.create(real, "company", answers={"name": Answer.of("Okavi")}).created[0]


def today(ws: Workspace) -> date:
    return ws.now().astimezone().date()


def value(ws: Workspace, record: UUID, name: str) -> object:
    return show(ws, record).answers[name].answer.value


def test_everything_of_a_talk_is_kept_in_one_step(real: Workspace, company: UUID) -> None:
    contact = records.create(real, "contact", about=company, answers={"name": Answer.of("Mei Danu")}).created[0]
    before = records.create(real, "conversation", about=company, answers={"follow_up": Answer.of("Bring the outline")}).created[0]
    desk = records.create(real, "desk_research", about=company, answers={"business_model": Answer.of("Old", note="rough")}).created[0]
    on, due = today(real) - timedelta(days=1), today(real) + timedelta(days=7)
    lines = (
        Line(Said.NOTE, "We sat in the canteen"),
        Line(Said.CONCERN, "Buyers may leave"),
        Line(Said.INTEREST, "Keep its workers"),
        Line(Said.PROMISE, "Send two pages", due=due),
    )
    heard = (
        Heard(desk, "desk_research", "business_model", "How does it earn money?", Answer.of("Sells shirts")),
        Heard(None, "listening", "goals_soon", "What does it want soon?", Answer.of("Keep two buyers")),
        Heard(None, "listening", "not_alone", "What can it not solve alone?", Answer(state=State.UNKNOWN)),
    )
    notes = TalkNotes(on, "visit", lines, contact, "Two people from the union", "Ana", heard, (before,))
    talk = talks.keep(real, company, notes).created[0]
    known = {name: value(real, talk, name) for name in ("date", "channel", "who", "who_else", "our_people")}
    assert known == {
        "date": on.isoformat(),
        "channel": "visit",
        "who": contact.hex,
        "who_else": "Two people from the union",
        "our_people": "Ana",
    }
    with real.reading() as connection:
        promised = [(each.text, each.due, each.ours) for each in open_promises(connection, company.bytes)]
    assert promised == [("Send two pages", due, True)]
    assert str(value(real, talk, "summary")).splitlines()[:3] == ["We sat in the canteen", "Concern: Buyers may leave", "Wants: Keep its workers"]
    assert show(real, talk).status == "finished"
    assert value(real, before, "follow_up_done") == "yes"
    (concern,), (interest,) = list_records(real, "concern", company), list_records(real, "interest", company)
    assert (value(real, concern.id, "side"), value(real, concern.id, "status"), value(real, concern.id, "raised_on")) == (
        "company",
        "open",
        on.isoformat(),
    )
    assert (value(real, interest.id, "text"), value(real, interest.id, "said_by")) == ("Keep its workers", "company")
    answer = show(real, desk).answers["business_model"].answer
    assert (answer.value, answer.note) == ("Sells shirts", "rough")
    assert [(source.kind, source.title, source.date) for source in answer.sources] == [("own_visit", "Conversation", on.isoformat())]
    (listening,) = list_records(real, "listening", company)
    found = show(real, listening.id).answers
    assert (found["goals_soon"].answer.value, found["not_alone"].answer.state) == ("Keep two buyers", State.UNKNOWN)
    assert listening.status == "draft"


def test_one_undo_takes_all_of_it_back(real: Workspace, company: UUID) -> None:
    desk = records.create(real, "desk_research", about=company, answers={"business_model": Answer.of("Old")}).created[0]
    heard = (
        Heard(desk, "desk_research", "business_model", "x", Answer.of("New")),
        Heard(None, "listening", "values", "y", Answer.of("Hard work")),
    )
    lines = (Line(Said.CONCERN, "Buyers may leave"), Line(Said.NOTE, "Short talk"))
    talks.keep(real, company, TalkNotes(today(real), "call", lines, heard=heard))
    undo.undo(real)
    assert [list_records(real, form, company) for form in ("conversation", "concern", "listening")] == [(), (), ()]
    answer = show(real, desk).answers["business_model"].answer
    assert (answer.value, answer.sources) == ("Old", ())


def test_a_form_that_is_there_already_takes_the_answers(real: Workspace, company: UUID) -> None:
    there = records.create(real, "listening", about=company, answers={"values": Answer.of("Hard work")}).created[0]
    notes = TalkNotes(today(real), "call", (), heard=(Heard(None, "listening", "goals_soon", "x", Answer.of("Keep two buyers")),))
    talk = talks.keep(real, company, notes).created[0]
    assert (value(real, there, "values"), value(real, there, "goals_soon")) == ("Hard work", "Keep two buyers")
    assert value(real, talk, "summary") == "Answered: x"


def test_a_day_to_come_and_an_empty_talk_are_said_and_nothing_is_kept(real: Workspace, company: UUID) -> None:
    with pytest.raises(BadInput, match="still to come"):
        talks.keep(real, company, TalkNotes(today(real) + timedelta(days=1), "call", (Line(Said.NOTE, "x"),)))
    with pytest.raises(BadInput, match="Nothing was written"):
        talks.keep(real, company, TalkNotes(today(real), "call", ()))
    assert list_records(real, "conversation") == ()


def test_half_of_a_talk_is_never_kept(real: Workspace, company: UUID) -> None:
    with pytest.raises(NotFound):
        talks.keep(real, company, TalkNotes(today(real), "call", (Line(Said.CONCERN, "x"),), kept=(uuid4(),)))
    with pytest.raises(NotFound):
        talks.keep(real, company, TalkNotes(today(real), "call", (), heard=(Heard(None, "listening", "no_such", "x", Answer.of("y")),)))
    with pytest.raises(NotFound):
        talks.keep(real, uuid4(), TalkNotes(today(real), "call", (Line(Said.NOTE, "x"),)))
    assert [list_records(real, form) for form in ("conversation", "concern", "listening")] == [(), (), ()]


def test_the_history_tells_who_heard_it(real: Workspace, company: UUID) -> None:
    notes = TalkNotes(today(real), "call", (), heard=(Heard(None, "listening", "values", "x", Answer.of("Hard work")),))
    talks.keep(real, company, notes)
    (listening,) = list_records(real, "listening", company)
    assert any(entry.name == "values" and entry.by == real.person for entry in history(real, listening.id))


def test_a_head_count_heard_in_a_talk_is_kept_with_the_company_in_one_place(real: Workspace, company: UUID) -> None:
    heard = (Heard(None, "desk_research", "staff_total", "How many people work for it in all?", Answer.of(1200)),)
    talks.keep(real, company, TalkNotes(today(real), "call", (), heard=heard))
    found = show(real, company).answers["staff"].answer
    assert (found.value, found.sources[0].title) == (1200, "Conversation")
    assert list_records(real, "desk_research", company) == ()
    desk = records.create(real, "desk_research", about=company).created[0]
    talks.keep(real, company, TalkNotes(today(real), "call", (), heard=(Heard(desk, "desk_research", "staff_total", "How many?", Answer.of(900)),)))
    assert value(real, company, "staff") == 900
    assert "staff_total" not in {entry.name for entry in history(real, desk)}


def test_that_nobody_in_a_talk_knew_takes_no_answer_away(real: Workspace, company: UUID) -> None:
    desk = records.create(real, "desk_research", about=company, answers={"business_model": Answer.of("Sells shirts", note="rough")}).created[0]
    nobody = Heard(desk, "desk_research", "business_model", "How does it earn money?", Answer(state=State.UNKNOWN))
    talks.keep(real, company, TalkNotes(today(real), "call", (Line(Said.NOTE, "We sat in the canteen"),), heard=(nobody,)))
    answer = show(real, desk).answers["business_model"].answer
    assert (answer.value, answer.state, answer.note) == ("Sells shirts", State.ANSWERED, "rough")


def test_every_promise_of_a_talk_is_one_with_its_own_day_and_is_kept_alone(real: Workspace, company: UUID) -> None:
    due = today(real) + timedelta(days=7)
    lines = (Line(Said.PROMISE, "Send two pages", due=due), Line(Said.PROMISE, "Call Mei"), Line(Said.PROMISE, "Bring it", due=due))
    talks.keep(real, company, TalkNotes(today(real), "call", lines))
    with real.reading() as connection:
        found = open_promises(connection, company.bytes)
    assert sorted((each.text, each.due) for each in found if each.due) == [("Bring it", due), ("Send two pages", due)]
    call = next(each for each in found if each.text == "Call Mei")
    talks.keep(real, company, TalkNotes(today(real), "call", (Line(Said.NOTE, "We called"),), kept=(UUID(bytes=call.record),)))
    with real.reading() as connection:
        assert {each.text for each in open_promises(connection, company.bytes)} == {"Bring it", "Send two pages"}
    undo.undo(real)
    with real.reading() as connection:
        assert len(open_promises(connection, company.bytes)) == 3
