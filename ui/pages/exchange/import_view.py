"""Importing a bundle in five steps: choose, check, look, import, done. Nothing is changed before the fourth."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from ctip_desktop.errors import WorldError
from ctip_desktop.sync import exchange
from ctip_desktop.sync.exchange import Preview, Receipt
from ctip_desktop.sync.refusal import NeedsCard
from ui.dialogs.tab_order import reading_order, takes_tab
from ui.pages.exchange.choose_view import CheckView, ChooseView
from ui.pages.exchange.header import ViewHeader, footer
from ui.pages.exchange.preview_view import PreviewView
from ui.pages.exchange.receipt_view import ReceiptView
from ui.pages.exchange.wording import first_name
from ui.session import Session
from ui.theme import look
from ui.widgets.base import Label, column
from ui.widgets.button import Button
from ui.widgets.step_path import StepPath
from ui.words import day_words

CHOOSE, CHECK, PREVIEW, MERGE, RECEIPT = range(5)


class ImportView(QWidget):
    """The five steps.

    Signals:
        up(): back to the overview. settle(): to what came together. add_card(): a colleague's card is needed first.
        make(str): a bundle for a device, hex. take_back(str): the import with this id is not wanted.
    """

    up = Signal()
    settle = Signal()
    add_card = Signal()
    make = Signal(str)
    take_back = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.step = CHOOSE
        self.path: Path | None = None
        self.seen: Preview | None = None
        self.preview: PreviewView | None = None
        self.receipt: ReceiptView | None = None
        self.choose = ChooseView(session)
        self.check = CheckView(session)
        self._stack = QStackedWidget()
        self._arrange()
        self._connect()
        self._show_step(CHOOSE, self.choose)
        QShortcut(QKeySequence("Escape"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut).activated.connect(self._leave)

    def _arrange(self) -> None:
        names = (self.tr("Choose file"), self.tr("Check"), self.tr("Look"), self.tr("Import"), self.tr("Done"))
        outer = column(self, gap=0)
        self.header = ViewHeader(self.tr("Exchange"), self.tr("Import a bundle"))
        self.steps = StepPath(names)
        if not look().large:
            self.header.ends.addWidget(self.steps)
        outer.addWidget(self.header)
        self._stack.addWidget(self.choose)
        self._stack.addWidget(self.check)
        outer.addWidget(self._stack, 1)
        self.foot, line = footer()
        self.back_button = Button(self.tr("Back"), icon="left", clicked=self.begin)
        line.addWidget(self.back_button)
        line.addStretch()
        self.promise = Label(self.tr("Nothing has been changed yet"), "sub")
        line.addWidget(self.promise)
        line.addWidget(Button(self.tr("Cancel"), clicked=self.up.emit))
        self.main = Button("", "main", clicked=self.merge)
        line.addWidget(self.main)
        outer.addWidget(self.foot)

    def _connect(self) -> None:
        self.header.up.connect(self.up)
        self.choose.chosen.connect(self.take_file)
        self.check.again.connect(self.begin)
        self.check.add_card.connect(self.add_card)

    # --- steps -----------------------------------------------------------

    def begin(self) -> None:
        """Step 1: choose a file."""
        self._show_step(CHOOSE, self.choose)
        self.choose.take_focus()

    def take_file(self, path: Path) -> None:
        """Step 2: check a bundle. Nothing is changed."""
        if self.check.running.busy:
            return
        self.path = path
        self._show_step(CHECK, self.check)
        self.check.begin(self.tr("Checking the bundle"), path.name)
        work = partial(exchange.preview, self._session.workspace, path)
        self.check.running.run(work, self.tr("Reading the bundle"), self._checked, failed=self._turned_away, stopped=self.begin)

    def _checked(self, seen: Preview) -> None:
        """Step 3: what would change."""
        assert self.path is not None
        if seen.already is not None:
            day = day_words(seen.already.astimezone().date())
            said = self.tr("It was imported on {day}. There is nothing to do. For newer work, ask {name} for the next bundle.")
            said = said.format(day=day, name=first_name(seen.sender))
            self.check.tell(self.tr("You have this bundle already"), said)
            return
        self.seen = seen
        self.preview = self._replace(self.preview, PreviewView(self._session, seen, self.path))
        self.main.say(self._import_words(seen))
        self._show_step(PREVIEW, self.preview)
        self.preview.take_focus()

    def _import_words(self, seen: Preview) -> str:
        """What cannot be taken back is on the button itself: anybody whose card is here may erase."""
        if seen.erased:
            return self.tr("Import and erase %n values for good", "", seen.erased)
        return self.tr("Import %n changes", "", seen.changes) if seen.changes else self.tr("Import")

    def _turned_away(self, error: WorldError) -> None:
        title = self.tr("This bundle was not imported") if self.step == MERGE else self.tr("This bundle cannot be imported")
        self.check.refuse(title, error, unknown=isinstance(error, NeedsCard))

    def merge(self) -> None:
        """Step 4: make a backup and merge, or leave everything as it was."""
        if self.path is None or self.step != PREVIEW:
            return
        self._show_step(MERGE, self.check)
        self.check.begin(self.tr("Importing"), self.path.name)
        work = partial(exchange.bring_in, self._session.workspace, self.path)
        self.check.running.run(work, self.tr("Making a backup"), self._merged, failed=self._turned_away, stopped=self._stopped)

    def _stopped(self) -> None:
        assert self.preview is not None
        self._show_step(PREVIEW, self.preview)

    def _merged(self, got: Receipt) -> None:
        """Step 5: the receipt."""
        view = ReceiptView(self._session, got)
        view.settle.connect(self.settle)
        view.done.connect(self.up)
        view.make.connect(self.make)
        view.take_back.connect(lambda: self.take_back.emit(got.bundle))
        self.receipt = self._replace(self.receipt, view)
        self._show_step(RECEIPT, view)
        self._session.refresh()
        view.take_focus()

    def _replace(self, old: QWidget | None, new: Any) -> Any:
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        self._stack.addWidget(new)
        return new

    def _show_step(self, step: int, view: QWidget) -> None:
        self.step = step
        self._stack.setCurrentWidget(view)
        self.steps.show_step(step)
        if look().large:
            self.header.caption.setText(self.tr("· step {n} of {all}").format(n=step + 1, all=5))
        self.foot.setVisible(step == PREVIEW)
        for before, after in pairwise(filter(takes_tab, reading_order(self))):
            self.setTabOrder(before, after)  # Qt's own order is the one in which the steps were made

    def _leave(self) -> None:
        """Escape; not while the app works."""
        if not self.check.running.busy:
            self.up.emit()

    # --- contract of the page --------------------------------------------

    def refresh(self) -> None:
        """Who has what may be different."""
        if self.receipt is not None and self.step == RECEIPT:
            self.receipt.refresh()

    def place(self) -> dict[str, Any]:
        """Arguments that lead back here; a receipt is not shown twice."""
        return {"file": str(self.path)} if self.path is not None and self.step in (CHECK, PREVIEW) else {}

    def take_focus(self) -> None:
        """Where a person begins."""
        if self.step == CHOOSE:
            self.choose.take_focus()
        elif self.preview is not None and self.step == PREVIEW:
            self.preview.take_focus()
