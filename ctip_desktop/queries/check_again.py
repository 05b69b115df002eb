"""What has aged, where it is looked at: in the form of one record, and one after the other for everything about a subject."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import UUID

from ctip_desktop.forms.model import Form
from ctip_desktop.queries import ageing
from ctip_desktop.queries.ageing import Age
from ctip_desktop.queries.answers import Reader, asked
from ctip_desktop.workspace.workspace import Workspace

Place = tuple[UUID, str]
"""A record, and the path of a question in it; a list is looked at as a whole."""


def ages(ws: Workspace, record: UUID) -> Mapping[str, Age]:
    """The answers of a record that should be checked again, or were, by path; also those it shows of the record it is about. Raises NotFound."""
    today = ws.now().astimezone().date()
    with ws.reading() as connection:
        reader = Reader(connection, ws.catalogue, today, ageing.usual_life(connection))
        filled = reader.fill(record.bytes)
        found = {question.name: reader.age(filled, question) for _, question in asked(filled.sheet)}
    return {path: age for path, age in found.items() if age.stale or age.checked}


def to_check(ws: Workspace, subject: UUID) -> tuple[Place, ...]:
    """Where the answers about a company (or another subject) are that should be checked again: form by form, the one with the oldest first, and in
    each in reading order."""
    today = ws.now().astimezone().date()
    with ws.reading() as connection:
        stale = ageing.stale_answers(connection, ws.catalogue, today)
        mine = [each for each in stale if each.top == subject.bytes]
        places = {ageing.place(connection, each): each.form.partition(".")[0] for each in mine}
    order = list(dict.fromkeys(record for record, _ in places))
    lines = {form: list(_names(ws.catalogue.form(form))) for form in set(places.values())}
    return tuple(sorted(places, key=lambda place: (order.index(place[0]), lines[places[place]].index(place[1]))))


def _names(form: Form) -> Iterator[str]:
    return (question.name for question in form.walk())
