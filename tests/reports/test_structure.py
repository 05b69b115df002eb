"""What somebody who cannot see a print is told: every kind of print, every reader, read back from the finished file."""

from __future__ import annotations

import re
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctip_desktop.queries import opportunities
from ctip_desktop.queries.records import list_records
from ctip_desktop.reports.audience import Audience
from ctip_desktop.reports.blocks import Box, Bullets, Columns, Figure, Heading, Subheading, Text, Title, caption
from ctip_desktop.reports.build import READERS, SUBJECTS, Kind, Options, build, company_report
from ctip_desktop.reports.flow import Block
from ctip_desktop.reports.page import A4, Frame, Meta, Tab, make
from ctip_desktop.reports.symbols import spoken
from ctip_desktop.reports.tables import Column, Drawn, Group, Row, Table
from ctip_desktop.reports.text import BODY, Mark, Pill
from ctip_desktop.workspace.workspace import Workspace
from tests.reports.coast import Coast
from tests.reports.pdfua import assert_follows_pdf_ua, packet
from tests.reports.reading_back import context, packed
from tests.reports.samples import NOW, company
from tests.reports.structure import Node, nodes_of, said_of, sheets_of

TABS = {Audience.INTERNAL: "Our team only", Audience.PARTNER: "For ", Audience.DONOR: "For the donor", Audience.PUBLIC: "Public"}
RECORDS = {
    Audience.INTERNAL: ("due_diligence", "do_no_harm", "requirements", "evaluation_brief", "contact"),
    Audience.DONOR: ("evaluation_brief", "decision"),
    Audience.PUBLIC: ("project_goal",),
}
FORMS = ("pulse", "maturity", "desk_research")
EVERY = [(kind, reader) for kind in Kind for reader in READERS[kind]]


def prints(ws: Workspace, kind: Kind, reader: Audience) -> list[bytes]:
    """Prints of one kind for one reader: of two records where it is about one, of a few forms, of the newest closed round."""
    if kind is Kind.BLANK_FORM:
        return [build(ws, kind, audience=reader, options=Options(form=form)).pdf for form in FORMS]
    if kind is Kind.LIST:
        return [build(ws, kind, options=Options(form=form)).pdf for form in ("contribution", "concern", "milestone")]
    if kind is Kind.RECORD:
        records = [list_records(ws, form)[0].id for form in RECORDS[reader]]
        return [build(ws, kind, audience=reader, options=Options(record=record)).pdf for record in records]
    if kind is Kind.RANKING:
        closed = next(r for r in reversed(opportunities.rounds(ws)) if r.closed)
        return [build(ws, kind, audience=reader, options=Options(round=closed.id, cards=True)).pdf]
    about: list[UUID | None] = [None]
    if kind is Kind.SCORE_CARD:
        about = [opportunities.ranking(ws).rows[0].id]
    elif kind in SUBJECTS:
        about = [line.id for line in list_records(ws, SUBJECTS[kind])][:2]
    return [build(ws, kind, about=one, audience=reader).pdf for one in about]


@pytest.mark.parametrize(("kind", "reader"), EVERY, ids=[f"{kind}-{reader}" for kind, reader in EVERY])
def test_every_print_is_told_in_full_and_in_order(sample: Workspace, kind: Kind, reader: Audience) -> None:
    for pdf in prints(sample, kind, reader):
        assert_told_in_full(pdf, "To fill in by hand" if kind is Kind.BLANK_FORM and reader is Audience.PARTNER else TABS[reader])


@pytest.mark.parametrize("kind", [Kind.PARTNERSHIP, Kind.PULSE])
def test_a_print_with_hidden_names_and_few_answers_is_told_in_full(coast: Coast, kind: Kind) -> None:
    for line in list_records(coast.ws, SUBJECTS[kind]):
        for reader in READERS[kind]:
            assert_told_in_full(build(coast.ws, kind, about=line.id, audience=reader).pdf, TABS[reader])


def assert_told_in_full(pdf: bytes, reader: str) -> None:
    """Nothing between the tree and decoration; headings nest; rows are whole; what is drawn has words; the reader comes first."""
    assert_follows_pdf_ua(pdf)
    sheets = sheets_of(pdf)
    nodes = [node for sheet in sheets for node in sheet.top.all()]
    assert [sheet.loose for sheet in sheets] == [[] for _ in sheets]
    assert_furniture_is_decoration([sheet.artifacts for sheet in sheets])
    first = next(node for node in nodes if node.name != "Document")
    assert first.name == "P"
    assert first.said().startswith(reader)
    levels = [0, *(int(node.name[1:]) for node in nodes if re.fullmatch(r"H\d", node.name))]
    assert levels[1] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(node.said().strip() for node in nodes if re.fullmatch(r"P|H\d|LI|LBody|Lbl|Caption|Figure|Form|Span", node.name))
    assert all(node.alt for node in nodes if node.name in ("Figure", "Form"))
    for sheet in sheets:
        assert_rows_are_whole(sheet.top)
        assert_order_of_the_page(sheet.top)


