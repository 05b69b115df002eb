"""What an empty register says: what belongs in it and how to add the first entry, or what must be there before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.model import Form
from ui.widgets.empty import Empty

_ALWAYS = "programme"


@dataclass(frozen=True, slots=True)
class Before:
    """What an entry hangs on and is not there yet. sentence, action: to read and to press; page, where: where it is made."""

    sentence: str
    action: str
    page: str
    where: Mapping[str, Any]


def needed_first(form: Form, counts: Mapping[str, int]) -> Before | None:
    """What must be made before an entry of this form can be, the earliest of several; None when an entry can be added. counts: records by form."""
    if not form.about or _ALWAYS in form.about or any(counts.get(name) for name in form.about):
        return None
    return next((before for name, before in _before().items() if name in form.about), None)


def _before() -> dict[str, Before]:
    """By form, in the order in which a programme makes them."""
    return {
        "company": Before(_tr("It belongs to a company, and none is here yet."), _tr("Go to the companies"), "companies", {}),
        "opportunity": Before(_tr("It belongs to an idea, and none is here yet."), _tr("Go to the ideas"), "opportunities", {}),
        "partnership": Before(_tr("It belongs to a partnership, and none is here yet."), _tr("Go to the partnerships"), "partnerships", {}),
        "indicator": Before(
            _tr("It belongs to an indicator, and none is here yet."), _tr("Go to the indicators"), "registers", {"form": "indicator"}
        ),
    }


class NothingYet(Empty):
    """The middle of an empty register. Its action adds the first entry, or leads to what comes before (`before`)."""

    def __init__(self, form: Form) -> None:
        super().__init__(_tr("Nothing here yet"), form.summary, icon="book", action=_tr("Add the first one"))
        self._summary = form.summary
        self.before: Before | None = None

    def show_needed(self, before: Before | None) -> None:
        """Say what comes before, or that an entry can be added."""
        self.before = before
        self.say(_tr("Nothing here yet"), " ".join(part for part in (self._summary, before.sentence if before else "") if part))
        assert self.action is not None
        self.action.say(before.action if before else _tr("Add the first one"))


def _tr(text: str) -> str:
    return QCoreApplication.translate("RegistersPage", text)
