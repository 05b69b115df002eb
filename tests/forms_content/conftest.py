"""The forms that are shipped, read from their files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import resources
from ctip_desktop.forms import reader
from ctip_desktop.forms.model import Form

FOLDER = Path(resources.__file__).parent / "forms"
HELP = Path(resources.__file__).parent / "help"
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))
TODAY = date(2026, 10, 13)


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def shipped() -> dict[str, Form]:
    return {name: reader.read_form(text_of(name), f"{name}.yaml") for name in NAMES}
