"""The sub-navigation of the company page: parts in groups, each with its state icon and count."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ctip_desktop.queries.companies import CompanyPage
from ctip_desktop.queries.registers import RegisterForm
from ctip_desktop.queries.views import FormState
from ui.pages.company.entries import ICONS, list_words
from ui.pages.company.rows import progress_icon
from ui.widgets.side_nav import Place, SideNav

FORM = "form:"
"""Begins the name of an entry that opens a form and not a part of the page."""

REGISTER = "register:"
"""Begins the name of the part that lists the entries of one register."""

_OWN_PARTS = frozenset({"desk_research", "maturity", "due_diligence"})
_SHOWN_ELSEWHERE = frozenset({"conversation", "goal", "placement", "match"})
"""Registers whose entries stand in a part of their own: talks, the stage, where interests meet."""
_PEOPLE, _CHOOSE = frozenset({"concern", "interest", "outreach"}), frozenset({"decision"})


class CompanyNav(SideNav):
    """The parts of one company."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_tr("Parts of this page"), parent)

    def show_company(self, company: CompanyPage, registers: Sequence[RegisterForm] = ()) -> None:
        """Show the parts with their counts."""
        self.show_places(self._places(company, [each for each in registers if each.form not in _SHOWN_ELSEWHERE]))

    def _places(self, company: CompanyPage, registers: Sequence[RegisterForm]) -> list[Place]:
        know, people, choose, kept = self.tr("Know the company"), self.tr("People and trust"), self.tr("Choose"), self.tr("Kept")
        agreed = self.tr("Agreements and services")
        forms = {form.form: form for form in company.forms}
        entries = [Place("overview", self.tr("Overview"), "list")]
        for name, words, group in (
            ("desk_research", self.tr("Desk research"), know),
            ("stage", self.tr("Stage on the path"), know),
        ):
            form = forms.get({"stage": "maturity"}.get(name, name))
            entries.append(_form_entry(name, words, form, group))
        others = [form for form in company.forms if form.form not in _OWN_PARTS]
        entries += [_form_entry(f"{FORM}{form.form}", form.title, form, know) for form in others if not form.own_reflection]
        entries += [
            Place("contacts", self.tr("Contacts"), "users", people, str(len(company.contacts))),
            Place("talks", self.tr("Conversations"), "note", people, str(len(company.talks))),
            *(_register_entry(each, people) for each in registers if each.form in _PEOPLE),
            *(_form_entry(f"{FORM}{form.form}", form.title, form, people) for form in others if form.own_reflection),
            _form_entry("due_diligence", self.tr("Due diligence"), forms.get("due_diligence"), choose),
            Place("opportunities", self.tr("Opportunities"), "idea", choose, str(len(company.opportunities))),
            *(_register_entry(each, choose) for each in registers if each.form in _CHOOSE),
            *(_register_entry(each, agreed) for each in registers if each.form not in _PEOPLE | _CHOOSE),
            Place("history", self.tr("History"), "clock", kept),
        ]
        return entries


def _register_entry(each: RegisterForm, group: str) -> Place:
    return Place(f"{REGISTER}{each.form}", list_words(each), ICONS.get(each.form, "book"), group, str(each.count))


def _form_entry(name: str, words: str, form: FormState | None, group: str) -> Place:
    if form is None:
        return Place(name, words, "circle", group)
    icon = "self" if form.own_reflection and name.startswith(FORM) else progress_icon(form)
    return Place(name, words, icon, group, f"{form.answered}/{form.asked}", leaves=name.startswith(FORM))


def _tr(text: str) -> str:
    return QCoreApplication.translate("CompanyNav", text)
