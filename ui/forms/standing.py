"""What stands beside the answers of a record: versions that came together, how often each answer was changed, and what has aged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.model import Question
from ctip_desktop.forms.sheet import Sheet
from ctip_desktop.queries.check_again import ages
from ctip_desktop.queries.records import Conflict, HistoryEntry, conflicts, history
from ctip_desktop.queries.stretches import stretches
from ctip_desktop.workspace.cells import NOTE, answer_of
from ctip_desktop.workspace.sheets import Heads
from ui.forms.card_view import Beside, Version
from ui.forms.fields import Surroundings
from ui.forms.outline import name_of
from ui.forms.wording import answer_words
from ui.session import Session


@dataclass(frozen=True, slots=True)
class Cell:
    """Which cell a conflict is in, and what stood there when it was shown."""

    record: UUID
    field: str
    heads: Heads


@dataclass(frozen=True, slots=True)
class Standing:
    """For the cards, and for settling; both by path."""

    beside: Beside = field(default_factory=Beside)
    cells: Mapping[str, Cell] = field(default_factory=dict)


def read_standing(session: Session, record: UUID, sheet: Sheet, around: Surroundings) -> Standing:
    """Read versions and counts of a record. The value of an answer is settled before its note."""
    rows = {row: repeat for repeat in _repeats(sheet) for row in sheet.rows(repeat)}
    here = session.workspace.device.name
    versions: dict[str, tuple[Version, ...]] = {}
    cells: dict[str, Cell] = {}
    for one in sorted(session.ask(conflicts), key=lambda found: found.name.endswith(NOTE)):
        path = _path(one, record, rows)
        if path and path not in versions:
            versions[path] = _versions(one, sheet, path, here, around)
            cells[path] = Cell(one.record, one.name, one.heads)
    return Standing(Beside(versions, _changes(session.ask(history, record), sheet), session.ask(ages, record)), cells)


def _changes(entries: Iterable[HistoryEntry], sheet: Sheet) -> dict[str, int]:
    """How often each answer was changed after it was first given."""
    written: dict[str, list[HistoryEntry]] = {}
    for entry in entries:
        written.setdefault(entry.name, []).append(entry)
    kinds = {question.name: question.type for question in sheet.form.walk()}
    return {path: max(0, len(stretches(mine, kinds[name_of(path)])) - 1) for path, mine in written.items() if name_of(path) in kinds}


def _repeats(sheet: Sheet) -> list[str]:
    return [question.name for question in sheet.form.walk() if question.type == "repeat"]


def _path(one: Conflict, record: UUID, rows: Mapping[str, str]) -> str:
    """The path of the answer a conflict is about, empty when it is about something else than an answer of this record."""
    if one.owner != record or one.name.startswith("~"):
        return ""
    name = one.name.removesuffix(NOTE)
    if one.record == record:
        return name
    row = str(one.record)
    return f"{rows[row]}[{row}].{name}" if row in rows else ""


def _versions(one: Conflict, sheet: Sheet, path: str, here: str, around: Surroundings) -> tuple[Version, ...]:
    question = sheet.form.question(name_of(path))
    is_note = one.name.endswith(NOTE)
    answer = sheet.get(path)
    shown = []
    for index, version in enumerate(one.versions):
        text = str(version.value or "") if is_note else _words(question, version.value, around)
        beside = answer if index == 0 and not is_note else None
        note = beside.note if beside is not None else ""
        mine = version.device == here
        shown.append(Version(index, text, version.by, version.device, version.at, mine, note, beside.sources if beside else ()))
    return tuple(shown)


def _words(question: Question, value: object, around: Surroundings) -> str:
    return answer_words(question, answer_of(value), around.locale, around.title)
