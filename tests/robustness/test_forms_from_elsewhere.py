"""A form that somebody sent may be any bytes: every problem is named, or one sentence says why it is not a form; nothing hangs."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctip_desktop import resources
from ctip_desktop.errors import WorldError
from ctip_desktop.forms.findings import Problem
from ctip_desktop.interop.own_forms import check_file

SECONDS = 20
SMALL = "form: a\nversion: '1'\ntitle: A\nkind: checklist\nrecord_title: A\nsections:\n  - name: one\n    label: One\n    questions:\n"


def checked(path: Path, data: bytes) -> list[Problem]:
    """The problems, or none after a plain sentence."""
    path.write_bytes(data)
    began = time.process_time()
    try:
        found = list(check_file(path))
    except WorldError as error:
        str(error).encode()
        return []
    finally:
        assert time.process_time() - began < SECONDS
    assert all(str(problem).startswith(path.name) for problem in found)
    "".join(map(str, found)).encode("utf-8", "surrogatepass")
    return found


@settings(max_examples=80)
@given(st.binary(max_size=300), st.sampled_from((b"", SMALL.encode(), b"\xef\xbb\xbf", b"\xff\xfe", b"form: &a [*a", b"%YAML 9.9\n---\n")))
def test_any_bytes_are_answered(tmp_path_factory: pytest.TempPathFactory, data: bytes, head: bytes) -> None:
    for ending in (".yaml", ".xlsx", ".xls"):
        checked(tmp_path_factory.getbasetemp() / f"any{ending}", head + data)


@settings(max_examples=60)
@given(st.data())
def test_a_shipped_form_with_anything_exchanged_is_answered(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    text = resources.text("forms", data.draw(st.sampled_from(("company.yaml", "due_diligence.yaml", "score_card.yaml"))))
    lines = text.splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(lines) - 1))
        key, colon, _ = lines[place].partition(":")
        odd = data.draw(
            st.sampled_from(
                (
                    "[]",
                    "{}",
                    "''",
                    "~",
                    "|\n",
                    "[1, [2]]",
                    "{a: {b: c}}",
                    "'" + "(" * 5000 + "'",
                    '"${a"',
                    "1e999",
                    "-1",
                    "\u2028",
                    "'\\ud800'",
                    '"\\ud800"',
                )
            )
            | st.text(max_size=12)
        )
        lines[place] = f"{key}{colon} {odd}"
    checked(tmp_path_factory.getbasetemp() / "odd.yaml", "\n".join(lines).encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\n",
        "[" * 1_000_000,
        "{" * 1_000_000,
        "- " * 500_000,
        "? " * 200_000,
        "a: " * 200_000,
        "form: " + "x" * 10_000_000,
        "a: b\n" * 400_000,
        "!!python/object/apply:os.system [true]\n",
        SMALL + "".join(f"      - {{name: q{n}, type: text, label: L, relevant: \"${{q{(n + 1) % 3000}}} = '1'\"}}\n" for n in range(3000)),
        SMALL + '      - {name: a, type: integer, label: L, constraint: "' + "(" * 20_000 + ". > 1" + ")" * 20_000 + '"}\n',
        SMALL + '      - {name: a, type: integer, label: L, constraint: "' + "not(" * 5_000 + ". > 1" + ")" * 5_000 + '"}\n',
        SMALL + '      - {name: a, type: integer, label: L, constraint: "' + " + ".join(["1"] * 50_000) + ' > ."}\n',
        SMALL + "      - {name: a, type: text, label: L, constraint: \"regex(., '" + "(a+)+" * 20 + "$')\"}\n",
    ],
    ids=lambda text: text[:12].strip() + f" ({len(text)})",
)
def test_bombs_of_every_kind_are_answered_in_time(tmp_path: Path, text: str) -> None:
    checked(tmp_path / "bomb.yaml", text.encode())
