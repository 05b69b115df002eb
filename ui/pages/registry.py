"""Which pages there are, in the order of the rail. A page's module is imported when it is first opened."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from PySide6.QtCore import QCoreApplication

from ctip_desktop.dataclass import dataclass
from ui.pages.page import Page
from ui.session import Session


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One page. rail: shown in the rail; whole: takes the full window; under: the rail entry that is lit while it is open; topic: the page of the
    handbook that is about it."""

    name: str
    title: str
    icon: str
    module: str
    cls: str
    rail: bool = True
    whole: bool = False
    under: str = ""
    group: int = 0
    topic: str = "start"

    def build(self, session: Session) -> Page:
        """Import the module and make the page."""
        make = cast(Callable[[Session], Page], getattr(import_module(self.module), self.cls))
        return make(session)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Pages", text)


def pages() -> tuple[PageSpec, ...]:
    """Every page."""
    return (
        PageSpec("home", _tr("Home"), "home", "ui.pages.home", "HomePage"),
        PageSpec("companies", _tr("Companies"), "company", "ui.pages.companies", "CompaniesPage", topic="companies"),
        PageSpec("company", _tr("Company"), "company", "ui.pages.company", "CompanyPage", rail=False, under="companies", topic="research"),
        PageSpec("as_of", _tr("As it was"), "clock", "ui.pages.as_of", "AsOfPage", rail=False, under="companies", topic="research"),
        PageSpec("opportunities", _tr("Opportunities"), "idea", "ui.pages.opportunities", "OpportunitiesPage", topic="score"),
        PageSpec("score_card", _tr("Score card"), "idea", "ui.pages.score_card", "ScoreCardPage", rail=False, under="opportunities", topic="score"),
        PageSpec("pipeline", _tr("Pipeline"), "board", "ui.pages.pipeline", "PipelinePage", topic="more"),
        PageSpec("partnerships", _tr("Partnerships"), "partner", "ui.pages.partnerships", "PartnershipsPage", topic="more"),
        PageSpec("relations", _tr("Relation map"), "link", "ui.pages.relations", "RelationsPage", rail=False, under="partnerships", topic="more"),
        PageSpec("figures", _tr("Figures"), "bars", "ui.pages.figures", "FiguresPage", rail=False, under="home", topic="more"),
        PageSpec("calendar", _tr("Calendar"), "cal", "ui.pages.calendar", "CalendarPage", rail=False, under="home", topic="more"),
        PageSpec("registers", _tr("Registers"), "book", "ui.pages.registers", "RegistersPage", topic="more"),
        PageSpec("reports", _tr("Reports"), "report", "ui.pages.reports", "ReportsPage", topic="hand-over"),
        PageSpec("exchange", _tr("Exchange"), "swap", "ui.pages.exchange", "ExchangePage", group=1, topic="exchange"),
        PageSpec("programme", _tr("Programme"), "sliders", "ui.pages.programme", "ProgrammePage", group=1, topic="programme"),
        PageSpec("help", _tr("Help"), "help", "ui.pages.help", "HelpPage", group=1),
        PageSpec("wizard", _tr("Form"), "list", "ui.pages.wizard", "WizardPage", rail=False, whole=True, under="companies"),
    )


def exists(name: str) -> bool:
    """Whether a page of that name is part of this program."""
    return any(spec.name == name for spec in pages())
