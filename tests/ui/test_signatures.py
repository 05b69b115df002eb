"""PySide's texts about wrong calls come later than the first picture, and are there when somebody needs them."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

ASK = """
from PySide6.QtWidgets import QLabel
import builtins
known = [(name, type(module).__name__) for name, module in list(sys.modules.items())]
print([name for name, kind in known if name.startswith("shibokensupport") and "Lazy" in kind])
application = make_application()
for wrong in (lambda: QLabel(1, 2, 3), lambda: QLabel().setText(4), lambda: QLabel("a", surname="b"), lambda: QLabel().setText()):
    try:
        wrong()
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, str(error).replace("\\n", " ")[:2000])
print(QLabel.setText.__doc__)
print(hasattr(builtins, "__orig_import__") and builtins.__import__ is not builtins.__orig_import__)
print([type(finder).__name__ for finder in sys.meta_path if "Embeddable" in type(finder).__name__ or "Later" in type(finder).__name__])
print(type(sys.meta_path).__name__)
"""
OURS_FIRST = "import sys\nfrom ui.app import make_application\nfrom ui.signatures import load_signatures_later\nload_signatures_later()\n"
PYSIDE_FIRST = "import sys\nimport PySide6.QtCore\nfrom ui.app import make_application\n"


def said(code: str) -> list[str]:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-W", "error", "-c", code + ASK], env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


@pytest.mark.parametrize("first", [OURS_FIRST, PYSIDE_FIRST], ids=["ours first", "PySide first"])
def test_a_wrong_call_says_which_calls_there_are_whoever_loaded_qt(first: str) -> None:
    late, *errors, doc, hook, finders, kind = said(first)
    assert ("signature.parser" in late) is (first is OURS_FIRST)
    expected = [
        ("TypeError", "parent: PySide6.QtWidgets.QWidget"),
        ("TypeError", "setText(arg__1: str"),
        ("AttributeError", "surname"),
        ("TypeError", "setText"),
    ]
    for words, (error, part) in zip(errors, expected, strict=True):
        assert words.startswith(error)
        assert part in words
    assert doc == "setText(self, arg__1: str, /) -> None"
    assert (hook, finders, kind) == ("False", "[]", "list")
