"""Bring in a list: choose the file, say which column is which, rehearse, take it in.

Nothing is changed before the last step. Rows that cannot go in are listed with their number and reason; the others go in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from ctip_desktop.errors import WorldError
from ctip_desktop.interop import spreadsheet
from ctip_desktop.interop.spreadsheet import ImportResult, Plan
from ctip_desktop.interop.tables import Table
from ui.dialogs.dialog import Dialog
from ui.dialogs.import_mapping import MappingView
from ui.dialogs.import_preview import PreviewView, ResultView
from ui.session import Session
from ui.theme import px
from ui.widgets.button import Button
from ui.widgets.empty import Empty
from ui.widgets.progress_note import ProgressNote

_WIDTH = 860
_FORM = "company"


class ImportList(Dialog):
    """Four steps in one dialog: file, columns, rehearsal, result."""

    puts_aside = False

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, _tr("Import a list"), _tr("Choose file"), width=_WIDTH, parent=parent)
        self._form = session.workspace.catalogue.form(_FORM)
        self.file = Path()
        self.plan: Plan | None = None
        self.imported: ImportResult | None = None
        self._busy = False
        self.mapping = MappingView(self._form)
        self.mapping.reread.connect(self._reread)
        self.mapping.mapped.connect(self.note.hide)
        self.preview, self.receipt = PreviewView(), ResultView()
        self.preview.changed.connect(lambda: self.main_button.say(self._take_words()))
        self._start = Empty(
            self.tr("Which list?"),
            self.tr("CSV, Excel (.xlsx, .xls) or OpenDocument. Encoding, separator and heading line are found by the program; you can correct them."),
            icon="file",
        )
        self._views = QStackedWidget()
        self._views.setMinimumHeight(px(430))
        for view in (self._start, self.mapping, self.preview, self.receipt):
            self._views.addWidget(view)
        self.body.addWidget(self._views, 1)
        self.progress = ProgressNote()
        self.put_in_foot(self.progress)
        self.back_button = Button(self.tr("Back"), icon="left", clicked=self._back)
        self.buttons.insertWidget(0, self.back_button)
        self._show_step(0)
        self.main_button.setFocus()

    # --- steps -----------------------------------------------------------

    @property
    def step(self) -> int:
        """0 file, 1 columns, 2 rehearsal, 3 result."""
        return self._views.currentIndex()

    def keep(self) -> None:
        if self._busy:
            return
        (self._choose, self._rehearse, self._take_in, self.accept)[self.step]()

    def _show_step(self, step: int) -> None:
        self._views.setCurrentIndex(step)
        self.note.hide()
        words = (self.tr("Choose file"), self.tr("Try it out"), self._take_words(), self.tr("Done"))
        self.main_button.say(words[step])
        self.main_button.setEnabled(step != 2 or bool(self.plan and self.plan.ready))
        self.back_button.setVisible(step in (1, 2))
        self.cancel_button.setVisible(step != 3)

    def _take_words(self) -> str:
        count = self.preview.wanted(self.plan) if self.plan is not None else 0
        return self.tr("Take in {n} rows").format(n=f"{count:,}")

    def _back(self) -> None:
        self._show_step(self.step - 1)

    # --- 1: the file -----------------------------------------------------

    def _choose(self) -> None:
        kinds = self.tr("Lists (*.csv *.tsv *.txt *.xlsx *.xlsm *.xls *.ods);;All files (*)")
        name, _kind = QFileDialog.getOpenFileName(self, self.tr("Choose a list"), str(Path.home()), kinds)
        if name:
            self.take_file(Path(name))

    def take_file(self, file: Path) -> None:
        """Read a list and show what was found."""
        self.file = file
        self._run(self.tr("Reading the list"), lambda _progress: spreadsheet.read_table(file), self._show_table)

    def _reread(self, options: dict[str, Any]) -> None:
        self._run(self.tr("Reading the list"), lambda _progress: spreadsheet.read_table(self.file, **options), self._show_table)

    def _show_table(self, table: Table) -> None:
        self.lead.setText(table.name)
        self.lead.show()
        self.mapping.show_table(table, spreadsheet.suggest(table, self._form))
        self._show_step(1)

    # --- 2: rehearse -----------------------------------------------------

    def _rehearse(self) -> None:
        table, mapping, workspace = self.mapping.table, self.mapping.mapping(), self.session.workspace
        self._run(self.tr("Trying it out"), lambda _progress: spreadsheet.plan(workspace, table, self._form, mapping), self._show_plan)

    def _show_plan(self, plan: Plan) -> None:
        self.plan = plan
        self.preview.show_plan(plan, self.mapping.table)
        self._show_step(2)

    # --- 3: take in ------------------------------------------------------

    def _take_in(self) -> None:
        plan, workspace, twice = self.plan, self.session.workspace, self.preview.with_duplicates
        assert plan is not None
        work = partial(spreadsheet.run, workspace, plan, duplicates=twice, decisions=self.preview.alike.decisions())
        self._run(self.tr("Taking in"), work, self._show_result, can_cancel=True)

    def _show_result(self, result: ImportResult) -> None:
        assert self.plan is not None
        self.imported = result
        self.receipt.show_result(result, self.plan, self.preview.alike.decisions())
        self._show_step(3)
        self.session.refresh()
        self.undoable.emit(self.tr("{n} rows went in.").format(n=f"{result.created:,}"))

    # --- long work -------------------------------------------------------

    def _run(self, sentence: str, work: Callable[..., Any], done: Callable[[Any], None], *, can_cancel: bool = False) -> None:
        self.note.hide()
        job = self.session.tasks.prepare(work)
        self.progress.follow(job, sentence, can_cancel=can_cancel)
        job.done.connect(done)
        job.failed.connect(self._failed)
        job.cancelled.connect(self._cancelled)
        job.ended.connect(self._ended)
        self._busy = True
        self.main_button.setEnabled(False)
        self.session.tasks.start(job)

    def _ended(self) -> None:
        self._busy = False
        self.main_button.setEnabled(self.step != 2 or bool(self.plan and self.plan.ready))
        self.main_button.setFocus()

    def _failed(self, error: WorldError) -> None:
        self.show_error(error)

    def _cancelled(self) -> None:
        self.note.show_note(self.tr("Stopped. Rows that were taken in before stay; you can undo them."), "info")
        self.note.show()
        self.session.refresh()

    def draft(self) -> Mapping[str, Any] | None:
        return {"file": str(self.file)} if self.step in (1, 2) else None

    def restore(self, draft: Mapping[str, Any]) -> None:
        if Path(draft["file"]).is_file():
            self.take_file(Path(draft["file"]))


def _tr(text: str) -> str:
    return QCoreApplication.translate("ImportList", text)
