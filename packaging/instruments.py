"""Where each of the forty instruments lives: `docs/instruments.md`, made from the forms, so that it cannot go stale.

    python packaging/instruments.py            write docs/instruments.md
    python packaging/instruments.py --check    only say whether it is up to date

Forms, questions, subjects and sources are read from `resources/forms`. What a form cannot know stands in `PLACES` below: the name of the
instrument, and the rules and prints beside the forms. A module or test that is named there must exist.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.model import Form, Kind

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "instruments.md"
CONTENT = "tests/forms_content"  # reaches every form

SUBJECTS = {
    "company": "company page",
    "opportunity": "opportunity page",
    "partnership": "partnership page",
    "programme": "programme page",
    "indicator": "indicator of a partnership",
}
LISTS = {"company": "list of companies", "opportunity": "long list and board", "partnership": "list of partnerships", "programme": "programme page"}
KINDS = {
    Kind.CHECKLIST: "wizard from the {}",
    Kind.SURVEY: "wizard from the {}",
    Kind.SCORE_CARD: "score card from the {}",
    Kind.REGISTER: "register on the {}",
}


@dataclass(frozen=True, slots=True)
class Place:
    """What the forms cannot say. rules: modules of practice/; prints: kinds of reports; tests: of the rules, besides those of all forms."""

    title: str
    rules: Sequence[str] = ()
    prints: Sequence[str] = ()
    tests: Sequence[str] = ()


PLACES: dict[str, Place] = {
    "I-01": Place("Path of a company: four stages", ("maturity",), ("company",), ("practice/test_maturity.py",)),
    "I-02": Place("Desk research: basic profile", ("evidence",), ("company",)),
    "I-03": Place("Desk research: deeper questions", ("evidence",), ("company",)),
    "I-04": Place("Listening guide and aligned interests"),
    "I-05": Place("Motives, ways in and beliefs to check"),
    "I-06": Place("Talks: early and often", ("portfolio",), ("company",)),
    "I-07": Place("Five guidelines for trust"),
    "I-08": Place("Contacts, champions and tries to reach them", ("people",), ("company",)),
    "I-09": Place("Concerns and deal-breakers", ("concerns",)),
    "I-10": Place("Sixteen guiding questions, for the team only"),
    "I-11": Place("Type of a partnership", ("partnership_type",), (), ("practice/test_partnership_rules.py",)),
    "I-12": Place("Score card: fifteen factors", ("ranking",), ("score_card", "ranking"), ("practice/test_ranking.py",)),
    "I-13": Place("Questions beside the score card", (), ("score_card",)),
    "I-14": Place("Review rounds", ("ranking",), ("ranking",), ("practice/test_ranking.py",)),
    "I-15": Place("Landscape study and long list"),
    "I-16": Place("Pipeline and partnerships", ("pipeline",)),
    "I-17": Place("Six tips for building a partnership"),
    "I-18": Place("Planning together", ("timeline",)),
    "I-19": Place("Risk and due diligence", ("due_diligence",), ("company",), ("practice/test_due_diligence.py",)),
    "I-20": Place("Do no harm, and the protocol in danger"),
    "I-21": Place("Success, indicators, readings, lessons"),
    "I-22": Place("Commitment to the UN Guiding Principles, and the gate", ("stopping",), (), ("practice/test_stopping.py",)),
    "I-23": Place("Stop criteria and effort", ("stopping",), (), ("practice/test_stopping.py",)),
    "I-24": Place("Non-disclosure agreements and what may be told", ("nda",), (), ("practice/test_nda.py",)),
    "I-25": Place("Roles of a partner"),
    "I-26": Place("Contributions: who pays for what", ("funding",), (), ("practice/test_funding.py",)),
    "I-27": Place("Expectations at the first talks"),
    "I-28": Place("Where a lead came from", ("people",)),
    "I-29": Place("Services to companies"),
    "I-30": Place("Workers and civil society"),
    "I-31": Place("Fifteen requirements", ("requirements",), (), ("practice/test_partnership_rules.py",)),
    "I-32": Place("Ready to grow: concepts, barriers, approaches"),
    "I-33": Place("Areas where partnerships help"),
    "I-34": Place("Relationship pulse", ("pulse",), (), ("practice/test_pulse.py",)),
    "I-35": Place("Fit check", ("fit_check",), (), ("practice/test_fit_check.py",)),
    "I-36": Place("Decisions: yes, explore, no"),
    "I-37": Place("Milestones", ("milestones",), (), ("practice/test_milestones.py",)),
    "I-38": Place("Agreements, renewals and changes", ("timeline",)),
    "I-39": Place("Map of relations", ("relations",)),
    "I-40": Place("Reflection, feedback, briefs"),
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

A **form** says what is asked, a **rule** what the answers mean, a **print** what is handed over. Screens follow from the kind of the form and from
what it is about. Every form is tested in `tests/forms_content`: every question, choice, score and rule table.
"""


