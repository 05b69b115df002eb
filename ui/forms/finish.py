"""The end of a form: what is left to fix, needed, to confirm and unknown, with links; then what the answers suggest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.judging import ProblemKind
from ctip_desktop.forms.model import NOTHING, State
from ctip_desktop.forms.sheet import Progress, Sheet
from ui.forms.card_view import to_fix
from ui.forms.outline import Outline, repeat_of
from ui.forms.results import ResultCard, found
from ui.theme import px
from ui.widgets.base import IconLabel, Label, Line, Scroller, clear, column, row
from ui.widgets.button import Button
from ui.widgets.card import Card

MOST_UNKNOWN = 12
"""Unknown answers that are listed; the others are counted."""


@dataclass(frozen=True, slots=True)
class Left:
    """One list of the page. entries: path, and what is to be done there in words or nothing. stands: whether it keeps the tick away."""

    heading: str
    icon: str
    tone: str
    entries: tuple[tuple[str, str], ...]
    more: int = 0
    stands: bool = True


class FinishView(Scroller):
    """Things to finish, and results with their reasons.

    Signals:
        wanted(str): the person wants to go to a question.
        open_wanted: to the first question without an answer.
    """

    wanted = Signal(str)
    open_wanted = Signal()

    def __init__(self, outline: Outline, parent: QWidget | None = None) -> None:
        super().__init__(margins=(24, 14, 24, 24), parent=parent)
        self.outline = outline
        self.links: list[Button] = []
        self.done = False
        """Whether nothing is left to fix, to answer first, to confirm or to settle."""
        self.blocks = False
        """Whether the form cannot be finished yet. One without any answer never can: it would look done, and nobody has looked."""
        self._finished = False
        holder = QWidget()
        holder.setMaximumWidth(px(860))
        self._lines = column(holder, gap=12)
        self.body.addWidget(holder)
        self.body.addStretch()

    def show_sheet(self, sheet: Sheet, unsettled: Sequence[str], unreadable: Mapping[str, str] = NOTHING, *, finished: bool = False) -> None:
        """List what is left, then what the rules suggest. unreadable: path and what is wrong with the typed text. finished: it is closed already."""
        self._finished = finished
        clear(self._lines)
        self.links = []
        left = [one for one in self._left(sheet, unsettled, unreadable) if one.entries]
        progress = sheet.progress
        self.done = not any(one.stands for one in left) and (progress.answered > 0 or progress.asked == 0)
        empty = progress.asked > 0 and not progress.answered
        self.blocks = empty or bool(unreadable) or any(problem.blocks for problem in sheet.problems())
        self._lines.addWidget(self._headline(progress, empty=empty))
        for one in left:
            self._list(one, sheet)
        self._show_calculated(sheet)
        for result in found(sheet):
            self._lines.addWidget(ResultCard(result))

    def _show_calculated(self, sheet: Sheet) -> None:
        """What a form of the programme's own works out and has a title. In a form with results these say it in words, and no number stands alone."""
        asked = () if sheet.form.outcomes else sheet.form.walk()
        titled = (q for q in asked if q.calculation and q.name in sheet.paths() and q.label not in ("", q.name))
        worked_out = [(q.label, sheet.shown_text(q.name)) for q in titled if sheet.value(q.name) is not None]
        if not worked_out:
            return
        card = Card(gap=6)
        card.add(Label(self.tr("Worked out from the answers"), "section", wrap=True))
        for label, text in worked_out:
            card.add(Label(self.tr("{label}: {value}").format(label=label, value=text), wrap=True))
        self._lines.addWidget(card)

    def take_focus(self) -> None:
        """Put the focus on the first thing to finish."""
        (self.links[0] if self.links else self).setFocus()

    # --- what is left ------------------------------------------------------------------------------------------------------------------------

    def _left(self, sheet: Sheet, unsettled: Sequence[str], unreadable: Mapping[str, str]) -> Iterator[Left]:
        order = {path: place for place, path in enumerate(sheet.paths())}
        problems = sorted((one for one in to_fix(sheet) if one.path not in unreadable), key=lambda one: order.get(one.path, len(order)))
        wrong = [*unreadable.items(), *((one.path, one.message) for one in problems if one.kind in (ProblemKind.TYPE, ProblemKind.HARD))]
        wrong.sort(key=lambda one: order.get(one[0], len(order)))
        words = self.tr("1 answer to fix") if len(wrong) == 1 else self.tr("%n answers to fix", "", len(wrong))
        yield Left(words, "alert", "bad", tuple(wrong))
        needed = tuple((one.path, one.message) for one in problems if one.kind is ProblemKind.REQUIRED)
        words = self.tr("1 answer is needed to finish") if len(needed) == 1 else self.tr("%n answers are needed to finish", "", len(needed))
        yield Left(words, "circle", "text2", needed)
        unlikely = tuple((one.path, one.message) for one in problems if one.kind is ProblemKind.SOFT)
        words = self.tr("1 answer to confirm") if len(unlikely) == 1 else self.tr("%n answers to confirm", "", len(unlikely))
        yield Left(words, "info", "info", unlikely)
        words = self.tr("Two answers came together. You can finish and settle later.")
        yield Left(words, "split", "two", tuple((path, "") for path in unsettled))
        gaps = tuple((one.path, "") for one in problems if one.kind is ProblemKind.EVIDENCE)
        words = self.tr("1 answer has no source yet") if len(gaps) == 1 else self.tr("%n answers have no source yet", "", len(gaps))
        yield Left(words, "clip", "info", gaps)
        unknown = [path for path in sheet.paths() if sheet.get(path).state is State.UNKNOWN and sheet.relevant(path)]
        words = self.tr("1 answer is unknown so far") if len(unknown) == 1 else self.tr("%n answers are unknown so far", "", len(unknown))
        listed = tuple((path, sheet.get(path).note) for path in unknown[:MOST_UNKNOWN])
        yield Left(words, "help", "text2", listed, len(unknown) - len(listed), stands=False)

    # --- showing -----------------------------------------------------------------------------------------------------------------------------

    def _headline(self, progress: Progress, *, empty: bool) -> QWidget:
        words = (
            self.tr("This form is finished.")
            if self._finished
            else self.tr("Nothing is answered yet. Answer at least one question before you finish.")
            if empty
            else self.tr("Everything that is needed is here.")
            if self.done
            else self.tr("This is left before the form can be finished.")
            if self.blocks
            else self.tr("You can finish now. This is left for later.")
        )
        card = Card(gap=6)
        line = row(gap=8)
        line.addWidget(IconLabel("okc" if self.done else "info" if progress.answered else "circle", "ok" if self.done else "text2", 18))
        line.addWidget(Label(words, "section", wrap=True), 1)
        card.add(line)
        if progress.answered < progress.asked:
            link = self._say_open(card, progress.asked - progress.answered)
            self.links += [link] if empty else []
        return card

    def _say_open(self, card: Card, count: int) -> Button:
        words = self.tr("1 question has no answer yet.") if count == 1 else self.tr("%n questions have no answer yet.", "", count)
        link = Button(self.tr("Go to the first one"), "link", clicked=self.open_wanted.emit)
        link.setAccessibleDescription(words)
        line = row(gap=8)
        line.addWidget(Label(words, "sub"))
        line.addWidget(link)
        line.addStretch()
        card.add(line)
        return link

    def _list(self, left: Left, sheet: Sheet) -> None:
        card = Card(gap=6)
        head = row(gap=8)
        head.addWidget(IconLabel(left.icon, left.tone, 18))
        head.addWidget(Label(left.heading, "section", wrap=True), 1)
        card.add(head)
        for path, message in left.entries:
            card.add(Line())
            card.add(self._entry(path, message, sheet))
        if left.more:
            card.add(Line(), Label(self.tr("%n more", "", left.more), "sub"))
        self._lines.addWidget(card)

    def _entry(self, path: str, message: str, sheet: Sheet) -> QWidget:
        holder = QWidget()
        lines = column(holder, gap=0)
        link = Button(self._words(path, sheet), "link", clicked=lambda: self.wanted.emit(path))
        link.setAccessibleDescription(message)
        self.links.append(link)
        start = row()
        start.addWidget(link)
        start.addStretch()
        lines.addLayout(start)
        if message:
            lines.addWidget(Label(message, "sub", wrap=True))
        return holder

    def _words(self, path: str, sheet: Sheet) -> str:
        """Number and question; in a repeat also the line it stands in."""
        place = self.outline.place(path)
        inside = repeat_of(path)
        line = self.tr("line {0}: ").format(sheet.rows(inside[0]).index(inside[1]) + 1) if inside and inside[1] in sheet.rows(inside[0]) else ""
        around = self.outline.place(place.inside) if place is not None and place.inside else place
        return f"{around.number if around else ''} {line}{sheet.label(path)}".strip()
