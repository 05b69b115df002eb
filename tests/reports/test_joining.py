"""Scripts with letters that change by their neighbours: Arabic is joined; of the others the person is told that they are not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctip_desktop.reports.audience import Secret
from ctip_desktop.reports.build import company_report
from ctip_desktop.reports.fonts import Fonts
from ctip_desktop.reports.joining import joined
from ctip_desktop.reports.leaks import find_leaks
from tests.reports.reading_back import context
from tests.reports.samples import company

LETTERS = st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءآأإؤئپچژگ ")
ARABIC = st.text(st.one_of(LETTERS, st.sampled_from("َّـx7")), max_size=20)


@pytest.mark.parametrize(
    ("plain", "shown"),
    [
        ("سمك", "ﺳﻤﻚ"),  # initial, medial, final
        ("دار", "ﺩﺍﺭ"),  # three that do not reach on
        ("سلام", "ﺳﻼﻡ"),  # lam and alef are one
        ("سَمك", "ﺳَﻤﻚ"),  # a mark does not part letters
        ("Selan 7", "Selan 7"),
        ("", ""),
    ],
)
def test_letters_take_the_form_their_neighbours_ask_for(plain: str, shown: str) -> None:
    assert joined(plain) == shown


@given(ARABIC)
def test_joined_letters_read_back_as_the_letters_they_are(text: str) -> None:
    assert unicodedata.normalize("NFKC", joined(text)) == unicodedata.normalize("NFKC", text)


@given(st.text(LETTERS, max_size=20))
def test_the_fonts_have_every_joined_form(text: str) -> None:
    fonts = Fonts()
    for run in fonts.runs(text, bold=False):
        assert run.face.has(run.text)
    assert fonts.missing == set()


@pytest.mark.parametrize("name", ["شركة السلام للملاحة", "مؤسسة الأمل", "شركة الآلات"])
def test_a_withheld_name_is_found_in_joined_letters(name: str) -> None:
    pdf = company_report(company(name), context()).pdf
    assert [leak.where for leak in find_leaks(pdf, [Secret("Company names", name)])][:1] == ["page 1"]


@pytest.mark.parametrize(("name", "told"), [("រោងចក្រ អូកាវី", ("Khmer",)), ("एवरेस्ट ကုမ္ပဏီ", ("Burmese", "Devanagari"))])
def test_scripts_that_are_not_set_as_they_are_written_are_told(name: str, told: tuple[str, ...]) -> None:
    assert company_report(company(name), context()).one_by_one == told


@pytest.mark.parametrize("name", ["บริษัท ไข่มุก", "Gốm sứ Tân Bình", "深圳市电子", "شركة السلام", "ບໍລິສັດ", "Selan"])
def test_scripts_that_are_set_as_they_are_written_need_no_word(name: str) -> None:
    assert company_report(company(name), context()).one_by_one == ()
