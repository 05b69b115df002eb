"""The parts around the blocks of the score card: heading with rounds, choice of the sheet, why people agreed, the total."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QTabBar, QWidget

from ctip_desktop.forms.model import Choice
from ctip_desktop.queries.opportunities import RoundView
from ui.forms.typed import show_date
from ui.icons import icon
from ui.widgets.base import ElidedLabel, Label, column, restyle, row
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.note_bar import NoteBar
from ui.widgets.score_block import FormulaBar
from ui.widgets.score_marks import MarkKey
from ui.widgets.segmented import Segmented

MINE, AGREED = "mine", "agreed"


class ScoreHeader(QFrame):
    """Where one is, about what, and the rounds.

    Signals:
        up: to the opportunities. how: explain the score. explained: the decision x-ray. round_chosen(str): a round by kind.
        close_wanted: close or open the round.
    """

    up = Signal()
    how = Signal()
    explained = Signal()
    round_chosen = Signal(str)
    close_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "header")
        self._kinds: list[str] = []
        self._small = False
        self.crumb = Label("", "caption2")
        self.title = ElidedLabel("", "title")
        self.companies = ElidedLabel("", "sub")
        self.explain = Button(self.tr("How the score works"), "quiet", icon="help", clicked=self.how.emit)
        self.why = Button(self.tr("Why this place?"), "quiet", icon="search", clicked=self.explained.emit)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(self.tr("Rounds"))
        self.tabs.currentChanged.connect(self._chosen)
        self.close_round = Button("", "quiet", clicked=self.close_wanted.emit)
        self._arrange()

    def show_rounds(self, kinds: Sequence[Choice], known: Mapping[str, RoundView], current: str) -> None:
        """One tab for each round; the current one is marked, no signal."""
        self._kinds = [choice.name for choice in kinds]
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for place, choice in enumerate(kinds):
            view = known.get(choice.name)
            words = self.tr("Round {0}: {1}").format(place + 1, view.title if view else choice.label)
            state = self.state_words(view)
            sign = "circle" if view is None else "okc" if view.closed else "half"
            self.tabs.addTab(icon(sign), self.tr("Round {0}").format(place + 1) if self._small else f"{words} · {state}")
            self.tabs.setTabToolTip(place, f"{words}, {state}")
        self.tabs.setCurrentIndex(self._kinds.index(current))
        self.tabs.blockSignals(False)
        view = known.get(current)
        self.close_round.setVisible(view is not None)
        self.close_round.say(self.tr("Open this round again") if view is not None and view.closed else self.tr("Close this round"))

    def state_words(self, view: RoundView | None) -> str:
        """How far a round is."""
        if view is None:
            return self.tr("not started")
        if view.closed:
            day = show_date(view.closed_on.isoformat(), QLocale()) if view.closed_on else ""
            return self.tr("closed {0}").format(day) if day else self.tr("closed")
        return self.tr("1 person scored") if view.people_scored == 1 else self.tr("%n people scored", "", view.people_scored)

    def make_small(self, small: bool) -> None:
        """Fewer words on narrow windows."""
        self._small = small
        self.explain.say("" if small else self.tr("How the score works"))
        self.explain.setAccessibleName(self.tr("How the score works"))
        self.why.say("" if small else self.tr("Why this place?"))
        self.why.setAccessibleName(self.tr("Why this place?"))

    def _chosen(self, place: int) -> None:
        if 0 <= place < len(self._kinds):
            self.round_chosen.emit(self._kinds[place])

    def _arrange(self) -> None:
        lines = column(self, margins=(24, 8, 24, 0), gap=2)
        path = row(gap=6)
        path.addWidget(Button(self.tr("Opportunities"), "link", clicked=self.up.emit))
        path.addWidget(self.crumb)
        path.addStretch()
        lines.addLayout(path)
        title = row(gap=8)
        title.addWidget(self.title)
        title.addWidget(self.companies, 1)
        title.addWidget(Chip(self.tr("Team only"), "lock"))
        title.addWidget(self.why)
        title.addWidget(self.explain)
        lines.addLayout(title)
        rounds = row(gap=8)
        rounds.addWidget(self.tabs, 1)
        rounds.addWidget(self.close_round)
        lines.addLayout(rounds)


class SheetBar(QWidget):
    """Own sheet or agreed sheet, and the legend."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        label = Label(self.tr("Your sheet"), "strong")
        options = [(MINE, self.tr("Mine")), (AGREED, self.tr("Agreed sheet"))]
        self.choice = Segmented(options, self.tr("Which sheet"), clearable=False)
        self.choice.choose(MINE)
        label.setBuddy(self.choice)
        signs = (("own", self.tr("you")), ("other", self.tr("another person")), ("split", self.tr("people differ by 2 or more")))
        self._legend: list[QWidget] = [MarkKey(kind, words) for kind, words in signs]
        hint = ElidedLabel(self.tr("1 hardly, 3 to some degree, 5 strongly, ? cannot judge. Keys 1 to 5."), "caption2")
        line = row(self, margins=(24, 8, 24, 6), gap=12)
        line.addWidget(label)
        line.addWidget(self.choice)
        for part in self._legend:
            line.addWidget(part)
        line.addStretch()
        line.addWidget(hint)
        self._legend.append(hint)

    def make_small(self, small: bool) -> None:
        """Without the legend on narrow windows; every drawing says itself in its tooltip."""
        for part in self._legend:
            part.setVisible(not small)


