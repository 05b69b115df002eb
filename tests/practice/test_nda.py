"""What may still be said under a non-disclosure agreement."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from ctip_desktop.practice import nda
from ctip_desktop.practice.nda import DEFAULT, EVERYTHING, Nda

TODAY = date(2026, 10, 13)


def agreement(number: int = 1, signed: date | None = date(2026, 1, 1), ends: date | None = None, *items: str) -> Nda:
    return Nda(UUID(int=number), signed, ends, frozenset(items) or None)


def test_without_an_agreement_everything_may_be_said() -> None:
    assert nda.shareable([], TODAY).items == EVERYTHING


def test_an_agreement_that_does_not_say_leaves_the_default_and_hides_the_name() -> None:
    found = nda.shareable([agreement()], TODAY)
    assert found.items == DEFAULT
    assert found.hidden == ("name", "money", "workers", "results", "lessons")


def test_several_agreements_leave_what_all_of_them_leave() -> None:
    found = nda.shareable(
        [agreement(1, date(2026, 1, 1), None, "existence", "name", "sector"), agreement(2, date(2026, 2, 1), None, "sector", "money")], TODAY
    )
    assert found.items == {"sector"}
    assert found.agreements == (UUID(int=1), UUID(int=2))


@pytest.mark.parametrize(
    ("signed", "ends", "binds"),
    [
        (date(2026, 1, 1), None, True),
        (date(2026, 1, 1), TODAY, True),
        (date(2026, 1, 1), date(2026, 10, 12), False),
        (date(2026, 10, 14), None, False),
        (None, None, True),
    ],
)
def test_an_agreement_binds_from_its_day_to_its_end_and_without_a_day_too(signed: date | None, ends: date | None, binds: bool) -> None:
    assert agreement(1, signed, ends).in_force(TODAY) is binds


def test_a_company_that_is_said_to_have_an_agreement_is_protected_like_by_the_default() -> None:
    assert nda.shareable([], TODAY, said_to_exist=True).items == DEFAULT


def test_an_ended_agreement_opens_again() -> None:
    assert nda.shareable([agreement(1, date(2020, 1, 1), date(2021, 1, 1))], TODAY, said_to_exist=True).may("name")


def test_the_label_names_sector_and_country_only_where_they_may_be_said() -> None:
    assert nda.anonymous_label("A", DEFAULT, "Electronics", "Viet Nam") == "Company A, electronics, Viet Nam"
    assert nda.anonymous_label("B", {"existence"}, "Electronics", "Viet Nam") == "Company B"
    assert nda.anonymous_label("C", DEFAULT) == "Company C"


def test_letters_go_on_after_z() -> None:
    assert [nda.letter(place) for place in (0, 25, 26, 27, 702)] == ["A", "Z", "AA", "AB", "AAA"]
