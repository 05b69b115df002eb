"""One cell, one answer; what cannot be read is kept as a note."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctip_desktop.forms.model import Answer, Choice, Question, State
from ctip_desktop.interop.values import read_cell

COUNTRY = Question("country", "select_one", "Country", choices=(Choice("VN", "Viet Nam", extra={"also": "Vietnam"}), Choice("TH", "Thailand")))
SECTORS = Question(
    "sectors", "select_multiple", "Sectors", choices=(Choice("garments", "Garments", hint="Apparel, shoes"), Choice("food", "Food, drink"))
)
STAFF = Question("staff", "integer", "Staff")
TURNOVER = Question("turnover", "decimal", "Turnover")
SINCE = Question("since", "date", "Since")


@pytest.mark.parametrize("text", ["VN", "vn", "Viet Nam", "VIETNAM", "viet nam "])
def test_an_option_is_known_by_its_name_its_label_and_its_other_names(text: str) -> None:
    assert read_cell(COUNTRY, text).answer == Answer.of("VN")
    assert not read_cell(COUNTRY, text).remark


def test_a_slip_of_the_pen_is_read_and_told() -> None:
    reading = read_cell(COUNTRY, "Thailnd")
    assert reading.answer == Answer.of("TH")
    assert "was read as “Thailand”" in reading.remark


def test_an_unknown_option_is_kept_as_a_note_and_not_as_no() -> None:
    reading = read_cell(COUNTRY, "Atlantis")
    assert reading.answer.state == State.NOT_ASKED
    assert "Atlantis" in reading.answer.note
    assert "kept as a note" in reading.remark


def test_several_options_are_parted_and_a_comma_inside_one_is_not() -> None:
    assert read_cell(SECTORS, "Apparel; Food, drink").answer.value == ("garments", "food")
    assert read_cell(SECTORS, "Food, drink").answer.value == ("food",)
    assert "Toys" in read_cell(SECTORS, "Shoes, Toys").answer.note


@pytest.mark.parametrize(("text", "value"), [("1200", 1200), ("1,200", 1200), ("1 200", 1200), ("1’200", 1200), ("१२००", 1200), ("-3", -3)])
def test_whole_numbers_as_people_write_them(text: str, value: int) -> None:
    assert read_cell(STAFF, text).answer.value == value


@pytest.mark.parametrize("text", ["about 200", "1.5", "12,34", "1e9", "12-15"])
def test_what_is_not_a_plain_whole_number_is_kept_as_a_note(text: str) -> None:
    assert read_cell(STAFF, text).answer.state == State.NOT_ASKED
    assert text in read_cell(STAFF, text).answer.note


def test_decimals() -> None:
    assert read_cell(TURNOVER, "1,250.75").answer.value == 1250.75


@pytest.mark.parametrize(
    ("text", "value"), [("2026-10-13", "2026-10-13"), ("13.10.2026", "2026-10-13"), ("13 Oct 2026", "2026-10-13"), ("2026", "2026")]
)
def test_dates_that_can_be_read_in_one_way(text: str, value: str) -> None:
    assert read_cell(SINCE, text).answer.value == value


def test_a_date_that_can_be_read_in_two_ways_is_not_guessed() -> None:
    assert read_cell(SINCE, "03/04/2026").answer.state == State.NOT_ASKED


def test_unknown_and_not_applicable_are_states() -> None:
    assert read_cell(STAFF, "unknown").answer.state == State.UNKNOWN
    assert read_cell(STAFF, "n/a").answer.state == State.NOT_APPLICABLE


@given(st.sampled_from([COUNTRY, SECTORS, STAFF, TURNOVER, SINCE]), st.text(min_size=1, max_size=40).map(str.strip).filter(bool))
def test_no_text_is_ever_lost(question: Question, text: str) -> None:
    answer = read_cell(question, text).answer
    assert answer.state != State.NOT_ASKED or text in answer.note
