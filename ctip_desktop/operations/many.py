"""One thing done with many records: one transaction, and one step of undo for all of them."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations.changes import Changes, Draft, perform
from ctip_desktop.workspace import cells, journal, sheets
from ctip_desktop.workspace.cells import DELETED
from ctip_desktop.workspace.sheets import Stored
from ctip_desktop.workspace.workspace import Workspace


def answer_each(ws: Workspace, records: Collection[UUID], name: str, answer: Answer) -> Changes:
    """Give one question outside repeats the same answer in many records of one form; `records` of what comes back are those that were changed.

    Notes and sources beside the answers stay. A record that was deleted meanwhile is left as it is, and so is one in which answers to this question
    wait to be settled: a person does that where both are seen. Raises NotFound for an unknown record or question, BadInput beyond the limits; nothing
    is written then.
    """

    def build(draft: Draft) -> None:
        waiting = {record for record, field in journal.conflicts(draft.connection) if field == name}
        text, changed = cells.encode(answer), 0
        for one in _stored(draft, records):
            question = sheets.find_question(sheets.form_of(ws.catalogue, one.form, one.version), name)
            if one.deleted or one.id in waiting or list(journal.texts(draft.connection, one.id, name)) == [text]:
                continue
            draft.put(one.id, name, text)
            changed += 1
            draft.label = f"“{question.label or name}”, {changed:,} times"

    return perform(ws, "Answer", build)


def delete_each(ws: Workspace, records: Collection[UUID]) -> Changes:
    """Delete many records. They can be brought back as a single one can. What is deleted already stays so. Raises NotFound for an unknown record."""

    def build(draft: Draft) -> None:
        live = [one for one in _stored(draft, records) if not one.deleted]
        for one in live:
            draft.put(one.id, DELETED, "true", anew=one.contested)
        forms = {one.form for one in live}
        what = f": {sheets.form_of(ws.catalogue, live[0].form, live[0].version).title}" if len(forms) == 1 else ""
        draft.label = f"Delete “{live[0].title}”" if len(live) == 1 else f"Delete {len(live):,} records{what}"

    return perform(ws, "Delete", build)


def _stored(draft: Draft, records: Collection[UUID]) -> list[Stored]:
    return [sheets.stored(draft.connection, record.bytes) for record in records]
