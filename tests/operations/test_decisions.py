"""Rounds, placements, goals and the programme's own rules, on the forms that ship."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from ctip_desktop.errors import BadInput, NotFound
from ctip_desktop.forms.model import Answer, State
from ctip_desktop.operations import decisions, programme, records, rounds
from ctip_desktop.queries import records as queries
from ctip_desktop.workspace.workspace import Workspace


def opportunity(ws: Workspace, title: str = "Voices on vessels") -> UUID:
    return records.create(ws, "opportunity", answers={"title": Answer.of(title)}).created[0]


def sheet(ws: Workspace, about: UUID, person: str, kind: str = "internal", **marks: int) -> UUID:
    head = {"round": Answer.of(kind), "assessor": Answer.of(person), "agreed": Answer.of("no")}
    return records.create(ws, "score_card", about=about, answers={**head, **{name: Answer.of(mark) for name, mark in marks.items()}}).created[0]


def value(ws: Workspace, record: UUID, name: str) -> object:
    return queries.show(ws, record).answers[name].answer.value


def test_a_round_from_beginning_to_end(real: Workspace) -> None:
    about = opportunity(real)
    begun = rounds.begin(real, "internal", participants=("Ana", "Ben")).created[0]
    assert begun == rounds.round_id(real, "internal")
    assert value(real, begun, "blind") == "yes"
    own = sheet(real, about, "Ana", alignment=4, risk=2)
    rounds.hand_in(real, own)
    assert value(real, own, "handed_in") == "yes"
    with pytest.raises(BadInput, match="no agreed sheet yet, for example “Voices on vessels”"):
        rounds.close(real, begun)
    agreed = rounds.agree(
        real, about, begun, {"alignment": Answer.of(4, note="clear"), "risk": Answer(state=State.UNKNOWN)}, "We looked at it together"
    )
    assert value(real, agreed.created[0], "agreed") == "yes"
    assert value(real, agreed.created[0], "alignment") == 4
    assert own not in agreed.created
    rounds.draw_cut(real, begun, 1, "One person has time for one idea")
    assert value(real, begun, "cut_by") == "Ana"
    rounds.close(real, "internal")
    assert value(real, begun, "state") == "closed"
    for late in (lambda: rounds.hand_in(real, own), lambda: rounds.agree(real, about, begun, {}, "more")):
        with pytest.raises(BadInput, match="closed"):
            late()
    rounds.reopen(real, begun)
    rounds.agree(real, about, "internal", {"alignment": Answer.of(5)}, {"development": "a new fact"})
    assert value(real, agreed.created[0], "alignment") == 5
    assert value(real, agreed.created[0], "development_reason") == "a new fact"


def test_only_the_first_round_is_blind_unless_said_otherwise(real: Workspace) -> None:
    assert value(real, rounds.begin(real, "donor").created[0], "blind") == "no"
    assert value(real, rounds.begin(real, "programme", blind=True).created[0], "blind") == "yes"


def test_a_round_that_only_sheets_name_gets_its_record_when_it_is_decided(real: Workspace) -> None:
    sheet(real, opportunity(real), "Ana", "programme", alignment=3)
    rounds.draw_cut(real, "programme", 2, "capacity")
    assert value(real, rounds.round_id(real, "programme"), "cut_after") == 2


def test_what_makes_no_sense_in_a_round_is_refused(real: Workspace) -> None:
    about = opportunity(real)
    empty = sheet(real, about, "Ana")
    with pytest.raises(BadInput, match="no marks"):
        rounds.hand_in(real, empty)
    with pytest.raises(BadInput, match="own sheet"):
        rounds.hand_in(real, about)
    for call in (
        lambda: rounds.begin(real, "secret"),
        lambda: rounds.agree(real, about, "internal", {}, " "),
        lambda: rounds.agree(real, about, "internal", {"beauty": Answer.of(5)}, "x"),
        lambda: rounds.draw_cut(real, "internal", 1, " "),
        lambda: rounds.draw_cut(real, "internal", -1, "x"),
    ):
        with pytest.raises(BadInput):
            call()
    for unknown in ("secret", about, uuid4()):
        with pytest.raises(NotFound):
            rounds.agree(real, about, unknown, {}, "x")


def test_a_company_is_placed_by_a_person_and_every_placement_stays(real: Workspace) -> None:
    lotus = records.create(real, "company", answers={"name": Answer.of("Lotus")}).created[0]
    decisions.place(real, lotus, "mature", "team", "", date(2026, 1, 5), suggested="mature")
    decisions.place(real, lotus, "leader", "company", "", date(2026, 2, 5))
    decisions.place(real, lotus, "leader", "team", "The audits are real", date(2026, 2, 6), suggested="mature")
    assert len(queries.list_records(real, "placement", about=lotus)) == 3
    for stage, reason, suggested in (("winner", "x", ""), ("leader", "", "mature"), ("not_engaging", "", "")):
        with pytest.raises(BadInput):
            decisions.place(real, lotus, stage, "team", reason, date(2026, 2, 6), suggested=suggested)
    assert len(queries.list_records(real, "placement", about=lotus)) == 3


def test_the_next_goal_and_the_step_of_an_opportunity_are_kept(real: Workspace) -> None:
    lotus = records.create(real, "company", answers={"name": Answer.of("Lotus")}).created[0]
    goal = decisions.next_goal(
        real, lotus, "A channel for crews", stage="leader", agreed_with="Head of sourcing", agreed_on=date(2026, 1, 5)
    ).created[0]
    assert queries.show(real, goal).status == "finished"
    with pytest.raises(BadInput):
        decisions.next_goal(real, lotus, "  ")
    about = opportunity(real)
    decisions.move(real, about, "parked", "The buyer left")
    assert value(real, about, "status") == "parked"
    with pytest.raises(BadInput):
        decisions.move(real, about, "won")
    with pytest.raises(BadInput, match="still to come"):
        decisions.move(real, about, "running", on=real.now().date() + timedelta(days=2))
    assert value(real, about, "status") == "parked"


def test_the_programme_s_rules_are_kept_within_bounds(real: Workspace) -> None:
    programme.set_up(real, name="Lantern Coast South", goals=("Crews can speak up", "Fair recruitment"), countries=("TH", "VN"), currency="THB")
    programme.set_weights(real, {"development": 2, "burden": 0.5}, calculation="reverse", block="sum")
    programme.set_rules(real, reminder_days=60, gate="off")
    assert real.programme == "Lantern Coast South"
    assert value(real, real.programme_id, "weight_development") == 2
    assert value(real, real.programme_id, "calculation") == "reverse"
    for call in (
        lambda: programme.set_up(real, name=" "),
        lambda: programme.set_up(real, countries=("XX",)),
        lambda: programme.set_weights(real, {"beauty": 1}),
        lambda: programme.set_weights(real, {"burden": -1}),
        lambda: programme.set_weights(real, {"burden": float("nan")}),
        lambda: programme.set_weights(real, dict.fromkeys(("development", "business", "government", "burden"), 0.0)),
        lambda: programme.set_weights(real, {}, calculation="plain"),
        lambda: programme.set_rules(real, gate="maybe"),
    ):
        with pytest.raises(BadInput):
            call()
    with pytest.raises(NotFound):
        programme.set_rules(real, colour="red")


def test_the_last_block_that_counts_cannot_be_set_to_nothing(real: Workspace) -> None:
    programme.set_weights(real, {"development": 0, "business": 0, "government": 0})
    with pytest.raises(BadInput, match="At least one block"):
        programme.set_weights(real, {"burden": 0})
    assert value(real, real.programme_id, "weight_burden") is None
