"""The expression language: what each function and operator gives, what is refused and how."""

from __future__ import annotations

import math
from datetime import date, datetime
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctip_desktop.forms.compiled import CompiledForm, compile_form
from ctip_desktop.forms.expressions import ExpressionError, Scope, compile_expression
from ctip_desktop.forms.functions import FUNCTIONS
from ctip_desktop.forms.model import Answer, Choice, Form, Kind, Question, Section
from ctip_desktop.forms.nodes import Context, FormNode
from ctip_desktop.forms.sheet import Sheet
from ctip_desktop.forms.syntax import MAX_DEPTH, parse
from ctip_desktop.forms.values import Atom

SUPPORTED = (
    "selected selected-at count-selected if coalesce once not true false boolean number int round string string-length concat join substr contains "
    "starts-with ends-with normalize-space regex today now date date-time format-date format-date-time decimal-date-time sum count count-non-empty "
    "min max abs pow floor random uuid position indexed-repeat current instance jr:choice-name pulldata"
)

COLOURS = (Choice("r", "Red", extra={"warm": "yes"}), Choice("b", "Blue", extra={"warm": "no"}))


@cache
def compiled() -> CompiledForm:
    questions = (
        Question("i", "integer", "I"),
        Question("d", "decimal", "D"),
        Question("t", "text", "T"),
        Question("blank", "text", "Blank"),
        Question("hidden", "integer", "Hidden", relevant="${i} = 0"),
        Question("day", "date", "Day"),
        Question("moment", "dateTime", "Moment"),
        Question("several", "select_multiple", "Several", "colours", COLOURS),
        Question("one", "select_one", "One", "colours", COLOURS),
        Question("rep", "repeat", "Rep", questions=(Question("x", "integer", "X"), Question("y", "text", "Y"))),
    )
    return compile_form(Form("f", "1", "F", Kind.SURVEY, (Section("s", "S", questions),), lists={"colours": COLOURS}))


@cache
def sheet() -> Sheet:
    answers: dict[str, Answer] = {
        "i": Answer.of(5),
        "d": Answer.of(2.5),
        "t": Answer.of("abc"),
        "hidden": Answer.of(7),
        "day": Answer.of("2024-02-29"),
        "moment": Answer.of("2024-02-29T10:30:15.250"),
        "several": Answer.of(("r", "b")),
        "one": Answer.of("b"),
        "rep[1].x": Answer.of(3),
        "rep[2].x": Answer.of(8),
        "rep[1].y": Answer.of("u"),
    }
    return Sheet.of(compiled(), answers, {"rep": ("1", "2", "3")}, today=date(2026, 3, 31), now=datetime(2026, 3, 31, 9, 5))


def value(written: str, name: str = "t", row: str | None = None) -> Atom:
    item = compiled().item(name)
    node = FormNode(sheet(), item, row)
    return compile_expression(written, Scope(compiled().items, item)).evaluate(Context(sheet(), node, node, row))


