"""The relationship: both views of each quality, the gap between them, where that leads in the fit check, and the decision a person takes."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from ctip_desktop.practice.fit_check import ADVICE, THRESHOLDS_ARE_OURS
from ctip_desktop.practice.pulse import DIRECTION, Line, Mean, View, tenths
from ui.pages.partnerships.tab import Tab
from ui.theme import look, px
from ui.widgets.base import Label, column, row
from ui.widgets.base import Line as Rule
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.dumbbell import Dumbbell, Mark, Scale
from ui.widgets.empty import Empty
from ui.widgets.fit_matrix import FitMatrix
from ui.widgets.note_bar import NoteBar
from ui.widgets.table import Column, RowsModel, Table
from ui.widgets.table_delegate import Cell
from ui.widgets.trend import Trend
from ui.widgets.two_columns import TwoColumns
from ui.words import day_words, near_day

_SAME = 0.05
_BESIDE = 1000
"""Length of the design: from here on the fit check has room beside the pulse."""


class RelationshipTab(Tab):
    """Pulse at the start side, fit check at the end side."""

    as_table = False

    def fill(self) -> None:
        self._due()
        if self.page.pulse.newest is None:
            self._begin()
            return
        columns = TwoColumns(360, _BESIDE)
        self.body.addWidget(columns)
        columns.wide.addWidget(self._pulse())
        columns.wide.addStretch()
        columns.side.addWidget(self._fit())
        columns.side.addWidget(self._rule())
        columns.side.addStretch()

    # --- nothing yet -----------------------------------------------------

    def _begin(self) -> None:
        hint = self.tr("Six short questions for both sides, every six months. Each person answers alone.")
        sentence = self.tr("Nobody was asked about the relationship yet")
        self.body.addWidget(Empty(sentence, hint, icon="pulse", action=self.tr("Add the first answers"), clicked=self._add_answers))

    def _due(self) -> None:
        if self.page.pulse_due is None or not self.page.pulse_overdue:
            return
        words = self.tr("The pulse is due since {day}.").format(day=near_day(self.page.pulse_due, self.today))
        note = NoteBar(words, "warn")
        note.add_action(self.tr("Add answers"), self._add_answers)
        self.body.addWidget(note)

    def _add_answers(self) -> None:
        self.ask.emit("begin_pulse", {"partnership": self.page.id.hex})

    # --- pulse -----------------------------------------------------------

    def _pulse(self) -> QWidget:
        card = Card(margins=(1, 1, 1, 12), gap=0)
        card.add(self._pulse_head(), Rule())
        newest = self.page.pulse.newest
        assert newest is not None
        if not any(one.ours.shown or one.theirs.shown for one in self.page.pulse.lines):
            card.add(self._too_few())
        elif self.as_table or look().large:
            card.add(self._table())
        else:
            card.add(self._grid())
        inside = column(margins=(13, 10, 13, 0), gap=8)
        self._hints(inside)
        self._varies(inside)
        self._quotes(inside, newest.partner)
        count = self.page.suppress_under
        inside.addWidget(
            Label(self.tr("Numbers are means. With fewer than {count} people, nothing is shown.").format(count=count), "caption", wrap=True)
        )
        card.add(inside)
        return card

    def _pulse_head(self) -> QWidget:
        newest = self.page.pulse.newest
        assert newest is not None
        holder = QWidget()
        line = row(holder, margins=(13, 8, 13, 8), gap=8)
        words = column(gap=0)
        words.addWidget(Label(self.tr("Relationship pulse"), "strong"))
        day = day_words(newest.on) if newest.on else ""
        people = self.tr("{theirs} partner people, {ours} of us").format(theirs=newest.partner.people.count, ours=newest.ours.people.count)
        words.addWidget(Label(", ".join(part for part in (newest.name, day, people) if part), "caption2", wrap=True))
        line.addLayout(words, 1)
        for kind, legend in (("ours", self.tr("our view")), ("theirs", self.tr("partner’s view"))):
            line.addWidget(Mark(kind))
            line.addWidget(Label(legend, "sub"))
        switch = Button(self.tr("Show as drawing") if self.as_table else self.tr("Show as table"), "quiet", size="small", clicked=self._switch)
        switch.setVisible(not look().large)
        line.addWidget(switch)
        line.addWidget(Button(self.tr("Add answers"), size="small", icon="plus", clicked=self._add_answers))
        return holder

    def _switch(self) -> None:
        self.as_table = not self.as_table
        self.show_page(self.page)

    def _too_few(self) -> QWidget:
        newest = self.page.pulse.newest
        assert newest is not None
        words = self.tr("{theirs} of the partner and {ours} of us answered. From {least} people of one side on, their means are shown here.")
        sentence = words.format(theirs=newest.partner.people.count, ours=newest.ours.people.count, least=self.page.suppress_under)
        holder = QWidget()
        column(holder, margins=(13, 12, 13, 0)).addWidget(NoteBar(sentence, "info", strong=self.tr("Too few answers to show")))
        return holder

    def _grid(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(px(13), px(6), px(13), 0)
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        waves = len(self.page.pulse.waves)
        rounds = self.tr("%n rounds", "", waves)
        heads = (self.tr("Quality"), "", self.tr("Ours"), self.tr("Theirs"), self.tr("Gap"), rounds, self.tr("Change"))
        for place, words in enumerate(heads):
            head = Label(words, "group") if place != 1 else Scale()
            grid.addWidget(head, 0, place, Qt.AlignmentFlag.AlignVCenter if place < 2 else _END)
        for n, line in enumerate(self.page.pulse.lines, 1):
            place = 2 * n
            rule = QFrame()
            rule.setProperty("role", "phase" if line.item == DIRECTION else "line")
            rule.setFixedHeight(px(2) if line.item == DIRECTION else 1)
            grid.addWidget(rule, place - 1, 0, 1, len(heads))
            self._grid_line(grid, place, line)
        return holder

    def _grid_line(self, grid: QGridLayout, place: int, line: Line) -> None:
        words = QWidget()
        box = column(words, margins=(0, 6, 0, 6), gap=0)
        box.addWidget(Label(line.label, "strong"))
        box.addWidget(Label(self._meaning(line.item), "caption2"))
        grid.addWidget(words, place, 0)
        bar = Dumbbell(line.ours.value, line.theirs.value)
        bar.setAccessibleName(self.spoken(line))
        bar.setToolTip(self.spoken(line))
        grid.addWidget(bar, place, 1)
        grid.addWidget(Label(_number(line.ours)), place, 2, _END)
        grid.addWidget(Label(_number(line.theirs), "strong"), place, 3, _END)
        gap = _signed(line.gap, "–")
        grid.addWidget(Chip(gap, "split", "warn", tip=self.tr("very different views")) if line.wide else Label(gap), place, 4, _END)
        grid.addWidget(Trend(line.trend, low=1, high=5), place, 5, _END)
        grid.addWidget(Label(_change(line.change), "sub"), place, 6, _END)

    def spoken(self, line: Line) -> str:
        """One quality in words."""
        words = self.tr("{quality}: ours {ours}, theirs {theirs}, gap {gap}, change {change}")
        gap, change = _signed(line.gap, self.tr("not shown")), _signed(line.change, self.tr("not known"))
        return words.format(quality=line.label, ours=_number(line.ours), theirs=_number(line.theirs), gap=gap, change=change)

    def _meaning(self, item: str) -> str:
        words = {
            "rp_1": self.tr("same understanding of goals"),
            "rp_2": self.tr("help beyond money"),
            "rp_3": self.tr("both sides content"),
            "rp_4": self.tr("honest, shares information"),
            "rp_5": self.tr("adviser, resource or contact"),
            "rp_6": self.tr("asked on its own"),
        }
        return words.get(item, "")

    def _table(self) -> QWidget:
        columns: tuple[Column[Line], ...] = (
            Column(self.tr("Quality"), lambda line: Cell(line.label, self._meaning(line.item))),
            Column(self.tr("Ours"), lambda line: Cell(_number(line.ours), end=True), 76, end=True),
            Column(self.tr("Theirs"), lambda line: Cell(_number(line.theirs), end=True), 76, end=True),
            Column(self.tr("Gap"), lambda line: Cell(_signed(line.gap, "–"), end=True), 76, end=True),
            Column(self.tr("Change"), lambda line: Cell(_change(line.change), end=True), 90, end=True),
        )
        model: RowsModel[Line] = RowsModel(columns, lambda line: line.item, self)
        table = Table(self.tr("Relationship pulse as a table"), model)
        model.show_rows(self.page.pulse.lines)
        table.setFixedHeight(px(31) + len(self.page.pulse.lines) * px(40) + 2)
        return table

    def _hints(self, box: QVBoxLayout) -> None:
        labels = {line.item: line for line in self.page.pulse.lines}
        for hint in self.page.pulse.hints:
            line = labels[hint.item]
            if not line.wide:
                box.addWidget(Label(self.tr("{quality}: {hint}").format(quality=line.label, hint=hint.text), "sub", wrap=True))
                continue
            note = NoteBar(hint.text, "warn", strong=f"{line.label}.")
            if self.page.right_partners:
                company = self.page.right_partners[0].company.id.hex
                note.add_action(self.tr("Plan a talk"), partial(self.ask.emit, "record_conversation", {"company": company}))
            box.addWidget(note)

    def _varies(self, box: QVBoxLayout) -> None:
        """Which quality varies most: between the partner's people here, and, on *Figures*, between partnerships."""
        if not any(line.theirs.shown for line in self.page.pulse.lines):
            return
        line = row(gap=8)
        most = self.page.pulse.divided
        words = self.tr("Among the partner’s people, {quality} varies most.").format(quality=most.label.lower() if most else self.tr("no quality"))
        line.addWidget(Label(words, "sub", wrap=True), 1)
        open_figure = partial(self.go.emit, "figures", {"figure": "varies_most"})
        line.addWidget(Button(self.tr("Over all partnerships"), "link", size="small", clicked=open_figure))
        box.addLayout(line)

    def _quotes(self, box: QVBoxLayout, view: View) -> None:
        if not view.quotes:
            return
        line = row(gap=8)
        line.addWidget(Label(self.tr("What people said"), "strong"))
        line.addWidget(Label(self.tr("from {count} partner people, not by name").format(count=view.people.count), "sub"), 1)
        box.addLayout(line)
        labels = {each.item: each.label for each in self.page.pulse.lines}
        for item, text in view.quotes:
            line = row(gap=8)
            line.addWidget(Chip(labels.get(item, "")), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Label(f"“{text}”", wrap=True), 1)
            box.addLayout(line)

    # --- fit check -------------------------------------------------------

    def _fit(self) -> QWidget:
        card = Card()
        line = row(gap=8)
        line.addWidget(Label(self.tr("Fit check"), "strong"))
        line.addStretch()
        line.addWidget(Label(self.tr("grey band: close, talk first"), "caption2"))
        card.add(line, FitMatrix(self.page.fit, self.page.fit_path, self.page.thresholds))
        return card

    def _rule(self) -> QWidget:
        fit, card = self.page.fit, Card()
        card.add(Label(self.tr("What the rule says"), "strong"))
        card.add(Label(fit.text, wrap=True))
        if fit.ours is not None and fit.partner is None:
            card.add(Label(self.tr("Our view alone: {text}").format(text=ADVICE[fit.ours.cell].title), "sub", wrap=True))
        card.add(Label(THRESHOLDS_ARE_OURS, "caption", wrap=True), Label(self.tr("The rule is a help. You decide."), "caption2"))
        buttons = row(gap=8)
        record = Button(self.tr("Record a decision"), "main", clicked=partial(self.add, "decision", kind="fit_check"))
        explore = Button(self.tr("Yes, explore or no?"), clicked=partial(self.add, "decision", kind="fit_check", choice="explore"))
        buttons.addWidget(record)
        buttons.addWidget(explore)
        buttons.addStretch()
        card.add(buttons)
        last = next((each for each in self.page.decisions), None)
        if last is not None:
            words = self.tr("Last decision: {choice}, {day}").format(choice=last.choice_label, day=day_words(last.on) if last.on else "")
            card.add(Label(words, "caption2", wrap=True))
        return card


_END = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter


def _number(mean: Mean) -> str:
    return tenths(mean.value) if mean.value is not None else "–"


def _signed(difference: float | None, without: str) -> str:
    return tenths(difference, signed=True) if difference is not None else without


def _change(change: float | None) -> str:
    """An arrow and the size of a change; a dash when nothing is known to compare with."""
    if change is None:
        return "–"
    arrow = "=" if abs(change) < _SAME else "↑" if change > 0 else "↓"
    return f"{arrow} {tenths(abs(change))}"
