"""Who may read what is answered in a form: what the programme says, for prints and for the Programme page. The rules are `practice.sharing`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.model import Answer, Asks, Form, Share, State
from ctip_desktop.forms.vocabulary import SILENT
from ctip_desktop.practice import partner_readings
from ctip_desktop.practice import sharing as rules
from ctip_desktop.practice.nda import ITEMS
from ctip_desktop.practice.sharing import AS_FORM, DONOR, PARTNER, PUBLIC, Rule, Sharing
from ctip_desktop.queries import rows
from ctip_desktop.queries.partner_data import Labels
from ctip_desktop.workspace import cells, journal, sheets
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.sheets import Heads
from ctip_desktop.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class FormSharing:
    """One form and who reads what is answered in it.

    rule: what the programme says, None where the form decides; choice: the one it chose, `as_form` without one, empty while two answers wait to be
    settled or nobody knows the value. answers: questions; readers: how many of them each reader gets by the marks alone; openable: how many the
    programme may open to more. heads: what stands there, to be handed back as `expect`.
    """

    form: str
    title: str
    rule: Rule | None
    choice: str
    answers: int
    readers: tuple[tuple[str, int], ...]
    openable: int
    heads: Heads

    @property
    def summed(self) -> bool:
        """Whether others read only what its answers add up to."""
        return self.form in rules.SUMMED

    @property
    def can_matter(self) -> bool:
        """Whether a rule could change what anybody reads."""
        return self.summed or bool(self.openable) or any(number for _, number in self.readers)


@dataclass(frozen=True, slots=True)
class SharingView:
    """What the Programme page shows. nda: words of what stays shareable in a new agreement, in the order of its form."""

    forms: tuple[FormSharing, ...]
    nda: tuple[str, ...]

    @property
    def ruled(self) -> tuple[FormSharing, ...]:
        """The forms of which the programme says something."""
        return tuple(each for each in self.forms if each.rule is not None)


def sharing(ws: Workspace) -> Sharing:
    """The rules in force now. While two laptops said different things, only what both allow is shared."""
    with ws.reading() as connection:
        return rules.sharing((names, choices) for _, names, choices in _lines(connection, ws))


def sharing_view(ws: Workspace) -> SharingView:
    """Every form that holds answers, by title, with what counts for it."""
    with ws.reading() as connection:
        lines = list(_lines(connection, ws))
        found = rules.sharing((names, choices) for _, names, choices in lines)
        views = [_view(connection, ws, form, found, lines) for form in ws.catalogue.forms() if form.name != sheets.SOURCE]
        programme = rows.by_id(connection, [ws.programme_id.bytes]).get(ws.programme_id.bytes)
        items = partner_readings.settings(programme).nda_items
        labels = Labels(ws.catalogue)
        nda = tuple(labels.of("nda", "shareable", item) for item in ITEMS if item in items)
    return SharingView(tuple(sorted(views, key=lambda each: each.title.casefold())), nda)


def proposed(ws: Workspace, form: str) -> Mapping[str, Answer]:
    """What the programme proposes in a new record of a form, in place of the form's own defaults."""
    if form != partner_readings.NDA:
        return {}
    with ws.reading() as connection:
        programme = rows.by_id(connection, [ws.programme_id.bytes]).get(ws.programme_id.bytes)
    return {partner_readings.NDA_ITEMS: partner_readings.nda_default(programme)} if programme is not None else {}


Line = tuple[bytes, tuple[object, ...], tuple[object, ...]]
"""A line of the programme's list: its id, the standing names of its form, the standing choices."""


def _lines(connection: Connection, ws: Workspace) -> Iterator[Line]:
    for row in sheets.children(connection, [ws.programme_id.bytes]):
        if row.form == f"{rules.FORM}.{rules.REPEAT}":
            yield row.id, _standing(connection, row.id, rules.NAME), _standing(connection, row.id, rules.READER)


def _standing(connection: Connection, record: bytes, field: str) -> tuple[object, ...]:
    """Every version of a cell that stands; an erased or unreadable one is nothing anybody knows."""
    found = [cells.decode(head.text or cells.CLEARED) for head in journal.heads(connection, record, field)]
    return tuple(answer.value if answer.state is State.ANSWERED else None for answer in found)


def _view(connection: Connection, ws: Workspace, form: Form, found: Sharing, lines: Collection[Line]) -> FormSharing:
    own = [line for line in lines if form.name in line[1]]
    said = {choice for _, _, choices in own for choice in choices or (None,)}
    choice = next(iter(said)) if len(said) == 1 else AS_FORM if not said else ""
    heads = sheets.heads_of(connection, rules.line_id(ws.programme_id, form.name).bytes, rules.READER)
    counted = _counted(form)
    return FormSharing(
        form.name,
        form.title,
        found.of(form.name),
        choice if isinstance(choice, str) and choice in (*rules.CHOICES, AS_FORM) else "",
        sum(question.type not in SILENT for section in form.sections for question in section.questions),
        tuple((reader, counted[reader]) for reader in (PARTNER, DONOR, PUBLIC)),
        len(rules.openable(form) & {question.name for section in form.sections for question in section.questions}),
        heads,
    )


def _asked(form: Form) -> Iterator[tuple[Share, bool]]:
    """Mark of every question outside lists that is not kept with the team whatever a programme says, and whether the team answers it."""
    for section in form.sections:
        for question in section.questions:
            if question.share in rules.ORDINARY and not question.sensitive:
                yield question.share, question.asks is Asks.TEAM


def _counted(form: Form) -> Counter[str]:
    """How many questions each reader gets by their marks."""
    counted: Counter[str] = Counter()
    for share, team in _asked(form):
        counted[PUBLIC] += share is Share.PUBLIC
        counted[DONOR] += share in (Share.PUBLIC, Share.DONOR)
        counted[PARTNER] += share is Share.PUBLIC or (share is Share.PARTNERS and not team)
    return counted
