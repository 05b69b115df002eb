"""What stands above the blocks of the score card: marks that come later, and factors where people are far apart."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ctip_desktop.queries.opportunities import ScoreCardView
from ui.widgets.note_bar import NoteBar


class HiddenNote(NoteBar):
    """In a blind round: that others' marks come later, and from how many."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tone="", icon="eyeoff", parent=parent)

    def show_view(self, view: ScoreCardView, *, agreed: bool) -> None:
        """Say it while the marks are hidden."""
        self.setVisible(view.hidden and not agreed)
        self.show_note(self._words(view.hidden_sheets))

    def _words(self, sheets: int) -> str:
        if not sheets:
            return self.tr("This round is blind. Nobody else has handed in yet. Others' marks appear when you hand in yours.")
        if sheets == 1:
            return self.tr("This round is blind. One other sheet appears when you hand in yours.")
        return self.tr("This round is blind. %n other sheets appear when you hand in yours.", "", sheets)


class DisputedNote(NoteBar):
    """Where people are far apart: what to talk about first."""

    def show_view(self, view: ScoreCardView) -> None:
        """Name the factors with the lowest and the highest mark, unless marks are hidden."""
        factors = {factor.name: factor for block in view.blocks for factor in block.factors}
        named = [factors[name] for name in view.disputed if name in factors]
        self.setVisible(bool(named) and not view.hidden)
        apart = [self.tr("{0} ({1:g} to {2:g})").format(one.label, one.low or 0, one.high or 0) for one in named]
        head = self.tr("One factor where people differ.") if len(named) == 1 else self.tr("%n factors where people differ.", "", len(named))
        self.show_note(self.tr("Talk about these first: {0}.").format(", ".join(apart)), strong=head)
