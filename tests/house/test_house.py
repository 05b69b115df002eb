"""The rules of the house that a machine can check; each failure says what to do."""

from __future__ import annotations

import ast
import hashlib
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import ctip_desktop

ROOT = Path(__file__).resolve().parents[2]
CORE = sorted(m.name for m in pkgutil.walk_packages(ctip_desktop.__path__, "ctip_desktop.") if ".migrations.versions" not in m.name)
SOURCES = sorted(p for folder in ("ctip_desktop", "ui", "packaging", "benchmarks", "tests") for p in (ROOT / folder).rglob("*.py"))
MIGRATION_ENV = "ctip_desktop.workspace.migrations.env"  # runs inside Alembic only


def tracked() -> list[Path]:
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def test_the_core_imports_with_qt_absent() -> None:
    code = (
        "import sys\n"
        "class Block:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] in ('PySide6', 'shiboken6'): raise ImportError('Qt is absent')\n"
        "sys.meta_path.insert(0, Block())\n"
        "import importlib\n"
        f"for name in {[n for n in CORE if n != MIGRATION_ENV]!r}: importlib.import_module(name)\n"
    )
    result = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert result.returncode == 0, result.stderr[-2000:]


def imports_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("path", sorted((ROOT / "ui").rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_the_window_knows_no_database(path: Path) -> None:
    names = {name.split(".")[0] for name in imports_of(path)}
    assert not names & {"sqlalchemy", "sqlcipher3", "alembic"}, "ask a query or call an operation instead"


def test_files_stay_small_enough_to_read() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in SOURCES
        if path.parts[len(ROOT.parts)] in ("ctip_desktop", "ui")
        and (lines := path.read_text(encoding="utf-8").count("\n")) > (400 if "ui" in path.relative_to(ROOT).parts[:1] else 600)
    }
    assert not long, f"split these: {long}"


def test_functions_stay_small_enough_to_read() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > 70
    ]
    assert not long, f"split these: {long}"


def test_no_machine_path_and_no_registry_address_is_committed() -> None:
    bad = re.compile(r"/work/(main|shared)|(?<!\))/root/|pypi\.org|pythonhosted|registry\.npmjs|deb\.debian\.org")
    hits = []
    for path in tracked():
        if path == Path(__file__) or path.suffix in (".ttf", ".png", ".otf", ".ico"):
            continue
        text = path.read_text(encoding="utf-8", errors="ignore")
        hits += [f"{path.relative_to(ROOT)}: {match.group()}" for match in bad.finditer(text)]
    assert not hits, hits


def test_every_third_party_asset_is_listed_with_its_hash() -> None:
    listed = (ROOT / "resources" / "LICENSES.md").read_text(encoding="utf-8")
    for font in sorted((ROOT / "resources" / "fonts").glob("*.ttf")):
        digest = hashlib.sha256(font.read_bytes()).hexdigest()
        assert font.name in listed, f"{font.name} is not in resources/LICENSES.md"
        assert digest in listed, f"the hash of {font.name} in resources/LICENSES.md is not the file's"


def test_no_unfinished_work_is_left_behind() -> None:
    words = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|raise NotImplementedError\b(?! *\()")
    hits = [str(path.relative_to(ROOT)) for path in SOURCES if path != Path(__file__) and words.search(path.read_text(encoding="utf-8"))]
    assert not hits, hits
