"""The save line of a form in words (when the last answer was written, else what is not saved and why), and what came in while somebody typed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ctip_desktop.forms.model import Answer
from ctip_desktop.forms.sheet import Sheet
from ui.forms.card_view import Version
from ui.forms.typed import show_moment
from ui.forms.wizard import Wizard
from ui.forms.wording import answer_words
from ui.pages.wizard_typed import begun_cards
from ui.session import Session


def say_saved(wizard: Wizard, session: Session, trouble: str, *, begun: bool, kept: bool) -> bool:
    """Show the line; nothing before the first answer. trouble: why the last text could not be written. kept: whether typed text that is no answer
    is kept beside the answers. True when everything is kept."""
    waiting = wizard.not_kept() if kept else begun_cards(wizard)
    if not waiting:
        now = show_moment(session.workspace.now(), wizard.around.locale).rpartition(" ")[2]
        if begun:
            wizard.show_saved(_tr("Saved at {0}").format(now))
        return True
    if kept and not any(card.unsaved for card in waiting):
        to_fix = _tr("1 answer to fix (kept as typed)") if len(waiting) == 1 else _tr("%n answers to fix (kept as typed)", len(waiting))
        wizard.show_saved(to_fix, failed=True, short=to_fix)
        return True
    count = _tr("1 answer is not saved yet") if len(waiting) == 1 else _tr("%n answers are not saved yet", len(waiting))
    line = _tr("Could not save: {0} Your text is kept here.").format(trouble) if trouble else count
    wizard.show_saved(line, failed=True, short=count)
    return False


def two_versions(session: Session, wizard: Wizard, path: str, typed: Answer, sheet: Sheet) -> tuple[Version, ...]:
    """What stands now and what was typed here, as two versions to choose from."""
    place = wizard.outline.place(path)
    assert place is not None
    around = wizard.around
    words = [answer_words(place.question, one, around.locale, around.title, sheet.choices(path)) for one in (sheet.get(path), typed)]
    here = session.workspace.device
    came = Version(0, words[0], _tr("What came in"), "", None, False, sheet.get(path).note)
    mine = Version(1, words[1], session.workspace.person, here.name, session.workspace.now(), True, typed.note)
    return came, mine


def _tr(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("WizardPage", text, "", count)
