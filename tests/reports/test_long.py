"""Whatever is long on paper: nothing runs over the foot of a page, nothing over its top, and no word is lost."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pypdfium2
import pytest

from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.model import Answer, Value
from ctip_desktop.operations import records
from ctip_desktop.reports.audience import Audience
from ctip_desktop.reports.blocks import Box, Bullets, Columns, Heading, Text, Title, Together
from ctip_desktop.reports.build import Kind, Options, build
from ctip_desktop.reports.flow import Block
from ctip_desktop.reports.page import A4, LETTER, Frame, Meta, Paper, Tab, make, tab
from ctip_desktop.reports.tables import Column, Row, Table
from ctip_desktop.workspace.workspace import Workspace
from tests.reports.coast import Clock, Coast
from tests.reports.reading_back import packed
from tests.reports.samples import NOW

LONG = " ".join(f"word{number}" for number in range(1500))


def printed(*blocks: Block, paper: Paper = A4, shape: Tab | None = None, document: str = "Test") -> bytes:
    frame = Frame("Programme", document, shape or Tab("Our team only", "lock"), lambda anchors: "", "Made")
    return make(blocks, paper, frame, Meta("Test", "Programme", "", NOW)).pdf


def pages_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def assert_inside(pdf: bytes, paper: Paper) -> None:
    """No character stands above the header, and none of the body below it: between the end of the body and the foot is nothing."""
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        text = page.get_textpage()
        boxes = [text.get_charbox(index) for index in range(text.count_chars())]
        tops = [paper.height - top for _, bottom, _, top in boxes if top > bottom]
        assert min(tops) > 10
        assert not [top for top in tops if paper.bottom < top < paper.footer]
        assert max(tops) < paper.height - 10
    document.close()


HARD: dict[str, Block] = {
    "columns": Columns(((240.0, (Text(LONG),)), (240.0, (Text("Beside it"),)))),
    "box": Box((Text(LONG),), bar="accent"),
    "list": Bullets((LONG, "Short")),
    "two tables": Columns(tuple((240.0, (Table((Column("A", 240.0),), tuple(Row((f"{side}{n}",)) for n in range(90))),)) for side in "xy")),
}


@pytest.mark.parametrize("paper", [A4, LETTER], ids=["a4", "letter"])
@pytest.mark.parametrize("name", HARD)
def test_what_is_taller_than_a_page_goes_on_over_pages(name: str, paper: Paper) -> None:
    pdf = printed(Title("", "A title"), Text("Before"), HARD[name], Text("After"), paper=paper)
    assert_inside(pdf, paper)
    words = packed(" ".join(pages_of(pdf)))
    asked = ["x0", "x89", "y0", "y89"] if name == "two tables" else [f"word{number}" for number in range(0, 1500, 7)]
    assert [word for word in asked if word not in words] == []
    assert packed("After") in words


def test_a_small_table_is_not_parted_from_its_heading_nor_in_itself() -> None:
    table = Table((Column("First", 200),), tuple(Row((f"row {n}",)) for n in range(8)))
    for lines in range(40, 56):
        pages = pages_of(printed(Title("", "T"), Text("\n".join("Line" for _ in range(lines))), Together((Heading("Small"), table))))
        assert len({index for index, page in enumerate(pages) for n in range(8) if f"row {n}" in page} | _page_of(pages, "Small")) == 1


def _page_of(pages: list[str], words: str) -> set[int]:
    return {index for index, page in enumerate(pages) if words in page}


NAMES = ("Long Holding Name of Overseas Trading and Shipping Services " * 5, "บริษัท เซลัน เพิร์ล ฟิชเชอรี่ส์ จำกัด มหาชน " * 8, "Rindfleisch" * 40)


@pytest.mark.parametrize("name", NAMES, ids=["words", "thai", "one word"])
def test_a_very_long_name_stays_below_the_edge_of_the_page_and_stands_whole_in_the_title(name: str) -> None:
    pdf = printed(Title("Stage sheet", name), shape=tab(Audience.PARTNER, name), document=f"Stage sheet: {name}")
    assert_inside(pdf, A4)
    (page,) = pages_of(pdf)
    assert packed(name.strip()) in packed(page)
    assert "…" in page


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Coast:
    """The small programme with a partnership of thirty milestones."""
    made = Coast(tmp_path_factory.mktemp("busy"), catalogue)
    for number in range(22):
        text = f"Milestone number{number} with a text that needs more than one line in a narrow column of a table"
        made.make("milestone", made.fees, text=text, kind="outcome", due=f"2027-{1 + number % 12:02d}-15")
    return made


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_partnership_with_many_milestones_prints_each_of_them(busy: Coast, paper: str) -> None:
    report = build(busy.ws, Kind.PARTNERSHIP, about=busy.fees, options=Options(paper=paper))
    assert_inside(report.pdf, A4 if paper == "a4" else LETTER)
    words = packed(" ".join(pages_of(report.pdf)))
    assert [number for number in range(22) if packed(f"Milestone number{number} with") not in words] == []


# ---------------------------------------------------------------- money that cannot be added
def test_amounts_without_a_currency_of_the_programme_are_no_sum_of_zero(tmp_path: Path, catalogue: Catalogue) -> None:
    with Workspace.create(
        tmp_path / "new.ctip",
        programme="New",
        person="Lina Tarvo",
        passphrase="lantern river seven basket",
        catalogue=catalogue,
        clock=Clock(),
        backups=tmp_path / "backups",
        state=tmp_path / "state",
    ) as ws:
        _one_gift(ws)
        pages = pages_of(build(ws, Kind.PORTFOLIO).pdf)
    text = " ".join(" ".join(pages).split())
    assert "1 contribution not added: the programme has no currency yet." in text
    assert "Sum 0" not in text
    assert "; other currencies" not in text


def _one_gift(ws: Workspace) -> None:
    def make_one(form: str, about: UUID | None = None, **values: Value) -> UUID:
        return records.create(ws, form, about=about, answers={name: Answer.of(value) for name, value in values.items()}).created[0]

    fees = make_one("partnership", name="Rest stops", status="running", started_on="2026-01-02")
    make_one("contribution", fees, date="2026-05-12", kind="cash", value=1000.0, currency="USD", state="received", source_class="private",
             use_class="strategic", partner_name="Somebody")  # fmt: skip
