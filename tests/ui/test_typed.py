"""Numbers and dates as people type them, in several languages."""

import pytest
from PySide6.QtCore import QLocale

from ui.forms.typed import at_precision, read_date, read_decimal, read_integer, show_date, show_number, to_qdate

EN = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
US = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
DE = QLocale(QLocale.Language.German, QLocale.Country.Germany)
FR = QLocale(QLocale.Language.French, QLocale.Country.France)
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


def test_numbers_are_shown_grouped_but_years_are_not():
    assert show_number(1_840_000, EN) == "1,840,000"
    assert show_number(2023, EN) == "2023"
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
