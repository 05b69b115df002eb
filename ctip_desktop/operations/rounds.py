"""Review rounds of the score card: beginning one, handing in a sheet, the agreed sheet, the line a person draws, closing.

Three rounds are usual: internal, programme team, donor (Five learnings brief, lines 582 to 584). A round ends with an agreed sheet for each
opportunity that was scored, never with a silent average (settled point A4). A `round` is given as the id of its record or as its kind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from ctip_desktop.errors import BadInput, NotFound
from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.operations.changes import Changes, Draft, perform
from ctip_desktop.workspace import sheets
from ctip_desktop.workspace.cells import CLEARED, CLOSED, dump
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.workspace import Workspace

ROUND, SCORE_CARD = "round", "score_card"
ORDER = {"internal": 1, "programme": 2, "donor": 3}

_KEPT = "Nothing was changed."


def round_id(ws: Workspace, kind: str) -> UUID:
    """The id of the round of a kind: the same on every laptop of the programme."""
    return uuid5(ws.programme_id, dump([ROUND, kind]))


def begin(
    ws: Workspace, kind: str, *, name: str = "", blind: bool | None = None, participants: Sequence[str] = (), on: date | None = None
) -> Changes:
    """Open a round; the first one is blind unless said otherwise. Taken as it is when it is there already. Raises BadInput for an unknown kind."""
    labels = _kinds(ws)
    if kind not in labels:
        raise BadInput(f"There is no round “{kind[:40]}”.", kept=_KEPT, next_step=f"Rounds are: {', '.join(labels.values())}.")
    order = ORDER.get(kind, len(ORDER) + 1)
    hidden = order == 1 if blind is None else blind
    answers: dict[str, Answer] = {
        "name": Answer.of(name or labels[kind]),
        "kind": Answer.of(kind),
        "order": Answer.of(order),
        "blind": Answer.of("yes" if hidden else "no"),
        "state": Answer.of("open"),
        "opened_on": Answer.of((on or _today(ws)).isoformat()),
        "participants": Answer.of("\n".join(participants)),
    }
    return records.create(ws, ROUND, about=ws.programme_id, answers=answers, id=round_id(ws, kind))


def _kinds(ws: Workspace) -> dict[str, str]:
    return {choice.name: choice.label for choice in ws.catalogue.form(ROUND).question("kind").choices}


def _today(ws: Workspace) -> date:
    return ws.now().astimezone().date()


def hand_in(ws: Workspace, sheet: UUID) -> Changes:
    """Hand in a person's sheet: from now on colleagues see it, and in a blind round its author sees theirs. Raises BadInput for an agreed or empty
    sheet, or when the round is closed."""
    with ws.reading() as connection:
        one = sheets.stored(connection, sheet.bytes)
        kind = str(one.doc.get("round") or "")
        closed = _is_closed(connection, ws, kind)
    if one.form != SCORE_CARD or one.doc.get("agreed") == "yes":
        raise BadInput("Only a person's own sheet is handed in.", kept=_KEPT)
    if closed:
        raise _closed()
    if not any(isinstance(one.doc.get(name), int | float | dict) for name in _factors(ws)):
        raise BadInput("This sheet has no marks yet.", kept=_KEPT, next_step="Give at least one mark, or say that you cannot judge.")
    return _write(ws, sheet, {"handed_in": Answer.of("yes")}, f"Hand in the sheet of “{_idea_of(ws, sheet)}”")


def take_back(ws: Workspace, sheet: UUID) -> Changes:
    """A sheet that was handed in is its author's draft again."""
    return _write(ws, sheet, {"handed_in": Answer.of("no")}, f"Take back the sheet of “{_idea_of(ws, sheet)}”")


def agree(
    ws: Workspace,
    opportunity: UUID,
    round: UUID | str,  # noqa: A002  # the contract's name
    factors: Mapping[str, Answer],
    reason: str | Mapping[str, str],
) -> Changes:
    """Keep what people agreed on for an opportunity: one sheet beside those of each person, which all stay.

    `factors`: factor → mark with its own reason as note (unknown = cannot judge). `reason`: why, as a whole (kept as the note of “agreed”), or by
    block. Raises BadInput without any reason, for an unknown factor, or when the round is closed; NotFound for an unknown round.
    """
    kind = _kind(ws, round)
    with ws.reading() as connection:
        if _is_closed(connection, ws, kind):
            raise _closed()
    whole = reason if isinstance(reason, str) else ""
    by_block = {} if isinstance(reason, str) else {f"{block}_reason": Answer.of(text) for block, text in reason.items()}
    if not whole.strip() and not any(answer.value for answer in by_block.values()):
        raise BadInput("Write why you agreed on these marks.", kept=_KEPT)
    if unknown := set(factors) - set(_factors(ws)):
        raise BadInput(f"“{min(unknown)[:40]}” is not a factor of the score card.", kept=_KEPT)
    head = {
        "round": Answer.of(kind),
        "assessor": Answer.of(_kinds(ws).get(kind, kind)),
        "agreed": Answer.of("yes", note=whole),
        "handed_in": Answer.of("yes"),
    }
    label = f"Keep the agreed sheet of “{_title(ws, opportunity)}”"
    return records.create_many(ws, SCORE_CARD, [records.NewRecord(opportunity, {**head, **factors, **by_block})], label=label)


