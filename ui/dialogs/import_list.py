"""Bring in a list: choose the file, say which column is which, rehearse, take it in.

Nothing is changed before the last step. Rows that cannot go in are listed with their number and reason; the others go in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from ctip_desktop.errors import WorldError
from ctip_desktop.forms.model import Form
from ctip_desktop.interop import spreadsheet
from ctip_desktop.interop.spreadsheet import COMPANY, ImportResult, Plan
from ctip_desktop.interop.tables import Table
from ui.dialogs.dialog import Dialog
from ui.dialogs.import_mapping import MappingView
from ui.dialogs.import_preview import PreviewView, ResultView
from ui.folders import LISTS, keep_folder, last_folder
from ui.session import Session
from ui.theme import px
from ui.widgets.button import Button
from ui.widgets.empty import Empty
from ui.widgets.progress_note import ProgressNote

_WIDTH = 860
_LEAST = 430


class ImportList(Dialog):
    """Four steps in one dialog: file, columns, rehearsal, result."""

    puts_aside = False

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, _tr("Import a list"), _tr("Choose file"), width=_WIDTH, parent=parent)
        forms = self._forms()
        self._form = forms[0]
        self.file = Path()
        self.plan: Plan | None = None
        self.imported: ImportResult | None = None
        self._busy = self._stopped = self._again = False
        self.step = 0
        self.mapping = MappingView(forms)
        self.mapping.reread.connect(self._reread)
        self.mapping.mapped.connect(self.note.hide)
        self.mapping.form_chosen.connect(self._choose_form)
        self.preview, self.receipt = PreviewView(), ResultView()
        self.preview.changed.connect(self._allow)
        self._start = Empty(
            self.tr("Which list?"),
            self.tr("CSV, Excel (.xlsx, .xls) or OpenDocument. The app finds out how it is written. You can correct it."),
            icon="file",
        )
        self._start.setMinimumHeight(px(_LEAST))
        self._views = (self._start, self.mapping, self.preview, self.receipt)
        for view in self._views:
            self.body.addWidget(view, 1)
        self.progress = ProgressNote()
        self.put_in_foot(self.progress)
        self.back_button = Button(self.tr("Back"), icon="left", clicked=self._back)
        self.buttons.insertWidget(0, self.back_button)
        self._show_step(0)
        self._say_cut_short()
        self.main_button.setFocus()

    def _say_cut_short(self) -> None:
        """After a crash or an empty battery nobody knows how far a list came."""
        if name := self.session.cut_short():
            words = self.tr("“{list}” was not taken in to its end. Choose it again: what is here already stays out, the rest follows.")
            self.note.show_note(words.format(list=name), "warn")
            self.note.show()

    # --- steps -----------------------------------------------------------

    def _forms(self) -> list[Form]:
        """What the rows of a list can be for: companies first, then everything that is written down about one."""
        catalogue = self.session.workspace.catalogue
        about = [form for form in catalogue.forms() if COMPANY in form.about]
        return [catalogue.form(COMPANY), *sorted(about, key=lambda form: form.title.casefold())]

    def keep(self) -> None:
        if self._busy:
            return
        (self._choose, self._rehearse, self._take_in, self.accept)[self.step]()

    def _show_step(self, step: int) -> None:
        self.step = step
        for place, view in enumerate(self._views):
            view.setVisible(place == step)
        self.scroller.verticalScrollBar().setValue(0)
        if self.isVisible():
            self.resize(self.size().expandedTo(self.sizeHint()))
            self.centre()
        self.note.hide()
        self._allow()
        self.back_button.setVisible(step in (1, 2))
        self.cancel_button.setVisible(step != 3)

    def _allow(self) -> None:
        """What the main button does now. Nothing can be taken in where nothing would change: Undo would then take back something else."""
        count = self.preview.wanted() if self.plan is not None else 0
        words = (self.tr("Choose file"), self.tr("Try it out"), self.tr("Take in %n rows", "", count), self.tr("Done"))
        self.main_button.say(words[self.step])
        self.main_button.setEnabled(not self._busy and (self.step != 2 or count > 0))

    def _back(self) -> None:
        self._show_step(self.step - 1)

    # --- 1: the file -----------------------------------------------------

    def _choose(self) -> None:
        kinds = self.tr("Lists (*.csv *.tsv *.txt *.xlsx *.xlsm *.xls *.ods);;All files (*)")
        name, _kind = QFileDialog.getOpenFileName(self, self.tr("Choose a list"), str(last_folder(self.session, LISTS)), kinds)
        if name:
            keep_folder(self.session, LISTS, Path(name))
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
        self.mapping.show_table(table, self._form, spreadsheet.suggest(table, self._form))
        self._show_step(1)

    def _choose_form(self, name: str) -> None:
        self._form = self.session.workspace.catalogue.form(name)
        self._show_table(self.mapping.table)
        self.mapping.form_box.setFocus()

    # --- 2: rehearse -----------------------------------------------------

    def _rehearse(self) -> None:
        table, mapping, workspace, form = self.mapping.table, self.mapping.mapping(), self.session.workspace, self._form
        self._run(self.tr("Trying it out"), lambda progress: spreadsheet.plan(workspace, table, form, mapping, progress), self._show_plan)

    def _show_plan(self, plan: Plan) -> None:
        self.plan = plan
        self.preview.show_plan(plan, self.mapping.table)
        self._show_step(2)
        self.preview.note.setVisible(not self._stopped)
        if self._stopped:
            self._stopped = False
            self.note.show_note(self.tr("Stopped. Rows that went in before stay; they are there already now. You can undo them."), "info")
            self.note.show()

    # --- 3: take in ------------------------------------------------------

    def _take_in(self) -> None:
        plan, workspace, twice = self.plan, self.session.workspace, self.preview.with_duplicates
        assert plan is not None
        work = partial(spreadsheet.run, workspace, plan, duplicates=twice, decisions=self.preview.alike.decisions())
        self.preview.note.hide()  # from now on something changes
        self._run(self.tr("Taking in"), work, self._show_result, can_cancel=True)

    def _show_result(self, result: ImportResult) -> None:
        assert self.plan is not None
        self.imported = result
        self.receipt.show_result(result, self.plan, self.preview.alike.decisions())
        self._show_step(3)
        self.session.refresh()
        self._offer_undo(self.tr("%n rows went in.", "", result.created + result.joined))

    def _offer_undo(self, sentence: str) -> None:
        """When the dialog is gone: behind it the offer would run out unseen."""
        self.finished.connect(lambda _result: self.undoable.emit(sentence))

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
        self.setFocus()  # else the keyboard would go on to a button that closes: pressing Enter twice would stop the work
        self.main_button.setEnabled(False)
        self.cancel_button.setVisible(not can_cancel)
        self.session.tasks.start(job)

    def _ended(self) -> None:
        self._busy = False
        self.cancel_button.setVisible(self.step != 3)
        self._allow()
        (self.main_button if self.main_button.isEnabled() else self.back_button).setFocus()
        if self._again:  # what went in is there already now
            self._again = False
            self._rehearse()

    def reject(self) -> None:
        """Closing in the middle stops it first, and says what went in."""
        if self._busy and self.progress.can_cancel:
            self.progress.cancel()
        else:
            super().reject()

    def _failed(self, error: WorldError) -> None:
        self.show_error(error)

    def _cancelled(self) -> None:
        self.session.refresh()
        self._offer_undo(self.tr("A part of the list went in."))
        self._stopped = self._again = True

    def draft(self) -> Mapping[str, Any] | None:
        return {"file": str(self.file)} if self.step in (1, 2) else None

    def restore(self, draft: Mapping[str, Any]) -> None:
        if Path(draft["file"]).is_file():
            self.take_file(Path(draft["file"]))


def _tr(text: str) -> str:
    return QCoreApplication.translate("ImportList", text)