def assert_furniture_is_decoration(artifacts: list[list[str]]) -> None:
    """On the first page, where no head comes again, only header, footer, axes and letters in signs are left out; a page ends with its number."""
    number = len(artifacts)
    allowed = r"\d+ of \d+|.* · .*|Made .*|continued on page \d+|[A-Z\d] $"
    assert [texts[-1] for texts in artifacts] == [f"{index} of {number}" for index in range(1, number + 1)]
    assert len([text for text in artifacts[0] if not re.match(allowed, text)]) <= 4  # programme, the lines of what is left out


def assert_rows_are_whole(top: Node) -> None:
    for table in top.find("Table"):
        rows = [sum(kid.columns if isinstance(kid, Node) else 1 for kid in row.kids) for row in table.find("TR")]
        assert len(set(rows)) == 1, rows
        assert all(cell.scope in ("Column", "Row") for cell in table.find("TH"))
        assert all(kid.name in ("THead", "TBody", "Caption") for kid in table.kids if isinstance(kid, Node))


def assert_order_of_the_page(top: Node) -> None:
    """Read as drawn, but for the numbers over a column, which belong to its head."""
    heads = {number for head in top.find("THead") for number in head.numbers()}
    order = [number for number in top.numbers() if number not in heads]
    assert order == sorted(order)


# ---------------------------------------------------------------- what is said
def test_the_ranking_says_every_place_with_all_its_values(sample: Workspace) -> None:
    closed = next(r for r in reversed(opportunities.rounds(sample)) if r.closed)
    pdf = build(sample, "ranking", options=Options(round=closed.id)).pdf
    said = [node.alt for node in nodes_of(pdf) if node.alt.startswith("Place ")]
    rows = opportunities.ranking(sample, closed.id).rows
    assert len(said) == len(rows)
    for words, row in zip(said, rows, strict=True):
        assert words.startswith(f"Place {row.rank}")
        assert f": {row.title}" in words
        assert "otal " in words
        assert "burden" in words.lower()
        assert len(re.findall(r"value \d", words)) == len(row.values)


def test_the_path_says_who_stands_where_and_what_is_shown_or_open(sample: Workspace) -> None:
    line = next(r for r in list_records(sample, "company") if r.title.startswith("Brightwater"))
    path = next(node.alt for node in nodes_of(build(sample, "stage", about=line.id).pdf) if node.alt.startswith("Path of four places"))
    assert re.search(r"Our team, .*?: Innovator\.", path)
    assert "Place 2, Mature" in path
    assert "shown: follows labour law" in path
    assert re.search(r"(no|unknown|not asked yet|not applicable): ", path)


def test_a_partner_hears_no_no_about_itself(sample: Workspace) -> None:
    line = next(r for r in list_records(sample, "company") if r.title.startswith("Brightwater"))
    path = next(node.alt for node in nodes_of(build(sample, "stage", about=line.id, audience="partner").pdf) if node.alt.startswith("Path of"))
    assert "to talk about: " in path
    assert not re.search(r"\bno: ", path)
    assert "no" not in [node.alt for node in nodes_of(build(sample, "stage", about=line.id, audience="partner").pdf)]


def test_the_square_code_says_the_eight_words(sample: Workspace) -> None:
    report = build(sample, "portfolio")
    code = next(node for node in nodes_of(report.pdf) if node.alt.startswith("Square code"))
    assert " ".join(report.words) in code.alt
    listed = [node.said() for node in nodes_of(report.pdf) if node.name == "LBody"][-8:]
    assert [word.strip() for word in listed] == list(report.words)


def test_boxes_of_a_paper_form_are_told_empty_or_ticked(coast: Coast) -> None:
    pdf = build(coast.ws, "blank_form", options=Options(form="pulse")).pdf
    boxes = [node.alt for node in nodes_of(pdf) if node.name == "Form" and node.alt.startswith("Box")]
    assert len(boxes) > 20
    assert set(boxes) == {"Box, empty"}
    (table, *_) = [node for node in nodes_of(pdf) if node.name == "Table"]
    assert [row.name for row in table.find("THead")[0].find("TR")] == ["TR"]
    questions = [cell.said() for cell in table.find("TH") if cell.scope == "Row"]
    assert len(questions) == len([row for row in table.find("TBody")[0].find("TR") if len(row.kids) > 1])  # the others ask for a remark
    assert all(re.search(r"[a-z]{3}", words) for words in questions)


