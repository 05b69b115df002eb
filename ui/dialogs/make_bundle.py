"""Make a bundle: for whom, with what each of them lacks; then the file is written and read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QMouseEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFrame, QStackedWidget, QVBoxLayout, QWidget

from ctip_desktop.queries.exchange import Colleague, colleagues, next_number
from ctip_desktop.sync import exchange
from ctip_desktop.sync.exchange import MadeBundle
from ui.dialogs.dialog import Dialog
from ui.folders import BUNDLES, keep_folder, last_folder, plain_name
from ui.pages.exchange.wording import carried_words, confirmed_words, missing_words, same_words, since_words
from ui.session import Session
from ui.theme import px
from ui.widgets.base import FocusFrame, IconLabel, Label, column, restyle, row
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.chip import Avatar, Chip
from ui.widgets.empty import Empty
from ui.widgets.running import Running

_WIDTH = 620
_LONGEST_PART = 60
"""Bytes of a name inside a file name."""


class ColleagueRow(QFrame):
    """A colleague to tick.

    Signals:
        toggled(): ticked or not.
    """

    toggled = Signal()

    def __init__(self, one: Colleague, since: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.colleague = one
        self.setProperty("role", "option")
        self.box = QCheckBox()
        self.box.setAccessibleName(f"{one.person}, {one.name}")
        self.box.setAccessibleDescription(missing_words(one))
        self.box.toggled.connect(self._show)
        self.box.installEventFilter(FocusFrame(self))
        line = row(self, margins=(14, 8, 14, 8), gap=12)
        line.addWidget(self.box)
        line.addWidget(Avatar(one.person, 28))
        words = column(gap=0)
        words.addWidget(Label(f"{one.person} · {one.name}" if one.name else one.person, "strong", wrap=True))
        missing = Label(missing_words(one), "caption2", wrap=True)
        missing.setToolTip(confirmed_words(one) if one.missing else "")
        words.addWidget(missing)
        line.addLayout(words, 1)
        line.addWidget(Chip(since, "alert" if one.late else "clock", "warn" if one.late else ""))

    def _show(self, on: bool) -> None:
        restyle(self, on="true" if on else "false")
        self.toggled.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.box.toggle()
        self.box.setFocus()
        super().mousePressEvent(event)


class MakeBundle(Dialog):
    """Two steps: choose and save, then what was made."""

    puts_aside = False

    def __init__(self, session: Session, to: Sequence[str] = (), parent: QWidget | None = None) -> None:
        lead = _tr("A bundle holds what the chosen colleagues do not have yet, as far as they said. Only they can open it.")
        super().__init__(session, _tr("Make a bundle"), _tr("Save the bundle"), width=_WIDTH, lead=lead, parent=parent)
        self.made: MadeBundle | None = None
        self.rows: list[ColleagueRow] = []
        self._stack = QStackedWidget()
        self.body.addWidget(self._stack, 1)
        self.running = Running(session)
        self.body.addWidget(self.running)
        self._stack.addWidget(self._choosing(frozenset(to)))
        self._show_chosen()
        if self.rows:
            self.rows[0].box.setFocus()

    # --- 1: for whom -----------------------------------------------------

    def _choosing(self, wanted: frozenset[str]) -> QWidget:
        found = self.session.ask(colleagues)
        if not found:
            return self._nobody()
        holder = QWidget()
        box = column(holder, gap=8)
        today = self.session.workspace.now().astimezone().date()
        box.addWidget(Label(self.tr("For whom?"), "strong"))
        for one in found:
            line = ColleagueRow(one, since_words(one, today))
            line.box.setChecked(one.device.hex in wanted if wanted else one.missing != 0)
            line.toggled.connect(self._show_chosen)
            self.rows.append(line)
            box.addWidget(line)
        self.hint = Label("", "caption2", wrap=True)
        box.addWidget(self.hint)
        box.addStretch()
        return holder

    def _nobody(self) -> Empty:
        return Empty(
            self.tr("There is nobody to send to yet"),
            self.tr("Add a colleague's card first. Then you can make a bundle that only this colleague can open."),
            icon="users",
            action=self.tr("Add a colleague"),
            clicked=self._add,
        )

    def _add(self) -> None:
        self.ask.emit("add_colleague", {})
        self.reject()

    @property
    def chosen(self) -> tuple[UUID, ...]:
        """The devices it is for."""
        return tuple(line.colleague.device for line in self.rows if line.box.isChecked())

    def _show_chosen(self) -> None:
        self.main_button.setVisible(bool(self.rows))
        self.main_button.setEnabled(bool(self.chosen))
        self.main_button.setToolTip("" if self.chosen else self.tr("Choose at least one colleague."))
        if not self.rows:
            return
        known = [line.colleague for line in self.rows if line.box.isChecked()]
        if any(one.missing is None for one in known):
            self.hint.setText(self.tr("Somebody here has not answered with a bundle yet, so this one holds everything."))
        elif known and not any(one.missing for one in known):
            self.hint.setText(self.tr("They have all of your changes. The bundle still confirms to them what you have."))
        else:
            self.hint.setText(self.tr("A bundle for several colleagues holds what any of them lacks.") if len(known) > 1 else "")

    # --- 2: write it -----------------------------------------------------

    def keep(self) -> None:
        if self.made is not None:
            self.accept()
            return
        kinds = self.tr("Bundles (*.ctipbundle)")
        proposed = last_folder(self.session, BUNDLES) / self.proposed_name()
        name, _kind = QFileDialog.getSaveFileName(self, self.tr("Save the bundle"), str(proposed), kinds)
        if name:
            keep_folder(self.session, BUNDLES, Path(name))
            self.make_to(Path(name))

    def proposed_name(self) -> str:
        """Programme, who made it, and a number that goes on: what somebody looks for in a mail or on a stick."""
        ws = self.session.workspace
        words = (plain_name(text, _LONGEST_PART) for text in (ws.programme, ws.person))
        return f"{' '.join([*filter(None, words), f'{self.session.ask(next_number):03d}'])}.ctipbundle"

    def make_to(self, path: Path) -> None:
        """Write the bundle, read it back, and say what it holds."""
        path = path if path.suffix else path.with_name(f"{path.name}.ctipbundle")
        ws, chosen = self.session.workspace, self.chosen
        self.note.hide()
        self.main_button.setEnabled(False)
        self.running.run(
            lambda progress: exchange.make(ws, path, to=chosen, progress=progress),
            self.tr("Collecting changes"),
            self._show_made,
            failed=self._failed,
            stopped=self._show_chosen,
        )

    def _failed(self, error: Any) -> None:
        self._show_chosen()
        self.show_error(error)
        self.main_button.setFocus()  # to try again; disabling it while it ran sent the keyboard to the cross

    def _show_made(self, made: MadeBundle) -> None:
        self.made = made
        self._stack.addWidget(self._result(made))
        self._stack.setCurrentIndex(1)
        self.lead.hide()
        self.cancel_button.hide()
        self.main_button.say(self.tr("Done"))
        self.main_button.setEnabled(True)
        self.main_button.setFocus()
        QTimer.singleShot(0, self, self.fit)  # once the new page has its size
        self.session.refresh()

    def _result(self, made: MadeBundle) -> QWidget:
        holder = QWidget()
        box = column(holder, gap=12)
        head = row(gap=14)
        head.addWidget(IconLabel("okc", "ok", 30))
        words = column(gap=1)
        words.addWidget(Label(self.tr("The bundle is ready"), "section", wrap=True))
        words.addWidget(Label(self.tr("Bundle {n} for {people}").format(n=made.number, people=", ".join(made.to)), "sub", wrap=True))
        head.addLayout(words, 1)
        box.addLayout(head)
        box.addWidget(self._facts(made))
        box.addWidget(self._words(made))
        place = row()
        place.addWidget(Button(self.tr("Open the folder"), clicked=lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(made.path.parent)))))
        place.addStretch()
        box.addLayout(place)
        box.addStretch()
        return holder

    def _words(self, made: MadeBundle) -> Card:
        card = Card(gap=4)
        card.add(Label(self.tr("Compare by phone"), "strong"))
        card.add(Label(same_words(made.words), "words", wrap=True))
        said = self.tr(
            "{people} will see five words after the import. When they are these, both laptops hold the same. Other words mean: there is work "
            "on that laptop that is not here yet; the next bundle from there brings it."
        )
        card.add(Label(said.format(people=", ".join(made.to)), "caption2", wrap=True))
        return card

    def _facts(self, made: MadeBundle) -> Card:
        card = Card(gap=8)
        self._fact(card.body, "file", made.path.name, str(made.path.parent))
        everything = self.tr("It holds everything, because somebody has not answered with a bundle yet.") if made.complete else ""
        self._fact(card.body, "list", carried_words(made), everything)
        self._fact(card.body, "shieldok", self.tr("Written, read back and complete"), self.tr("Encrypted for these colleagues and signed by you."))
        if made.waits:
            self._fact(card.body, "clock", self.tr("%n files did not fit", "", made.waits), self.tr("They go with the next bundle."))
        return card

    def _fact(self, box: QVBoxLayout, icon: str, title: str, sub: str) -> None:
        line = row(gap=12)
        line.addWidget(IconLabel(icon, "ok" if icon == "shieldok" else "text2", 17))
        words = column(gap=0)
        words.addWidget(Label(title, wrap=True))
        if sub:
            words.addWidget(Label(sub, "caption2", wrap=True))
        line.addLayout(words, 1)
        box.addLayout(line)
        box.addSpacing(px(1))

    # --- draft -----------------------------------------------------------

    def draft(self) -> Mapping[str, Any] | None:
        return {"to": [device.hex for device in self.chosen]} if self.made is None else None

    def restore(self, draft: Mapping[str, Any]) -> None:
        for line in self.rows:
            line.box.setChecked(line.colleague.device.hex in draft["to"])


def _tr(text: str) -> str:
    return QCoreApplication.translate("MakeBundle", text)
