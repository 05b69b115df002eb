"""Where the company stands on the path: both views, the suggestion in words, offers, the next goal, and how it was seen over time."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from ctip_desktop.practice.maturity import CAPTIONS, LABELS, PATH, Stage
from ctip_desktop.queries.companies import PlacementView, StageAction
from ui.pages.company.part import Part
from ui.pages.company.rows import evidence_row, go_on_words, progress_icon, state_icon
from ui.pages.registry import exists
from ui.theme import px
from ui.widgets.base import IconLabel, Label, column, row
from ui.widgets.button import Button
from ui.widgets.card import Card, ListCard
from ui.widgets.chip import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.stage_path import Marker, StageCell, StagePath
from ui.words import day_words, part_date

_ACTIONS = 6
_REASON = 250


class StagePart(Part):
    """The stage panel."""

    def fill(self) -> None:
        panel = self.company.stage
        progress = self.tr("{done} of {all} answered").format(done=panel.form.answered, all=panel.form.asked)
        go_on = go_on_words(panel.form) or self.tr("Begin the form")
        self.heading(
            self.tr("Stage on the path"),
            Chip(progress, progress_icon(panel.form)),
            *self.fix_links(panel.form),
            Button(self.tr("Print for the company"), icon="print", clicked=self._print),
            Button(go_on, "main", clicked=partial(self.fill_in, "maturity")),
            self.more_button("maturity"),
        )
        self.body.addWidget(self._path_card())
        known, side = self.columns(5, 4)
        known.addWidget(self._actions_card())
        known.addStretch()
        if panel.offers:
            side.addWidget(self._offers_card())
        side.addWidget(self._goal_card())
        side.addStretch()
        if panel.placements:
            self.body.addWidget(self._history_card())
        foot = row(gap=7)
        foot.addWidget(IconLabel("info", "text3", 14))
        foot.addWidget(
            Label(self.tr("Stages describe a path. They do not rate a company. Keep the word “stage” when you talk about it."), "caption", wrap=True),
            1,
        )
        self.body.addLayout(foot)

    def _print(self) -> None:
        self.ask.emit("make_report", {"kind": "stage", "about": self.company.id.hex, "audience": "partner"})

    # --- the path --------------------------------------------------------

    def _path_card(self) -> Card:
        panel = self.company.stage
        card = Card(gap=12)
        if panel.team is not None and panel.team.stage is Stage.NOT_ENGAGING:
            card.add(_chip_line(Chip(self.tr("Our team: not engaging now"), "pause")))
        path = StagePath()
        shown = {count.stage: self.tr("{n} of {all} actions shown").format(n=count.shown, all=count.of) for count in panel.counts}
        cells = tuple(StageCell(LABELS[stage], CAPTIONS[stage], shown.get(stage, "")) for stage in PATH)
        path.show_path(cells, self._marker(panel.team, self.tr("Our team")), self._marker(panel.company, self.tr("Company")))
        card.add(path)
        line = row(gap=10)
        line.addWidget(IconLabel("info", "text2", 15))
        line.addWidget(Label(panel.sentence, wrap=True), 1)
        line.addWidget(Button(self.tr("Change our view") if panel.team else self.tr("Place the company"), clicked=partial(self._place, "team")))
        line.addWidget(Button(self.tr("Its own view"), "quiet", clicked=partial(self._place, "company")))
        card.add(line)
        return card

    def _marker(self, view: PlacementView | None, who: str) -> Marker | None:
        if view is None or view.stage not in PATH:
            return None
        day = day_words(view.on) if view.on else ""
        words = self.tr("{who}: {stage}, {day}").format(who=who, stage=LABELS[view.stage], day=day)
        place = PATH.index(view.stage)
        said = self.tr("{who}: {stage}, stage {n} of {all} on the path, {day}")
        return Marker(place, words, said.format(who=who, stage=LABELS[view.stage], n=place + 1, all=len(PATH), day=day))

    def _place(self, by: str) -> None:
        self.ask.emit("place_stage", {"company": self.company.id.hex, "by": by})

    # --- cards -----------------------------------------------------------

    def _actions_card(self) -> ListCard:
        actions = self.company.stage.actions
        card = ListCard(self.tr("What we know, with sources"))
        see_all = self.tr("See all {n}").format(n=len(actions))
        card.add_action(Button(see_all, "link", clicked=partial(self.fill_in, "maturity")))
        for action in self._first(actions):
            pressed = partial(self.fill_in, "maturity", path=action.answer.path)
            card.add_row(evidence_row(action.answer, pressed, action.label, _action_icon(action)))
        return card

    def _first(self, actions: tuple[StageAction, ...]) -> list[StageAction]:
        """Those of the suggested or team's stage first, then what follows on the path."""
        team = self.company.stage.team
        here = team.stage if team is not None and team.stage in PATH else self.company.stage.suggestion or PATH[0]
        start = PATH.index(here) if here in PATH else 0
        order = (*PATH[start:], *reversed(PATH[:start]))
        return sorted(actions, key=lambda action: order.index(action.stage))[:_ACTIONS]

    def _offers_card(self) -> Card:
        card = Card()
        card.add(Label(self.tr("What we could offer at this stage"), "strong"))
        for offer in self.company.stage.offers:
            line = row(gap=8)
            line.addWidget(IconLabel("idea", "text2", 15), 0, Qt.AlignmentFlag.AlignTop)
            words = Label(offer.title, wrap=True)
            words.setToolTip(f"{offer.detail}\n{offer.source}")
            line.addWidget(words, 1)
            card.add(line)
        if exists("opportunities"):
            card.add(_chip_line(self._make_button()))
        return card

    def _make_button(self) -> Button:
        button = Button(self.tr("Make it an opportunity"), icon="plus", size="small")
        menu = QMenu(button)
        for offer in self.company.stage.offers:
            menu.addAction(offer.title.replace("&", "&&"), partial(self._make, offer.title))
        button.put_menu(menu)
        return button

    def _make(self, title: str) -> None:
        self.go.emit("opportunities", {"add": True, "about": self.company.id, "title": title})

    def _goal_card(self) -> Card:
        goal = self.company.stage.goal
        card = Card(gap=6)
        card.add(Label(self.tr("Next goal, agreed with the company"), "strong"))
        if goal is None:
            card.add(Label(self.tr("No goal is agreed yet."), "sub"))
        else:
            card.add(Label(goal.text, wrap=True), Label(self._goal_line(), "caption", wrap=True))
        card.add(
            _chip_line(Button(self.tr("Agree on a goal") if goal is None else self.tr("Agree on another goal"), size="small", clicked=self._goal))
        )
        return card

    def _goal_line(self) -> str:
        goal = self.company.stage.goal
        assert goal is not None
        parts = [self.tr("By {day}").format(day=part_date(goal.until)) if goal.until else ""]
        if goal.agreed_on:
            parts.append(self.tr("agreed {day}").format(day=day_words(goal.agreed_on)))
        if goal.agreed_with:
            parts.append(self.tr("with {people}").format(people=goal.agreed_with))
        return " · ".join(part for part in parts if part)

    def _goal(self) -> None:
        self.ask.emit("add_goal", {"company": self.company.id.hex})

    def _history_card(self) -> Card:
        card = Card(gap=10)
        head = row()
        head.addWidget(Label(self.tr("How the stage was seen over time"), "strong"))
        head.addStretch()
        head.addWidget(Label(self.tr("Every entry stays, with its reason"), "caption2"))
        card.add(head)
        holder = QWidget()
        flow = FlowLayout(holder, gap=8)
        for place, view in enumerate(self.company.stage.placements):
            flow.addWidget(self._placement(view, first=place == 0))
        card.add(holder)
        return card

    def _placement(self, view: PlacementView, *, first: bool) -> QWidget:
        holder = QWidget()
        outer = row(holder, gap=8)
        if not first:
            outer.addWidget(IconLabel("aright", "text3", 15))
        entry = QFrame()
        entry.setProperty("role", "entry")
        line = row(entry, margins=(10, 7, 14, 7), gap=10)
        line.addWidget(IconLabel("users" if view.by == "team" else "company", "text2", 16))
        words = column(gap=0)
        who = self.tr("Our team: {stage}") if view.by == "team" else self.tr("Company: {stage}")
        words.addWidget(Label(who.format(stage=LABELS[view.stage])))
        day = day_words(view.on) if view.on else ""
        words.addWidget(_whole(", ".join(part for part in (day, view.reason) if part)))
        line.addLayout(words)
        outer.addWidget(entry)
        return holder


def _chip_line(widget: QWidget) -> QHBoxLayout:
    line = row()
    line.addWidget(widget)
    line.addStretch()
    return line


def _whole(text: str) -> Label:
    """All of a reason, on as many lines as it takes; a layout that flows asks no widget for its height at a width."""
    label = Label(text, "caption2", wrap=True)
    label.ensurePolished()
    width = min(px(_REASON), label.fontMetrics().horizontalAdvance(text) + px(4))
    label.setFixedSize(width, label.heightForWidth(width))
    return label


def _action_icon(action: StageAction) -> tuple[str, str]:
    return ("x", "text2") if action.shown is False and not action.answer.to_settle else state_icon(action.answer)
