"""The ranking, the score card and the long list, over a real workspace."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from ctip_desktop.errors import NotFound
from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import decisions, programme, records, rounds, undo
from ctip_desktop.practice.due_diligence import Result
from ctip_desktop.queries import opportunities
from ctip_desktop.queries.views import Flag

from .conftest import FACTORS, START, UNKNOWN, World, answers

P = (5, 4, 4, 4, 4, 4, 4, 3, 3, 3, 5, 5, 4, 4, 4)  # sums 21, 11, 6, burden 22
Q = (4, 3, 3, 3, 3, 4, 3, 3, 4, 4, 2, 2, 2, 2, 2)  # sums 16, 10, 8, burden 10
JOINT = "Programme team"


@pytest.fixture
def two(world: World):
    """P and Q of the worked example, agreed in the round of the programme team."""
    pearl, okavi = world.company("Selan Pearl Fisheries"), world.company("Okavi Garments")
    p = world.opportunity("Worker voice line", pearl)
    q = world.opportunity("Recruitment without fees", okavi, pearl)
    round_ = world.round("programme", order=2, state="closed", closed_on="2026-10-09", blind="no")
    for opportunity, marks in ((p, P), (q, Q)):
        world.sheet(opportunity, "programme", JOINT, marks, agreed=True)
    return world, p, q, round_, (pearl, okavi)


def test_the_lighter_idea_comes_first_and_every_number_is_shown(two):
    world, p, q, round_, (pearl, okavi) = two
    found = opportunities.ranking(world.ws)
    assert found.round.id == round_
    assert [(row.id, row.rank, round(row.total, 2)) for row in found.rows] == [(q, 1, 8.53), (p, 2, 6.47)]
    assert [(block.name, round(block.value, 2)) for block in (*found.rows[1].values, found.rows[1].burden)] == [
        ("development", 4.2),
        ("business", 3.67),
        ("government", 3.0),
        ("burden", 4.4),
    ]
    assert [link.id for link in found.rows[0].companies] == [okavi, pearl]
    assert found.agreed
    assert not found.what_if
    assert str(found.sentence) == "Mean of each block times its weight. Values are added, burden is taken away."
    assert found.rows[0].stays > 0.5


def test_turning_the_burden_round_keeps_the_order(two):
    world, p, q, _, _ = two
    records.answer(world.ws, world.ws.programme_id, "calculation", Answer.of("reverse"))
    world.sheet(p, "donor", "Donor", P, agreed=True)
    world.sheet(q, "donor", "Donor", Q, agreed=True)
    found = opportunities.ranking(world.ws, opportunities.find_round(world.ws, "donor"))
    assert [(row.id, round(row.total, 2)) for row in found.rows] == [(q, 14.53), (p, 12.47)]
    assert "turned round" in str(found.sentence)


def test_a_closed_round_keeps_the_weights_it_was_closed_with(two):
    world, p, q, round_, _ = two
    world.clock.now += timedelta(days=1)
    records.answer(world.ws, world.ws.programme_id, "weight_burden", Answer.of(0))
    assert [row.id for row in opportunities.ranking(world.ws, round_).rows] == [q, p]
    world.sheet(p, "donor", "Donor", P, agreed=True)
    world.sheet(q, "donor", "Donor", Q, agreed=True)
    assert [row.id for row in opportunities.ranking(world.ws).rows] == [p, q]


def test_other_weights_can_be_tried_and_are_not_kept(two):
    world, p, q, _, _ = two
    tried = opportunities.ranking(world.ws, weights={"burden": 0.0})
    assert [row.id for row in tried.rows] == [p, q]
    assert tried.what_if
    assert [row.id for row in opportunities.ranking(world.ws).rows] == [q, p]


def test_what_would_change_the_first_place_is_said_in_round_numbers_that_hold(two):
    world, p, _, _, _ = two
    flip = opportunities.ranking(world.ws).flips[0]
    assert flip.first.id == p
    assert str(flip.sentence) == f"If the weight of {flip.label} goes from 1 to {flip.weight_to:g}, “Worker voice line” comes first."
    assert opportunities.ranking(world.ws, weights={flip.block: flip.weight_to}).rows[0].id == p


def test_a_missing_factor_makes_the_total_provisional_and_is_never_zero(world: World):
    opportunity = world.opportunity("Tracing pilot")
    world.sheet(opportunity, "internal", JOINT, (*P[:10], 5, 5, UNKNOWN, None, 4), agreed=True)
    row = opportunities.ranking(world.ws).rows[0]
    assert row.provisional
    assert row.open_factors == ("Staff time it takes", "What it needs beyond what we have")
    assert (row.answered, row.of) == (13, 15)
    assert row.burden.value == pytest.approx(14 / 3)


def test_a_grey_block_leaves_no_place_and_says_why(world: World):
    opportunity = world.opportunity("Crew rest house")
    world.sheet(opportunity, "internal", JOINT, (*P[:10], 5, None, None, None, None), agreed=True)
    found = opportunities.ranking(world.ws)
    assert not found.rows
    assert [(each.id, str(each.reason)) for each in found.unscored] == [
        (opportunity, "Under half of the factors are answered in Burden: risk and cost.")
    ]


def test_a_due_diligence_stop_stays_outside_whatever_the_score(two):
    world, p, q, _, (pearl, _) = two
    world.make("due_diligence", pearl, company_cases="yes", company_cases_check="stop")
    found = opportunities.ranking(world.ws)
    assert not found.rows
    assert {each.id for each in found.excluded} == {p, q}
    assert str(found.excluded[0].reason) == "Due diligence says stop (Selan Pearl Fisheries). A stop comes before any score."
    assert {row.due_diligence for row in opportunities.long_list(world.ws)} == {Result.STOP}
    decisions.move(world.ws, p, "cut_off", "A court case")
    assert {each.id for each in opportunities.ranking(world.ws).excluded} == {p, q}, "what was scored leaves no ranking without a word"


def test_equal_totals_share_a_place(world: World):
    for title, marks in (("A", P), ("B", Q), ("C", Q)):
        world.sheet(world.opportunity(title), "internal", JOINT, marks, agreed=True)
    assert [(row.title, row.rank, row.tied) for row in opportunities.ranking(world.ws).rows] == [("B", 1, True), ("C", 1, True), ("A", 3, False)]


def test_places_won_since_the_round_before_and_the_cut_line(two):
    world, p, q, _, _ = two
    world.sheet(p, "internal", "Broker", Q, agreed=True)
    world.sheet(q, "internal", "Broker", P, agreed=True)
    round_ = opportunities.find_round(world.ws, "programme")
    records.answer_many(
        world.ws,
        round_,
        {
            "cut_after": Answer.of(1),
            "cut_reason": Answer.of("Staff for one until June."),
            "cut_by": Answer.of("Lina Tarvo"),
            "cut_on": Answer.of("2026-10-12"),
        },
    )
    found = opportunities.ranking(world.ws, round_)
    assert [(row.id, row.move, row.previous_rank, row.above_cut) for row in found.rows] == [(q, 1, 2, True), (p, -1, 1, False)]
    assert (found.cut.after, found.cut.by, found.cut.reason) == (1, "Lina Tarvo", "Staff for one until June.")
    assert [(each.id, each.ranks) for each in found.movements] == [(q, (2, 1)), (p, (1, 2))]


def test_a_blind_round_hides_the_marks_of_others_until_the_own_sheet_is_handed_in(world: World):
    opportunity = world.opportunity("Worker voice line")
    round_ = world.round("internal", order=1)
    world.sheet(opportunity, "internal", "Joram Pesk", Q)
    mine = world.sheet(opportunity, "internal", "Lina Tarvo", P, handed_in=False)
    view = opportunities.score_sheets(world.ws, opportunity, round_)
    assert view.hidden
    assert view.hidden_sheets == 1
    assert not any(factor.others or factor.marks for block in view.blocks for factor in block.factors)
    assert view.mean_total is None
    assert view.own_total.value == pytest.approx(6.4667, abs=1e-4)
    assert not opportunities.ranking(world.ws).rows
    assert str(opportunities.ranking(world.ws).unscored[0].reason) == "Sheets handed in: 1. Hand in yours to see the marks."
    records.answer(world.ws, mine, "handed_in", Answer.of("yes"))
    shown = opportunities.score_sheets(world.ws, opportunity, round_)
    assert not shown.hidden
    assert [mark.value for mark in shown.blocks[0].factors[0].others] == [4]
    assert shown.mean_total.value == pytest.approx(7.5)
    assert opportunities.ranking(world.ws).rows[0].basis == "sheets"
    assert not opportunities.ranking(world.ws).agreed


def test_others_wait_for_their_own_sheet_too(world: World):
    opportunity = world.opportunity("Worker voice line")
    round_ = world.round("internal", order=1)
    world.sheet(opportunity, "internal", "Lina Tarvo", P)
    assert not opportunities.score_sheets(world.ws, opportunity, round_).hidden
    assert opportunities.score_sheets(world.ws, opportunity, round_, viewer="Sefa Ruun").hidden
    records.answer(world.ws, round_, "state", Answer.of("closed"))
    assert not opportunities.score_sheets(world.ws, opportunity, round_, viewer="Sefa Ruun").hidden


def test_the_score_card_shows_spread_disagreement_and_what_was_agreed(world: World):
    opportunity = world.opportunity("Worker voice line", world.company("Selan Pearl Fisheries"))
    round_ = world.round("programme", order=2, blind="no")
    world.sheet(opportunity, "programme", "Joram Pesk", (5, 4, 2, *P[3:]))
    world.sheet(opportunity, "programme", "Lina Tarvo", (5, 4, 5, *P[3:9], UNKNOWN, *P[10:]))
    world.sheet(opportunity, "programme", JOINT, (5, 4, Answer.of(3, note="Known on land, new at sea."), *P[3:]), agreed=True)
    view = opportunities.score_sheets(world.ws, opportunity, round_)
    factor = view.blocks[0].factors[2]
    assert (factor.mean, factor.low, factor.high, factor.disputed, factor.agreed.value) == (3.5, 2, 5, True, 3)
    assert factor.reason == "Known on land, new at sea."
    assert factor.meaning == "It is known elsewhere and new in this sector or country"
    assert view.disputed == ("innovative",)
    assert view.blocks[2].factors[1].cannot_judge == 1
    assert view.mean_total.open_factors == ("Makes law enforcement better",)
    assert view.agreed_total.formula == "4.00 + 3.67 + 3.00 − 4.40 = 6.27"
    assert [(sheet.person, sheet.handed_in, sheet.answered) for sheet in view.sheets] == [("Joram Pesk", True, 15), ("Lina Tarvo", True, 14)]
    apart = opportunities.ranking(world.ws, round_).disagreements
    assert [(each.factor, each.low, each.high, each.agreed, each.reason) for each in apart] == [("innovative", 2, 5, 3, "Known on land, new at sea.")]


def test_a_mark_between_two_anchors_names_both(two):
    world, p, _, round_, _ = two
    factor = opportunities.score_sheets(world.ws, p, round_).blocks[0].factors[1]
    assert factor.meaning == (
        "Between “Another place could use it after some changes” (3) and “Partners elsewhere already ask for it and little must change” (5)"
    )


def test_two_ideas_side_by_side(two):
    world, p, q, _, _ = two
    found = opportunities.compare(world.ws, p, q)
    assert str(found.sentences[0]) == "“Recruitment without fees” is at place 1 (8.5), “Worker voice line” at place 2 (6.5)."
    assert str(found.sentences[1]) == "How hard is it: 5 and 2. “Worker voice line” has the heavier mark."
    assert [factor.gap for factor in found.factors][:3] == [1, 1, 1]


def test_the_long_list_has_everything_with_its_newest_place(two):
    world, _, q, _, _ = two
    idea = world.opportunity("Crew rest house", status="parked", status_reason="Waits for a cost figure.")
    world.sheet(idea, "internal", "Lina Tarvo", P, handed_in=False)
    listed = {row.id: row for row in opportunities.long_list(world.ws)}
    assert [row.title for row in listed.values()] == ["Crew rest house", "Recruitment without fees", "Worker voice line"]
    assert (listed[q].rank, listed[q].status_label, listed[q].round) == (1, "Spotted", "Round programme")
    assert listed[idea].rank is None
    assert listed[idea].flags == {Flag.DRAFT}
    assert [(each.aside, each.note) for each in opportunities.ranking(world.ws).unscored] == [("parked", "Waits for a cost figure.")]


def test_nothing_is_ranked_before_a_round_begins(world: World):
    world.opportunity("Worker voice line")
    found = opportunities.ranking(world.ws)
    assert found.round is None
    assert [str(each.reason) for each in found.unscored] == ["No round has begun."]
    with pytest.raises(NotFound):
        opportunities.find_round(world.ws, "donor")
    with pytest.raises(NotFound):
        opportunities.score_sheets(world.ws, uuid4(), uuid4())


def test_the_plain_document_lists_the_best_first(two):
    world, p, q, _, _ = two
    document = opportunities.as_document(opportunities.ranking(world.ws))
    assert [(row["id"], row["rank"], row["provisional"]) for row in document] == [(q, 1, False), (p, 2, False)]
    assert document[1]["blocks"]["burden"] == pytest.approx(4.4)


def test_a_round_from_its_beginning_to_its_close(world: World):
    opportunity = world.opportunity("Worker voice line")
    round_ = rounds.begin(world.ws, "internal").created[0]
    mine = world.sheet(opportunity, "internal", "Lina Tarvo", P, handed_in=False)
    rounds.hand_in(world.ws, mine)
    world.sheet(opportunity, "internal", "Joram Pesk", Q)
    assert [(view.id, view.people_scored, view.blind, view.closed) for view in opportunities.rounds(world.ws)] == [(round_, 2, True, False)]
    marks = answers(dict(zip(FACTORS, Q, strict=True)))
    rounds.agree(world.ws, opportunity, round_, marks, "The company named a person who will push it.")
    rounds.draw_cut(world.ws, round_, 1, "Staff for one.")
    rounds.close(world.ws, round_)
    found = opportunities.ranking(world.ws, round_)
    assert found.rows[0].agreed_reason == "The company named a person who will push it."
    assert (found.rows[0].basis, found.rows[0].sheets, found.people) == ("agreed", 2, 2)
    assert found.agreed_on == START.date()
    assert found.rows[0].above_cut
    assert found.round.closed


def closed_round(world: World) -> UUID:
    """A round with one agreed sheet, closed while every block counted once."""
    opportunity = world.opportunity("Worker voice line")
    round_ = rounds.begin(world.ws, "internal").created[0]
    rounds.agree(world.ws, opportunity, round_, answers(dict(zip(FACTORS, Q, strict=True))), "Agreed.")
    rounds.close(world.ws, round_)
    return round_


def test_a_reopening_that_is_taken_back_gives_the_round_its_old_weights_again(world: World):
    round_ = closed_round(world)
    programme.set_weights(world.ws, {"development": 2, "business": 0})
    rounds.reopen(world.ws, round_)
    assert opportunities.ranking(world.ws, round_).rows[0].total == pytest.approx(2 * 3.2 + 4.0 - 2.0)
    undo.undo(world.ws)
    assert opportunities.ranking(world.ws, round_).rows[0].total == pytest.approx(3.2 + 10 / 3 + 4.0 - 2.0)
    undo.undo(world.ws)
    assert opportunities.ranking(world.ws, round_).rows[0].total == pytest.approx(3.2 + 10 / 3 + 4.0 - 2.0)


def test_a_round_that_is_closed_again_takes_the_weights_of_that_moment(world: World):
    round_ = closed_round(world)
    rounds.reopen(world.ws, round_)
    programme.set_weights(world.ws, {"development": 2, "business": 0})
    rounds.close(world.ws, round_)
    programme.set_weights(world.ws, {"development": 1, "business": 1})
    assert opportunities.ranking(world.ws, round_).rows[0].total == pytest.approx(2 * 3.2 + 4.0 - 2.0)


def test_a_round_that_only_sheets_name_has_the_id_its_record_would_get(world: World):
    world.sheet(world.opportunity("Worker voice line"), "donor", "Donor", Q, agreed=True)
    view = opportunities.rounds(world.ws)[0]
    assert not view.recorded
    assert view.id == rounds.begin(world.ws, "donor").created[0]
    assert opportunities.find_round(world.ws, "Donor") == view.id
