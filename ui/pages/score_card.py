"""The score card of one opportunity: own marks, what others gave, the agreed sheet, round by round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ctip_desktop.errors import NotFound
from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records, rounds
from ctip_desktop.operations.changes import Changes
from ctip_desktop.practice.ranking import CostRule
from ctip_desktop.queries import opportunities
from ctip_desktop.queries.opportunities import BlockView, RoundView, ScoreCardView
from ctip_desktop.queries.views import Link
from ui.pages.page import Page
from ui.pages.score_card_blocks import Blocks
from ui.pages.score_card_draft import AgreedDraft
from ui.pages.score_card_frame import AGREED, MINE, Agreement, HandInBar, ScoreFooter, ScoreHeader, SheetBar
from ui.pages.score_card_marks import answer_of_mark, may_mark, note_of, open_factors, short_block, shown_mark
from ui.pages.score_card_notes import DisputedNote, HiddenNote
from ui.pages.score_card_totals import drafted_block, drafted_total, own_total
from ui.session import Session
from ui.theme import look, px
from ui.widgets.base import Scroller, column
from ui.widgets.empty import Empty
from ui.widgets.note_bar import NoteBar
from ui.widgets.ranking_paint import series
from ui.widgets.score_block import marks_of
from ui.words import said_words

_NARROW = 1060
_SMALL = 760
_STACKED = 600  # words stand above their numbers


class ScoreCardPage(Page):
    """Four blocks in two columns; a blind round stays blind until the own sheet is handed in."""

    least = 340

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.opportunity: UUID | None = None
        self.view: ScoreCardView | None = None
        self.draft = AgreedDraft(session)
        self._kind = ""
        self._next: Link | None = None
        self._build()

    # --- the contract of a page --------------------------------------------------------------------------------------------------------------

    def open(self, **where: Any) -> None:
        """opportunity: UUID; round: UUID of the round, or kind: its kind, else the newest; sheet: mine or agreed."""
        self.opportunity = where["opportunity"]
        kinds = [each.kind for each in self.session.ask(opportunities.rounds) if each.id == where.get("round")]
        self._kind = str(where.get("kind", "")) or next(iter(kinds), "")
        self._just_handed_in = False
        self.draft.leave()
        self.bar.choice.choose(where.get("sheet", MINE))
        self.refresh(None)

    def place(self) -> dict[str, Any]:
        return {"opportunity": self.opportunity, "kind": self._kind, "sheet": self.bar.choice.current() or MINE} if self.opportunity else {}

    def refresh(self, changes: Changes | None) -> None:
        if self.opportunity is None:
            return
        known = {each.kind: each for each in self.session.ask(opportunities.rounds, self.opportunity)}
        self._show_rounds(known)
        current = known.get(self._kind)
        self._not_begun.setVisible(current is None)
        self._area.setVisible(current is not None)
        self.footer.setVisible(current is not None)
        if current is not None:
            try:
                self.view = self.session.ask(opportunities.score_sheets, self.opportunity, current.id)
            except NotFound as error:
                self.session.failed.emit(error)
                return
            self._show_view(self.view)
        else:
            self._show_title()

    def flush(self) -> None:
        for one in self.blocks.rows():
            one.flush()
        if self.view is not None and self._agreeing:
            self.draft.reason = self.agreement.reason.text()
            self.draft.keep(self.view)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the card, as it leaves a form; everything is kept already."""
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
        else:
            super().keyPressEvent(event)

    def take_focus(self) -> None:
        if not self._not_begun.isHidden() and self._not_begun.action is not None:
            self._not_begun.action.setFocus()
            return
        first = self.blocks.first_open()
        (first.scale if first is not None and first.scale.isEnabled() else self.bar.choice).setFocus()

    # --- building ----------------------------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        outer = column(self, gap=0)
        self.header = ScoreHeader()
        outer.addWidget(self.header)
        self._not_begun = Empty(
            self.tr("This round has not begun."),
            self.tr("It begins with the first sheet. In a blind round, marks of others appear when you hand in yours."),
            icon="circle",
            action=self.tr("Begin this round"),
            clicked=self._begin,
        )
        outer.addWidget(self._not_begun, 1)
        self.bar = SheetBar()
        self.handing = HandInBar()
        self._just_handed_in = False
        self._area = QWidget()
        area = column(self._area, gap=0)
        area.addWidget(self.bar)
        area.addWidget(self._make_middle(), 1)
        area.addWidget(self.handing)  # below: a note that comes or goes moves no factor under the pointer
        outer.addWidget(self._area, 1)
        self.footer = ScoreFooter()
        outer.addWidget(self.footer)
        self._connect()

    def _make_middle(self) -> Scroller:
        self._scroller = Scroller(margins=(24, 4, 24, 16), gap=12)
        self.how = NoteBar(tone="info")
        self.how.hide()
        self._scroller.body.addWidget(self.how)
        self.agreement = Agreement()
        self._scroller.body.addWidget(self.agreement)
        self.disputed = DisputedNote()
        self._scroller.body.addWidget(self.disputed)
        self.hidden = HiddenNote()
        self.blocks = Blocks(self.hidden)
        self._scroller.body.addWidget(self.blocks)
        self._scroller.body.addStretch()
        return self._scroller

    def _connect(self) -> None:
        self.header.up.connect(lambda: self.go.emit("opportunities", {}))
        self.header.how.connect(self._toggle_how)
        self.header.explained.connect(self._explain)
        self.header.round_chosen.connect(self._choose_round)
        self.header.close_wanted.connect(self._close_or_open)
        self.bar.choice.chosen.connect(lambda _name: self._show_again())
        self.blocks.marked.connect(self._mark)
        self.blocks.noted.connect(self._note)
        self.blocks.stepped.connect(lambda one: self._scroller.ensureWidgetVisible(one, 0, px(24)))
        self.agreement.same_wanted.connect(self._take_same)
        self.agreement.typed.connect(self._reason)
        self.footer.close_button.clicked.connect(self.back)
        self.footer.main.clicked.connect(self._act)
        self.handing.go_on.clicked.connect(self.take_focus)
        self.handing.confirmed.connect(self._hand_in)
        self.handing.taken_back.connect(self._take_back)

    # --- showing -----------------------------------------------------------------------------------------------------------------------------

    def _show_rounds(self, known: Mapping[str, RoundView]) -> None:
        choices = self.session.workspace.catalogue.form("round").question("kind").choices
        kinds = [choice.name for choice in choices]
        if self._kind not in kinds:
            begun = [kind for kind in kinds if kind in known]
            newest = self.session.ask(opportunities.ranking).round
            self._kind = newest.kind if newest is not None and newest.kind in kinds else begun[-1] if begun else kinds[0]
        self.header.show_rounds(choices, known, self._kind)

    def _show_title(self) -> None:
        """Whose card it is; before the round has begun there is no card to read that from."""
        if self.view is not None and self.view.opportunity.id == self.opportunity:
            self._say_title(self.view.opportunity.title, self.view.companies)
            self.header.crumb.setText(self.tr("Score card, version {0}").format(self.view.form_version))
            return
        idea = next((one for one in self.session.ask(opportunities.long_list) if one.id == self.opportunity), None)
        self._say_title(idea.title if idea else "", idea.companies if idea else ())
        self.header.crumb.setText(self.tr("Score card"))

    def _say_title(self, title: str, companies: Sequence[Link]) -> None:
        self.header.say(title)
        self.header.companies.setText(", ".join(company.title for company in companies))
        self.title = self.tr("{0}, score card").format(title) if title else self.tr("Score card")
        self.renamed.emit()

    @property
    def _agreeing(self) -> bool:
        return self.bar.choice.current() == AGREED

    def _show_again(self) -> None:
        self.flush()
        if self.view is not None:
            self._show_view(self.view)

    def _show_view(self, view: ScoreCardView) -> None:
        self._show_title()
        self.blocks.take(view, self.agreement.same, (*self.handing.buttons, self.footer.close_button, self.footer.main))
        agreed = self._agreeing
        if agreed and self.draft.take_up(view):
            self.agreement.show_reason(self.draft.reason)
        for block in view.blocks:
            self._show_block(view, block, agreed=agreed)
        self.bar.show_others(shown=agreed or not view.hidden)
        self.hidden.show_view(view, agreed=agreed)
        self.disputed.show_view(view)
        self.agreement.setVisible(agreed)
        self.agreement.make_editable(not view.round.closed)
        self._show_action(view, agreed=agreed)
        self._show_total(view, agreed=agreed)

    def _show_block(self, view: ScoreCardView, block: BlockView, *, agreed: bool) -> None:
        card = self.blocks.cards[block.name]
        hidden = view.hidden
        editable = may_mark(view, agreed=agreed)
        for factor in block.factors:
            mark = self.draft.marks.get(factor.name) if agreed else shown_mark(factor.own)
            note = self.draft.notes.get(factor.name, "") if agreed else note_of(factor, agreed=False)
            own = factor.own.value if factor.own is not None else None
            card.rows[factor.name].show_factor(factor, mark, note, marks_of(factor, own, hidden=hidden), editable=editable)
        if agreed:
            card.show_head(block.weight, drafted_block(view, block.name, self.draft.marks), self.tr("agreed"))
        elif hidden or block.mean.value is None:
            card.show_head(block.weight, block.own.value if block.own else None, self.tr("your mean"))
        else:
            card.show_head(block.weight, block.mean.value, self.tr("mean"))

    def _show_total(self, view: ScoreCardView, *, agreed: bool) -> None:
        shown = drafted_total(view, self.draft.marks) if agreed else own_total(view)
        parts = [(series(n), short_block(b.label), b.burden, shown.blocks.get(b.name), b.weight) for n, b in enumerate(view.blocks)]
        self.footer.formula.show_parts(parts, shown.value, reversed_cost=view.method.cost is CostRule.REVERSED)
        self.footer.show_open(shown.missing, sum(len(b.factors) for b in view.blocks))

    def _show_action(self, view: ScoreCardView, *, agreed: bool) -> None:
        handed_in = view.own is not None and view.own.handed_in
        if handed_in and not agreed:
            # in a blind round the marks of the others can be read now, so there is a way back only right after handing in
            way_back = not view.round.closed and (not view.round.blind or self._just_handed_in)
            self.handing.tell(view.own.handed_in_at if view.own else None, open_factors(view), may_take_back=way_back)
        kept = agreed and view.agreed_sheet is not None and not self.draft.differs(view)
        if kept:
            self.handing.tell_kept()
        elif agreed or not handed_in:
            self.handing.hide()
        self._show_agreement(view)
        self._next = self._next_idea(view) if handed_in and not agreed else None
        self.footer.main.setVisible(self._next is not None or (not view.round.closed and not kept and (agreed or not handed_in)))
        words = self.tr("Keep the agreed sheet") if agreed else self.tr("Hand in my sheet")
        self.footer.main.say(self.tr("Score the next idea") if self._next is not None else words)
        self.footer.main.setToolTip(self._next.title if self._next is not None else "")
        self.footer.close_button.say(self.tr("Save and close") if may_mark(view, agreed=agreed) else self.tr("Close"))

    def _next_idea(self, view: ScoreCardView) -> Link | None:
        """The next idea by title that waits for the own sheet in this round; after the last one the first."""
        waiting = self.session.ask(opportunities.to_score, view.round.id)
        later = (one for one in waiting if one.title.casefold() > view.opportunity.title.casefold())
        return next(later, next(iter(waiting), None))

    def _show_agreement(self, view: ScoreCardView) -> None:
        """That what is seen is not yet the sheet that counts."""
        if self.draft.differs(view):
            self.agreement.tell(self.tr("This agreed sheet is not kept yet. What you put in stays on this laptop meanwhile."), "warn")
        else:
            self.agreement.tell("")

    def _toggle_how(self) -> None:
        if self.view is not None:
            self.how.show_note(said_words(self.view.sentence), "info")
            self.how.setVisible(self.how.isHidden())

    def minimumSizeHint(self) -> QSize:
        return QSize(px(480), px(320))

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        narrow = self.width() < px(_NARROW) or look().percent >= 150
        small = self.width() < px(_SMALL)
        self.footer.make_short(narrow)
        self.bar.make_small(small, narrow=narrow)
        self.header.make_small(narrow)
        self.blocks.stand(below=narrow, stacked=self.width() < px(_STACKED))

    # --- acting ------------------------------------------------------------------------------------------------------------------------------

    def _mark(self, name: str, mark: int | None) -> None:
        if self._agreeing:
            self.draft.marks[name] = mark
            self._show_again()
            return
        note = next(one.factor.own.note if one.factor.own else "" for one in self.blocks.rows() if one.factor.name == name)
        self._write(name, answer_of_mark(mark, note))

    def _note(self, name: str, text: str) -> None:
        if self._agreeing:
            self.draft.notes[name] = text
            self._keep_draft()
            return
        mark = next(one.scale.mark() for one in self.blocks.rows() if one.factor.name == name)
        self._write(name, answer_of_mark(mark, text))

    def _write(self, name: str, answer: Answer) -> None:
        """Keep a mark on the own sheet; the first one begins the sheet."""
        assert self.view is not None
        assert self.opportunity is not None
        if self.view.own is not None:
            self.session.do(records.answer, self.view.own.id, name, answer)
            return
        head = {"round": Answer.of(self._kind), "assessor": Answer.of(self.view.viewer), "agreed": Answer.of("no"), name: answer}
        self.session.do(records.create, "score_card", about=self.opportunity, answers=head)

    def _reason(self, text: str) -> None:
        self.draft.reason = text
        self._keep_draft()

    def _keep_draft(self) -> None:
        if self.view is not None:
            self.draft.keep(self.view)
            self._show_action(self.view, agreed=self._agreeing)

    def _act(self) -> None:
        self.flush()
        if self.view is None:
            return
        missing = open_factors(self.view)
        if self._next is not None:
            self.open(opportunity=self._next.id, kind=self._kind)  # in place: closing leads back to where the first card was opened
            self.take_focus()
        elif self._agreeing:
            self._agree(self.view)
        elif len(missing) == len(self.blocks.rows()):
            self.handing.tell_empty()
            self.take_focus()
        elif missing:
            self.handing.ask(missing)
        else:
            self._hand_in()

    def _hand_in(self) -> None:
        assert self.view is not None
        if self.view.own is None:
            return
        self.handing.hide()
        self._just_handed_in = True
        self._just_handed_in = self.session.do(rounds.hand_in, self.view.own.id) is not None

    def _take_back(self) -> None:
        """The own sheet is a draft again."""
        assert self.view is not None
        if self.view.own is not None and self.session.do(rounds.take_back, self.view.own.id) is not None:
            self._just_handed_in = False

    def _agree(self, view: ScoreCardView) -> None:
        if all(mark is None for mark in self.draft.marks.values()):
            self.handing.tell_empty()
        elif not self.agreement.text():
            self.agreement.complain()
            self._scroller.ensureWidgetVisible(self.agreement)
        elif self.opportunity is not None and self.draft.differs(view):
            self.session.do(rounds.agree, self.opportunity, view.round.kind, self.draft.answers(), self.agreement.text())
            self._keep_draft()

    def _take_same(self) -> None:
        assert self.view is not None
        self.draft.take_same(self.view)
        self._show_again()

    def _choose_round(self, kind: str) -> None:
        if kind != self._kind:
            self.flush()
            self._kind = kind
            self._just_handed_in = False
            self.draft.leave()
            self.refresh(None)
            if not self.header.tabs.hasFocus():  # what had the keyboard may be out of sight now
                self.take_focus()

    def _begin(self) -> None:
        if self.session.do(rounds.begin, self._kind) is not None:
            self.take_focus()

    def _explain(self) -> None:
        self.flush()
        if self.opportunity is not None:
            self.ask.emit("xray", {"opportunity": self.opportunity.hex, "kind": self._kind})

    def _close_or_open(self) -> None:
        if self.view is not None:
            self.session.do(rounds.reopen if self.view.round.closed else rounds.close, self._kind)