def _table(by_instrument: dict[str, list[Form]]) -> list[str]:
    rows = ["| | instrument | forms | rules |", "|---|---|---|---|"]
    for instrument, found in by_instrument.items():
        names = ", ".join(f"`{form.name}`" for form in found) or "none"
        rules = ", ".join(f"`{rule}`" for rule in PLACES[instrument].rules) or "in the form"
        rows.append(f"| {instrument} | {PLACES[instrument].title} | {names} | {rules} |")
    return rows


def _section(instrument: str, forms: list[Form]) -> list[str]:
    place = PLACES[instrument]
    lines = [f"## {instrument} {place.title}", ""]
    lines += [_form_line(form) for form in forms]
    rules = [f"`ctip_desktop/practice/{rule}.py`" for rule in place.rules]
    tests = [f"`{CONTENT}`", *(f"`tests/{test}`" for test in place.tests)]
    lines += [f"- Rules: {', '.join(rules)}"] if rules else []
    lines += [f"- Prints: {', '.join(place.prints)}"] if place.prints else []
    return [*lines, f"- Tests: {', '.join(tests)}", ""]


def _form_line(form: Form) -> str:
    asked = sum(1 for question in form.walk() if question.type not in ("calculate", "hidden", "note"))
    extras = [f"{len(form.scores)} scores"] if form.scores else []
    extras += [f"rule table {table.name}" for table in form.outcomes]
    what = ", ".join([f"{asked} questions", *extras])
    return f"- Form `{form.name}` “{form.title}” ({form.kind.value}; {what}). {_screen(form)}. Source: {form.source}."


def _screen(form: Form) -> str:
    """Where a person meets it: a thing has a list of its own, all else stands with what it is about."""
    if form.kind is Kind.ENTITY:
        return f"Screen: {LISTS.get(form.name, f'on the {_subjects(form)}')}"
    return f"Screen: {KINDS[form.kind].format(_subjects(form))}"


def _subjects(form: Form) -> str:
    return " or ".join(SUBJECTS.get(subject, subject) for subject in form.about) or "answers it stands beside"


def problems() -> list[str]:
    """What `PLACES` names and is not there."""
    files = [(rule, ROOT / "ctip_desktop" / "practice" / f"{rule}.py") for place in PLACES.values() for rule in place.rules]
    files += [(test, ROOT / "tests" / test) for place in PLACES.values() for test in place.tests]
    return sorted({name for name, path in files if not path.is_file()})


def main() -> int:
    """Write or compare; 1 when it is out of date or names what is not there."""
    parser = argparse.ArgumentParser(description="Write docs/instruments.md from the forms.")
    parser.add_argument("--check", action="store_true", help="only say whether it is up to date")
    text = document(Catalogue.built_in().forms())
    if not parser.parse_args().check:
        TARGET.write_text(text, encoding="utf-8")
    stale = not TARGET.is_file() or TARGET.read_text(encoding="utf-8") != text
    for name in problems():
        sys.stderr.write(f"{name} is named in packaging/instruments.py and does not exist\n")
    if stale:
        sys.stderr.write("docs/instruments.md is out of date: run python packaging/instruments.py\n")
    return 1 if stale or problems() else 0


if __name__ == "__main__":
    sys.exit(main())