def draw_cut(ws: Workspace, round: UUID | str, after: int, reason: str, *, by: str = "", on: date | None = None) -> Changes:  # noqa: A002  # as above
    """Draw the line after so many ranked opportunities, and say why. Raises BadInput without a reason."""
    if after < 0:
        raise BadInput("The line lies after none or more opportunities.", kept=_KEPT)
    if not reason.strip():
        raise BadInput("Write why the line is there.", kept=_KEPT, next_step="People below the line should understand it.")
    answers: dict[str, Answer] = {
        "cut_after": Answer.of(after),
        "cut_reason": Answer.of(reason),
        "cut_by": Answer.of(by or ws.person),
        "cut_on": Answer.of((on or _today(ws)).isoformat()),
    }
    return _write(ws, record := _record(ws, round), answers, f"Draw the cut line of “{_title(ws, record)}”")


def close(ws: Workspace, round: UUID | str, *, on: date | None = None) -> Changes:  # noqa: A002  # as above
    """Close a round. Raises BadInput while an opportunity with handed-in sheets has no agreed one."""
    kind = _kind(ws, round)
    with ws.reading() as connection:
        missing = _not_agreed(connection, kind)
    if missing:
        raise BadInput(
            f"{len(missing)} opportunit{'y has' if len(missing) == 1 else 'ies have'} no agreed sheet yet, for example “{missing[0]}”.",
            kept="The round stays open.",
            next_step="Agree on a sheet for each, then close the round.",
        )
    answers: dict[str, Answer] = {"state": Answer.of("closed"), "closed_on": Answer.of((on or _today(ws)).isoformat())}
    return _write(ws, record := _record(ws, round), answers, f"Close the round “{_title(ws, record)}”", closed=dump(ws.clock()))


def reopen(ws: Workspace, round: UUID | str) -> Changes:  # noqa: A002  # as above
    """Open a closed round again."""
    answers = {"state": Answer.of("open"), "closed_on": Answer()}
    return _write(ws, record := _record(ws, round), answers, f"Open the round “{_title(ws, record)}” again", closed=CLEARED)


def _write(ws: Workspace, record: UUID, answers: Mapping[str, Answer], label: str, *, closed: str | None = None) -> Changes:
    """Answers with a label that says what was done, for whoever takes it back. closed: the text of the cell `CLOSED`."""

    def build(draft: Draft) -> None:
        records.put(ws, draft, record, answers, None)
        if closed is not None:
            draft.put(record.bytes, CLOSED, closed)
        draft.label = label

    return perform(ws, label, build)


# -- looking up ----------------------------------------------------------------------------------------------------------------------


def _title(ws: Workspace, record: UUID) -> str:
    """What a record is called. Raises NotFound."""
    with ws.reading() as connection:
        return sheets.stored(connection, record.bytes).title


def _idea_of(ws: Workspace, sheet: UUID) -> str:
    with ws.reading() as connection:
        about = sheets.stored(connection, sheet.bytes).about
        return sheets.stored(connection, about).title if about else ""


def _record(ws: Workspace, wanted: UUID | str) -> UUID:
    """The round's record, made when only its sheets name it so far."""
    if isinstance(wanted, UUID):
        return wanted
    with ws.reading() as connection:
        found = _of_kind(connection, wanted)
    return found or begin(ws, wanted).created[0]


def _kind(ws: Workspace, wanted: UUID | str) -> str:
    if isinstance(wanted, str):
        if wanted not in _kinds(ws):
            raise NotFound(f"There is no round “{wanted[:40]}”.", kept=_KEPT)
        return wanted
    with ws.reading() as connection:
        one = sheets.stored(connection, wanted.bytes)
    if one.form != ROUND:
        raise NotFound("This is not a review round.", kept=_KEPT)
    return str(one.doc.get("kind") or "")


def _of_kind(connection: Connection, kind: str) -> UUID | None:
    row = _rounds(connection, kind)
    return UUID(bytes=row.id) if row is not None else None


def _rounds(connection: Connection, kind: str) -> Any:
    """The newest round of a kind that has a record."""
    return connection.exec_driver_sql(
        "select id, json_extract(doc, '$.state') as state from record where form='round' and deleted=0 and json_extract(doc, '$.kind')=? "
        "order by created desc, id desc limit 1",
        (kind,),
    ).first()


def _is_closed(connection: Connection, ws: Workspace, kind: str) -> bool:
    row = _rounds(connection, kind)
    return row is not None and row.state == "closed"


def _closed() -> BadInput:
    return BadInput("This round is closed.", kept=_KEPT, next_step="Open it again if something must change, and tell the others.")


def _factors(ws: Workspace) -> tuple[str, ...]:
    """The factors of the score card: what its block scores are made of."""
    return tuple(name for rule in ws.catalogue.form(SCORE_CARD).scores for name in rule.of)


def _not_agreed(connection: Connection, kind: str) -> list[str]:
    """Titles of opportunities with handed-in sheets of a round and without an agreed one."""
    rows = connection.exec_driver_sql(
        "select o.title, max(json_extract(s.doc, '$.agreed')='yes') as agreed, "
        "max(json_extract(s.doc, '$.handed_in') not in ('no', '') and coalesce(json_extract(s.doc, '$.agreed'), 'no')<>'yes') as handed_in "
        "from record s join record o on o.id=s.about where s.form='score_card' and s.deleted=0 and o.deleted=0 and json_extract(s.doc, '$.round')=? "
        "group by o.id order by o.title",
        (kind,),
    )
    return [row.title for row in rows if row.handed_in and not row.agreed]
