"""The filter line of a register: words, choices of the form, what the entries are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ctip_desktop.forms.model import Form, Question
from ctip_desktop.workspace.search import plain
from ui.pages.registers.columns import ABOUT, Line, asked, heading
from ui.theme import look, px
from ui.widgets.button import Button
from ui.widgets.filter_button import FilterButton, Option
from ui.widgets.flow import FlowLayout
from ui.widgets.search_box import SearchBox

_SEARCH = 250
_MOST_CHOICES = 14
_FILTERS = 3
_MOST_SUBJECTS = 60
_WORDS = 40
_LONGEST = 200
"""Characters of the words that are looked for."""
_TYPED = "~words"
"""Name of the typed words among the filters."""


class RegisterFilters(QWidget):
    """Lets lines through.

    Signals:
        changed(): other lines are wanted.
    """

    changed = Signal()

    def __init__(self, form: Form, *, about: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchBox(self.tr("Words of an entry"))
        self.search.searched.connect(lambda _text: self.changed.emit())
        self._questions = filterable(form)
        self.buttons = {question.name: FilterButton(_words(question)) for question in self._questions}
        if about:
            self.buttons[ABOUT] = FilterButton(self.tr("About"))
        for button in self.buttons.values():
            button.changed.connect(self.changed)
        self.clear_button = Button(self.tr("Clear filters"), "link", clicked=self.clear)
        self.end = Button(self.tr("Columns"), "quiet", icon="sliders")
        self._arrange()

    def _arrange(self) -> None:
        flow = FlowLayout(self, gap=8)
        if look().large:
            self.search.setMinimumWidth(px(160))
        else:
            self.search.setFixedWidth(px(_SEARCH))
        for part in (self.search, *self.buttons.values(), self.clear_button, self.end):
            flow.addWidget(part)

    @property
    def active(self) -> bool:
        """Whether anything is held back."""
        return bool(self.search.text()) or any(button.chosen for button in self.buttons.values())

    def clear(self) -> None:
        """Let everything through."""
        self.put({})

    def chosen(self) -> dict[str, Any]:
        """What is filtered by, as plain values, each with its words: {"~words": …, filter: {name: words}}. Empty while everything is let through."""
        named = {name: button.told() for name, button in self.buttons.items() if button.chosen}
        return {_TYPED: self.search.text(), **named} if self.active else {}

    def put(self, chosen: Mapping[str, Any]) -> None:
        """Filter as it was when `chosen` was read, also by a value that no entry has now; a filter that the form no longer has is passed over."""
        for name, button in self.buttons.items():
            button.put(chosen.get(name))
        self.search.blockSignals(True)
        self.search.setText(str(chosen.get(_TYPED, ""))[:_LONGEST])
        self.search.blockSignals(False)
        self.changed.emit()

    def only_about(self, subject: UUID, title: str = "") -> None:
        """Show what is about one record. title: how it is called, also when nothing is about it yet."""
        if ABOUT in self.buttons:
            if title:
                self.buttons[ABOUT].know(Option(subject.hex, title))
            self.buttons[ABOUT].choose(frozenset({subject.hex}))

    def let_through(self, lines: Sequence[Line]) -> list[Line]:
        """The lines that fit every filter."""
        found = list(lines)
        for name, button in self.buttons.items():
            if button.chosen:
                found = [line for line in found if _has(line, name, button.chosen)]
        for word in plain(self.search.text()).split():
            found = [line for line in found if word in line.searched]
        return found

    def offer(self, lines: Sequence[Line]) -> None:
        """The values there are, with how many entries have each."""
        for question in self._questions:
            counted = Counter(value for line in lines for value in _stored(line, question.name))
            found = [Option(choice.name, choice.label, counted[choice.name]) for choice in question.choices if counted[choice.name]]
            self.buttons[question.name].offer(found)
        if ABOUT in self.buttons:
            self.buttons[ABOUT].offer(_subjects(lines))
        self.clear_button.setVisible(self.active)


def filterable(form: Form) -> tuple[Question, ...]:
    """The choices worth a filter: few options, where an entry stands before everything else."""
    choices = [q for q in asked(form) if q.type in ("select_one", "select_multiple") and q.list_name != "yes_no"]
    found = [q for q in choices if 1 < len(q.choices) <= _MOST_CHOICES]
    return tuple(sorted(found, key=lambda q: (q.name not in ("status", "state"), q.type != "select_one"))[:_FILTERS])


def _words(question: Question) -> str:
    """The question as the form asks it, cut to a button's length."""
    words = heading(question)
    return words if len(words) <= _WORDS else words[: _WORDS - 1].rstrip() + "…"


def _subjects(lines: Sequence[Line]) -> list[Option]:
    counted = Counter((line.entry.about.id.hex, line.entry.about.title) for line in lines if line.entry.about)
    found = [Option(name, title, count) for (name, title), count in counted.most_common(_MOST_SUBJECTS)]
    return sorted(found, key=lambda option: option.label.casefold())


def _stored(line: Line, name: str) -> Sequence[str]:
    found = line.entry.values.get(name)
    if isinstance(found, list):
        return [str(each) for each in found]
    return [found] if isinstance(found, str) else []


def _has(line: Line, name: str, wanted: frozenset[str]) -> bool:
    if name == ABOUT:
        return line.entry.about is not None and line.entry.about.id.hex in wanted
    return not wanted.isdisjoint(_stored(line, name))
