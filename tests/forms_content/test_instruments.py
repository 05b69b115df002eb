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


def test_every_screen_rule_report_and_test_on_the_page_exists_and_speaks_of_it(shipped: dict[str, Form]) -> None:
    assert instruments.problems(shipped.values()) == []


def test_every_instrument_has_a_form_a_screen_and_a_test_on_the_page() -> None:
    lines = [line.split(" | ") for line in instruments.TARGET.read_text(encoding="utf-8").splitlines() if line.startswith("| I-")]
    assert [line[0] for line in lines] == [f"| I-{number:02d}" for number in range(1, 41)]
    for _, _, forms, screens, _, _, tests in lines:
        assert all("`" in column for column in (forms, screens, tests))


def test_every_instrument_has_a_form(shipped: dict[str, Form]) -> None:
    assert set(instruments.PLACES) == {instrument for form in shipped.values() for instrument in form.instruments}
