"""One application for all window tests: offscreen, light palette, 100 % text, jobs inline, and nothing left over between tests."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from ui.preferences import Preferences
from ui.session import Session
from ui.tasks import InlineTasks
from ui.theme import Look


def pytest_configure(config: pytest.Config) -> None:
    # Said by the offscreen platform about every window with a least size; it means nothing there.
    config.addinivalue_line("qt_log_ignore", "This plugin does not support propagateSizeHints")


@pytest.fixture(scope="session")
def the_look(qapp: QApplication) -> Look:
    look = Look(qapp)
    look.choose(scheme="light", percent=100)
    look.load_scripts()
    return look


@pytest.fixture(autouse=True)
def clean(qapp: QApplication, the_look: Look) -> Iterator[None]:
    """The same look before each test; no window and no deferred deletion after it."""
    if (the_look.scheme, the_look.percent) != ("light", 100):
        the_look.choose(scheme="light", percent=100)
    yield
    for widget in qapp.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qapp.processEvents()


@pytest.fixture
def look(the_look: Look) -> Look:
    return the_look


@pytest.fixture
def preferences(tmp_path) -> Preferences:
    return Preferences(tmp_path / "window.ini")


@pytest.fixture
def tasks() -> Iterator[InlineTasks]:
    made = InlineTasks()
    yield made
    made.join()


@pytest.fixture
def empty_session(tasks: InlineTasks) -> Session:
    return Session(tasks=tasks)
