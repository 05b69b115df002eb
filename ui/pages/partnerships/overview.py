"""Overview of a partnership: what it is for, what waits for a decision, how it came about, the forms about it."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from ctip_desktop.queries.partner_views import TypeView
from ctip_desktop.queries.views import FormState
from ui.pages.company.rows import icon_row, progress_icon
from ui.pages.partnerships.tab import Tab
from ui.widgets.base import Label, row
from ui.widgets.button import Button
from ui.widgets.card import Card, ListCard
from ui.widgets.chip import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.note_bar import NoteBar
from ui.widgets.two_columns import TwoColumns
from ui.words import day_words, near_day


class OverviewTab(Tab):
    """Work first, facts beside."""

    def fill(self) -> None:
        self._decide()
        self.offer_begin()
        columns = TwoColumns()
        self.body.addWidget(columns)
        self._purpose(columns.wide)
        self._due(columns.wide)
        self._gaps(columns.wide)
        self._talks(columns.wide)
        self._registers(columns.wide)
        columns.wide.addStretch()
        self._facts(columns.side)
        self._forms(columns.side)
        columns.side.addStretch()

    def _decide(self) -> None:
        for met in self.page.to_decide:
            note = NoteBar(self.tr("The rule advises, you decide. Write the decision down with its reason."), "warn", strong=met.text)
            note.add_action(self.tr("Record a decision"), partial(self.add, "decision", kind="cut_off"))
            self.body.addWidget(note)
        risk = self.page.key_person.text
        if risk:
            self.body.addWidget(NoteBar(risk, "info"))

    def _purpose(self, box: QVBoxLayout) -> None:
        card = Card()
        card.add(Label(self.tr("What it is for"), "strong"))
        card.add(Label(self.page.summary or self.tr("Nobody has written it down yet."), "" if self.page.summary else "sub", wrap=True))
        if self.page.vision:
            agreed = (
                self.tr("Agreed on {day}").format(day=day_words(self.page.vision_agreed)) if self.page.vision_agreed else self.tr("Not agreed yet")
            )
            card.add(Label(self.tr("Shared vision"), "strong"), Label(self.page.vision, wrap=True), Label(agreed, "caption2"))
        if self.page.value_roles:
            flow = FlowLayout(gap=6)
            for role in self.page.value_roles:
                flow.addWidget(Chip(role))
            card.add(Label(self.tr("What we bring"), "strong"), flow)
        line = row()
        line.addWidget(Button(self.tr("Edit the facts"), size="small", clicked=partial(self.open_record, self.page.id)))
        line.addStretch()
        card.add(line)
        box.addWidget(card)

    def _due(self, box: QVBoxLayout) -> None:
        """Milestones, readings, pulse and reviews with a day, the next first. Nothing is due of what is over."""
        if self.page.over:
            return
        found = [(each.due, "target", each.text, "milestones") for each in self.page.milestones if each.due and not each.reached]
        found += [(each.due, "bars", self.tr("Reading: {name}").format(name=each.name), "indicators") for each in self.page.indicators if each.due]
        found += [(each.review, "okc", self.tr("Review a decision"), "decisions") for each in self.page.decisions if each.review]
        if self.page.pulse_due:
            found.append((self.page.pulse_due, "pulse", self.tr("Relationship pulse"), "relationship"))
        if not found:
            return
        card = ListCard(self.tr("Next in this partnership"), len(found))
        for due, sign, words, tab in sorted(found):
            chips = [Chip(self.tr("since {day}").format(day=near_day(due, self.today)), "clock", "warn")] if due < self.today else []
            line = icon_row(sign, words, "", "" if chips else near_day(due, self.today), partial(self.tab.emit, tab))
            for chip in chips:
                line.line.addWidget(chip)
                line.setAccessibleName(f"{words}, {chip.text()}")
            card.add_row(line)
        box.addWidget(card)

    def _gaps(self, box: QVBoxLayout) -> None:
        """Of the fifteen requirements what is missing or only talked about; before an agreement they are settled more easily."""
        if not self.page.gaps or self.page.over:
            return
        card = ListCard(self.tr("Requirements not agreed yet"), len(self.page.gaps))
        found = next((form for form in self.page.forms if form.form == "requirements"), None)
        for name, words in self.page.gaps:
            card.add_row(icon_row("flag", words, "", "", partial(self._open_form, found, name) if found else None))
        box.addWidget(card)

    def _talks(self, box: QVBoxLayout) -> None:
        if not self.page.talks:
            return
        card = ListCard(self.tr("Last conversations"))
        for talk in self.page.talks[:5]:
            day = near_day(talk.on, self.today) if talk.on else ""
            people = self.tr("with {people}").format(people=talk.people) if talk.people else ""
            words = talk.subject or talk.channel_label
            card.add_row(icon_row("note", words, people, day, partial(self.open_record, talk.id)))
        box.addWidget(card)

    def _facts(self, box: QVBoxLayout) -> None:
        card = Card(gap=6)
        page = self.page
        lead_theirs = page.lead_theirs.title if page.lead_theirs else ""
        period = day_words(page.started) if page.started else ""
        if page.ended:
            period = self.tr("{start} to {end}").format(start=period or "?", end=day_words(page.ended))
        facts = (
            (self.tr("Where it stands"), page.status_label),
            (self.tr("From when to when") if page.ended else self.tr("Since"), period),
            (self.tr("Why it ended"), page.ended_why),
            (self.tr("Sector"), page.sector_label),
            (self.tr("Our lead"), ", ".join(page.lead_ours)),
            (self.tr("Their lead"), lead_theirs),
            (self.tr("How it came about"), page.timeline.text),
            (self.tr("Stands in reports as"), page.anonymous_label),
        )
        card.add(Label(self.tr("Facts"), "strong"))
        for label, text in facts:
            if text:
                line = row(gap=8)
                line.addWidget(Label(label, "sub", wrap=True), 2)
                line.addWidget(Label(text, wrap=True), 3)
                card.add(line)
        box.addWidget(card)
        self._type(box)

    def _type(self, box: QVBoxLayout) -> None:
        """The type somebody chose, and what the answers point to with the rules that fired."""
        card, found = Card(gap=6), self.page.type
        card.add(Label(self.tr("Type"), "strong"))
        buttons = FlowLayout(gap=8)
        if found is None:
            card.add(Label(self.tr("Nobody has chosen it yet. A few answers point to one."), "sub", wrap=True))
            buttons.addWidget(Button(self.tr("Choose the type"), size="small", clicked=partial(self.add, "partnership_type")))
        else:
            on = self.tr("since {day}").format(day=day_words(found.on)) if found.on else ""
            card.add(Label(", ".join(part for part in (found.type_label, on) if part), wrap=True))
            for words in self._fired(found):
                card.add(Label(words, "sub", wrap=True))
            buttons.addWidget(Button(self.tr("See the answers"), size="small", clicked=partial(self.open_record, found.record)))
            buttons.addWidget(Button(self.tr("Choose again"), size="small", clicked=partial(self.add, "partnership_type")))
        card.add(buttons)
        box.addWidget(card)

    def _fired(self, found: TypeView) -> list[str]:
        """What the rules say, in words; nothing while too little is answered."""
        suggestion = found.suggestion
        if suggestion.type is None:
            return []
        same = found.suggested_label == found.type_label
        words = self.tr("The answers point to the same type.") if same else self.tr("The answers point to {type}.").format(type=found.suggested_label)
        if suggestion.differ:
            words = self.tr("The answers point to different types: talk about it.")
        return [words, *dict.fromkeys(fired.reason for fired in suggestion.fired)]

    def _forms(self, box: QVBoxLayout) -> None:
        if not self.page.forms:
            return
        card = ListCard(self.tr("Checklists"))
        for form in self.page.forms:
            done = self.tr("{done} of {all}").format(done=form.answered, all=form.asked)
            sign = "self" if form.own_reflection and not form.answered else progress_icon(form)
            card.add_row(icon_row(sign, form.title, self._suggested(form), done, partial(self._open_form, form)))
        box.addWidget(card)

    def _suggested(self, form: FormState) -> str:
        """What comes first of what a checklist suggests; its last page says the rest."""
        more = len(form.suggested) - 1
        return self.tr("{first} And {count} more.").format(first=form.suggested[0], count=more) if more > 0 else "".join(form.suggested)

    def _registers(self, box: QVBoxLayout) -> None:
        """Entries without a tab: roles, services, planning together and more; each opens its list."""
        card = ListCard(self.tr("More about it"))
        for each in self.page.registers:
            where = {"form": each.form, "about": self.page.id}
            end = f"{each.count:,}" if each.count else self.tr("none yet")
            card.add_row(icon_row("list", each.title, "", end, partial(self.go.emit, "registers", where)))
        box.addWidget(card)

    def _open_form(self, form: FormState, path: str = "") -> None:
        where = {"record": form.record} if form.record is not None else {"form": form.form, "about": self.page.id}
        self.go.emit("wizard", {**where, "path": path} if path else where)
