"""Working through what has aged: still right, change it, and on to the next answer about the same subject."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QCoreApplication, Qt

from ctip_desktop.operations import records
from ctip_desktop.queries.check_again import Place, to_check
from ctip_desktop.workspace.sheets import Heads
from ui.forms.aged_note import CHANGE, RIGHT, AgedNote
from ui.forms.wizard import Wizard
from ui.pages.wizard_place import close_place

if TYPE_CHECKING:
    from ui.pages.wizard import WizardPage


class Again:
    """What a person does with the aged answers on the page of a form.

    do: runs an operation and shows what it did; shown: what stood in the cells of an answer when it was shown; reopen: opens a finished form again.
    """

    def __init__(self, page: WizardPage, do: Callable[..., Any], shown: Callable[[str], Heads], reopen: Callable[[], None]) -> None:
        self._page = page
        self._do = do
        self._shown = shown
        self._reopen = reopen

    def act(self, path: str, what: str) -> None:
        """RIGHT, CHANGE or NEXT was pressed beside an answer."""
        page = self._page
        if page.wizard is None or page.record is None:
            return
        if what == RIGHT:
            self._still_right(page.record, path)
        elif what == CHANGE:
            self._change(page.wizard, path)
        else:
            self._next(page.wizard, page.record, path)

    def _still_right(self, record: UUID, path: str) -> None:
        assert self._page.around is not None
        self._page.flush()
        self._do(records.confirm, *self._page.around.home(record, path), expect=self._shown(path))

    def _change(self, wizard: Wizard, path: str) -> None:
        """The cursor goes into the answer; a finished form is opened again first."""
        if wizard.beside.locked:
            self._reopen()
        card = wizard.built_card(path)
        if card is not None and card.field is not None:
            card.field.first().setFocus(Qt.FocusReason.OtherFocusReason)
        elif (repeat := wizard.section(wizard.current).repeats.get(path)) is not None:
            repeat.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _next(self, wizard: Wizard, record: UUID, path: str) -> None:
        self._page.flush()
        page = self._page
        found = page.session.ask(to_check, page.about or record)
        here = [self._here(place) for place in found]
        after = _after(wizard, path)
        mine = [place for place in here if place[0] == record]
        later = [place for place in mine if wizard.outline.place(place[1]) is not None and _order(wizard, place[1]) > after]
        chosen = next(iter([*later, *mine, *here]), None)
        if chosen is None:
            _end(wizard, path)
        elif chosen[0] == record:
            wizard.go_to(chosen[1])
        else:
            page.open(record=chosen[0], path=chosen[1])  # in the place of this one: closing leads back to where the person came from
            close_place(page.session.workspace, record.hex)

    def _here(self, place: Place) -> Place:
        """An answer that this form shows of its subject is looked at here."""
        page = self._page
        assert page.around is not None
        assert page.record is not None
        shown = next((path for path, fact in page.around.facts.items() if (fact.record, fact.name) == place), "")
        return (page.record, shown) if shown else place


def _order(wizard: Wizard, path: str) -> int:
    return list(wizard.outline.places).index(path)


def _after(wizard: Wizard, path: str) -> int:
    return _order(wizard, path) if path in wizard.outline.places else -1


def _end(wizard: Wizard, path: str) -> None:
    """Say that nothing is left."""
    card = wizard.built_card(path)
    repeat = wizard.section(wizard.current).repeats.get(path)
    note: AgedNote | None = card.aged if card is not None else repeat.aged if repeat is not None else None
    if note is not None:
        note.show_end(QCoreApplication.translate("AgedNote", "Nothing else is to be checked again here."))
        wizard.footer.save.setFocus()
