"""Where each of the forty instruments lives: `docs/instruments.md`, made from the forms, so that it cannot go stale.

    python packaging/instruments.py            write docs/instruments.md
    python packaging/instruments.py --check    only say whether it is up to date

Forms, questions, subjects and sources are read from `resources/forms`; the tests of a rule are those of `tests/practice` that import it. What
cannot be read anywhere stands in `PLACES` below: the name of the instrument, its screens, its rules, its prints, and further tests. All of these
must exist, and a test must speak of the instrument: `problems` says what does not.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.model import ONE_PERSONS, Form
from ctip_desktop.forms.model import Kind as FormKind
from ctip_desktop.reports.build import Kind as Print

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "instruments.md"
CONTENT = "tests/forms_content"  # reaches every form

SUBJECTS = {"indicator": "indicator of a partnership"}
"""What a subject is called, where its form's name does not say it."""

OWN_LISTS = {
    "company": "companies",
    "opportunity": "opportunities",
    "partnership": "partnerships",
    "programme": "programme",
    "contact": "company:contacts",
}
"""Entities with a screen that lists them."""

PARTS = {
    "company": "COMPANY_PARTS",
    "opportunities": "IDEA_VIEWS",
    "partnership": "PARTNERSHIP_TABS",
    "programme": "PROGRAMME_PARTS",
    "pipeline": ("board", "list"),
    "relations": ("map", "table"),
}
"""Pages with parts: the constant of `ui/tour_stops.py` that names them, or the parts themselves. A partnership is a part of `partnerships`."""


@dataclass(frozen=True, slots=True)
class Place:
    """What cannot be read from elsewhere. screens: page, or page:part; rules: modules of practice/; prints: kinds of reports; tests: besides those of
    all forms and of the rules."""

    title: str
    screens: Sequence[str]
    rules: Sequence[str] = ()
    prints: Sequence[str] = ()
    tests: Sequence[str] = ()


PLACES: dict[str, Place] = {
    "I-01": Place("Path of a company: four stages", ("company:stage",), ("maturity",), ("company", "stage"), ("reports/test_stage.py",)),
    "I-02": Place(
        "Desk research: basic profile", ("company:desk_research",), ("evidence",), ("company", "visit_pack"), ("queries/test_looking_deeper.py",)
    ),
    "I-03": Place(
        "Desk research: deeper questions", ("company:desk_research",), ("evidence",), ("company", "visit_pack"), ("queries/test_looking_deeper.py",)
    ),
    "I-04": Place(
        "Listening guide and aligned interests",
        ("opportunities:interests", "company:overview"),
        (),
        ("interests", "visit_pack"),
        ("queries/test_interests.py",),
    ),
    "I-05": Place("Motives, ways in and beliefs to check", ("company:overview",)),
    "I-06": Place("Talks: early and often", ("company:talks", "calendar", "home"), ("portfolio",), ("company",), ("queries/test_companies.py",)),
    "I-07": Place("Five guidelines for trust", ("company:overview", "partnership:overview")),
    "I-08": Place("Contacts, champions and tries to reach them", ("company:contacts", "partnership:people"), ("people",), ("company",)),
    "I-09": Place(
        "Concerns and deal-breakers", ("partnership:concerns", "pipeline:board"), ("concerns",), ("partnership",), ("queries/test_pipeline.py",)
    ),
    "I-10": Place("Sixteen guiding questions, for the team only", ("company:overview",)),
    "I-11": Place("Type of a partnership", ("partnership:overview",), ("partnership_type",), ("partnership",)),
    "I-12": Place(
        "Score card: fifteen factors",
        ("score_card", "opportunities:ranking"),
        ("ranking",),
        ("score_card", "ranking"),
        ("queries/test_opportunities.py",),
    ),
    "I-13": Place("Questions beside the score card", ("score_card",), (), ("score_card",), ("ui/test_score_card_page.py",)),
    "I-14": Place("Review rounds", ("opportunities:moves", "programme:scoring"), ("ranking",), ("ranking",), ("operations/test_decisions.py",)),
    "I-15": Place("Landscape study and long list", ("opportunities:list", "registers")),
    "I-16": Place(
        "Pipeline and partnerships",
        ("pipeline:board", "pipeline:list", "partnerships"),
        ("pipeline",),
        ("pipeline", "partnership", "portfolio"),
        ("queries/test_pipeline.py",),
    ),
    "I-17": Place("Six tips for building a partnership", ("partnership:overview",)),
    "I-18": Place("Planning together", ("partnership:overview", "figures"), ("timeline",), (), ("queries/test_figures.py",)),
    "I-19": Place("Risk and due diligence", ("company:due_diligence",), ("due_diligence",), ("company",), ("queries/test_companies.py",)),
    "I-20": Place("Do no harm, and the protocol in danger", ("partnership:overview",), (), (), ("queries/test_partnerships.py",)),
    "I-21": Place(
        "Success, indicators, readings, lessons", ("partnership:indicators", "calendar"), (), ("partnership",), ("queries/test_partnerships.py",)
    ),
    "I-22": Place(
        "Commitment to the UN Guiding Principles, and the gate",
        ("pipeline:board", "programme:settings"),
        ("stopping",),
        (),
        ("queries/test_pipeline.py",),
    ),
    "I-23": Place(
        "Stop criteria and effort",
        ("home", "partnership:overview", "registers"),
        ("stopping",),
        (),
        ("queries/test_due.py", "operations/test_programme.py"),
    ),
    "I-24": Place(
        "Non-disclosure agreements and what may be told", ("partnership:agreements",), ("nda",), ("partnership",), ("reports/test_partnership.py",)
    ),
    "I-25": Place("Roles of a partner", ("partnership:overview",), (), ("partnership",), ("queries/test_partnerships.py",)),
    "I-26": Place(
        "Contributions: who pays for what", ("partnership:contributions", "figures"), ("funding",), ("partnership",), ("queries/test_figures.py",)
    ),
    "I-27": Place("Expectations at the first talks", ("company:overview",), (), ("visit_pack",), ("reports/test_call_sheet.py",)),
    "I-28": Place("Where a lead came from", ("company:overview", "figures"), ("people",), (), ("queries/test_figures.py",)),
    "I-29": Place("Services to companies", ("registers",)),
    "I-30": Place("Workers and civil society", ("partnership:overview",)),
    "I-31": Place(
        "Fifteen requirements",
        ("partnership:overview", "figures"),
        ("requirements",),
        (),
        ("queries/test_partnerships.py", "queries/test_figures.py"),
    ),
    "I-32": Place("Ready to grow: concepts, barriers, approaches", ("partnership:overview",)),
    "I-33": Place("Areas where partnerships help", ("figures",), ("figures",), (), ("queries/test_figures.py",)),
    "I-34": Place("Relationship pulse", ("partnership:relationship", "home"), ("pulse",), ("partnership", "pulse"), ("reports/test_pulse.py",)),
    "I-35": Place("Fit check", ("partnership:relationship",), ("fit_check",), ("partnership",), ("queries/test_partnerships.py",)),
    "I-36": Place("Decisions: yes, explore, no", ("partnership:decisions", "home", "calendar"), (), ("partnership",), ("queries/test_due.py",)),
    "I-37": Place("Milestones", ("partnership:milestones", "calendar"), ("milestones",), ("partnership",), ("queries/test_due.py",)),
    "I-38": Place(
        "Agreements, renewals and changes", ("partnership:agreements", "calendar"), ("timeline",), ("partnership",), ("queries/test_due.py",)
    ),
    "I-39": Place(
        "Map of relations",
        ("relations:map", "relations:table", "figures"),
        ("relations",),
        ("relations",),
        ("queries/test_looking_deeper.py", "queries/test_figures.py"),
    ),
    "I-40": Place("Reflection, feedback, briefs", ("partnership:overview", "registers", "figures"), (), (), ("queries/test_figures.py",)),
}


