"""The questions of one section, built piece by piece: the first screenful at once, the rest while nothing else is to do."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ctip_desktop.forms.model import State
from ctip_desktop.forms.sheet import Sheet
from ui.forms.card_view import Beside, card_view
from ui.forms.fields import Surroundings
from ui.forms.outline import Outline, Place, name_of, repeat_of
from ui.forms.question_card import QuestionCard
from ui.forms.repeat import RepeatCard
from ui.forms.results import ResultsOnTop
from ui.forms.tab_order import follow_reading
from ui.forms.text_field import MoneyField
from ui.forms.why_panel import WhyText
from ui.forms.wording import answer_words, currency_question, hidden_words
from ui.theme import px
from ui.widgets.base import IconLabel, Label, Scroller, column, row

FIRST = 5
PIECE = 2
NESTED = 6
"""Layouts that lie in one another, from a line of a source to the page; each tells the next one of its new height by an event."""
ARRIVAL = 120
"""Milliseconds after going to a question in which the page follows it."""

WIDEST = 860


class SectionView(Scroller):
    """One page of the wizard.

    Signals:
        answered(str, Answer), settled(str, int | None), next_wanted(str), why_wanted(str), typing(str), waiting(str): as those of the cards.
        row_added(str): repeat. row_removed(str, str): repeat and row. again(str, str): as that of the cards.
    """

    answered = Signal(str, object)
    settled = Signal(str, object)
    next_wanted = Signal(str)
    why_wanted = Signal(str)
    typing = Signal(str)
    waiting = Signal(str)
    row_added = Signal(str)
    row_removed = Signal(str, str)
    again = Signal(str, str)

    def __init__(self, outline: Outline, index: int, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(margins=(24, 14, 24, 24), gap=0, parent=parent)
        self.outline = outline
        self.index = index
        self.around = around
        self.cards: dict[str, QuestionCard] = {}
        self.repeats: dict[str, RepeatCard] = {}
        self._sheet: Sheet | None = None
        self._beside = Beside()
        self._hidden: dict[str, _HiddenLine] = {}
        self._why: WhyText | None = None
        section = outline.form.sections[index]
        own = {question.name for question in section.questions}
        self._waiting = [place for name, place in outline.places.items() if place.section == index and name in own]
        holder = QWidget()
        holder.setMaximumWidth(px(WIDEST))
        self._lines = column(holder, gap=12)
        self._holder = holder
        if section.hint:
            self._lines.addWidget(Label(section.hint, "sub", wrap=True))
        self._results = ResultsOnTop(outline.form, index)
        self._lines.addWidget(self._results)
        self._elsewhere = _HiddenLine()
        self._lines.addWidget(self._elsewhere)
        self.body.addWidget(holder)
        self.body.addStretch()
        content = self.widget()
        assert content is not None
        content.installEventFilter(self)
        bar = self.verticalScrollBar()  # its room stays, also while it is not needed: else every line moves when an answer makes the page longer
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        bar.rangeChanged.connect(lambda _least, most: bar.setEnabled(most > 0))
        bar.setEnabled(False)
        self._target: QWidget | None = None
        self._arrive = QTimer(self)  # heights of new cards come in over the next turns of events
        self._arrive.setSingleShot(True)
        self._arrive.setInterval(ARRIVAL)
        self._arrive.timeout.connect(self._arrived)
        self._idle = QTimer(self)
        self._idle.setInterval(0)
        self._idle.timeout.connect(lambda: self._build(PIECE))

    def show_sheet(self, sheet: Sheet, beside: Beside) -> None:
        """Show the answers as they stand."""
        self._sheet, self._beside = sheet, beside
        self._results.show_sheet(sheet)
        if not self.cards and not self.repeats:
            self._build(FIRST)
        if self._waiting:
            self._idle.start()
        for path in self.cards:
            self._refresh(path)
        for repeat in self.repeats.values():
            repeat.show_sheet(sheet, beside)
            repeat.setVisible(sheet.relevant(repeat.question.name))
        self._tell_hidden()

    def card(self, path: str) -> QuestionCard | None:
        """The card of a path; it is built now if it was not yet. For a path inside a repeat its row is opened."""
        inside = repeat_of(path)
        wanted = inside[0] if inside else name_of(path)
        while self._waiting and wanted not in self.cards and wanted not in self.repeats:
            self._build(1)
        if inside and inside[0] in self.repeats:
            repeat = self.repeats[inside[0]]
            if path not in repeat.cards and inside[1] in repeat.model.rows:
                repeat.open_row(inside[1])
            return repeat.cards.get(path)
        return self.cards.get(path)

    def all_cards(self) -> list[QuestionCard]:
        """Every card that is built."""
        return [*self.cards.values(), *(card for repeat in self.repeats.values() for card in repeat.all_cards())]

    def built_card(self, path: str) -> QuestionCard | None:
        """The card of a path as it is, None while there is none. Nothing is shown anew."""
        return next((card for card in self.all_cards() if card.path == path), None)

    def build_all(self) -> None:
        """Build every card now."""
        while self._waiting:
            self._build(PIECE)

    def commit(self) -> None:
        """Hand over everything that is typed and not written yet."""
        for card in self.cards.values():
            card.commit()
        for repeat in self.repeats.values():
            repeat.commit()

    def go_to(self, path: str) -> bool:
        """Scroll to a question and put the focus on its input. False when it has no card here."""
        card = self.card(path)
        target: QWidget | None = card or self.repeats.get(path)
        if target is None:
            return False
        if card is not None:
            card.take_focus()
        else:
            self.repeats[path].take_focus()
        self._target = target
        self.bring_into_view()
        self._arrive.start()
        return True

    def bring_into_view(self) -> None:
        """Scroll to the question somebody went to; a card higher than the page is shown from its top, or where it asks whether it is still right."""
        content = self.widget()
        if self._target is None or content is None or not content.isAncestorOf(self._target):  # a row can be taken away meanwhile
            return
        top = self._target.mapTo(content, QPoint(0, 0)).y() - px(14)
        bottom = top + self._target.height() + px(28)
        bar = self.verticalScrollBar()
        if bottom > bar.value() + self.viewport().height() or top < bar.value():
            bar.setValue(top if bottom - top > self.viewport().height() or top < bar.value() else bottom - self.viewport().height())
        asks = self._target.aged if isinstance(self._target, QuestionCard | RepeatCard) else None
        if asks is not None and asks.asks:
            end = asks.mapTo(content, QPoint(0, asks.height())).y() + px(14)
            bar.setValue(max(bar.value(), end - self.viewport().height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While heights still come in, stay at the question somebody went to."""
        if watched is self.widget() and event.type() == QEvent.Type.Resize:
            self.bring_into_view()
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, next_: bool) -> bool:
        follow_reading(self._holder)
        return super().focusNextPrevChild(next_)

    def come_in(self, before: QWidget | None, now: QWidget) -> None:
        """The keyboard is in a question now: one that was reached from outside, with Tab, may be out of sight."""
        if before is not None and not self.isAncestorOf(before) and self.isAncestorOf(now):
            self.ensureWidgetVisible(now)

    def _arrived(self) -> None:
        content = self.widget()
        layout = content.layout() if content is not None else None
        if layout is not None:
            layout.activate()  # what was made a moment ago has its height only now
        self.bring_into_view()
        self._target = None

    def toggle_why(self, path: str, *, own: bool) -> None:
        """Show or hide the explanation inside the card; for windows too narrow for the panel."""
        card = self.card(path)
        shown = self._why is not None and card is not None and self._why.parentWidget() is card
        if self._why is not None:
            self._why.hide()
            self._why.deleteLater()
            self._why = None
        if card is not None and not shown:
            self._why = WhyText(card)
            self._why.show_question(card.question, card.number, own=own, form=self.outline.form, label=card.view.label)
            card.body.insertWidget(1, self._why)

    # --- building ----------------------------------------------------------------------------------------------------------------------------

    def _build(self, count: int) -> None:
        for place in self._waiting[:count]:
            self._add(place)
        del self._waiting[:count]
        if not self._waiting:
            self._idle.stop()
        self._tell_hidden()
        self._take_heights()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._take_heights()

    def _take_heights(self) -> None:
        """Give every new card its height before it is painted: else what is in it would lie over one another until the next turns of events."""
        if self.isVisible():
            for _ in range(NESTED):
                QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def _add(self, place: Place) -> None:
        question = place.question
        if question.type in ("calculate", "hidden"):
            return
        if question.type == "repeat":
            self._add_repeat(place)
        else:
            self._add_card(place)
        if self.outline.hidden_by(question.name, self.index):
            self._hidden[question.name] = _HiddenLine()
            self._lines.addWidget(self._hidden[question.name])

    def _add_card(self, place: Place) -> None:
        name = place.question.name
        outer = self.cards.get(place.inside)
        card = QuestionCard(place.question, name, place.number, self.around, nested=outer is not None)
        self.cards[name] = card
        if outer is not None:
            outer.add_follow_up(card)
        else:
            self._lines.addWidget(card)
        self.connect_card(card)
        self._refresh(name)

    def _add_repeat(self, place: Place) -> None:
        repeat = RepeatCard(place.question, place.number, self.around)
        self.repeats[place.question.name] = repeat
        self._lines.addWidget(repeat)
        repeat.card_made.connect(self.connect_card)
        repeat.row_added.connect(self.row_added)
        repeat.row_removed.connect(self.row_removed)
        repeat.row_opened.connect(self.go_to)
        repeat.answered.connect(self.answered)
        repeat.again.connect(self.again)
        repeat.next_wanted.connect(self.next_wanted)
        if self._sheet is not None:
            repeat.show_sheet(self._sheet, self._beside)
            repeat.setVisible(self._sheet.relevant(place.question.name))

    def connect_card(self, card: QuestionCard) -> None:
        """Pass a card's signals on."""
        card.answered.connect(self.answered)
        card.settled.connect(self.settled)
        card.next_wanted.connect(self.next_wanted)
        card.why_wanted.connect(self.why_wanted)
        card.typing.connect(self.typing)
        card.waiting.connect(self.waiting)
        card.again.connect(self.again)

    # --- showing -----------------------------------------------------------------------------------------------------------------------------

    def _refresh(self, path: str) -> None:
        if self._sheet is None:
            return
        card = self.cards[path]
        view = card_view(self._sheet, path, self._beside)
        if view != card.view or not card.shown_once:
            card.show_view(view)
        card.setVisible(self._sheet.relevant(path))
        self._show_currency(card)

    def _show_currency(self, card: QuestionCard) -> None:
        """An amount follows the answer to the question of its currency, where the form has one."""
        sibling = currency_question(self.outline.places, card.path)
        if isinstance(card.field, MoneyField) and self._sheet is not None and sibling:
            card.field.say_currency(str(self._sheet.value(sibling) or ""))

    def _tell_hidden(self) -> None:
        if self._sheet is None:
            return
        for name, line in self._hidden.items():
            line.say(self._why_hidden(name))
        foreign = [place for place in self.outline.places.values() if place.section == self.index and place.controller]
        outside = [p for p in foreign if self.outline.section_of(p.controller) != self.index and not self._sheet.relevant(p.question.name)]
        titles = dict.fromkeys(self._sheet.label(place.controller) for place in outside if place.controller in self.outline.places)
        because = self.tr("“{0}”").format("”, “".join(titles))
        self._elsewhere.say(self.tr("{0} questions are hidden because of other answers: {1}").format(len(outside), because) if titles else "")

    def _why_hidden(self, name: str) -> str:
        """The sentence below a question whose answer hides others, empty while nothing is hidden or nothing is answered."""
        assert self._sheet is not None
        answer = self._sheet.get(name)
        if answer.state is State.NOT_ASKED or not self._sheet.relevant(name):
            return ""
        count = sum(not self._sheet.relevant(one) for one in self.outline.hidden_by(name, self.index))
        question = self.outline.places[name].question
        words = answer_words(question, answer, self.around.locale, self.around.title, self._sheet.choices(name))
        return hidden_words(count, words) if count else ""


class _HiddenLine(QWidget):
    """Says why questions are not shown."""

    def __init__(self) -> None:
        super().__init__()
        self._text = Label("", "caption2", wrap=True)
        line = row(self, margins=(16, 0, 16, 0))
        line.addWidget(IconLabel("eyeoff", "text3", 14))
        line.addWidget(self._text, 1)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a sentence, or nothing."""
        self._text.setText(sentence)
        self.setVisible(bool(sentence))

    def text(self) -> str:
        """What it says."""
        return self._text.text()
