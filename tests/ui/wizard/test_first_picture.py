"""The first picture of a form is already whole: nothing in a card lies over anything else."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QEvent, QObject

from ctip_desktop.forms.model import Answer, Source
from ctip_desktop.operations import records
from ui.forms.evidence import Evidence, SourceRow
from ui.shell import Shell

SOURCES = tuple(Source("company", title, date="2026-03") for title in ("Policy", "Yearly report", "Talk at the quay"))


class Painted(QObject):
    """Notes, each time a line of a source is painted, whether all lines beside it have room of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.whole: list[bool] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt calls it so
        if event.type() == QEvent.Type.Paint and isinstance(watched, SourceRow):
            lines = watched.parentWidget().findChildren(SourceRow)
            apart = all(above.geometry().bottom() < below.y() for above, below in pairwise(lines))
            self.whole.append(apart and watched.height() >= watched.sizeHint().height())
        return False


def test_sources_have_their_place_before_they_are_painted(qtbot, qapp, session, company):
    answers = {name: Answer.of("yes", sources=SOURCES) for name in ("policy", "statement")}
    record = records.create(session.workspace, "due_diligence", about=company, answers=answers).created[0]
    shell = Shell(session)
    qtbot.addWidget(shell)
    shell.resize(1366, 738)
    shell.show()
    painted = Painted()
    qapp.installEventFilter(painted)
    shell.go("wizard", {"record": record, "path": "policy"})
    shell.grab()
    for _ in range(20):
        QCoreApplication.processEvents()
    shell.grab()
    qapp.removeEventFilter(painted)
    assert len(shell.current.findChildren(Evidence)) > 1
    assert len(painted.whole) > 5
    assert all(painted.whole)
