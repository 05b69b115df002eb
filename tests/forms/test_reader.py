"""Form files: what a person who writes one relies on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctip_desktop.errors import BadForm
from ctip_desktop.forms.model import Asks, Evidence, Kind, Share
from ctip_desktop.forms.reader import check_form, read_form

GOOD = """
form: desk
version: "1"
title: Desk research
kind: checklist
instruments: [I-02]
about: [company]
contract: [staff, sites, result, development]
lists:
  level:
    - {name: none, label: None}
    - {name: words, label: Words only, hint: "Said, but not seen in practice.", score: 2}
sections:
  - name: places
    label: Where it works
    questions:
      - name: staff
        type: integer
        label: How many people work there?
        required: yes
        constraint: ". >= 0"
        constraint_message: A number of people cannot be below zero.
        how: [Look in the yearly report, Ask the personnel office]
        share: donor
        evidence: wanted
        shelf_life: 6
      - {name: commitment, type: select_one level, label: How firm?, anchors: {none: Nothing found}}
      - {name: open_case, type: select_one yes_no, label: Is a case open?}
      - name: sites
        type: repeat
        label: Its sites
        asks: company
        questions:
          - {name: place, type: text, label: Place}
      - {name: owner, type: ref company, label: Which company owns it?}
scores:
  - {name: development, label: Development, kind: mean, of: [staff], least: 0.5}
outcomes:
  - name: result
    label: Result
    hit: first
    rules:
      - {when: "${open_case} = 'yes'", result: stop, reason: A case is open.}
