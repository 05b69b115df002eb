"""What must hold for any form and any answers: evaluating only what changed gives what evaluating everything gives."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ctip_desktop.forms.model import Answer, Choice, Form, Kind, Question, Section, State
from ctip_desktop.forms.sheet import Sheet

TODAY = date(2026, 3, 31)
LIST = (Choice("p", "P"), Choice("q", "Q"))
ASKED = ("n1", "n2", "n3", "t1", "one", "many", "day")
COLUMNS = ("cn", "ct")


def references(names: list[str]) -> st.SearchStrategy[str]:
    name = st.sampled_from([f"${{{name}}}" for name in names])
    return st.one_of(
        st.builds("{} > {}".format, name, st.integers(0, 3)),
        st.builds("{} = 'p' or {} != ''".format, name, name),
        st.builds("coalesce({}, 1) + 1".format, name),
        st.builds("if(selected({}, 'p'), {}, 2)".format, name, name),
        st.builds("not({} = {})".format, name, name),
        st.sampled_from(["sum(${cn}) > 2", "count(${rep})", "sum(${rep}[cn > 1]/cn)", "indexed-repeat(${ct}, ${rep}, 2)"]),
    )


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """A form whose calculations and relevances read only what stands before them, so that it has no circle."""
    known = [*ASKED]
    kinds = {"n1": "integer", "n2": "decimal", "n3": "integer", "t1": "text", "one": "select_one", "many": "select_multiple", "day": "date"}
    asked = [Question(name, kind, name, list_name="l", choices=LIST) for name, kind in kinds.items()]
    repeat = Question(
        "rep",
        "repeat",
        "Rep",
        questions=(
            Question("cn", "integer", "CN"),
            Question("ct", "text", "CT", relevant=draw(st.sampled_from(["", "${cn} > 1", "position(..) = 1", "${n1} > 0"]))),
            Question(
                "cc",
                "calculate",
                calculation=draw(st.sampled_from(["${cn} * 2", "${cn} div sum(${../cn})".replace("${../cn}", "${cn}"), "${n1} + ${cn}"])),
            ),
        ),
    )
    later: list[Question] = []
    for number in range(draw(st.integers(1, 8))):
        expression = draw(references(known))
        if draw(st.booleans()):
            later.append(Question(f"c{number}", "calculate", calculation=expression, relevant=draw(st.sampled_from(["", "${n1} > 1"]))))
        else:
            later.append(Question(f"q{number}", "integer", f"Q{number}", relevant=expression))
        known.append(later[-1].name)
    gate = draw(st.sampled_from(["", "${n2} > 1", "${c0} > 1" if later[0].name == "c0" else "${q0} > 1"]))
    sections = (Section("s1", "S1", tuple(asked)), Section("s2", "S2", (repeat, *later[:1])), Section("s3", "S3", tuple(later[1:]), relevant=gate))
    return Form("f", "1", "F", Kind.SURVEY, sections)


VALUES = st.one_of(
    st.integers(-1, 4).map(Answer.of),
    st.sampled_from(
        [Answer(), Answer(state=State.UNKNOWN), Answer.of("p"), Answer.of(("p", "q")), Answer.of("2026-01-01"), Answer.of("p", "a note")]
    ),
)


def state(sheet: Sheet) -> dict[str, object]:
    paths = [*sheet.paths(), "s1", "s2", "s3"]
    seen = {path: (sheet.value(path), sheet.relevant(path), sheet.get(path)) for path in paths}
    return {"seen": seen, "problems": sheet.problems(), "progress": sheet.progress, "open": sheet.next_open()}


@given(forms(), st.data())
def test_one_answer_after_another_gives_the_same_as_all_at_once(form, data):
    sheet = Sheet.of(form, today=TODAY)
    answers: dict[str, Answer] = {}
    for number in range(data.draw(st.integers(0, 12))):
        if data.draw(st.integers(0, 3)) == 0:
            sheet = sheet.with_row("rep", f"r{number}")
        elif sheet.rows("rep") and data.draw(st.integers(0, 6)) == 0:
            row = data.draw(st.sampled_from(sheet.rows("rep")))
            sheet = sheet.without_row("rep", row)
            answers = {path: answer for path, answer in answers.items() if not path.startswith(f"rep[{row}]")}
        columns = [f"rep[{row}].{column}" for row in sheet.rows("rep") for column in COLUMNS]
        path = data.draw(st.sampled_from([*ASKED, *columns, *(question.name for question in form.walk() if question.name.startswith("q"))]))
        answers[path] = data.draw(VALUES)
        sheet = sheet.answer(path, answers[path])
    whole = Sheet.of(form, answers, {"rep": sheet.rows("rep")}, today=TODAY)
    assert state(sheet) == state(whole)


@given(forms(), st.lists(st.tuples(st.sampled_from(ASKED), VALUES), max_size=10))
def test_an_answer_is_kept_whatever_is_hidden(form, steps):
    sheet = Sheet.of(form, today=TODAY)
    kept: dict[str, Answer] = {}
    for path, answer in steps:
        sheet = sheet.answer(path, answer)
        kept[path] = answer
    for path, answer in kept.items():
        assert sheet.get(path) == answer
        assert sheet.value(path) == (answer.value if sheet.relevant(path) and answer.state is State.ANSWERED else None)


@given(forms(), st.lists(st.tuples(st.sampled_from(ASKED), VALUES), max_size=6), st.tuples(st.sampled_from(ASKED), VALUES))
def test_a_sheet_never_changes(form, steps, last):
    sheet = Sheet.of(form, dict(steps), today=TODAY)
    before = state(sheet)
    sheet.answer(*last).with_row("rep", "new")
    assert state(sheet) == before
