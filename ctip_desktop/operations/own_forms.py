"""A programme's own forms: adding one, taking one away, and going on with a newer version."""

from __future__ import annotations

from uuid import UUID

from ctip_desktop.errors import BadInput, NotFound
from ctip_desktop.forms.model import Answer, Form
from ctip_desktop.forms.reader import read_form
from ctip_desktop.operations import records
from ctip_desktop.operations.changes import Changes, Draft, perform
from ctip_desktop.operations.records import NewRecord
from ctip_desktop.workspace import cells, sheets
from ctip_desktop.workspace.own_forms import MOST, NAME, OWN_FORM, TEXT, TITLE, VERSION, pack
from ctip_desktop.workspace.workspace import Workspace

_KEPT = "Nothing was changed."


def add(ws: Workspace, text: str, origin: str) -> Changes:
    """Make a form (its text in the format of docs/form-format.md) one of the programme's own; it travels with the next bundle.

    Nothing is written when the very same is here. Raises BadForm for a broken form, one that takes the name of a form of the program, says something
    else in a version that is here, or drops names of its contract; BadInput beyond the limits on size and number.
    """
    form = check(ws, text, origin)
    if _is_here(ws, form):
        return Changes(frozenset(), (), (), "")
    answers = {NAME: form.name, VERSION: form.version, TITLE: form.title, TEXT: pack(text)}
    new = NewRecord(answers={name: Answer.of(value) for name, value in answers.items()}, status="finished")
    return records.create_many(ws, OWN_FORM, [new], label=f"Add the form “{form.title}”")


def check(ws: Workspace, text: str, origin: str) -> Form:
    """The form, when `add` would take it; writes nothing. Raises what `add` raises."""
    form = read_form(text, origin)
    if not _is_here(ws, form):
        ws.check_own_form(form)
        if len(ws.own_forms) >= MOST:
            raise BadInput(f"A programme can keep {MOST} forms of its own.", kept=_KEPT, next_step="Take away one that nobody uses.")
    return form


def _is_here(ws: Workspace, form: Form) -> bool:
    return any(one.form == form for one in ws.own_forms)


def remove(ws: Workspace, record: UUID) -> Changes:
    """Take an own form away. Raises BadInput while there are records of it, NotFound when it is not here."""
    one = next((one for one in ws.own_forms if one.record == record), None)
    if one is None:
        raise NotFound("This form is not here any more.", kept=_KEPT)

    def build(draft: Draft) -> None:
        query = "select count(*) from record where form=? and version=? and deleted=0"
        count = draft.connection.exec_driver_sql(query, (one.name, one.version)).scalar_one() if one.form is not None else 0
        if count:
            raise BadInput(f"“{one.title}” is filled in {count} time{'s' * (count != 1)}.", kept=_KEPT, next_step="Delete what is filled in first.")
        draft.put(record.bytes, cells.DELETED, "true")

    return perform(ws, f"Take away the form “{one.title}”", build)


def go_on(ws: Workspace, record: UUID) -> Changes:
    """Go on filling in a record with the newest version of its form. Answers to questions of the same name carry over, every other is kept.

    Raises NotFound for a record or form that is not here, BadInput when it is finished.
    """

    def build(draft: Draft) -> None:
        one = sheets.stored(draft.connection, record.bytes)
        if one.status == "finished":
            raise BadInput(f"“{one.title}” is finished.", kept=_KEPT, next_step="Open it again first.")
        newest = _newest(ws, one.form)
        lines = [child for child in sheets.children(draft.connection, [one.id]) if child.form != sheets.SOURCE]
        for each in (one, *lines):
            draft.put(each.id, cells.VERSION, newest)
        draft.label = f"Go on with the newer version of “{one.title}”"

    return perform(ws, "Go on with the newer version", build)


def _newest(ws: Workspace, form: str) -> str:
    """The newest version of a form as the text of a cell. Raises NotFound."""
    return cells.dump(ws.catalogue.form(form).version)
