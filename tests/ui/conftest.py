"""One application for all window tests: offscreen, light palette, 100 % text, jobs inline, and nothing left over between tests."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import gc
import itertools
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from ctip_desktop.queries.records import list_records
from ctip_desktop.workspace import cipher
from ctip_desktop.workspace.workspace import Workspace
from tests.ui import sample, workspaces
from ui.app import speak
from ui.auto_lock import AutoLock
from ui.collector import collect_what_is_due
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.session import Session
from ui.shell import Shell
from ui.tasks import InlineTasks
from ui.theme import Look


def pytest_configure(config: pytest.Config) -> None:
    # Said by the offscreen platform about every window with a least size; it means nothing there.
    config.addinivalue_line("qt_log_ignore", "This plugin does not support propagateSizeHints")


@pytest.fixture(scope="session")
def the_look(qapp: QApplication) -> Look:
    speak(qapp)
    look = Look(qapp)
    look.choose(scheme="light", percent=100)
    look.load_scripts()
    return look


@pytest.fixture(autouse=True)
def clean(qapp: QApplication, the_look: Look) -> Iterator[None]:
    """The same look before each test; no window and no deferred deletion after it. Collected is in between, in this thread, as in the program."""
    gc.disable()
    if (the_look.scheme, the_look.percent) != ("light", 100):
        the_look.choose(scheme="light", percent=100)
    yield
    for widget in qapp.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qapp.processEvents()
    collect_what_is_due()
    gc.enable()


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


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory) -> Path:
    """The invented programme, made once; tests work on copies."""
    path = tmp_path_factory.mktemp("programme") / "lantern.ctip"
    sample.make(path).close()
    return path


@pytest.fixture
def file(sample_file, tmp_path) -> Path:
    """A copy of the programme's file with this laptop's own token beside it, so that it is the same laptop and no restored copy."""
    for one in sample_file.parent.iterdir():
        if one.is_file() and not one.name.endswith(".lock"):
            shutil.copy(one, tmp_path / one.name)
        elif one.is_dir():
            shutil.copytree(one, tmp_path / one.name)
    return tmp_path / sample_file.name


@pytest.fixture(scope="session")
def key(sample_file) -> bytes:
    """The raw key, worked out once: deriving it takes most of the time of opening a file."""
    return cipher.derive(sample.PASSPHRASE, cipher.read_salt(sample_file)).key


@pytest.fixture
def workspace(file, key, catalogue) -> Iterator[Workspace]:
    moments = itertools.count()

    def clock() -> datetime:
        return sample.NOW + timedelta(milliseconds=next(moments))

    ws = Workspace.open(file, key=key, catalogue=catalogue, clock=clock, state=file.parent)
    ws.set_setting("backups", str(file.parent / "backups"))
    yield ws
    ws.close()


@pytest.fixture
def session(workspace, tasks) -> Session:
    return Session(workspace, tasks)


@pytest.fixture
def company(workspace):
    """Record id of a company by a part of its name."""

    def find(name: str = "Selan") -> UUID:
        return next(line.id for line in list_records(workspace, "company") if name in line.title)

    return find


@pytest.fixture(scope="session")
def portfolio(tmp_path_factory) -> tuple[Path, dict[str, UUID]]:
    """A file with ideas, a closed first round of score cards and an open second one; made once."""
    folder = tmp_path_factory.mktemp("ideas")
    with workspaces.make(folder / "lantern.ctip") as ws:
        ideas = workspaces.portfolio(ws)
    return folder, ideas


@pytest.fixture
def ideas(portfolio) -> dict[str, UUID]:
    return portfolio[1]


@pytest.fixture
def scored(portfolio, tmp_path, tasks) -> Iterator[Session]:
    """A session on a copy of that file."""
    shutil.copytree(portfolio[0], tmp_path / "w")
    with Workspace.open(tmp_path / "w" / "lantern.ctip", workspaces.PASS, state=tmp_path / "w" / "state") as ws:
        yield Session(ws, tasks)


@pytest.fixture
def shell(qtbot, session) -> Shell:
    made = Shell(session)
    qtbot.addWidget(made)
    made.resize(1366, 738)
    made.show()
    return made


@pytest.fixture
def window(qtbot, qapp, preferences, tasks, workspace) -> Iterator[MainWindow]:
    """The whole window, open on the invented programme."""
    made = MainWindow(Session(tasks=tasks), preferences, AutoLock(qapp))
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.enter(workspace)
    yield made
    made.close()
