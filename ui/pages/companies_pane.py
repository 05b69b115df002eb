"""The pane beside the company list: a few facts of the chosen company."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ctip_desktop.errors import NotFound
from ctip_desktop.operations.changes import Changes
from ctip_desktop.practice.maturity import LABELS
from ctip_desktop.queries.companies import CompanyPage, company_page
from ui.pages.company_chips import chip_of
from ui.session import Session
from ui.theme import px
from ui.widgets.bar import Bar
from ui.widgets.base import ElidedLabel, IconLabel, Label, row
from ui.widgets.button import Button
from ui.widgets.flow import FlowLayout
from ui.widgets.side_pane import SidePane
from ui.words import near_day, promise_words

_TALKS = 3
_LABEL = 84
_BAR, _COUNTED = 44, 58
"""Narrow enough that the name of a form stands whole beside them in the narrowest pane."""
ALWAYS = frozenset({"desk_research", "maturity", "due_diligence"})
"""Forms that are shown also when nobody has begun them."""

CHANNEL_ICONS = {"call": "phone", "video": "phone", "message": "mail", "visit": "pin", "event": "users", "workshop": "users", "meeting": "users"}


class CompanyPane(SidePane):
    """Signals: go(str, dict), ask(str, dict) as a page's."""

    go = Signal(str, dict)
    ask = Signal(str, dict)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName(self.tr("The chosen company"))
        self._session = session
        self._shown: UUID | None = None
        self._stale = False
        session.changed.connect(self._forget)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=8)  # below each other in a narrow pane
        flow.addWidget(Button(self.tr("Open company"), "main", clicked=self._open))
        flow.addWidget(Button(self.tr("Record a conversation"), clicked=self._record))
        self.footer.addWidget(buttons)

    def show_company(self, company: UUID, changes: Changes | None) -> None:
        """Show a company; asks again only when it is another one or something was written since: its idea may stand on another step."""
        if company == self._shown and changes is None and not self._stale:
            return
        self._shown, self._stale = company, False
        try:
            found = self._session.ask(company_page, company, self._session.workspace.now().date())
        except NotFound:
            return
        self.title.setText(found.name)
        size = next((fact.text for fact in found.facts if fact.name == "staff"), "")
        people = self.tr("about {n} people").format(n=size) if size else ""
        self.facts.setText(" · ".join(part for part in (found.place, found.country_label, found.sector_label, people) if part))
        self.clear()
        self._add_chips(found)
        self._add_next_step(found)
        self._add_facts(found)
        self._add_forms(found)
        self._add_talks(found)
        self.body.addStretch()
        self.settle()

    def _forget(self, _changes: Changes | None) -> None:
        self._stale = True

    def _add_chips(self, found: CompanyPage) -> None:
        if found.chips:
            holder = QWidget()
            flow = FlowLayout(holder, margins=(16, 0, 16, 0), gap=6)
            for chip in found.chips:
                flow.addWidget(chip_of(chip, narrow=True))
            self.body.addWidget(holder)

    def _add_next_step(self, found: CompanyPage) -> None:
        if found.next_step is None:
            return
        step = found.next_step
        box = self.add_section(self.tr("Next step"))
        line = row(gap=8)
        line.addWidget(IconLabel(CHANNEL_ICONS.get(step.channel, "pin"), "text2", 16))
        line.addWidget(Label("; ".join(promise_words(each.text, each.theirs) for each in step.open), wrap=True), 1)
        box.addLayout(line)
        if step.due is not None:
            due = near_day(step.due, self._session.workspace.now().date())
            box.addWidget(Label(self.tr("due {day}").format(day=due), "caption2"))

    def _add_facts(self, found: CompanyPage) -> None:
        box = self.add_section()
        stage = self.tr("{stage} (our team)").format(stage=LABELS[found.stage.team.stage]) if found.stage.team else self.tr("Not placed yet")
        ungp = next((fact.text for fact in found.facts if fact.name == "ungp_level"), "")
        for icon, label, text in (
            ("layers", self.tr("Stage"), stage),
            ("board", self.tr("Step"), found.step_label or self.tr("no opportunity yet")),
            ("user", self.tr("Lead person"), next((fact.text for fact in found.facts if fact.name == "owner"), "")),
            ("shield", self.tr("UNGP"), ungp),
        ):
            if text:
                self._fact(box, icon, label, text)

    def _fact(self, box: QVBoxLayout, icon: str, label: str, text: str) -> None:
        line = row(gap=8)
        line.addWidget(IconLabel(icon, "text3", 16))
        name = Label(label, "sub")
        name.setMinimumWidth(px(_LABEL))
        line.addWidget(name)
        line.addWidget(ElidedLabel(text), 1)
        box.addLayout(line)

    def _add_forms(self, found: CompanyPage) -> None:
        box = self.add_section(self.tr("Forms"))
        for form in (one for one in found.forms if one.record is not None or one.form in ALWAYS):
            line = row(gap=8)
            line.addWidget(Label(form.title, wrap=True), 1)
            bar = Bar(form.answered / form.asked if form.asked else 0.0)
            bar.setFixedWidth(px(_BAR))
            line.addWidget(bar)
            counted = Label(self.tr("{done} of {all}").format(done=form.answered, all=form.asked), "sub")
            counted.setMinimumWidth(px(_COUNTED))
            line.addWidget(counted)
            box.addLayout(line)

    def _add_talks(self, found: CompanyPage) -> None:
        if not found.talks:
            return
        box = self.add_section(self.tr("Last talks"))
        today = self._session.workspace.now().date()
        for talk in found.talks[:_TALKS]:
            line = row(gap=8)
            line.addWidget(IconLabel(CHANNEL_ICONS.get(talk.channel, "note"), "text3", 16))
            line.addWidget(ElidedLabel(talk.subject or talk.channel_label), 1)
            line.addWidget(Label(near_day(talk.on, today) if talk.on else "", "caption"))
            box.addLayout(line)

    def _open(self) -> None:
        if self._shown is not None:
            self.go.emit("company", {"company": self._shown})

    def _record(self) -> None:
        if self._shown is not None:
            self.ask.emit("record_conversation", {"company": self._shown.hex})
