"""A filled paper form says what was said of a list, and that none of several choices fits."""

from __future__ import annotations

from datetime import date

from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.model import Answer, State
from ctip_desktop.forms.sheet import Sheet
from ctip_desktop.reports.audience import Audience, Filter, Ledger
from ctip_desktop.reports.form_print import PaperItem, paper_form


def items(catalogue: Catalogue, answers: dict[str, Answer] | None) -> dict[str, PaperItem]:
    form = catalogue.form("desk_research")
    sheet = Sheet.of(form, answers, today=date(2026, 10, 13)) if answers is not None else None
    paper = paper_form(form, Filter(Audience.INTERNAL, Ledger()), sheet)
    return {item.label: item for section in paper.sections for item in section.items}


def test_what_is_said_of_a_list_stands_in_its_first_line(catalogue: Catalogue) -> None:
    found = items(catalogue, {"suppliers": Answer.none(), "sites": Answer(None, State.UNKNOWN)})
    assert found["Who are its suppliers?"].rows[0][0] == "None"
    assert found["Where are its sites?"].rows[0][0] == "unknown"


def test_none_of_these_is_a_box_of_its_own_ticked_or_not(catalogue: Catalogue) -> None:
    blank = items(catalogue, None)["How does it find and hire workers?"]
    assert blank.choices[-1].label == "None of these"
    assert not blank.chosen
    filled = items(catalogue, {"hiring_ways": Answer.none()})["How does it find and hire workers?"]
    assert filled.chosen == {blank.choices[-1].name}
