"""Numbers and dates as people type them, in several languages."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from ctip_desktop.forms.model import Question
from ui.forms.typed import at_precision, read_date, read_decimal, read_integer, show_date, show_number, to_qdate, two_readings
from ui.pages.registers.typed_cells import Unread, read_cell

EN = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
US = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
DE = QLocale(QLocale.Language.German, QLocale.Country.Germany)
FR = QLocale(QLocale.Language.French, QLocale.Country.France)
IN = QLocale(QLocale.Language.Hindi, QLocale.Country.India)
AR = QLocale(QLocale.Language.Arabic, QLocale.Country.Egypt)


@pytest.mark.parametrize(
    ("text", "locale", "number"),
    [
        ("1,400,000", EN, 1_400_000),
        ("1.400.000", DE, 1_400_000),
        ("1 400 000", FR, 1_400_000),
        ("2.5", EN, 2.5),
        ("2,5", DE, 2.5),
        ("2.5", DE, 2.5),
        ("١٢٬٥٠٠٫٧٥", AR, 12500.75),
        ("१२३", EN, 123),
        ("၁၂", EN, 12),
        ("−3", EN, -3),
        ("1'200", EN, 1200),
    ],
)
def test_number_of_any_script_is_read(text, locale, number):
    assert read_decimal(text, locale) == number


@pytest.mark.parametrize("text", ["", "about ten", "1e5", "12 or 13", "9" * 20, "1.2.3", "--2"])
def test_what_is_not_a_number_is_never_guessed(text):
    assert read_decimal(text, EN) is None


def test_a_half_is_not_a_whole_number():
    assert read_integer("2.5", EN) is None
    assert read_integer("2.0", EN) == 2


@pytest.mark.parametrize("locale", [EN, DE, FR, AR, IN])
@pytest.mark.parametrize(
    "text", ["12,5", "1,2", "1.5", "12,50", "1,20,0", "12 5", "1 20", "12,5000", "1200,5", "0,125", "1.234,5", "1,", "1,000.000"]
)
def test_a_decimal_mark_in_a_whole_number_is_refused(text, locale):
    assert read_integer(text, locale) is None


@pytest.mark.parametrize(
    ("text", "locale", "number"),
    [
        ("1,200", EN, 1200),
        ("1.200", EN, None),
        ("1.200", DE, 1200),
        ("1,200", DE, None),
        ("1 200", FR, 1200),
        ("1\u202f200", FR, 1200),
        ("1,200", FR, None),
        ("12,34,567", IN, 1234567),
        ("1.200.000", EN, 1_200_000),
        ("١٬٢٠٠", AR, 1200),
        ("-1,200", EN, -1200),
    ],
)
def test_thousands_are_read_where_they_stand_as_groups_of_three(text, locale, number):
    assert read_integer(text, locale) == number


@pytest.mark.parametrize(
    ("text", "locale", "number"),
    [
        ("12,5", EN, 12.5),
        ("12,5", DE, 12.5),
        ("1.234,5", EN, 1234.5),
        ("1.234,5", DE, 1234.5),
        ("1,234.5", DE, 1234.5),
        ("1 234,5", FR, 1234.5),
        ("0,125", EN, 0.125),
        ("1.234", EN, 1.234),
        ("1,234", EN, 1234),
        ("-0.5", EN, -0.5),
        (".5", EN, 0.5),
    ],
)
def test_decimals_are_read_with_either_mark(text, locale, number):
    assert read_decimal(text, locale) == number


def test_a_number_that_can_be_read_in_two_ways_is_asked_about():
    assert read_decimal("1.200", EN) is None
    assert two_readings("1.200", EN) == ("1200", "1.2")
    assert two_readings("-1,200", DE) == ("-1200", "-1,2")
    assert two_readings("1.200", FR) == ("1200", "1,2")
    assert two_readings("1,200", EN) is None
    assert two_readings("12,5", EN) is None


LOCALES = st.sampled_from([EN, US, DE, FR, AR, IN])


@given(st.text("0123456789,.'  -٫٬٣", max_size=14), LOCALES)
def test_no_text_becomes_a_number_with_the_mark_lost(text, locale):
    """Either the marks group by three (or as in 12,34,567), or exactly one of them stands before the fraction."""
    number = read_decimal(text, locale)
    if number is None:
        return
    bare = re.sub(r"[٬’]", "'", text.strip().replace("٣", "3").removeprefix("-"))
    groups = r"(\d+|[1-9]\d{0,2}([ ',.])\d{3}(\2\d{3})*|[1-9]\d?(,\d{2})+,\d{3})?"
    readings = []
    if match := re.fullmatch(groups, bare):
        readings.append(float(re.sub(r"\D", "", match[0]) or 0))
    if match := re.fullmatch(groups + r"[.,٫](\d+)", bare):
        readings.append(float(f"{re.sub(chr(92) + 'D', '', match[1] or '') or 0}.{match[5]}"))
    assert abs(number) in readings
    assert read_integer(text, locale) in (None, number)


@given(st.integers(-(10**14), 10**14), LOCALES)
def test_a_whole_number_is_read_as_it_is_shown(number, locale):
    assert read_integer(show_number(number, locale), locale) == number
    assert read_integer(show_number(number, locale, amount=True), locale) == number


@given(st.decimals(-(10**6), 10**6, places=4), LOCALES)
def test_a_number_is_read_as_it_is_shown(number, locale):
    assert read_decimal(show_number(float(number), locale), locale) == float(number)
    assert read_decimal(show_number(float(number), locale, amount=True), locale) == float(number)


def test_numbers_are_shown_grouped_but_years_are_not():
    assert show_number(1_840_000, EN) == "1,840,000"
    assert show_number(2023, EN) == "2023"
    assert show_number(2500, EN, amount=True) == "2,500"
    assert show_number(7500.5, EN, amount=True, money=True) == "7,500.50"
    assert show_number(7500, EN, amount=True, money=True) == "7,500"
    assert show_number(2.5, DE) == "2,5"


@pytest.mark.parametrize(
    ("text", "locale", "iso"),
    [
        ("2026-10-13", EN, "2026-10-13"),
        ("13 Oct 2026", EN, "2026-10-13"),
        ("October 2026", EN, "2026-10"),
        ("2026", EN, "2026"),
        ("13.10.2026", DE, "2026-10-13"),
        ("10/13/2026", US, "2026-10-13"),
        ("13/10/2026", US, "2026-10-13"),
        ("3/4/2026", US, "2026-03-04"),
        ("1.11.2026", US, "2026-11-01"),
        ("1. 11. 2026", US, "2026-11-01"),
        ("3/4/2026", EN, "2026-04-03"),
        ("10/2026", EN, "2026-10"),
        ("١٣/١٠/٢٠٢٦", AR, "2026-10-13"),
        ("29 Feb 2024", EN, "2024-02-29"),
    ],
)
def test_date_keeps_the_precision_it_was_typed_with(text, locale, iso):
    assert read_date(text, locale) == iso


@pytest.mark.parametrize("text", ["", "soon", "31 Feb 2026", "2026-13", "13/13/2026", "1/2/26", "32 Oct 2026"])
def test_what_is_not_a_date_is_never_guessed(text):
    assert read_date(text, EN) is None


def test_dates_are_shown_with_a_month_name():
    assert show_date("2026-10-13", EN) == "13 Oct 2026"
    assert show_date("2026-10", EN) == "Oct 2026"
    assert show_date("2026", EN) == "2026"
    assert at_precision("2026-10-13", "month") == "2026-10"
    assert to_qdate("2026-10").month() == 10
    assert not to_qdate("").isValid()


@pytest.mark.parametrize(
    ("text", "appearance", "kept"),
    [
        ("Oct 2026", "month-year", "2026-10-01"),
        ("13 Oct 2026", "month-year", "2026-10-01"),
        ("2026", "year", "2026-01-01"),
        ("13 Oct 2026", "", "2026-10-13"),
    ],
)
def test_a_cell_takes_a_month_where_the_question_asks_for_one(text, appearance, kept):
    question = Question("until", "date", appearance=appearance)
    assert read_cell(question, (), text, EN, lambda _text: ()).value == kept


@pytest.mark.parametrize(
    ("text", "appearance", "words"), [("2026", "month-year", "Oct 2026"), ("Oct 2026", "", "13 Oct 2026"), ("soon", "year", "2026")]
)
def test_a_cell_says_how_to_write_the_date_it_wants(text, appearance, words):
    with pytest.raises(Unread, match=f"Write it like {words}"):
        read_cell(Question("until", "date", appearance=appearance), (), text, EN, lambda _text: ())
