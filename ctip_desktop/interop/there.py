"""What stands in the workspace already, as far as a list that comes in is compared with it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.model import Answer, Form, Question
from ctip_desktop.interop.values import Reading, fold, kept, read_cell
from ctip_desktop.workspace.cells import CLEARED, dump, encode, encode_note, note_field
from ctip_desktop.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class There:
    """A live record, as far as it matters for what comes."""

    id: UUID
    title: str
    answers: Mapping[str, object]
    about: str


def existing(ws: Workspace, form: str) -> list[There]:
    """The live records of a form, the oldest first: of two of one name it is the one a list means."""
    with ws.reading() as connection:
        rows = connection.exec_driver_sql(
            "select record.id, record.title, record.doc, coalesce(subject.title, '') as about from record left join record subject "
            "on subject.id=record.about where record.form=? and record.deleted=0 and record.parent is null "
            "order by record.created, record.id",
            (form,),
        ).all()
    return [There(UUID(bytes=row.id), row.title, json.loads(row.doc), row.about) for row in rows]


class Called:
    """Records by the names a list has for them: a question that points to a record is answered by its id, never by a name."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        self._ids: dict[str, dict[str, set[UUID]]] = {}

    def read(self, question: Question, text: str) -> Reading:
        """The answer that this name, or id, gives to this question."""
        reading = read_cell(question, text)
        if reading.answer.value is None:
            return reading
        found = self._of(question.ref).get(fold(text), set())
        if len(found) == 1:
            return Reading(Answer.of(next(iter(found)).hex))
        return kept(text, "is the name of several" if found else "is not here yet")

    def _of(self, form: str) -> Mapping[str, Collection[UUID]]:
        if form not in self._ids:
            self._ids[form] = {}
            for one in existing(self._ws, form):
                for name in (one.title, one.id.hex, str(one.id)):
                    self._ids[form].setdefault(fold(name), set()).add(one.id)
        return self._ids[form]


def key_of(title: str, answers: Mapping[str, object], about: str) -> tuple[str, ...]:
    """Exact duplicates: same name, country, address and identifier, and about the same, whatever the case and the blanks."""
    return tuple(map(_even, (title, *(answers.get(name) for name in ("country", "address", "lei")), about)))


class Met:
    """What came so far. Two people of one name at one company are two when they cannot be reached in the same way."""

    def __init__(self) -> None:
        self._met: dict[tuple[str, ...], list[tuple[tuple[str, ...], int]]] = {}

    def add(self, key: tuple[str, ...], answers: Mapping[str, object], row: int) -> None:
        """One more; row 0 is there already."""
        self._met.setdefault(key, []).append((_reached(answers), row))

    def row_of(self, key: tuple[str, ...], answers: Mapping[str, object]) -> int | None:
        """The first that is the same, or None."""
        ways = _reached(answers)
        return next((row for other, row in self._met.get(key, ()) if not _apart(ways, other)), None)


def _even(value: object) -> str:
    return " ".join(str(value or "").casefold().split())


def _reached(answers: Mapping[str, object]) -> tuple[str, ...]:
    return _even(answers.get("email")), "".join(sign for sign in _even(answers.get("phone")) if sign.isalnum())


def _apart(ways: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """What both give decides, the e-mail address first: it is seldom shared."""
    return next((way != other for way, other in zip(ways, others, strict=True) if way and other), False)


Said = tuple[str, frozenset[tuple[str, str]]]
"""What a line of a repeat is about, and its answers and notes as they are kept."""


def said(about: str, answers: Mapping[str, Answer]) -> Said:
    """What one row of a list says."""
    cells = {name: encode(answer) for name, answer in answers.items()} | {
        note_field(name): encode_note(answer.note) for name, answer in answers.items()
    }
    return fold(about), frozenset((name, text) for name, text in cells.items() if text != CLEARED)


def said_already(ws: Workspace, form: Form, repeat: str) -> frozenset[Said]:
    """The lines that stand in this repeat, so that the same list is not taken in twice."""
    with ws.reading() as connection:
        rows = connection.exec_driver_sql(
            "select subject.title, line.doc from record line join record on record.id=line.parent join record subject on subject.id=record.about "
            "where line.form=? and line.deleted=0 and record.deleted=0",
            (f"{form.name}.{repeat}",),
        ).all()
    return frozenset((fold(title), frozenset((name, dump(value)) for name, value in json.loads(doc).items())) for title, doc in rows)