def test_words_in_another_script_carry_their_language() -> None:
    pdf = company_report(company("บริษัท ไข่มุกเซลัน จำกัด"), context()).pdf
    thai = [node for node in nodes_of(pdf) if node.lang == "th"]
    assert thai
    assert all(node.name == "Span" for node in thai)
    assert packed("ไข่มุกเซลัน") in packed(thai[0].said())


def test_a_title_with_signs_of_the_markup_is_told_as_it_is() -> None:
    pdf = company_report(company("Ôn & <Sons> น้ำ"), context()).pdf
    assert_follows_pdf_ua(pdf)
    assert any(element.text == "Company profile: Ôn & <Sons> น้ำ" for element in packet(pdf).iter())


def test_the_file_says_that_it_is_marked_and_shows_its_title(sample: Workspace) -> None:
    report = build(sample, "portfolio")
    for entry in (rb"/MarkInfo <</Marked true>>", rb"/DisplayDocTitle true", rb"/Lang \(en\)", rb"/StructTreeRoot \d+ 0 R", rb"/ParentTree "):
        assert re.search(entry, report.pdf), entry
    assert len(re.findall(rb"/StructParents \d+", report.pdf)) == len(re.findall(rb"/Tabs /S", report.pdf)) == report.pages


# ---------------------------------------------------------------- pieces of a page
def told(*blocks: Block) -> bytes:
    frame = Frame("Programme", "Test", Tab("Our team only", "lock"), lambda anchors: "", "Made")
    return make(blocks, A4, frame, Meta("Test", "Programme", "", NOW)).pdf


def test_a_paragraph_over_two_pages_is_one_paragraph() -> None:
    pdf = told(Title("", "A title"), Text("Boats and pay slips. " * 700))
    parts = [[node for node in sheet.top.find("P") if "Boats" in node.said()] for sheet in sheets_of(pdf)]
    assert len(parts) > 1
    assert all(len(part) == 1 for part in parts)
    assert len(re.findall(rb"/S /P /P", pdf)) == 2  # the reader, and the one paragraph


def test_a_table_over_pages_is_one_table_and_its_head_is_read_once() -> None:
    rows = tuple(Row((f"Row {n}", "Some words")) for n in range(120))
    pdf = told(Title("", "A title"), Table((Column("First", 200), Column("Second", 292)), rows), caption("About the table"))
    sheets = sheets_of(pdf)
    assert len(sheets) > 2
    assert len(re.findall(rb"/S /Table /P", pdf)) == 1
    assert sum(len(sheet.top.find("THead")) for sheet in sheets) == 1
    assert all(any(text.startswith("First") for text in sheet.artifacts) for sheet in sheets[1:])
    for sheet in sheets:
        names = [node.said() for node in sheet.top.find("TH") if node.scope == "Row"]
        assert len(names) == len(sheet.top.find("TBody")[0].find("TR"))
    assert [node.said() for node in sheets[-1].top.find("Table")[0].find("Caption")] == ["About the table"]


def test_a_caption_never_stands_on_another_page_than_the_end_of_its_table() -> None:
    table = Table((Column("First", 200), Column("Second", 292)), tuple(Row((f"Row {n}", "Some words")) for n in range(4)))
    for height in range(560, 680, 4):
        sheets = sheets_of(told(Title("", "A title"), Figure(height, lambda pen, x, y: None, ""), table, caption("About the table. " * 20)))
        (end,) = [sheet.top for sheet in sheets if sheet.top.find("Caption")]
        assert len(end.find("TBody")[0].find("TR")) >= 2
        assert not [node for sheet in sheets for node in sheet.top.find("P") if "About" in node.said()]


def test_a_caption_below_a_chart_stays_on_its_page() -> None:
    drawing = Figure(60, lambda pen, x, y: pen.rect(x, y, 20, 20, fill="text"), "A square")
    for height in range(560, 740, 6):
        sheets = sheets_of(told(Title("", "A title"), Figure(height, drawing.draw, "A tall square"), drawing, caption("About the square.")))
        assert [["A square" in said.alt for said in sheet.top.find("Figure")][-1:] for sheet in sheets if sheet.top.find("Caption")] == [[True]]


def test_a_row_higher_than_a_page_stays_one_row() -> None:
    pdf = told(Title("", "A title"), Table((Column("First", 200), Column("Second", 292)), (Row(("Long", "Boats and pay slips. " * 600)),)))
    assert len(sheets_of(pdf)) > 1
    assert len(re.findall(rb"/S /TR /P", pdf)) == 2


