"""Who may read what is answered in a form: as its marks say, or as the programme says for the whole of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ctip_desktop.errors import WorldError
from ctip_desktop.operations.sharing import share
from ctip_desktop.practice.sharing import AS_FORM, CHOICES
from ctip_desktop.queries.sharing import FormSharing, sharing_view
from ui.dialogs.dialog import Dialog
from ui.forms.choice_field import QuietCombo
from ui.session import Session
from ui.widgets.base import Label
from ui.widgets.option_row import OptionRow, OptionRows

_ICONS = {AS_FORM: "list", "team": "lock", "partner": "users", "donor": "report", "partner_donor": "users", "public": "globe"}


def choice_words(choice: str) -> str:
    """What a choice is called."""
    return {
        AS_FORM: _tr("As the form says"),
        "team": _tr("Our team only"),
        "partner": _tr("Our team and the partner"),
        "donor": _tr("Our team and the donor"),
        "partner_donor": _tr("Our team, the partner and the donor"),
        "public": _tr("The public"),
    }[choice]


def as_form_words(one: FormSharing) -> str:
    """Who reads how many answers of a form by its marks alone."""
    names = {"partner": _tr("{n} for the partner"), "donor": _tr("{n} for the donor"), "public": _tr("{n} for the public")}
    read = [names[reader].format(n=number) for reader, number in one.readers if number]
    if one.summed:
        return _tr("Single answers stay with our team. Others read what they add up to.")
    if not read:
        return _tr("Only our team reads it.")
    return _tr("Of {all} answers: {readers}.").format(all=one.answers, readers=", ".join(read))


def _hints(choice: str) -> str:
    return {
        "team": _tr("Nothing of it is in any paper for others."),
        "partner": _tr("The company it is about reads it, nobody else outside."),
        "donor": _tr("The donor reads it, no company."),
        "partner_donor": _tr("The company it is about and the donor."),
        "public": _tr("Everybody, also the partner and the donor."),
    }[choice]


class ChangeSharing(Dialog):
    """One form and its readers. form: its name, asked first when empty."""

    puts_aside = False

    def __init__(self, session: Session, form: str = "", parent: QWidget | None = None) -> None:
        super().__init__(session, _tr("Who reads what"), _tr("Keep"), lead=_tr("It holds for everybody who works with us."), parent=parent)
        self._forms = {one.form: one for one in session.ask(sharing_view).forms if one.can_matter or one.rule is not None or one.form == form}
        self.forms = QuietCombo()
        self.forms.setAccessibleName(_tr("Which form?"))
        for one in self._forms.values():
            self.forms.addItem(one.title, one.form)
        label = Label(_tr("Which form?"), "strong")
        label.setBuddy(self.forms)
        self.body.addWidget(label)
        self.body.addWidget(self.forms)
        self._heading = Label(_tr("Who may read its answers?"), "strong")
        self.body.addWidget(self._heading)
        self._as_form = OptionRow(AS_FORM, choice_words(AS_FORM), " ", icon=_ICONS[AS_FORM], narrow=True)
        rows = [OptionRow(choice, choice_words(choice), _hints(choice), icon=_ICONS[choice], narrow=True) for choice in CHOICES]
        self.readers = OptionRows([self._as_form, *rows])
        self.body.addWidget(self.readers)
        self.limits = Label("", "caption", wrap=True)
        self.body.addWidget(self.limits)
        self.body.addStretch()
        self.forms.setCurrentIndex(max(0, self.forms.findData(form)))
        self.forms.currentIndexChanged.connect(lambda _place: self._show_form())
        self._show_form()
        if form:
            self.readers.take_focus()
        else:
            self.forms.setFocus()

    @property
    def chosen(self) -> FormSharing:
        """The form in question."""
        return self._forms[str(self.forms.currentData())]

    def _show_form(self) -> None:
        one = self.chosen
        self._as_form.hint.setText(as_form_words(one))
        self._as_form.radio.setAccessibleDescription(as_form_words(one))
        self.readers.choose(one.choice or "team")
        never = _tr("What is strict, sensitive, about people or asked by our team of itself stays closed, and so does what an agreement forbids.")
        opens = _tr("%n answers of this form can get more readers.", one.openable)
        less = _tr("This form cannot get more readers than its marks allow. A choice takes readers away.")
        self.limits.setText(f"{opens if one.openable else less} {never}")

    def keep(self) -> None:
        one, choice = self.chosen, self.readers.value
        if choice != one.choice:
            try:
                self.session.attempt(share, one.form, choice, expect=one.heads)
            except WorldError as error:
                self.show_error(error)
                return
            self.undoable.emit(_tr("Who reads “{form}” was changed.").format(form=one.title))
        self.accept()

    def draft(self) -> Mapping[str, Any] | None:
        return {"form": self.chosen.form, "choice": self.readers.value}

    def restore(self, draft: Mapping[str, Any]) -> None:
        self.forms.setCurrentIndex(max(0, self.forms.findData(str(draft.get("form", "")))))
        self.readers.choose(str(draft.get("choice", "")))


def _tr(text: str, n: int = -1) -> str:
    return QCoreApplication.translate("ChangeSharing", text, "", n)
