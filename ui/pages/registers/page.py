"""The page: which register at the start side, its entries beside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ctip_desktop.operations.changes import Changes
from ctip_desktop.queries.registers import register_counts
from ui.forms.choice_field import QuietCombo
from ui.kept_views import Shown
from ui.pages.page import Page, Where
from ui.pages.registers.groups import checklist_group, register_groups
from ui.pages.registers.register import RegisterView
from ui.session import Session
from ui.theme import look
from ui.widgets.base import column, row
from ui.widgets.side_nav import Place, SideNav

_LAST = "register"
"""Setting of the workspace: the register opened last."""

ICONS = {
    "contact": "user",
    "conversation": "note",
    "outreach": "phone",
    "concern": "flag",
    "decision": "okc",
    "agreement": "file",
    "nda": "lock",
    "milestone": "target",
    "contribution": "money",
    "indicator": "bars",
    "reading": "bars",
    "relation": "link",
    "interest": "idea",
    "goal": "target",
    "project_goal": "target",
    "match": "swap",
    "effort": "clock",
    "cut_off": "stop",
    "service": "box",
    "feedback": "note",
    "lesson": "book",
    "reflection": "users",
    "co_creation": "users",
}


class RegistersPage(Page):
    """One register at a time; each is built when it is first opened."""

    least = 380

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.title = self.tr("Registers")
        self._views: dict[str, RegisterView] = {}
        self._read_forms()
        kept = str(session.workspace.setting(_LAST, ""))
        self._current = kept if kept in self._forms else next(iter(self._forms))
        self.nav = SideNav(self.tr("Registers"))
        self.nav.wanted.connect(self.show_register)
        self.picker = QuietCombo()
        self.picker.setAccessibleName(self.tr("Which register?"))
        self.picker.activated.connect(lambda _place: self.show_register(str(self.picker.currentData())))
        self._stack = QStackedWidget()
        self._arrange()

    def _arrange(self) -> None:
        outer = column(self, gap=0)
        holder = QWidget()
        column(holder, margins=(20, 8, 20, 0), gap=0).addWidget(self.picker)
        outer.addWidget(holder)
        middle = row(gap=0)
        middle.addWidget(self.nav)
        middle.addWidget(self._stack, 1)
        outer.addLayout(middle, 1)
        self.nav.setVisible(not look().large)
        holder.setVisible(look().large)

    # --- page contract ---------------------------------------------------

    def open(
        self,
        form: str = "",
        about: UUID | str | None = None,
        chosen: UUID | None = None,
        add: bool = False,
        typed: Mapping[str, str] | None = None,
        view: str = "",
        shown: Shown | None = None,
        **_other: Any,
    ) -> None:
        """form: the register; about: only what is about this record; chosen: the current entry; add: ask for a new one; typed: words of an entry
        that is not made yet, by column; view, shown: the view that was chosen and what was shown, as `place` told it, when somebody comes back."""
        if form and form not in self._forms:  # a checklist is a register from its first record on
            self._read_forms()
        if form in self._forms:
            self._current = form
        subject = UUID(hex=about) if isinstance(about, str) else about
        register = self.view
        if shown is not None:
            register.bring_back(view, shown)
        elif form:
            register.only_about(subject)
        self.refresh(None)
        self.stale = False
        if chosen is not None:
            register.choose(chosen)
        if typed and register.quick is not None:
            register.quick.put(typed)
        if add:
            register.add()

    def place(self) -> Where:
        current = self.view.table.current()
        typed = self.view.quick.typed() if self.view.quick is not None else {}
        here = {"chosen": current.entry.id if current is not None else None, "typed": typed, **self.view.place()}
        return {"form": self._current, **{name: value for name, value in here.items() if value}}

    def take_focus(self) -> None:
        self.view.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Insert leads to the row for new entries, also from the list of registers."""
        if event.key() == Qt.Key.Key_Insert and self.view.quick is not None:
            self.view.quick.take_focus()
            return
        super().keyPressEvent(event)

    def refresh(self, changes: Changes | None) -> None:
        self._show_places()
        self.view.refresh()
        self._stack.setCurrentWidget(self.view)

    # --- registers -------------------------------------------------------

    def _read_forms(self, shown: str = "") -> None:
        """Every register, and the checklists that somebody has filled in. shown: the one that is open."""
        forms = self.session.workspace.catalogue.forms()
        self._counts = self.session.ask(register_counts)
        self._groups = (*register_groups(forms), checklist_group(forms, self._counts, shown))
        self._forms = {form.name: form for group in self._groups for form in group.forms}

    @property
    def view(self) -> RegisterView:
        """The register shown."""
        if self._current not in self._views:
            view = RegisterView(self.session, self._forms[self._current])
            view.go.connect(self.go)
            view.ask.connect(self.ask)
            view.undoable.connect(self.undoable)
            self._views[self._current] = view
            self._stack.addWidget(view)
        return self._views[self._current]

    def show_register(self, name: str) -> None:
        """Open another register."""
        self._current = name
        self.session.workspace.set_setting(_LAST, name)
        self.refresh(None)

    def _show_places(self) -> None:
        self._read_forms(self._current)  # a checklist whose last record goes stays in sight, to say so and for the way back
        if self._current not in self._forms:  # a form that was taken away
            self._current = next(iter(self._forms))
        counts = self._counts
        places = [
            Place(form.name, form.title, ICONS.get(form.name, "book"), group.title, f"{counts[form.name]:,}" if counts.get(form.name) else "")
            for group in self._groups
            for form in group.forms
        ]
        self.nav.show_places(places)
        self.nav.light(self._current)
        self.picker.clear()
        for name, words in self.nav.words():
            self.picker.addItem(words, name)
        self.picker.setCurrentIndex(self.picker.findData(self._current))
