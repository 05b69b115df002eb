"""After the import: what came, what is to settle, what waits, where the backup is, who has what now, and words to compare by phone."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ctip_desktop.queries.exchange import Colleague, colleagues
from ctip_desktop.sync.exchange import Receipt
from ui.pages.exchange.preview_view import ChangeDetail, ChangesCard
from ui.pages.exchange.wording import confirmed_words, first_name, kinds_words, made_words, missing_words, same_words, since_words
from ui.session import Session
from ui.theme import px
from ui.widgets.base import IconLabel, Label, Line, Scroller, clear, column, row
from ui.widgets.button import Button
from ui.widgets.card import Card, ListCard
from ui.widgets.fact_row import FactRow
from ui.widgets.two_columns import TwoColumns
from ui.words import moment_words

_NAMED, _TREE = 3, 320


class ReceiptView(QWidget):
    """Signals:
    settle(), done(), take_back(): what the person wants next. make(str): a bundle for a device, hex.
    """

    settle = Signal()
    done = Signal()
    take_back = Signal()
    make = Signal(str)

    def __init__(self, session: Session, receipt: Receipt, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.receipt = receipt
        scroller = Scroller(margins=(24, 18, 24, 16), gap=12)
        column(self, gap=0).addWidget(scroller)
        self._columns = TwoColumns(side_width=450, least=860)
        scroller.body.addWidget(self._columns)
        self._columns.wide.addLayout(self._headline())
        self._columns.wide.addWidget(self._facts())
        self._columns.wide.addLayout(self._buttons())
        self._columns.wide.addStretch()
        self._add_changes(scroller)
        self.refresh()

    # --- at the start side -----------------------------------------------

    def _headline(self) -> QHBoxLayout:
        line = row(gap=14)
        line.addWidget(IconLabel("okc", "ok", 30))
        words = column(gap=1)
        erased = self.tr("Imported. %n values were erased for good.", "", self.receipt.erased)
        words.addWidget(Label(erased if self.receipt.erased else self.tr("Imported. Nothing was lost."), "title", wrap=True))
        today = self._session.workspace.now().astimezone().date()
        said = self.tr("{when}, from {person}, bundle {n}, %n changes", "", self.receipt.changes).format(
            when=moment_words(self.receipt.at, today), person=self.receipt.sender, n=self.receipt.number
        )
        words.addWidget(Label(said[:1].upper() + said[1:], "sub", wrap=True))
        line.addLayout(words, 1)
        return line

    def _facts(self) -> Card:
        got = self.receipt
        card = Card(margins=(1, 1, 1, 1), gap=0)
        self.rows: dict[str, FactRow] = {}
        items = [item for group in got.items for item in group.items]
        kinds = kinds_words(items, self._session.workspace.catalogue, all_listed=not got.more)
        if got.new:
            new = self.tr("%n new", "", got.brought)
            self._add(card, "new", "plus", "ok", new, self.tr("in {records}").format(records=kinds), self._show_button("new", got.new))
        if got.changed:
            changed = self.tr("%n changed", "", got.changed)
            self._add(card, "changed", "pencil", "info", changed, self._subjects(), self._show_button("changed", got.changed))
        if got.conflicts:
            names = ", ".join(group.title for group in got.items if group.to_settle)
            now = Button(self.tr("Settle now"), clicked=self.settle.emit)
            self._add(card, "settle", "split", "two", self.tr("%n to settle", "", got.conflicts), names, now)
        if got.known:
            said = self.tr("Or they wait, see below.") if got.missing else self.tr("Nothing to do for them.")
            self._add(card, "known", "check", "text2", self.tr("%n already here", "", got.known), said)
        if got.attachments:
            self._add(card, "files", "file", "ok", self.tr("%n files", "", got.attachments), "")
        if not self.rows:
            self._add(card, "nothing", "check", "text2", self.tr("Nothing new for you"), self.tr("The bundle confirms what has arrived there."))
        for place, hole in enumerate(got.missing):
            self._add(card, f"waits {place}", "clock", "text2", self.tr("Waits for another bundle"), hole)
        for place, warning in enumerate(got.warnings):
            self._add(card, f"warning {place}", "alert", "warn", self.tr("To know"), warning)
        self._add(card, "backup", "save", "text2", self.tr("Backup made"), f"{got.backup.name} – {got.backup.parent}")
        return card

    def _add(self, card: Card, key: str, icon: str, colour: str, title: str, sub: str, *ends: QWidget) -> None:
        if self.rows:
            card.body.addWidget(Line())
        self.rows[key] = FactRow(icon, title, sub, *ends, colour=colour)
        card.body.addWidget(self.rows[key])

    def _subjects(self) -> str:
        changed = [group.title for group in self.receipt.items if any(item.kind in ("changed", "settled", "deleted") for item in group.items)]
        if not changed:
            return ""
        named = ", ".join(changed[:_NAMED])
        rest = len(changed) - _NAMED
        return self.tr("in {names} and {n} more").format(names=named, n=rest) if rest > 0 else self.tr("in {names}").format(names=named)

    def _show_button(self, kind: str, count: int) -> Button:
        button = Button(self.tr("Show"), clicked=lambda: self.show_changes(kind))
        button.setAccessibleDescription(self.tr("Lists them below"))
        if not count:
            button.hide()
        return button

    def _buttons(self) -> QHBoxLayout:
        line = row()
        line.addWidget(Button(self.tr("Take this import back"), icon="undo", clicked=self.take_back.emit))
        line.addStretch()
        self.main = Button(self.tr("Done"), "main", clicked=self.done.emit)
        line.addWidget(self.main)
        return line

    def _add_changes(self, scroller: Scroller) -> None:
        self.columns = TwoColumns(side_width=380, least=760)
        self.changes = ChangesCard(self._session, self.receipt)
        self.changes.tree.setMinimumHeight(px(_TREE))
        self.detail = ChangeDetail(self._session, merged=True)
        self.changes.chosen.connect(self.detail.show_item)
        self.columns.wide.addWidget(self.changes)
        self.columns.side.addWidget(self.detail, 1)
        self.columns.hide()
        self._scroller = scroller
        scroller.body.addWidget(self.columns, 1)
        scroller.body.addStretch()

    def show_changes(self, kind: str) -> None:
        """List the changes of a kind below."""
        self.columns.show()
        self.changes.show_kind(kind)
        self.changes.tree.setFocus()
        self._scroller.ensureWidgetVisible(self.changes.filter)

    # --- at the end side -------------------------------------------------

    def refresh(self) -> None:
        """Who has what, as it is now."""
        side = self._columns.side
        clear(side)
        side.addWidget(self._who_has_what())
        side.addWidget(self._words())
        side.addStretch()

    def _who_has_what(self) -> ListCard:
        card = ListCard(self.tr("Who has what now"))
        name = first_name(self.receipt.sender)
        if not self.receipt.missing:
            everything = FactRow("okc", self.tr("You have everything from {name}").format(name=name), made_words(self.receipt.made), colour="ok")
            card.add_row(everything)
        today = self._session.workspace.now().astimezone().date()
        for one in self._session.ask(colleagues):
            button = Button(self.tr("Make a bundle"), clicked=partial(self.make.emit, one.device.hex))
            button.setAccessibleName(self.tr("Make a bundle for {name}").format(name=one.person))
            if one.missing == 0:
                button.hide()
            line = FactRow(who_icon(one)[0], missing_words(one), since_words(one, today), button, colour=who_icon(one)[1])
            line.setToolTip(confirmed_words(one) if one.missing else "")
            card.add_row(line)
        return card

    def _words(self) -> Card:
        card = Card()
        card.add(Label(self.tr("Compare by phone"), "strong"))
        card.add(Label(same_words(self.receipt.words), "words", wrap=True))
        said = self.tr("When {name} sees the same five words, here or after importing your next bundle, both laptops hold the same.")
        card.add(Label(said.format(name=first_name(self.receipt.sender)), "caption2", wrap=True))
        return card

    def take_focus(self) -> None:
        """The main button."""
        self.main.setFocus()


def who_icon(one: Colleague) -> tuple[str, str]:
    """Amber only after more than thirty days."""
    if one.late:
        return "alert", "warn"
    return ("okc", "ok") if one.missing == 0 else ("up2", "text2")
