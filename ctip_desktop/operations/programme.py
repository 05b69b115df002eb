"""The programme's own record: what it wants, where it works, and the rules it uses. It travels like every other record."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID, uuid5

from ctip_desktop.errors import BadInput, NotFound
from ctip_desktop.forms.model import Answer, Value
from ctip_desktop.operations import records
from ctip_desktop.operations.changes import Changes, Draft, perform
from ctip_desktop.practice import stopping
from ctip_desktop.practice.stopping import Criterion
from ctip_desktop.workspace import cells, sheets
from ctip_desktop.workspace.cells import dump
from ctip_desktop.workspace.sheets import Heads
from ctip_desktop.workspace.workspace import Workspace

MOST_WEIGHT = 10.0

CUT_OFF = "cut_off"

_KEPT = "Nothing was changed."


def set_up(
    ws: Workspace,
    *,
    name: str | None = None,
    goals: Sequence[str] | None = None,
    countries: Sequence[str] | None = None,
    sectors: Sequence[str] | None = None,
    currency: str | None = None,
) -> Changes:
    """Keep what the programme is; what is None stays. The first time, the shipped cut-off criteria become its records. Raises BadInput for an empty
    name."""
    if name is not None and not name.strip():
        raise BadInput("A programme needs a name.", kept=_KEPT)
    given: dict[str, Value] = {
        "name": name,
        "goals": None if goals is None else "\n".join(goals),
        "countries": None if countries is None else tuple(countries),
        "sectors": None if sectors is None else tuple(sectors),
        "currency": currency,
    }
    return _keep(ws, {question: value for question, value in given.items() if value is not None})


def set_weights(ws: Workspace, weights: Mapping[str, float], *, calculation: str | None = None, block: str | None = None) -> Changes:
    """How much each block of the score card counts, and the two rules of the calculation (value_minus_burden or reverse; mean or sum). What is not
    given stays as it is: two laptops that change different weights have nothing to settle.

    Closed rounds keep the weights they were closed with. Raises BadInput for a weight outside 0 to 10 or an unknown block or rule.
    """
    known = {rule.name for rule in ws.catalogue.form("score_card").scores if rule.of}
    for name, weight in weights.items():
        if name not in known:
            raise BadInput(f"“{name[:40]}” is not a block of the score card.", kept=_KEPT)
        if not (math.isfinite(weight) and 0 <= weight <= MOST_WEIGHT):
            raise BadInput(f"A weight lies between 0 and {MOST_WEIGHT:.0f}.", kept=_KEPT)
    if weights and not any({**_weights(ws, known), **weights}.values()):
        raise BadInput("At least one block must count.", kept=_KEPT)
    rules = {"calculation": calculation, "block": block}
    chosen: dict[str, Value] = {name: value for name, value in rules.items() if value is not None}
    return _keep(ws, {**{f"weight_{name}": weight for name, weight in weights.items()}, **chosen})


def _weights(ws: Workspace, blocks: Collection[str]) -> dict[str, float]:
    """What each block counts now: 1 until somebody says otherwise."""
    try:
        with ws.reading() as connection:
            answers = sheets.load(connection, ws.programme_id.bytes, ws.catalogue).answers
    except NotFound:  # a laptop that joined has no record of the programme yet
        answers = {}
    values = {name: answers[f"weight_{name}"].value if f"weight_{name}" in answers else None for name in blocks}
    return {name: float(value) if isinstance(value, int | float) else 1.0 for name, value in values.items()}


def set_rules(ws: Workspace, **rules: Value) -> Changes:
    """Keep other rules by question name (reminder_days, shelf_life, recheck_months, gate, lock_minutes). Raises NotFound, BadInput."""
    return _keep(ws, rules)


def found(ws: Workspace) -> None:
    """Make the programme's own record when a laptop that joined wants to write into it before the first bundle brings it."""
    with ws.writing() as connection:
        ws.found_programme(connection)


def keep(ws: Workspace, answers: Mapping[str, Answer], *, expect: Mapping[str, Heads] | None = None) -> Changes:
    """Keep answers about the programme as a person gave them, in one step; otherwise as `records.answer_many`.

    The first time somebody says something about a programme, the shipped cut-off criteria become its records (settled point A14), so that they can
    be changed or switched off like its own. On a laptop that joins a programme nothing is made: there they come with a colleague's bundle.
    """

    def build(draft: Draft) -> None:
        records.put(ws, draft, ws.programme_id, answers, expect)
        _first_criteria(ws, draft)

    return perform(ws, "Answer", build)


def cut_off_id(programme: UUID, kind: str) -> UUID:
    """The id of a shipped criterion: the same on every laptop of the programme."""
    return uuid5(programme, dump([CUT_OFF, kind]))


def _first_criteria(ws: Workspace, draft: Draft) -> None:
    """The shipped criteria, unless the programme has, or ever had, any. Those an undo took away come back."""
    gone = {row.id: bool(row.deleted) for row in draft.connection.exec_driver_sql("select id, deleted from record where form=?", (CUT_OFF,))}
    if gone and (not all(gone.values()) or _said(ws, draft)):
        return
    version = ws.catalogue.form(CUT_OFF).version
    for criterion in stopping.DEFAULTS:
        record = cut_off_id(ws.programme_id, criterion.kind).bytes
        if record in gone:
            draft.put(record, cells.DELETED, "false")
        else:
            draft.make(record, CUT_OFF, version, about=ws.programme_id.bytes, status="finished")
        for name, value in _answers(criterion).items():
            draft.put(record, name, cells.encode(Answer.of(value)))


def _said(ws: Workspace, draft: Draft) -> bool:
    """Whether the programme said anything but its name before this."""
    row = draft.connection.exec_driver_sql("select doc from record where id=?", (ws.programme_id.bytes,)).first()
    return row is not None and bool(set(json.loads(row.doc)) - {"name"})


def _answers(criterion: Criterion) -> dict[str, Value]:
    given: dict[str, Value] = {"criterion": criterion.text, "kind": str(criterion.kind), "active": "yes"}
    return given if criterion.threshold is None else {**given, "threshold": criterion.threshold, "unit": criterion.unit}


def _keep(ws: Workspace, given: Mapping[str, Value]) -> Changes:
    form = ws.catalogue.form("programme")
    for name, value in given.items():
        question = next((q for q in form.walk() if q.name == name), None)
        names = {choice.name for choice in question.choices} if question else set()
        values = value if isinstance(value, tuple) else (value,)
        if names and (unknown := [one for one in values if one not in names]):
            raise BadInput(f"“{str(unknown[0])[:40]}” is not one of the choices.", kept=_KEPT)
    return keep(ws, {name: Answer.of(value) for name, value in given.items()})