def document(forms: Iterable[Form]) -> str:
    """The whole page. Raises KeyError when a form names an instrument that is not in PLACES."""
    by_instrument: dict[str, list[Form]] = {instrument: [] for instrument in PLACES}
    for form in forms:
        for instrument in form.instruments:
            by_instrument[instrument].append(form)
    parts = [HEAD, *_table(by_instrument), ""]
    for instrument, found in by_instrument.items():
        parts += _section(instrument, found)
    return "\n".join(parts)


HEAD = """# The forty instruments, and where each lives

Made by `python packaging/instruments.py` from the forms. Do not edit it by hand: change the form, and make it again.

A **form** says what is asked, a **screen** is where a person meets it, a **rule** what the answers mean, a **report** what is handed over. A form
is filled in step by step; a register is a table as well. Every form is tested in `tests/forms_content` (every question, choice, score and rule
table), filled and reopened in `test_journeys.py` there, and has records in the sample (`tests/sample`).
"""


def _prints(place: Place, forms: Sequence[Form]) -> tuple[str, ...]:
    """Its own prints, and those that can be made of every form of that kind."""
    single = any(form.kind not in ONE_PERSONS for form in forms)
    many = any(form.kind is FormKind.REGISTER for form in forms)
    return (*place.prints, *([Print.RECORD] if single else []), *([Print.LIST] if many else []), Print.BLANK_FORM)


def _table(by_instrument: Mapping[str, Sequence[Form]]) -> list[str]:
    rows = ["| | instrument | forms | screens | rules | reports | tests |", "|---|---|---|---|---|---|---|"]
    for instrument, found in by_instrument.items():
        place = PLACES[instrument]
        names = _code(form.name for form in found) or "none"
        screens, rules, prints = _code(_screens(place, found)), _code(place.rules) or "in the form", _code(_prints(place, found)) or "none"
        rows.append(f"| {instrument} | {place.title} | {names} | {screens} | {rules} | {prints} | {_code(_tests(place))} |")
    return rows


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _section(instrument: str, forms: Sequence[Form]) -> list[str]:
    place = PLACES[instrument]
    lines = [f"## {instrument} {place.title}", ""]
    lines += [_form_line(form) for form in forms]
    lines.append(f"- Screens: {_code(_screens(place, forms))}")
    lines += [f"- Rules: {_code(f'ctip_desktop/practice/{rule}.py' for rule in place.rules)}"] if place.rules else []
    lines.append(f"- Reports: {_code(_prints(place, forms))}")
    return [*lines, f"- Tests: {_code(f'tests/{test}' for test in _tests(place))}", ""]


