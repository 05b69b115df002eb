"""The plan of the house says what is there: files it names exist, functions of its contracts exist and take what it says."""

from __future__ import annotations

import importlib
import inspect
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from ctip_desktop.forms import functions, vocabulary

ROOT = Path(__file__).resolve().parents[2]
PLAN = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
FORMAT = (ROOT / "docs" / "form-format.md").read_text(encoding="utf-8")
ROOMS = ("forms", "workspace", "operations", "practice", "sync", "queries", "interop", "reports")
FILE = re.compile(r"(?<![\w.])[\w/-]+\.(?:py|md)\b")
CALL = re.compile(r"(?<![\w.])(\w+)\.(\w+)\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
NAMED = re.compile(r"\s*(\w+)\s*[=:]")


def modules() -> dict[str, list[str]]:
    found = defaultdict(list)
    for room in ROOMS:
        for file in sorted((ROOT / "ctip_desktop" / room).glob("*.py")):
            found[file.stem].append(f"ctip_desktop.{room}.{file.stem}")
    return found


def parts(arguments: str) -> Iterator[str]:
    """What stands between the commas outside brackets."""
    depth, part = 0, ""
    for sign in arguments:
        depth += (sign in "([{") - (sign in ")]}")
        if sign == "," and not depth:
            yield part
            part = ""
        else:
            part += sign
    yield part


def contracts() -> list[tuple[str, str, str, str]]:
    """Room, module, function and arguments of every call the plan writes down; the room is that of the chapter."""
    known, room, found = modules(), "", []
    for line in PLAN.splitlines():
        if chapter := re.match(r"## .*`ctip_desktop/(\w+)/`", line):
            room = chapter[1]
        found += [(room, module, name, given) for module, name, given in CALL.findall(line) if module in known and module != "pen"]
    return found


@pytest.mark.parametrize(("room", "module", "name", "given"), contracts(), ids=lambda value: value[:40])
def test_a_contract_is_that_of_the_code(room: str, module: str, name: str, given: str) -> None:
    places = sorted(modules()[module], key=lambda place: f".{room}." not in place)
    found = [thing for thing in (getattr(importlib.import_module(place), name, None) for place in places) if thing is not None]
    assert found, f"{module}.{name} is not there"
    taken = inspect.signature(found[0]).parameters
    named = [match[1] for part in parts(given) if (match := NAMED.match(part))]
    assert not [one for one in named if one not in taken], f"{module}.{name} takes {list(taken)}"


FOLDERS = ("ctip_desktop", "ui", "resources", "docs", "tests", "packaging")


def test_every_file_it_names_exists() -> None:
    there = {path.relative_to(ROOT).as_posix() for folder in FOLDERS for path in (ROOT / folder).rglob("*.*")}
    missing = [name for name in FILE.findall(PLAN) if not any(one == name or one.endswith(f"/{name}") for one in there) and not name.startswith("_")]
    assert not missing


def test_the_form_format_names_every_type_key_and_function() -> None:
    words = {word.strip(":") for word in re.findall(r"[\w:-]+", FORMAT)}
    keys = vocabulary.FORM_KEYS | vocabulary.SECTION_KEYS | vocabulary.SCORE_KEYS | vocabulary.OUTCOME_KEYS | vocabulary.RULE_KEYS
    assert not (keys | vocabulary.QUESTION_KEYS | vocabulary.TYPES | vocabulary.SCORE_KINDS | vocabulary.HITS | set(functions.FUNCTIONS)) - words
