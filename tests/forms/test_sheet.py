"""Filling a record: what the wizard and every list rely on."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from ctip_desktop.errors import BadForm
from ctip_desktop.forms.compiled import compile_form
from ctip_desktop.forms.judging import ProblemKind
from ctip_desktop.forms.model import Answer, Form, Kind, Question, Section, Source, State
from ctip_desktop.forms.reader import read_form
from ctip_desktop.forms.sheet import Progress, Sheet

TODAY = date(2026, 3, 31)

TEXT = """
form: visit
version: "1"
title: Visit
kind: survey
record_title: "Visit to ${company}"
lists:
  country:
    - {name: th, label: Thailand}
    - {name: vn, label: Viet Nam}
  city:
    - {name: bkk, label: Bangkok, country: th}
    - {name: han, label: Ha Noi, country: vn}
    - {name: sgn, label: Ho Chi Minh City, country: vn}
sections:
  - name: place
    label: Where
    questions:
      - {name: company, type: text, label: Which company?, required: yes}
      - {name: country, type: select_one country, label: Which country?}
      - {name: city, type: select_one city, label: "Which city in ${country}?", choice_filter: "country = ${country}", relevant: "${country} != ''"}
      - {name: visited, type: date, label: When?, constraint: ". <= today()", constraint_message: "Not yet, ${company}.", evidence: wanted}
  - name: people
    label: People
    relevant: "${country} = 'th'"
    questions:
      - {name: staff, type: integer, label: How many?, constraint: ". >= 0", check: ". < 1000", check_message: Really so many?}
      - {name: half, type: calculate, calculation: "${staff} div 2"}
      - {name: big, type: note, label: "That is ${half} each.", relevant: "${half} > 10"}
  - name: sites
    label: Sites
    questions:
      - name: site
        type: repeat
        label: Its sites
        questions:
          - {name: site_place, type: text, label: Place, required: yes}
          - {name: site_staff, type: integer, label: "How many in ${site_place}?"}
          - {name: site_share, type: calculate, calculation: "round(${site_staff} div ${total} * 100, 1)"}
          - {name: site_number, type: calculate, calculation: "position(..)"}
          - {name: why_empty, type: text, label: Why nobody?, relevant: "${site_staff} = 0", default: closed}
      - {name: total, type: calculate, calculation: "sum(${site_staff})"}
      - {name: places, type: calculate, calculation: "count(${site})"}
      - {name: second, type: calculate, calculation: "indexed-repeat(${site_place}, ${site}, 2)"}
      - {name: remark, type: text, label: Anything else?}
