"""Chosen answers: a joined row of buttons, framed rows with one click for the whole row, a list to type in for many options."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QCompleter, QFrame, QRadioButton, QStyle, QStyleOptionComboBox, QWidget

from ctip_desktop.forms.model import Answer, Choice, Question, State
from ui.forms.fields import Field, Surroundings, unknown
from ui.theme import look, px
from ui.widgets.base import FocusFrame, Label, clear, column, restyle, row
from ui.widgets.segmented import Segmented
from ui.widgets.typed_name import dress

UNKNOWN = "\x00unknown"
"""Stands for the state unknown inside choice widgets; no choice of a form can have this name."""

NONE = "\x00none"
"""Stands for "none of these" among several choices."""

MANY = 7
"""With more options than this, a choice becomes searchable."""


def shown_choice(question: Question, answer: Answer) -> str:
    """The option that shows an answer: for one that is unknown the form's own choice for that, where it has one."""
    return (question.unknown_choice or UNKNOWN) if answer.state is State.UNKNOWN else str(answer.value or "")


class SegmentField(Field):
    """Yes, no, unknown; or another few short choices in one row."""

    has_unknown = True

    def __init__(self, question: Question, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(question, around, parent)
        self._unknown = False  # whether what is kept is unknown: shown by another choice it is not written anew
        self.wide = sum(len(choice.label) for choice in question.choices) > 24
        self._row = row(self)
        self.segmented = self._build(question.choices)

    def answer(self) -> Answer:
        """The choice, or unknown."""
        name = self.segmented.current()
        as_kept = self._unknown and name == self.question.unknown_choice
        return unknown() if name == UNKNOWN or as_kept else Answer.of(name)

    def show_answer(self, answer: Answer) -> None:
        """Mark the choice."""
        self._unknown = answer.state is State.UNKNOWN
        self.segmented.choose(shown_choice(self.question, answer))

    def first(self) -> QWidget:
        """The row of buttons."""
        return self.segmented

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Build the row anew."""
        before = self.answer()
        clear(self._row)
        self.segmented = self._build(choices)
        self.show_answer(before)

    def _build(self, choices: Sequence[Choice]) -> Segmented:
        options = [(choice.name, choice.label) for choice in choices]
        options += [] if not self.question.offers_unknown else [(UNKNOWN, self.tr("Unknown"))]
        segmented = Segmented(options, self.question.label, parent=self)
        segmented.chosen.connect(lambda _name: self.committed.emit())
        self._row.addWidget(segmented)
        if self.wide:
            self._row.addStretch()
        return segmented


class ChoiceRow(QFrame):
    """One option as a framed row; the whole row can be clicked.

    Signals:
        picked: the person clicked the row or its button.
        step(int): ↓ (+1) or ↑ (-1) was pressed.
    """

    picked = Signal()
    step = Signal(int)

    def __init__(self, label: str, hint: str, *, several: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "choice")
        self.button: QAbstractButton = QCheckBox(self) if several else QRadioButton(self)
        self.button.setAutoExclusive(False)
        self.button.setAccessibleName(f"{label}, {hint}" if hint else label)
        self.button.clicked.connect(self.picked)
        self.button.installEventFilter(self)
        self.button.installEventFilter(FocusFrame(self))
        self.label = Label(label)
        line = row(self, margins=(10, 7, 10, 7))
        line.addWidget(self.button)
        line.addWidget(self.label)
        if hint:
            line.addWidget(Label(hint, "sub", wrap=True), 1)
        else:
            line.addStretch(1)

    def set_on(self, on: bool) -> None:
        """Show the row as chosen or not."""
        self.button.setChecked(on)
        if self.property("on") != str(on).lower():  # a click has set the button already
            restyle(self, on=str(on).lower())
            restyle(self.label, role="strong" if on else "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The whole row is the button."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.button.setFocus(Qt.FocusReason.MouseFocusReason)
            self.button.click()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows go to the next row."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.step.emit(1 if event.key() == Qt.Key.Key_Down else -1)
            return True
        return super().eventFilter(watched, event)


class RowsField(Field):
    """One or several of a few options as framed rows."""

    has_unknown = True
    wide = True
    arrows_choose = False
    """Whether the arrows choose, too: where nothing is written before a button is pressed. In a form they only walk, so that no answer changes by
    the way."""

    def __init__(self, question: Question, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(question, around, parent)
        self.several = question.type == "select_multiple"
        self.rows: dict[str, ChoiceRow] = {}
        self._state = State.NOT_ASKED
        self._list = column(self, gap=4)
        self.set_choices(question.choices)

    def answer(self) -> Answer:
        """The chosen names in the order of the list, or unknown."""
        if self._state is State.UNKNOWN:
            return unknown()
        if NONE in self.rows and self.rows[NONE].button.isChecked():
            return Answer.none()
        names = tuple(name for name, one in self.rows.items() if name not in (UNKNOWN, NONE) and one.button.isChecked())
        return Answer.of(names if self.several else next(iter(names), None))

    def show_answer(self, answer: Answer) -> None:
        """Mark the chosen rows."""
        self._state = answer.state
        chosen = answer.value if isinstance(answer.value, tuple) else (answer.value,)
        chosen = (shown_choice(self.question, answer),) if answer.state is State.UNKNOWN else (NONE,) if answer.is_none else chosen
        for name, one in self.rows.items():
            one.set_on(name in chosen)
        self._one_stop()

    def first(self) -> QWidget:
        """The chosen row, or the first one."""
        buttons = [one.button for one in self.rows.values()]
        return next((button for button in buttons if button.isChecked()), buttons[0]) if buttons else self

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Build the rows anew and keep what is chosen."""
        before = self.answer()
        clear(self._list)
        otherwise = Choice(UNKNOWN, self.tr("Unknown"), self.tr("We looked, but could not find out"))
        none = Choice(NONE, self.tr("None of these"))
        shown = [*choices, *([none] if self.question.offers_none else []), *([otherwise] if self.question.offers_unknown else [])]
        self.rows = {choice.name: self._row(choice) for choice in shown}
        self.show_answer(before)

    def _row(self, choice: Choice) -> ChoiceRow:
        several = self.several and choice.name not in (UNKNOWN, NONE)
        hint = choice.hint or self.question.anchors.get(choice.name, "")
        one = ChoiceRow(choice.label, hint, several=several, parent=self)
        one.button.setAccessibleDescription(self.question.label)
        one.picked.connect(lambda: self._pick(choice.name))
        one.step.connect(lambda step: self._move(choice.name, step))
        self._list.addWidget(one)
        return one

    def _pick(self, name: str) -> None:
        if name == UNKNOWN:
            self.show_answer(unknown())
        elif name == NONE:
            self.show_answer(Answer.none() if self.rows[NONE].button.isChecked() else Answer())
        elif self.several:
            self._state = State.ANSWERED
            for alone in {UNKNOWN, NONE} & set(self.rows):
                self.rows[alone].button.setChecked(False)
            self.show_answer(self.answer())
        else:
            self.show_answer(Answer.of(name))
        self.committed.emit()

    def _move(self, name: str, step: int) -> None:
        names = list(self.rows)
        target = names[(names.index(name) + step) % len(names)]
        self.rows[target].button.setFocus(Qt.FocusReason.TabFocusReason)
        if self.arrows_choose and not self.several:
            self._pick(target)

    def _one_stop(self) -> None:
        """A single choice is one tab stop; several choices are one stop each."""
        stop = self.first()
        for one in self.rows.values():
            one.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self.several or one.button is stop else Qt.FocusPolicy.ClickFocus)


