"""A bug reaches the person once, in words, without any value in it.

The report names the kind of the error and the lines of code that led to it. Messages of exceptions are left out: they can hold
what somebody typed.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from ctip_desktop import __version__
from ui.theme import px
from ui.widgets.base import Label, column, row
from ui.widgets.button import Button


def report(error: BaseException) -> str:
    """The crash report: version, kind of error and places in the code; no message, no local value."""
    lines = [f"CTIP Desktop {__version__}, Python {sys.version.split()[0]}, {sys.platform}", type(error).__qualname__]
    lines += [f"  {place.filename.rsplit('/', 3)[-1]}:{place.lineno} {place.name}" for place in traceback.extract_tb(error.__traceback__)]
    if error.__cause__ is not None:
        lines += ["caused by", report(error.__cause__)]
    return "\n".join(lines)


class CrashDialog(QDialog):
    """Shows one report in full; nothing is sent."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Something in the program went wrong"))
        box = column(self, margins=(24, 20, 24, 16), gap=12)
        box.addWidget(Label(self.tr("Something in the program went wrong"), "dialog"))
        box.addWidget(Label(self.tr("What you wrote before is saved. You can go on. If it happens again, close and open the program."), wrap=True))
        details = QPlainTextEdit(words, readOnly=True)
        details.setAccessibleName(self.tr("Report"))
        box.addWidget(details, 1)
        box.addWidget(Label(self.tr("The report holds no name and no answer. Nothing is sent."), "caption"))
        foot = row()
        foot.addStretch()
        foot.addWidget(Button(self.tr("Copy the report"), clicked=lambda: QGuiApplication.clipboard().setText(words)))
        close = Button(self.tr("Go on"), "main", clicked=self.accept)
        foot.addWidget(close)
        box.addLayout(foot)
        self.resize(px(620), px(420))
        close.setFocus()


class CrashHook:
    """Catches bugs at the top of the window and shows each one once.

    `keep` stores the report, encrypted, if a workspace is open.
    """

    def __init__(self, window: Callable[[], QWidget | None], keep: Callable[[str], None]) -> None:
        self._window = window
        self._keep = keep
        self._showing: CrashDialog | None = None

    def install(self) -> None:
        """Become Python's hook for uncaught exceptions."""
        sys.excepthook = self._hook

    def catch(self, error: BaseException) -> None:
        """Show a bug that was handed over, for instance by long work."""
        words = report(error)
        self._keep(words)
        if self._showing is not None and self._showing.isVisible():
            return
        self._showing = CrashDialog(words, self._window())
        self._showing.open()

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.catch(error.with_traceback(trace))
