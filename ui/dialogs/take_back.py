"""Before an import is taken back: what goes, what of one's own goes out of sight with it, what stays, and that all of it can come back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QWidget

from ctip_desktop.errors import WorldError
from ctip_desktop.sync import exchange
from ctip_desktop.sync.exchange import ToTakeBack, Turned
from ctip_desktop.sync.taking_back import GoesBack, Gone
from ui.dialogs.dialog import Dialog
from ui.pages.exchange.wording import first_name, form_title
from ui.session import Session
from ui.widgets.base import Label, Line
from ui.widgets.card import Card
from ui.widgets.fact_row import FactRow
from ui.widgets.note_bar import NoteBar
from ui.widgets.running import Running
from ui.words import moment_words

_WIDTH = 640
_NAMED = 6
"""Records, and answers, that are named one by one."""

_SHORT = 60


class TakeBack(Dialog):
    """Looks first, in the background; nothing is changed before the main button."""

    puts_aside = False

    def __init__(self, session: Session, bundle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(session, _tr("Take this import back?"), _tr("Take back"), width=_WIDTH, parent=parent)
        self._bundle = bundle
        self.what: ToTakeBack | None = None
        self.running = Running(session)
        self.body.addWidget(self.running)
        self.main_button.setEnabled(False)
        self.cancel_button.say(self.tr("Leave it as it is"))
        self.cancel_button.setFocus()  # Enter must not take back what nobody has read
        ws = session.workspace
        work = self.tr("Looking what would go")
        self.running.run(lambda _progress: exchange.look_back(ws, bundle), work, self._show, failed=self.show_error, can_cancel=False)

    # --- what would happen -----------------------------------------------

    def _show(self, what: ToTakeBack) -> None:
        self.what = what
        today = self.session.workspace.now().astimezone().date()
        lead = self.tr("From {person}, bundle {n}, imported {when}: %n changes.", "", what.changes)
        self.lead.setText(lead.format(person=what.sender, n=what.number, when=moment_words(what.at, today)))
        self.lead.show()
        self._add_what_goes(what)
        if what.hidden or what.later:
            self._add_what_is_hidden(what)
        self._add_what_stays(what)
        self.body.addStretch()
        self.main_button.setEnabled(True)
        QTimer.singleShot(0, self, self.fit)

    def _add_what_goes(self, what: ToTakeBack) -> None:
        self.body.addWidget(Label(self.tr("What goes"), "section", wrap=True))
        card = Card(margins=(1, 1, 1, 1), gap=0)
        whole = [one for one in what.gone if one.subject == one.record]
        parts = [one for one in what.gone if one.subject != one.record]
        for one in whole[:_NAMED]:
            self._add(card, FactRow("minusc", one.title, self._what(one), strong=True))
        if len(whole) > _NAMED:
            self._add(card, FactRow("minusc", self.tr("and %n more", "", len(whole) - _NAMED), self._kinds(whole[_NAMED:])))
        if parts:
            self._add(card, FactRow("minusc", self._kinds(parts), self.tr("in {names}").format(names=_listed(one.about for one in parts))))
        if what.back:
            self._add(card, *self._answers(what.back))
        if what.settled:
            title = self.tr("No longer to settle: %n answers", "", what.settled)
            self._add(card, FactRow("split", title, self.tr("The other answer came with this import."), colour="two"))
        if not card.findChildren(FactRow):
            self._add(card, FactRow("check", self.tr("Nothing that you see now"), self.tr("Newer answers stand in place of what it brought.")))
        self.body.addWidget(card)

    def _what(self, one: Gone) -> str:
        if one.form == "programme":
            return self.tr("The name and settings of the programme, as they came. The programme itself stays on this laptop.")
        return self._form(one.form)

    def _answers(self, back: Sequence[GoesBack]) -> list[FactRow]:
        """Answers that read again as before."""
        title = self.tr("Back to what stood before: %n answers", "", len(back))
        rows = [FactRow("undo", title, self.tr("in {names}").format(names=_listed(one.about for one in back)))]
        for one in back[:_NAMED]:
            change = self.tr("{now} becomes {then}").format(
                now=_short(one.now) or self.tr("No answer"), then=_short(one.then) or self.tr("No answer")
            )
            where = one.title if one.title == one.about else f"{one.about}, {one.title}"
            rows.append(FactRow("dash", one.label, f"{where}: {change}", colour="text3"))
        if len(back) > _NAMED:
            rows.append(FactRow("dash", self.tr("and %n more", "", len(back) - _NAMED), colour="text3"))
        return rows

    def _add_what_is_hidden(self, what: ToTakeBack) -> None:
        self.body.addWidget(Label(self.tr("What goes out of sight with it"), "section", wrap=True))
        card = Card(margins=(1, 1, 1, 1), gap=0)
        if what.hidden:
            names = _listed([one.title for one in what.gone if one.own] + [one.title for one in what.orphans if one.own])
            said = self.tr("You wrote them since, in what came with this import: {names}").format(names=names)
            self._add(card, FactRow("eyeoff", self.tr("%n changes of your own", "", what.hidden), said, colour="warn", strong=True))
        for one in what.later:
            title = self.tr("%n changes of bundle {n} from {name}", "", one.changes).format(n=one.number, name=first_name(one.sender))
            self._add(card, FactRow("eyeoff", title, self.tr("That bundle builds on this one."), colour="warn"))
        self.body.addWidget(card)
        said = self.tr("They are not among the {n} changes of this import. They come back with it.").format(n=f"{what.changes:,}")
        self.body.addWidget(Label(said, "caption2", wrap=True))

    def _add_what_stays(self, what: ToTakeBack) -> None:
        self.body.addWidget(Label(self.tr("What stays"), "section", wrap=True))
        said = self.tr("Everything else: your own answers in records that were here before, other imports, and {name}’s laptop as it is.")
        self.body.addWidget(Label(said.format(name=first_name(what.sender)), wrap=True))
        way_back = self.tr("“Bring back” in the list of earlier exchanges shows all of it again, whenever you like. Nothing is deleted.")
        self.body.addWidget(NoteBar(way_back, "info", icon="undo"))

    def _add(self, card: Card, *rows: FactRow) -> None:
        for one in rows:
            if card.findChildren(FactRow):
                card.body.addWidget(Line())
            card.body.addWidget(one)

    def _form(self, form: str) -> str:
        return form_title(form, self.session.workspace.catalogue)

    def _kinds(self, some: Sequence[Gone]) -> str:
        counted = Counter(self._form(one.form) for one in some)
        return ", ".join(f"{count} × {title}" if count > 1 else title for title, count in counted.most_common(_NAMED))

    # --- doing it --------------------------------------------------------

    def keep(self) -> None:
        if self.what is None:
            return
        self.main_button.setEnabled(False)
        ws, bundle = self.session.workspace, self._bundle
        work = self.tr("Taking the import back")
        self.running.run(lambda _progress: exchange.take_back(ws, bundle), work, self._done, failed=self._turned_away, can_cancel=False)

    def _turned_away(self, error: WorldError) -> None:
        self.main_button.setEnabled(True)
        self.show_error(error)

    def _done(self, turned: Turned) -> None:
        self.accept()
        self.session.refresh()
        self.go.emit("exchange", {"part": "overview", "taken_back": turned.bundle, "changes": turned.changes, "with_it": turned.with_it})


def _listed(names: Iterable[str]) -> str:
    """Each name once, the first few."""
    each = list(dict.fromkeys(names))
    shown = ", ".join(each[:_NAMED])
    return f"{shown} …" if len(each) > _NAMED else shown


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else f"{line[: _SHORT - 1]}…"


def _tr(text: str) -> str:
    return QCoreApplication.translate("TakeBack", text)
