"""XLSForm in and out: what people who draw forms in Excel rely on."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from ctip_desktop.errors import BadForm
from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.model import Answer, Asks, Choice, Evidence, Form, Kind, OutcomeTable, Question, Rule, ScoreRule, Section, Share
from ctip_desktop.forms.sheet import Sheet
from ctip_desktop.interop.xlsform import check_xlsform, export_form, import_form, to_xform

Rows = Sequence[Sequence[str]]

LISTS: Rows = (("list_name", "name", "label"), ("colour", "r", "Red"), ("colour", "b", "Blue"))


def workbook(survey: Rows, choices: Rows = LISTS, settings: Rows = (("form_title", "form_id"), ("Visit", "visit"))) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in (("survey", survey), ("choices", choices), ("settings", settings)):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


HEAD = ("type", "name", "label", "relevant", "constraint", "calculation")


def problems(*rows: Sequence[str], choices: Rows = LISTS) -> list[str]:
    with pytest.raises(BadForm) as caught:
        import_form(workbook((HEAD, *rows), choices), "visit.xlsx")
    return list(caught.value.problems)


def taken(*rows: Sequence[str], choices: Rows = LISTS, set_aside: bool = False) -> Form:
    return import_form(workbook((HEAD, *rows), choices), "visit.xlsx", set_aside=set_aside).form


# --- in ---------------------------------------------------------------------------------------------------------------------------------


def test_a_form_from_excel_becomes_a_form():
    form = taken(
        ("begin group", "people", "People"),
        ("integer", "staff", "How many?", "", ". >= 0"),
        ("select_one colour", "flag", "Which colour?", "${staff} > 1"),
        ("end group",),
        ("begin repeat", "site", "Sites"),
        ("text", "place", "Where is it?"),
        ("end repeat",),
        ("calculate", "sites", "", "", "", "count(${site})"),
    )
    assert (form.name, form.title, form.kind) == ("visit", "Visit", Kind.SURVEY)
    assert [(section.name, [question.name for question in section.questions]) for section in form.sections] == [
        ("people", ["staff", "flag"]),
        ("section_1", ["site", "sites"]),
    ]
    assert form.question("site").questions[0].name == "place"
    assert [choice.label for choice in form.question("flag").choices] == ["Red", "Blue"]
    sheet = Sheet.new(form, today=date(2026, 3, 31)).with_row("site", "a").answer("staff", Answer.of(2))
    assert sheet.relevant("flag")
    assert sheet.value("sites") == 1


def test_every_error_is_told_in_one_pass_with_sheet_row_column_value_and_proposal():
    found = problems(
        ("begin group", "people", "People"),
        ("integr", "staff", "How many?"),
        ("select_one color", "flag", "Which?"),
        ("text", "why", "Why?", "${staf} > 1"),
        ("text", "why", "Why?", "selected(${flag}, 'r'"),
        ("text", "", "Where?"),
        ("text", "a b", "Where ${when}?"),
        ("calculate", "c", "", "", "", "duration() + slected(${flag}, 'r')"),
        ("geotrace", "path", "Draw"),
        choices=(*LISTS, ("colour", "", "Green")),
    )
    wanted = [
        "survey, row 2, column type: The group “people” is never closed. Write “end group” below its last question.",
        "survey, row 3, column type: There is no question type “integr”. Did you mean “integer”?",
        "survey, row 4, column type: The list “color” is not on the sheet “choices”. Did you mean “colour”?",
        "choices, row 4, column name: A choice of the list “colour” has no name.",
        "survey, row 5, column relevant: There is no question ${staf} (at character 1 of “${staf} > 1”). Did you mean ${staff}?",
        "survey, row 6, column name: The name “why” is used already in row 5. Give it another name.",
        "survey, row 6, column relevant: Expected “)” but found the end (at character 22 of “selected(${flag}, 'r'”).",
        "survey, row 7, column name: The row has no name.",
        "survey, row 8, column name: “a b” cannot be a name",
        "survey, row 8, column label: There is no question ${when} (at character 7 of “${when}”)",
        "survey, row 9, column calculation: The function duration() is not supported",
        "survey, row 9, column calculation: There is no function slected() (at character 14",
        "survey, row 10, column type: The type “geotrace” is not supported: lines on a map are not supported.",
    ]
    for sentence in wanted:
        assert any(one.startswith(f"visit.xlsx:{sentence}") for one in found), (sentence, found)
    assert len(found) == len(wanted)


def test_checking_a_workbook_tells_the_same_without_taking_it_in():
    circle = (("text", "a", "A", "${b} = 1"), ("text", "b", "B", "${a} = 1"))
    (problem,) = check_xlsform(workbook((HEAD, *circle)), "visit.xlsx")
    assert str(problem).startswith("visit.xlsx: survey, row 2, column relevant: “a”, relevant: This goes round in a circle: a → b → a")
    assert [str(one) for one in check_xlsform(workbook((HEAD, ("integr", "a", "A"))), "visit.xlsx")] == [
        "visit.xlsx:survey, row 2, column type: There is no question type “integr”. Did you mean “integer”?"
    ]
    assert check_xlsform(workbook((HEAD, ("text", "a", "A"))), "visit.xlsx") == ()


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([("text", "a", "A"), ("end group",)], "row 3, column type: “end group” closes nothing"),
        ([("begin repeat", "r", "R"), ("text", "a", "A"), ("end group",)], "Write “end repeat”"),
        ([("begin repeat", "r", "R"), ("begin repeat", "s", "S"), ("text", "a", "A"), ("end repeat",), ("end repeat",)], "a repeat inside a repeat"),
        ([("caseid", "a", "A")], "a type of SurveyCTO only"),
        ([("select_one_from_file x.csv", "a", "A")], "lists in an attached file are not supported"),
        ([("text", "a", "A", "${b} = 1"), ("text", "b", "B", "${a} = 1")], "in a circle"),
        ([("text", "a", "A", "../nowhere = 1")], "The path leads nowhere"),
        ([("text", "a", "A", "1 AND 1")], "Write it in small letters"),
        ([("text", "a", "A", "//b")], "Paths with // are not supported"),
        ([("", "a", "A")], "The question “a” has no type"),
    ],
)
def test_each_mistake_is_named(rows, wanted):
    found = problems(*rows)
    assert any(wanted in one for one in found), found


def test_a_form_without_a_title_is_called_after_its_file():
    form = import_form(workbook((HEAD, ("text", "a", "A")), settings=()), "night_visit 2.xlsx").form
    assert (form.title, form.sections[0].label) == ("night visit 2", "night visit 2")
    assert import_form(export_form(form), "other.xlsx").form.title == "night visit 2"


def test_what_we_do_not_support_can_be_set_aside_and_the_rest_is_kept():
    rows = (
        ("text", "a", "A"),
        ("geotrace", "way", "Draw the way"),
        ("calculate", "took", "", "", "", "duration()"),
        ("text", "b", "B ${a}", "digest(${a}, 'x') = 1"),
    )
    done = import_form(workbook((HEAD, *rows)), "visit.xlsx", set_aside=True)
    way, took, b = (done.form.question(name) for name in ("way", "took", "b"))
    assert (way.type, way.readonly, way.columns["set_aside"]) == ("text", "yes", "geotrace")
    assert (took.type, took.columns["set_aside_calculation"]) == ("hidden", "duration()")
    assert (b.relevant, b.columns["set_aside_relevant"]) == ("", "digest(${a}, 'x') = 1")
    assert len(done.problems) == 3
    assert all(problem.warning for problem in done.problems)
    Sheet.new(done.form, today=date(2026, 3, 31))


def test_round_quotes_in_expressions_are_read_as_plain_ones_and_labels_keep_theirs():
    done = import_form(workbook((HEAD, ("text", "a", "The company’s name"), ("text", "b", "B", "${a} = ‘x’"))), "visit.xlsx")
    assert done.form.question("b").relevant == "${a} = 'x'"
    assert done.form.question("a").label == "The company’s name"
    assert "Round quotes" in str(done.problems[0])


def test_a_choice_that_stands_twice_counts_once():
    done = import_form(workbook((HEAD, ("select_one colour", "a", "A")), (*LISTS, ("colour", "r", "Rot"))), "visit.xlsx")
    assert [(choice.name, choice.label) for choice in done.form.question("a").choices] == [("r", "Red"), ("b", "Blue")]
    assert "stands twice" in str(done.problems[0])


def test_groups_inside_groups_keep_their_conditions_and_paths_find_their_questions():
    form = taken(
        ("begin group", "data", "Outer", "${a} = 'x' or ${a} = 'y'"),
        ("text", "a_in", "A in"),
        ("begin group", "inner", "Inner", "../a_in != ''"),
        ("text", "b", "B", "../../a_in = 'z'"),
        ("end group",),
        ("text", "c", "C"),
        ("end group",),
        ("text", "a", "A"),
    )
    assert [section.name for section in form.sections] == ["data", "inner", "data_2", "section_1"]
    assert form.sections[1].relevant == "(${a} = 'x' or ${a} = 'y') and (${a_in} != '')"
    assert form.question("b").relevant == "${a_in} = 'z'"
    assert form.sections[2].relevant == form.sections[0].relevant == "${a} = 'x' or ${a} = 'y'"


def test_further_languages_and_columns_nobody_knows_come_back():
    rows = (("type", "name", "label::English", "label::ไทย", "media::image", "priority"), ("text", "a", "Name", "ชื่อ", "a.png", "1"))
    form = import_form(workbook(rows), "visit.xlsx").form
    question = form.question("a")
    assert question.label == "Name"
    assert question.columns == {"label::ไทย": "ชื่อ", "media::image": "a.png", "priority": "1"}
    again = import_form(export_form(form), "visit.xlsx").form
    assert again == form


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"", "not an Excel workbook"),
        (b"type,name", "not an Excel workbook"),
        (b"PK\x03\x04 broken", "is damaged"),
        (workbook((HEAD, ("text", "a", "A")))[:900], "is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "visit.xlsx"),
        (b"x" * 20_000_001, "larger than 20 MB"),
    ],
)
def test_a_file_that_is_no_form_gets_one_plain_sentence(data, wanted):
    with pytest.raises(BadForm, match=wanted):
        import_form(data, "visit.xlsx")


PROTECTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
"""How a workbook with a password begins: the container of the old formats, with a stream of this name."""


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (PROTECTED, "visit.xlsx is protected with a password. Open it in Excel, take the password away, save it, and try again."),
        (b"%PDF-1.7\n" + b"x" * 600, "visit.xlsx is not an Excel workbook. Save it as .xlsx and try again."),
        (workbook(()), "The XLSForm visit.xlsx cannot be used. The sheet “survey” is empty. Write one question in each row"),
        (
            workbook((("a", "b"), ("text", "x"))),
            "The XLSForm visit.xlsx cannot be used. The sheet “survey” has no columns “type” and “name”. Write the headings",
        ),
    ],
)
def test_a_workbook_of_another_kind_says_what_to_do(data, wanted):
    with pytest.raises(BadForm) as caught:
        import_form(data, "visit.xlsx")
    assert str(caught.value).startswith(wanted)


def test_a_label_of_a_whole_book_is_refused_with_its_row():
    (problem,) = check_xlsform(workbook((HEAD, ("text", "a", "A" * 30_000))), "visit.xlsx")
    assert str(problem) == "visit.xlsx:survey, row 2, column label: The text is longer than 20,000 characters. Make it shorter."


def test_required_that_is_neither_yes_nor_no_says_so():
    (problem,) = check_xlsform(workbook((("type", "name", "label", "required"), ("text", "a", "A", "T"))), "visit.xlsx")
    assert str(problem) == "visit.xlsx:survey, row 2, column required: “T” is neither yes nor no. Write yes, or leave it blank."


def test_a_zip_that_unpacks_to_gigabytes_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        for number in range(3):
            bomb.writestr(f"xl/{number}.xml", b"\0" * 70_000_000)
    with pytest.raises(BadForm, match="unpacks to more than"):
        import_form(out.getvalue(), "visit.xlsx")


def test_a_workbook_without_a_survey_sheet_says_which_sheets_it_has():
    book = Workbook()
    book.worksheets[0].title = "surveys"
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(BadForm, match="survey"):
        import_form(out.getvalue(), "visit.xlsx")


# --- out --------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", Catalogue.built_in().forms(), ids=lambda form: form.name)
def test_our_forms_come_back_as_they_went_and_phones_can_read_them(form):
    assert import_form(export_form(form), "back.xlsx").form == form
    assert to_xform(form).startswith("<?xml")


def test_no_cell_is_a_formula():
    form = Form(
        "f",
        "1",
        "=1+1",
        Kind.SURVEY,
        (Section("s", "@SUM(A1)", (Question("a", "text", '=HYPERLINK("x")', hint="-1", why="+2", example="\x07bell"),)),),
    )
    book = load_workbook(io.BytesIO(export_form(form)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.number_format == "@" for cell in cells)
    assert all(cell.quotePrefix for cell in cells if str(cell.value)[0] in "=+-@")
    assert import_form(export_form(form), "f.xlsx").form.question("a").label == '=HYPERLINK("x")'


def test_a_text_too_long_for_a_cell_is_refused():
    form = Form("f", "1", "F", Kind.SURVEY, (Section("s", "S", (Question("a", "text", "A" * 40_000),)),))
    with pytest.raises(BadForm, match="longer than"):
        export_form(form)


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Z", "Cn", "Co", "Cf"], exclude_characters="${}"), min_size=1, max_size=12
)
TEXTS = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
LINES = st.lists(TEXTS, max_size=3).map("\n".join)


@st.composite
def questions(draw: st.DrawFn, name: str, asks: Asks, *, repeat: bool = True) -> Question:
    kind = draw(
        st.sampled_from(["text", "integer", "date", "select_one", "select_multiple", "range", "ref", "note", *(["repeat"] if repeat else [])])
    )
    listed = kind in ("select_one", "select_multiple")
    own = draw(st.sampled_from([asks, *Asks]))
    inside = tuple(draw(questions(f"{name}_{number}", own, repeat=False)) for number in range(draw(st.integers(1, 2)))) if kind == "repeat" else ()
    return Question(
        name=name,
        type=kind,
        label=draw(TEXTS),
        list_name="colour" if listed else "",
        choices=COLOURS if listed else (),
        ref="company" if kind == "ref" else "",
        hint=draw(LINES),
        required=draw(st.sampled_from(["", "yes", "${first} = 'x'"])),
        relevant=draw(st.sampled_from(["", "${first} != ''"])),
        parameters=MappingProxyType({"start": "1", "end": "5", "step": "1"}) if kind == "range" else MappingProxyType({}),
        why=draw(LINES),
        how=tuple(draw(st.lists(LINES.filter(bool), max_size=3))),
        example=draw(LINES),
        source=draw(LINES),
        check=draw(st.sampled_from(["", ". != 'z'"])),
        share=draw(st.sampled_from([None, *Share])),
        asks=own,
        evidence=draw(st.sampled_from(list(Evidence))),
        anchors=MappingProxyType(draw(st.dictionaries(WORDS, TEXTS, max_size=2))),
        shelf_life=draw(st.integers(0, 60)),
        sensitive=draw(st.booleans()),
        questions=inside,
    )


COLOURS = (Choice("r", "Red", "Warm", MappingProxyType({"score": "1"})), Choice("b", "Blue"))


@st.composite
def forms(draw: st.DrawFn) -> Form:
    asks = draw(st.sampled_from(list(Asks)))
    later = tuple(draw(questions(f"q{number}", asks)) for number in range(draw(st.integers(0, 4))))
    first = Question("first", "text", "First", asks=asks)
    last = Question("last", "text", "L", asks=asks)
    sections = (Section("one", draw(TEXTS), (first, *later), hint=draw(LINES)), Section("two", "Two", (last,), relevant="${first} = 'x'"))
    weights = MappingProxyType({"first": draw(st.floats(-9, 9))})
    rules = (Rule("${first} = 'x'", "stop", draw(LINES.filter(bool))), Rule("true()", "go", "So ${x}."))
    return Form(
        "f",
        draw(st.sampled_from(["1", "2.0", "10-north"])),
        draw(TEXTS),
        draw(st.sampled_from(list(Kind))),
        sections,
        instruments=tuple(draw(st.lists(WORDS, max_size=2))),
        record_title="Of ${first}",
        asks=asks,
        contract=("first",),
        lists=MappingProxyType({"yes_no": (Choice("yes", "Yes"), Choice("no", "No")), "colour": COLOURS}),
        scores=(ScoreRule("x", draw(TEXTS), "weighted", ("first", "last"), weights, least=0.25),),
        outcomes=(OutcomeTable("o", draw(TEXTS), "first", rules),),
        summary=draw(LINES),
    )


@settings(max_examples=25)
@given(forms())
def test_any_form_comes_back_as_it_went(form):
    assert import_form(export_form(form), "f.xlsx").form == form


@given(
    st.lists(
        st.tuples(*[st.sampled_from(["text", "a", "b", "${a}", "begin group", "end group", "(", "colour", "", "1", "calculate"])] * 6), max_size=8
    )
)
def test_any_rows_are_a_form_or_a_list_of_problems(rows):
    data = workbook((HEAD, *rows))
    for set_aside in (False, True):
        try:
            form = import_form(data, "visit.xlsx", set_aside=set_aside).form
        except BadForm as error:
            assert str(error)  # noqa: PT017 - either outcome is right; what must not happen is any other error
        else:
            Sheet.new(form, today=date(2026, 3, 31))


# --- real forms -------------------------------------------------------------------------------------------------------------------------


def test_real_forms_can_be_taken_in_and_go_out_again(shared_data):
    clean, refused = 0, 0
    unnamed: list[str] = []
    for file in sorted((shared_data / "xlsforms").glob("*.xls*")):
        data = file.read_bytes()
        try:
            form = import_form(data, file.name).form
            clean += 1
        except BadForm as error:
            unnamed += [problem for problem in error.problems if file.name not in problem]
            form = import_form(data, file.name, set_aside=True).form
            refused += 1
        if len(list(form.walk())) <= 100:  # the large ones take seconds
            assert import_form(export_form(form), file.name).form == form
    assert (clean, refused, unnamed) == (10, 9, [])


def test_real_forms_open_and_answer_fast_enough_to_type_in(shared_data):
    form = import_form((shared_data / "xlsforms" / "01_getodk_whova_form.xlsx").read_bytes(), "whova.xlsx").form
    sheet = Sheet.new(form, today=date(2026, 3, 31))
    assert len(sheet.paths()) == 530
    assert replace(form, title="x").cache == {}
