"""The parts around the blocks of the score card: heading with rounds, choice of the sheet, why people agreed, the total."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QTabBar, QWidget

from ctip_desktop.forms.model import Choice
from ctip_desktop.queries.opportunities import RoundView
from ui.forms.typed import show_date
from ui.icons import icon
from ui.theme import look, px
from ui.widgets.base import ElidedLabel, Label, column, restyle, row
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.note_bar import NoteBar
from ui.widgets.score_block import SOON, FormulaBar, direction
from ui.widgets.score_marks import MarkKey
from ui.widgets.segmented import Segmented
from ui.widgets.soon import Soon

MINE, AGREED = "mine", "agreed"
_TAB = 46
"""What a tab takes beside its words, in lengths of the design: the icon and the room around."""


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
        self.crumb = Label("", "caption2")
        self.title = ElidedLabel("", "title")
        self.whole = Label("", "title", wrap=True)
        self.whole.hide()
        self.companies = ElidedLabel("", "sub")
        self.explain = Button(self.tr("How the score works"), "quiet", icon="help", clicked=self.how.emit)
        self.why = Button(self.tr("Why this place?"), "quiet", icon="search", clicked=self.explained.emit)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)  # on a narrow window every round stays in sight, with fewer words
        self._words: list[tuple[str, ...]] = []  # of each tab, from long to short
        self.tabs.setAccessibleName(self.tr("Rounds"))
        self.tabs.currentChanged.connect(self._chosen)
        self.close_round = Button("", "quiet", clicked=self.close_wanted.emit)
        self._arrange()

    def say(self, title: str) -> None:
        """Which idea it is about."""
        self.title.setText(title)
        self.whole.setText(title)

    def show_rounds(self, kinds: Sequence[Choice], known: Mapping[str, RoundView], current: str) -> None:
        """One tab for each round; the current one is marked, no signal."""
        self._kinds = [choice.name for choice in kinds]
        self.tabs.blockSignals(True)
        self._words = []
        while self.tabs.count():
            self.tabs.removeTab(0)
        for place, choice in enumerate(kinds):
            view = known.get(choice.name)
            words = self.tr("Round {0}: {1}").format(place + 1, view.title if view else choice.label)
            state = self.state_words(view)
            sign = "circle" if view is None else "okc" if view.closed else "half"
            self._words.append((f"{words} · {state}", words, self.tr("Round {0}").format(place + 1)))
            self.tabs.addTab(icon(sign), words)
            self.tabs.setTabToolTip(place, f"{words}, {state}")
        self.tabs.setCurrentIndex(self._kinds.index(current))
        self.tabs.blockSignals(False)
        view = known.get(current)
        self.close_round.setVisible(view is not None)
        self.close_round.say(self.tr("Open this round again") if view is not None and view.closed else self.tr("Close this round"))
        self._fit()

    def state_words(self, view: RoundView | None) -> str:
        """How far a round is."""
        if view is None:
            return self.tr("not started")
        if view.closed:
            day = show_date(view.closed_on.isoformat(), QLocale()) if view.closed_on else ""
            return self.tr("closed {0}").format(day) if day else self.tr("closed")
        return self.tr("1 person scored") if view.people_scored == 1 else self.tr("%n people scored", "", view.people_scored)

    def make_small(self, small: bool) -> None:
        """Fewer words on narrow windows, and what it is about below the title, which takes the lines it needs, so that both are read whole."""
        self.title.setVisible(not small)
        self.whole.setVisible(small)
        self._about.setDirection(direction(stacked=small))
        self._about.setSpacing(px(0 if small else 8))
        self.explain.say("" if small else self.tr("How the score works"))
        self.explain.setAccessibleName(self.tr("How the score works"))
        self.why.say("" if small else self.tr("Why this place?"))
        self.why.setAccessibleName(self.tr("Why this place?"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The longest words of the rounds that stand beside each other in full."""
        beside = self.close_round.sizeHint().width() if not self.close_round.isHidden() else 0
        whole = self.width() - px(2 * 24)
        room = whole - beside - px(8)
        # not asked of the tabs: before they are shown that would leave them without a size
        fonts = [QFontMetrics(look().font(13, bold=place == self.tabs.currentIndex())) for place in range(len(self._words))]
        lengths = [sum(f.horizontalAdvance(words[n]) + px(_TAB) for f, words in zip(fonts, self._words, strict=True)) for n in range(3)]
        stacked = min(lengths) > room
        self._rounds.setDirection(direction(stacked=stacked))
        chosen = next((length for length, width in enumerate(lengths) if width <= (whole if stacked else room)), 2)
        for place, words in enumerate(self._words):
            if self.tabs.tabText(place) != words[chosen]:
                self.tabs.setTabText(place, words[chosen])

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
        self._about = row(gap=8)
        self._about.addWidget(self.title)
        self._about.addWidget(self.whole)
        self._about.addWidget(self.companies, 1)
        title.addLayout(self._about, 1)
        title.addWidget(Chip(self.tr("Team only"), "lock"))
        title.addWidget(self.why)
        title.addWidget(self.explain)
        lines.addLayout(title)
        self._rounds = row(gap=8)
        self._rounds.addWidget(self.tabs, 1)
        self._rounds.addWidget(self.close_round)
        lines.addLayout(self._rounds)


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
        self._others = self._legend[1:]
        self._small, self._narrow, self._others_shown = False, False, True
        self._hint = hint = ElidedLabel(self.tr("1 hardly, 5 strongly, ? cannot judge. Keys: 1 to 5, ↑ ↓"), "caption2")
        line = row(self, margins=(24, 8, 24, 6), gap=12)
        line.addWidget(label)
        line.addWidget(self.choice)
        for part in self._legend:
            line.addWidget(part)
        line.addWidget(hint, 1)
        hint.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        line.addStretch()  # when the words are away, the rest stays where it is
        self._legend.append(hint)

    def show_others(self, *, shown: bool) -> None:
        """With the signs of other people, or without while nothing of them is drawn."""
        self._others_shown = shown
        self.make_small(self._small, narrow=self._narrow)

    def make_small(self, small: bool, *, narrow: bool) -> None:
        """Without the legend on small windows, and on narrow ones without the words for which its signs leave no room; every drawing says itself
        in its tooltip."""
        self._small, self._narrow = small, narrow
        for part in self._legend:
            part.setVisible(not small and (self._others_shown or part not in self._others))
        no_room = look().large or (narrow and self._others_shown)  # only its beginning would be left
        self._hint.setVisible(not small and not no_room)