def test_headings_never_skip_a_level() -> None:
    pdf = told(Title("", "A title"), Heading(""), Subheading("Small"), Text("x"), Heading("Section"), Subheading("Below"), Text("x"))
    assert [node.name for node in nodes_of(pdf) if node.name.startswith("H")] == ["H1", "H2", "H2", "H3"]


def test_a_list_is_a_list_and_a_drawing_without_words_is_decoration() -> None:
    drawing = Figure(20, lambda pen, x, y: pen.rect(x, y, 20, 20, fill="text"), "")
    (sheet,) = sheets_of(told(Title("", "A title"), Bullets(("One", "Two")), drawing, Figure(20, drawing.draw, "A square")))
    assert [[kid.name for kid in node.kids if isinstance(kid, Node)] for node in sheet.top.find("L")] == [["LI", "LI"]]
    assert [node.alt for node in sheet.top.find("Figure")] == ["A square"]
    assert sheet.loose == []


WORDS = st.text(st.sampled_from("ab 12.–(น้ำไข漁業\u00a0\n"), max_size=60)
SIGNS = st.builds(Mark, st.sampled_from(("stale", "no", "block_business", "lock")), words=st.sampled_from(("", "to talk about")))
RICH = st.one_of(WORDS, st.lists(st.one_of(WORDS, SIGNS, st.builds(Pill, WORDS, st.sampled_from(("", "users")))), max_size=4).map(tuple))
DRAWING = st.builds(Figure, st.just(20.0), st.just(lambda pen, x, y: pen.text("7", x, y, BODY)), WORDS)
CELLS = st.tuples(RICH, st.one_of(RICH, st.builds(Drawn, st.just(12.0), st.just(lambda pen, x, y, w, h: pen.rect(x, y, w, h, fill="text")), WORDS)))
ROWS = st.lists(st.one_of(st.builds(Row, CELLS), st.builds(Group, RICH)), max_size=40).map(tuple)
PLAIN = st.one_of(
    st.builds(Text, RICH),
    st.builds(caption, RICH),
    st.builds(Heading, WORDS, st.integers(0, 3)),
    st.builds(Subheading, RICH),
    st.builds(Bullets, st.lists(RICH, max_size=3).map(tuple)),
    st.builds(Table, st.just((Column("A", 90), Column("", 60))), ROWS, head=st.booleans()),
    DRAWING,
)
ANY = st.one_of(
    PLAIN,
    st.builds(lambda blocks: Box(tuple(blocks)), st.lists(PLAIN, max_size=3)),
    st.builds(lambda one, two: Columns(((200.0, tuple(one)), (200.0, tuple(two)))), st.lists(PLAIN, max_size=3), st.lists(PLAIN, max_size=3)),
)


@given(st.lists(ANY, max_size=8))
@settings(max_examples=60)
def test_whatever_is_laid_is_told_in_full_and_in_order(blocks: list[Block]) -> None:
    for sheet in sheets_of(told(Title("", "A title"), *blocks)):
        assert sheet.loose == []
        assert_rows_are_whole(sheet.top)
        assert_order_of_the_page(sheet.top)
        assert all(node.alt for node in sheet.top.find("Figure", "Form"))
        levels = [int(node.name[1:]) for node in sheet.top.all() if re.fullmatch(r"H\d", node.name)]
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_what_is_not_drawn_is_not_told() -> None:
    pdf = told(Title("", "A title"), Figure(20, lambda pen, x, y: None, "Nothing to see"), Text(""), Bullets(("",)))
    assert b"Nothing to see" not in pdf
    assert [node.name for node in nodes_of(pdf)] == ["Document", "P", "H1"]


def test_a_symbol_is_told_only_where_no_word_says_the_same() -> None:
    signs = (
        Text((Mark("stale"), "16 months")),
        Text((Mark("stale"), "16 months: check\u00a0again")),
        Text((Mark("no", words="to talk about"), "goods")),
    )
    pdf = told(Title("", "A title"), *signs, Text((Mark("diamond"), "agreed")))
    assert [node.alt for node in nodes_of(pdf) if node.alt] == ["check again", "to talk about"]
    assert spoken((Mark("shown"), "paid leave ", Mark("eyeoff"))) == "shown: paid leave (name withheld)"
    assert spoken((Mark("unknown"), "Unknown")) == "Unknown"


def test_the_same_words_are_told_on_both_papers(sample: Workspace) -> None:
    a4, letter = (said_of(build(sample, "portfolio", audience="public", options=Options(paper=paper)).pdf) for paper in ("a4", "letter"))
    assert packed(a4) == packed(letter)
