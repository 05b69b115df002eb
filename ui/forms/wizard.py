"""The wizard: steps, one section per page, why we ask, and the way through. It knows a form and a sheet, never a workspace."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from ctip_desktop.forms.model import Asks, Form, Kind
from ctip_desktop.forms.sheet import Sheet
from ui.forms.card_view import Beside
from ui.forms.fields import Surroundings
from ui.forms.finish import FinishView
from ui.forms.outline import Outline
from ui.forms.progress_steps import Standing, last_title, progress_of, steps_of
from ui.forms.question_card import QuestionCard
from ui.forms.repeat import RepeatCard
from ui.forms.results import home_of
from ui.forms.section import SectionView
from ui.forms.why_panel import WhyPanel
from ui.forms.wizard_frame import WizardFooter, WizardHeader, WizardSteps
from ui.theme import px
from ui.widgets.base import column, row

NARROW = 1180
"""Below this width the explanation opens inside the card."""

TINY = 860
"""Below this width the list of steps becomes a list to choose from in the header."""


class Wizard(QWidget):
    """A form being filled.

    Signals:
        answered(str, Answer), settled(str, int | None), waiting(str), row_added(str), row_removed(str, str), again(str, str): what the person did;
            see the cards.
        place_changed(str): another question has the focus. typing(str): something is being typed that is not written yet.
        undo_wanted, close_wanted, finish_wanted: header and footer. Ctrl+Z is the window's.
        why_changed(bool): the panel "Why we ask" was opened or closed by the person.
    """

    answered = Signal(str, object)
    settled = Signal(str, object)
    waiting = Signal(str)
    row_added = Signal(str)
    row_removed = Signal(str, str)
    again = Signal(str, str)
    place_changed = Signal(str)
    typing = Signal(str)
    undo_wanted = Signal()
    close_wanted = Signal()
    finish_wanted = Signal()
    why_changed = Signal(bool)

    def __init__(self, form: Form, around: Surroundings, subject: str = "", *, why_open: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = form
        self.around = around
        self.outline = Outline(form)
        self.own = form.asks is Asks.TEAM
        self.current = 0
        self.path = ""
        self.sheet: Sheet | None = None
        self.beside = Beside()
        self._why_open = why_open
        self._views: dict[int, SectionView] = {}
        self.steps = WizardSteps(self)
        self.header = WizardHeader(form.title, own=self.own)
        self.show_subject(subject)
        self.footer = WizardFooter(self)
        self.stack = QStackedWidget(self)
        self.finish = FinishView(self.outline)
        self.stack.addWidget(self.finish)
        self.why = WhyPanel(self)
        self._arrange()
        self._connect()
        self._keys()

    # --- what is shown -----------------------------------------------------------------------------------------------------------------------

    def show_sheet(self, sheet: Sheet, beside: Beside | None = None) -> None:
        """Show the answers as they stand, keeping the place and what is being typed."""
        first = self.sheet is None
        self.sheet = sheet
        self.beside = beside if beside is not None else self.beside
        if first:
            self.go_section(self.current)
        else:
            self._show_current()
            self._show_title()
        self._show_steps()

    def show_subject(self, subject: str) -> None:
        """Say whom or what the form is about."""
        about = self.tr("{0} · {1}, version {2}").format(subject, self.form.title, self.form.version)
        self.header.show_caption(about if subject else self.form.title, " · ".join(part for part in (self.form.title, subject) if part))

    def show_saved(self, text: str, *, failed: bool = False, short: str = "") -> None:
        """The save line of the header, which may be a short one, and of the step list."""
        self.header.show_saved(text, failed=failed, short=short)
        self.steps.show_saved(text, failed=failed)

    @property
    def last(self) -> int:
        """The index of the step after the last section."""
        return len(self.form.sections)

    def section(self, index: int) -> SectionView:
        """The page of a section, built when it is first needed."""
        if index not in self._views:
            view = SectionView(self.outline, index, self.around)
            self._connect_view(view)
            self._views[index] = view
            self.stack.addWidget(view)
        return self._views[index]

    def card(self, path: str) -> QuestionCard | None:
        """The card of a question, built if need be."""
        index = self.outline.section_of(path)
        if index < 0 or self.sheet is None:
            return None
        view = self.section(index)
        view.show_sheet(self.sheet, self.beside)
        return view.card(path)

    def built_card(self, path: str) -> QuestionCard | None:
        """The card of a question as it is, without showing anything anew; None while there is none."""
        view = self._views.get(self.outline.section_of(path))
        return view.built_card(path) if view is not None else None

    # --- moving ------------------------------------------------------------------------------------------------------------------------------

    def go_section(self, index: int) -> None:
        """Open a step; what is typed in the one before is handed over first."""
        self.commit()
        self.current = min(max(0, index), self.last)
        self._show_current()
        self._show_steps()
        view: QWidget = self.finish if self.current == self.last else self.section(self.current)
        self.stack.setCurrentWidget(view)
        self._show_title()
        self._show_why()

    def go_to(self, path: str) -> None:
        """Open the section of a question and put the focus on it."""
        index = self.outline.section_of(path)
        if index < 0:
            return
        if index != self.current:
            self.go_section(index)
        if self.section(index).go_to(path):
            self._at(path)

    def next_open(self) -> None:
        """Go to the next question that is not answered yet; to the end when there is none."""
        self.commit()
        path = self.sheet.next_open(self._here()) if self.sheet else None
        if path is None:
            self.go_end()
        else:
            self.go_to(path)

    def _here(self) -> str | None:
        """The question to look on from: where the person is, else the end of the section before. From the last page it begins at the beginning."""
        if self.current == self.last or self.sheet is None:
            return None
        if self.outline.section_of(self.path) == self.current:
            return self.path
        before = [path for path in self.sheet.paths() if self.outline.section_of(path) < self.current]
        return before[-1] if before else None

    def next_question(self, path: str) -> None:
        """Go to the question after one, in reading order."""
        assert self.sheet is not None
        paths = [one for one in self.sheet.paths() if self.sheet.relevant(one) and not self.sheet.readonly(one)]
        after = paths[paths.index(path) + 1 :] if path in paths else paths
        if after:
            self.go_to(after[0])
        else:
            self.go_end()

    def begin(self) -> None:
        """Put the focus on the first open question, or on the first one. A finished checklist is opened to read what it suggests."""
        assert self.sheet is not None
        if self.beside.locked and self.form.kind is Kind.CHECKLIST and self.form.outcomes:
            self.go_end()
        else:
            self.go_to(self.sheet.next_open() or next(iter(self.sheet.paths()), ""))

    # --- writing -----------------------------------------------------------------------------------------------------------------------------

    def commit(self) -> None:
        """Hand over everything that is typed and not written yet."""
        for view in self._views.values():
            view.commit()

    def unreadable(self) -> dict[str, str]:
        """Typed texts that are no answers yet, by path: they must not be lost when the program locks or closes."""
        return {card.path: card.unreadable for card in self.cards() if card.unreadable}

    def not_kept(self) -> list[QuestionCard]:
        """The cards with typed text that is no answer yet, or with an answer that could not be written."""
        return [card for card in self.cards() if card.unreadable or card.unsaved]

    def cards(self) -> list[QuestionCard]:
        """Every card that is built."""
        return [card for view in self._views.values() for card in view.all_cards()]

    def restore_texts(self, texts: dict[str, str]) -> None:
        """Put such texts back."""
        for path, text in texts.items():
            card = self.card(path)
            if card is not None:
                card.restore_text(text)
        if texts:
            self._show_current()
            self._show_steps()

    def sources_begun(self) -> dict[str, dict[str, str]]:
        """Sources that are begun and not kept, by path."""
        lists = {card.path: card.evidence for card in self.cards() if card.field is not None}
        return {path: begun for path, evidence in lists.items() if evidence is not None and (begun := evidence.begun())}

    def restore_sources(self, begun: Mapping[str, Mapping[str, str]]) -> None:
        """Open them again."""
        for path, draft in begun.items():
            if (card := self.card(path)) is not None:
                card.make_evidence().bring_back(draft)

    # --- building ----------------------------------------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        whole = row(self, gap=0)
        whole.addWidget(self.steps)
        middle = column(gap=0)
        middle.addWidget(self.header)
        centre = row(gap=0)
        centre.addWidget(self.stack, 1)
        centre.addWidget(self.why)
        middle.addLayout(centre, 1)
        middle.addWidget(self.footer)
        whole.addLayout(middle, 1)

    def _connect(self) -> None:
        self.steps.list.chosen.connect(self.go_section)
        self.header.steps.activated.connect(self.go_section)
        self.header.undo.clicked.connect(self.undo_wanted)
        self.header.close_button.clicked.connect(self.close_wanted)
        self.footer.back.clicked.connect(lambda: self.go_section(self.current - 1))
        self.footer.next_open.clicked.connect(self.next_open)
        self.footer.save.clicked.connect(self.close_wanted)
        self.footer.next.clicked.connect(self._next)
        self.finish.wanted.connect(self.go_to)
        self.finish.open_wanted.connect(self.next_open)
        self.why.closed.connect(self.toggle_why)
        QApplication.instance().focusChanged.connect(self._focus_changed)  # type: ignore[union-attr]  # there is an application by now

    def _connect_view(self, view: SectionView) -> None:
        view.answered.connect(self.answered)
        view.settled.connect(self.settled)
        view.waiting.connect(self._waits)
        view.typing.connect(self.typing)
        view.row_added.connect(self.row_added)
        view.row_removed.connect(self.row_removed)
        view.again.connect(self.again)
        view.next_wanted.connect(self.next_question)
        view.why_wanted.connect(self._why_wanted)

    def _keys(self) -> None:
        keys = (
            ("Ctrl+J", self.next_open),
            ("Ctrl+PgUp", lambda: self.go_section(self.current - 1)),
            ("Ctrl+PgDown", lambda: self.go_section(self.current + 1)),
            ("F1", self.toggle_why),
        )
        for key, action in keys:
            QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut).activated.connect(action)

    # --- behind the scenes -------------------------------------------------------------------------------------------------------------------

    def toggle_why(self) -> None:
        """F1: the panel on wide windows, an explanation inside the card on narrow ones."""
        if self._narrow:
            if self.path:
                self.section(self.current).toggle_why(self.path, own=self.own)
            return
        self._why_open = not self._why_open
        self.why.setVisible(self._why_open)
        self.why_changed.emit(self._why_open)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(480), px(320))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the questions the room they need."""
        super().resizeEvent(event)
        self.why.setVisible(self._why_open and not self._narrow)
        tiny = self.width() < px(TINY)
        self.steps.setVisible(not tiny)
        self.header.show_steps_list(tiny)
        self.footer.make_small(tiny)

    @property
    def _narrow(self) -> bool:
        return self.width() < px(NARROW)

    def _next(self) -> None:
        if self.current < self.last:
            self.go_section(self.current + 1)
        elif self.beside.locked:
            self.close_wanted.emit()
        else:
            self._finish()

    def _finish(self) -> None:
        self._show_current()
        if self.finish.blocks:
            self.go_end()
        else:
            self.finish_wanted.emit()

    def go_end(self) -> None:
        """To the last page, and there to the first thing that is left; with nothing left, to the button that finishes."""
        self.go_section(self.last)
        if self.finish.links:
            self.finish.take_focus()
        else:
            self.footer.next.setFocus(Qt.FocusReason.TabFocusReason)

    def _why_wanted(self, path: str) -> None:
        self._at(path)
        if self._narrow or not self._why_open:
            self.toggle_why()

    def _show_current(self) -> None:
        if self.sheet is None:
            return
        if self.current == self.last:
            now = Standing(self.outline, self.sheet, self.beside, self._complaints())
            self.finish.show_sheet(self.sheet, now.unsettled, now.complaints, finished=self.beside.locked)
        else:
            self.section(self.current).show_sheet(self.sheet, self.beside)
        self.setTabOrder(self.header.close_button, self.steps.list)  # then come the questions, which are made last

    def _show_title(self) -> None:
        names = [section.label for section in self.form.sections] + [last_title(self.form)]
        self.header.show_title(f"{self.current + 1}. {names[self.current]}")
        self.footer.show_place(self.current, names, finished=self.beside.locked)

    def _show_steps(self) -> None:
        if self.sheet is None:
            return
        now = Standing(self.outline, self.sheet, self.beside, self._complaints())
        steps, progress = list(steps_of(now)), progress_of(self.sheet)
        self.steps.show_progress(progress.answered, progress.asked)
        self.steps.result.show_sheet(self.sheet)
        self.header.show_result(self.steps.result.short(), self.steps.result.whole())
        self.steps.list.show_steps(steps, self.current)
        self.header.show_steps([f"{n + 1}. {step.title}" for n, step in enumerate(steps)], self.current)

    def _complaints(self) -> dict[str, str]:
        """What is wrong with typed text that is no answer yet, by path."""
        return {card.path: card.field.complaint() for card in self.cards() if card.field is not None and card.unreadable}

    def _waits(self, path: str) -> None:
        self._show_steps()
        self.waiting.emit(path)

    def _focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        part = now if now is not None and self.isAncestorOf(now) else None
        while part is not None and part is not self and not isinstance(part, QuestionCard | RepeatCard):
            part = part.parentWidget()
        if now is not None and isinstance(part, QuestionCard | RepeatCard):
            self._at(part.path)
            if self.current != self.last:  # Finish has no questions of its own
                self.section(self.current).come_in(old, now)

    def _at(self, path: str) -> None:
        if path != self.path:
            self.path = path
            self._show_why()
            self.place_changed.emit(path)

    def _show_why(self) -> None:
        place = self.outline.place(self.path)
        if self.current == self.last:
            self.why.text.show_finish(self.form, own=self.own)
            return
        if place is None or place.section != self.current:
            here = [one for one in self.outline.places.values() if one.section == self.current and one.question.type not in ("calculate", "hidden")]
            place = next((one for one in here if one.number), here[0] if here else None)
        if place is not None:
            results = any(home_of(self.form, table) == self.current for table in self.form.outcomes)
            label = self.sheet.label(self.path if self.outline.place(self.path) is place else place.question.name) if self.sheet is not None else ""
            self.why.text.show_question(place.question, place.number, own=self.own, form=self.form, results=results, label=label)
        else:
            self.why.text.show_results(self.form, own=self.own)
