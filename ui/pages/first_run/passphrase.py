"""Step 2: a passphrase, typed twice. Its strength is said in words and shown in four segments of one colour."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ctip_desktop.resources import text
from ctip_desktop.workspace.strength import SHORTEST, Strength, judge, names_in
from ui.pages.first_run.step import Step
from ui.theme import px
from ui.widgets.base import IconLabel, Label, column, restyle, row
from ui.widgets.button import Button
from ui.widgets.field import Field
from ui.widgets.passphrase import PassphraseEdit
from ui.widgets.segments import Segments

_ORDER = (Strength.WEAK, Strength.FAIR, Strength.GOOD, Strength.STRONG)
_SUGGESTED_WORDS = 6


class Check(QWidget):
    """One condition, met or open."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.met = False
        line = row(self, gap=8)
        self._icon = IconLabel("circle", "text2", 15)
        line.addWidget(self._icon)
        line.addWidget(Label(words, "sub"))
        line.addStretch()
        self._words = words
        self.show_met(met=False)

    def show_met(self, *, met: bool) -> None:
        """Show whether it is met."""
        self.met = met
        self._icon.show_icon("check" if met else "circle", "ok" if met else "text2")
        self.setAccessibleName(
            self.tr("{condition}: yes").format(condition=self._words) if met else self.tr("{condition}: not yet").format(condition=self._words)
        )


class PassphraseStep(Step):
    """Two fields, what is still missing, and an offer of words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Choose a passphrase"),
            self.tr(
                "It opens your data on this laptop. Nobody can reset it, not even the programme office. "
                "Four or more words that do not belong together are easy to remember and hard to guess."
            ),
            self.tr("Next: recovery key"),
            parent=parent,
        )
        self._known: tuple[str, ...] = ()
        self.first, self.second = PassphraseEdit(), PassphraseEdit()
        self.show_button = Button(self.tr("Show"), icon="eye", size="large", clicked=self._switch)
        self.middle.addWidget(Field(self.tr("Passphrase"), self.first, beside=self.show_button))
        self._add_meter()
        self.again = Field(self.tr("Type it again"), self.second)
        self.middle.addWidget(self.again)
        self._add_checks()
        self._order()
        for field in (self.first, self.second):
            field.textChanged.connect(self._look)
            field.returnPressed.connect(self._enter)
        self._look()

    def _add_meter(self) -> None:
        self.segments = Segments()
        self.strength = Label("", "strong")
        self._advice = Label("", "caption2", wrap=True)
        self._counted = Label("", "caption")
        box = column(gap=5)
        box.addWidget(self.segments)
        line = row()
        line.addWidget(self.strength)
        line.addWidget(self._advice, 1)
        line.addWidget(self._counted)
        box.addLayout(line)
        self.middle.addLayout(box)

    def _add_checks(self) -> None:
        self.checks = {
            "long": Check(self.tr("At least {n} characters").format(n=SHORTEST)),
            "hard": Check(self.tr("Not easy to guess")),
            "names": Check(self.tr("No name from this programme in it")),
            "same": Check(self.tr("Both entries are the same")),
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(6))
        for place, check in enumerate(self.checks.values()):
            grid.addWidget(check, place // 2, place % 2)
        self.suggest_button = Button(self.tr("Suggest one"), icon="idea", size="small", clicked=self.suggest)
        grid.addWidget(self.suggest_button, 0, 2, 2, 1, Qt.AlignmentFlag.AlignTrailing)
        self.middle.addLayout(grid)

    def _order(self) -> None:
        """From the first entry Tab goes to the second: a blank typed on must not press Show."""
        in_turn = (self.first, self.second, self.show_button, self.suggest_button, self.back_button, self.next_button)
        for before, after in pairwise(in_turn):
            self.setTabOrder(before, after)

    @property
    def passphrase(self) -> str:
        """What was typed."""
        return self.first.text()

    def know(self, names: Sequence[str]) -> None:
        """Names that others can guess at once: of the programme, the person and the laptop."""
        self._known = tuple(names)
        self._look()

    def suggest(self) -> None:
        """Put six random words into the first field, readable, so that they can be written down."""
        known = [word for word in text("words.txt").split() if not names_in(word, self._known)]
        self.first.setText(" ".join(secrets.choice(known) for _ in range(_SUGGESTED_WORDS)))
        self._reveal(shown=True)
        self.second.clear()
        self.second.setFocus()

    def forget(self) -> None:
        """Empty both fields."""
        self.first.clear()
        self.second.clear()

    def take_focus(self) -> None:
        self.first.setFocus()

    def _look(self) -> None:
        typed, again = self.first.text(), self.second.text()
        verdict = judge(typed, self._known)
        same = bool(typed) and typed == again
        self.checks["long"].show_met(met=len(typed) >= SHORTEST)
        self.checks["hard"].show_met(met=bool(typed) and verdict.enough)
        self.checks["names"].show_met(met=bool(typed) and not names_in(typed, self._known))
        self.checks["same"].show_met(met=same)
        self._show_strength(typed, verdict.strength, verdict.advice)
        self.again.show_problem("" if typed.startswith(again) or not again else self.tr("The two are not the same yet."))
        self.allow(complete=all(check.met for check in self.checks.values()), why=self.tr("One of the four conditions above is still open."))

    def _show_strength(self, typed: str, strength: Strength, advice: str) -> None:
        words = {
            Strength.WEAK: self.tr("Weak"),
            Strength.FAIR: self.tr("Fair"),
            Strength.GOOD: self.tr("Good"),
            Strength.STRONG: self.tr("Strong"),
        }
        self.segments.show_filled(_ORDER.index(strength) + 1 if typed else 0)
        self.strength.setText(words[strength] if typed else "")
        self._advice.setText(advice if typed else "")
        self.segments.setAccessibleName(self.tr("Strength: {word}").format(word=words[strength]) if typed else "")
        self._counted.setText(self._count(typed) if typed else "")

    def _count(self, typed: str) -> str:
        signs, words = self.tr("%n characters", "", len(typed)), self.tr("%n words", "", len(typed.split()))
        return self.tr("{characters}, {words}").format(characters=signs, words=words)

    def _switch(self) -> None:
        self._reveal(shown=not self.first.shown)

    def _reveal(self, *, shown: bool) -> None:
        for field in (self.first, self.second):
            field.reveal(shown=shown)
        self.show_button.say(self.tr("Hide") if shown else self.tr("Show"))
        self.show_button.put_icon("eyeoff" if shown else "eye")
        restyle(self.show_button)

    def _enter(self) -> None:
        if self.next_button.isEnabled():
            self.next.emit()
        else:
            (self.second if self.first.text() else self.first).setFocus()
