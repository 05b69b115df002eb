"""Our engine beside JavaRosa's: the same random answers to the same form, then every node compared, its relevance and its calculated value.

Our own forms go out as XForms; real forms of others come in through pyxform. The classes of difference that remain are in `explained`, each with its
reason; anything else fails the test. Runs where there is a Java runtime; the real forms lie beside the repository (`shared_data`).
"""

from __future__ import annotations

import random
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from ctip_desktop.errors import BadForm
from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.compiled import compile_form
from ctip_desktop.forms.model import Answer, Choice, Form, Kind, Question, Section, Value
from ctip_desktop.forms.sheet import Sheet
from ctip_desktop.forms.vocabulary import SILENT
from ctip_desktop.interop.xlsform import ROOT, import_form, to_xform, xform_of
from tests.forms import javarosa

pytestmark = pytest.mark.skipif(bool(javarosa.missing()), reason=javarosa.missing() or "JavaRosa can be asked")

ANSWERS, EVERY, WALKS = 240, 12, 2  # answers of one walk; compared after every so many
PHONE = SILENT - {"note", "calculate", "hidden"}  # what a phone fills in by itself
RANDOM = {"random", "uuid", "now"}
UNQUOTED = re.compile(r"(selected\([^()]*,\s*)(\d+)(\s*\))")  # JavaRosa gives up on a form with a number without quotes in selected()
XFORMS = "{http://www.w3.org/2002/xforms}"


@dataclass
class Result:
    """What one form gave."""

    compared: Counter[str] = field(default_factory=Counter)
    explained: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


# --- both engines on one form -----------------------------------------------------------------------------------------------------------


def paths_of(xform: str) -> dict[str, str]:
    """Name of a question → its path in the XForm, where the name stands once."""
    instance = ET.fromstring(xform).find(f".//{XFORMS}model/{XFORMS}instance")
    assert instance is not None
    found: dict[str, list[str]] = {}

    def walk(element: ET.Element, path: str) -> None:
        for child in element:
            name = child.tag.rpartition("}")[2]
            found.setdefault(name, [])
            if f"{path}/{name}" not in found[name]:  # a repeat stands twice: template and first row
                found[name].append(f"{path}/{name}")
            walk(child, f"{path}/{name}")

    walk(instance[0], f"/{instance[0].tag.rpartition('}')[2]}")
    return {name: paths[0] for name, paths in found.items() if len(paths) == 1}