"""


@pytest.fixture
def visit() -> Form:
    return read_form(TEXT, "visit.yaml")


def fill(sheet: Sheet, **answers: object) -> Sheet:
    for path, value in answers.items():
        sheet = sheet.answer(path, Answer.of(value))  # type: ignore[arg-type]  # the test writes plain values
    return sheet


def with_sites(sheet: Sheet, *staff: int) -> Sheet:
    for number, people in enumerate(staff, 1):
        row = f"r{number}"
        sheet = sheet.with_row("site", row).answer(f"site[{row}].site_place", Answer.of(f"Place {number}"))
        sheet = sheet.answer(f"site[{row}].site_staff", Answer.of(people))
    return sheet


def test_an_answer_gives_a_new_sheet_and_leaves_the_old_one_as_it_was(visit):
    empty = Sheet.new(visit, today=TODAY)
    answered = fill(empty, company="Blue Net")
    assert empty.value("company") is None
    assert answered.value("company") == "Blue Net"
    assert answered.title() == "Visit to Blue Net"


def test_hidden_questions_keep_their_answers_and_read_as_blank(visit):
    sheet = fill(Sheet.new(visit, today=TODAY), country="th", staff=40)
    assert sheet.value("half") == 20
    assert sheet.relevant("big")
    hidden = fill(sheet, country="vn")
    assert not hidden.relevant("staff")
    assert not hidden.relevant("people")
    assert hidden.get("staff").value == 40
    assert hidden.value("staff") is None
    assert hidden.value("half") is None
    assert not hidden.relevant("big")
    again = fill(hidden, country="th")
    assert (again.value("staff"), again.value("half"), again.relevant("big")) == (40, 20, True)


def test_unknown_and_not_applicable_read_as_blank_and_count_as_answered(visit):
    sheet = fill(Sheet.new(visit, today=TODAY), country="th")
    sheet = sheet.answer("staff", Answer(state=State.UNKNOWN)).answer("company", Answer(state=State.NOT_APPLICABLE))
    assert sheet.value("staff") is None
    assert sheet.value("half") is None
    assert sheet.problem("company") is None
    assert sheet.section_progress("people") == Progress(answered=1, asked=1, unknown=1)


def test_choices_follow_the_answer_before_and_a_choice_no_longer_offered_is_told(visit):
    sheet = fill(Sheet.new(visit, today=TODAY), country="vn")
    assert [choice.name for choice in sheet.choices("city")] == ["han", "sgn"]
    assert sheet.label("city") == "Which city in Viet Nam?"
    moved = fill(sheet, city="han", country="th")
    problem = moved.problem("city")
    assert problem is not None
    assert problem.kind is ProblemKind.TYPE


def test_problems_are_told_in_plain_words_and_in_reading_order(visit):
    sheet = fill(Sheet.new(visit, today=TODAY), country="th", visited="2026-04-01", staff=-1)
    assert [(problem.path, problem.kind) for problem in sheet.problems()] == [
        ("company", ProblemKind.REQUIRED),
        ("visited", ProblemKind.HARD),
        ("staff", ProblemKind.HARD),
    ]
    named = fill(sheet, company="Blue Net").problem("visited")
    assert named is not None
    assert named.message == "Not yet, Blue Net."


def test_an_unlikely_value_is_kept_once_the_note_says_why(visit):
    sheet = fill(Sheet.new(visit, today=TODAY), country="th", staff=5000)
    problem = sheet.problem("staff")
    assert problem is not None
    assert (problem.kind, problem.message, problem.blocks) == (ProblemKind.SOFT, "Really so many?", True)
    assert sheet.answer("staff", Answer.of(5000, note="Counted at the gate")).problem("staff") is None


def test_a_missing_source_is_a_gap_and_does_not_keep_the_record_open(visit):
    sheet = fill(Sheet.new(visit, today=TODAY), visited="2026-03-01")
    problem = sheet.problem("visited")
    assert problem is not None
    assert (problem.kind, problem.blocks) == (ProblemKind.EVIDENCE, False)
    assert sheet.answer("visited", Answer.of("2026-03-01", sources=(Source("own_visit"),))).problem("visited") is None


@pytest.mark.parametrize(
    ("path", "value"), [("staff", "many"), ("staff", 1.5), ("staff", True), ("visited", "soon"), ("country", "fr"), ("company", ("a",))]
)
def test_a_value_of_the_wrong_type_is_kept_and_told(visit, path, value):
    sheet = fill(fill(Sheet.new(visit, today=TODAY), country="th"), **{path: value})
    problem = sheet.problem(path)
    assert problem is not None
    assert problem.kind is ProblemKind.TYPE
    assert sheet.get(path).value == value


def test_rows_have_their_own_answers_and_totals_follow(visit):
    sheet = with_sites(Sheet.new(visit, today=TODAY), 30, 10)
    assert (sheet.value("total"), sheet.value("places"), sheet.value("second")) == (40, 2, "Place 2")
    assert [sheet.value(f"site[{row}].site_share") for row in ("r1", "r2")] == [75, 25]
    assert sheet.value("site[r2].site_number") == 2
    assert sheet.label("site[r2].site_staff") == "How many in Place 2?"
    less = sheet.without_row("site", "r1")
    assert (less.value("total"), less.value("places"), less.value("second"), less.value("site[r2].site_number")) == (10, 1, None, 1)
    assert less.value("site[r2].site_share") == 100
    assert sheet.rows("site") == ("r1", "r2")


def test_a_row_has_its_own_relevance_and_defaults(visit):
    sheet = with_sites(Sheet.new(visit, today=TODAY), 0, 5)
    assert sheet.relevant("site[r1].why_empty")
    assert not sheet.relevant("site[r2].why_empty")
    assert sheet.get("site[r1].why_empty").value == "closed"


def test_paths_are_in_reading_order_with_the_rows_after_their_repeat(visit):
    sheet = with_sites(Sheet.new(visit, today=TODAY), 1)
    paths = sheet.paths()
    assert paths[:4] == ("company", "country", "city", "visited")
    assert paths[paths.index("site") : paths.index("site") + 3] == ("site", "site[r1].site_place", "site[r1].site_staff")


def test_progress_counts_questions_people_answer(visit):
    sheet = Sheet.new(visit, today=TODAY)
    assert sheet.section_progress("place") == Progress(answered=0, asked=3, hidden=1, problems=1)
    assert sheet.section_progress("people") == Progress(answered=0, asked=0, hidden=1, problems=0)
    assert sheet.section_progress("sites") == Progress(answered=0, asked=2, hidden=0, problems=0)
    sites = with_sites(sheet, 4).section_progress("sites")
    assert sites == Progress(answered=3, asked=4, hidden=1, problems=0)
    assert sheet.progress == Progress(answered=0, asked=5, hidden=2, problems=1)


def test_an_impossible_value_and_an_empty_row_do_not_count_as_answered():
    staff = Question("staff", "integer", "How many?", constraint=". >= 0")
    cases = Question("cases", "repeat", "Which cases?", questions=(Question("where", "text", "Where?"),))
    sheet = fill(Sheet.of(small(staff, cases), today=date(2026, 10, 13)), staff=-5).with_row("cases", "r1")
    assert sheet.progress.answered == 0
    sheet = fill(sheet.answer("cases[r1].where", Answer.of("North court")), staff=5)
    assert sheet.progress.answered == 3


def test_a_line_that_holds_nothing_is_neither_asked_nor_needed_nor_gone_through():
    cases = Question(
        "cases", "repeat", "Which cases?", questions=(Question("where", "text", "Where?", required="yes"), Question("year", "integer", "When?"))
    )
    sheet = Sheet.of(small(cases, Question("end", "text", "Anything else?")), today=TODAY)
    empty = sheet.with_row("cases", "r1")
    assert empty.progress == sheet.progress
    assert empty.problems() == ()
    assert empty.next_open() == "cases"
    assert empty.next_open("cases") == "end"
    begun = empty.answer("cases[r1].year", Answer.of(2025))
    assert begun.progress.asked == sheet.progress.asked + 2
    assert [problem.path for problem in begun.problems()] == ["cases[r1].where"]


def test_a_default_is_only_suggested_until_somebody_answers():
    day = Question("day", "date", "When?", default="date(${first} + 10)")
    sheet = Sheet.of(small(Question("first", "date", "First?"), day, Question("status", "text", "Status?", default="open")), today=TODAY)
    assert sheet.suggestion("status") == "open"
    assert sheet.progress.answered == 0
    sheet = sheet.answer("first", Answer.of("2026-03-01"))
    assert sheet.suggestion("day") == "2026-03-11"
    assert sheet.answer("day", Answer(state=State.UNKNOWN)).suggestion("day") is None
    assert sheet.suggestion("first") is None


def test_the_next_open_question_wraps_round_and_passes_over_hidden_ones(visit):
    sheet = fill(Sheet.new(visit, today=TODAY), company="Blue Net")
    assert sheet.next_open() == "country"
    assert sheet.next_open("visited") == "site"
    assert sheet.next_open("remark") == "country"
    done = fill(sheet, country="vn", city="han", visited="2026-01-01", remark="no")
    done = done.answer("site", Answer(state=State.NOT_APPLICABLE))
    assert done.next_open() is None


def test_answers_to_questions_of_another_version_are_kept(visit):
    sheet = Sheet.of(visit, {"gone": Answer.of("x"), "site[r9].site_place": Answer.of("y")}, today=TODAY)
    assert sheet.get("gone").value == "x"
    assert sheet.get("site[r9].site_place").value == "y"
    assert sheet.value("places") == 0


def test_a_path_that_does_not_exist_is_a_bug_and_says_so(visit):
    sheet = Sheet.of(visit, today=TODAY)
    for path in ("nothing", "site_place", "place[r1].site_place", "site[r1].company"):
        with pytest.raises(KeyError):
            sheet.value(path)


def test_a_form_is_compiled_once(visit):
    assert compile_form(visit) is compile_form(visit)


def test_a_form_that_cannot_be_compiled_is_refused():
    bad = Form("f", "1", "F", Kind.SURVEY, (Section("s", "S", (Question("a", "text", "A", relevant="${b}"),)),))
    with pytest.raises(BadForm, match="no question"):
        Sheet.of(bad, today=TODAY)


def small(*questions: Question) -> Form:
    return Form("f", "1", "F", Kind.SURVEY, (Section("s", "S", questions),))


def test_today_now_and_once():
    form = small(
        Question("a", "text", "A"),
        Question("day", "calculate", calculation="today()"),
        Question("moment", "calculate", calculation="format-date-time(now(), '%Y-%m-%d %H:%M')"),
        Question("first", "calculate", calculation="once(${a})"),
        Question("days", "calculate", calculation="today() - date('2026-03-01')"),
    )
    sheet = Sheet.new(form, today=TODAY, now=datetime(2026, 3, 31, 14, 5))
    assert (sheet.value("day"), sheet.value("moment"), sheet.value("days")) == ("2026-03-31", "2026-03-31 14:05", 30)
    sheet = fill(sheet, a="one")
    assert fill(sheet, a="two").value("first") == "one"


def test_defaults_are_filled_in_for_a_new_record_only():
    form = small(Question("a", "integer", "A", default="5"), Question("b", "integer", "B", default="${a} + 1"))
    assert [Sheet.new(form, today=TODAY).get(path).value for path in ("a", "b")] == [5, 6]
    assert Sheet.of(form, today=TODAY).get("a").state is State.NOT_ASKED


def test_titles_of_records_stand_in_labels():
    form = small(Question("owner", "ref", "Who owns it?", ref="company"), Question("since", "text", "Since when does ${owner} own it?"))
    sheet = Sheet.of(form, {"owner": Answer.of("4f")}, today=TODAY, choices={"4f": "Blue Net"})
    assert sheet.label("since") == "Since when does Blue Net own it?"


def test_paths_in_expressions_count_as_what_they_read():
    form = small(
        Question("a", "integer", "A"),
        Question("b.c", "calculate", calculation="../a + 1"),
        Question("d", "calculate", calculation="/f/s/b.c * 2"),
        Question("e", "text", "E", relevant="../d > 5"),
    )
    sheet = fill(Sheet.new(form, today=TODAY), a=2)
    assert (sheet.value("d"), sheet.relevant("e")) == (6, True)


def test_readonly_and_required_may_depend_on_answers():
    form = small(
        Question("a", "text", "A"),
        Question("b", "text", "B", required="${a} = 'x'", readonly="${a} = 'y'"),
        Question("c", "text", "C", readonly="yes"),
    )
    sheet = fill(Sheet.new(form, today=TODAY), a="x")
    assert (sheet.required("b"), sheet.readonly("b"), sheet.readonly("c")) == (True, False, True)
    assert fill(sheet, a="y").readonly("b")
