"""The file itself: the same bytes every time, its own fonts only, real text in every script, bookmarks, the right hour."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctip_desktop.forms.model import State
from ctip_desktop.reports.audience import Audience
from ctip_desktop.reports.build import company_report, ranking_report, score_card_report
from ctip_desktop.reports.fonts import Fonts, clusters, coverage
from ctip_desktop.reports.icons import outline
from ctip_desktop.reports.text import BODY, Mark, Pill, Setter, Span, break_up
from ctip_desktop.reports.words import amount, count, day, in_words, listed, lower_first, number_words, one_place, partial_day, percent
from ctip_desktop.resources import resource
from tests.reports.reading_back import context, packed, pages_of, text_of
from tests.reports.samples import NOW, answer, company
from tests.reports.score_samples import ranked_companies, ranking, score_card

SCRIPTS = {
    "vi": "Công ty Cổ phần Hải sản Ngọc Trai",
    "th": "บริษัท ไข่มุกเซลัน จำกัด ป้ำ ปู่ น้ำ",
    "km": "ក្រុមហ៊ុននេសាទគុជសេឡាន",
    "lo": "ບໍລິສັດ ໄຂ່ມຸກ",
    "my": "ကုမ္ပဏီ မြန်မာ",
    "bn": "সমস্ত মানুষ স্বাধীন",
    "ne": "सबै व्यक्तिहरू जन्मजात",
    "si": "ශ්‍රී ලංකා ප්‍රජාව",
    "zh": "賽蘭珍珠漁業有限公司 共同富裕",
    "ja": "株式会社セラン水産",
    "ko": "셀란 진주 수산",
    "ru": "Рыболовная компания",
    "el": "Αλιευτική Εταιρεία",
}


def test_the_same_print_has_the_same_bytes() -> None:
    first = company_report(company(), context())
    ranking_report(ranking(), ranked_companies(), context())
    assert company_report(company(), context()).pdf == first.pdf


def test_only_our_own_fonts_are_in_the_file() -> None:
    for report in (
        company_report(company(), context()),
        ranking_report(ranking(), ranked_companies(), context()),
        score_card_report(score_card(), [], context()),
    ):
        assert b"Helvetica" not in report.pdf
        names = set(re.findall(rb"/BaseFont /([^\s/]+)", report.pdf))
        assert names
        assert all(b"Noto" in name for name in names), names
        assert report.pdf.count(b"/FontFile2") >= 2


@pytest.mark.parametrize(("hours", "minutes", "expected"), [(5, 45, "+05'45'"), (-3, 30, "-03'30'"), (0, 0, "+00'00'"), (7, 0, "+07'00'")])
def test_the_hour_in_the_file_keeps_its_time_zone(hours: int, minutes: int, expected: str) -> None:
    offset = timedelta(hours=abs(hours), minutes=minutes) * (-1 if hours < 0 else 1)
    at = datetime(2026, 10, 13, 11, 20, 5, tzinfo=timezone(offset))
    report = company_report(company(), replace(context(), made_at=at))
    assert f"D:20261013112005{expected}".encode() in report.pdf


def test_the_file_names_title_programme_and_program() -> None:
    document = pypdfium2.PdfDocument(company_report(company(), context()).pdf)
    about = document.get_metadata_dict()
    assert about["Title"] == "Company profile: Selan Pearl Fisheries"
    assert (about["Author"], about["Creator"]) == ("Lantern Coast Programme", "CTIP Desktop")
    document.close()


def test_bookmarks_lead_to_title_and_sections() -> None:
    document = pypdfium2.PdfDocument(company_report(company(), context()).pdf)
    entries = [(entry.level, entry.get_title()) for entry in document.get_toc()]
    assert entries[0] == (0, "Selan Pearl Fisheries")
    assert (1, "4 Due diligence") in entries
    assert (0, "How to read this report") in entries
    document.close()


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_nothing_is_drawn_outside_the_page(paper: str) -> None:
    sizes = {"a4": (595.28, 841.89), "letter": (612, 792)}
    document = pypdfium2.PdfDocument(company_report(company(), context(paper=paper)).pdf)
    for page in document:
        assert page.get_size() == pytest.approx(sizes[paper], abs=0.1)
        words = page.get_textpage()
        for index in range(words.count_chars()):
            left, bottom, right, top = words.get_charbox(index)
            assert left >= 40
            assert right <= sizes[paper][0] - 40
            assert bottom >= 14
            assert top <= sizes[paper][1] - 14
    document.close()


@pytest.mark.parametrize("language", SCRIPTS)
def test_a_name_in_any_script_is_printed_and_can_be_read_back(language: str) -> None:
    name = SCRIPTS[language]
    report = company_report(company(name), context())
    assert report.missing == ()
    assert packed(name).replace("\u200d", "") in packed(text_of(report.pdf)).replace("\u200d", "")


def test_a_character_no_font_has_is_told_and_not_a_box() -> None:
    report = company_report(company("Linear 𐀀𐀁"), context())
    assert report.missing == ("𐀀", "𐀁")
    assert "\N{REPLACEMENT CHARACTER}" in text_of(report.pdf)


@pytest.mark.parametrize(
    "emoji", ["😀", "👩\u200d👩\u200d👧\u200d👦", "👨🏽\u200d🌾", "🇹🇭", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "✅\ufe0f"]
)
def test_an_emoji_is_one_sign_however_many_characters_it_is_made_of(emoji: str) -> None:
    text = text_of(company_report(company(f"Sea {emoji} Foods"), context()).pdf)
    assert "Sea \N{REPLACEMENT CHARACTER} Foods" in text
    assert "\N{REPLACEMENT CHARACTER}" * 2 not in text


def test_an_emoji_a_font_has_keeps_its_sign_without_the_tone_or_the_frame() -> None:
    fonts = Fonts()
    for emoji, sign in (("👍🏽", "👍"), ("❤\ufe0f", "❤"), ("1\ufe0f\u20e3", "1")):
        assert "".join(run.text for run in fonts.runs(emoji, bold=False)) == sign


def test_every_name_of_the_real_register_has_its_characters(shared_data: Path) -> None:
    with (shared_data / "gleif" / "companies.csv").open(encoding="utf-8") as lines:
        names = tuple(row["legal_name"] for row in csv.DictReader(lines))
    assert len(names) == 2000
    assert coverage(names) == ()


def test_a_print_of_many_pages_numbers_them_all() -> None:
    answers = tuple(
        answer(f"q{i}", f"Question number {i}?", f"Answer {i}. " + "Boats and pay slips. " * (250 if i == 40 else 12), sources=(1,))
        for i in range(150)
    )
    page = company()
    report = company_report(replace(page, desk=replace(page.desk, answers=answers)), context())
    pages = pages_of(report.pdf)
    assert len(pages) == report.pages >= 15
    for number, text in enumerate(pages, 1):
        assert f"{number} of {len(pages)}" in text
    whole = packed(" ".join(pages))
    assert all(packed(f"Answer {i}. Boats") in whole for i in range(150))
    assert whole.count(packed("Boats and pay slips.")) >= 149 * 12 + 250 - 40  # a few stand on both sides of a page break with words between


@pytest.mark.parametrize("reader", list(Audience))
def test_very_long_words_stay_in_their_cells(reader: Audience) -> None:
    page = company("X" * 180)
    long = answer("q", "W" * 90, "https://example.org/" + "a" * 300, state=State.ANSWERED)
    report = company_report(replace(page, desk=replace(page.desk, answers=(long,))), context(reader))
    document = pypdfium2.PdfDocument(report.pdf)
    for found in document:
        words = found.get_textpage()
        assert all(words.get_charbox(i)[2] <= 595 - 45 for i in range(words.count_chars()))
    document.close()


# ---------------------------------------------------------------- text
def test_clusters_are_never_parted() -> None:
    assert list(clusters("ក្រុម")) == ["ក្រុ", "ម"]
    assert list(clusters("น้ำ")) == ["น้", "ำ"]
    assert list(clusters("é\u0301x")) == ["é\u0301", "x"]


def test_lines_break_at_words_and_not_before_closing_signs() -> None:
    assert list(break_up("one two-three (four)")) == ["one ", "two-", "three ", "(four)"]
    assert list(break_up("a\nb")) == ["a\n", "b"]
    assert list(break_up("漁業、会社")) == ["漁", "業、", "会", "社"]


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=80), st.floats(20, 300))
def test_no_line_is_wider_than_its_column_and_nothing_is_lost(text: str, width: float) -> None:
    paragraph = Setter(Fonts()).set(text, BODY, width)
    drawn = "".join(atom.run.text for line in paragraph.lines for atom in line.atoms)  # type: ignore[union-attr]  # only text was set
    assert all(line.width <= width + 0.1 or len(list(clusters(_words(line)))) <= 1 for line in paragraph.lines)
    assert paragraph.height >= BODY.line
    letters = [c for c in text if c.isalnum() and Fonts().runs(c, bold=False)[0].text != "�"]
    assert [c for c in drawn if c in set(letters)] == [c for c in letters if c in drawn]


def _words(line: object) -> str:
    return "".join(atom.run.text for atom in line.atoms).strip()  # type: ignore[attr-defined]  # a set line


def test_a_symbol_stays_with_its_word_and_a_pill_is_one_piece() -> None:
    setter = Setter(Fonts())
    paragraph = setter.set((Span("Some words before "), Mark("unknown"), "Unknown ", Pill("name withheld", "eyeoff")), BODY, 110)
    kinds = [[type(atom).__name__ for atom in line.atoms] for line in paragraph.lines]
    assert all(line[-1] != "Mark" for line in kinds)


def test_every_shipped_icon_can_be_drawn() -> None:
    for file in resource("icons").iterdir():
        if file.name.endswith(".svg"):
            steps = outline(file.name.removesuffix(".svg"))
            assert steps
            assert all(-1 <= c <= 25 for step in steps for point in step.points for c in point), file.name


def test_numbers_and_dates_in_words() -> None:
    assert [amount(v) for v in (7500.5, 7500.0, 2999.999, 0.1 + 0.2)] == ["7,500.50", "7,500", "3,000", "0.30"]
    assert [number_words(v) for v in (7500.5, 7500.0)] == ["7,500.5", "7,500"]
    assert [one_place(v) for v in (2.25, 2.35, 8.7, 0.05)] == ["2.3", "2.4", "8.7", "0.1"]
    assert percent(0.865) == "87 %"
    assert [partial_day(t) for t in ("2026", "2026-03", "2026-10-13", "spring 2025", "2026-13")] == [
        "2026",
        "Mar 2026",
        "13 Oct 2026",
        "spring 2025",
        "2026-13",
    ]
    assert (day(None), day(NOW)) == ("", "13 Oct 2026")
    assert (count(1, "day"), count(1200, "day")) == ("1 day", "1,200 days")
    assert (in_words(3, capital=True), in_words(13)) == ("Three", "13")
    assert (listed(["a", "b", "c"]), listed([])) == ("a, b and c", "")
    assert (lower_first("Company itself"), lower_first("NGO")) == ("company itself", "NGO")
