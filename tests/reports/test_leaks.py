"""The last look: planted leaks are found wherever they hide, and chance words are not called leaks."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from ctip_desktop.errors import WorldError
from ctip_desktop.reports.audience import Secret
from ctip_desktop.reports.blocks import Figure, Text
from ctip_desktop.reports.build import Report
from ctip_desktop.reports.leaks import find_leaks
from ctip_desktop.reports.page import A4, Frame, Meta, Tab, make
from tests.reports.samples import NOW

NAME = Secret("Company names", "Selan Pearl Fisheries")


def printed(*texts: str, width: float = 0.0) -> bytes:
    """Texts set by our own text function, in narrow columns when asked."""
    frame = Frame("Programme", "Test", Tab("Our team only", "lock"), lambda anchors: "", "")
    blocks = [_Narrow(text, width) if width else Text(text) for text in texts]
    return make(blocks, A4, frame, Meta("Test", "Programme", "", NOW)).pdf


class _Narrow:
    def __init__(self, text: str, width: float) -> None:
        self.text, self.width = text, width

    def lay(self, room):
        return Text(self.text).lay(room.narrowed(self.width))


def plain_pdf(**marks: str) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    canvas.setTitle(marks.get("title", "Nothing"))
    canvas.setAuthor(marks.get("author", "Nobody"))
    canvas.drawString(72, 700, marks.get("text", "A page"))
    if "bookmark" in marks:
        canvas.bookmarkPage("b")
        canvas.addOutlineEntry(marks["bookmark"], "b")
    if "link" in marks:
        canvas.linkURL(marks["link"], (72, 690, 200, 710))
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def places(pdf: bytes, *secrets: Secret) -> list[str]:
    return [leak.where for leak in find_leaks(pdf, secrets)]


def test_a_clean_file_has_no_leak() -> None:
    assert find_leaks(printed("Company A, seafood, Maravel"), [NAME]) == ()


@pytest.mark.parametrize(
    "text",
    [
        "They told Selan Pearl Fisheries about it.",
        "SELAN PEARL FISHERIES",
        "Selan  Pearl\u00a0Fisheries",
        "Selan Pearl\nFisheries",
        "Selan Pearl Fish\u00aderies",
        "Ｓｅｌａｎ Pearl Fisheries",
        "Selan-Pearl Fisheries",
    ],
)
def test_a_name_in_the_text_is_found_however_it_is_written(text: str) -> None:
    assert places(printed(text), NAME) == ["page 1"]


@pytest.mark.parametrize("width", [30.0, 45.0, 60.0, 90.0])
def test_a_name_broken_over_lines_is_found(width: float) -> None:
    assert places(printed("about Selan Pearl Fisheries and others", width=width), NAME) == ["page 1"]


def test_a_name_broken_by_a_hyphen_at_a_line_end_is_found() -> None:
    assert places(printed("about Selan Pearl Fishe-\nries and others"), NAME) == ["page 1"]


@pytest.mark.parametrize("width", [0.0, 40.0])
def test_a_place_inside_the_name_of_another_company_that_is_told_is_no_leak(width: float) -> None:
    place = Secret("Places of companies without a name", "Maravel", within=("maravel build",))
    assert places(printed("First talks with Maravel Build began.", width=width), place) == []
    assert places(printed("First talks with Maravel Build began in Maravel.", width=width), place) == ["page 1"]


def test_the_page_is_named() -> None:
    texts = ["Something else. " * 900, "Selan Pearl Fisheries"]
    found = places(printed(*texts), NAME)
    assert len(found) == 1
    assert found[0] == "page 3"


@pytest.mark.parametrize(("mark", "where"), [("title", "title"), ("author", "author"), ("bookmark", "bookmark"), ("text", "page 1")])
def test_metadata_and_bookmarks_are_searched(mark: str, where: str) -> None:
    assert places(plain_pdf(**{mark: "About Selan Pearl Fisheries"}), NAME) == [where]


def test_what_the_file_says_of_itself_for_other_programs_is_searched() -> None:
    frame = Frame("Programme", "Test", Tab("Our team only", "lock"), lambda anchors: "", "")
    pdf = make([Text("A page")], A4, frame, Meta("For Selan & Sons", "Programme", "", NOW)).pdf
    assert places(pdf, Secret("Company names", "Selan & Sons")) == ["title", "metadata"]


def described(words: str) -> bytes:
    """A print with a drawing whose description holds the words."""
    frame = Frame("Programme", "Test", Tab("Our team only", "lock"), lambda anchors: "", "")
    drawing = Figure(20, lambda pen, x, y: pen.rect(x, y, 20, 20, fill="text"), words)
    return make([Text("A page"), drawing], A4, frame, Meta("Test", "Programme", "", NOW)).pdf


def test_a_value_smuggled_into_the_description_of_a_drawing_stops_the_save(tmp_path) -> None:
    pdf = described("Bars. Selan Pearl Fisheries: 8.7")
    leaks = find_leaks(pdf, [NAME])
    assert [leak.where for leak in leaks] == ["description on page 1"]
    with pytest.raises(WorldError, match="description on page 1: Company names"):
        Report(pdf, (), leaks, 1, "Title").save(tmp_path / "out.pdf")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("key", [b"ActualText", b"T", b"E", b"ID", b"Lang"])
def test_every_text_of_the_structure_is_searched(key: bytes) -> None:
    plain = b"/Alt (0123456789 Selan Pearl Fisheries)"
    other = b"/" + key + b" (Selan Pearl Fisheries)"
    pdf = described("0123456789 Selan Pearl Fisheries")
    assert plain in pdf
    assert places(pdf.replace(plain, other.ljust(len(plain))), NAME) == ["description on page 1"]


def test_targets_of_links_are_searched() -> None:
    secret = Secret("Links", "selanpearl.example")
    assert places(plain_pdf(link="https://www.selanpearl.example/report"), secret) == ["link on page 1"]


def test_attachments_are_searched() -> None:
    document = pypdfium2.PdfDocument(plain_pdf())
    attachment = document.new_attachment("Selan Pearl Fisheries.txt")
    attachment.set_data(b"Notes on Selan Pearl Fisheries")
    buffer = io.BytesIO()
    document.save(buffer)
    document.close()
    assert set(places(buffer.getvalue(), NAME)) == {"name of an attachment", "attachment 1"}


def test_one_sentence_of_a_long_note_is_a_leak() -> None:
    note = Secret("Notes", "We met twice. The director is afraid of his board. He wants help.")
    assert places(printed("What we heard: the director is afraid of his board, they say."), note) == []
    assert places(printed("What we heard: The director is afraid of his board."), note) == ["page 1"]


def test_scripts_without_spaces_are_searched() -> None:
    secret = Secret("Company names", "ไข่มุกเซลัน")
    assert places(printed("บริษัท ไข่มุกเซลัน จำกัด"), secret) == ["page 1"]
    assert places(printed("บริษัท ไข่มุกเซลัน จำกัด", width=25), secret) == ["page 1"]


@pytest.mark.parametrize("name", ["شركة اللؤلؤ للصيد", "חברת הפנינה", "موتی فشریز"])
@pytest.mark.parametrize("width", [0.0, 40.0])
def test_names_in_scripts_from_right_to_left_are_searched(name: str, width: float) -> None:
    assert places(printed(f"about {name} and others", width=width), Secret("Company names", name)) == ["page 1"]
    assert places(printed("about others"), Secret("Company names", name)) == []


@pytest.mark.parametrize("text", ["It was noted.", "The notebook", "denoted"])
def test_a_short_word_inside_another_word_is_no_leak(text: str) -> None:
    assert find_leaks(printed(text), [Secret("Notes", "note")]) == ()


def test_values_of_three_characters_are_not_searched() -> None:
    assert find_leaks(printed("12 yes no"), [Secret("Notes", "yes"), Secret("Notes", "12")]) == ()


def test_a_leak_says_where_and_what_and_never_the_value() -> None:
    (leak,) = find_leaks(printed("Selan Pearl Fisheries"), [NAME])
    assert str(leak) == "page 1: Company names"


def test_a_print_with_a_leak_can_not_be_saved(tmp_path) -> None:
    leaks = find_leaks(printed("Selan Pearl Fisheries"), [NAME])
    report = Report(b"%PDF", (), leaks, 1, "Title")
    with pytest.raises(WorldError, match="page 1: Company names") as caught:
        report.save(tmp_path / "out.pdf")
    assert "Pearl" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_clean_print_is_saved_whole(tmp_path) -> None:
    Report(b"%PDF-1.4", (), (), 1, "Title").save(tmp_path / "out.pdf")
    assert [p.name for p in tmp_path.iterdir()] == ["out.pdf"]
    assert (tmp_path / "out.pdf").read_bytes() == b"%PDF-1.4"


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path) -> None:
    with pytest.raises(WorldError, match=r"There is no folder “.*missing” for “out\.pdf”"):
        Report(b"%PDF-1.4", (), (), 1, "Title").save(tmp_path / "missing" / "out.pdf")