class Agreement(Card):
    """Why people agreed on the marks.

    Signals:
        same_wanted: take the marks where everybody agrees.
    """

    same_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=6, parent=parent)
        words = Label(self.tr("Why did you agree on these marks?"), "strong")
        self.reason = QLineEdit()
        self.reason.setAccessibleName(words.text())
        self.reason.setPlaceholderText(self.tr("One sentence that others understand later"))
        self.reason.setMaxLength(1_000)
        self.reason.textEdited.connect(lambda _text: restyle(self.reason, state=""))
        words.setBuddy(self.reason)
        self.same = Button(self.tr("Take the marks where everybody agrees"), size="small", clicked=self.same_wanted.emit)
        start = row()
        start.addWidget(self.same)
        start.addStretch()
        self.add(words, self.reason, start)
        self.add(Label(self.tr("The agreed sheet is made by people, never by a mean. Every own sheet stays as it is."), "caption2", wrap=True))

    def text(self) -> str:
        """The reason without blank ends."""
        return self.reason.text().strip()

    def complain(self) -> None:
        """A reason is missing."""
        restyle(self.reason, state="error")
        self.reason.setFocus()


class HandInBar(NoteBar):
    """Before handing in: which factors are open. After it: when it was, and the way back.

    Signals:
        confirmed: hand the sheet in with open factors. taken_back: the own sheet should be a draft again.
    """

    confirmed = Signal()
    taken_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.go_on = self.add_action(self.tr("Go on scoring"), self.hide)
        self.hand_in = self.add_action(self.tr("Hand in with open factors"), self.confirmed.emit)
        self.take_back = self.add_action(self.tr("Take back"), self.taken_back.emit)
        self.hide()

    def ask(self, names: Sequence[str]) -> None:
        """Name the open factors."""
        head = self.tr("1 factor is open.") if len(names) == 1 else self.tr("%n factors are open.", "", len(names))
        self._show(asking=True)
        self.show_note(self.tr("You can hand in now, or score them first: {0}.").format(", ".join(names)), "warn", strong=head)
        self.hand_in.setFocus()

    def tell(self, at: datetime | None, names: Sequence[str], *, may_take_back: bool) -> None:
        """Handed in, and when."""
        head = self.tr("Handed in at {0}.").format(f"{at.astimezone():%H:%M}") if at is not None else self.tr("Handed in.")
        count = self.tr("1 factor is open.") if len(names) == 1 else self.tr("%n factors are open.", "", len(names))
        self._show(asking=False)
        self.take_back.setVisible(may_take_back)
        self.show_note(count if names else "", "ok", strong=head)

    def _show(self, *, asking: bool) -> None:
        self.go_on.setVisible(asking)
        self.hand_in.setVisible(asking)
        self.take_back.setVisible(not asking)
        self.show()


class ScoreFooter(QFrame):
    """The total as a formula, and the main button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "footer")
        self.formula = FormulaBar()
        self.provisional = Chip("", "half", "warn")
        self.close_button = Button(self.tr("Save and close"))
        self.main = Button("", "main")
        line = row(self, margins=(24, 8, 24, 8), gap=12)
        line.addWidget(self.formula)
        line.addWidget(self.provisional)
        line.addStretch()
        line.addWidget(self.close_button)
        line.addWidget(self.main)

    def show_open(self, names: Sequence[str], of: int) -> None:
        """Which factors are open; while there are any, the total is provisional."""
        self.provisional.say(self.tr("Provisional: {0} of {1} open").format(len(names), of))
        self.provisional.setToolTip(", ".join(names))
        self.provisional.setVisible(bool(names))
