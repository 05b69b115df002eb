"""The end of a form: what is still needed to finish, with links; and what the answers suggest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ctip_desktop.forms.model import NOTHING
from ctip_desktop.forms.sheet import Progress, Sheet
from ui.forms.card_view import to_fix
from ui.forms.outline import Outline
from ui.theme import px
from ui.widgets.base import IconLabel, Label, Line, Scroller, clear, column, row
from ui.widgets.button import Button
from ui.widgets.card import Card


class FinishView(Scroller):
    """Things to finish, and results with their reasons.

    Signals:
        wanted(str): the person wants to go to a question.
        finish_anyway: close the draft as it is; it can be finished later.
    """

    wanted = Signal(str)
    finish_anyway = Signal()

    def __init__(self, outline: Outline, parent: QWidget | None = None) -> None:
        super().__init__(margins=(24, 14, 24, 24), parent=parent)
        self.outline = outline
        self.links: list[Button] = []
        holder = QWidget()
        holder.setMaximumWidth(px(860))
        self._lines = column(holder, gap=12)
        self.body.addWidget(holder)
        self.body.addStretch()

    def show_sheet(self, sheet: Sheet, unsettled: Sequence[str], unreadable: Mapping[str, str] = NOTHING) -> None:
        """List what blocks finishing, what is not settled, and what the rules suggest. unreadable: path and what is wrong with the typed text."""
        clear(self._lines)
        self.links = []
        blocking = [(problem.path, problem.message) for problem in sheet.problems() if problem.blocks and problem.path not in unreadable]
        blocking = [*unreadable.items(), *blocking]
        if blocking:
            self._list(self._count_words(len(blocking)), "alert", "bad", blocking, sheet)
        else:
            self._lines.addWidget(self._all_done(sheet.progress))
        if unsettled:
            words = self.tr("Two answers came together. You can finish and settle later.")
            self._list(words, "split", "two", [(path, "") for path in unsettled], sheet)
        gaps = [problem for problem in to_fix(sheet) if not problem.blocks]
        if gaps:
            words = self.tr("Answers without a source. You can finish and add them later.")
            self._list(words, "clip", "text2", [(problem.path, "") for problem in gaps], sheet)
        self._show_results(sheet)

    def take_focus(self) -> None:
        """Put the focus on the first thing to finish."""
        (self.links[0] if self.links else self).setFocus()

    def _count_words(self, count: int) -> str:
        return self.tr("1 thing to finish") if count == 1 else self.tr("%n things to finish", "", count)

    def _list(self, heading: str, icon: str, token: str, entries: Sequence[tuple[str, str]], sheet: Sheet) -> None:
        card = Card(gap=6)
        head = row(gap=8)
        head.addWidget(IconLabel(icon, token, 18))
        head.addWidget(Label(heading, "section", wrap=True), 1)
        card.add(head)
        for path, message in entries:
            card.add(Line())
            card.add(self._entry(path, message, sheet))
        self._lines.addWidget(card)

    def _entry(self, path: str, message: str, sheet: Sheet) -> QWidget:
        place = self.outline.place(path)
        number = place.number if place else ""
        holder = QWidget()
        lines = column(holder, gap=0)
        words = f"{number} {sheet.label(path)}".strip()
        link = Button(words, "link", clicked=lambda: self.wanted.emit(path))
        link.setAccessibleDescription(message)
        self.links.append(link)
        start = row()
        start.addWidget(link)
        start.addStretch()
        lines.addLayout(start)
        if message:
            lines.addWidget(Label(message, "sub", wrap=True))
        return holder

    def _all_done(self, progress: Progress) -> QWidget:
        card = Card()
        line = row(gap=8)
        begun = progress.answered > 0 or progress.asked == 0
        words = self.tr("Everything that is needed is here.") if begun else self.tr("Nothing is answered yet.")
        line.addWidget(IconLabel("okc" if begun else "circle", "ok" if begun else "text2", 18))
        line.addWidget(Label(words, "section", wrap=True), 1)
        card.add(line)
        return card

    def _show_results(self, sheet: Sheet) -> None:
        """What the rule tables suggest. A rule advises; a person decides."""
        tables = {table.name: table.label for table in sheet.form.outcomes}
        for name, outcomes in sheet.outcomes().items():
            if outcomes:
                card = Card(gap=6)
                card.add(Label(tables.get(name, name), "section", wrap=True))
                for outcome in outcomes:
                    card.add(Label(outcome.reason or outcome.result, wrap=True))
                card.add(Label(self.tr("This is what the answers suggest. Your team decides."), "caption2", wrap=True))
                self._lines.addWidget(card)
