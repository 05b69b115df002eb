"""Decision tables as in DMN: conditions in order, a result, and the reason a person is shown. They suggest; a person decides."""

from __future__ import annotations

from collections.abc import Callable

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.compiled import CompiledForm
from ctip_desktop.forms.model import OutcomeTable
from ctip_desktop.forms.nodes import Context, Item


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rule suggests. rule: its place in the table, from 0."""

    table: str
    result: str
    reason: str
    rule: int


def decide(compiled: CompiledForm, table: OutcomeTable, context: Context, shown: Callable[[Item], str]) -> tuple[Outcome, ...]:
    """The rules that fit: the first one of a `first` table, all of a `collect` table."""
    found: list[Outcome] = []
    for place, rule in enumerate(table.rules):
        if not compiled.expressions[table.name, f"when {place}"].holds(context):
            continue
        template = compiled.templates.get((table.name, f"reason {place}"))
        found.append(Outcome(table.name, rule.result, rule.reason if template is None else template.fill(shown), place))
        if table.hit == "first":
            break
    return tuple(found)
