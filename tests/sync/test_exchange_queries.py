"""Who has what: captured, bundled, confirmed by one and not by the other."""

from datetime import timedelta

from ctip_desktop.queries import exchange as queries
from ctip_desktop.sync import exchange


def test_captured_then_bundled_then_confirmed_by_one_and_not_by_the_other(pair, laptop):
    lina, joram = pair
    sefa = laptop("Sefa")
    sefa.meets(lina)
    company = lina.company("Selan Pearl Fisheries")
    own = 1  # the name of the company; what a programme is founded with is nobody's doing
    assert queries.unsent(lina.ws) == queries.Unsent(own, own)
    assert [(c.person, c.missing, c.last) for c in queries.colleagues(lina.ws)] == [("Joram", None, None), ("Sefa", None, None)]
    lina.gives(joram)
    assert queries.unsent(lina.ws) == queries.Unsent(0, own)
    joram.gives(lina)
    assert queries.unsent(lina.ws) == queries.Unsent(0, 0)
    lina.write(company, town="Ranong", workers="12")
    assert queries.unsent(lina.ws) == queries.Unsent(2, 2)
    first, second = queries.colleagues(lina.ws)
    assert (first.sentence, second.sentence) == (
        "2 of your changes are not confirmed by Joram yet.",
        "Sefa has not answered with a bundle yet.",
    )
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


def test_a_bundle_taken_back_and_imported_again_is_one_line_that_can_be_taken_back(pair):
    lina, joram = pair
    lina.company("Selan Pearl Fisheries")
    path = lina.sends(joram)
    bundle = joram.gets(path).bundle
    exchange.take_back(joram.ws, bundle)
    again = joram.gets(path)
    (line,) = queries.exchanges(joram.ws)
    assert (line.bundle, line.taken_back, line.can_take_back, line.changes, line.new) == (bundle, None, True, 1, 1)
    assert (line.backup, line.at) == (again.backup, max(line.at, again.made))
    exchange.take_back(joram.ws, bundle)
    (line,) = queries.exchanges(joram.ws)
    assert line.taken_back is not None
    assert not line.can_take_back


def test_two_lines_that_an_earlier_version_wrote_for_one_bundle_are_shown_as_one(pair):
    lina, joram = pair
    lina.company("Selan Pearl Fisheries")
    bundle = lina.gives(joram).bundle
    with joram.ws.writing() as connection:
        connection.exec_driver_sql(
            "insert into exchange(direction, bundle, peers, at, report, backup) select direction, bundle, peers, at+1, report, backup from exchange"
        )
    (line,) = queries.exchanges(joram.ws)
    assert line.can_take_back
    exchange.take_back(joram.ws, bundle)
    (line,) = queries.exchanges(joram.ws)
    assert line.taken_back is not None


def test_nothing_is_unsent_right_after_a_colleague_is_added_to_a_new_programme(laptop):
    lina, joram = laptop("Lina"), laptop("Joram")
    lina.meets(joram)
    assert queries.unsent(lina.ws) == queries.Unsent(0, 0)


def test_a_bundle_has_one_number_when_made_in_the_preview_on_the_receipt_and_in_both_lists(pair):
    lina, joram = pair
    known = lina.company("Selan Pearl Fisheries")
    lina.gives(joram)
    joram.gives(lina)
    lina.write(known, town="Ranong", workers="12", **{"town.note": "Seen there"})
    lina.write(known, town="Trat")  # typed again: still one change
    new = lina.company("Okavi Garments")
    lina.write(new, country="TH", town="Rayong")
    joram.write(known, workers="12")  # the same is here already
    joram.write(known, **{"town.note": "From a list"})
    made = exchange.make(lina.ws, lina.folder / "n.ctipbundle")
    seen = exchange.preview(joram.ws, made.path)
    assert (made.changes, seen.changes) == (6, 6)
    assert (seen.new, seen.brought, seen.changed, seen.conflicts, seen.known) == (1, 3, 1, 1, 1)
    assert sum(item.count for group in seen.items for item in group.items) == seen.brought + seen.changed + seen.conflicts
    receipt = joram.gets(made.path)
    assert receipt.changes == 6
    assert queries.exchanges(joram.ws)[0].changes == queries.exchanges(lina.ws)[0].changes == 6
    assert exchange.take_back(joram.ws, receipt.bundle).changes == 6
