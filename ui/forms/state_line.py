"""The quiet line beside or below an input: unknown, not applicable, note, earlier answers, more."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QLocale, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from ctip_desktop.forms.model import State
from ui.forms.fields import Past
from ui.forms.typed import show_moment
from ui.theme import px
from ui.widgets.base import Label, clear, column, row
from ui.widgets.button import Button, IconButton


class StateLine(QWidget):
    """Buttons for the states that are not a value, and for what belongs to an answer.

    Signals:
        state_chosen(State): unknown or not applicable was pressed; NOT_ASKED when it was released again.
        note_wanted, history_wanted, clear_wanted, source_wanted, why_wanted: what the menu or a button asked for.
    """

    state_chosen = Signal(object)
    note_wanted = Signal()
    history_wanted = Signal()
    clear_wanted = Signal()
    source_wanted = Signal()
    why_wanted = Signal()

    def __init__(self, question: str, *, with_unknown: bool, with_sources: bool, small: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offers_unknown = True
        self._tells_unknown = False
        self._question = question
        self._with_sources = with_sources
        self._small = small
        self._noted = False
        self._changes = 0
        self._state = State.NOT_ASKED
        self._words: dict[Button, str] = {}
        self.unknown = self._toggle(self.tr("Unknown"), State.UNKNOWN)
        self.not_applicable = self._toggle(self.tr("Not applicable"), State.NOT_APPLICABLE)
        self.note = Button("", "quiet", icon="note", clicked=self.note_wanted.emit)
        self.source = Button(self.tr("Add a source"), "quiet", icon="clip", clicked=self.source_wanted.emit)
        self.history = Button("", "quiet", icon="clock", clicked=self.history_wanted.emit)
        self.more = IconButton("more", self.tr("More for: {0}").format(question), clicked=self._open_menu)
        if small:  # no stop between two small fields; Shift+F10 in the field opens the same menu
            self.more.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._with_unknown = with_unknown
        line = row(self, gap=4)
        line.addWidget(self.unknown)
        line.addWidget(self.not_applicable)
        line.addStretch(1)
        line.addWidget(self.note)
        line.addWidget(self.source)
        line.addWidget(self.history)
        line.addWidget(self.more)
        self.show_state(State.NOT_ASKED, noted=False, sourced=False, changes=0, readonly=False)

    def leave_out_unknown(self, left_out: bool, *, kept: bool) -> None:
        """left_out: not knowing is no answer to the question, or it has a choice of its own for it. kept: an older answer that is unknown is told
        here, and can be taken away."""
        self._offers_unknown = not left_out
        self._tells_unknown = left_out and kept
        self._with_unknown = self._with_unknown and not left_out

    def show_state(self, state: State, *, noted: bool, sourced: bool, changes: int, readonly: bool) -> None:
        """Show what the answer has beside its value."""
        self._state, self._noted, self._changes, self._readonly = state, noted, changes, readonly
        self.unknown.setChecked(state is State.UNKNOWN)
        self.not_applicable.setChecked(state is State.NOT_APPLICABLE)
        small = self._small
        told = (self._tells_unknown or self._with_unknown) and state is State.UNKNOWN
        offered = not readonly and not small
        self.unknown.setVisible(told or (self._with_unknown and offered))
        self.not_applicable.setVisible(offered or state is State.NOT_APPLICABLE)
        for button in (self.unknown, self.not_applicable):  # a finished form tells the state, and takes no other
            button.setEnabled(not readonly)
        self.source.setVisible(self._with_sources and not sourced and not small and not readonly)
        self._words = {
            self.note: self.tr("1 note") if noted else self.tr("Add a note"),
            self.source: self.tr("Add a source"),
            self.history: self._history_words(),
        }
        self.note.setVisible(noted or offered)
        self._fit()
        for part in (self.unknown, self.not_applicable, self.note, self.source, self.history):
            part.setAccessibleDescription(self._question)

    def minimumSizeHint(self) -> QSize:
        """Without the words of note, source and history, which become icons when there is little room; the menu has the history, too."""
        return QSize(self._needed(compact=True, history=False), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words while there is room for them."""
        super().resizeEvent(event)
        self._fit()

    def menu(self) -> QMenu:
        """Everything that can be done with the answer; in a finished form only what can be read."""
        menu = QMenu(self)
        if not self._readonly:
            self._offer_states(menu)
            menu.addAction(self.tr("Clear the answer"), self.clear_wanted.emit)
            menu.addSeparator()
        if self._noted or not self._readonly:
            menu.addAction(self.tr("Show the note") if self._noted else self.tr("Add a note"), self.note_wanted.emit)
        if self._with_sources and not self._readonly:
            menu.addAction(self.tr("Add a source"), self.source_wanted.emit)
        menu.addAction(self.tr("Earlier answers"), self.history_wanted.emit).setEnabled(self._changes > 0)
        menu.addAction(self.tr("Why we ask"), self.why_wanted.emit)
        return menu

    def _needed(self, *, compact: bool, history: bool) -> int:
        texts = [button for button in (self.unknown, self.not_applicable) if not button.isHidden()]
        icons = [button for button in self._words if (history if button is self.history else not button.isHidden())]
        width = sum(button.sizeHint().width() + px(4) for button in texts) + px(32)
        for button in icons:
            words = 0 if compact else self.fontMetrics().horizontalAdvance(self._words[button]) + px(6)
            width += px(40) + words
        return width

    def _fit(self) -> None:
        told = self._changes > 0 and not self._small
        compact = self.width() < self._needed(compact=False, history=told)
        self.history.setVisible(told and self.width() >= self._needed(compact=True, history=True))
        for button, words in self._words.items():
            button.setText("" if compact else words)
            button.setAccessibleName(words)
            button.setToolTip(words if compact else "")

    def _offer_states(self, menu: QMenu) -> None:
        states = [(State.UNKNOWN, self.tr("Unknown")), (State.NOT_APPLICABLE, self.tr("Not applicable"))]
        for state, words in states if self._offers_unknown else states[1:]:
            menu.addAction(words, self._chooser(state)).setEnabled(self._state is not state)

    def _chooser(self, state: State) -> Callable[[], None]:
        return lambda: self.state_chosen.emit(state)

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def open_menu(self) -> None:
        """Shift+F10: show what can be done with the answer."""
        self._open_menu()

    def _toggle(self, words: str, state: State) -> Button:
        button = Button(words, "quiet")
        button.setCheckable(True)
        button.clicked.connect(lambda on: self.state_chosen.emit(state if on else State.NOT_ASKED))
        return button

    def _history_words(self) -> str:
        if self._changes == 0:
            return self.tr("New")
        return self.tr("Changed once") if self._changes == 1 else self.tr("Changed %n times", "", self._changes)


class HistoryList(QWidget):
    """Earlier answers of one question, newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = column(self, gap=2)
        self.hide()

    def toggle(self, past: Callable[[], Sequence[Past]], locale: QLocale) -> None:
        """Show what is there now, or hide it again."""
        if self.isHidden():
            self.show_past(past(), locale)
        else:
            self.hide()

    def show_past(self, past: Sequence[Past], locale: QLocale) -> None:
        """Fill and show the list."""
        clear(self._lines)
        self._lines.addWidget(Label(self.tr("Earlier answers"), "group"))
        for one in past:
            when = show_moment(one.when, locale, year=True) if one.when else ""
            words = " · ".join(part for part in (one.text or self.tr("Not asked yet"), one.who, when) if part)
            self._lines.addWidget(Label(words, "caption2", wrap=True))
        self.show()
