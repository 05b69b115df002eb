"""Who has what: captured, bundled, confirmed by one and not by the other."""

from datetime import timedelta

from ctip_desktop.queries import exchange as queries
from ctip_desktop.sync import exchange


def test_captured_then_bundled_then_confirmed_by_one_and_not_by_the_other(pair, laptop):
    lina, joram = pair
    sefa = laptop("Sefa")
    sefa.meets(lina)
    company = lina.company("Selan Pearl Fisheries")
    own = 3 + 3  # the programme and the company
    assert queries.unsent(lina.ws) == queries.Unsent(own, own)
    assert [(c.person, c.missing, c.last) for c in queries.colleagues(lina.ws)] == [("Joram", None, None), ("Sefa", None, None)]
    lina.gives(joram)
    assert queries.unsent(lina.ws) == queries.Unsent(0, own)
    joram.gives(lina)
    assert queries.unsent(lina.ws) == queries.Unsent(0, 0)
    lina.write(company, town="Ranong", workers="12")
    assert queries.unsent(lina.ws) == queries.Unsent(2, 2)
    first, second = queries.colleagues(lina.ws)
    assert (first.sentence, second.sentence) == ("Joram does not have 2 of your changes.", "Sefa has not been heard from yet.")
    assert first.oldest is not None
    assert first.last == max(first.last_in, first.last_out)
    assert not first.same
    lina.gives(joram)
    joram.gives(lina)
    first, _ = queries.colleagues(lina.ws)
    assert (first.missing, first.same, first.late, first.sentence) == (0, True, False, "Joram has all of your changes.")
    lina.clock.ahead = timedelta(days=41)
    assert queries.colleagues(lina.ws)[0].late


def test_the_list_of_exchanges_says_what_came_and_what_can_be_taken_back(pair):
    lina, joram = pair
    lina.company("Selan Pearl Fisheries")
    receipt = lina.gives(joram)
    (made,) = queries.exchanges(lina.ws)
    assert (made.direction, made.people, made.number, made.file, made.can_take_back) == ("out", ("Joram",), 1, "Lina-1.ctipbundle", False)
    (came,) = queries.exchanges(joram.ws)
    assert (came.bundle, came.people, came.new, came.can_take_back, came.backup) == (receipt.bundle, ("Lina",), 1, True, receipt.backup)
    exchange.take_back(joram.ws, receipt.bundle)
    (came,) = queries.exchanges(joram.ws)
    assert not came.can_take_back
    assert came.taken_back is not None


def test_there_are_no_holes_in_the_ordinary_course(pair):
    lina, joram = pair
    lina.company("Selan Pearl Fisheries")
    lina.gives(joram)
    joram.gives(lina)
    assert queries.holes(lina.ws) == queries.holes(joram.ws) == ()
