"""`ctip demo OUT`: what it leaves can be checked with other tools, and it only replaces what it made itself."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pypdfium2
import pyrage
import pytest

from ctip_desktop.cli import demo
from ctip_desktop.cli.demo import DemoReport
from ctip_desktop.errors import InUse, WorldError
from ctip_desktop.tasks import Progress
from ctip_desktop.workspace.workspace import Workspace

pytestmark = pytest.mark.xdist_group("sample")  # made once, not once for each worker

SAID = ("Their sourcing team reads mail once a week", "เซลัน เพิร์ล", "No sign of it at the landing site", "0 555 0142", "Labour office of Port Selan")
"""Pieces of answers and notes of the sample."""


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, DemoReport]:
    """The demo without its pictures: those are the window's own test."""
    out = tmp_path_factory.mktemp("demo") / "out"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demo, "_screens", lambda out, told: None)
        return out, demo.run(out, Progress())


def _age(out: Path, key: Path, target: Path) -> subprocess.CompletedProcess[bytes]:
    tool = shutil.which("age")
    if tool is None:
        pytest.skip("the stock age tool is not installed here")
    return subprocess.run([tool, "-d", "-i", str(key), "-o", str(target), str(out / demo.BUNDLE)], capture_output=True, check=False)


def test_it_leaves_the_files_it_names(done: tuple[Path, DemoReport]) -> None:
    _, report = done
    assert {path.name for path in report.files} == set(demo.FILES)
    assert all(path.stat().st_size for path in report.files)
    assert len(report.lines) >= 9


def test_each_sentence_has_its_time_and_the_digest_is_told(done: tuple[Path, DemoReport]) -> None:
    _, report = done
    assert all(line.endswith(" s)") for line in report.lines)
    assert any("hold the same" in line for line in report.lines)


def test_the_stock_age_tool_opens_the_bundle_with_the_readers_key(done: tuple[Path, DemoReport], tmp_path: Path) -> None:
    out, _ = done
    opened = _age(out, out / demo.READER, tmp_path / "bundle.zip")
    assert opened.returncode == 0, opened.stderr
    assert zipfile.is_zipfile(tmp_path / "bundle.zip")


def test_another_key_does_not(done: tuple[Path, DemoReport], tmp_path: Path) -> None:
    out, _ = done
    other = tmp_path / "other.agekey"
    other.write_text(f"{pyrage.x25519.Identity.generate()}\n", encoding="ascii")
    assert _age(out, other, tmp_path / "bundle.zip").returncode != 0
    assert not (tmp_path / "bundle.zip").exists()


def test_the_file_does_not_begin_like_an_open_database(done: tuple[Path, DemoReport]) -> None:
    out, _ = done
    for name in (demo.SAMPLE, demo.COLLEAGUE):
        assert not (out / name).read_bytes().startswith(b"SQLite format 3")


def test_no_answer_lies_in_the_open(done: tuple[Path, DemoReport]) -> None:
    out, _ = done
    files = [path for path in out.rglob("*") if path.is_file() and path.suffix != ".pdf"]
    assert any(path.suffix == ".ctipbackup" for path in files)
    found = [(path.name, text) for path in files for text in SAID if text.encode() in path.read_bytes()]
    assert not found


def test_the_donor_does_not_read_what_was_said_in_confidence(done: tuple[Path, DemoReport]) -> None:
    out, _ = done
    for name in ("company-donor.pdf", "ranking-donor.pdf"):
        document = pypdfium2.PdfDocument(out / name)
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
        document.close()
        assert "Lantern Coast" in text
        assert not [word for word in ("Anek", "0142", "Kestrin", "sourcing team reads", "Harbour crew") if word in text]


def test_the_passphrase_beside_it_opens_the_sample(done: tuple[Path, DemoReport]) -> None:
    out, _ = done
    with Workspace.open(out / demo.SAMPLE, (out / demo.PASSPHRASE).read_text(encoding="utf-8").strip()) as ws:
        assert ws.programme == "Lantern Coast"
        assert not ws.restored


# -- a second time -------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def loading_is_not_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "load_sample", lambda *args, **kwargs: pytest.fail("the folder should have been refused"))


@pytest.mark.usefixtures("loading_is_not_reached")
def test_a_file_it_did_not_make_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / demo.SAMPLE).write_bytes(b"my own work")
    with pytest.raises(WorldError, match="was not made by the demo"):
        demo.run(tmp_path, Progress())
    assert [path.name for path in tmp_path.iterdir()] == [demo.SAMPLE]
    assert (tmp_path / demo.SAMPLE).read_bytes() == b"my own work"


@pytest.mark.usefixtures("loading_is_not_reached")
def test_an_open_sample_is_left_alone(done: tuple[Path, DemoReport]) -> None:
    out, _ = done
    with Workspace.open(out / demo.SAMPLE, (out / demo.PASSPHRASE).read_text(encoding="utf-8").strip()), pytest.raises(InUse):
        demo.run(out, Progress())
    assert (out / demo.BUNDLE).exists()


def test_what_it_made_is_replaced_and_other_files_stay(tmp_path: Path) -> None:
    for name in (*demo.FILES, "sample backups/sample 20260101-000000-000.ctipbackup", "screens/light/home.png", "screens/my own.txt", "notes.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / demo.LIST).write_text("\n".join([*demo.FILES, *demo.FOLDERS, "../notes.txt", "notes.txt"]), encoding="utf-8")
    demo._make_room(tmp_path)
    left = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert {Path(name).as_posix() for name in left if not name.endswith(".lock")} == {demo.LIST, "notes.txt", "screens/my own.txt"}
