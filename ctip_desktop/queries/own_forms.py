"""What there is to know about a programme's own forms, and about a record whose form has a newer version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.judging import ProblemKind
from ctip_desktop.forms.model import Answer, Form, State
from ctip_desktop.forms.sheet import Sheet
from ctip_desktop.workspace import sheets
from ctip_desktop.workspace.own_forms import OWN_FORM, OwnForm
from ctip_desktop.workspace.sheets import Loaded
from ctip_desktop.workspace.titles import Plans
from ctip_desktop.workspace.workspace import Workspace

__all__ = ["OWN_FORM", "Newer", "OwnForm", "WithoutPlace", "filled", "kept_beside", "newer", "own_forms", "without_place"]

_STATES: Mapping[State, str] = {State.UNKNOWN: "unknown", State.NOT_APPLICABLE: "not applicable"}
_SILENT = frozenset({"note", "calculate", "hidden"})


@dataclass(frozen=True, slots=True)
class WithoutPlace:
    """An answer to a question that the form no longer has. label: as the version that had it says, else the question's name."""

    path: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Newer:
    """What going on with a newer version would mean. carried: answers that keep their place; misfits: those of them that are no answer to the
    question as it is asked there, and must be answered again; asked_anew: questions that were not there."""

    title: str
    version: str
    newest: str
    carried: int
    without_place: tuple[WithoutPlace, ...]
    asked_anew: int
    misfits: tuple[WithoutPlace, ...] = ()


def own_forms(ws: Workspace) -> tuple[OwnForm, ...]:
    """The programme's own forms in every version, the oldest first, also those that cannot be used here."""
    return ws.own_forms


def filled(ws: Workspace) -> Mapping[tuple[str, str], int]:
    """Form and version → how many records are filled in with just this version; a pair that is missing has none."""
    with ws.reading() as connection:
        query = "select form, version, count(*) from record where deleted=0 and parent is null group by form, version"
        return {(form, version): count for form, version, count in connection.exec_driver_sql(query)}


def newer(ws: Workspace, record: UUID) -> Newer | None:
    """What the newest version of a record's form would change; None when the record is filled in with it already. Raises NotFound."""
    with ws.reading() as connection:
        loaded = sheets.load(connection, record.bytes, ws.catalogue)
    form, newest = loaded.form, ws.catalogue.form(loaded.form.name)
    if newest.version == form.version:
        return None
    lost = _without_place(ws.catalogue, loaded, newest)
    before = _without_place(ws.catalogue, loaded, form)
    carried = len(_given(loaded)) - len(lost)
    new = [q for q in newest.walk() if q.type not in _SILENT and q.name not in {one.name for one in form.walk()}]
    known = {one.path for one in before}
    gone = tuple(one for one in lost if one.path not in known)
    return Newer(newest.title, form.version, newest.version, carried, gone, len(new), _misfits(ws, loaded, newest))


def _misfits(ws: Workspace, loaded: Loaded, newest: Form) -> tuple[WithoutPlace, ...]:
    """Answers that fit their question, and no longer do in the newest version: another type, or a choice that is not in its list."""
    today = ws.now().astimezone().date()
    now, then = loaded.sheet(today), replace(loaded, form=newest).sheet(today)
    found = (problem.path for problem in then.problems() if problem.kind is ProblemKind.TYPE)
    places = {question.name for question in loaded.form.walk()}
    return tuple(
        WithoutPlace(path, then.label(path), now.shown_text(path)) for path in found if path.rpartition("].")[2] in places and not _unfit(now, path)
    )


def _unfit(sheet: Sheet, path: str) -> bool:
    problem = sheet.problem(path)
    return problem is not None and problem.kind is ProblemKind.TYPE


def without_place(ws: Workspace, record: UUID) -> tuple[WithoutPlace, ...]:
    """The answers of a record that its form has no question for: they are kept. Raises NotFound."""
    with ws.reading() as connection:
        loaded = sheets.load(connection, record.bytes, ws.catalogue)
    return kept_beside(ws.catalogue, loaded)


def kept_beside(catalogue: Catalogue, loaded: Loaded) -> tuple[WithoutPlace, ...]:
    """`without_place` of a record that was read already."""
    return _without_place(catalogue, loaded, loaded.form)


def _given(loaded: Loaded) -> dict[str, Answer]:
    return {path: answer for path, answer in loaded.answers.items() if answer.state is not State.NOT_ASKED or answer.note}


def _without_place(catalogue: Catalogue, loaded: Loaded, form: Form) -> tuple[WithoutPlace, ...]:
    known = {question.name for question in form.walk()}
    homes = {column.name: question.name for question in form.walk() for column in question.questions}
    plans = Plans(catalogue)
    out = []
    for path, answer in sorted(_given(loaded).items()):
        repeat, _, name = path.rpartition("].")
        if name not in known or homes.get(name, "") != repeat.partition("[")[0]:
            label, version = next(_earlier(catalogue, form, name), (name, form.version))
            spoken = plans.plan(form.name, version).spoken(name, list(answer.value) if isinstance(answer.value, tuple) else answer.value)
            out.append(WithoutPlace(path, label, _STATES.get(answer.state) or spoken or answer.note))
    return tuple(out)


def _earlier(catalogue: Catalogue, form: Form, name: str) -> Iterator[tuple[str, str]]:
    """Label and version of a question in the versions that have it, the newest first."""
    for version in reversed(catalogue.versions(form.name)):
        for question in catalogue.form(form.name, version).walk():
            if question.name == name:
                yield question.label or name, version