def test_the_supported_functions_are_all_there():
    assert len(SUPPORTED.split()) == 46
    assert {*FUNCTIONS, "jr:choice-name"} == set(SUPPORTED.split())


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        # operators
        ("1 + 2 * 3", 7.0),
        ("(1 + 2) * 3", 9.0),
        ("2 - 1 - 1", 0.0),
        ("8 div 4 div 2", 1.0),
        ("-2 * -2", 4.0),
        ("- - 3", 3.0),
        ("2--3", 5.0),
        ("5 mod -3", 2.0),
        ("-5 mod 3", -2.0),
        ("5.5 mod 2", 1.5),
        ("1 div 0", math.inf),
        ("-1 div 0", -math.inf),
        ("'5' + '6'", 11.0),
        ("6.1 - 7.8 = -1.7", True),
        ("1 = 1.0000000000001", True),
        ("0.1 + 0.2 = 0.3", True),
        ("3 > '2'", True),
        ("'b' > 'a'", False),
        ("2 = 2 = 1", True),
        ("3 > 2 > 1", False),
        ("'1' = 1", True),
        ("'1.0' = '1'", False),
        ("1 = 1 or 1 = 2 and 1 = 3", True),
        ("'a' and 'b'", True),
        ("'' or ''", False),
        ("true() = 'x'", True),
        ("'a' != 'A'", True),
        # blank
        ("'' < 18", False),
        ("'' >= 0", False),
        ("'' = 0", False),
        ("${blank} = ''", True),
        ("${blank} + 1 = ''", False),
        ("not('')", True),
        ("number('') = number('')", False),
        ("${hidden} = ''", True),
        ("${hidden} > 1", False),
        # typed nodes
        ("${i}", 5.0),
        ("${d} * 2", 5.0),
        ("${i} = '5.0'", True),
        ("${several}", "r b"),
        ("${day} + 1", 19783.0),
        ("${day} = '2024-02-29'", True),
        ("${moment} = ${day}", True),
        ("string(${moment})", "2024-02-29"),
        ("'2024-02-29' > '2024-01-01'", False),
        ("${day} > date('2024-01-01')", True),
        # choosing
        ("if(1 = 1, 'a', 1)", "a"),
        ("if('', 1, 2)", 2.0),
        ("if('0', 1, 2)", 1.0),
        ("coalesce('', 'x')", "x"),
        ("coalesce(number(''), 5)", 5.0),
        ("coalesce('', '')", ""),
        ("boolean('false')", True),
        ("boolean(0.0000000000001)", False),
        ("true() and not(false())", True),
        # selects
        ("selected('a b', 'a')", True),
        ("selected('a b', ' a ')", True),
        ("selected('ab', 'a')", False),
        ("selected('', '')", True),
        ("selected(${several}, 'b')", True),
        ("selected-at('a b c', 1)", "b"),
        ("selected-at('a b c', 9)", ""),
        ("selected-at('a b', -1)", ""),
        ("count-selected('a  b')", 2.0),
        ("count-selected('')", 0.0),
        ("jr:choice-name(${one}, '${one}')", "Blue"),
        ("jr:choice-name('r', '${one}')", "Red"),
        ("jr:choice-name('x', '${one}')", ""),
        # texts
        ("string(5.0)", "5"),
        ("string(1 div 3)", "0.3333333333333333"),
        ("string(true())", "true"),
        ("string(1 div 0)", "Infinity"),
        ("string-length('äöü')", 3.0),
        ("string-length()", 3.0),
        ("concat('a', 5, true())", "a5true"),
        ("concat(0.0000001, '')", "0.0000001"),
        ("concat()", ""),
        ("join('-', 'a', '', 'b')", "a--b"),
        ("substr('hello', 1, 3)", "el"),
        ("substr('hello', -2)", "lo"),
        ("substr('hello', 3, 1)", ""),
        ("contains('abc', '')", True),
        ("starts-with('abc', 'ab')", True),
        ("ends-with('abc', 'bc')", True),
        ("normalize-space('  a   b ')", "a b"),
        ("regex('abc', 'b')", False),
        ("regex('abc', 'a.c')", True),
        ("regex('', '[a-z]*')", True),
        ("regex('٥', '\\d')", False),
        (". = 'abc'", True),
        # numbers
        ("number('  5 ')", 5.0),
        ("number('1,5')", 1.5),
        ("number(true())", 1.0),
        ("int(-2.7)", -2.0),
        ("floor(-2.2)", -3.0),
        ("round('4,6')", 5.0),
        ("round(2.5)", 3.0),
        ("round(-2.5)", -2.0),
        ("round(1.255, 2)", 1.26),
        ("round(1234.5, -2)", 1200.0),
        ("abs(-3.5)", 3.5),
        ("pow(2, 3)", 8.0),
        ("pow(0, -1)", math.inf),
        ("pow(2, 10000)", math.inf),
        ("max('', 3, 'x')", 3.0),
        ("min(4, 3)", 3.0),
        (".5 + 1.", 1.5),
        # dates
        ("string(today())", "2026-03-31"),
        ("format-date(now(), '%H:%M')", "09:05"),
        ("date('2024-02-29') - date('2024-02-01')", 28.0),
        ("string(date(5.7))", "1970-01-06"),
        ("string(date(date('2024-02-29') + 1))", "2024-03-01"),
        ("date('')", ""),
        ("date('2024-02-30')", ""),
        ("format-date('2024-02-29', '%Y/%m/%d %n %e %b %a %y %W %%')", "2024/02/29 2 29 Feb Thu 24 9 %"),
        ("format-date-time(${moment}, '%H:%M %h %S %3')", "10:30 10 15 250"),
        ("format-date('', '%Y')", ""),
        ("decimal-date-time('1970-01-02')", 1.0),
        ("decimal-date-time('1970-01-02T12:00:00.000Z')", 1.5),
        ("number(date-time('1970-01-02T12:00:00'))", 1.0),
        ("date('2024-2-3') = '2024-02-03'", True),
        # repeats
        ("sum(${x})", 11.0),
        ("count(${rep})", 3.0),
        ("count-non-empty(${x})", 2.0),
        ("max(${x})", 8.0),
        ("min(${x})", 3.0),
        ("join(',', ${y})", "u,,"),
        ("indexed-repeat(${x}, ${rep}, 2)", 8.0),
        ("indexed-repeat(${x}, ${rep}, 9)", ""),
        ("indexed-repeat(${x}, ${rep}, '')", ""),
        ("count(${rep}[x > 2])", 2.0),
        ("sum(${rep}[y = 'u']/x)", 3.0),
        ("${rep}[position() = 2]/x", 8.0),
        ("count(/f/s/rep)", 3.0),
        ("sum(../rep/x)", 11.0),
        # lists
        ("instance('colours')/root/item[name = 'r']/label", "Red"),
        ("count(instance('colours')/root/item)", 2.0),
        ("instance('none')/root/item/label", ""),
        ("instance('colours')/root/item[warm = 'no']/name", "b"),
        ("pulldata('colours', 'label', 'name', 'b')", "Blue"),
        ("pulldata('x', 'a', 'b', 'c')", ""),
        ("instance('colours')/root/item[name = current()/../one]/label", "Blue"),
    ],
)
def test_what_an_expression_gives(written, expected):
    found = value(written)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    "written", ["number('')", "number('1e3')", "number('2024-02-29')", "0 div 0", "10 mod 0", "'a' + 1", "int('abc')", "max('', '')", "pow(-1, 0.5)"]
)
def test_what_is_not_a_number(written):
    found = value(written)
    assert isinstance(found, float)
    assert math.isnan(found)


