"""An answer that has aged: since when it stands, whether it is still right, and the way to the next one."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QWidget

from ctip_desktop.queries.ageing import Age
from ui.forms.typed import show_date
from ui.widgets.base import IconLabel, Label, column, row
from ui.widgets.button import Button
from ui.widgets.note_bar import NoteBar

RIGHT, CHANGE, NEXT = "right", "change", "next"


class AgedNote(QWidget):
    """Hidden while there is nothing to say of the age of an answer.

    Signals:
        chosen(str): RIGHT, CHANGE or NEXT.
    """

    chosen = Signal(str)

    def __init__(self, question: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked = NoteBar(tone="warn", icon="stale")
        self.right = self._asked.add_action(self.tr("Still right"), self._still_right)
        self.change = self._asked.add_action(self.tr("Change"), lambda: self.chosen.emit(CHANGE))
        self._checked = QWidget(self)
        self._words = Label("", "caption2", wrap=True)
        self.next = Button(self.tr("Next to check again"), "link", clicked=lambda: self.chosen.emit(NEXT))
        self.next.hide()
        for button in (self.right, self.change, self.next):
            button.setAccessibleDescription(question)
        line = row(self._checked, gap=6)
        line.addWidget(IconLabel("okc", "text2", 14))
        line.addWidget(self._words, 1)
        line.addWidget(self.next)
        lines = column(self, gap=0)
        lines.addWidget(self._asked)
        lines.addWidget(self._checked)
        self.hide()

    def show_age(self, age: Age | None, locale: QLocale) -> None:
        """Ask again, or say when somebody looked last; nothing for an answer that is young."""
        self.setVisible(age is not None)
        if age is None:
            return
        self._asked.setVisible(age.stale)
        self._checked.setVisible(not age.stale)
        since, checked = show_date(age.dated, locale), show_date(age.checked, locale)
        if not age.stale:
            self._words.setText(self.tr("Checked {0}, answered {1}.").format(checked, since) if since else self.tr("Checked {0}.").format(checked))
            return
        answered = self.tr("answered {0}, checked {1}").format(since, checked) if checked else self.tr("answered {0}").format(since)
        self._asked.show_note(self.tr("Asked again: {0}, older than %n months.", "", age.life).format(answered), "warn")

    @property
    def asks(self) -> bool:
        """Whether it waits for an answer."""
        return not self.isHidden() and not self._asked.isHidden()

    def text(self) -> str:
        """What it says."""
        return self._asked.text() if self.asks else self._words.text()

    def show_end(self, sentence: str) -> None:
        """Nothing is left to check again."""
        self._words.setText(sentence)
        self.next.hide()

    def _still_right(self) -> None:
        """The next one is offered to whoever goes through them."""
        self.next.show()
        self.chosen.emit(RIGHT)
        if not self.asks:
            self.next.setFocus()
