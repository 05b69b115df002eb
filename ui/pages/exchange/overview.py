"""The first thing on Exchange: what is to settle, who has what, earlier bundles, what waits, my card."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ctip_desktop.queries.disputed_names import own_names
from ctip_desktop.queries.exchange import Colleague, Exchange, colleagues, exchanges, holes, is_new_to_colleagues, unsent
from ctip_desktop.queries.records import Conflict
from ctip_desktop.queries.today import to_settle
from ctip_desktop.sync.exchange import card
from ui.pages.exchange.cases import open_cases
from ui.pages.exchange.joining import JoinCard, joining
from ui.pages.exchange.wording import confirmed_words, exchange_sub, exchange_title, first_name, missing_words, people_words, same_words
from ui.session import Session
from ui.theme import look
from ui.widgets.base import IconLabel, Label, Scroller, clear, column, row
from ui.widgets.button import Button
from ui.widgets.card import Card, ListCard
from ui.widgets.chip import Avatar, Chip
from ui.widgets.fact_row import FactRow
from ui.widgets.flow import FlowLayout
from ui.widgets.note_bar import NoteBar
from ui.widgets.two_columns import TwoColumns
from ui.widgets.work_list import Work, WorkGroup, WorkList
from ui.words import ago, near_day

_SHOWN = 6


class Overview(QWidget):
    """Signals:
    ask(str, dict): open a dialog. importing(): import a bundle. settle(object): a conflict, or None for the first.
    turn(str, bool): take an import back (True) or bring it back (False).
    """

    ask = Signal(str, dict)
    importing = Signal()
    settle = Signal(object)
    turn = Signal(str, bool)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._whole_list = False
        scroller = Scroller(margins=(24, 12, 24, 16), gap=12)
        column(self, gap=0).addWidget(scroller)
        scroller.body.addLayout(self._heading())
        self.note = NoteBar("", "ok")
        self._note_action: Callable[[], object] | None = None
        self.note_button = self.note.add_action("", self._act)
        self.note.add_close(self.tr("Close"))
        self.note.hide()
        scroller.body.addWidget(self.note)
        self._columns = TwoColumns()
        scroller.body.addWidget(self._columns)
        scroller.body.addStretch()
        self.work = WorkList(self.tr("To settle"))
        self.work.wanted.connect(self.settle)
        self.work.see_all.connect(lambda _key: self.settle.emit(None))

    def _heading(self) -> QHBoxLayout:
        line = row(gap=8)
        line.addWidget(Label(self.tr("Exchange"), "title"))
        self._sub = Label("", "sub")
        line.addWidget(self._sub, 1)
        self.make_button = Button(self.tr("Make a bundle"), "main", icon="up2", clicked=lambda: self.ask.emit("make_bundle", {}))
        self.import_button = Button(self.tr("Import a bundle"), icon="down2", clicked=self.importing.emit)
        holder = QWidget()
        buttons = FlowLayout(holder, gap=8) if look().large else row(holder, gap=8)
        for button in (self.make_button, self.import_button, Button(self.tr("Add a colleague"), icon="user", clicked=self._add_colleague)):
            buttons.addWidget(button)
        line.addWidget(holder, 1 if look().large else 0)
        return line

    def _add_colleague(self) -> None:
        self.ask.emit("add_colleague", {})

    # --- showing ---------------------------------------------------------

    def refresh(self) -> None:
        """Read and show everything."""
        held = self._held()
        self._sub.setText(self._standing())
        self._sub.setVisible(not look().large)
        self._show_wide()
        side = self._columns.side
        clear(side)
        found = self._session.ask(holes)
        if found:
            side.addWidget(self._waiting(found))
        side.addWidget(self._my_card())
        side.addWidget(self._how())
        side.addStretch()
        self._hold(held)

    def _held(self) -> str | None:
        """What of this page has the keyboard, also while a dialog is in front of it; None when it is elsewhere."""
        now = self.window().focusWidget()
        return now.objectName() if now is not None and self.isAncestorOf(now) else None

    def _hold(self, held: str | None) -> None:
        """Give the keyboard back to what stands in the place of what had it, else to the main button: never let it fall out of the page."""
        if held is None:
            return
        same = self.findChild(QWidget, held) if held else None
        (same if same is not None and same.isEnabled() else self.make_button).setFocus()

    def _standing(self) -> str:
        """What is not sent yet; without a colleague, what to do first."""
        known = self._session.ask(colleagues)
        if not known:
            return self.tr("No colleague yet. Add one to send your changes.")
        changes = self._session.ask(unsent).changes
        if changes:
            return self.tr("%n changes not sent yet", "", changes)
        if not any(one.direction == "out" for one in self._session.ask(exchanges)):
            return self.tr("Nothing of yours to send yet")
        if all(one.missing == 0 for one in known):
            return self.tr("Your colleagues have all of your changes")
        without = next((one for one in known if one.missing is None and one.last_out is None), None)
        if without is not None:
            return self.tr("No bundle for {name} yet").format(name=first_name(without.person))
        return self.tr("Nothing new to send. Not confirmed by everybody yet.")

    def _show_wide(self) -> None:
        wide = self._columns.wide
        wide.removeWidget(self.work)
        clear(wide)
        known = self._session.ask(colleagues)
        self.work.show_groups(self._groups(open_cases(self._session)))
        if joining(self._session):
            wide.addWidget(self._joining())
        elif bool(known) and self._session.ask(is_new_to_colleagues):
            wide.addWidget(self._new_card())
        wide.addWidget(self.work)
        self.work.setVisible(bool(self.work.rows))
        wide.addWidget(self._who_has_what())
        wide.addWidget(self._earlier())
        wide.addStretch()

    def _groups(self, found: tuple[Conflict, ...]) -> list[WorkGroup]:
        since = {(one.record, one.field): one for one in self._session.ask(to_settle)}
        today = self._session.workspace.now().astimezone().date()
        names, own = self._session.ask(own_names), self._session.workspace.person
        rows = []
        for one in found[:_SHOWN]:
            known = since.get((one.record, one.name))
            subject = known.subject.title if known else names.get(one.owner) or one.title
            title = self.tr("{subject}: {question}").format(subject=subject, question=one.label)
            people = self.tr("{names} answered differently").format(names=people_words((version.by for version in one.versions), own))
            day = self.tr("since {day}").format(day=near_day(known.since.astimezone().date(), today)) if known else ""
            rows.append(Work(one, title, people, self.tr("Compare"), "split", day, colour="two"))
        see_all = self.tr("Settle one after the other") if len(found) > 1 else ""
        return [WorkGroup("settle", self.tr("To settle"), tuple(rows), len(found), see_all, "two")]

    # --- who has what ----------------------------------------------------

    def _who_has_what(self) -> ListCard:
        found = self._session.ask(colleagues)
        card_ = ListCard(self.tr("Who has what"), len(found) or None)
        if not found:
            action = Button(self.tr("Add a colleague"), icon="user", clicked=self._add_colleague)
            hint = self.tr("Exchange cards first: give yours, add theirs. Then you can send each other bundles.")
            card_.add_row(FactRow("users", self.tr("No colleagues yet"), hint, action))
        for one in found:
            card_.add_row(self._colleague(one))
        words = self._words()
        if found and words:
            said = self.tr("Read them to each other by phone: the same words on both laptops mean that both hold the same.")
            card_.add_row(FactRow("shieldok", self.tr("Words after the last exchange: {words}").format(words=same_words(words)), said))
        return card_

    def _words(self) -> tuple[str, ...]:
        """Those of the last exchange; none when an import was taken back since, because this laptop shows something else now."""
        known = self._session.ask(exchanges)
        last = next((one for one in known if one.words and one.taken_back is None), None)
        if last is None or any(one.taken_back is not None and one.taken_back >= last.at for one in known):
            return ()
        return last.words

    def _colleague(self, one: Colleague) -> FactRow:
        today = self._session.workspace.now().astimezone().date()
        title = f"{one.person} · {one.name}" if one.name else one.person
        make = Button(self.tr("Make a bundle"), clicked=lambda: self.ask.emit("make_bundle", {"to": [one.device.hex]}))
        make.setAccessibleName(self.tr("Make a bundle for {name}").format(name=one.person))
        make.setObjectName(f"make {one.device.hex}")
        sub = missing_words(one)
        if one.same:
            sub = self.tr("{sentence}. Both laptops hold the same.").format(sentence=sub)
        line = FactRow(Avatar(one.person, 28), title, sub, self._when(one, today), make)
        line.setToolTip(confirmed_words(one) if one.missing else "")
        return line

    def _when(self, one: Colleague, today: date) -> Chip:
        if one.last is None:
            return Chip(self.tr("never"), "dash", tip=self.tr("No bundle has gone either way"))
        day = one.last.astimezone().date()
        if one.late:
            return Chip(ago(day, today), "alert", "warn", tip=self.tr("No exchange for more than 30 days"))
        return Chip(ago(day, today), "check" if one.missing == 0 else "clock", tip=self.tr("The last exchange"))

    # --- earlier bundles -------------------------------------------------

    def _earlier(self) -> ListCard:
        found = self._session.ask(exchanges)
        card_ = ListCard(self.tr("Earlier exchanges"), len(found) or None)
        if not found:
            hint = self.tr("Bundles you make and import are listed here. An import can be taken back.")
            card_.add_row(FactRow("swap", self.tr("No bundles yet"), hint))
        for one in found if self._whole_list else found[:_SHOWN]:
            card_.add_row(self._exchange(one))
        if len(found) > _SHOWN and not self._whole_list:
            card_.add_action(Button(self.tr("See all"), "link", clicked=self._show_whole_list))
        return card_

    def _exchange(self, one: Exchange) -> FactRow:
        today = self._session.workspace.now().astimezone().date()
        title, sub = exchange_title(one), exchange_sub(one, today)
        ends: list[QWidget] = []
        if one.taken_back is not None:
            ends = [Chip(self.tr("taken back"), "undo"), self._turn_button(one, title, self.tr("Bring back"), back=False)]
        elif one.can_take_back:
            ends = [self._turn_button(one, title, self.tr("Take back"), back=True)]
        if one.hidden:
            tip = self.tr("They were written in what another import brought, and that one was taken back. They come back with it.")
            ends.insert(0, Chip(self.tr("%n out of sight", "", one.hidden), "eyeoff", "warn", tip=tip))
        return FactRow("down2" if one.direction == "in" else "up2", title, sub, *ends)

    def _turn_button(self, one: Exchange, title: str, words: str, *, back: bool) -> Button:
        button = Button(words, icon="undo" if back else "", clicked=lambda: self.turn.emit(one.bundle, back))
        button.setAccessibleName(f"{words}: {title}")
        button.setObjectName(f"turn {one.bundle}")
        return button

    def _joining(self) -> JoinCard:
        card_ = JoinCard(self._session)
        card_.ask.connect(self.ask)
        card_.importing.connect(self.importing)
        return card_

    def _new_card(self) -> ListCard:
        """The file was copied or restored: nobody can read what comes from here before the new card is added there."""
        card_ = ListCard(self.tr("Give your colleagues your new card"))
        give = Button(self.tr("Give my card"), icon="card", clicked=lambda: self.ask.emit("my_card", {}))
        give.setObjectName("give new")
        said = self.tr("To them this is a new laptop. They add the new card, then bundles go both ways again. What you wrote before stays yours.")
        card_.add_row(FactRow("card", self.tr("This file was restored or copied"), said, give))
        return card_

    def _show_whole_list(self) -> None:
        self._whole_list = True
        self._show_wide()

    # --- at the end side -------------------------------------------------

    def _waiting(self, sentences: tuple[str, ...]) -> ListCard:
        card_ = ListCard(self.tr("Waits for another bundle"), len(sentences))
        for sentence in sentences:
            card_.add_row(FactRow("clock", sentence))
        return card_

    def _my_card(self) -> Card:
        mine = self._session.ask(card)
        made = Card()
        head = row(gap=10)
        head.addWidget(Avatar(mine.person, 28))
        words = column(gap=0)
        words.addWidget(Label(self.tr("My card"), "strong"))
        words.addWidget(Label(self.tr("{person} on {laptop}").format(person=mine.person, laptop=mine.name), "caption2", wrap=True))
        head.addLayout(words, 1)
        made.add(head)
        made.add(Label(self.tr("Colleagues need it once, to send you bundles that only you can open. It holds no data."), "sub", wrap=True))
        made.add(Label(" – ".join(mine.words), "words", wrap=True))
        made.add(Label(self.tr("Read these words aloud when a colleague adds your card."), "caption2", wrap=True))
        give = Button(self.tr("Give my card"), icon="card", clicked=lambda: self.ask.emit("my_card", {}))
        give.setObjectName("give")
        made.body.addWidget(give, 0, Qt.AlignmentFlag.AlignLeading)
        return made

    def _how(self) -> Card:
        made = Card(gap=6)
        made.add(Label(self.tr("How exchange works"), "strong"))
        for icon, words in (
            ("lock", self.tr("A bundle is encrypted. Only the colleagues you choose can open it.")),
            ("usb", self.tr("It travels by stick, mail or any other way. The app never uses the internet.")),
            ("split", self.tr("When two people answered the same question, both answers are kept.")),
        ):
            line = row(gap=8)
            line.addWidget(IconLabel(icon, "text2", 15), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Label(words, "caption2", wrap=True), 1)
            made.add(line)
        return made

    # --- notes -----------------------------------------------------------

    def tell(self, words: str, tone: str = "ok", *, strong: str = "", action: str = "", act: Callable[[], object] | None = None) -> None:
        """Say what happened, with one way on."""
        self._note_action = act
        self.note_button.say(action)
        self.note_button.setVisible(bool(action))
        self.note.show_note(words, tone, strong=strong)
        self.note.show()

    def still(self) -> None:
        """What was said belongs to the last thing done; it goes with the next one, and when the person leaves."""
        self.note.hide()

    def _act(self) -> None:
        self.still()
        if self._note_action is not None:
            self._note_action()

    def take_focus(self) -> None:
        """The way on that was just offered, what is to settle, else the main button."""
        if self.note.isVisibleTo(self) and self.note_button.isVisibleTo(self):
            self.note_button.setFocus()
        elif (join := self.findChild(QWidget, "join add") or self.findChild(QWidget, "join import")) is not None:
            join.setFocus()
        elif self.work.rows:
            self.work.rows[0].setFocus()
        else:
            self.make_button.setFocus()