"""


def messages(text: str) -> list[str]:
    return [str(problem) for problem in check_form(text, "desk.yaml")]


def with_question(*lines: str) -> str:
    """A small form with one question more; the question begins in line 9."""
    head = ["form: f", 'version: "1"', "title: F", "kind: checklist", "sections:", "  - name: s", "    label: S", "    questions:"]
    return "\n".join([*head, *(f"      {line}" for line in lines)])


def test_a_form_file_becomes_a_form():
    form = read_form(GOOD, "desk.yaml")
    assert (form.name, form.version, form.kind, form.about) == ("desk", "1", Kind.CHECKLIST, ("company",))
    staff = form.question("staff")
    assert (staff.share, staff.evidence, staff.shelf_life, staff.required) == (Share.DONOR, Evidence.WANTED, 6, "yes")
    assert staff.how == ("Look in the yearly report", "Ask the personnel office")
    assert staff.line == 17
    assert [choice.name for choice in form.question("open_case").choices] == ["yes", "no"]
    assert form.question("commitment").choices[1].extra == {"score": "2"}
    assert form.question("owner").ref == "company"
    assert form.question("commitment").share is None


def test_columns_of_a_repeat_are_asked_of_whom_the_repeat_is_asked_of():
    assert read_form(GOOD, "desk.yaml").question("place").asks is Asks.COMPANY


def test_scalars_stay_as_written():
    form = read_form(with_question("- {name: a, type: text, label: no, hint: 1_000, default: 0x10, example: 2024-01-01}"), "f.yaml")
    question = form.question("a")
    assert (question.label, question.hint, question.default, question.example) == ("no", "1_000", "0x10", "2024-01-01")


def test_a_form_broken_in_five_places_gives_five_errors_with_file_and_line():
    broken = (
        GOOD.replace("kind: checklist", "kind: checklst")
        .replace("type: integer", "type: integr")
        .replace('". >= 0"', '". >= 0 and"')
        .replace("share: donor", "share: donr")
        .replace("${open_case}", "${open_cse}")
    )
    found = messages(broken)
    assert len(found) == 5
    assert [message.split(": ")[0] for message in found] == ["desk.yaml:5", "desk.yaml:18", "desk.yaml:21", "desk.yaml:24", "desk.yaml:43"]
    assert "“checklst” is not a word for “kind”. Did you mean “checklist”?" in found[0]
    assert "Did you mean “integer”?" in found[1]
    assert "The expression ends too early (at character 11 of “. >= 0 and”)" in found[2]
    assert "Did you mean “donor”?" in found[3]
    assert "There is no question ${open_cse} (at character 1" in found[4]
    assert "Did you mean ${open_case}?" in found[4]
    with pytest.raises(BadForm) as caught:
        read_form(broken, "desk.yaml")
    assert len(caught.value.problems) == 5
    assert str(caught.value) == "The form file desk.yaml cannot be used. 5 things must be put right. Correct the file and try again."
    assert caught.value.told[0] == "Line 5: “checklst” is not a word for “kind”. Did you mean “checklist”?"


def test_one_mistake_is_told_once():
    with pytest.raises(BadForm) as caught:
        read_form("- a\n", "desk.yaml")
    assert str(caught.value) == "The form file desk.yaml cannot be used. Line 1: A form begins with “form: NAME”. Correct the file and try again."
    assert caught.value.details == ""


def test_a_text_nobody_could_read_is_refused_with_its_line():
    (found,) = messages(with_question(f"- {{name: a, type: text, label: {'x' * 20_001}}}"))
    assert found == "desk.yaml:9: “label” is longer than 20,000 characters. Make it shorter."


def test_a_blank_in_the_name_of_a_choice_hinders_only_where_several_can_be_chosen():
    lists = "\nlists: {l: [{name: x y, label: X}]}"
    assert messages(with_question("- {name: a, type: select_one l, label: A}") + lists) == []
    (found,) = messages(with_question("- {name: a, type: rank l, label: A}") + lists)
    assert found == "desk.yaml:10: The name of the choice “x y” holds a blank. Write “x_y”."


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (["- {name: a, type: text}"], "desk.yaml:9: The question “a” has no label"),
        (["- {type: text, label: A}"], "A question has no name"),
        (["- {name: a b, type: text, label: A}"], "cannot be called “a b”"),
        (["- {name: a, type: text, label: A, lable: B}"], "Did you mean “label”?"),
        (["- {name: a, type: text, label: A}", "- {name: a, type: text, label: A}"], "desk.yaml:10: The name “a” of this question is used already"),
        (["- {name: s, type: text, label: A}"], "is used already by a section in line 6"),
        (["- {name: a, type: select_one, label: A}"], "must name one list"),
        (["- {name: a, type: select_one colours, label: A}"], "There is no list “colours”"),
        (["- {name: a, type: boolean, label: A}"], "Write “type: select_one yes_no”"),
        (["- {name: a, type: ref, label: A}"], "names no form"),
        (["- {name: a, type: text, label: A, name: b}"], "“name” stands twice"),
        (['- {name: a, type: text, label: A, relevant: "${a} = 1"}'], "This depends on itself"),
        (["- {name: a, type: calculate, calculation: '${b}'}", "- {name: b, type: calculate, calculation: '${a}'}"], "in a circle: a → b → a"),
        (["- {name: a, type: text, label: A, relevant: 'AND(1)'}"], "There is no function AND()"),
        (["- {name: a, type: text, label: A, relevant: '1 AND 1'}"], "Write it in small letters"),
        (["- {name: a, type: text, label: A, relevant: '. = ‘x’'}"], "Use straight quotes"),
        (["- {name: a, type: text, label: A, constraint: \"regex(., '(a+)+')\"}"], "could take for ever"),
        (["- {name: a, type: text, label: A, constraint: \"regex(., '(a')\"}"], "the pattern is not valid"),
        (["- {name: a, type: text, label: 'Hello ${b}'}"], "“a”, label: There is no question ${b}"),
        (["- {name: a, type: range, label: A, parameters: {start: 5, end: 1}}"], "a range goes from start up to end"),
        (["- {name: a, type: text, label: A, questions: [{name: b, type: text, label: B}]}"], "Write “type: repeat”"),
        (["- {name: a, type: repeat, label: A, questions: [{name: b, type: repeat, label: B, questions: [{name: c}]}]}"], "repeat inside the repeat"),
        (["- {name: a, type: repeat, label: A}"], "The repeat “a” has no questions"),
        (["- {name: a, type: text, label: A, shelf_life: soon}"], "must be a whole number"),
        (["- {name: a, type: text, label: A, sensitive: perhaps}"], "must be yes or no"),
        (["- {name: a, type: text, label: A, constraint_message: Hm}"], "constraint_message without a constraint"),
        (["- {name: a, type: calculate}"], "has no calculation"),
        (["- {name: a, type: text, label: A, how: {b: c}}"], "must be a list of texts"),
        (["- {name: a, type: select_one yes_no, label: A, anchors: {yess: c}}"], "Did you mean “yes”?"),
        (["- {name: a, type: text, label: A, relevant: 'substring(., 1)'}"], "Write substr(text, start, end)"),
        (["- {name: a, type: text, label: A, relevant: 'selected(.)'}"], "selected() takes 2 values between its brackets; here are 1"),
        (["- just a text"], "An entry of “questions” must hold"),
    ],
)  # fmt: skip
def test_each_mistake_is_named(lines, wanted):
    found = messages(with_question(*lines))
    assert any(wanted in message for message in found), found


def test_what_phones_lack_is_a_warning_and_the_form_can_be_used():
    text = with_question("- {name: a, type: integer, label: A}", "- {name: b, type: calculate, calculation: 'floor(${a})'}")
    (problem,) = check_form(text, "f.yaml")
    assert problem.warning
    assert "Phones do not have floor()" in problem.message
    assert read_form(text, "f.yaml").question("b").calculation == "floor(${a})"


@pytest.mark.parametrize(
    ("tail", "wanted"),
    [
        ("contract: [a, gone]", "The contract names “gone”"),
        ("unique: [gone]", "“unique” names “gone”"),
        ("record_title: 'Of ${gone}'", "the title of records: There is no question ${gone}"),
        ("scores: [{name: x, label: X, kind: meen, of: [a]}]", "Did you mean “mean”?"),
        ("scores: [{name: x, label: X, kind: mean, of: [b]}]", "The score “x” names “b”"),
        ("scores: [{name: x, label: X, kind: mean, of: [x]}]", "is built from itself"),
        ("scores: [{name: x, label: X, kind: mean}]", "has no “of”"),
        ("scores: [{name: x, label: X, kind: mean, of: [a], least: 2}]", "a share between 0 and 1"),
        ("scores: [{name: x, label: X, kind: expression, expression: '${b}'}]", "There is no question ${b}"),
        ("outcomes: [{name: o, label: O, hit: frist, rules: [{when: '1', result: r, reason: R}]}]", "Did you mean “first”?"),
        ("outcomes: [{name: o, label: O, hit: first, rules: [{when: '${b} = 1', result: r, reason: R}]}]", "“o”, when: There is no question ${b}"),
        ("outcomes: [{name: o, label: O, hit: first, rules: [{when: '1', result: r, reason: 'Since ${b}'}]}]", "“o”, reason: There is no"),
        ("outcomes: [{name: o, label: O, hit: first, rules: [{when: '1', result: r}]}]", "A rule of “o” has no reason"),
        ("lists: {l: [{name: x, label: Said, but not seen}]}", "Put a text that holds a comma into quotes"),
        ("lists: {l: [{name: x, label: X}, {name: x, label: X}]}", "stands twice in the list “l”"),
        ("asks: everybody", "Write one of team, partner, company"),
    ],
)  # fmt: skip
def test_mistakes_outside_the_questions_are_named(tail, wanted):
    found = messages(with_question("- {name: a, type: integer, label: A}") + "\n" + tail)
    assert any(wanted in message for message in found), found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", "f.yaml:1: The file is empty"),
        ("- a", "A form begins with “form: NAME”"),
        ("a: &x [1]\nb: *x", "Anchors (&) and aliases (*) are not allowed"),
        ("a: !!python/object:os.system x", "is not allowed"),
        ("a: 1\n---\nb: 2", "more than one document"),
        ("a:\n\t- b", "Indent with blanks, not with tabs"),
        ("[" * 40, "nested more than 12 deep"),
        ("a: " + "x" * 4_000_001, "larger than 4 MB"),
    ],
)
def test_what_is_no_form_at_all_is_refused(text, wanted):
    (problem,) = check_form(text, "f.yaml")
    assert wanted in str(problem)


@given(st.text(alphabet=st.sampled_from(list("abformnst:-[]{}&*!#'\"|>\n ,0")) | st.characters(), max_size=200))
def test_any_text_is_either_a_form_or_a_list_of_problems(text):
    problems = check_form(text, "f.yaml")
    assert any(not problem.warning for problem in problems)


@given(st.data())
def test_any_damage_to_a_form_is_reported_and_never_crashes(data):
    lines = GOOD.splitlines()
    place = data.draw(st.integers(0, len(lines) - 1))
    cut = data.draw(st.integers(0, len(lines[place])))
    lines[place] = lines[place][:cut] + data.draw(st.sampled_from(["", ":", "${", "- ", "&a", "'"]))
    for problem in check_form("\n".join(lines), "f.yaml"):
        assert str(problem).startswith("f.yaml")
