"""A button that saves a list as a table for a spreadsheet or as a plain table."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from ui.widgets.ask_place import ask_place
from ui.widgets.button import Button


class SaveList(Button):
    """Asks for the kind and the place of the file.

    Signals:
        wanted(Path): the list is to be written there; the ending says as what.
    """

    wanted = Signal(object)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Save as a list"), icon="save", parent=parent)
        self._title = title
        menu = QMenu(self)
        menu.addAction(self.tr("Table for a spreadsheet (.xlsx)"), partial(self._ask, "xlsx"))
        menu.addAction(self.tr("Plain table (.csv)"), partial(self._ask, "csv"))
        self._menu = menu
        self.put_menu(menu)

    def offer_pdf(self, wanted: Callable[[], object]) -> None:
        """Offer the list as a print as well."""
        self._menu.addAction(self.tr("PDF to read, for our team"), wanted)

    def _ask(self, kind: str) -> None:
        name = f"{self._title}.{kind}".replace("/", "-")
        path = ask_place(self, self.tr("Save a list that is not protected"), Path.home() / name, f".{kind}")
        if path is not None:
            self.wanted.emit(path)
