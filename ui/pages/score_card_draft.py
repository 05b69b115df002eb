"""The agreed sheet while people talk: kept on this laptop at every mark, so that leaving, locking or a crash loses nothing of the talk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from ctip_desktop.errors import WorldError
from ctip_desktop.forms.model import Answer
from ctip_desktop.queries.opportunities import FactorView, ScoreCardView
from ui.pages.score_card_marks import answer_of_mark, note_of, shown_mark
from ui.session import Session
from ui.widgets.scale import CANNOT_JUDGE

SETTING = "agreed_sheets_begun"
"""Setting of this laptop: by opportunity and round what was begun and not kept yet. Erasing for good looks through it as through every setting."""

Parts = tuple[Mapping[str, int | None], Mapping[str, str], str]

MOST = 60
"""Sheets begun at the same time; the oldest go first."""


class AgreedDraft:
    """Marks, notes beside them and the reason of one agreed sheet, until people keep it.

    Attributes:
        marks: factor → a number, CANNOT_JUDGE or None. notes: factor → why. reason: why, as a whole.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._name = ""
        self._base: Parts = ({}, {}, "")  # the kept sheet that was shown first
        self.marks: dict[str, int | None] = {}
        self.notes: dict[str, str] = {}
        self.reason = ""

    def take_up(self, view: ScoreCardView) -> bool:
        """Show the sheet of this card and round: as it was begun, else as it was kept last. False when nothing else is to be shown than was.

        When another sheet was kept meanwhile, as by a colleague, it is shown unless somebody is at work on this one.
        """
        name = _name(view.opportunity.id, view.round.kind)
        if name == self._name:
            if not self.differs(view):
                self._base = _plain(_kept(view))
                return False
            if view.agreed_sheet is None or _plain(self._parts) != self._base:
                return False
        self._name = name
        self._base = _plain(_kept(view))
        found = self._every().get(name)
        marks, notes, reason = _read(found) if isinstance(found, dict) else _kept(view)
        self.marks, self.notes, self.reason = dict(marks), dict(notes), reason
        return True

    def leave(self) -> None:
        """Forget in memory whose sheet it is; what was begun stays on the laptop."""
        self._name = ""
        self.marks, self.notes, self.reason = {}, {}, ""

    def differs(self, view: ScoreCardView) -> bool:
        """Whether there is anything that is not in the sheet people kept."""
        return _plain(self._parts) != _plain(_kept(view))

    def keep(self, view: ScoreCardView) -> None:
        """Write what was begun to this laptop's settings, or forget it there when nothing differs from the kept sheet."""
        if self._name != _name(view.opportunity.id, view.round.kind):
            return
        begun = {"marks": _filled(self.marks), "notes": _filled(self.notes), "reason": self.reason}
        every = self._every()
        wanted = begun if self.differs(view) else None
        if every.get(self._name) == wanted:
            return
        others = [(name, one) for name, one in every.items() if name != self._name][1 - MOST :]
        try:
            self._session.workspace.set_setting(SETTING, dict([*others, *([(self._name, wanted)] if wanted else [])]) or None)
        except WorldError as error:
            self._session.failed.emit(error)

    def answers(self) -> dict[str, Answer]:
        """The marks as `rounds.agree` takes them."""
        return {name: answer_of_mark(mark, self.notes.get(name, "")) for name, mark in self.marks.items() if mark is not None}

    def take_same(self, view: ScoreCardView) -> None:
        """Only where every handed-in sheet says the same, also that it cannot be judged; everything else stays a decision of people."""
        sheets = sum(sheet.handed_in for sheet in view.sheets)
        for factor in _factors(view):
            if factor.marks and factor.low == factor.high and factor.low is not None and not factor.cannot_judge:
                self.marks[factor.name] = int(factor.low)
            elif sheets and factor.cannot_judge == sheets:
                self.marks[factor.name] = CANNOT_JUDGE

    @property
    def _parts(self) -> Parts:
        return self.marks, self.notes, self.reason

    def _every(self) -> dict[str, Any]:
        found = self._session.workspace.setting(SETTING, {})
        return found if isinstance(found, dict) else {}


def _kept(view: ScoreCardView) -> Parts:
    if view.agreed_sheet is None:
        return {}, {}, ""
    marks = {factor.name: shown_mark(factor.agreed) for factor in _factors(view)}
    notes = {factor.name: note_of(factor, agreed=True) for factor in _factors(view)}
    return marks, notes, view.agreed_reason


def _read(found: Mapping[str, Any]) -> Parts:
    marks, notes = found.get("marks"), found.get("notes")
    return (
        {str(name): int(mark) for name, mark in marks.items()} if isinstance(marks, dict) else {},
        {str(name): str(note) for name, note in notes.items()} if isinstance(notes, dict) else {},
        str(found.get("reason", "")),
    )


def _plain(parts: Parts) -> Parts:
    marks, notes, reason = parts
    return _filled(marks), _filled(notes), reason.strip()


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "")}


def _factors(view: ScoreCardView) -> Iterator[FactorView]:
    return (factor for block in view.blocks for factor in block.factors)


def _name(opportunity: UUID, kind: str) -> str:
    return f"{opportunity.hex} {kind}"