def _form_line(form: Form) -> str:
    asked = sum(1 for question in form.walk() if question.type not in ("calculate", "hidden", "note"))
    extras = [f"{len(form.scores)} scores"] if form.scores else []
    extras += [f"rule table {table.name}" for table in form.outcomes]
    what = ", ".join([f"{asked} questions", *extras])
    about = " or ".join(SUBJECTS.get(subject, subject) for subject in form.about) or "nothing else"
    return f"- Form `{form.name}` “{form.title}” ({form.kind.value} about {about}; {what}). Source: {form.source}."


def _screens(place: Place, forms: Sequence[Form]) -> list[str]:
    """Its own screens, the lists of its entities, the table of its registers, and the wizard for what is filled in step by step."""
    found = [*place.screens, *(OWN_LISTS[form.name] for form in forms if form.name in OWN_LISTS)]
    kinds = {form.kind for form in forms if form.name not in _apart()}
    found += ["registers"] if FormKind.REGISTER in kinds else []
    found += ["wizard"] if kinds & {FormKind.CHECKLIST, FormKind.SURVEY} else []
    return list(dict.fromkeys(found))


@cache
def _apart() -> frozenset[str]:
    """Registers that the registers page leaves out."""
    return frozenset(_constants(ROOT / "ui" / "pages" / "registers" / "groups.py")["_NOT_HERE"])


def _tests(place: Place) -> list[str]:
    """The content of all forms, the tests of its rules, and its further ones."""
    of_rules = [test for rule in place.rules for test in _importing(rule)]
    return list(dict.fromkeys(["forms_content", *of_rules, *place.tests]))


@cache
def _importing(rule: str) -> tuple[str, ...]:
    """The tests of the rules that import a module of practice/."""
    wanted = re.compile(rf"from ctip_desktop\.practice(\.{rule} import | import .*\b{rule}\b)")
    return tuple(f"practice/{path.name}" for path in sorted((ROOT / "tests" / "practice").glob("test_*.py")) if wanted.search(_text(path)))


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _constants(path: Path) -> dict[str, tuple[str, ...]]:
    """The tuples of text that a module names at its top, without importing it."""
    found = {}
    for node in ast.parse(_text(path)).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and isinstance(node.value, ast.Tuple):
            found[node.targets[0].id] = tuple(str(one.value) for one in node.value.elts if isinstance(one, ast.Constant))
    return found


def problems(forms: Iterable[Form]) -> list[str]:
    """What `PLACES` names and is not there, and tests that say nothing of their instrument."""
    by_instrument: dict[str, list[str]] = {instrument: [] for instrument in PLACES}
    for form in forms:
        for instrument in form.instruments:
            by_instrument[instrument].append(form.name)
    return sorted({each for instrument, names in by_instrument.items() for each in _problems(instrument, names)})


def _problems(instrument: str, forms: Sequence[str]) -> Iterable[str]:
    place = PLACES[instrument]
    screens, prints = _all_screens(), {kind.value for kind in Print}
    yield from (f"{instrument}: there is no screen {name}" for name in place.screens if name not in screens)
    yield from (f"{instrument}: there is no report {name}" for name in place.prints if name not in prints)
    yield from (f"{instrument}: there is no rule {name}" for name in place.rules if not (ROOT / "ctip_desktop" / "practice" / f"{name}.py").is_file())
    words = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in (*forms, *place.rules)))
    for name in place.tests:
        path = ROOT / "tests" / name
        if not path.is_file():
            yield f"{instrument}: there is no test {name}"
        elif not words.search(_text(path)):
            yield f"{instrument}: {name} says nothing of it"


@cache
def _all_screens() -> frozenset[str]:
    """Every page, and every part of a page that has parts."""
    pages = re.findall(r'PageSpec\("(\w+)"', _text(ROOT / "ui" / "pages" / "registry.py"))
    constants = _constants(ROOT / "ui" / "tour_stops.py")
    parts = {page: constants[names] if isinstance(names, str) else names for page, names in PARTS.items()}
    return frozenset(pages) | {f"{page}:{part}" for page, found in parts.items() for part in found}


def main() -> int:
    """Write or compare; 1 when it is out of date or names what is not there."""
    parser = argparse.ArgumentParser(description="Write docs/instruments.md from the forms.")
    parser.add_argument("--check", action="store_true", help="only say whether it is up to date")
    forms = Catalogue.built_in().forms()
    text = document(forms)
    if not parser.parse_args().check:
        TARGET.write_text(text, encoding="utf-8")
    stale = not TARGET.is_file() or TARGET.read_text(encoding="utf-8") != text
    wrong = problems(forms)
    for each in wrong:
        sys.stderr.write(f"packaging/instruments.py, {each}\n")
    if stale:
        sys.stderr.write("docs/instruments.md is out of date: run python packaging/instruments.py\n")
    return 1 if stale or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
