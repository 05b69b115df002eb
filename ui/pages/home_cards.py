"""The cards at the end side of Home: portfolio, colleagues, backup, recovery key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ctip_desktop.queries.home_views import BackupCard, Colleague, Figure
from ui.widgets.bar import Bar
from ui.widgets.base import IconLabel, Label, column, row
from ui.widgets.button import Button
from ui.widgets.card import Card, ListCard
from ui.widgets.chip import Avatar, Chip
from ui.widgets.flow import FlowLayout
from ui.words import ago

_ICONS = {
    "companies": "company",
    "opportunities": "idea",
    "partnerships": "partner",
    "money": "money",
    "contribution": "money",
    "deal_breakers": "flag",
}


def _tr(text: str, n: int = -1) -> str:
    return QCoreApplication.translate("HomePage", text, None, n)


def figures_card(figures: Sequence[Figure]) -> QWidget:
    """The portfolio: each number with its words, a bar where there is a target."""
    card = ListCard(_tr("Portfolio"))
    for figure in figures:
        line = QWidget()
        box = column(line, margins=(13, 8, 13, 8), gap=4)
        head = row(gap=8)
        head.addWidget(IconLabel(_ICONS.get(figure.name, "bars"), "text2", 15))
        head.addWidget(Label(figure.label), 1)
        head.addWidget(Label(f"{figure.value:,.0f}", "figure"))
        if figure.target is not None:
            head.addWidget(Label(_tr("of {target}").format(target=f"{figure.target:,.0f}"), "sub"))
        box.addLayout(head)
        if figure.target:
            most = max(figure.value, figure.target)
            bar = Bar(figure.value / most, figure.target / most, width=0)
            bar.setAccessibleName(figure.text)
            box.addWidget(bar)
        box.addWidget(Label(figure.text, "caption", wrap=True))
        card.add_row(line)
    return card


def colleagues_card(colleagues: Sequence[Colleague], today: date) -> QWidget:
    """Who has what: amber only after more than thirty days."""
    card = ListCard(_tr("Last exchange with colleagues"))
    for colleague in colleagues:
        line = QWidget()
        box = row(line, margins=(13, 6, 13, 6), gap=11)
        box.addWidget(Avatar(colleague.person))
        words = column(gap=0)
        words.addWidget(Label(colleague.person or colleague.name, wrap=True))
        words.addWidget(Label(_missing(colleague), "caption2", wrap=True))
        box.addLayout(words, 1)
        box.addWidget(_when(colleague, today))
        card.add_row(line)
    return card


def _missing(colleague: Colleague) -> str:
    if colleague.missing is None:
        return _tr("No bundle yet") if colleague.last is None else _tr("Nothing came back from there yet")
    return _tr("%n of your changes not confirmed yet", colleague.missing) if colleague.missing else _tr("Has all of your changes")


def _when(colleague: Colleague, today: date) -> Chip:
    if colleague.last is None:
        return Chip(_tr("never"), "dash")
    words = ago(colleague.last.astimezone().date(), today)
    if colleague.late:
        return Chip(words, "alert", "warn")
    return Chip(words, "check" if colleague.days == 0 else "clock")


def backup_card(backup: BackupCard, make: Callable[[], object], choose: Callable[[], object]) -> QWidget:
    """The backup line: green with a shield only after a real test restore. Where one is missing, make makes it, and choose asks where they go."""
    tone = {"ok": ("shieldok", "ok"), "warn": ("alert", "warn")}.get(backup.tone, ("shield", "text2"))
    card = _line_card(*tone, backup.title, backup.text)
    if backup.tone == "warn":
        holder = QWidget()
        line = FlowLayout(holder, gap=8)
        line.addWidget(Button(_tr("Make a backup now"), size="small", clicked=make))
        line.addWidget(Button(_tr("Choose where backups go"), size="small", clicked=choose))
        card.add(holder)
    return card


def recovery_card(make: Callable[[], object]) -> QWidget:
    """The recovery key was put off."""
    card = _line_card("key", "warn", _tr("Your recovery key is not on paper yet"), _tr("Without it, a forgotten passphrase means the data is lost."))
    card.add(Button(_tr("Make it now"), size="small", clicked=make))
    return card


def _line_card(icon: str, colour: str, title: str, text: str) -> Card:
    card = Card()
    line = row(gap=12)
    line.addWidget(IconLabel(icon, colour, 18))
    words = column(gap=1)
    words.addWidget(Label(title, "strong", wrap=True))
    words.addWidget(Label(text, "caption2", wrap=True))
    line.addLayout(words, 1)
    card.add(line)
    return card
