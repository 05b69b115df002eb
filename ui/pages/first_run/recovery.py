"""Step 3: the recovery key on paper. One group is typed back, so that the paper is known to be readable."""

from __future__ import annotations

import secrets
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, Qt, Signal
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from ctip_desktop.errors import WorldError
from ctip_desktop.workspace.files import write_atomically
from ui.pages.first_run.step import Step
from ui.theme import look, px
from ui.widgets.base import IconLabel, Label, column, row
from ui.widgets.button import Button
from ui.widgets.chip import Chip
from ui.widgets.field import Field
from ui.widgets.note_bar import NoteBar

_COLUMNS = 4
_WIDTH = 700


class RecoveryPaper(QFrame):
    """The key in numbered groups, to be printed, saved or written down, and one group typed back.

    Signals:
        checked(bool): the asked group was typed, or is not right.
        entered(): Enter in the field while it is right.
    """

    checked = Signal(bool)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: tuple[str, ...] = ()
        self._cells: list[Label] = []
        self._asked = 0
        self._programme = ""
        self.setProperty("role", "box")
        box = column(self, margins=(14, 12, 14, 14), gap=10)
        box.addLayout(self._head())
        self._grid = QGridLayout()
        self._grid.setSpacing(px(8))
        box.addLayout(self._grid)
        box.addLayout(self._buttons())
        self.typed = QLineEdit()
        self.typed.textChanged.connect(self._check)
        self.typed.returnPressed.connect(lambda: self.entered.emit() if self.right else None)
        self.check = Field("", self.typed)
        self.check.hide()
        box.addWidget(self.check)
        self.said = NoteBar(tone="ok")
        self.said.hide()
        box.addWidget(self.said)

    def _head(self) -> QHBoxLayout:
        head = row()
        head.addWidget(IconLabel("print", "text2", 17))
        head.addWidget(Label(self.tr("On paper"), "strong"))
        head.addStretch()
        self.done = Chip(self.tr("The group is right: your paper can be read"), "check", "ok")
        self.done.hide()
        head.addWidget(self.done)
        return head

    def _buttons(self) -> QHBoxLayout:
        buttons = row()
        buttons.addWidget(Button(self.tr("Print"), icon="print", size="small", clicked=self._print))
        buttons.addWidget(Button(self.tr("Save as PDF on a stick"), icon="usb", size="small", clicked=self._save))
        buttons.addStretch()
        self.switch = Button(self.tr("It is on paper: check it"), icon="okc", size="small", clicked=self._switch)
        buttons.addWidget(self.switch)
        return buttons

    def show_key(self, text: str, programme: str) -> None:
        """Show a key made of groups joined by hyphens, and ask for one group."""
        self._groups = tuple(text.split("-"))
        self._programme = programme
        for place, group in enumerate(self._groups):
            cell = row(gap=6)
            cell.addWidget(Label(f"{place + 1}", "caption"))
            shown = Label(group, "typed")
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._cells.append(shown)
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

    @property
    def right(self) -> bool:
        """Whether it was typed."""
        return bool(self._groups) and self.typed.text().strip().upper() == self.asked

    def take_focus(self) -> None:
        """Put the keyboard into the field, or on the button that asks for it."""
        (self.typed if self.asking else self.switch).setFocus()

    @property
    def asking(self) -> bool:
        """Whether a group is asked for; the key is hidden then, so that it is read from the paper."""
        return not self.check.isHidden()

    def ask(self, *, wanted: bool = True) -> None:
        """Hide the key and ask for a group; or show the key again."""
        self.check.setVisible(wanted)
        for cell, group in zip(self._cells, self._groups, strict=True):
            cell.setText("•" * len(group) if wanted else group)
        self.switch.say(self.tr("Show it again") if wanted else self.tr("It is on paper: check it"))
        self.switch.put_icon("eye" if wanted else "okc")
        if not wanted:
            self.typed.clear()
        self.take_focus()

    def _switch(self) -> None:
        self.ask(wanted=not self.asking)

    def _check(self) -> None:
        self.done.setVisible(self.right)
        wrong = bool(self._groups) and len(self.typed.text().strip()) >= len(self.asked) and not self.right
        self.check.show_problem(self.tr("This is not the group. Look again at its number.") if wrong else "")
        self.checked.emit(self.right)

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # a library of its own, not needed before somebody prints

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.accepted.connect(lambda: self._draw(printer))
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def _save(self) -> None:
        proposed = str(Path.home() / "recovery-key.pdf")
        name, _kind = QFileDialog.getSaveFileName(self, self.tr("Save the recovery key"), proposed, self.tr("PDF (*.pdf)"))
        if name:
            self.save(Path(name))

    def save(self, path: Path) -> None:
        """Write it, and say that it is there, or why it is not: somebody relies on it."""
        try:
            self.write(path)
        except WorldError as error:
            self.said.show_error(error)
        else:
            self.said.show_note(self.tr("Saved as {file}. Keep the stick in a safe place.").format(file=path.name), "ok")

    def write(self, path: Path) -> None:
        """Write the page as a PDF. Raises WorldError when the place cannot be written."""
        page = QBuffer()
        page.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(page)  # into memory first: written to a full drive directly, it would say nothing
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setPageMargins(QMarginsF(20, 20, 20, 20), QPageLayout.Unit.Millimeter)
        self._draw(writer)
        write_atomically(path, bytes(page.data().data()))

    def _draw(self, device: QPagedPaintDevice) -> None:
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


class RecoveryStep(Step):
    """Shows, prints and checks the recovery key.

    Signals:
        later(): go on without it; Home reminds.
    """

    later = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Keep your recovery key"),
            self.tr("If you forget the passphrase, this key is the only way back. Print it or write it down."),
            self.tr("Next: backup place"),
            width=_WIDTH,
            parent=parent,
        )
        self.back_button.hide()  # the passphrase is set by now; it can be changed in the settings
        self.paper = RecoveryPaper()
        self.paper.checked.connect(lambda right: self.allow(complete=right, why=self.tr("Check your paper first, or do this later.")))
        self.paper.entered.connect(self.next)
        self.middle.addWidget(self.paper)
        self.middle.addWidget(NoteBar(self.tr("Who has this key can open your data. Keep it in a safe place, not with the laptop."), "info"))
        self.foot.insertWidget(self.foot.count() - 1, Button(self.tr("Do this later"), clicked=self.later.emit))

    def show_key(self, text: str, programme: str) -> None:
        """See `RecoveryPaper.show_key`."""
        self.paper.show_key(text, programme)

    def take_focus(self) -> None:
        self.paper.take_focus()
