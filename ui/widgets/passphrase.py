"""A field for a passphrase: hidden, shown while a button says so, never spell-checked, never offered by the system."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.icons import icon
from ui.widgets.button import IconButton
from ui.widgets.in_line import InLine


class PassphraseEdit(QLineEdit):
    """A large field with a Show switch inside.

    Signals:
        caps_lock(bool): a letter came with Caps Lock on, or without.
    """

    caps_lock = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("fit", "large")
        hints = Qt.InputMethodHint
        self.setInputMethodHints(hints.ImhHiddenText | hints.ImhSensitiveData | hints.ImhNoPredictiveText | hints.ImhNoAutoUppercase)
        self.reveal(shown=False)

    @property
    def shown(self) -> bool:
        """Whether the words can be read."""
        return self.echoMode() == QLineEdit.EchoMode.Normal

    def reveal(self, *, shown: bool) -> None:
        """Show or hide the words."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def add_switch(self, show: str, hide: str) -> None:
        """Put an eye at the end of the field; `show` and `hide` are its two tooltips."""
        eye = IconButton("eye", show)
        eye.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a press leaves the keyboard in the line
        eye.setCursor(Qt.CursorShape.ArrowCursor)

        def switch() -> None:
            self.reveal(shown=not self.shown)
            eye.setIcon(icon("eyeoff" if self.shown else "eye", "text2"))
            eye.setToolTip(hide if self.shown else show)
            eye.setAccessibleName(eye.toolTip())

        eye.clicked.connect(switch)
        InLine(self, eye, at_end=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text()
        if len(letter) == 1 and letter.isalpha() and letter.lower() != letter.upper():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_lock.emit(letter.isupper() != shift)
        super().keyPressEvent(event)
