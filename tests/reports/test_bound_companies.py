"""What an agreement of non-disclosure hides is hidden wherever it is written: in papers about others, in addresses, in a partnership's records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from ctip_desktop.errors import WorldError
from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.practice.nda import ITEMS
from ctip_desktop.queries.naming import told
from ctip_desktop.queries.records import list_records
from ctip_desktop.reports.build import Kind, Options, build
from ctip_desktop.reports.job import Report
from ctip_desktop.reports.leaks import read_back
from tests.reports.coast import Coast
from tests.reports.reading_back import packed, text_of

WRITTEN = (
    "Fenwick Circuits",
    "Fenwick",
    "FENWICK’s people",
    "Fenwick-owned sites",
    "Fenwick&Co",
    "Fenwick\nCircuits",
    "info@fenwick.example",
    "https://www.fenwick-circuits.example/a",
    "fenwick_report.pdf",
)
STOPPED = ("FenwickCircuits", "Fenwick-Circuits", "Fen\u200bwick Circuits")


@pytest.fixture
def own(tmp_path: Path, catalogue: Catalogue) -> Iterator[Coast]:
    with Coast(tmp_path, catalogue).closing() as coast:
        yield coast


def _write(own: Coast, say: str) -> None:
    """The words in papers about others: answers with a source, a goal, milestones, a lesson, an indicator, an opportunity."""
    own.make("desk_research", own.okavi, company_values=f"We do as {say} do", history=f"Shirts for {say}")
    own.make("milestone", own.vessels, text=f"Visit of {say} to the port", kind="activity", due="2026-12-01")
    records.answer(own.ws, own.vessels, "vision", Answer.of(f"Learn from {say} soon"))
    own.make("lesson", own.ws.programme_id, kind="lesson", text=f"The talk with {say} went well.", date="2026-12-01")
    own.make("indicator", own.ws.programme_id, name=f"Offices of {say}", unit="offices", direction="up", baseline=0, target=2, frequency="quarterly")
    own.make("opportunity", own.pearl, title=f"Learning with {say}", status="concept", country="TH")


def _papers(own: Coast) -> Iterator[Report]:
    for kind, about, readers in (
        (Kind.COMPANY, own.okavi, ("partner", "donor", "public")),
        (Kind.PARTNERSHIP, own.vessels, ("partner", "donor", "public")),
        (Kind.PORTFOLIO, None, ("donor", "public")),
    ):
        for reader in readers:
            yield build(own.ws, kind, about=about, audience=reader)


def _all(report: Report) -> str:
    return packed("\n".join(words for _, words in read_back(report.pdf))).casefold()


@pytest.mark.parametrize("say", WRITTEN)
def test_a_bound_company_is_named_in_no_paper_about_somebody_else(own: Coast, say: str) -> None:
    _write(own, say)
    for report in _papers(own):
        report.check()
        assert "fenwick" not in _all(report)


@pytest.mark.parametrize("say", STOPPED)
def test_a_bound_name_written_to_be_overlooked_stops_every_paper_that_holds_it(own: Coast, say: str) -> None:
    _write(own, say)
    for report in _papers(own):
        if "fenwick" in _all(report):
            with pytest.raises(WorldError, match="must be left out"):
                report.check()


def test_the_words_stay_readable_and_the_team_reads_the_name(own: Coast) -> None:
    _write(own, "Fenwick Circuits")
    assert "We do as another company do" in text_of(build(own.ws, "company", about=own.okavi, audience="donor").pdf).replace("\n", " ")
    assert "Fenwick Circuits" in text_of(build(own.ws, "company", about=own.okavi).pdf)


def test_the_public_reads_no_first_word_of_a_name_nobody_agreed_to_tell(own: Coast) -> None:
    own.make("desk_research", own.okavi, company_values="Okavi cares. Write to hello@okavi.example")
    text = text_of(build(own.ws, "company", about=own.okavi, audience="public").pdf)
    assert "Company A cares. Write to (withheld)" in text.replace("\n", " ")


def test_a_name_in_a_script_without_spaces_is_hidden_inside_a_sentence(own: Coast) -> None:
    records.answer(own.ws, own.fenwick, "local_name", Answer.of("เฟนวิกวงจร"))
    _write(own, "โรงงานเฟนวิกวงจรใหม่")
    for report in _papers(own):
        report.check()
        assert packed("เฟนวิก") not in _all(report)


def test_a_label_that_holds_the_place_of_the_company_is_not_used(own: Coast) -> None:
    _label(own, "A factory in Tarn Valley")
    report = build(own.ws, "company", about=own.fenwick, audience="donor")
    report.check()
    assert "tarnvalley" not in _all(report)


def test_a_paper_form_for_one_partner_does_not_tell_a_bound_one(own: Coast) -> None:
    for say in ("Fenwick Circuits", "Fenwick", "info@fenwick.example"):
        filled = own.make("expectations", own.okavi, **_first_text(own, "expectations", f"We supply {say}"))
        report = build(own.ws, "blank_form", about=own.okavi, audience="partner", options=Options(record=filled))
        report.check()
        assert "fenwick" not in _all(report)
    mine = own.make("expectations", own.fenwick, **_first_text(own, "expectations", "We are Fenwick Circuits"))
    report = build(own.ws, "blank_form", about=own.fenwick, audience="partner", options=Options(record=mine))
    report.check()
    assert "We are Fenwick Circuits" in text_of(report.pdf)


# ---------------------------------------------------------------- what each item opens


@pytest.mark.parametrize("opened", [(item, *more) for item in ITEMS for more in ((), ("existence",)) if item not in more], ids="+".join)
def test_with_one_item_alone_nothing_of_the_others_is_told(own: Coast, opened: tuple[str, ...]) -> None:
    _only(own, *opened)
    indicator = own.make(
        "indicator", own.coaching, name="Leaders trained", unit="leaders", direction="up", baseline=0, target=7321, frequency="yearly"
    )
    own.make("reading", indicator, date="2026-09-30", value=6183)
    own.make("indicator", own.coaching, name="Workers reached", unit="workers", baseline=0, target=9247)
    own.make("milestone", own.coaching, text="Course held", kind="activity", due="2026-12-01")
    own.make("do_no_harm", own.coaching, agreed_in_writing="yes", agreed_on="2026-03-04")
    own.make("lesson", own.coaching, kind="lesson", text="Ask line leaders first.", date="2026-12-01")
    _label(own, "Company Q")
    texts = []
    for kind, about in ((Kind.COMPANY, own.fenwick), (Kind.PARTNERSHIP, own.coaching), (Kind.PORTFOLIO, None)):
        for reader in ("donor", "public"):
            if "existence" not in opened and kind is not Kind.PORTFOLIO:
                with pytest.raises(WorldError, match="forbids to say"):
                    build(own.ws, kind, about=about, audience=reader)
                continue
            report = build(own.ws, kind, about=about, audience=reader)
            report.check()
            texts.append(text_of(report.pdf))
    text = packed("\n".join(texts))
    kept = {
        "name": ("Fenwick",),
        "activity": ("Course held", "Agreed in writing"),
        "money": ("91,375",),
        "results": ("Leaders trained", "7,321", "6,183"),
        "workers": ("Workers reached", "9,247"),
        "lessons": ("Ask line leaders first",),
    }
    told_here = [words for name, found in kept.items() if name not in opened for words in found if packed(words) in text]
    assert told_here == []


def test_without_existence_neither_profile_ranking_nor_pipeline_speaks_of_the_company(own: Coast) -> None:
    _only(own, "sector")
    records.answer(own.ws, own.coaching_idea, "status", Answer.of("concept"))
    with pytest.raises(WorldError, match="forbids to say"):
        build(own.ws, "company", about=own.fenwick, audience="donor")
    text = text_of(build(own.ws, "portfolio", audience="donor").pdf)
    assert "Line leaders" not in text
    assert "One opportunity, name withheld" in text.replace("\n", " ")


def test_private_money_of_nobody_in_a_partnership_that_hides_money_is_not_told(own: Coast) -> None:
    own._give(own.coaching, None, "cash", 44_444, "received", "private", "strategic")
    for kind, about in ((Kind.PARTNERSHIP, own.coaching), (Kind.PORTFOLIO, None)):
        text = text_of(build(own.ws, kind, about=about, audience="donor").pdf)
        assert "44,444" not in text
        assert "135,819" not in text
    alone = own.make("partnership", None, name="Nobody yet", status="running", started_on="2026-01-01")
    own.make("nda", alone, signed_on="2026-01-10", shareable=("existence",))
    own._give(alone, None, "cash", 55_555, "received", "private", "strategic")
    for kind, about in ((Kind.PARTNERSHIP, alone), (Kind.PORTFOLIO, None)):
        assert "55,555" not in text_of(build(own.ws, kind, about=about, audience="donor").pdf)


def test_a_record_of_a_bound_partnership_without_partners_is_for_the_team(own: Coast) -> None:
    alone = own.make("partnership", None, name="Nobody yet", status="running", started_on="2026-01-01")
    own.make("nda", alone, signed_on="2026-01-10", shareable=("existence",))
    step = own.make("milestone", alone, text="Course held", kind="activity", due="2026-12-01")
    with pytest.raises(WorldError, match="agreement of non-disclosure covers"):
        build(own.ws, "record", about=step, audience="donor")


def test_what_one_partner_is_said_to_have_signed_counts_beside_the_agreement_of_another(own: Coast) -> None:
    both = own.make(
        "partnership", None, {"partner_rows": [{"partner": str(own.okavi)}, {"partner": str(own.marisol)}]}, name="Both", status="running",
        started_on="2026-01-01",
    )  # fmt: skip
    own.make("nda", own.okavi, signed_on="2026-01-10", shareable=ITEMS)
    own.make("indicator", both, name="Rooms checked", unit="rooms", direction="up", baseline=0, target=10, frequency="yearly")
    assert "Rooms checked" not in text_of(build(own.ws, "partnership", about=both, audience="donor").pdf)


def test_an_agreement_that_ended_or_has_no_date(own: Coast) -> None:
    agreement = next(line.id for line in list_records(own.ws, "nda"))
    today = own.ws.now().date()
    for day, bound in (("2026-10-12", False), (today.isoformat(), True)):
        records.answer(own.ws, agreement, "ends_on", Answer.of(day))
        assert (own.fenwick in told(own.ws, today)) is bound
    records.answer(own.ws, agreement, "ends_on", Answer())
    records.answer(own.ws, agreement, "signed_on", Answer())
    assert own.fenwick in told(own.ws, today)


# ---------------------------------------------------------------- helpers


def _label(own: Coast, words: str) -> None:
    for line in list_records(own.ws, "nda"):
        records.answer(own.ws, line.id, "anonymous_label", Answer.of(words))


def _only(own: Coast, *items: str) -> None:
    agreement: UUID = next(line.id for line in list_records(own.ws, "nda"))
    records.answer(own.ws, agreement, "shareable", Answer.of(items))


def _first_text(own: Coast, form: str, words: str) -> dict[str, str]:
    question = next(q for q in own.ws.catalogue.form(form).walk() if q.type == "text" and q.asks == "company" and q.share in ("partners", "public"))
    return {question.name: words}
