"""Widgets that wait to be collected are collected in the window's thread, whatever a worker does meanwhile."""

from __future__ import annotations

import gc
import threading

import pytest
from PySide6.QtWidgets import QWidget

from ui.collector import Collector, collect_what_is_due
from ui.tasks import Tasks


@pytest.fixture
def collector(qapp):
    gc.enable()
    found = Collector()
    yield found
    found.deleteLater()
    gc.unfreeze()


def test_a_worker_that_needs_much_memory_collects_nothing_and_the_window_goes_on_collecting(qtbot, collector):
    where = []

    class Left(QWidget):
        """In a circle with itself, as a page with a signal to one of its own methods."""

        def __init__(self) -> None:
            super().__init__()
            self.itself = self

        def __del__(self) -> None:
            where.append(threading.current_thread() is threading.main_thread())

    tasks = Tasks()
    collector.settle()
    Left()
    job = tasks.prepare(lambda _progress: [[n] for n in range(50_000)])
    with qtbot.waitSignal(job.ended):
        tasks.start(job)
    tasks.join()
    assert where == []
    held = [[n] for n in range(5_000)]
    qtbot.waitUntil(lambda: where == [True])
    assert len(held) == 5_000


def test_what_is_due_is_what_python_itself_would_collect_by_now():
    gc.collect()
    held = [[n] for n in range(100)]
    before = gc.get_stats()[0]["collections"]
    collect_what_is_due()
    assert gc.get_stats()[0]["collections"] == before
    held += [[n] for n in range(5_000)]
    collect_what_is_due()
    assert gc.get_stats()[0]["collections"] == before + 1
    assert len(held) == 5_100
