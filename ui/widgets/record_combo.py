"""A record chosen by typing a part of its title."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from ui.widgets.typed_name import ends_here, fitting, takes


class RecordCombo(QComboBox):
    """A record by its title; a part of it is enough: Enter and Tab take the first that fits.

    Signals:
        picked(): another one. said(str): a sentence about what was typed when it is nothing that is here, empty once it is.
    """

    picked = Signal()
    said = Signal(str)

    def __init__(self, records: Sequence[tuple[str, UUID]], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picked: UUID | None = None
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for title, id_ in records:
            self.addItem(title, id_.hex)
        self.setCurrentIndex(-1)
        line = self.lineEdit()
        assert line is not None
        line.setPlaceholderText(self.tr("Type a part of the name"))
        line.setAccessibleName(name)
        line.textEdited.connect(lambda _text: self.said.emit(""))
        self.setAccessibleName(name)
        self.view().setAccessibleName(name)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        self.setMinimumContentsLength(10)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.activated.connect(lambda _place: self._taken())
        completer.activated.connect(lambda _text: self._taken())
        line.editingFinished.connect(self._match)

    @property
    def record(self) -> UUID | None:
        """The record whose title stands there; of several with one title the chosen one."""
        place = self.currentIndex()
        if place < 0 or self.itemText(place) != self.currentText():
            place = self.findText(self.currentText().strip(), Qt.MatchFlag.MatchFixedString)
        return UUID(hex=self.itemData(place)) if place >= 0 else None

    def choose(self, record: str) -> None:
        """Show a record by the hex of its id."""
        self.setCurrentIndex(self.findData(record))
        self._picked = self.record

    @property
    def trouble(self) -> str:
        """Why what was typed is no record, as a sentence; empty when it is one, or nothing was typed."""
        typed = self.currentText().strip()
        if not typed or self.record is not None:
            return ""
        if not (fits := len(self._fitting())):
            return self.tr("“{name}” is not here. Type a part of another name, or open the list.").format(name=typed)
        return self.tr("“{name}” fits %n names. Choose one from the list.", "", fits).format(name=typed)

    def event(self, event: QEvent) -> bool:
        """Enter and Tab take the first name that fits what was typed."""
        if takes(event, self.completer()) and self.record is None and (fits := self._fitting()):
            self._put(fits[0])
            if ends_here(event):
                event.accept()
                return True
        return super().event(event)

    def _fitting(self) -> list[int]:
        return fitting(self.currentText(), [self.itemText(place) for place in range(self.count())])

    def _put(self, place: int) -> None:
        if (completer := self.completer()) is not None and (popup := completer.popup()) is not None:
            popup.hide()
        self.setCurrentIndex(place)
        self._taken()

    def _match(self) -> None:
        """Somebody left the line: the only name that fits is taken; else it is said."""
        if self.record is None and len(fits := self._fitting()) == 1:
            self._put(fits[0])
        elif self.record is not None:
            if self.record != self._picked:  # leaving it as it is must make nothing anew: the button that is being pressed would be disabled
                self._taken()
        else:
            self.said.emit(self.trouble)

    def _taken(self) -> None:
        self._picked = self.record
        self.said.emit("")
        self.picked.emit()
