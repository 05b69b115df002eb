"""Relation map: who is tied to whom, drawn and as a table, filtered, enlarged, saved as a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from ctip_desktop.interop.list_export import write_list
from ctip_desktop.operations.changes import Changes
from ctip_desktop.queries.relations import EdgeView, Node, RelationMap, narrowed, relation_map
from ui.pages.page import Page, Where
from ui.session import Session
from ui.theme import look, px
from ui.widgets.base import Label, column
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.empty import Empty
from ui.widgets.filter_button import FilterButton, Option
from ui.widgets.flow import FlowLayout, head_line
from ui.widgets.relation_map import RelationDrawing, node_words
from ui.widgets.save_list import SaveList
from ui.widgets.saved_note import SavedNote
from ui.widgets.search_box import SearchBox
from ui.widgets.segmented import Segmented
from ui.widgets.table import Column, RowsModel, Table
from ui.widgets.table_delegate import Cell
from ui.widgets.zoom_area import STEPS, ZoomArea
from ui.words import day_words

_SIZES = ("none", "small", "medium", "large")
_SEARCH = 230
_MAP, _TABLE, _NONE, _NONE_FIT = range(4)


class RelationsPage(Page):
    """The drawing, the table, and what they add up to."""

    least = 380

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.title = self.tr("Relation map")
        self.drawing = RelationDrawing()
        self.drawing.opened.connect(self._open_node)
        self.drawing.chosen.connect(self._node_chosen)
        self.area = ZoomArea(self.drawing)
        self.area.zoomed.connect(self._zoomed)
        self._whole: RelationMap | None = None
        self._make_filters()
        self.model: RowsModel[EdgeView] = RowsModel(self._columns(), lambda edge: edge.id)
        self.table = Table(self.tr("Relations"), self.model)
        self.table.make_sortable(0, Qt.SortOrder.AscendingOrder)
        self.table.opened.connect(lambda edge: self.go.emit("wizard", {"record": edge.id}))
        self._arrange()
        self.show_view("table" if look().large else "map")

    def _make_filters(self) -> None:
        self.search = SearchBox(self.tr("Name of an organisation"))
        self.search.searched.connect(lambda _text: self._filter())
        self.contribution = FilterButton(self.tr("Contribution"))
        self.ours = FilterButton(self.tr("Through us"))
        for button in (self.contribution, self.ours):
            button.changed.connect(self._filter)
        self.clear_button = Button(self.tr("Clear filters"), "link", clicked=self.clear)
        self.save = SaveList(self.title)
        self.save.wanted.connect(self.export)
        self.save.offer_pdf(lambda: self.ask.emit("make_report", {"kind": "relations"}))
        self.note = SavedNote()

    def _tools(self) -> QWidget:
        """Filters, and beside them what only the map or only the table has."""
        holder = QWidget()
        line = FlowLayout(holder, gap=8)
        self.search.setFixedWidth(px(_SEARCH))
        self.smaller = IconButton("minusc", self.tr("Smaller (−)"), clicked=lambda: self.area.step(-1))
        self.larger = IconButton("zoomin", self.tr("Larger (+)"), clicked=lambda: self.area.step(1))
        for part in (self.search, self.contribution, self.ours, self.clear_button, self.smaller, self.larger, self.save):
            line.addWidget(part)
        return holder

    def _arrange(self) -> None:
        outer = column(self, margins=(24, 12, 24, 16), gap=10)
        self._sub = Label("", "sub", wrap=True)
        self.switch = Segmented([("map", self.tr("Map")), ("table", self.tr("Table"))], self.tr("View"), clearable=False)
        self.switch.chosen.connect(self.show_view)
        add = Button(self.tr("Add a relation"), "main", icon="plus", clicked=self._add)
        outer.addLayout(head_line((Label(self.title, "title"),), (self.switch, add)))
        outer.addWidget(self._sub)
        self.tools = self._tools()
        outer.addWidget(self.tools)
        outer.addWidget(self.note)
        self._legend = Label(
            self.tr("Thick line: contributes much. Dashes: not through us. Filled: connects others. Square: not one of our companies."),
            "caption",
            wrap=True,
        )
        outer.addWidget(self._legend)
        drawn, listed = Card(), Card(margins=(1, 1, 1, 1))
        self._chosen = Label("", "sub", wrap=True)
        drawn.add(self.area, self._chosen)
        listed.add(self.table)
        hint = self.tr("Write down who works with whom, and what we did for it.")
        none = Empty(self.tr("No relation yet"), hint, icon="link", action=self.tr("Add a relation"), clicked=self._add)
        self.stack = QStackedWidget()
        none_fit = Empty(self.tr("No relation fits these filters"), icon="filter", action=self.tr("Clear filters"), clicked=self.clear)
        for part in (drawn, listed, none, none_fit):
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
        part = self.stack.currentIndex()
        (self.table if part == _TABLE else self.drawing if part == _MAP else self.search).setFocus()

    def refresh(self, changes: Changes | None) -> None:
        self._whole = self.session.ask(relation_map)
        edges = self._whole.edges
        self.contribution.offer(_options((each.contribution, each.contribution_label) for each in edges))
        self.ours.offer(_options((each.ours, each.ours_label) for each in edges))
        self._filter()

    @property
    def _filtered(self) -> bool:
        return bool(self.search.text().strip() or self.contribution.chosen or self.ours.chosen)

    def clear(self) -> None:
        """Show everything again."""
        for button in (self.contribution, self.ours):
            button.choose(frozenset(), quiet=True)
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self._filter()

    def _filter(self) -> None:
        if self._whole is None:
            return
        found = narrowed(self._whole, self.search.text(), self.contribution.chosen, self.ours.chosen)
        self._sub.setText(self._shown_words(found) if self._whole.edges else "")
        self.drawing.show_map(found)
        self.model.show_rows(found.edges)
        self._node_chosen(self.drawing.current())
        self.clear_button.setVisible(self._filtered)
        self.show_view(self.switch.current())

    def _shown_words(self, found: RelationMap) -> str:
        if not self._filtered or self._whole is None:
            return found.text
        return self.tr("{shown} of {total} relations shown").format(shown=len(found.edges), total=len(self._whole.edges))

    def _node_chosen(self, node: Node | None) -> None:
        self._chosen.setText(node_words(node) if node is not None else "")
        if node is not None and self.area.zoom > 1:
            self.area.bring_into_sight(self.drawing.place_now())

    def _zoomed(self, zoom: float) -> None:
        self.drawing.enlarge(zoom)
        self.smaller.setEnabled(zoom > STEPS[0])
        self.larger.setEnabled(zoom < STEPS[-1])
        QTimer.singleShot(0, self, lambda: self._node_chosen(self.drawing.current()))  # once the drawing has its new size

    def show_view(self, name: str) -> None:
        """Show the map or the table."""
        self.switch.choose(name if name in ("map", "table") else "map")
        nothing = self.model.rowCount() == 0
        alone = bool(self._filtered and self.drawing.current()) and self.switch.current() == "map"
        empty = nothing and not alone
        part = _TABLE if self.switch.current() == "table" else _MAP
        self.stack.setCurrentIndex((_NONE_FIT if self._filtered else _NONE) if empty else part)
        shown = self.stack.currentIndex()
        self._legend.setVisible(shown == _MAP)
        self.tools.setVisible(shown != _NONE)
        for button in (self.smaller, self.larger):
            button.setVisible(shown == _MAP)
        self.save.setVisible(shown == _TABLE)

    def export(self, path: Path) -> None:
        """Write the relations shown to a file, in the order of the table."""
        headings = [column.title for column in self.model.columns]
        lines = [edge for n in range(self.model.rowCount()) if (edge := self.model.row_at(self.model.index(n, 0))) is not None]
        rows = [[each.a_name, each.b_name, each.kind, each.ours_label, each.contribution_label, each.since] for each in lines]
        self.note.save(path, lambda: write_list(path, headings, rows))

    def _add(self) -> None:
        self.ask.emit("add_record", {"form": "relation"})

    def _open_node(self, node: Node) -> None:
        """The page of a company; of another organisation the table of its relations."""
        if node.company is not None:
            self.go.emit("company", {"company": node.company})
            return
        self.search.setText(node.name)
        self.search.search_now()
        self.show_view("table")
        self.take_focus()


def _options(found: Iterable[tuple[str, str]]) -> list[Option]:
    """The values there are, with how many relations have each."""
    counted = Counter((name, label) for name, label in found if name)
    return [Option(name, label, count) for (name, label), count in counted.most_common()]


def _size(edge: EdgeView) -> int:
    """From large to none; what nobody judged stands last."""
    return -_SIZES.index(edge.contribution) if edge.contribution in _SIZES else 1
