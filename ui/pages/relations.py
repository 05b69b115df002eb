"""Relation map: who is tied to whom, drawn and as a table."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from ctip_desktop.operations.changes import Changes
from ctip_desktop.queries.relations import EdgeView, Node, relation_map
from ui.pages.page import Page, Where
from ui.session import Session
from ui.theme import look
from ui.widgets.base import ElidedLabel, Label, column, row
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.empty import Empty
from ui.widgets.relation_map import RelationDrawing, node_words
from ui.widgets.segmented import Segmented
from ui.widgets.table import Column, RowsModel, Table
from ui.widgets.table_delegate import Cell
from ui.words import day_words

_SIZES = ("none", "small", "medium", "large")


class RelationsPage(Page):
    """The drawing, the table, and what they add up to."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.title = self.tr("Relation map")
        self.drawing = RelationDrawing()
        self.drawing.opened.connect(self._open_node)
        self.drawing.chosen.connect(lambda node: self._chosen.setText(node_words(node)))
        self.model: RowsModel[EdgeView] = RowsModel(self._columns(), lambda edge: edge.id)
        self.table = Table(self.tr("Relations"), self.model)
        self.table.make_sortable(0, Qt.SortOrder.AscendingOrder)
        self.table.opened.connect(lambda edge: self.go.emit("wizard", {"record": edge.id}))
        self._arrange()
        self.show_view("table" if look().large else "map")

    def _arrange(self) -> None:
        outer = column(self, margins=(24, 12, 24, 16), gap=10)
        head = row(gap=8)
        head.addWidget(Label(self.title, "title"))
        self._sub = ElidedLabel("", "sub")
        head.addWidget(self._sub, 1)
        self.switch = Segmented([("map", self.tr("Map")), ("table", self.tr("Table"))], self.tr("View"), clearable=False)
        self.switch.chosen.connect(self.show_view)
        head.addWidget(self.switch)
        head.addWidget(Button(self.tr("Add a relation"), "main", icon="plus", clicked=self._add))
        outer.addLayout(head)
        self._legend = Label(
            self.tr("Thick line: contributes much. Dashes: not through us. Filled: connects others. Square: not one of our companies."),
            "caption",
            wrap=True,
        )
        outer.addWidget(self._legend)
        drawn, listed = Card(), Card(margins=(1, 1, 1, 1))
        self._chosen = Label("", "sub", wrap=True)
        drawn.add(self.drawing, self._chosen)
        listed.add(self.table)
        hint = self.tr("Write down who works with whom, and what we did for it.")
        none = Empty(self.tr("No relation yet"), hint, icon="link", action=self.tr("Add a relation"), clicked=self._add)
        self.stack = QStackedWidget()
        for part in (drawn, listed, none):
            self.stack.addWidget(part)
        outer.addWidget(self.stack, 1)

    def _columns(self) -> tuple[Column[EdgeView], ...]:
        return (
            Column(self.tr("From"), lambda edge: Cell(edge.a_name), 0, lambda edge: edge.a_name.casefold(), least=160),
            Column(self.tr("To"), lambda edge: Cell(edge.b_name), 200, lambda edge: edge.b_name.casefold()),
            Column(self.tr("What it is"), lambda edge: Cell(edge.kind or "–"), 200, lambda edge: edge.kind.casefold()),
            Column(self.tr("Through us"), lambda edge: Cell(edge.ours_label or "–"), 150, lambda edge: edge.ours_label),
            Column(self.tr("Contribution"), lambda edge: Cell(edge.contribution_label or self.tr("not judged")), 130, _size),
            Column(self.tr("Since"), lambda edge: Cell(day_words(edge.since) if edge.since else "–"), 110, lambda edge: edge.since or date.max),
        )

    # --- page contract ---------------------------------------------------

    def open(self, view: str = "", **_other: Any) -> None:
        """view: map or table."""
        if view:
            self.show_view(view)
        self.stale = True

    def place(self) -> Where:
        return {"view": self.switch.current()}

    def take_focus(self) -> None:
        (self.table if self.switch.current() == "table" else self.drawing).setFocus()

    def refresh(self, changes: Changes | None) -> None:
        found = self.session.ask(relation_map)
        self._sub.setText(found.text if found.edges else "")
        self.drawing.show_map(found)
        self.model.show_rows(found.edges)
        node = self.drawing.current()
        self._chosen.setText(node_words(node) if node is not None else "")
        self.show_view(self.switch.current())

    def show_view(self, name: str) -> None:
        """Show the map or the table."""
        self.switch.choose(name if name in ("map", "table") else "map")
        empty = self.model.rowCount() == 0
        self.stack.setCurrentIndex(2 if empty else 1 if self.switch.current() == "table" else 0)
        self._legend.setVisible(self.stack.currentIndex() == 0)

    def _add(self) -> None:
        self.ask.emit("add_record", {"form": "relation"})

    def _open_node(self, node: Node) -> None:
        if node.company is not None:
            self.go.emit("company", {"company": node.company})


def _size(edge: EdgeView) -> int:
    """From large to none; what nobody judged stands last."""
    return -_SIZES.index(edge.contribution) if edge.contribution in _SIZES else 1
