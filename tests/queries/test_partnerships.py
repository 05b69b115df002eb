"""The partnerships: right idea, right partner and right relationship side by side, and everything that hangs on one."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from ctip_desktop.errors import NotFound
from ctip_desktop.practice.due_diligence import Result
from ctip_desktop.practice.fit_check import Cell
from ctip_desktop.queries import partnerships as queries
from ctip_desktop.queries.partner_parts import reached

from .conftest import UNKNOWN, World
from .partners import partnership, pulse, write

TODAY = date(2026, 10, 13)
GOOD, POOR = (4, 4, 4, 4, 5, 4), (2, 2, 2, 2, 1, 2)


def three(world: World, about, marks, **more) -> None:
    for who in "ABC":
        pulse(world, about, who, marks, **more)


def page(world: World, id_):
    return queries.partnership_page(world.ws, id_, TODAY)


def test_before_something_is_signed_the_gate_and_due_diligence_are_said(world: World) -> None:
    pearl = world.company("Selan Pearl Fisheries", ungp_level="informal")
    found = partnership(world, "Voice line", pearl, status="preparing")
    undone = "Due diligence is not done yet. Do it before you sign."
    said = {}
    for mode in ("off", "warn", "require"):
        write(world, world.ws.programme_id, gate=mode)
        said[mode] = [(each.text.rpartition("yet. ")[2], each.holds) for each in page(world, found).before_signing]
    assert said["off"] == [("Do it before you sign.", False)]
    assert said["warn"][0] == ("The way may be long.", False)
    assert said["require"][0] == ("The programme asks for an internal policy first.", True)
    assert page(world, found).before_signing[-1].text == undone
    write(world, found, status="running")
    assert page(world, found).before_signing == ()


def test_the_hints_of_a_pulse_follow_the_lines_of_the_programme(world: World) -> None:
    found = partnership(world, "Voice line", world.company("Selan Pearl Fisheries"))
    three(world, found, (3, 3, 3, 3, 3, 3))
    write(world, world.ws.programme_id, fit_direction=2.5)
    assert "rp_6" not in {hint.item for hint in page(world, found).pulse.hints}


def test_a_new_partnership_has_a_page_without_a_dead_end(world: World) -> None:
    found = page(world, world.make("partnership", None, name="Recruitment without fees"))
    assert (found.status, found.right_idea.text, found.right_relationship.text) == ("preparing", "No opportunity is named", "Not asked yet")
    assert found.fit.advice is None
    assert (found.right_partners, found.milestones, found.funding.cover, found.requirements, found.type) == ((), (), None, None, None)
    assert all(form.record is None for form in found.forms)
    assert {form.form for form in found.forms} >= {"requirements", "success", "do_no_harm"}


def test_a_partnership_that_is_not_there_is_said_so(world: World) -> None:
    with pytest.raises(NotFound):
        page(world, uuid4())


def test_the_three_stand_side_by_side_and_are_never_one_number(world: World) -> None:
    okavi = world.company("Okavi Garments", sector="garments", country="KH")
    idea, other = world.opportunity("Recruitment without fees", okavi), world.opportunity("Other")
    round_ = world.round("internal")
    for each, mark in ((idea, 4), (other, 5)):
        world.sheet(each, "internal", "Lina Tarvo", [mark] * 10 + [2] * 5, agreed=True)
    world.make("placement", okavi, stage="mature", by="team", date="2026-03-01", reason="Audits", suggested="mature")
    id_ = partnership(world, "Recruitment without fees", okavi, opportunity=idea)
    three(world, id_, GOOD)
    three(world, id_, (4, 4, 4, 4, 3, 4), side="ours")
    found = page(world, id_)
    assert round_ is not None
    assert (found.right_idea.place, found.right_idea.of, found.right_idea.text) == (2, 2, "10.0 score, place 2 of 2")
    assert found.right_partners[0].text == "Mature stage, due diligence: not begun"
    assert found.right_partners[0].check is None
    assert found.right_relationship.text == "4.2 theirs, 3.8 ours"


def test_without_partner_rows_the_companies_of_the_opportunity_are_its_partners(world: World) -> None:
    okavi = world.company("Okavi Garments")
    idea = world.opportunity("Recruitment without fees", okavi)
    id_ = world.make("partnership", idea, name="Recruitment without fees", opportunity=str(idea))
    assert [each.company.title for each in page(world, id_).right_partners] == ["Okavi Garments"]


def test_two_answers_of_the_partner_show_nothing_anywhere(world: World) -> None:
    id_ = partnership(world, "Small")
    for who in "AB":
        pulse(world, id_, who, POOR, rp_3_comment="We wait long.", may_quote="yes")
    found = page(world, id_)
    assert found.right_relationship.text == "1 or 2 answers: nothing is shown yet"
    assert all(line.theirs.value is None and line.theirs.n is None for line in found.pulse.lines)
    assert found.pulse.waves[0].partner.quotes == ()
    assert found.fit.partner is None
    assert found.to_decide == ()
    row = queries.partnerships(world.ws, TODAY)[0]
    assert (row.quality, row.direction, row.cell) == (None, None, None)


def test_a_programme_may_ask_for_more_people_before_anything_is_shown(world: World) -> None:
    write(world, world.ws.programme_id, suppress_under=4)
    id_ = partnership(world, "Small")
    three(world, id_, GOOD)
    assert page(world, id_).pulse.waves[0].partner.people.count == "1 to 3"


def test_a_weak_relationship_on_the_wrong_track_opens_a_decision_until_somebody_decides(world: World) -> None:
    id_ = partnership(world, "Weak")
    three(world, id_, POOR)
    found = page(world, id_)
    assert found.fit.advice is not None
    assert found.fit.advice.cell is Cell.STOP
    assert [each.text for each in found.to_decide] == ["The relationship is weak and the partnership is on the wrong track."]
    world.make("decision", id_, kind="cut_off", choice="yes", decided_on="2026-10-05", reasons="A new contact person", review_on="2027-01-01")
    assert page(world, id_).to_decide == ()


def test_two_views_in_different_cells_say_talk_first(world: World) -> None:
    id_ = partnership(world, "Apart")
    three(world, id_, (4, 4, 4, 4, 5, 2))
    three(world, id_, (5, 5, 5, 5, 5, 5), side="ours")
    assert page(world, id_).fit.text.startswith("You see it differently: talk first.")


def test_the_path_in_the_fit_check_follows_the_waves_and_growing_apart_is_told(world: World) -> None:
    id_ = partnership(world, "Moving")
    three(world, id_, GOOD, wave="2026-1", on="2026-04-01")
    three(world, id_, GOOD, side="ours", wave="2026-1", on="2026-04-01")
    three(world, id_, (4, 4, 2, 4, 3, 4))
    three(world, id_, (4, 5, 4, 4, 5, 4), side="ours")
    found = page(world, id_)
    assert [partner is not None for partner, _ in found.fit_path] == [True, True]
    assert found.right_relationship.text == "3.4 theirs, 4.4 ours, grew apart since 1 Apr 2026"
    assert found.pulse_due == date(2027, 4, 1)


def test_the_pulse_is_due_half_a_year_after_the_last_and_only_while_it_runs(world: World) -> None:
    partnership(world, "Running", started_on="2026-01-15")
    partnership(world, "Ended", status="ended", ended_on="2026-06-01")
    found = {row.name: row for row in queries.partnerships(world.ws, TODAY)}
    assert found["Running"].pulse_due == date(2026, 7, 15)
    assert found["Ended"].pulse_due is None


def test_milestones_money_and_indicators_are_worked_out(world: World) -> None:
    okavi = world.company("Okavi Garments")
    id_ = partnership(world, "Recruitment without fees", okavi)
    indicator = world.make(
        "indicator", id_, name="Workers hired at no cost", unit="people", direction="up", baseline=0, target=200, frequency="quarterly"
    )
    for on, value in (("2026-02-01", 40), ("2026-06-01", 90)):
        world.make("reading", indicator, date=on, value=value)
    world.make("milestone", id_, text="Training held", kind="output", due="2026-05-01", reached_on="2026-05-02", payment=100, payment_currency="USD")
    world.make("milestone", id_, text="No fees paid", kind="outcome", due="2026-09-01", payment=300, payment_currency="USD", indicator=str(indicator))
    money = {"date": "2026-02-01", "currency": "USD", "state": "received"}
    world.make("contribution", id_, partner=str(okavi), kind="cash", value=300, source_class="private", use_class="support_cost", **money)
    world.make("contribution", id_, partner_name="Lantern Coast", kind="cash", value=100, source_class="donor", use_class="direct_support", **money)
    found = page(world, id_)
    assert [(each.text, each.on_time, each.overdue) for each in found.milestones] == [("Training held", False, False), ("No fees paid", None, True)]
    assert found.milestones[1].indicator is not None
    assert found.milestone_summary.tied[0].share == 0.75
    assert [each.giver for each in found.funding.rows] == ["Okavi Garments", "Lantern Coast"]
    assert len(found.funding.notices) == 1
    assert found.funding.cover is not None
    assert found.funding.ours is not None
    assert (found.funding.cover.share, found.funding.ours.share) == (1, 0.25)
    line = found.indicators[0]
    assert (line.value, line.reached, line.trend, line.good, line.due, line.overdue) == (90, 0.45, 50, True, date(2026, 9, 1), True)
    assert queries.partnerships(world.ws, TODAY)[0].overdue == 2


def test_a_falling_indicator_is_good_where_it_should_fall(world: World) -> None:
    id_ = partnership(world, "Fees")
    indicator = world.make("indicator", id_, name="Fees paid", unit="USD", direction="down", baseline=1000, target=0, frequency="yearly")
    for on, value in (("2026-02-01", 1000), ("2026-06-01", 250)):
        world.make("reading", indicator, date=on, value=value)
    line = page(world, id_).indicators[0]
    assert (line.reached, line.trend, line.good, line.overdue) == (0.75, -750, True, False)


def test_deal_breakers_of_company_and_opportunity_count_for_the_partnership(world: World) -> None:
    okavi = world.company("Okavi Garments")
    idea = world.opportunity("Recruitment without fees", okavi)
    id_ = partnership(world, "Recruitment without fees", okavi, opportunity=idea)
    given = {"side": "company", "kind": "deal_breaker", "raised_on": "2026-09-13", "status": "open"}
    world.make("concern", okavi, text="No logo", **given)
    world.make("concern", idea, text="No data out of the country", **{**given, "side": "programme", "status": "in_talks"})
    found = page(world, id_)
    assert len(found.concern_summary.deal_breakers) == 2
    assert {each.about.title for each in found.concerns if each.about} == {"Okavi Garments", "Recruitment without fees"}
    assert found.concern_summary.oldest_days == 30
    assert found.concern_summary.sides == (("company", 1), ("programme", 1))
    assert queries.partnerships(world.ws, TODAY)[0].deal_breakers == 2


def test_an_nda_hides_the_name_and_leaves_the_words_somebody_chose(world: World) -> None:
    okavi = world.company("Okavi Garments", sector="garments", country="KH")
    id_ = partnership(world, "Recruitment without fees", okavi)
    nda = world.make("nda", okavi, signed_on="2026-01-01")
    found = page(world, id_)
    assert not found.shareable.may("name")
    assert found.anonymous_label == "Company A, garments and textiles, Cambodia"
    assert queries.partnerships(world.ws, TODAY)[0].hidden
    write(world, nda, anonymous_label="A garment maker")
    assert page(world, id_).anonymous_label == "A garment maker"


def test_it_hangs_on_one_person_when_only_one_contact_is_active(world: World) -> None:
    okavi = world.company("Okavi Garments")
    id_ = partnership(world, "Recruitment without fees", okavi, lead_ours="Lina Tarvo")
    world.make("contact", okavi, name="Mei", active="yes")
    world.make("contact", okavi, name="Gone", active="no")
    world.make("conversation", okavi, date="2026-10-01", channel="call", summary="Talk", our_people="Omar Bel\nLina Tarvo")
    found = page(world, id_)
    assert found.key_person.at_risk == ("partner",)
    assert found.key_person.ours == 2
    assert queries.partnerships(world.ws, TODAY)[0].key_person == found.key_person.text  # who only talked counts on both
    assert [contact.name for contact in found.contacts] == ["Mei", "Gone"]
    world.make("contact", okavi, name="Perhaps", active=UNKNOWN)
    assert page(world, id_).key_person.unknown == ("partner",)


def test_time_to_the_agreement_counts_each_meeting_once(world: World) -> None:
    okavi = world.company("Okavi Garments")
    id_ = partnership(world, "Recruitment without fees", okavi, first_talk_on="2025-01-10")
    for kind, on in (("workshop", "2025-05-01"), ("workshop", "2025-07-01"), ("meeting", "2025-03-01")):
        world.make("co_creation", id_, kind=kind, date=on)
    world.make("conversation", okavi, date="2025-05-01", channel="workshop", summary="The same")
    world.make("conversation", okavi, date="2024-05-01", channel="call", summary="Before")
    world.make("agreement", id_, kind="umbrella", signed_on="2026-01-12")
    found = page(world, id_).timeline
    assert (found.months, found.workshops, found.meetings, found.calls) == (12, 2, 1, 0)


def test_the_newest_type_stands_beside_what_the_rules_point_to(world: World) -> None:
    id_ = partnership(world, "Recruitment without fees")
    rows = {"agreed": [{"who": "Okavi", "agreed_type": "yes"}, {"who": "Us", "agreed_type": "no"}]}
    world.make("partnership_type", id_, rows, type="csr", change_wanted="lasting", decided_on="2026-02-01")
    found = page(world, id_).type
    assert found is not None
    assert (found.type_label, found.agreed, found.suggestion.type) == ("Giving (CSR or philanthropy)", 1, "shared_value")


def test_requirements_name_the_gaps_among_the_first_six(world: World) -> None:
    id_ = partnership(world, "Recruitment without fees")
    world.make("requirements", id_, rq_01="works", rq_02="talked", rq_15="missing")
    found = page(world, id_).requirements
    assert found is not None
    assert (found.first, found.gaps, len(found.open)) == ((2,), (2, 15), 12)


def test_due_diligence_of_a_partner_is_told(world: World) -> None:
    okavi = world.company("Okavi Garments")
    world.make("due_diligence", okavi, done_on="2026-01-01")
    id_ = partnership(world, "Recruitment without fees", okavi)
    assert page(world, id_).right_partners[0].check is Result.NOT_CHECKED


def test_roles_stand_together_while_they_last(world: World) -> None:
    okavi = world.company("Okavi Garments")
    id_ = partnership(world, "Recruitment without fees", okavi)
    world.make("role", id_, role=("client", "funder"), **{"from": "2026-01-01"})
    world.make("role", id_, role=("strategic_partner",), until="2026-06-01")
    assert page(world, id_).right_partners[0].roles == ("Client", "Funder")


def test_ways_of_reaching_companies_are_compared(world: World) -> None:
    okavi = world.company("Okavi Garments")
    for method, result in (("business_referral", "meeting"), ("email", "no_answer"), ("email", "meeting")):
        world.make("outreach", okavi, date="2026-01-01", method=method, result=result)
    assert {each.name: each.rate for each in queries.outreach_methods(world.ws)} == {"business_referral": 1, "email": 0.5}


def test_a_goal_to_hold_what_is_there_is_reached_while_it_holds() -> None:
    assert [reached(value, 0.0, 0.0, "down") for value in (0.0, 3.0, -1.0, None)] == [1.0, 0.0, 1.0, None]
    assert [reached(value, 80.0, 80.0, "up") for value in (80.0, 90.0, 70.0)] == [1.0, 1.0, 0.0]


def test_their_lead_is_named_also_when_the_contact_is_of_no_partner(world: World) -> None:
    lead = world.make("contact", world.company("Ondel Retail"), name="Dara")
    id_ = partnership(world, "Recruitment without fees", world.company("Okavi Garments"), lead_theirs=str(lead))
    named = page(world, id_).lead_theirs
    assert named is not None
    assert (named.id, named.title) == (lead, "Dara")