class Agreement(Card):
    """Why people agreed on the marks.

    Signals:
        same_wanted: take the marks where everybody agrees. typed(str): the reason as it stands, a moment after the last key or on leaving it.
    """

    same_wanted = Signal()
    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=6, parent=parent)
        words = Label(self.tr("Why did you agree on these marks?"), "strong")
        self.reason = QLineEdit()
        self.reason.setAccessibleName(words.text())
        self.reason.setPlaceholderText(self.tr("One sentence that others understand later"))
        self.reason.setMaxLength(1_000)
        self._soon = Soon(self, SOON, self._say)
        self.reason.textEdited.connect(self._edited)
        self.reason.editingFinished.connect(self._say)
        words.setBuddy(self.reason)
        self.missing = Label(self.tr("Write why you agreed on these marks. One sentence is enough."), "error", wrap=True)
        self.missing.hide()
        self.same = Button(self.tr("Take the marks where everybody agrees"), size="small", clicked=self.same_wanted.emit)
        self.add(words, self.reason, self.missing)
        foot = row(gap=12)
        foot.addWidget(self.same)
        self.standing = Label("", "caption2", wrap=True)
        foot.addWidget(self.standing, 1)
        self.add(foot)
        self.tell("")

    def make_editable(self, editable: bool) -> None:
        """In a closed round the reason is only read."""
        self.reason.setReadOnly(not editable)
        self.same.setVisible(editable)

    def tell(self, words: str, role: str = "caption2") -> None:
        """Whether the sheet is kept; else the rule. It stands in one place, so that no factor moves under the pointer."""
        self.standing.setText(words or self.tr("The agreed sheet is made by people, never by a mean. Every own sheet stays as it is."))
        restyle(self.standing, role=role)

    def show_reason(self, text: str) -> None:
        """Show the reason of another sheet."""
        self._soon.stop()
        self.reason.setText(text)
        self._put_right()

    def text(self) -> str:
        """The reason without blank ends."""
        return self.reason.text().strip()

    def complain(self) -> None:
        """A reason is missing."""
        self.missing.show()
        restyle(self.reason, state="error")
        self.reason.setFocus()

    def _edited(self, _text: str) -> None:
        self._put_right()
        self._soon.ask()

    def _put_right(self) -> None:
        self.missing.hide()
        restyle(self.reason, state="")

    def _say(self) -> None:
        self._soon.stop()
        self.typed.emit(self.reason.text())


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
        self.buttons = (self.go_on, self.hand_in, self.take_back)
        self.hide()

    def ask(self, names: Sequence[str]) -> None:
        """Name the open factors."""
        head = self.tr("1 factor is open.") if len(names) == 1 else self.tr("%n factors are open.", "", len(names))
        self._show(asking=True)
        named = ", ".join(name.rstrip("?") for name in names)
        self.show_note(self.tr("You can hand in now, or score them first: {0}.").format(named), "warn", strong=head)
        self.go_on.setFocus()  # the way that changes nothing: a key pressed twice hands nothing in

    def tell_empty(self) -> None:
        """Nothing is on the sheet yet."""
        self._show(asking=False)
        self.take_back.hide()
        self.show_note(self.tr("Give at least one factor a mark, or say that you cannot judge it."), "warn", strong=self.tr("The sheet is empty."))

    def tell(self, at: datetime | None, names: Sequence[str], *, may_take_back: bool) -> None:
        """Handed in, and when."""
        head = self._handed_in(at)
        count = self.tr("1 factor is open.") if len(names) == 1 else self.tr("%n factors are open.", "", len(names))
        self._show(asking=False)
        self.take_back.setVisible(may_take_back)
        self.show_note(count if names else "", "ok", strong=head)

    def _handed_in(self, at: datetime | None) -> str:
        """With the day: a round that was closed long ago is read again, too."""
        if at is None:
            return self.tr("Handed in.")
        local = at.astimezone()
        return self.tr("Handed in on {0} at {1}.").format(show_date(local.date().isoformat(), QLocale()), f"{local:%H:%M}")

    def tell_kept(self) -> None:
        """The agreed sheet is kept, said where it was kept: the head of the page may be out of sight."""
        self._show(asking=False)
        self.take_back.hide()
        self.show_note(self.tr("It is what counts in the ranking."), "ok", strong=self.tr("The agreed sheet is kept."))

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
        self._short = False
        self._line = row(self, margins=(24, 8, 24, 8), gap=12)
        said, buttons = row(gap=12), row(gap=12)
        said.addWidget(self.formula)
        said.addWidget(self.provisional)
        said.addStretch()
        buttons.addStretch()
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.main)
        self._line.addLayout(said, 1)
        self._line.addLayout(buttons)

    def show_open(self, names: Sequence[str], of: int) -> None:
        """Which factors are open; while there are any, the total is provisional."""
        self.provisional.say(self.tr("Provisional: {0} of {1} missing").format(len(names), of))
        self.provisional.setToolTip(", ".join(names))
        self.provisional.setVisible(bool(names))
        self._fit()

    def make_short(self, short: bool) -> None:
        """Only the total of the formula."""
        self._short = short
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The blocks of the formula go when there is no room for all of it; they have their values in their headings, too. With still less room the
        buttons stand below."""
        self.formula.make_short(self._short)
        if not self._short and self.isVisible():
            self.formula.make_short(self._needed() > self.width())
        self._line.setDirection(direction(stacked=self._needed() > self.width()))

    def _needed(self) -> int:
        """The width of everything side by side."""
        others = [part for part in (self.provisional, self.close_button, self.main) if not part.isHidden()]
        margins = self._line.contentsMargins()
        taken = sum(part.sizeHint().width() + self._line.spacing() for part in others) + margins.left() + margins.right() + self._line.spacing()
        return taken + self.formula.full_width()
