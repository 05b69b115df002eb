"""Search over everything: companies, people, talks, forms, and what can be done: pages and commands with their shortcuts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ctip_desktop.dataclass import dataclass
from ctip_desktop.queries.records import Found, list_records, search
from ctip_desktop.queries.spelling import almost
from ctip_desktop.workspace.own_forms import OWN_FORM
from ui.dialogs.commands import Command, commands
from ui.dialogs.dialog import Dialog
from ui.dialogs.form_places import form_places
from ui.pages.registry import exists
from ui.session import Session
from ui.widgets.empty import Empty
from ui.widgets.search_box import SearchBox
from ui.widgets.table import Column, RowsModel, Table
from ui.widgets.table_delegate import Cell
from ui.words import title_words

_SHOWN = 40
_ICONS = {"company": "company", "contact": "user", "conversation": "note", "opportunity": "idea", "partnership": "partner", "source": "link"}
_PARTS = {
    "contact": "contacts",
    "conversation": "talks",
    "placement": "stage",
    "goal": "stage",
    "due_diligence": "due_diligence",
    "desk_research": "desk_research",
    "maturity": "stage",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One line: a record or a command."""

    key: str
    title: str
    sub: str
    icon: str
    page: str
    where: Mapping[str, Any]
    command: Command | None = None


