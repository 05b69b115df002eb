"""`python -m ui.tour OUT`: a picture of every screen and every printed page, on the sample programme, on one just begun, and on an empty one.

Each stop (`ui/tour_stops.py`) is one screen; the looks are light, dark, and light with text at 150 %. Nobody's settings and files are touched.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog

from ctip_desktop.forms.model import Answer
from ctip_desktop.interop.sample import load_sample
from ctip_desktop.operations import records
from ctip_desktop.reports.build import build
from ctip_desktop.workspace.workspace import Workspace
from ui.app import make_window
from ui.pages.first_run import FirstRun
from ui.preferences import Preferences
from ui.tasks import InlineTasks
from ui.theme import look
from ui.tour_stops import BEGUN, EMPTY, SAMPLE, Group, papers, stops

SIZE = 1366, 768
LOOKS = (("light", 100), ("dark", 100), ("light", 150))
LIGHT = "--light"
"""Argument: the light look only."""

PHRASE = "seven quiet lanterns over water"
PAGE_WIDTH = 900  # pixels of a printed page


class Tour:
    """Walks the window from stop to stop and keeps a picture of each."""

    def __init__(self, out: Path, scratch: Path, looks: Sequence[tuple[str, int]] = LOOKS) -> None:
        application = QApplication.instance() or QApplication(sys.argv[:1])
        assert isinstance(application, QApplication)
        self.application, self.out, self.scratch = application, out, scratch
        self.window = make_window(application, Preferences(scratch / "window.ini"), InlineTasks())
        sys.excepthook = sys.__excepthook__  # a bug ends the tour; nobody is there to read the crash dialog
        self.looks = looks
        self.pictures: list[Path] = []
        self.seen: dict[bytes, str] = {}

    def run(self) -> None:
        """All looks, all stops, all prints."""
        programmes = {self.scratch / "sample.ctip": SAMPLE, self.scratch / "begun.ctip": BEGUN, self.scratch / "empty.ctip": EMPTY}
        sample, begun, empty = programmes
        load_sample(sample, PHRASE)
        _begin(begun)
        _create(empty).close()
        self.window.resize(*SIZE)
        self.window.show()
        for number, (scheme, percent) in enumerate(self.looks):
            look().choose(scheme=scheme, percent=percent)
            self._before(sample, f"{scheme}-{percent}")
            for path, groups in programmes.items():
                self._walk(path, groups, f"{scheme}-{percent}", whole=number == 0)
        self._print(sample)
        self.window.close()

    def _before(self, sample: Path, folder: str) -> None:
        """The four steps of the first run, and the lock."""
        self.window.show_first_run()
        self._picture(folder, "first-run")
        first = self.window.findChild(FirstRun)
        assert first is not None
        for number, name in enumerate(("passphrase", "recovery", "backup"), start=1):
            first.show_step(number)
            self._picture(folder, f"first-run-{name}")
        self.window.show_unlock(sample)
        self._picture(folder, "unlock")

    def _walk(self, path: Path, groups: Sequence[Group], folder: str, *, whole: bool) -> None:
        """Every stop in one programme; `whole` also those that are shown in one look only."""
        ws = Workspace.open(path, PHRASE)
        self.window.enter(ws)
        for stop in stops(groups, ws):
            if whole or not stop.once:
                assert self.window.shell is not None, "the workspace is open during the tour"
                stop.show(self.window.shell)
                self._picture(folder, stop.name)
                self._close_dialogs()
        self.window.lock()

    def _settle(self) -> None:
        for _ in range(4):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            self.application.processEvents()

    def _picture(self, folder: str, name: str) -> None:
        self._settle()
        dialog = next((w for w in self.application.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()), None)
        place = self.out / folder / f"{name}.png"
        place.parent.mkdir(parents=True, exist_ok=True)
        (dialog or self.window).grab().save(str(place))
        self.pictures.append(place)
        digest = sha256(place.read_bytes()).digest()
        twin = self.seen.setdefault(digest, f"{folder}/{name}")
        if twin != f"{folder}/{name}":
            raise RuntimeError(f"{folder}/{name} shows the same as {twin}: the way there is wrong")

    def _close_dialogs(self) -> None:
        for widget in self.application.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.isVisible():
                widget.done(QDialog.DialogCode.Rejected)
        self._settle()

    def _print(self, sample: Path) -> None:
        """Every print for every reader who gets it."""
        with Workspace.open(sample, PHRASE) as ws:
            for one in papers(ws):
                made = build(ws, one.kind, about=one.about, audience=one.audience, options=one.options)
                self._pages(made.pdf, f"{one.kind}-{one.audience}")

    def _pages(self, pdf: bytes, name: str) -> None:
        import pypdfium2

        with pypdfium2.PdfDocument(pdf) as document:
            for number, page in enumerate(document, 1):
                bitmap = page.render(scale=PAGE_WIDTH / page.get_width(), rev_byteorder=True)
                image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB888)
                place = self.out / "print" / f"{name}-{number}.png"
                place.parent.mkdir(parents=True, exist_ok=True)
                image.save(str(place))
                self.pictures.append(place)


def _create(path: Path) -> Workspace:
    """A programme in which nothing was written down yet."""
    return Workspace.create(path, programme="Quiet Harbour", person="Lina Tarvo", device="Laptop North", passphrase=PHRASE)


def _begin(path: Path) -> None:
    """A programme with one company, one opportunity and one partnership, and nothing else."""
    with _create(path) as ws:
        company = records.create(ws, "company", answers={"name": Answer.of("Selan Pearl Fisheries")}).created[0]
        idea = records.create(ws, "opportunity", about=company, answers={"title": Answer.of("Worker voice line")}).created[0]
        records.create(ws, "partnership", about=idea, answers={"name": Answer.of("Voices at sea")})


def main(arguments: list[str] | None = None) -> int:
    """Make the pictures in the folder given. Returns the exit code."""
    reader = ArgumentParser(prog="ui.tour", description=__doc__)
    reader.add_argument("folder", type=Path, help="where the pictures go")
    reader.add_argument(LIGHT, action="store_true", help="one look only: light, ordinary text")
    given = reader.parse_args(arguments)
    out, looks = given.folder, LOOKS[:1] if given.light else LOOKS
    with TemporaryDirectory(prefix="ctip-tour-") as scratch:
        os.environ["CTIP_STATE_DIR"] = scratch
        tour = Tour(out, Path(scratch), looks)
        tour.run()
    sys.stdout.write(f"{len(tour.pictures)} pictures in {out}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
