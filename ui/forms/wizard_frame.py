"""The parts around the questions of the wizard: steps at the start, header above, footer below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QProgressBar, QWidget

from ui.forms.choice_field import QuietCombo
from ui.forms.results import ResultBeside
from ui.forms.steps import StepList
from ui.theme import look, px
from ui.widgets.base import ElidedLabel, IconLabel, Label, column, row
from ui.widgets.button import Button, IconButton
from ui.widgets.chip import Chip

STEPS_WIDTH = 244
_HEADER, _SMALL_HEADER = 57, 65
"""Heights: with the section in words, and with the list of steps in its place."""


class WizardSteps(QFrame):
    """Progress, the steps, and what is safe."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "steps")
        self.setFixedWidth(px(STEPS_WIDTH))
        self.answered = Label("", "strong")
        self.percent = Label("", "caption2")
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Questions answered"))
        self.list = StepList(self)
        self._saved_icon = IconLabel("okc", "text2", 16)
        self._saved_icon.hide()
        self.saved = Label("", "caption2", wrap=True)
        lines = column(self, margins=(0, 12, 0, 12), gap=8)
        head = column(margins=(16, 0, 16, 0), gap=8)
        line = row()
        line.addWidget(self.answered, 1)
        line.addWidget(self.percent)
        head.addLayout(line)
        head.addWidget(self.bar)
        lines.addLayout(head)
        lines.addWidget(self.list, 1)
        foot = column(margins=(16, 0, 16, 0), gap=8)
        self.result = ResultBeside(self)
        foot.addWidget(self.result)
        if not look().large:  # the steps need the room
            foot.addWidget(Label(self.tr("You can open the sections in any order. Nothing is lost when you leave."), "caption2", wrap=True))
        safe = row()
        safe.addWidget(self._saved_icon)
        safe.addWidget(self.saved, 1)
        foot.addLayout(safe)
        lines.addLayout(foot)

    def show_progress(self, answered: int, asked: int) -> None:
        """How much of the form is answered."""
        self.answered.setText(self.tr("{0} of {1} answered").format(answered, asked))
        self.percent.setText(self.tr("{0} %").format(round(100 * answered / asked)) if asked else "")
        self.bar.setRange(0, max(1, asked))
        self.bar.setValue(answered)

    def show_saved(self, text: str, *, failed: bool) -> None:
        """The save line."""
        self.saved.setText(text)
        self._saved_icon.show_icon("alert" if failed else "okc", "bad" if failed else "text2")
        self._saved_icon.setVisible(bool(text))


class WizardHeader(QFrame):
    """Which form about whom, which section, whether it is for the team only, saved, undo, close."""

    def __init__(self, caption: str, *, own: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "header")
        self.setFixedHeight(px(_HEADER))
        self._captions = caption, caption
        self.caption = ElidedLabel(caption, "caption2")
        self.title = ElidedLabel("", "dialog")
        self.steps = QuietCombo(self)
        self.steps.setAccessibleName(self.tr("Steps"))
        self.steps.hide()
        self._saved_icon = IconLabel("okc", "text2", 16)
        self._saved_icon.hide()
        self.saved = Label("", "sub")
        self.undo = IconButton("undo", self.tr("Undo the last change (Ctrl+Z)"))
        self.more = IconButton("more", self.tr("More"))
        self.close_button = IconButton("x", self.tr("Save and close"))
        line = row(self, margins=(24, 4, 24, 4), gap=12)
        words = column(gap=0)
        words.addWidget(self.caption)
        words.addWidget(self.title)
        words.addWidget(self.steps)
        line.addLayout(words, 1)
        self._small = False
        self.result = Chip("")
        self.result.hide()
        line.addWidget(self.result)
        if own:
            line.addWidget(Chip(self.tr("Team only"), "lock", tip=self.tr("This form is for our team. It is never printed for the company.")))
        safe = row(gap=6)
        safe.addWidget(self._saved_icon)
        safe.addWidget(self.saved)
        line.addLayout(safe)
        line.addWidget(self.undo)
        line.addWidget(self.more)
        line.addWidget(self.close_button)

    def show_caption(self, about: str, short: str) -> None:
        """Which form about whom. short: the form first, for where the end may be cut."""
        self._captions = about, short
        self.caption.setText(short if self._small else about)

    def show_title(self, title: str) -> None:
        """The section."""
        self.title.setText(title)

    def show_saved(self, text: str, *, failed: bool, short: str = "") -> None:
        """Whether everything is written. short: what is said instead of “Not saved”."""
        self.saved.setText((short or self.tr("Not saved")) if failed else self.tr("Saved") if text else "")
        self.saved.setToolTip(text)
        self._saved_icon.show_icon("alert" if failed else "okc", "bad" if failed else "text2")
        self._saved_icon.setVisible(bool(text))

    def show_steps(self, titles: Sequence[str], current: int) -> None:
        """The list of steps for small windows."""
        if [self.steps.itemText(n) for n in range(self.steps.count())] != list(titles):
            self.steps.clear()
            self.steps.addItems(list(titles))
        self.steps.setCurrentIndex(current)

    def show_steps_list(self, shown: bool) -> None:
        """Put the list of steps where the title is."""
        self._small = shown
        self.steps.setVisible(shown)
        self.title.setVisible(not shown)
        self.setFixedHeight(px(_SMALL_HEADER if shown else _HEADER))
        self.caption.setText(self._captions[shown])
        self.result.setVisible(shown and bool(self.result.text()))

    def show_result(self, words: str, whole: str) -> None:
        """The result so far, where the list of steps that says it is hidden. whole: with what it is the result of."""
        self.result.say(words)
        self.result.setToolTip(" ".join((f"{whole}.", self.tr("What the answers suggest so far. Your team decides."))))
        self.result.setVisible(self._small and bool(words))


