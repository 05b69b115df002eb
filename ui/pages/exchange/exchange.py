"""The Exchange page: overview, import, settle. A bundle dropped anywhere on it is checked at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ctip_desktop.errors import WorldError
from ctip_desktop.operations.changes import Changes
from ctip_desktop.queries.records import Conflict
from ctip_desktop.sync import exchange
from ctip_desktop.sync.exchange import Turned
from ui.pages.exchange.choose_view import BUNDLE, CARD, dropped
from ui.pages.exchange.import_view import ImportView
from ui.pages.exchange.overview import Overview
from ui.pages.exchange.settle import SettleView
from ui.pages.page import Page
from ui.session import Session
from ui.widgets.base import column
from ui.widgets.running import Running

PARTS = ("overview", "import", "settle")


class ExchangePage(Page):
    """One of three views at a time."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.title = self.tr("Exchange")
        self.setAcceptDrops(True)
        self.overview = Overview(session)
        self.importing = ImportView(session)
        self.settling = SettleView(session)
        self._views: dict[str, Any] = dict(zip(PARTS, (self.overview, self.importing, self.settling), strict=True))
        self.part = "overview"
        self.running = Running(session)
        self._stack = QStackedWidget()
        for view in self._views.values():
            self._stack.addWidget(view)
        outer = column(self, gap=0)
        outer.addWidget(self._stack, 1)
        outer.addWidget(self.running)
        self._connect()

    def _connect(self) -> None:
        self.overview.ask.connect(self.ask)
        self.overview.importing.connect(lambda: self.go.emit("exchange", {"part": "import"}))
        self.overview.settle.connect(self._settle)
        self.overview.turn.connect(self.turn)
        self.importing.up.connect(self._up)
        self.importing.settle.connect(lambda: self._settle(None))
        self.importing.add_card.connect(lambda: self.ask.emit("add_colleague", {}))
        self.importing.make.connect(lambda device: self.ask.emit("make_bundle", {"to": [device]}))
        self.importing.take_back.connect(lambda bundle: self.turn(bundle, back=True))
        self.settling.up.connect(self._up)
        self.settling.make.connect(lambda: self.ask.emit("make_bundle", {}))

    # --- page contract ---------------------------------------------------

    def open(self, **where: Any) -> None:
        """part: overview, make (opens the dialog), import (`file` checks one at once) or settle (`record` and `field` of the conflict). added: who
        has become a colleague; taken_back: the id of an import, with `changes` and `with_it`; both are said once."""
        self.overview.still()
        part = str(where.get("part", "overview"))
        self.part = part if part in self._views else "overview"
        self._stack.setCurrentWidget(self._views[self.part])
        if self.part == "import":
            self._open_import(str(where.get("file", "")))
        elif self.part == "settle":
            self.settling.open(where.get("record"), str(where.get("field", "")))
        else:
            self.overview.refresh()
        if part == "make":
            self.ask.emit("make_bundle", {})
        if where.get("added"):
            said = self.tr("You can send each other bundles now. Give your card too, if you have not yet.")
            strong = self.tr("{name} was added.").format(name=where["added"])
            self.overview.tell(said, "ok", strong=strong, action=self.tr("Give my card"), act=lambda: self.ask.emit("my_card", {}))
        if where.get("taken_back"):
            self._tell_taken_back(str(where["taken_back"]), int(where.get("changes", 0)), int(where.get("with_it", 0)))

    def _open_import(self, file: str) -> None:
        if file and Path(file).is_file():
            self.importing.take_file(Path(file))
        else:
            self.importing.begin()

    def refresh(self, changes: Changes | None) -> None:
        self.overview.still()  # it spoke of what was done before
        self._views[self.part].refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        self.overview.still()
        self.settling.still()
        super().hideEvent(event)

    def flush(self) -> None:
        self.settling.flush()

    def place(self) -> dict[str, Any]:
        if self.part == "settle":
            return {"part": "settle", **self.settling.place()}
        if self.part == "import" and (kept := self.importing.place()):
            return {"part": "import", **kept}
        return {"part": "overview"}

    def take_focus(self) -> None:
        self._views[self.part].take_focus()

    # --- ways between the views ------------------------------------------

    def _up(self) -> None:
        self.go.emit("exchange", {"part": "overview"})

    def _settle(self, one: Conflict | None) -> None:
        where: dict[str, UUID | str] = {"record": one.record, "field": one.name} if one is not None else {}
        self.go.emit("exchange", {"part": "settle", **where})

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event, BUNDLE, CARD) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped(event, BUNDLE, CARD)
        if path is None:
            return
        event.acceptProposedAction()
        if path.suffix.casefold() == CARD:
            self.ask.emit("add_colleague", {"file": str(path)})
        else:
            self.go.emit("exchange", {"part": "import", "file": str(path)})

    # --- taking an import back -------------------------------------------

    def turn(self, bundle: str, back: bool) -> None:
        """Take an import back, after saying what goes; or bring it back."""
        if back:
            self.ask.emit("take_back", {"bundle": bundle})
            return
        self.overview.still()
        said, ws = self.tr("Bringing the import back"), self.session.workspace
        self.running.run(lambda _progress: exchange.bring_back(ws, bundle), said, self._brought_back, failed=self._not_turned, can_cancel=False)

    def _tell_taken_back(self, bundle: str, changes: int, with_it: int) -> None:
        words = self.tr("No longer counted on this laptop: %n changes.", "", changes)
        if with_it:
            words += " " + self.tr("Out of sight with them: %n changes that were written in them since.", "", with_it)
        strong = self.tr("The import was taken back.")
        self.overview.tell(words, "ok", strong=strong, action=self.tr("Bring back"), act=lambda: self.turn(bundle, back=False))

    def _brought_back(self, turned: Turned) -> None:
        self.session.refresh()
        strong = self.tr("The import counts again.")
        words = self.tr("Back in place: %n changes.", "", turned.changes)
        if turned.with_it:
            words += " " + self.tr("In sight again with them: %n changes.", "", turned.with_it)
        self.overview.tell(words, "ok", strong=strong)
        self.overview.take_focus()

    def _not_turned(self, error: WorldError) -> None:
        self.overview.tell(" ".join(part for part in (error.kept, error.next_step) if part), "bad", strong=error.what)
