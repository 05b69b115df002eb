"""What a question card shows, as plain data: built from a sheet by whoever owns it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.model import Answer, Choice, Source, Value
from ctip_desktop.forms.sheet import Sheet, SheetProblem
from ctip_desktop.queries.ageing import Age


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with an answer. kind: hard, soft, required, evidence or type."""

    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Version:
    """One of several answers that came together; `index` is what the settling operation calls it."""

    index: int
    text: str
    who: str
    device: str
    when: datetime | None
    mine: bool  # written on this laptop
    note: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class CardView:
    """One question as it stands."""

    answer: Answer = field(default_factory=Answer)
    label: str = ""
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    trouble: Trouble | None = None
    required: bool = False
    readonly: bool = False
    versions: tuple[Version, ...] = ()
    suggestion: Value = None  # what the form suggests while there is no answer
    changes: int = 0  # how often the answer was changed after it was first given
    age: Age | None = None  # of an answer that should be checked again, or was


@dataclass(frozen=True, slots=True)
class Beside:
    """What a sheet does not know: answers that came together, how often each answer was changed, how old those are that should be checked again or
    were (by path), and whether it may be changed now."""

    versions: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)
    changes: Mapping[str, int] = field(default_factory=dict)
    ages: Mapping[str, Age] = field(default_factory=dict)
    elsewhere: Mapping[str, str] = field(default_factory=dict)  # path → where the answer is kept, in words
    locked: bool = False  # a finished record is read until it is opened again


def to_fix(sheet: Sheet) -> tuple[SheetProblem, ...]:
    """The problems of a sheet; a missing source is none any more when the note says why there is none."""
    return tuple(problem for problem in sheet.problems() if problem.blocks or not sheet.get(problem.path).note)


def to_confirm(problem: SheetProblem) -> bool:
    """Whether the answer is only unlikely: a person says whether it is right."""
    return problem.kind == "soft"


def _trouble(sheet: Sheet, problem: SheetProblem) -> Trouble:
    """An answer that is none to its question (the form changed) is said with it: no field of the card can show it."""
    kept = sheet.shown_text(problem.path) if problem.kind == "type" else ""
    said = QCoreApplication.translate("CardView", "Until now it says: “{answer}”.").format(answer=kept) if kept else ""
    return Trouble(str(problem.kind), " ".join(part for part in (problem.message, said) if part))


def card_view(sheet: Sheet, path: str, beside: Beside) -> CardView:
    """One question of a sheet as its card shows it."""
    problem = sheet.problem(path)
    explained = problem is not None and not problem.blocks and bool(sheet.get(path).note)
    return CardView(
        answer=sheet.get(path),
        label=sheet.label(path),
        hint=" ".join(part for part in (sheet.hint(path), beside.elsewhere.get(path, "")) if part),
        choices=tuple(sheet.choices(path)),
        trouble=_trouble(sheet, problem) if problem and not explained else None,
        required=sheet.required(path),
        readonly=beside.locked or sheet.readonly(path),
        versions=beside.versions.get(path, ()),
        suggestion=sheet.suggestion(path),
        changes=beside.changes.get(path, 0),
        age=beside.ages.get(path),
    )
