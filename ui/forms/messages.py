"""What is wrong with an answer, right under it, with the way out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLabel, QWidget

from ctip_desktop.forms.model import Choice
from ui.forms.card_view import CardView
from ui.theme import look
from ui.widgets.base import IconLabel, restyle, row
from ui.widgets.button import Button

_LINKS = Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
"""Only a sentence with a link is a stop for Tab: what is typed on any other would be lost."""


class LinkLabel(QLabel):
    """A sentence with a link. Qt stops twice: at the sentence, where nothing is marked and Enter does nothing, then at its link."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tab marks the link at once, so that one sees where the keyboard is and Enter follows it."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason) and not self.hasSelectedText():
            self.focusNextPrevChild(event.reason() == Qt.FocusReason.TabFocusReason)


class Message(QWidget):
    """One sentence with an icon. A soft check can be confirmed; a missing source can be explained.

    Signals:
        confirm_wanted: the unlikely value is right. note_wanted: the person wants to say why there is no source.
    """

    confirm_wanted = Signal()
    note_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel("alert", "bad", 16)
        self.text = LinkLabel(self)
        self.text.setProperty("role", "error")
        self.text.setWordWrap(True)
        self.text.setAccessibleName(self.tr("Message"))
        self._tone = "bad"
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.linkActivated.connect(lambda _link: self.note_wanted.emit())
        self.confirm = Button(self.tr("Yes, it is right"), size="small", clicked=self.confirm_wanted.emit)
        line = row(self)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.text, 1)
        line.addWidget(self.confirm)
        self.hide()

    def show_trouble(self, complaint: str, view: CardView, choices: Sequence[Choice]) -> None:
        """Show what keeps the answer from being right. A required answer that is only missing is not shouted at."""
        trouble = view.trouble
        kind = "type" if complaint else trouble.kind if trouble else ""
        if kind in ("", "required"):
            self.hide()
            return
        closed = view.readonly and kind == "evidence"  # nothing can be done about it here
        self.confirm.setVisible(kind == "soft" and not view.readonly)
        self._show_tone("info" if kind == "soft" or closed else "bad")
        self.text.setTextInteractionFlags(_LINKS if kind == "evidence" and not closed else Qt.TextInteractionFlag.NoTextInteraction)
        if closed:
            self.text.setText(_plain(self.tr("It has no source yet.")))
        elif kind == "evidence":
            self.text.setText(self._evidence(_chosen(view, choices)))
        else:
            self.text.setText(_plain(complaint or (trouble.message if trouble else "")))
        self.text.setAccessibleName(self.spoken())
        self.show()

    @property
    def tone(self) -> str:
        """bad, or info for a value that is only unlikely."""
        return self._tone

    def _show_tone(self, tone: str) -> None:
        if tone != self._tone:
            self._tone = tone
            self._icon.show_icon("alert" if tone == "bad" else "info", tone)
            restyle(self.text, role="error" if tone == "bad" else "info")

    def spoken(self) -> str:
        """The sentence without marks, for a screen reader; empty while nothing is wrong."""
        if self.isHidden() and not self.text.text():
            return ""
        return "" if self.isHidden() else _unescaped(re.sub(r"<[^>]*>", "", self.text.text()))

    def _evidence(self, chosen: str) -> str:
        said = self.tr("You chose {0}.").format(_plain(chosen)) if chosen else self.tr("You gave an answer.")
        way = self.tr("Add a source, or {0}say why there is none{1}. You can also go on and come back.")
        return f"{said} " + way.format(f'<a href="why" style="color: {look().tokens["bad"]};">', "</a>")


def _chosen(view: CardView, choices: Sequence[Choice]) -> str:
    """The words of the chosen option; empty for another answer."""
    return next((choice.label for choice in view.choices or choices if choice.name == view.answer.value), "")


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _plain(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
