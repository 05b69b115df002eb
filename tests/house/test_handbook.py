"""The handbook names what a person sees: every name in *italics* is a text of the window or of a form, every link leads somewhere."""

from __future__ import annotations

import ast
import re
import sys
from functools import cache
from pathlib import Path

import pytest

from ctip_desktop.forms.catalogue import Catalogue

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))
import strings  # noqa: E402  # the tool lies beside the packaging scripts

HANDBOOK = sorted((ROOT / "docs" / "handbook").glob("*.md"))
CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
ITALIC = re.compile(r"(?<!\*)\*(?![*\s])([^*]+?)\*(?!\*)")
LINK = re.compile(r"\]\(([^)#]+)(#[^)]*)?\)")

NOT_IN_THE_WINDOW = {
    "1200": "what a person types, as an example",
    "Go on with version 2": "the button names the version it goes on with",
}
"""Names in italics that are no text of the program, and why."""


def plain(text: str) -> str:
    """As it is compared: on one line, without the dots of a button that asks for more."""
    return " ".join(text.replace("…", "").replace("’", "'").split())


@cache
def shown() -> frozenset[str]:
    """What the window can show: its own texts, and titles, labels and choices of the forms."""
    found = {text.source for text in strings.texts()}
    for form in Catalogue.built_in().forms():
        found |= {form.title, *(section.label for section in form.sections)}
        for question in form.walk():
            found |= {question.label, *(choice.label for choice in question.choices)}
    return frozenset(map(plain, found)) | _words_of_the_core()


def _words_of_the_core() -> frozenset[str]:
    """Short texts the core gives to the window, for instance the names of registers and of report kinds."""
    found = set()
    for file in (file for room in ("queries", "practice") for file in (ROOT / "ctip_desktop" / room).glob("*.py")):
        constants = (node.value for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Constant))
        found |= {text for text in constants if isinstance(text, str) and len(text) < 60 and text[:1].isupper()}
    return frozenset(map(plain, found))


@pytest.mark.parametrize("page", HANDBOOK, ids=lambda page: page.stem)
def test_every_name_in_italics_can_be_found_in_the_program(page: Path) -> None:
    names = [plain(name) for name in ITALIC.findall(CODE.sub("", page.read_text(encoding="utf-8")))]
    missing = [name for name in names if name not in shown() and name not in NOT_IN_THE_WINDOW]
    assert not missing, f"{page.name} names what the program does not show: {missing}"


def test_every_exception_is_still_needed() -> None:
    written = {plain(name) for page in HANDBOOK for name in ITALIC.findall(CODE.sub("", page.read_text(encoding="utf-8")))}
    assert set(NOT_IN_THE_WINDOW) <= written
    assert not set(NOT_IN_THE_WINDOW) & shown()


@pytest.mark.parametrize("page", [*HANDBOOK, ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))], ids=lambda page: page.stem)
def test_every_link_leads_to_a_file(page: Path) -> None:
    dead = [
        target
        for target, _ in LINK.findall(CODE.sub("", page.read_text(encoding="utf-8")))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert not dead, f"{page.name} links to {dead}"


def test_every_page_can_be_reached_from_the_first() -> None:
    first = ROOT / "docs" / "handbook" / "start.md"
    reached = {target for target, _ in LINK.findall(first.read_text(encoding="utf-8"))}
    assert {page.name for page in HANDBOOK} - {"start.md"} <= reached
