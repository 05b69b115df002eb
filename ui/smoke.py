"""`ctip-desktop --smoke-test OUT`: what a packaged program must be able to do, done once without a person.

It makes the sample programme, locks it, unlocks it by typing the passphrase, opens a company, writes its PDF into OUT and quits.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from ctip_desktop.queries.records import list_records
from ctip_desktop.reports.build import build
from ui.app import make_window
from ui.main_window import MainWindow
from ui.pages.unlock import Unlock
from ui.preferences import Preferences
from ui.tasks import InlineTasks

_HARMLESS = "This plugin does not support propagateSizeHints"


def smoke_test(application: QApplication, out: Path) -> int:
    """Do it; any fault ends the program with a traceback and a non-zero exit code."""
    qInstallMessageHandler(_say)
    window = make_window(application, Preferences(out / "window.ini"), InlineTasks())
    sys.excepthook = sys.__excepthook__
    window.show()
    window.show_sample()
    _settle()
    window.lock()
    _settle()
    _unlock(window)
    workspace = window.session.workspace
    company = list_records(workspace, "company")[0]
    assert window.shell is not None, "the sample opens after its passphrase was typed"
    window.shell.go("company", {"company": company.id})
    _settle()
    build(workspace, "company", about=company.id, audience="donor").save(out / "company.pdf")
    window.close()
    return 0


def _unlock(window: MainWindow) -> None:
    unlock = window.findChild(Unlock)
    assert unlock is not None, "a locked window shows the unlock screen"
    unlock.unlock()
    _settle()


def _settle() -> None:
    for _ in range(4):
        QCoreApplication.processEvents()


def _say(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    if not message.startswith(_HARMLESS):
        sys.stderr.write(message + "\n")
