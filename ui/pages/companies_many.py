"""What can be done with several companies at once, below the list while several are chosen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.widgets.base import Label
from ui.widgets.button import Button
from ui.widgets.flow import FlowLayout
from ui.widgets.save_list import SaveList


class ManyBar(QFrame):
    """Hidden while one row or none is chosen.

    Signals:
        lead_wanted(), delete_wanted(), one_wanted(): a button was pressed.
    """

    lead_wanted = Signal()
    delete_wanted = Signal()
    one_wanted = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "footer")
        self.count = 0
        self._said = Label("", "strong")
        self.lead_button = Button(self.tr("Set the lead person…"), icon="user", clicked=self.lead_wanted.emit)
        self.save_button = SaveList(title)
        self.save_button.say(self.tr("Save these as a list"))
        self.delete_button = Button(self.tr("Delete…"), icon="x", clicked=self.delete_wanted.emit)
        self.one_button = Button(self.tr("Choose only one"), "link", clicked=self.one_wanted.emit)
        flow = FlowLayout(self, margins=(24, 8, 24, 8), gap=8)
        for part in (self._said, self.lead_button, self.save_button, self.delete_button, self.one_button):
            flow.addWidget(part)
        self.hide()

    def show_count(self, count: int) -> None:
        """So many rows are chosen."""
        self.count = count
        self._said.setText(QCoreApplication.translate("ManyBar", "%n companies chosen", None, count))
        self.setAccessibleName(self._said.text())
        self.setVisible(count > 1)
