"""Registers as tables: typed columns, filters, order, export; two thousand rows stay quick to filter."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from ctip_desktop.errors import NotFound
from ctip_desktop.operations import records
from ctip_desktop.operations.records import NewRecord
from ctip_desktop.queries import registers as queries

from .conftest import NOT_APPLICABLE, UNKNOWN, World, answers
from .partners import partnership, pulse


def texts(found: queries.Register, column: str) -> list[str]:
    return [row.cells[found.place(column)].text for row in found.rows]


def concerns(world: World) -> queries.Register:
    okavi = world.company("Okavi Garments")
    given = {"raised_on": "2026-09-01"}
    world.make("concern", okavi, side="company", kind="deal_breaker", text="No logo", topic=("publicity", "legal"), status="open", **given)
    world.make("concern", okavi, side="programme", kind="wish", text="A visit", topic=("roles",), status="resolved", raised_on="2026-10-01")
    world.make("concern", okavi, side="company", kind="fear", text="Bad press", topic=UNKNOWN, status="open", raised_on="2026-08-01")
    return queries.register(world.ws, "concern")


def test_the_columns_are_the_questions_and_the_newest_row_is_first(world: World) -> None:
    found = concerns(world)
    assert [column.name for column in found.columns][:3] == ["side", "kind", "text"]
    assert {column.name: column.kind for column in found.columns}["topic"] == "choices"
    assert texts(found, "text") == ["A visit", "No logo", "Bad press"]
    assert found.rows[0].about is not None
    assert found.rows[0].about.title == "Okavi Garments"
    assert texts(found, "raised_on")[0] == "1 Oct 2026"
    assert texts(found, "topic") == ["Roles", "Publicity or secrecy, Law", "Unknown"]


def test_filters_take_any_of_their_values_and_words_look_everywhere(world: World) -> None:
    found = concerns(world)
    assert texts(found.where({"side": ["company"]}), "text") == ["No logo", "Bad press"]
    assert texts(found.where({"topic": ["legal", "roles"]}), "text") == ["A visit", "No logo"]
    assert texts(found.where(text="okavi press"), "text") == ["Bad press"]
    assert texts(found.where({"side": ["company"]}).where(), "text") == texts(found, "text")
    assert found.where({"side": ["company"]}).total == 3
    assert found.where({"no_such_column": ["x"]}).rows == found.rows
    assert queries.register(world.ws, "concern", filters={"kind": ["wish"]}).rows == found.where({"kind": ["wish"]}).rows


def test_values_of_a_filter_are_counted_among_the_rows_the_others_let_through(world: World) -> None:
    found = concerns(world).where({"side": ["company"], "kind": ["fear"]})
    assert [(facet.name, facet.count) for facet in found.facets("kind")] == [("fear", 1), ("deal_breaker", 1)]
    assert [(facet.label, facet.count) for facet in found.facets("side")] == [("Company", 1)]


def test_rows_are_sorted_by_value_and_what_is_missing_comes_last_either_way(world: World) -> None:
    id_ = partnership(world, "Corridors")
    for text, payment in (("A", 900), ("B", 1000), ("C", None)):
        money = {"payment": payment, "payment_currency": "USD"} if payment else {}
        world.make("milestone", id_, text=text, kind="output", due="2026-01-01", **money)
    found = queries.register(world.ws, "milestone")
    assert texts(found.sorted("payment"), "text") == ["A", "B", "C"]
    assert texts(found.sorted("payment", falling=True), "text") == ["B", "A", "C"]
    assert texts(found.sorted("payment"), "payment") == ["900", "1,000", ""]
    with pytest.raises(KeyError):
        found.sorted("nothing")


def test_an_answer_that_does_not_apply_is_told_and_not_empty(world: World) -> None:
    id_ = partnership(world, "Corridors")
    world.make("milestone", id_, text="A", kind="output", due="2026-01-01", payment=NOT_APPLICABLE)
    assert texts(queries.register(world.ws, "milestone"), "payment") == ["Not applicable"]


def test_links_show_titles_and_lists_show_how_many_lines(world: World) -> None:
    okavi = world.company("Okavi Garments")
    id_ = partnership(world, "Corridors", okavi)
    world.make(
        "contribution", id_, partner=str(okavi), kind="cash", value=5, currency="USD", date="2026-01-01", source_class="private", use_class="overhead"
    )
    world.make("partnership_type", id_, {"agreed": [{"who": "Us"}, {"who": "Okavi"}]}, type="csr", decided_on="2026-01-01")
    assert texts(queries.register(world.ws, "contribution"), "partner") == ["Okavi Garments"]
    assert texts(queries.register(world.ws, "partnership_type"), "agreed") == ["2"]
    assert len(queries.register(world.ws, "contribution", about=id_).rows) == 1


@pytest.mark.parametrize(
    ("form", "state"), [("concern", "status"), ("milestone", "reached_on"), ("opportunity", "status"), ("partnership", "status")]
)
def test_where_an_entry_stands_is_among_the_first_columns(world: World, form: str, state: str) -> None:
    assert state in [column.name for column in queries.register(world.ws, form).columns if column.shown]


def test_an_export_holds_what_is_shown_without_formulas_and_without_what_is_sensitive(world: World) -> None:
    okavi = world.company("Okavi Garments")
    world.make(
        "concern", okavi, side="company", kind="fear", text='=HYPERLINK("x"), "quoted"', raised_by="Mei", status="open", raised_on="2026-08-01"
    )
    found = queries.register(world.ws, "concern")
    lines = list(csv.reader(io.StringIO(found.as_csv())))
    assert lines[1][0] == "Okavi Garments"
    assert '\'=HYPERLINK("x"), "quoted"' in lines[1]
    assert "Mei" not in found.as_csv()
    assert "Mei" in found.as_csv(sensitive=True)
    assert len(next(csv.reader(io.StringIO(found.as_csv(["text"]))))) == 2


def test_the_answers_of_single_people_in_a_survey_are_in_no_table(world: World) -> None:
    id_ = partnership(world, "Corridors")
    pulse(world, id_, "A", (1, 1, 1, 1, 1, 1), rp_1_comment="We wait long.", may_quote="yes")
    found = queries.register(world.ws, "pulse")
    assert [column.name for column in found.columns] == ["wave", "wave_on", "side"]
    assert "wait" not in found.as_csv(sensitive=True)


def test_every_form_with_many_records_is_listed(world: World) -> None:
    concerns(world)
    listed = {each.form: each for each in queries.register_forms(world.ws)}
    assert listed["concern"].count == 3
    assert {"milestone", "outreach", "relation", "pulse"} <= set(listed)
    for form in listed:
        assert queries.register(world.ws, form).columns


def test_a_register_that_is_not_there_is_said_so(world: World) -> None:
    with pytest.raises(NotFound):
        queries.register(world.ws, "nothing")


def test_two_thousand_rows_are_read_and_filtered(world: World) -> None:
    id_ = partnership(world, "Corridors")
    given = [
        {"text": f"Step {n}", "kind": ("activity", "output", "outcome")[n % 3], "due": date(2026, 1 + n % 12, 1).isoformat()} for n in range(2000)
    ]
    records.create_many(world.ws, "milestone", [NewRecord(id_, answers(each)) for each in given])
    found = queries.register(world.ws, "milestone")
    assert len(found.rows) == 2000
    assert len(found.where({"kind": ["outcome"]}).rows) == 666
    assert len(found.where({"kind": ["outcome"]}, "step 1999").rows) == 0
    assert len(found.where({"kind": ["output"]}, "step 1999").rows) == 1
