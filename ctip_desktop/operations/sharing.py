"""Who may read what is answered in a form: the programme's own word on it (decision 0041). It travels with the programme's record."""

from __future__ import annotations

from ctip_desktop.errors import BadInput
from ctip_desktop.forms.model import Answer
from ctip_desktop.operations.changes import Changes, Draft, perform
from ctip_desktop.practice.sharing import AS_FORM, CHOICES, FORM, NAME, READER, REPEAT, line_id
from ctip_desktop.workspace import cells, sheets
from ctip_desktop.workspace.cells import DELETED, dump
from ctip_desktop.workspace.sheets import Heads
from ctip_desktop.workspace.workspace import Workspace


def share(ws: Workspace, form: str, choice: str, *, expect: Heads | None = None) -> Changes:
    """Say who may read what is answered in a form: one of `practice.sharing.CHOICES`, or `as_form`. It settles what two laptops said differently.

    expect: what stood there when it was shown. Raises NotFound for a form that is not here, BadInput for another choice, ChangedMeanwhile.
    """
    title = ws.catalogue.form(form).title
    if choice not in CHOICES and choice != AS_FORM:
        every = ", ".join((AS_FORM, *CHOICES))
        raise BadInput(f"“{choice[:40]}” is not one of the choices.", kept="Nothing was changed.", next_step=f"Choose one of {every}.")

    def build(draft: Draft) -> None:
        ws.found_programme(draft.connection)
        line = line_id(ws.programme_id, form).bytes
        if choice != AS_FORM or _there(draft, line) is not None:
            _put_line(ws, draft, line, form, choice)
        for other in _others(ws, draft, form, line):
            draft.put(other, READER, dump(choice), anew=True)
        draft.hold(line, (READER,), expect)
        draft.label = f"Sharing of “{title}”"

    return perform(ws, "Sharing", build)


def _put_line(ws: Workspace, draft: Draft, line: bytes, form: str, choice: str) -> None:
    deleted = _there(draft, line)
    if deleted is None:
        draft.make(line, f"{FORM}.{REPEAT}", ws.catalogue.form(FORM).version, parent=(ws.programme_id.bytes, REPEAT))
    elif deleted:
        draft.put(line, DELETED, "false")
    draft.put(line, NAME, dump(form))  # also of a line that was taken back
    draft.put(ws.programme_id.bytes, REPEAT, cells.CLEARED)  # “there are none” is true no more
    draft.put(line, READER, cells.encode(Answer.of(choice)))


def _there(draft: Draft, line: bytes) -> bool | None:
    """Whether the line was deleted; None when it is not there."""
    row = draft.connection.exec_driver_sql("select deleted from record where id=?", (line,)).first()
    return bool(row.deleted) if row is not None else None


def _others(ws: Workspace, draft: Draft, form: str, line: bytes) -> list[bytes]:
    """Lines for the same form that were begun in another way, as by hand in the wizard."""
    every = sheets.children(draft.connection, [ws.programme_id.bytes])
    return [row.id for row in every if row.form == f"{FORM}.{REPEAT}" and row.id != line and row.doc.get(NAME) == form]
