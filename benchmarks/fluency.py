"""Fluency: scrolling and filtering a register of 2,000 rows, a pipeline board of 300 cards, and a relation map of 120 organisations.

Every step is an action and everything that is painted after it. The baseline is a bare QTableView with the same texts, scrolled in the same window.
"""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import gc
import random
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QScrollBar, QTableView, QWidget

from benchmarks.common import Measure, p95, python_speed, seconds
from benchmarks.portfolio import FIRST, SECOND
from benchmarks.workspace import new_workspace
from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.operations.records import NewRecord
from ctip_desktop.workspace.workspace import Workspace
from ui.pages.page import Page
from ui.pages.pipeline import PipelinePage
from ui.pages.pipeline.page import ALWAYS
from ui.pages.registers import RegistersPage
from ui.pages.relations import RelationsPage
from ui.session import Session
from ui.theme import Look

ROWS, CARDS, COMPANIES, RELATIONS, STEPS = 2_000, 300, 120, 320, 60
LIMIT = 0.05
SIZE = 1162, 738
"""The page beside the rail of a window of 1366 × 768."""

WORDS = ("contract", "fee", "letter", "papers", "hours", "ferry", "wages", "recruiter", "training", "hotline", "visit", "audit")


def _sentence(draw: random.Random) -> str:
    return f"They worry about {draw.choice(WORDS)} and {draw.choice(WORDS)} in {draw.choice(FIRST)} {draw.choice(SECOND).lower()}"


def filled(ws: Workspace) -> None:
    """Companies, concerns about them, opportunities on every step, and relations between companies."""
    draw = random.Random(11)
    named = [NewRecord(answers={"name": Answer.of(f"{draw.choice(FIRST)} {draw.choice(SECOND)} {n}")}) for n in range(COMPANIES)]
    companies = records.create_many(ws, "company", named).created
    for start in range(0, ROWS, 500):
        records.create_many(ws, "concern", [_concern(draw, draw.choice(companies)) for _ in range(start, start + 500)])
    records.create_many(ws, "opportunity", [_idea(draw, n, draw.choice(companies)) for n in range(CARDS)])
    records.create_many(ws, "relation", [_relation(draw, companies) for _ in range(RELATIONS)])


def _concern(draw: random.Random, company: Any) -> NewRecord:
    answers = {
        "side": Answer.of(draw.choice(("company", "programme"))),
        "kind": Answer.of(draw.choice(("deal_breaker", "wish", "fear"))),
        "text": Answer.of(_sentence(draw)),
        "topic": Answer.of((draw.choice(("publicity", "legal", "roles")),)),
        "status": Answer.of(draw.choice(("open", "resolved"))),
        "raised_on": Answer.of(f"2026-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"),
    }
    return NewRecord(about=company, answers=answers, status="finished")


def _idea(draw: random.Random, number: int, company: Any) -> NewRecord:
    title = f"{draw.choice(WORDS).capitalize()} and {draw.choice(WORDS)} {number}"
    status = Answer.of(draw.choice(ALWAYS))
    return NewRecord(about=company, answers={"title": Answer.of(title), "status": status, "owner": Answer.of(draw.choice(FIRST))})


def _relation(draw: random.Random, companies: Sequence[Any]) -> NewRecord:
    a, b = draw.sample(companies, 2)
    answers = {
        "from_company": Answer.of(str(a)),
        "to_company": Answer.of(str(b)),
        "kind": Answer.of(draw.choice(WORDS)),
        "contribution": Answer.of(draw.choice(("none", "small", "medium", "large"))),
    }
    return NewRecord(answers=answers)


# --- steps --------------------------------------------------------------------------------------------------------------------------------


def step(work: Callable[[], object]) -> float:
    """Seconds of an action and of everything that is painted after it."""

    def both() -> None:
        work()
        QApplication.processEvents()

    return seconds(both)