class Both:
    """A form in both engines."""

    def __init__(self, form: Form, xform: str, seed: int) -> None:
        self.form = form
        self.dice = random.Random(seed)
        self.theirs = javarosa.engine().form(xform)
        self.theirs.add_rows()
        self.result = Result()
        paths = paths_of(xform)
        self.places = {name: path for question in form.walk() if (path := paths.get(name := question.name))}
        self.ours = Sheet.new(form, today=date.today())
        self.rows = {question.name: self._rows(question) for question in form.walk() if question.type == "repeat"}
        self.nodes = {path: node for path, question, node in self._nodes()}
        self.questions = {path: question for path, question, _ in self._nodes()}
        written = " ".join(expression.text for expression in compile_form(form).expressions.values())
        self.numbers = sorted({0, 1, 2, 3, 18, 1000, *(int(digits) for digits in re.findall(r"\b\d{1,4}\b", written))})
        self._take_from_phone()

    def _rows(self, repeat: Question) -> tuple[str, ...]:
        rows = tuple(str(number) for number in range(1, self.theirs.rows(self.places[repeat.name]) + 1)) if repeat.name in self.places else ()
        for row in rows:
            self.ours = self.ours.with_row(repeat.name, row)
        return rows

    def _nodes(self) -> Iterator[tuple[str, Question, Any]]:
        columns = {column.name: repeat for repeat in self.form.walk() for column in repeat.questions}
        for question in self.form.walk():
            path = self.places.get(question.name)
            if path is None or question.type == "repeat":
                continue
            repeat = columns.get(question.name)
            names = [f"{repeat.name}[{row}].{question.name}" for row in self.rows[repeat.name]] if repeat else [question.name]
            yield from zip(names, [question] * len(names), self.theirs.nodes(path), strict=False)

    def _take_from_phone(self) -> None:
        """What the phone fills in by itself (its number, the moment of opening) is given to our side, too."""
        for path, question in self.questions.items():
            if question.type in PHONE and (value := self.theirs.value(self.nodes[path])):
                self.ours = self.ours.answer(path, Answer.of(value))

    # --- walking ---

    def walk(self) -> Result:
        """Answer at random and compare."""
        self._compare()
        asked = [path for path, question in self.questions.items() if question.type not in SILENT and not question.calculation]
        for number in range(ANSWERS if asked else 0):
            path = self._any_question(asked)
            written, value = self._any_answer(self.questions[path])
            if not self._set(path, written):
                break
            self.ours = self.ours.answer(path, Answer.of(value))
            if number % EVERY == EVERY - 1:
                self._compare()
        return self.result

    def _set(self, path: str, written: str | None) -> bool:
        """Answer on the side of JavaRosa; False where it stops, as it does at date() of a text that is no date. Ours is blank there."""
        try:
            self.theirs.set(self.nodes[path], written)
        except javarosa.engine().error as error:
            if "can't be converted to a date" not in str(error):
                raise
            self.result.explained["JavaRosa stops: date() of a text that is no date"] += 1
            return False
        return True

    def _any_question(self, asked: list[str]) -> str:
        """Mostly one that is shown now, so that a walk gets past the first conditions; at times a hidden one."""
        shown = [path for path in asked if self.ours.relevant(path)]
        fresh = [path for path in shown if self.ours.value(path) is None]
        return self.dice.choice(self.dice.choice([fresh, fresh, shown, asked]) or asked)

    def _any_answer(self, question: Question) -> tuple[str | None, Value]:
        """An answer as a phone writes it and as we keep it."""
        dice = self.dice
        if dice.random() < 0.08:
            return None, None
        names = [choice.name for choice in question.choices]
        match question.type:
            case "integer" | "range":
                number = dice.choice(self.numbers)
                return str(number), number
            case "decimal":
                decimal = dice.choice([0.0, 0.5, 1.25, 12.0, 37.5])
                return str(decimal), decimal
            case "date":
                day = (date.today() - timedelta(days=dice.randint(-400, 30_000))).isoformat()
                return day, day
            case "dateTime":
                return "2024-02-29T10:30:00.000Z", "2024-02-29T10:30:00.000Z"
            case "select_one" if names:
                name = dice.choice(names)
                return name, name
            case "select_multiple" | "rank" if names:
                chosen = tuple(dice.sample(names, dice.randint(1, min(4, len(names)))))
                return " ".join(chosen), chosen
            case "text" | "barcode" | "ref":
                word = dice.choice(["a", "Blue Net", "5", "2024-01-01", "x@y.org", "yes"])
                return word, word
            case _:
                return None, None

    # --- comparing ---

    def _compare(self) -> None:
        for path, question in self.questions.items():
            node = self.nodes[path]
            shown = self.theirs.relevant(node)
            self.result.compared["relevance"] += 1
            if shown != self.ours.relevant(path):
                self._differs(path, question, f"relevance {shown}", f"{self.ours.relevant(path)}")
            elif shown and (question.calculation or question.default):
                self.result.compared["value"] += 1
                theirs, ours = self.theirs.value(node), self.ours.value(path)
                if not same(theirs, ours):
                    self._differs(path, question, theirs, repr(ours))

    def _differs(self, path: str, question: Question, theirs: str, ours: str) -> None:
        reason = explained(self, path, question, theirs, ours)
        if reason:
            self.result.explained[reason] += 1
        else:
            self.result.wrong.append(f"{self.form.name} {path} ({question.calculation or question.relevant}): JavaRosa {theirs!r}, ours {ours}")


def same(theirs: str, ours: Value) -> bool:
    """Whether a phone's text means our value."""
    if ours is None:
        return theirs == ""
    if isinstance(ours, bool):
        return theirs in (("true", "1") if ours else ("false", "0"))
    if isinstance(ours, tuple):
        return theirs.split() == list(ours)
    if isinstance(ours, int | float):
        try:
            return float(theirs) == ours or abs(float(theirs) - ours) <= 1e-9 * max(1.0, abs(ours))
        except ValueError:
            return False
    # A calculation that gives a date comes from a phone as midnight of that day.
    return theirs == ours or re.sub(r"T00:00:00\.000(Z|[+-]\d\d:\d\d)$", "", theirs) == ours


