"""`python -m ui.tour OUT`: a picture of every screen and every printed page, on the sample programme and on an empty one.

Each stop is one screen; the looks are light, dark, and light with text at 150 %. Nobody's settings and files are touched.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ctip_desktop.dataclass import dataclass

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog

from ctip_desktop.interop.sample import load_sample
from ctip_desktop.queries import opportunities, records
from ctip_desktop.reports.build import Options, build
from ctip_desktop.workspace.workspace import Workspace
from ui.app import make_window
from ui.main_window import MainWindow
from ui.pages.registry import exists
from ui.preferences import Preferences
from ui.shell import Shell
from ui.tasks import InlineTasks
from ui.theme import look

SIZE = 1366, 768
LOOKS = (("light", 100), ("dark", 100), ("light", 150))
PHRASE = "seven quiet lanterns over water"
PRINTS = (("company", "internal"), ("company", "donor"), ("ranking", "internal"), ("ranking", "donor"))
PAGE_WIDTH = 900  # pixels of a printed page


@dataclass(frozen=True, slots=True)
class Stop:
    """One screen: its picture's name and how to get there."""

    name: str
    show: Callable[[MainWindow], object]


def _shell(window: MainWindow) -> Shell:
    assert window.shell is not None, "the workspace is open during the tour"
    return window.shell


def _page(name: str, page: str, **where: Any) -> Stop:
    return Stop(name, lambda window: _shell(window).go(page, where))


def _dialog(name: str, dialog: str, **arguments: Any) -> Stop:
    return Stop(name, lambda window: _shell(window).show_dialog(dialog, arguments))


def _stops(ws: Workspace) -> Iterator[Stop]:
    """Every screen of a programme with data, in the order of the rail."""
    company = _named(ws, "company", "Selan Pearl Fisheries")
    idea = opportunities.ranking(ws).rows[0].id
    yield _page("home", "home")
    yield _page("companies", "companies", chosen=company)
    for part in ("overview", "desk_research", "stage", "contacts", "talks", "due_diligence", "opportunities", "history"):
        yield _page(f"company-{part}", "company", company=company, part=part)
    yield _page("wizard-desk-research", "wizard", form="desk_research", about=company, path="staff")
    yield _page("wizard-due-diligence", "wizard", form="due_diligence", about=company, path="policy")
    yield from (_page("wizard-conflict", "wizard", record=each.owner, path=each.name) for each in records.conflicts(ws)[:1])
    yield from (_page(f"opportunities-{view}", "opportunities", part=view) for view in ("list", "ranking", "moves", "compare"))
    yield _page("score-card", "score_card", opportunity=idea)
    yield from (_page(f"pipeline-{view}", "pipeline", view=view) for view in ("list", "board"))
    yield _page("partnerships", "partnerships")
    for made in records.list_records(ws, "partnership")[:1]:
        for tab in ("overview", "relationship", "milestones", "contributions", "concerns", "agreements", "indicators", "decisions", "people"):
            yield _page(f"partnership-{tab}", "partnerships", partnership=made.id, tab=tab)
    yield from (_page(page, page) for page in ("figures", "calendar", "relations"))
    yield from (_page(f"registers-{form}", "registers", form=form) for form in ("contact", "conversation", "concern", "milestone"))
    yield from (_page(page, page) for page in ("reports", "exchange", "programme") if exists(page))
    yield _dialog("dialog-conversation", "record_conversation", company=company.hex)
    yield _dialog("dialog-add-record", "add_record", form="concern")
    yield _dialog("dialog-search", "search")
    yield _dialog("dialog-import-list", "import_list")


def _empty_stops() -> Iterator[Stop]:
    """What a person sees before there is anything."""
    for page in (
        "home",
        "companies",
        "opportunities",
        "pipeline",
        "partnerships",
        "relations",
        "figures",
        "calendar",
        "registers",
        "reports",
        "exchange",
        "programme",
    ):
        if exists(page):
            yield _page(f"empty-{page}", page)


def _named(ws: Workspace, form: str, title: str) -> Any:
    return next(line.id for line in records.list_records(ws, form) if line.title == title)


class Tour:
    """Walks the window from stop to stop and keeps a picture of each."""

    def __init__(self, out: Path, scratch: Path) -> None:
        application = QApplication.instance() or QApplication(sys.argv[:1])
        assert isinstance(application, QApplication)
        self.application, self.out, self.scratch = application, out, scratch
        self.window = make_window(application, Preferences(scratch / "window.ini"), InlineTasks())
        sys.excepthook = sys.__excepthook__  # a bug ends the tour; nobody is there to read the crash dialog
        self.pictures: list[Path] = []
        self.seen: dict[bytes, str] = {}

    def run(self) -> None:
        """All looks, all stops, all prints."""
        sample, empty = self.scratch / "sample.ctip", self.scratch / "empty.ctip"
        load_sample(sample, PHRASE)
        Workspace.create(empty, programme="Quiet Harbour", person="Lina Tarvo", device="Laptop North", passphrase=PHRASE).close()
        self.window.resize(*SIZE)
        self.window.show()
        for scheme, percent in LOOKS:
            look().choose(scheme=scheme, percent=percent)
            self._before(sample, f"{scheme}-{percent}")
            for path, stops in ((sample, _stops), (empty, lambda ws: _empty_stops())):
                self._walk(path, stops, f"{scheme}-{percent}")
        self._print(sample)
        self.window.close()

    def _before(self, sample: Path, folder: str) -> None:
        self.window.show_first_run()
        self._picture(folder, "first-run")
        self.window.show_unlock(sample)
        self._picture(folder, "unlock")

    def _walk(self, path: Path, stops: Callable[[Workspace], Iterator[Stop]], folder: str) -> None:
        ws = Workspace.open(path, PHRASE)
        self.window.enter(ws)
        for stop in list(stops(ws)):
            stop.show(self.window)
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
        with Workspace.open(sample, PHRASE) as ws:
            company = _named(ws, "company", "Selan Pearl Fisheries")
            for kind, audience in PRINTS:
                options = Options(cards=kind == "ranking")
                made = build(ws, kind, about=company if kind == "company" else None, audience=audience, options=options)
                self._pages(made.pdf, f"{kind}-{audience}")

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


def main(arguments: list[str] | None = None) -> int:
    """Make the pictures in the folder given. Returns the exit code."""
    out = Path((sys.argv[1:] if arguments is None else arguments)[0])
    with TemporaryDirectory(prefix="ctip-tour-") as scratch:
        os.environ["CTIP_STATE_DIR"] = scratch
        tour = Tour(out, Path(scratch))
        tour.run()
    sys.stdout.write(f"{len(tour.pictures)} pictures in {out}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
