"""`ctip-desktop`: start the window."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ui.signatures import load_signatures_later

if TYPE_CHECKING:  # loaded when the collector rests
    from PySide6.QtWidgets import QApplication

    from ui.main_window import MainWindow
    from ui.preferences import Preferences
    from ui.session import Session
    from ui.tasks import Tasks

_SCRIPTS_AFTER = 300
"""Milliseconds after the first picture until the fonts of all other scripts are known."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window and run until it is closed. Returns the exit code."""
    chosen = read_arguments(sys.argv[1:] if arguments is None else arguments)
    application = make_application(sys.argv[:1])
    from PySide6.QtCore import QTimer

    from ui.collector import Collector
    from ui.preferences import Preferences

    application.setApplicationName("ctip-desktop")
    application.setApplicationDisplayName("CTIP Desktop")
    application.setDesktopFileName("ctip-desktop")
    if chosen.smoke_test is not None:
        from ui.smoke import smoke_test

        return smoke_test(application, chosen.smoke_test)
    Collector(application)
    window = make_window(application, Preferences())
    start(window, chosen.workspace, sample=chosen.sample)
    window.show()
    QTimer.singleShot(0, window, window.prepare)
    return application.exec()


def make_application(arguments: Sequence[str] = ()) -> QApplication:
    """Qt, loaded and ready, in the style that is the same on every system. The first thing done."""
    rest_the_collector()
    load_signatures_later()
    from PySide6.QtWidgets import QApplication

    from ui.theme import STYLE

    application = QApplication([*(arguments or sys.argv[:1]), "-style", STYLE])
    application.setProperty("style", STYLE)
    return application


def rest_the_collector() -> None:
    """Nothing becomes rubbish while the program loads. The first thing done, before Qt and the window are imported."""
    gc.disable()


def read_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """The command line: a workspace file, or the sample."""
    parser = argparse.ArgumentParser(prog="ctip-desktop", description="Win companies as partners against trafficking in persons. Works offline.")
    parser.add_argument("workspace", nargs="?", type=Path, help="the workspace file NAME.ctip; without it, the last one")
    parser.add_argument("--sample", action="store_true", help="look around with invented data; nothing is kept")
    parser.add_argument("--smoke-test", type=Path, metavar="OUT", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def speak(application: QApplication, language: str = "en") -> None:
    """The language of the window, with its plurals, its dates and its direction."""
    from importlib.resources import as_file

    from PySide6.QtCore import QLocale, QTranslator

    from ctip_desktop.resources import resource

    locale = QLocale(language)
    QLocale.setDefault(locale)
    application.setLayoutDirection(locale.textDirection())
    translator = QTranslator(application)
    with as_file(resource("i18n", f"ctip_{language}.qm")) as file:
        if translator.load(str(file)):
            application.installTranslator(translator)


def make_window(application: QApplication, preferences: Preferences, tasks: Tasks | None = None) -> MainWindow:
    """The window with its look, its session and its crash hook, not shown yet."""
    from PySide6.QtCore import QTimer

    from ui.auto_lock import AutoLock
    from ui.crash import CrashHook
    from ui.main_window import MainWindow
    from ui.session import Session
    from ui.tasks import Tasks
    from ui.theme import Look

    speak(application)
    look = Look(application, scheme=preferences.scheme, percent=preferences.percent)
    session = Session(tasks=tasks or Tasks(), parent=application)
    window = MainWindow(session, preferences, AutoLock(application))
    hook = CrashHook(lambda: window, lambda words: keep_report(session, words))
    hook.install()
    session.tasks.broke.connect(hook.catch)
    QTimer.singleShot(0, window, lambda: QTimer.singleShot(_SCRIPTS_AFTER, window, look.load_scripts))
    return window


def start(window: MainWindow, workspace: Path | None, *, sample: bool = False) -> None:
    """Show what the person asked for: a file, the sample, the last workspace, or the first run."""
    recent = window.preferences.recent
    if sample:
        window.show_sample()
    elif workspace is not None:
        window.show_unlock(workspace)
    elif recent:
        window.show_unlock(recent[0])
    else:
        window.show_first_run()


def keep_report(session: Session, words: str) -> None:
    """Keep a crash report inside the encrypted file, when one is open."""
    if session.is_open:
        session.workspace.set_setting("last_crash", words)


if __name__ == "__main__":
    sys.exit(main())