def explained(both: Both, path: str, question: Question, theirs: str, ours: str) -> str:
    """Why a difference is no fault, or ''."""
    expressions = compile_form(both.form).expressions
    reads, seen = {question.name}, set[str]()
    functions: set[str] = set()
    while reads - seen:
        name = (reads - seen).pop()
        seen.add(name)
        for column in ("calculation", "relevant", "default"):
            if expression := expressions.get((name, column)):
                functions |= expression.functions
                reads |= expression.reads
    if functions & RANDOM:
        return "new each time: random(), uuid(), now()"
    if "indexed-repeat" in functions and "[" in path:
        return "JavaRosa does not evaluate a row again when another row changed that it reads; we do"
    if "indexed-repeat" in functions and ours == "None":
        return "JavaRosa takes row 0 for the first row; for us, as for Enketo, it is none"
    return ""


# --- the tests --------------------------------------------------------------------------------------------------------------------------


def shipped() -> list[Form]:
    return list(Catalogue.built_in().forms())


@pytest.mark.parametrize("form", shipped(), ids=lambda form: form.name)
def test_our_forms_do_on_phones_what_they_do_here(form):
    xform = to_xform(form)
    for seed in range(WALKS):
        result = Both(form, xform, seed).walk()
        assert result.wrong == []
        assert result.compared["relevance"] > 0


REAL = (
    "01_getodk_whova_form.xlsx", "05_impact-initiat_REACH_2024_MSNA-kobo-tool_draft_v11.xlsx", "07_onaio_select_one_choices_test.xlsx",
    "08_onaio_subdistrict_profiling_tool.xlsx", "09_onaio_mali_health.xlsx", "10_onaio_external_choice_form_v3.xlsx", "11_onaio_tutorial.xlsx",
    "16_unhcr-americas_demo.xlsx", "17_unhcr-americas_KoBoXLSFormExamples.xlsx", "19_povertyaction_birthday_age_calculation.xlsx",
    "20_povertyaction_Likert_template.xlsx", "22_povertyaction_ordinal_calculation.xlsx", "49_correlaid_mitwirken_umfrage.xlsx",
    "50_correlaid_testB.xlsx", "52_abdulganiu99_Household_Energy_Access_and_Usage_Survey.xlsx", "55_getodk_all-question-types-v2024091201-3.xlsx",
    "57_getodk_ifrc-distribution-site-assessment-v1.xlsx", "58_xlsform_xlsform_spec_test.xlsx", "60_xlsform_widgets.xls",
)  # fmt: skip


@pytest.mark.parametrize("name", REAL)
def test_real_forms_do_here_what_they_do_on_phones(shared_data, name, record_property):
    results = list(compare_real(shared_data / "xlsforms" / name))
    record_property("compared", dict(sum((result.compared for result in results), Counter())))
    record_property("explained", dict(sum((result.explained for result in results), Counter())))
    assert [line for result in results for line in result.wrong] == []
    assert all(result.compared["relevance"] for result in results)


def compare_real(file: Path) -> Iterator[Result]:
    """The walks of one file; where JavaRosa cannot open it as it is, of what our import makes of it."""
    data = file.read_bytes()
    form = import_form(data, file.name, set_aside=True).form
    try:
        xform = xform_of(data, file.name, ROOT)
        Both(form, xform, 0)
    except (BadForm, javarosa.engine().error):
        xform = UNQUOTED.sub(r"\1'\2'\3", to_xform(form))
    return (Both(form, xform, seed).walk() for seed in range(WALKS))