@pytest.mark.parametrize(
    ("written", "row", "expected"),
    [
        ("${x} + 1", "2", 9.0),
        ("../x", "1", 3.0),
        ("position(..)", "3", 3.0),
        ("sum(${x})", "1", 3.0),
        ("sum(../../rep/x)", "1", 11.0),
        ("count(${rep})", "1", 3.0),
    ],
)
def test_what_an_expression_in_a_row_sees(written, row, expected):
    assert value(written, "y", row) == expected


@pytest.mark.parametrize("pattern", [r"[\w-]+@([\w-]+\.)+[\w-]{2,}", r"[a-z]+(-[a-z]+)*", r"\d+( \d+)*", r"(ab)+", r"(a|b)+", r"(?:[A-Z]+ )+x"])
def test_patterns_kept_apart_by_a_sign_are_taken(pattern):
    assert value(f"regex('x', '{pattern}')") in (True, False)


@pytest.mark.parametrize("pattern", [r"(a+)+", r"([a-z.]+\.)+", r"(\w*)*", r"(?:a+b*)+", r"([ab]+[bc]+)*", r"(a|a+)+", r"(a|a)+", r"(\w|\d)*"])
def test_patterns_that_could_take_for_ever_are_refused(pattern):
    with pytest.raises(ExpressionError, match="for ever"):
        value(f"regex('x', '{pattern}')")


def test_new_values_each_time():
    assert 0 <= value("random()") < 1  # type: ignore[operator]  # random() gives a number
    assert len(str(value("uuid()"))) == 36
    assert value("once(5)") == "abc"
    assert value("once(5)", "blank") == 5.0


@pytest.mark.parametrize(
    ("written", "position", "message", "proposal"),
    [
        ("", 0, "The expression is empty", ""),
        ("1 +", 3, "ends too early", ""),
        ("(1 + 2", 6, "Expected “)” but found the end", ""),
        ("selected(${one}, 'x'", 20, "Expected “)”", ""),
        ("1 2", 2, "Unexpected “2”", ""),
        ("${dayy} > 1", 0, "no question ${dayy}", "did you mean ${day}?"),
        ("1 = ${zzz}", 4, "no question ${zzz}", ""),
        ("slected(${one}, 'x')", 0, "no function slected()", "did you mean selected()?"),
        ("1 AND 1", 2, "Unexpected “AND”", "write it in small letters"),
        ("1 && 1", 2, "Unexpected character &", "write: and"),
        ("${i} = ‘a’", 7, "Unexpected character ‘", "use straight quotes: '"),
        ("if(1, 2)", 0, "if() takes 3 values", ""),
        ("today(1)", 0, "today() takes 0 values", ""),
        ("//x", 0, "Paths with //", ""),
        ("${i} | ${d}", 5, "Unexpected “|”", ""),
        ("last-saved", 0, "The path leads nowhere", ""),
        ("${last-saved#i}", 2, "last-saved# is not supported", ""),
        ("substring('a', 1)", 0, "substring() is not supported", "write substr(text, start, end), which counts from 0"),
        ("regex(., '(a+)+')", 9, "could take for ever", ""),
        ("../${i}", 3, "${…} cannot stand inside a path", "write ${name} alone"),
        ("../zzz", 0, "The path leads nowhere: no zzz here", ""),
        ("/wrong/i", 0, "A path from the top begins with /f", "write ${name}"),
        ("(" * (MAX_DEPTH + 1) + "1", MAX_DEPTH, "nested more than", ""),
        ("1" + " + 1" * 300, 804, "more than 200 operators", "split it into calculate questions"),
        ("1" * 20_001, 20_000, "longer than", ""),
        ("@a", 0, "Attributes (@)", ""),
        ("'open", 0, "Unexpected character '", "close the quote"),
    ],
)
def test_what_is_refused_names_the_place_and_a_proposal(written, position, message, proposal):
    with pytest.raises(ExpressionError) as caught:
        value(written)
    assert message in caught.value.message
    assert caught.value.position == position
    assert caught.value.proposal == proposal


