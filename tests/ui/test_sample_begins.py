"""While the sample is made, a key pressed once too often ends nothing."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ui.pages.sample import OpenSample, Sample
from ui.tasks import Tasks


class Never(Tasks):
    """Work that is never begun, so that it is still running when keys come."""

    def start(self, job: Any) -> None:
        """Keep it waiting."""


def test_blank_pressed_once_more_does_not_leave_the_sample_and_tab_leads_to_back(qtbot):
    class Given:
        def make(self, progress: Any) -> Any:
            raise AssertionError("it is never begun")

    making = OpenSample(cast(Sample, Given()), Never())
    qtbot.addWidget(making)
    making.show()
    making.activateWindow()
    making.begin()
    left = []
    making.left.connect(lambda: left.append(True))
    qtbot.waitUntil(lambda: QApplication.focusWidget() is making)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert not left
    qtbot.keyClick(making, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is making.back
    assert making.accessibleName() == "Preparing the sample programme"
