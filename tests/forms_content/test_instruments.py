"""The page that says where each instrument lives is what the forms say, and names nothing that is not there."""

from __future__ import annotations

import sys
from pathlib import Path

from ctip_desktop.forms.model import Form

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))

import instruments  # noqa: E402  # the tool lies beside the packaging scripts


def test_the_page_of_the_instruments_is_up_to_date(shipped: dict[str, Form]) -> None:
    forms = [shipped[name] for name in sorted(shipped)]
    assert instruments.TARGET.read_text(encoding="utf-8") == instruments.document(forms), "run: python packaging/instruments.py"


def test_every_rule_and_test_on_the_page_exists() -> None:
    assert instruments.problems() == []


def test_every_instrument_has_a_form(shipped: dict[str, Form]) -> None:
    assert set(instruments.PLACES) == {instrument for form in shipped.values() for instrument in form.instruments}