def scrolled(bar: QScrollBar) -> list[float]:
    """From one end to the other in steps."""
    bar.setValue(0)
    QApplication.processEvents()
    places = [bar.maximum() * n // STEPS for n in range(1, STEPS + 1)]
    return [step(lambda place=place: bar.setValue(place)) for place in places]  # type: ignore[misc]  # default argument binds the loop


def typed(search: Any, page: QWidget) -> list[float]:
    """Letter by letter, as a person types, each letter searched at once; then cleared again."""
    found = []
    for word in WORDS[: STEPS // 6]:
        found += [step(lambda part=word[:n]: _search(search, part)) for n in range(1, 6)]  # type: ignore[misc]  # binds the loop
        found.append(step(lambda: _search(search, "")))
    return found


def _search(search: Any, text: str) -> None:
    search.setText(text)
    search.search_now()


def _shown(page: Page) -> None:
    page.resize(*SIZE)
    page.open()
    page.show()
    page.on_shown()
    for _ in range(3):
        QApplication.processEvents()


class _Bare(QAbstractTableModel):
    """The same texts and nothing else."""

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        super().__init__()
        self._rows = rows

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows[0])

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self._rows[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None


def bare_table(rows: Sequence[Sequence[str]]) -> list[float]:
    """A QTableView without anything of ours, scrolled."""
    model, view = _Bare(rows), QTableView()
    view.setModel(model)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.resize(*SIZE)
    view.show()
    QApplication.processEvents()
    found = scrolled(view.verticalScrollBar())
    view.close()
    return found


# --- measures -----------------------------------------------------------------------------------------------------------------------------


def _register(session: Session) -> tuple[dict[str, list[float]], list[float]]:
    page = RegistersPage(session)
    _shown(page)
    page.open(form="concern")
    QApplication.processEvents()
    view = page.view
    shown = [place for place in range(view.model.columnCount()) if not view.table.isColumnHidden(place)]
    texts = [[str(view.model.index(n, place).data()) for place in shown] for n in range(view.model.rowCount())]
    times = {
        "scroll": scrolled(view.table.verticalScrollBar()),
        "filter": typed(view.filters.search, page),
        "sort": [step(lambda n=n: view.table.sortByColumn(n % 3, Qt.SortOrder(n % 2))) for n in range(STEPS // 3)],  # type: ignore[misc]
    }
    page.close()
    return times, bare_table(texts)


def _board(session: Session) -> dict[str, list[float]]:
    page = PipelinePage(session)
    page.show_view("board")
    _shown(page)
    fullest = max(page.board.columns, key=lambda one: len(one.list.cards.cards))
    times = {
        "scroll": scrolled(page.board.horizontalScrollBar()) + scrolled(fullest.list.verticalScrollBar()),
        "filter": typed(page.search, page),
    }
    page.close()
    return times


def _map(session: Session) -> dict[str, list[float]]:
    page = RelationsPage(session)
    _shown(page)
    drawing = page.drawing
    times = {"walk": [step(lambda n=n: drawing.walk(1)) for n in range(STEPS)]}  # type: ignore[misc]  # binds the loop
    page.show_view("table")
    QApplication.processEvents()
    times["table scroll"] = scrolled(page.table.verticalScrollBar())
    page.close()
    return times


def measures() -> list[Measure]:
    """Each scroll and filter step ≤ 50 ms at the 95th percentile; a register scrolls at most five times as slowly as a bare table."""
    application = QApplication.instance() or QApplication([])
    Look(application).choose(scheme="light", percent=100)  # type: ignore[arg-type]  # it is a QApplication, made here or in the same process
    speed = python_speed()
    with tempfile.TemporaryDirectory() as name, new_workspace(Path(name)) as ws:
        filled(ws)
        session = Session(ws)
        gc.collect()
        gc.freeze()  # as the window does when it has settled (ui/collector.py)
        register, bare = _register(session)
        screens = {f"a register of {ROWS:,} rows": register, f"the board with {CARDS} cards": _board(session), "the relation map": _map(session)}
    found = [
        Measure(f"{screen}: {action}, p95", p95(times), LIMIT, speed, "s", len(times))
        for screen, actions in screens.items()
        for action, times in actions.items()
    ]
    baseline = f"a bare QTableView with the same texts, p95 {p95(bare) * 1000:.1f} ms"
    found.append(Measure("scrolling a register ÷ scrolling a bare table, p95", p95(register["scroll"]) / p95(bare), 5.0, baseline, runs=STEPS))
    return found
