"""The notes above a form: it is finished, something is not saved, a newer version of the form is here, answers that have no place any more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ctip_desktop.queries.own_forms import Newer, WithoutPlace
from ui.widgets.base import column
from ui.widgets.note_bar import NoteBar

_MOST = 12
_LONGEST = 80


class WizardBars(QWidget):
    """Signals: reopen, stay, leave, go_on: what the person chose."""

    reopen = Signal()
    stay = Signal()
    leave = Signal()
    go_on = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finished = NoteBar(self.tr("This form is finished. Open it again to change something."), "info")
        self.finished.add_action(self.tr("Open again"), self.reopen.emit)
        self.stuck = NoteBar(tone="bad")
        self.stuck.add_action(self.tr("Stay here"), self.stay.emit)
        self.stuck.add_action(self.tr("Close without the last text"), self.leave.emit)
        self.newer = NoteBar(tone="info")
        self._go_on = self.newer.add_action(self.tr("Go on"), self.go_on.emit)
        self.newer.add_action(self.tr("Not now"), self.newer.hide)
        self.without_place = NoteBar(tone="info", icon="box")
        self.without_place.add_close(self.tr("Close"))
        box = column(self, gap=0)
        for bar in (self.finished, self.stuck, self.newer, self.without_place):
            bar.hide()
            box.addWidget(bar)

    def show_stuck(self) -> None:
        """Something typed could be written nowhere."""
        self.stuck.show_note(self.tr("Stay here, or close without the last text."), "bad", strong=self.tr("Not saved."))
        self.stuck.show()

    def show_newer(self, found: Newer | None) -> None:
        """Offer the newer version, saying what going on with it means; nothing without one."""
        self.newer.setVisible(found is not None)
        if found is None:
            return
        strong = self.tr("A newer version of this form is here (version {n}).").format(n=found.newest)
        parts = [self.tr("%n answers keep their place.", "", found.carried - len(found.misfits))]
        if found.misfits:
            parts.append(self.tr("%n answers must be given again, because the question changed:", "", len(found.misfits)))
            parts.append(_listed(found.misfits))
        if found.without_place:
            parts.append(self.tr("%n answers have no place in it:", "", len(found.without_place)))
            parts.append(f"{_listed(found.without_place)} {self.tr('Nothing is lost.')}")
        if found.asked_anew:
            parts.append(self.tr("%n questions are new.", "", found.asked_anew))
        self.newer.show_note(" ".join(parts), "info", strong=strong)
        self._go_on.say(self.tr("Go on with version {n}").format(n=found.newest))

    def show_without_place(self, found: Sequence[WithoutPlace]) -> None:
        """List answers that the form has no question for."""
        self.without_place.setVisible(bool(found))
        if found:
            strong = self.tr("%n answers have no place in this version of the form.", "", len(found))
            self.without_place.show_note(self.tr("Kept: {answers}").format(answers=_listed(found)), "info", strong=strong)


def _listed(found: Sequence[WithoutPlace]) -> str:
    """Question and answer, one after the other, in one line each that is not too long."""
    lines = [f"{one.label}{'' if one.label.endswith('?') else ':'} {_short(one.text)}" for one in found[:_MOST]]
    return "; ".join(lines) + (" …" if len(found) > _MOST else ".")


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST]}…"
