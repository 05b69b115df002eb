"""Where each form is filled in or kept, to be found by the form's name: a form about a company or a partnership there, a register on its own page."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QCoreApplication

from ctip_desktop.errors import NotFound
from ctip_desktop.forms.model import Form, Kind
from ctip_desktop.queries.companies import company_page
from ctip_desktop.queries.views import FormState
from ui.dialogs.commands import Command
from ui.session import Session


def form_places(session: Session, company: str = "", partnership: UUID | None = None) -> tuple[Command, ...]:
    """One for each form that has a place of its own, by title. company: hex id of the one whose page is open, partnership: the one whose page is
    open; their forms open at once."""
    begun = {state.form: state for state in _states(session, company)}
    forms = sorted(session.workspace.catalogue.forms(), key=lambda form: form.title.casefold())
    programme = session.workspace.programme_id
    placed = (_place(form, begun.get(form.name), company) or _elsewhere(form, partnership, programme) for form in forms)
    return tuple(one for one in placed if one is not None)


def _states(session: Session, company: str) -> tuple[FormState, ...]:
    try:
        return session.ask(company_page, UUID(company), session.workspace.now().astimezone().date()).forms if company else ()
    except NotFound:  # deleted meanwhile
        return ()


def _place(form: Form, state: FormState | None, company: str) -> Command | None:
    name, also = f"form {form.name}", _also(form)
    if state is not None:
        where = {"record": state.record} if state.record is not None else {"form": form.name, "about": UUID(company)}
        return Command(name, form.title, "list", page="wizard", where=where, also=also)
    if form.kind is Kind.CHECKLIST and "company" in form.about:
        return Command(name, form.title, "list", dialog="fill_form", where={"form": form.name}, also=also, here=True)
    if form.kind in (Kind.REGISTER, Kind.SURVEY):
        return Command(name, form.title, "list", page="registers", where={"form": form.name}, also=also)
    return None


def _elsewhere(form: Form, partnership: UUID | None, programme: UUID) -> Command | None:
    """A checklist that is not about a company: of the partnership that is open, else of one that is chosen first; or of the programme."""
    if form.kind is not Kind.CHECKLIST:
        return None
    name, also = f"form {form.name}", _also(form)
    if "partnership" in form.about and partnership is None:
        told = QCoreApplication.translate("FormPlaces", "choose the partnership")
        return Command(name, form.title, "list", page="partnerships", also=also, told=told)
    about = partnership if "partnership" in form.about else programme if "programme" in form.about else None
    return None if about is None else Command(name, form.title, "list", page="wizard", where={"form": form.name, "about": about}, also=also)


def _also(form: Form) -> str:
    """Further words to find a form by."""
    return f"{form.title}s {form.name.replace('_', ' ')} " + QCoreApplication.translate("FormPlaces", "form fill in")