class SearchEverywhere(Dialog):
    """Type, arrow down, Enter."""

    puts_aside = False

    def __init__(self, session: Session, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(session, _tr("Search everything"), _tr("Open"), width=640, parent=parent)
        self._window: Any = parent
        here = getattr(parent, "company_here", None)
        self._here: Mapping[str, Any] = here() if here is not None else {}
        self._commands = (*commands(self._lock, self._back_up), *self._forms(), *self._undo())
        self.box = SearchBox(self.tr("Name, place, person, note, or what to do"))
        self.box.escape_clears = False  # it closes, as in every dialog
        self.box.searched.connect(self._search)
        self.box.installEventFilter(self)
        self.model: RowsModel[Hit] = RowsModel([Column(self.tr("Found"), _cell)], lambda hit: hit.key)
        self.table = Table(self.tr("Found"), self.model)
        self.table.horizontalHeader().hide()
        self.table.setMinimumHeight(320)
        self.table.opened.connect(self._open)
        self.nothing = Empty(
            self.tr("Nothing found"),
            self.tr("Try a part of a word, or another spelling."),
            icon="search",
            action=self.tr("Look in the handbook"),
            clicked=self._look_in_handbook,
        )
        for part in (self.box, self.table, self.nothing):
            self.body.addWidget(part)
        self.box.setText(text)
        self._search(text)
        self.box.setFocus()

    def _search(self, text: str) -> None:
        fitting = sorted(
            (one for one in self._commands if one.fits(text)), key=lambda one: (not one.is_called(text), not one.name.startswith("form "))
        )
        hits = [_command_hit(one) for one in fitting]
        if text.strip():
            found = self.session.ask(search, text)[:_SHOWN]
            plain = text.casefold()
            known = sorted((self._hit(one) for one in found), key=lambda hit: hit.page != "company" or "part" in hit.where)
            called = [hit for hit in hits if plain.strip() == hit.title.casefold()]
            named = called + [hit for hit in known if f" {plain}" in f" {hit.title.casefold()}"]
            hits = named + [hit for hit in (*hits, *known) if hit not in named]  # what is done stands before what only says the words somewhere
            hits = hits or self._almost(text)
        self.model.show_rows(hits)
        self.table.setVisible(bool(hits))
        self.nothing.setVisible(not hits)
        self.main_button.setEnabled(bool(hits))
        if hits:
            self.table.setCurrentIndex(self.model.index(0, 0))

    def _almost(self, text: str) -> list[Hit]:
        """What is written almost so, when nothing else was found: companies, and what can be done."""
        companies = {line.title: line.id for line in self.session.ask(list_records, "company")}
        doing = {one.title: _command_hit(one) for one in self._commands}
        ask = self.tr("Did you mean this?")
        hits = []
        for name in almost(text, (*companies, *doing)):
            if name in companies:
                hits.append(Hit(companies[name].hex, name, ask, "company", "company", {"company": companies[name]}))
            else:
                hits.append(replace(doing[name], sub=ask))
        return hits

    def _hit(self, found: Found) -> Hit:
        form = self.session.workspace.catalogue.form(found.form.split(".")[0]).title
        subject = found.subject
        title = subject if subject and found.title == form else title_words(found.title)
        snippet = "" if found.snippet == found.title else found.snippet
        sub = " · ".join(part for part in (form, subject if subject != title else "", snippet) if part)
        page, where = self._place(found)
        return Hit(found.id.hex, title, sub.replace("\n", " "), _ICONS.get(found.form, "file"), page, where)

    def _place(self, found: Found) -> tuple[str, Mapping[str, Any]]:
        if found.form == "company":
            return "company", {"company": found.id}
        if found.form == "opportunity" and exists("score_card"):
            return "score_card", {"opportunity": found.id}
        if found.form == OWN_FORM:
            return "programme", {"part": "forms"}
        if found.form == "partnership":
            return "partnerships", {"partnership": found.id}
        there = found.form in _PARTS and found.subject  # a company can be gone and what is about it still be here
        return ("company", {"company": found.about, "part": _PARTS[found.form]}) if there else ("wizard", {"record": found.id})

    def _open(self, hit: Hit) -> None:
        self.accept()
        if hit.command is not None:
            self._run(hit.command)
        else:
            self.go.emit(hit.page, dict(hit.where))

    def _look_in_handbook(self) -> None:
        self.accept()
        self.go.emit("help", {"find": self.box.text()})

    # --- commands --------------------------------------------------------

    def _forms(self) -> tuple[Command, ...]:
        """Every form, those of the company or partnership that is open at once."""
        place = getattr(self._window, "place", None)
        page, where = place() if place is not None else ("", {})
        return form_places(self.session, str(self._here.get("company", "")), where.get("partnership") if page == "partnerships" else None)

    def _run(self, command: Command) -> None:
        if command.act is not None:
            QTimer.singleShot(0, self.session, command.act)  # when this dialog is gone
        elif command.dialog:
            self.ask.emit(command.dialog, {**command.where, **(self._here if command.here else {})})
        else:
            self.go.emit(command.page, dict(command.where))

    def _undo(self) -> tuple[Command, ...]:
        undo, redo = getattr(self._window, "undo", None), getattr(self._window, "redo", None)
        if undo is None or redo is None:
            return ()
        return (
            Command("undo", self.tr("Undo"), "undo", act=undo, also=self.tr("take back wrong mistake"), keys="Ctrl+Z"),
            Command("redo", self.tr("Redo"), "redo", act=redo, also=self.tr("do again after undo"), keys="Ctrl+Shift+Z"),
        )

    def _lock(self) -> None:
        lock_wanted = getattr(self._window, "lock_wanted", None)
        if lock_wanted is not None:
            lock_wanted.emit()

    def _back_up(self) -> None:
        """Where backups are made, and one is made at once."""
        self._window.go("programme", {"part": "backups", "make": True})

    def keep(self) -> None:
        self.box.search_now()
        hit = self.table.current()
        if hit is not None:
            self._open(hit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.box and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step:
                place = min(max(0, self.table.currentIndex().row() + step), self.model.rowCount() - 1)
                self.table.setCurrentIndex(self.model.index(place, 0))
                return True
        return super().eventFilter(watched, event)

    def draft(self) -> Mapping[str, Any] | None:
        return {"text": self.box.text()}

    def restore(self, draft: Mapping[str, Any]) -> None:
        self.box.setText(draft["text"])
        self.box.search_now()


def _command_hit(one: Command) -> Hit:
    kind = {"page": _tr("Page"), "form": _tr("Form")}.get(one.name.split(" ")[0] if " " in one.name else "", _tr("Command"))
    sub = " · ".join(part for part in (kind, one.told, one.keys) if part)
    return Hit(one.name, one.title, sub, one.icon, one.page, one.where, one)


def _cell(hit: Hit) -> Cell:
    return Cell(hit.title, hit.sub, icon=hit.icon)


def _tr(text: str) -> str:
    return QCoreApplication.translate("SearchEverywhere", text)