@pytest.mark.parametrize(
    ("written", "reads"),
    [
        ("${i} + ${d}", {"i", "d"}),
        ("../i > 1", {"i"}),
        ("/f/s/rep/x", {"x"}),
        ("count(${rep}[x > ${i}])", {"rep", "x", "i"}),
        ("instance('colours')/root/item[name = ${one}]/label", {"one"}),
        ("instance('colours')/root/item[name = current()/../one]/label", {"one"}),
        ("jr:choice-name('r', '${one}')", {"one"}),
        ("if(false(), ${t}, 1)", {"t"}),
        ("'${i}'", set()),
    ],
)
def test_what_an_expression_depends_on(written, reads):
    item = compiled().item("blank")
    assert compile_expression(written, Scope(compiled().items, item)).reads - {"name", "label"} == reads


def test_comparing_a_column_from_outside_is_warned_about():
    expression = compile_expression("${x} > 5", Scope(compiled().items, compiled().item("t")))
    ((sentence, position, _),) = expression.warnings
    assert "one value in each row" in sentence
    assert position == 0
    assert value("${x} > 5") is True
    assert value("${x} > 9") is False


def test_comparing_with_a_date_in_quotes_is_warned_about():
    expression = compile_expression("${day} > '2024-01-01'", Scope(compiled().items, compiled().item("t")))
    assert expression.warnings == (("A date in quotes is a text and cannot be compared with >", 9, "write date('2024-01-01')"),)
    assert not compile_expression("${day} = '2024-01-01'", Scope(compiled().items, compiled().item("t"))).warnings


PIECES = [
    "${i}",
    "${x}",
    "(",
    ")",
    "[",
    "]",
    "'a'",
    "1",
    "+",
    "-",
    "and",
    "div",
    "selected",
    "if",
    ",",
    "/",
    "..",
    ".",
    "*",
    "=",
    "<",
    "f",
    "rep",
    "x",
    " ",
    "sum",
    "count(",
    "${",
    "'",
    "!",
]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join) | st.text(max_size=60))
def test_any_text_is_an_expression_or_an_error_with_a_place(written):
    try:
        found: object = value(written)
    except ExpressionError as error:
        found = error
    assert isinstance(found, str | float | bool | date) or (isinstance(found, ExpressionError) and 0 <= found.position <= len(written))


ATOMS = st.sampled_from(
    [
        "${i}",
        "${d}",
        "${t}",
        "${blank}",
        "${day}",
        "${moment}",
        "${several}",
        "${x}",
        "''",
        "'a b'",
        "5",
        "-1",
        "1e",
        "true()",
        "number('')",
        "'2024-02-29'",
        "1 div 0",
        "today()",
        "10000000000000000000000",
    ]
)


@given(st.sampled_from(sorted(name for name in FUNCTIONS if name not in ("instance", "regex"))), st.lists(ATOMS, min_size=0, max_size=4))
def test_no_function_fails_on_any_value(name, arguments):
    try:
        found = value(f"{name}({', '.join(arguments)})")
    except ExpressionError:
        return
    assert isinstance(found, str | float | bool | date)


@given(ATOMS, st.sampled_from(["+", "-", "*", "div", "mod", "=", "!=", "<", "<=", ">", ">=", "and", "or"]), ATOMS)
def test_no_operator_fails_on_any_value(left, operator, right):
    try:
        found = value(f"{left} {operator} {right}")
    except ExpressionError:
        return
    assert isinstance(found, float | bool)


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_pattern_fails(pattern, tried):
    quoted = [f'"{part}"' if '"' not in part else "'a'" for part in (tried, pattern)]
    try:
        found = value(f"regex(concat({quoted[0]}, ''), concat({quoted[1]}, ''))")
    except ExpressionError:
        return
    assert isinstance(found, bool)


def test_a_long_chain_of_or_does_not_nest():
    assert value(" or ".join(["1 = 2"] * 150)) is False
    assert parse("1 or 2 or 3").parts[2].value == 3  # type: ignore[union-attr]  # a chain