class ComboField(Field):
    """One of many options, found by typing a part of its name."""

    def __init__(self, question: Question, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(question, around, parent)
        self.combo = QuietCombo(self)
        self.combo.setEditable(True)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.combo.setAccessibleName(question.label)
        self.combo.setMaxVisibleItems(12)
        self.combo.setMinimumWidth(px(320))
        self.wide = look().large  # beside it, large words of the states would be out of sight
        completer = QCompleter(self.combo.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.combo.setCompleter(completer)
        edit = self.combo.lineEdit()
        assert edit is not None
        edit.setPlaceholderText(self.tr("Type to find, or open the list"))
        edit.setAccessibleName(question.label)
        self.watch_leaving(self.combo)  # it has the focus for its line
        edit.textEdited.connect(self._type)
        self.typing = False  # whether the line was typed in and nothing was taken since
        self._looked_for = ""
        self.set_choices(question.choices)
        self.combo.activated.connect(lambda _index: self._taken())
        completer.activated.connect(lambda _text: self._taken())
        dress(completer)
        popup = completer.popup()
        assert popup is not None
        self.popup = popup
        for part in (self.combo, self.popup):
            part.installEventFilter(self)
        line = row(self)
        line.addWidget(self.combo)
        line.addStretch()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While somebody types, the keys act on what the text fits now, however quickly they come: the arrows go through the matches, Enter and
        Tab take the chosen one or the only one. Before that, Down opens the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and (self.typing or watched is self.combo):
            key = event.key()
            if not self.typing:
                return self._open_list() if key == Qt.Key.Key_Down else super().eventFilter(watched, event)
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                return self._step(1 if key == Qt.Key.Key_Down else -1)
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                return self.take() and not event.modifiers()
            if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                if not self.take():
                    self.committed.emit()
                self.popup.hide()
                return watched is self.popup and self.combo.focusNextPrevChild(key == Qt.Key.Key_Tab)
        return super().eventFilter(watched, event)

    def _open_list(self) -> bool:
        self.combo.showPopup()
        return True

    def fitting(self) -> list[int]:
        """The places of the options that hold what was typed; the one that is exactly that comes first."""
        typed = self._looked_for
        found = [place for place in range(self.combo.count()) if typed and typed in self.combo.itemText(place).casefold()]
        return sorted(found, key=lambda place: self.combo.itemText(place).casefold() != typed)

    def take(self) -> bool:
        """Take the chosen option, or the only one that fits; False when there is none or several."""
        fits = self.fitting()
        exact = self.combo.findText(self.combo.currentText().strip(), Qt.MatchFlag.MatchFixedString)
        place = exact if exact >= 0 else fits[0] if len(fits) == 1 else -1
        if place < 0:
            return False
        self.popup.hide()
        self.combo.setCurrentIndex(place)
        self._taken()
        return True

    def _type(self, text: str) -> None:
        self.typing = True
        self._looked_for = text.strip().casefold()
        self.edited.emit()

    def _taken(self) -> None:
        self.typing = False
        self.committed.emit()

    def _step(self, by: int) -> bool:
        """Put the next match into the line; the first one at first. A line that was emptied fits everything."""
        fits = self.fitting() if self._looked_for else list(range(self.combo.count()))
        if fits:
            now = self.combo.currentText().casefold()
            names = [self.combo.itemText(place) for place in fits]
            at = next((n for n, name in enumerate(names) if name.casefold() == now and now != self._looked_for), None)
            chosen = 0 if at is None else min(max(at + by, 0), len(names) - 1)
            self.popup.hide()
            self.combo.setEditText(names[chosen])
        return True

    def answer(self) -> Answer:
        """The option whose words stand in the line."""
        index = self.combo.findText(self.combo.currentText().strip(), Qt.MatchFlag.MatchFixedString)
        return Answer.of(self.combo.itemData(index) if index >= 0 else None)

    def show_answer(self, answer: Answer) -> None:
        """Show the option; a value that is no option of the list any more is shown by its name."""
        index = self.combo.findData(answer.value) if answer.value is not None else -1
        self.typing = False
        self.combo.setCurrentIndex(index)
        if index < 0:
            self.combo.setEditText("" if answer.value is None else str(answer.value))

    def first(self) -> QWidget:
        """The list."""
        return self.combo

    def typed_text(self) -> str:
        """What stands in the line."""
        return self.combo.currentText().strip()

    def put_text(self, text: str) -> None:
        """Put text into the line."""
        self.combo.setEditText(text)

    def complaint(self) -> str:
        """Only options of the list can be kept."""
        text = self.combo.currentText().strip()
        if not text or self.answer().value is not None:
            return ""
        return self.tr("“{0}” is not in the list. Choose one of the list, or clear the line.").format(text)

    def mark_error(self, wrong: bool) -> None:
        """Red outline."""
        restyle(self.combo, state="error" if wrong else "")

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Fill the list anew and keep the answer."""
        before = self.answer()
        self.combo.clear()
        for choice in choices:
            self.combo.addItem(choice.label, choice.name)
        self.show_answer(before)


class QuietCombo(QComboBox):
    """A combo box that does not change its value, nor take the keyboard, while the page is scrolled over it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def setAccessibleName(self, name: str) -> None:
        """The list that opens has the same name."""
        super().setAccessibleName(name)
        self.view().setAccessibleName(name)

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Words that do not fit end in "…" instead of within a letter."""
        super().initStyleOption(option)
        view: Any = option  # the stub knows no fields of a style option
        view.currentText = self._shown(option)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The tooltip has the words that do not fit."""
        option = QStyleOptionComboBox()
        super().initStyleOption(option)
        self.setToolTip("" if self._shown(option) == self.currentText() else self.currentText())
        super().paintEvent(event)

    def _shown(self, option: QStyleOptionComboBox) -> str:
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self).width()
        icon = 0 if self.itemIcon(self.currentIndex()).isNull() else self.iconSize().width() + 4  # as the style leaves beside it
        return self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room - icon + px(2))  # lengths are rounded

    def wheelEvent(self, event: QEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()
