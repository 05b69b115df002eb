"""How far a form is, step by step, in words: what each section has answered, and what is left to fix, to settle, to confirm, to finish."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from ctip_desktop.forms.model import Form
from ctip_desktop.forms.sheet import Progress, Sheet
from ui.forms.card_view import Beside, to_confirm, to_fix
from ui.forms.outline import Outline
from ui.forms.results import home_of
from ui.forms.steps import Step, StepState
from ui.forms.wording import step_line


def _tr(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("Wizard", text, "", count)


class Standing(NamedTuple):
    """What the steps are worked out from. complaints: what is wrong with typed text that is no answer yet, by path."""

    outline: Outline
    sheet: Sheet
    beside: Beside
    complaints: Mapping[str, str]

    @property
    def unsettled(self) -> list[str]:
        """Paths of answers that came together."""
        return [path for path, versions in self.beside.versions.items() if len(versions) > 1]


def last_title(form: Form) -> str:
    """The words of the last page: it shows the results that no section shows."""
    apart = [table for table in form.outcomes if home_of(form, table) < 0]
    return _tr("Result and finish") if apart else _tr("Finish")


def progress_of(sheet: Sheet) -> Progress:
    """How far the form is as a whole."""
    return sum((sheet.section_progress(section.name) for section in sheet.form.sections), Progress())


def steps_of(now: Standing) -> Iterator[Step]:
    """Every section and the last page."""
    problems = [one for one in to_fix(now.sheet) if one.kind != "required" and one.path not in now.complaints]
    fix = _by_section(now, [*now.complaints, *(one.path for one in problems if one.kind in ("type", "hard"))])
    bare = _by_section(now, [one.path for one in problems if one.kind == "evidence"])
    confirm = _by_section(now, [one.path for one in problems if to_confirm(one)])
    settle = _by_section(now, now.unsettled)
    for index, section in enumerate(now.sheet.form.sections):
        far = now.sheet.section_progress(section.name)
        line, state = step_line(far.answered, far.asked, fix[index], settle[index], confirm[index], bare[index])
        yield Step(section.label, line, state)
    yield _last_step(now)


def _by_section(now: Standing, paths: list[str]) -> Counter[int]:
    return Counter(now.outline.section_of(path) for path in paths)


def _last_step(now: Standing) -> Step:
    title, progress = last_title(now.sheet.form), progress_of(now.sheet)
    blocking = len(now.complaints) + sum(problem.blocks and problem.path not in now.complaints for problem in now.sheet.problems())
    if now.beside.locked:
        return Step(title, _tr("finished"), StepState.DONE)
    if blocking:
        return Step(title, _tr("1 thing to finish") if blocking == 1 else _tr("%n things to finish", blocking), StepState.WAITS)
    if progress.asked and not progress.answered:
        return Step(title, _tr("nothing answered yet"), StepState.WAITS)
    return Step(title, _tr("ready to finish"), StepState.OPEN)
