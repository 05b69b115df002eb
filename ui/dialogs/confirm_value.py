"""An unlikely value is right: a person says so with a short reason."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from ui.theme import px
from ui.widgets.base import Label, column, row
from ui.widgets.button import Button

REASON_LIMIT = 300


class ConfirmValue(QDialog):
    """Asks why an unlikely value is right. The reason is kept in the note of the answer."""

    def __init__(self, message: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Yes, it is right"))
        self.setMinimumWidth(px(460))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.reason_line = QLineEdit(self)
        self.reason_line.setMaxLength(REASON_LIMIT)
        self.reason_line.setAccessibleName(self.tr("Why is it right?"))
        self.reason_line.setPlaceholderText(self.tr("For example: read in the yearly report"))
        self.keep = Button(self.tr("Keep the answer"), "main", clicked=self.accept)
        self.keep.setDefault(True)
        self.keep.setEnabled(False)
        self.keep.setToolTip(self.tr("Write a short reason first."))
        self.reason_line.textChanged.connect(lambda text: self.keep.setEnabled(bool(text.strip())))
        self._build(message)

    @property
    def reason(self) -> str:
        """The reason, without blank ends."""
        return self.reason_line.text().strip()

    def _build(self, message: str) -> None:
        lines = column(self, margins=(20, 16, 20, 16), gap=8)
        lines.addWidget(Label(message, "section", wrap=True))
        asked = Label(self.tr("Why is it right? Others will read this."), "sub", wrap=True)
        asked.setBuddy(self.reason_line)
        lines.addWidget(asked)
        lines.addWidget(self.reason_line)
        buttons = row()
        buttons.addStretch()
        buttons.addWidget(Button(self.tr("Change the answer"), clicked=self.reject))
        buttons.addWidget(self.keep)
        lines.addSpacing(px(8))
        lines.addLayout(buttons)
