"""The note beside an answer: hidden until there is one or somebody wants to write one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.widgets.base import Label, column

NOTE_LIMIT = 2_000


class NoteField(QWidget):
    """One line with a label.

    Signals:
        edited: something is being typed. committed: the focus left the line.
    """

    edited = Signal()
    committed = Signal()

    def __init__(self, question: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = Label(self.tr("Note"), "group")
        self._why = False
        self.line = QLineEdit(self)
        self.line.setMaxLength(NOTE_LIMIT)
        self.line.setAccessibleName(self.tr("Note for: {0}").format(question))
        self.line.textEdited.connect(lambda _text: self.edited.emit())
        self.line.installEventFilter(self)
        self._label.setBuddy(self.line)
        lines = column(self, gap=4)
        lines.addWidget(self._label)
        lines.addWidget(self.line)
        self.hide()

    def text(self) -> str:
        """The note without blank ends."""
        return self.line.text().strip()

    def show_note(self, note: str, *, closed: bool = False, why: bool = False) -> None:
        """Show what is kept; while somebody types, the line stays as it is. closed: it can be read and not changed. why: it says why the question is
        not applicable."""
        self.line.setReadOnly(closed)
        if why or self._why:
            self._label.setText(self.why_not_applicable() if why else self.tr("Note"))
        self._why = why
        if note != self.text() and not self.line.hasFocus():
            self.line.setText(note)
        self.setVisible(bool(self.text()) or self.line.hasFocus())

    def why_not_applicable(self) -> str:
        """What is asked beside an answer that is not applicable."""
        return self.tr("Why is it not applicable?")

    def label(self) -> str:
        """What is said above the line."""
        return self._label.text()

    def ask(self, question: str = "") -> None:
        """Open the line, with a question of its own, and go there."""
        self._label.setText(question or self.tr("Note"))
        self.show()
        self.line.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving the line commits; an empty line goes away again."""
        if event.type() == QEvent.Type.FocusOut:
            self.committed.emit()
            if not self.text():
                self.hide()
        return super().eventFilter(watched, event)
