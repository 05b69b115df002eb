"""A real encrypted workspace, made in milliseconds, with a small world written through the operations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.model import Answer, Source, State, Value
from ctip_desktop.operations import records
from ctip_desktop.workspace.workspace import Workspace

START = datetime(2026, 10, 13, 9, 0).astimezone()
UNKNOWN = Answer(state=State.UNKNOWN)
NOT_APPLICABLE = Answer(state=State.NOT_APPLICABLE)

DEVELOPMENT = ("alignment", "scalable", "innovative", "sustainability", "systemic")
BUSINESS = ("business_goals", "champion", "reputation")
GOVERNMENT = ("local_priorities", "law_enforcement")
BURDEN = ("difficulty", "risk", "staff_intensity", "resources", "time_horizon")
FACTORS = (*DEVELOPMENT, *BUSINESS, *GOVERNMENT, *BURDEN)


class Clock:
    """A clock that a test sets; it ticks a second whenever somebody looks."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def answers(values: Mapping[str, Value | Answer]) -> dict[str, Answer]:
    return {name: value if isinstance(value, Answer) else Answer.of(value) for name, value in values.items()}


class World:
    """Short ways to write what a person would write."""

    def __init__(self, ws: Workspace, clock: Clock) -> None:
        self.ws, self.clock = ws, clock

    def make(
        self,
        form: str,
        about: UUID | None = None,
        rows: Mapping[str, Sequence[Mapping[str, Value | Answer]]] | None = None,
        **values: Value | Answer,
    ) -> UUID:
        lines = {repeat: [answers(row) for row in given] for repeat, given in (rows or {}).items()}
        return records.create(self.ws, form, about=about, answers=answers(values), rows=lines).created[0]

    def company(self, name: str, **values: Value | Answer) -> UUID:
        return self.make("company", name=name, **values)

    def opportunity(self, title: str, *companies: UUID, **values: Value | Answer) -> UUID:
        partners = [{"partner_company": str(company)} for company in companies[1:]]
        return self.make("opportunity", companies[0] if companies else None, {"partners": partners}, title=title, **values)

    def round(self, kind: str, **values: Value | Answer) -> UUID:
        return self.make("round", self.ws.programme_id, name=f"Round {kind}", kind=kind, **values)

    def sheet(
        self, opportunity: UUID, round_: str, assessor: str, marks: Sequence[int | Answer | None], *, agreed: bool = False, handed_in: bool = True
    ) -> UUID:
        given = {name: mark for name, mark in zip(FACTORS, marks, strict=True) if mark is not None}
        yes = {True: "yes", False: "no"}
        return self.make("score_card", opportunity, None, round=round_, assessor=assessor, agreed=yes[agreed], handed_in=yes[handed_in], **given)


@pytest.fixture
def world(tmp_path: Path, catalogue: Catalogue) -> Iterator[World]:
    clock = Clock()
    ws = Workspace.create(
        tmp_path / "lantern.ctip",
        programme="Lantern Coast",
        person="Lina Tarvo",
        passphrase="lantern river seven basket",
        catalogue=catalogue,
        clock=clock,
        backups=tmp_path / "backups",
        state=tmp_path / "state",
    )
    with ws:
        yield World(ws, clock)


def source(title: str, date: str, kind: str = "company") -> Source:
    return Source(kind=kind, title=title, date=date)