class WizardFooter(QFrame):
    """Back, next open question, save and close, next."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "footer")
        self.setMinimumHeight(px(56))
        self._onward = "left" if self.isRightToLeft() else "right"
        self.back = Button(self.tr("Back"), icon="right" if self.isRightToLeft() else "left")
        self._onto = self._widest = ""
        self.next_open = Button(self.tr("Next open question"), "link")
        self.next_open.setToolTip(self.tr("Ctrl+J"))
        self.save = Button(self.tr("Save and close"))
        self.more = Button(self.tr("More"), trailing="down")
        self.next = Button(self.tr("Next"), "main", trailing=self._onward)
        menu = QMenu(self)
        menu.addAction(self.next_open.text(), self.next_open.click)
        menu.addAction(self.save.text(), self.save.click)
        self.more.put_menu(menu)
        self.more.hide()
        line = row(self, margins=(24, 8, 24, 8), gap=8)
        line.addWidget(self.back)
        line.addStretch()
        line.addWidget(self.next_open)
        line.addSpacing(px(8))
        line.addWidget(self.more)
        line.addWidget(self.save)
        line.addWidget(self.next)

    def show_place(self, current: int, names: Sequence[str], *, finished: bool = False) -> None:
        """What the buttons lead to. names: of all steps; finished: the form is closed already, and is left at its end."""
        last = current == len(names) - 1
        self.back.setEnabled(current > 0)
        self.back.setToolTip("" if current else self.tr("This is the first step."))
        end = self.tr("Close") if finished else self.tr("Finish")
        onward = [self.tr("Next: {0}").format(name) for name in names[1:]]
        self._onto = end if last else onward[current]
        self._widest = max((*onward, end), key=self.next.fontMetrics().horizontalAdvance)
        self.next.trail("check" if last else self._onward)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The long button takes what the others leave."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Without the words of the step that follows, which are cut when there is no room for them."""
        whole = super().minimumSizeHint()
        return QSize(min(whole.width(), px(420)), whole.height())

    def _fit(self) -> None:
        """Cut the name of the next step where it does not fit; the tooltip and a screen reader have all of it.

        As wide as the longest name needs at every step, so the buttons beside it stay where they are: whoever clicks on and on never leaves the form.
        """
        others = [part for part in (self.back, self.next_open, self.more, self.save) if not part.isHidden()]
        taken = sum(part.sizeHint().width() + px(8) for part in others) + px(48 + 8 + 8)
        space = max(px(120), self.width() - taken)
        self.next.say(self._widest)
        self.next.setMinimumWidth(min(self.next.sizeHint().width(), space))
        self.next.say(self._onto)
        over = self.next.sizeHint().width() - space
        if over > 0:
            room = self.next.fontMetrics().horizontalAdvance(self._onto) - over
            self.next.say(self.next.fontMetrics().elidedText(self._onto, Qt.TextElideMode.ElideRight, room))
            self.next.setAccessibleName(self._onto)
        self.next.setToolTip(self._onto if over > 0 else "")

    def make_small(self, small: bool) -> None:
        """Two buttons and a menu on small windows."""
        self.next_open.setVisible(not small)
        self.save.setVisible(not small)
        self.more.setVisible(small)
        self._fit()
