"""Make a PDF: who reads it first, then what is left out, the pages, and the leak check; saved only when the check passed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from ctip_desktop.errors import WorldError
from ctip_desktop.reports.build import SUBJECTS, Kind, Report, build
from ctip_desktop.tasks import Progress
from ui.dialogs.dialog import TALLEST, WIDEST, Dialog
from ui.dialogs.report_choices import ReportChoices, kind_words
from ui.dialogs.report_left_out import LeftOutPane
from ui.dialogs.report_preview import PreviewPane, print_pages
from ui.dialogs.reports_made import Made, remember
from ui.folders import plain_name
from ui.session import Session
from ui.theme import look, px
from ui.widgets.base import IconLabel, Label, Scroller, column, row
from ui.widgets.button import Button
from ui.widgets.running import Running

_CHOICES, _LEFT_OUT = 276, 352


class MakeReport(Dialog):
    """Choices, left-out list and preview side by side; every choice makes the print anew."""

    puts_aside = False

    def __init__(
        self,
        session: Session,
        kind: str = Kind.COMPANY,
        about: str = "",
        round: str = "",  # noqa: A002  # as in the contract
        audience: str = "",
        record: str = "",
        columns: Sequence[str] = (),
        records: Sequence[str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self.kind = Kind(kind)
        title = _tr("Make a PDF: {print}").format(print=kind_words(self.kind).casefold())
        super().__init__(session, title, _tr("Save PDF"), width=WIDEST, parent=parent)
        self.report: Report | None = None
        self._again = False
        self.choices = self.choices_for(session)
        self.left_out = LeftOutPane()
        self.preview = PreviewPane()
        self.running = Running(session)
        self._arrange()
        given = {"about": about, "round": round, "audience": audience, "record": record, "columns": columns, "records": records}
        self.choices.restore(given)
        self.choices.changed.connect(self.make)
        self.left_out.go.connect(self._show_place)
        self.print_button = Button(self.tr("Print"), icon="print", clicked=self._print)
        self.buttons.insertWidget(self.buttons.count() - 1, self.print_button)
        self.finished.connect(lambda _result: self._leave())
        self.make()
        (self.choices.subject or self.choices.forms or self.choices.readers.rows[0].radio).setFocus()

    def choices_for(self, session: Session) -> ReportChoices:
        """What can be chosen; a dialog for one print may offer more."""
        return ReportChoices(session, self.kind)

    def _arrange(self) -> None:
        self.body.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        line = row(holder, gap=0)
        if look().large:
            both = Scroller(margins=(0, 0, 0, 0), gap=0)
            for parts, _width in self.columns():
                for part in parts:
                    both.body.addWidget(part)
            line.addWidget(both, 1)
        else:
            for parts, width in self.columns():
                one = Scroller(margins=(0, 0, 0, 0), gap=0)
                for part in parts:
                    one.body.addWidget(part)
                one.setFixedWidth(px(width))
                line.addWidget(one)
                divider = QFrame()
                divider.setProperty("role", "divider")
                line.addWidget(divider)
        right = column(gap=0)
        right.addWidget(self.preview, 1)
        if look().large:  # beside the buttons it would push them off a small screen
            below = row(margins=(12, 6, 12, 6))
            below.addWidget(self.running)
            right.addLayout(below)
        line.addLayout(right, 1)
        self.body.addWidget(holder, 1)
        self.buttons.insertWidget(0, self._promise())

    def columns(self) -> tuple[tuple[tuple[QWidget, ...], int], ...]:
        """What stands beside the preview: parts below one another, and the width of their column."""
        return ((self.choices,), _CHOICES), ((self.left_out,), _LEFT_OUT)

    def _promise(self) -> QWidget:
        holder = QWidget()
        line = row(holder, gap=7)
        line.addWidget(IconLabel("info", "text3", 14))
        self._said = Label(self.tr("Every page names its reader and its date."), "caption2")
        line.addWidget(self._said)
        if look().large:
            self._said.hide()
        else:
            line.addWidget(self.running)
        return holder

    def sizeHint(self) -> QSize:
        parent = self.parentWidget()
        window = parent.window().size() if parent is not None else QSize(WIDEST, TALLEST)
        return QSize(min(WIDEST, window.width()), min(TALLEST, window.height()))

    # --- making ----------------------------------------------------------

    def make(self) -> None:
        """Make the print that is chosen now."""
        if self.running.busy:
            self._again = True
            self.running.cancel()
            return
        self._forget()
        if self.choices.missing:
            self.left_out.show_nothing()
            self.preview.show_reason(self.choices.missing)
            return
        self.preview.hold_still(self.tr("The pages are being made"))
        ws, kind, about = self.session.workspace, self.kind, self.choices.about
        audience, options = self.choices.audience, self.choices.options()

        def work(progress: Progress) -> Report:
            return build(ws, kind, about=about, audience=audience, options=options, progress=progress)

        self.running.run(work, self.tr("Reading the data"), self._made, failed=self._failed, stopped=self._stopped)

    def _forget(self) -> None:
        self.report = None
        self._allow()

    def _made(self, report: Report) -> None:
        if self._restarted():
            return
        self.report = report
        self.left_out.show_report(report, self.choices.audience, self.kind, self.choices.about)
        self.preview.show_pdf(report.pdf)
        self._allow()

    def _failed(self, error: WorldError) -> None:
        if self._restarted():
            return
        self.left_out.show_refusal(error)
        self.preview.show_reason(self.tr("No print was made"))

    def _stopped(self) -> None:
        if not self._restarted():
            self.preview.show_reason(self.tr("Stopped. Change a choice to make it again."))

    def _restarted(self) -> bool:
        """Something else was chosen meanwhile: make that."""
        if not self._again:
            return False
        self._again = False
        self.make()
        return True

    def _allow(self) -> None:
        """Saving and printing wait for a print that passed the check."""
        good = self.report is not None and not self.report.leaks
        why = "" if good else self.tr("The leak check must pass first.") if self.report is not None else self.tr("There is no print yet.")
        for button in (self.main_button, *([self.print_button] if hasattr(self, "print_button") else [])):
            button.setEnabled(good)
            button.setToolTip(why)

    # --- out -------------------------------------------------------------

    def keep(self) -> None:
        if self.report is None or self.report.leaks:
            return
        proposed = Path.home() / f"{self.file_name()}.pdf"
        name, _kind = QFileDialog.getSaveFileName(self, self.tr("Save the PDF"), str(proposed), self.tr("PDF (*.pdf)"))
        if name:
            self.save(Path(name))

    def file_name(self) -> str:
        """Title, which print it is where several have the same title, reader and day."""
        assert self.report is not None
        day = self.session.workspace.now().astimezone().date().isoformat()
        kind = kind_words(self.kind).casefold() if self.kind in SUBJECTS or self.kind is Kind.BLANK_FORM else ""
        return " ".join(part for part in (plain_name(self.report.title, 130) or self.kind.value, kind, self.choices.audience.value, day) if part)

    def save(self, path: Path) -> None:
        """Write the file and remember that it was made; refused while the check finds anything."""
        if self.report is None:
            return
        path = path if path.suffix.casefold() == ".pdf" else path.with_name(f"{path.name}.pdf")
        try:
            self.report.save(path)
        except WorldError as error:
            self.show_error(error)
            return
        left_out = sum(one.count for one in self.report.left_out)
        draft = self.choices.draft_values()
        about, now = draft["about"] or (draft["record"] if self.kind is Kind.RECORD else draft["form"]), self.session.workspace.now()
        words = " ".join(self.report.words)
        entries = draft["records"]
        shown = (tuple(draft["columns"]), None if entries is None else tuple(entries))
        made = Made(path, self.report.title, self.kind.value, draft["audience"], about, now, self.report.pages, left_out, words, *shown)
        try:
            remember(self.session.workspace, made)
        except WorldError as error:
            self.show_error(self._kept_but_not_listed(path, error))
            return
        self.session.refresh()
        self.accept()
        self.saved.emit(path)

    def _kept_but_not_listed(self, path: Path, error: WorldError) -> WorldError:
        """The file is there; only the list of earlier PDFs could not be written."""
        what = self.tr("The PDF was saved, but it could not be put on the list of earlier PDFs.")
        return WorldError(what, kept=self.tr("The file is {name}.").format(name=path.name), next_step=error.next_step or error.what)

    def _print(self) -> None:
        if self.report is None or self.report.leaks:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setFullPage(True)
        dialog = QPrintDialog(printer, self)
        dialog.accepted.connect(partial(self._to_paper, self.report.pdf, printer))
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()

    def _to_paper(self, pdf: bytes, printer: QPrinter, *_chosen: QPrinter) -> None:
        """Print; the signal of the dialog names the printer once more."""
        if not print_pages(pdf, printer):
            what, do = self.tr("The printer took nothing."), self.tr("Look whether it is switched on, or save the PDF and print it elsewhere.")
            self.show_error(WorldError(what, kept=self.tr("The print is still here."), next_step=do))

    def _show_place(self, page: str, where: dict[str, Any]) -> None:
        """Go to where something left out stands; the way back leads to this print as it was chosen."""
        self.aside.emit(page, where)

    def _leave(self) -> None:
        self._again = False
        self.running.cancel()
        self.preview.close_pdf()

    # --- draft -----------------------------------------------------------

    def draft(self) -> Mapping[str, Any] | None:
        return self.choices.draft_values()

    def restore(self, draft: Mapping[str, Any]) -> None:
        self.choices.restore(draft)
        self.make()


def _tr(text: str) -> str:
    return QCoreApplication.translate("MakeReport", text)