EXPRESSIONS = (
    "${i} + ${d} * 2 - 1",
    "${i} div ${d}",
    "${i} mod 4",
    "-${i}",
    "${i} = ${d}",
    "${i} != 3",
    "${i} < ${d}",
    "${i} >= 18",
    "${t} = '5'",
    "${t} = 5",
    "${i} > 2 and ${t} != '' or ${one} = 'p'",
    "not(${t})",
    "boolean(${i})",
    "true()",
    "false()",
    "number(${t})",
    "int(${d} * 3)",
    "round(${d} div 3, 2)",
    "string(${i})",
    "string(${d})",
    "string-length(${t})",
    "concat(${t}, '-', ${i}, '-', ${one})",
    "join(' / ', ${t}, ${i}, ${one})",
    "substr(${t}, 1, 3)",
    "substr(${t}, -2)",
    "contains(${t}, 'e')",
    "starts-with(${t}, 'B')",
    "ends-with(${t}, 'g')",
    "normalize-space(concat(' ', ${t}, '  x '))",
    "regex(${t}, '[A-Za-z ]+')",
    "regex(${t}, '\\d+')",
    "abs(${d} - 10)",
    "pow(${d}, 2)",
    "min(${i}, ${d})",
    "max(${i}, ${d}, 7)",
    "if(${i} > 2, ${t}, ${one})",
    "coalesce(${t}, coalesce(${one}, 'none'))",
    "once(${t})",
    "selected(${many}, 'q')",
    "selected(${one}, 'p')",
    "count-selected(${many})",
    "selected-at(${many}, 1)",
    "jr:choice-name(${one}, '${one}')",
    "today()",
    "today() - ${day}",
    "${day} + 1",
    "date(${day} + 31)",
    "${day} > date('2000-01-01')",
    "${day} = '2024-02-29'",
    "format-date(${day}, '%Y/%n/%e %b %y %a')",
    "decimal-date-time(${day})",
    "int((today() - ${day}) div 365.25)",
    "format-date-time(${moment}, '%d.%m.%Y')",
    "date-time(${day})",
    "sum(${x})",
    "min(${x})",
    "max(${x})",
    "count(${rep})",
    "count-non-empty(${y})",
    "join(', ', ${y})",
    "indexed-repeat(${x}, ${rep}, 2)",
    "indexed-repeat(${y}, ${rep}, ${i})",
    "count(${rep}[./x > 3])",
    "sum(${rep}[./y != '']/x)",
    "instance('l')/root/item[name = ${one}]/label",
    "count(instance('l')/root/item[warm = 'yes'])",
    "${hidden} + 1",
    "coalesce(${hidden}, 0) + 1",
    "string(${day})",
    "number(${day})",
    "${d} * 1000000",
    "${i} = '' or ${t} = ''",
    "count-selected(${t}) + string-length(${one})",
)
IN_ROWS = (
    "${x} * 2",
    "position(..)",
    "${x} div sum(${x})",
    "concat(${y}, position(..))",
    "if(position(..) = 1, 'first', 'later')",
    "indexed-repeat(${x}, ${rep}, 1) + ${x}",
    "${i} + ${x}",
    "coalesce(${x}, 0)",
    "count(${rep})",
)


def everything() -> Form:
    """A form that calculates with everything the language has and phones have."""
    choices = (Choice("p", "Pear", extra={"warm": "yes"}), Choice("q", "Quince", extra={"warm": "no"}), Choice("r", "Rowan", extra={"warm": "yes"}))
    row = tuple(Question(f"r{number}", "calculate", calculation=written) for number, written in enumerate(IN_ROWS))
    repeat = Question("rep", "repeat", "Rep", questions=(Question("x", "integer", "X"), Question("y", "text", "Y", relevant="${x} > 1"), *row))
    asked = (
        Question("i", "integer", "I"),
        Question("d", "decimal", "D", default="2.5"),
        Question("t", "text", "T", default="concat('B', ${i})"),
        Question("one", "select_one", "One", "l", choices),
        Question("many", "select_multiple", "Many", "l", choices),
        Question("day", "date", "Day"),
        Question("moment", "dateTime", "Moment"),
        Question("hidden", "integer", "Hidden", relevant="${i} > 18"),
        repeat,
    )
    results = tuple(Question(f"c{number}", "calculate", calculation=written) for number, written in enumerate(EXPRESSIONS))
    gated = tuple(Question(f"g{number}", "text", f"G{number}", relevant=written) for number, written in enumerate(EXPRESSIONS[:40]))
    sections = (Section("asked", "Asked", asked), Section("results", "Results", results), Section("gated", "Gated", gated, relevant="${d} > 1"))
    return Form("everything", "1", "Everything", Kind.SURVEY, sections, lists={"l": choices})


def test_every_function_gives_what_it_gives_on_phones():
    form = everything()
    xform = to_xform(form)
    results = [Both(form, xform, seed).walk() for seed in range(6)]
    assert [line for result in results for line in result.wrong] == []
    assert sum(result.compared["value"] for result in results) > 5_000
    assert sum(sum(result.explained.values()) for result in results) < 100
