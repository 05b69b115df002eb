"""Step 3: the recovery key on paper. One group is typed back, so that the paper is known to be readable."""

from __future__ import annotations

import secrets
from pathlib import Path

from PySide6.QtCore import QMarginsF, Qt, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QLineEdit

from ui.pages.first_run.step import Step
from ui.theme import look, px
from ui.widgets.base import IconLabel, Label, column, row
from ui.widgets.button import Button
from ui.widgets.chip import Chip
from ui.widgets.field import Field
from ui.widgets.note_bar import NoteBar

_COLUMNS = 4
_WIDTH = 700


class RecoveryStep(Step):
    """Shows, prints and checks the recovery key.

    Signals:
        later(): go on without it; Home reminds.
    """

    later = Signal()

    def __init__(self, parent: QFrame | None = None) -> None:
        super().__init__(
            self.tr("Keep your recovery key"),
            self.tr("If you forget the passphrase, this key is the only way back. Print it or write it down."),
            self.tr("Next: backup place"),
            width=_WIDTH,
            parent=parent,
        )
        self._groups: tuple[str, ...] = ()
        self._asked = 0
        self._programme = ""
        self.back_button.hide()  # the passphrase is set by now; it can be changed in the settings
        self.middle.addWidget(self._paper())
        self.middle.addWidget(NoteBar(self.tr("Who has this key can open your data. Keep it in a safe place, not with the laptop."), "info"))
        self.foot.insertWidget(self.foot.count() - 1, Button(self.tr("Do this later"), clicked=self.later.emit))

    def _paper(self) -> QFrame:
        paper = QFrame()
        paper.setProperty("role", "box")
        box = column(paper, margins=(14, 12, 14, 14), gap=10)
        head = row()
        head.addWidget(IconLabel("print", "text2", 17))
        head.addWidget(Label(self.tr("On paper"), "strong"))
        head.addStretch()
        self.done = Chip(self.tr("Checked"), "check", "ok")
        self.done.hide()
        head.addWidget(self.done)
        box.addLayout(head)
        self._grid = QGridLayout()
        self._grid.setSpacing(px(8))
        box.addLayout(self._grid)
        buttons = row()
        buttons.addWidget(Button(self.tr("Print"), icon="print", size="small", clicked=self._print))
        buttons.addWidget(Button(self.tr("Save as PDF on a stick"), icon="usb", size="small", clicked=self._save))
        buttons.addStretch()
        box.addLayout(buttons)
        self.typed = QLineEdit()
        self.typed.textChanged.connect(self._check)
        self.typed.returnPressed.connect(lambda: self.next.emit() if self.next_button.isEnabled() else None)
        self.check = Field("", self.typed)
        box.addWidget(self.check)
        return paper

    def show_key(self, text: str, programme: str) -> None:
        """Show a key made of groups joined by hyphens, and ask for one group."""
        self._groups = tuple(text.split("-"))
        self._programme = programme
        for place, group in enumerate(self._groups):
            cell = row(gap=6)
            cell.addWidget(Label(f"{place + 1}", "caption"))
            shown = Label(group, "typed")
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            shown.setFont(look().font(14))
            cell.addWidget(shown)
            cell.addStretch()
            self._grid.addLayout(cell, place // _COLUMNS, place % _COLUMNS)
        self._asked = secrets.randbelow(len(self._groups))
        question = self.tr("To check your paper, type group {n}").format(n=self._asked + 1)
        self.check.label.setText(question)
        self.typed.setAccessibleName(question)
        self._check()

    @property
    def asked(self) -> str:
        """The group that is asked for."""
        return self._groups[self._asked]

    def take_focus(self) -> None:
        self.typed.setFocus()

    def _check(self) -> None:
        typed = self.typed.text().strip().upper()
        right = bool(self._groups) and typed == self.asked
        self.done.setVisible(right)
        wrong = len(typed) >= len(self._groups[0]) and not right if self._groups else False
        self.check.show_problem(self.tr("This is not the group. Look again at its number.") if wrong else "")
        self.allow(complete=right, why=self.tr("Type the group, or do this later."))

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.accepted.connect(lambda: self._draw(printer))
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def _save(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(self, self.tr("Save the recovery key"), "recovery-key.pdf", self.tr("PDF (*.pdf)"))
        if name:
            self.write(Path(name))

    def write(self, path: Path) -> None:
        """Write the page as a PDF."""
        writer = QPdfWriter(str(path))
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setPageMargins(QMarginsF(20, 20, 20, 20), QPageLayout.Unit.Millimeter)
        self._draw(writer)

    def _draw(self, device: QPdfWriter | QPrinter) -> None:
        painter = QPainter(device)
        unit = device.logicalDpiX() / 72
        font = look().font()
        y = 0.0
        lines = [(16, self.tr("Recovery key – {programme}").format(programme=self._programme))]
        lines += [(11, self.tr("It opens the data without the passphrase. Keep it in a safe place, not with the laptop."))]
        lines += [(14, f"{place + 1:>2}    {group}") for place, group in enumerate(self._groups)]
        for size, words in lines:
            font.setPixelSize(round(size * unit))
            painter.setFont(font)
            y += size * unit * 1.9
            painter.drawText(0, round(y), words)
        painter.end()
