"""The head of a partnership: its name, what draws attention, and the three that must be right, side by side and never one number."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from ctip_desktop.queries.partnerships import PartnershipPage
from ui.icons import icon
from ui.pages.company.rows import Press
from ui.theme import look
from ui.widgets.base import ElidedLabel, IconLabel, Label, clear, column, row
from ui.widgets.button import Button, IconButton
from ui.widgets.chip import Chip

_FULL = 100
"""Up to this size of letters, in percent, everything stands in one line."""


class PartnershipHeader(QFrame):
    """Signals: go(str, dict), ask(str, dict) as a page's; tab(str): open a tab; to_list(); delete_wanted()."""

    go = Signal(str, dict)
    ask = Signal(str, dict)
    tab = Signal(str)
    to_list = Signal()
    delete_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: PartnershipPage | None = None
        box = column(self, margins=(24, 8, 24, 4), gap=6)
        way = row(gap=6)
        way.addWidget(Button(self.tr("Partnerships"), "link", clicked=self.to_list.emit))
        way.addWidget(IconLabel("right", "text3", 12))
        self._crumb = ElidedLabel("", "sub")
        way.addWidget(self._crumb, 1)
        box.addLayout(way)
        line = row(gap=10)
        self._name, self._sub = ElidedLabel("", "title"), Label("", "sub", wrap=True)
        roomy = look().percent <= _FULL
        line.addWidget(self._name, 0 if roomy else 1)
        self._chips = row(gap=6)
        below = line if roomy else row(gap=10)  # beside the buttons larger letters would leave the name no room
        below.addWidget(self._sub, 1)
        below.addLayout(self._chips)
        self.record = Button(self.tr("Record a conversation"), icon="pencil", clicked=self._record)
        line.addWidget(self.record)
        self.more = IconButton("more", self.tr("More for this partnership"), clicked=self._open_menu)
        line.addWidget(self.more)
        box.addLayout(line)
        if below is not line:
            box.addLayout(below)
        self._three = row(gap=12)
        box.addLayout(self._three)

    def show_page(self, page: PartnershipPage) -> None:
        """Show another partnership, or the same one as it is now."""
        self._page = page
        self._crumb.setText(page.name)
        self._name.setText(page.name)
        partners = ", ".join(each.company.title for each in page.right_partners) or self.tr("no partner named yet")
        self._sub.setText(" · ".join(part for part in (partners, page.country_label, page.status_label) if part))
        self.record.setEnabled(bool(page.right_partners))
        self.record.setToolTip("" if page.right_partners else self.tr("Name a partner first."))
        clear(self._chips)
        for chip in self._attention(page):
            self._chips.addWidget(chip)
        clear(self._three)
        before: QWidget = self.more
        for card in self._cards(page):
            self._three.addWidget(card, 1)
            for press in card.findChildren(Press):  # made anew, it would come after everything else
                QWidget.setTabOrder(before, press)
                before = press

    def _attention(self, page: PartnershipPage) -> list[Chip]:
        found = []
        if page.anonymous_label:
            words = self.tr("In reports: {label}").format(label=page.anonymous_label)
            found.append(Chip(self.tr("Name is not shared"), "eyeoff", tip=words))
        count = len(page.concern_summary.deal_breakers)
        if count:
            found.append(Chip(self.tr("%n open deal-breakers", "", count), "flag", "bad"))
        return found

    def _cards(self, page: PartnershipPage) -> list[QWidget]:
        idea, relationship = page.right_idea, page.right_relationship
        opportunity = idea.opportunity
        where = partial(self.go.emit, "score_card", {"opportunity": opportunity.id}) if opportunity is not None else None
        title = opportunity.title if opportunity is not None else ""
        cards: list[QWidget] = [_third("idea", self.tr("Right idea"), idea.text, self.tr("provisional") if idea.provisional else title, where)]
        partner = page.right_partners[0] if page.right_partners else None
        words = partner.text if partner is not None else self.tr("No partner named yet")
        more = len(page.right_partners) - 1
        end = self.tr("and %n more partners", "", more) if more > 0 else ", ".join(partner.roles) if partner is not None else ""
        go = partial(self.go.emit, "company", {"company": partner.company.id}) if partner is not None else None
        cards.append(_third("company", self.tr("Right partner"), words, end, go))
        cards.append(_third("pulse", self.tr("Right relationship"), relationship.text, relationship.wave, partial(self.tab.emit, "relationship")))
        return cards

    def _record(self) -> None:
        if self._page is not None and self._page.right_partners:
            self.ask.emit("record_conversation", {"company": self._page.right_partners[0].company.id.hex})

    def menu(self) -> QMenu:
        """What else can be done."""
        assert self._page is not None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icon("pencil"), self.tr("Edit the facts"), partial(self.go.emit, "wizard", {"record": self._page.id}))
        menu.addAction(
            icon("okc"), self.tr("Record a decision"), partial(self.ask.emit, "add_record", {"form": "decision", "about": self._page.id.hex})
        )
        print_ = {"kind": "partnership", "about": self._page.id.hex}
        menu.addAction(icon("file"), self.tr("Make a report"), partial(self.ask.emit, "make_report", print_))
        if self._page.status not in ("ended", "handed_over"):
            end = {"record": self._page.id.hex, "what": "ended"}
            menu.addAction(icon("stop"), self.tr("End the partnership…"), partial(self.ask.emit, "change_record", end))
        menu.addAction(icon("clock"), self.tr("See it as it was"), partial(self.go.emit, "as_of", {"record": self._page.id}))
        menu.addSeparator()
        menu.addAction(icon("x", "bad"), self.tr("Delete"), self.delete_wanted.emit)
        return menu

    def _open_menu(self) -> None:
        self.menu().popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))


def _third(sign: str, label: str, words: str, sub: str, pressed: object) -> QFrame:
    """One of the three: what it is, what stands there, and a word more."""
    frame = QFrame()
    frame.setProperty("role", "card")
    line = Press(", ".join(part for part in (label, words, sub) if part), pressed if callable(pressed) else None)
    large = look().large
    if not large:  # beside large letters the sign would leave the words no room
        line.line.addWidget(IconLabel(sign, "text2", 18))
    box = column(gap=1)
    above = row(gap=8)
    above.addWidget(Label(label, "caption2"), 0, Qt.AlignmentFlag.AlignTop)
    above.addWidget(Label("" if large else sub, "caption", wrap=True), 1)
    box.addLayout(above)
    box.addWidget(Label(words, "strong", wrap=True))
    box.addStretch()
    line.line.addLayout(box, 1)
    column(frame, margins=(1, 1, 1, 1), gap=0).addWidget(line)
    return frame
