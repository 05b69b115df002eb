"""What is chosen on the map, in words, and what can be done with it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from ctip_desktop.queries.interests import Goal, Interest, Pair
from ui.pages.interests.drawing import thing_words
from ui.theme import look
from ui.widgets.base import Label, clear, column, row
from ui.widgets.button import Button
from ui.widgets.card import Card


class ChosenBar(Card):
    """Signals: tie(), untie(), pursue(): what was pressed; go(str, dict): as a page's."""

    tie = Signal()
    untie = Signal()
    pursue = Signal()
    go = Signal(str, dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margins=(14, 8, 14, 8), parent=parent)
        self.interest: Interest | None = None
        self.goal: Goal | None = None
        self.pair: Pair | None = None
        self.said = Label("", "strong", wrap=True)
        self.more = Label("", "sub", wrap=True)
        words = column(gap=1)
        words.addWidget(self.said)
        words.addWidget(self.more)
        line = row(gap=8)
        line.setDirection(QBoxLayout.Direction.TopToBottom if look().large else QBoxLayout.Direction.LeftToRight)
        line.addLayout(words, 1)
        self._buttons = row(gap=8)
        line.addLayout(self._buttons)
        self.add(line)
        self.show_chosen(None, None, None)

    def show_chosen(self, interest: Interest | None, goal: Goal | None, pair: Pair | None) -> None:
        """Show another choice."""
        self.interest, self.goal, self.pair = interest, goal, pair
        self.said.setText(self._words())
        self.more.setText(self._hint())
        self.more.setVisible(bool(self.more.text()))
        held = self.window().focusWidget() in self.buttons()  # also while a dialog stands before the window
        clear(self._buttons)
        for button in self._offered():
            self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        if held and self.buttons():
            self.buttons()[0].show()  # what is not shown yet cannot take it
            self.buttons()[0].setFocus()  # the one with the keyboard was replaced

    def buttons(self) -> list[Button]:
        """The buttons now, in order."""
        items = (self._buttons.itemAt(n) for n in range(self._buttons.count()))
        return [one for item in items if item is not None and isinstance(one := item.widget(), Button)]

    def _words(self) -> str:
        if self.pair is not None:
            return thing_words(self.pair)
        if self.interest is not None and self.goal is not None:
            both = self.tr("{company} wants: “{interest}”. Our goal: “{goal}”.")
            return both.format(company=self.interest.company.title, interest=self.interest.text.rstrip("."), goal=self.goal.text.rstrip("."))
        thing = self.interest or self.goal
        return thing_words(thing) if thing is not None else self.tr("Nothing is chosen yet.")

    def _hint(self) -> str:
        if self.pair is not None:
            return "" if self.pair.opportunity is not None or self.pair.idea else self.tr("Write the idea first, or make it an opportunity as it is.")
        if self.interest is not None and self.goal is not None:
            return self.tr("Do they meet? Then tie them, and write what you could do together.")
        if self.interest is not None:
            return self.tr("Now choose a goal that meets it.")
        return self.tr("Now choose what a company wants.") if self.goal is not None else ""

    def _offered(self) -> list[Button]:
        pair = self.pair
        if pair is not None:
            opened = Button(self.tr("Open the pair"), clicked=partial(self.go.emit, "wizard", {"record": pair.id}))
            untie = Button(self.tr("Untie"), "quiet", clicked=self.untie.emit)
            if pair.opportunity is not None:
                into = Button(self.tr("Open the opportunity"), icon="idea", clicked=partial(self.go.emit, "wizard", {"record": pair.opportunity.id}))
                return [into, opened, untie]
            return [Button(self.tr("Make it an opportunity"), icon="idea", clicked=self.pursue.emit), opened, untie]
        if self.interest is not None and self.goal is not None:
            return [Button(self.tr("Tie them"), icon="link", clicked=self.tie.emit)]
        thing = self.interest or self.goal
        if thing is None:
            return []
        words = self.tr("Open the interest") if self.interest is not None else self.tr("Open the goal")
        return [Button(words, clicked=partial(self.go.emit, "wizard", {"record": thing.id}))]
