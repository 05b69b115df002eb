"""The forms in use, with version and how many records there are; the programme's own forms, and adding one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from ctip_desktop.errors import BadForm, WorldError
from ctip_desktop.forms.model import Form
from ctip_desktop.interop import own_forms as files
from ctip_desktop.interop.own_forms import FormFile, PartlyUsable
from ctip_desktop.operations import own_forms as operations
from ctip_desktop.queries.own_forms import OWN_FORM, OwnForm, filled, own_forms
from ctip_desktop.queries.programme import programme
from ui.pages.programme.part import Part
from ui.session import Session
from ui.widgets.base import Label
from ui.widgets.button import Button
from ui.widgets.card import ListCard
from ui.widgets.chip import Chip
from ui.widgets.fact_row import FactRow

_MOST_LISTED = 100
"""Problems of one form that are listed: more than anybody puts right in one go."""


class FormsPart(Part):
    """Forms that come with the program, and the programme's own."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._rest: tuple[Path, FormFile] | None = None
        self._listed: tuple[str, tuple[str, ...]] = ("", ())
        self._partly = self.note.add_action(self.tr("Add it without them"), self._add_rest)
        self._partly.hide()

    def tell(self, words: str, strong: str = "", tone: str = "ok") -> None:
        """Say what happened; what was offered before is over."""
        self._rest = None
        self._partly.hide()
        super().tell(words, strong, tone)

    def refuse(self, error: WorldError) -> None:
        """Say what went wrong; what was offered before is over."""
        self._rest = None
        self._partly.hide()
        super().refuse(error)

    def fill(self) -> None:
        view = self.session.ask(programme)
        counts = dict(view.counts)
        lead = self.tr("What is asked is data, not code. A record keeps the version of the form it was filled in with.")
        self._add_button = Button(self.tr("Add a form…"), "main", icon="plus", clicked=self._choose)
        self.heading(self.tr("Forms"), lead, self._add_button)
        if self._listed[1]:
            self.body.addWidget(self._list(*self._listed))
        own = self.session.ask(own_forms)
        self.body.addWidget(self._own(own, self.session.ask(filled)))
        names = {one.name for one in own} | {OWN_FORM}
        shipped = [one for one in view.forms if one[0] not in names]
        card = ListCard(self.tr("In use"), len(shipped))
        catalogue = self.session.workspace.catalogue
        for name, version, title in sorted(shipped, key=lambda one: one[2].casefold()):
            card.add_row(FactRow("list", title, catalogue.form(name).summary, self._count(counts.get(name, 0)), self._version(version)))
        self.body.addWidget(card)

    def _count(self, count: int) -> Label:
        return Label(self.tr("%n records", "", count) if count else self.tr("none yet"), "caption2")

    def _version(self, version: str) -> Label:
        return Label(self.tr("version {n}").format(n=version), "caption2")

    def _list(self, heading: str, sentences: tuple[str, ...]) -> ListCard:
        """What is to be put right in a file, or to be known about it: it stands here until another file is chosen."""
        card = ListCard(heading, len(sentences))
        for sentence in sentences[:_MOST_LISTED]:
            card.add_row(FactRow("alert", sentence, colour="warn"))
        if len(sentences) > _MOST_LISTED:
            card.add_row(Label(self.tr("and %n more", "", len(sentences) - _MOST_LISTED), "caption2"))
        return card

    def _show_list(self, heading: str, sentences: tuple[str, ...]) -> None:
        self._listed = (heading, sentences)
        self.refresh()

    # --- the programme's own ---------------------------------------------

    def _own(self, own: tuple[OwnForm, ...], counts: Mapping[tuple[str, str], int]) -> ListCard:
        card = ListCard(self.tr("The programme's own"), len(own) or None)
        if not own:
            hint = self.tr("Add an XLSForm (Excel, as for ODK and KoboToolbox) or a YAML file. It travels to your colleagues with the next bundle.")
            card.add_row(FactRow("plus", self.tr("No own forms yet"), hint))
        for one in sorted(own, key=self._order):
            card.add_row(self._row(one, counts))
        return card

    def _order(self, one: OwnForm) -> tuple[str, str, int]:
        """By title, then the oldest version first; what cannot be used stands last."""
        versions = self.session.workspace.catalogue.versions(one.name)
        return one.title.casefold(), one.name, versions.index(one.version) if one.form is not None else len(versions)

    def _row(self, one: OwnForm, counts: Mapping[tuple[str, str], int]) -> FactRow:
        remove = Button(self.tr("Take away"), "link", clicked=partial(self._remove, one))
        remove.setAccessibleName(self.tr("Take away {form}, version {n}").format(form=one.title or one.name, n=one.version))
        if one.form is None:
            told = self.tr("It cannot be used here: {reason}").format(reason=one.problem)
            return FactRow("alert", one.title or one.name, told, Chip(self.tr("not usable"), "alert", "warn"), remove, colour="warn")
        save = Button(self.tr("Save as Excel"), "link", clicked=partial(self._choose_copy, one.form))
        save.setAccessibleName(self.tr("Save {form}, version {n}, as Excel").format(form=one.title, n=one.version))
        newest = self.session.workspace.catalogue.form(one.name).version == one.version
        records = self._count(counts.get((one.name, one.version), 0))
        version = self._version(one.version) if newest else Label(self.tr("earlier version {n}").format(n=one.version), "caption2")
        return FactRow("list", one.title, one.form.summary or one.name, records, version, save, remove)

    def _remove(self, one: OwnForm) -> None:
        try:
            self.session.attempt(operations.remove, one.record)
        except WorldError as error:
            self.refuse(error)
            return
        self.tell(self.tr("“{form}” was taken away. Undo brings it back.").format(form=one.title or one.name))

    # --- adding one ------------------------------------------------------

    def _choose(self) -> None:
        kinds = self.tr("Forms (*.xlsx *.xlsm *.xls *.yaml *.yml);;All files (*)")
        name, _kind = QFileDialog.getOpenFileName(self, self.tr("Choose a form"), str(Path.home()), kinds)
        if name:
            self.add_file(Path(name))

    def add_file(self, file: Path) -> None:
        """Check a form file and make it one of the programme's own; every problem is named."""
        self.running.run(
            lambda _progress: files.read_file(file),
            self.tr("Checking the form"),
            partial(self._add, file),
            failed=partial(self._refused, file),
            can_cancel=False,
        )

    def _add(self, file: Path, given: FormFile) -> None:
        try:
            self.session.ask(operations.check, given.text, file.name)  # a form that is refused is no answer that could not be saved
            changes = self.session.attempt(operations.add, given.text, file.name)
        except WorldError as error:
            self._refused(file, error)
            return
        title = f"“{given.form.title}”"
        self._show_list(self.tr("To know about {form}").format(form=title), tuple(one.told for one in given.warnings))
        if changes is None or changes.nothing:
            self.tell(self.tr("{form} is here already in version {n}.").format(form=title, n=given.form.version), tone="info")
            return
        newest = self.session.workspace.catalogue.form(given.form.name).version
        told = self.tr("It can be filled in now, and travels with the next bundle.")
        if newest != given.form.version:
            told = self.tr("Version {n} is newer, and is the one that is filled in.").format(n=newest)
        self.tell(told, self.tr("{form}, version {n}, was added.").format(form=title, n=given.form.version))
        QTimer.singleShot(0, self, lambda: self._add_button.setFocus())  # the one before it was drawn anew; the note must not take the keyboard

    def _refused(self, file: Path, error: WorldError) -> None:
        """All that is wrong with the file, not only the first; and the way on when the rest of it can be used."""
        told = error.told if isinstance(error, BadForm) else ()
        partly = error.rest if isinstance(error, PartlyUsable) else None
        listed = told if len(told) > 1 or partly is not None else ()
        self._show_list(self.tr("To put right in {file}").format(file=file.name), listed)
        if not listed:
            self.refuse(error)
            return
        strong = self.tr("{file}: %n things must be put right. Nothing was added.", "", len(told)).format(file=file.name)
        self.tell(error.next_step if partly is None else self._without_them(), strong, "bad" if partly is None else "warn")
        if partly is not None:
            self._rest = (file, partly)
            self._partly.show()

    def _without_them(self) -> str:
        return self.tr(
            "Correct the file. Or add the form without them: such a question stands there as a text that nobody can fill in, such a rule is left out."
        )

    def _add_rest(self) -> None:
        if self._rest is not None:
            self._add(*self._rest)

    # --- handing one out -------------------------------------------------

    def _choose_copy(self, form: Form) -> None:
        proposed = Path.home() / f"{form.name}.xlsx"
        name, _kind = QFileDialog.getSaveFileName(self, self.tr("Save the form"), str(proposed), self.tr("Excel (*.xlsx)"))
        if name:
            self.save_copy(form, Path(name))

    def save_copy(self, form: Form, file: Path) -> None:
        """Write a form as an XLSForm, for Excel, ODK and KoboToolbox."""
        told = self.tr("“{form}” was saved as {file}.").format(form=form.title, file=file.name)
        work = partial(files.save_copy, form, file)
        self.running.run(lambda _progress: work(), self.tr("Saving the form"), lambda _done: self.tell(told), failed=self.refuse, can_cancel=False)
