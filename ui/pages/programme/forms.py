"""The forms in use, with version and how many records there are; the programme's own forms, and adding one."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from ctip_desktop.errors import BadForm, WorldError
from ctip_desktop.interop import own_forms as files
from ctip_desktop.interop.own_forms import FormFile
from ctip_desktop.operations import own_forms as operations
from ctip_desktop.queries.own_forms import OWN_FORM, OwnForm, own_forms
from ctip_desktop.queries.programme import programme
from ui.pages.programme.part import Part
from ui.widgets.base import Label
from ui.widgets.button import Button
from ui.widgets.card import ListCard
from ui.widgets.chip import Chip
from ui.widgets.fact_row import FactRow

_MOST_PROBLEMS = 20


class FormsPart(Part):
    """Forms that come with the program, and the programme's own."""

    def fill(self) -> None:
        view = self.session.ask(programme)
        counts = dict(view.counts)
        lead = self.tr("What is asked is data, not code. A record keeps the version of the form it was filled in with.")
        self.heading(self.tr("Forms"), lead, Button(self.tr("Add a form…"), "main", icon="plus", clicked=self._choose))
        own = self.session.ask(own_forms)
        self.body.addWidget(self._own(own, counts))
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

    # --- the programme's own ---------------------------------------------

    def _own(self, own: tuple[OwnForm, ...], counts: dict[str, int]) -> ListCard:
        card = ListCard(self.tr("The programme's own"), len(own) or None)
        if not own:
            hint = self.tr("Add an XLSForm (Excel, as for ODK and KoboToolbox) or a YAML file. It travels to your colleagues with the next bundle.")
            card.add_row(FactRow("plus", self.tr("No own forms yet"), hint))
        for one in sorted(own, key=lambda one: (one.title.casefold(), one.name)):
            card.add_row(self._row(one, counts))
        return card

    def _row(self, one: OwnForm, counts: dict[str, int]) -> FactRow:
        remove = Button(self.tr("Take away"), "link", clicked=partial(self._remove, one))
        remove.setAccessibleName(self.tr("Take away {form}, version {n}").format(form=one.title or one.name, n=one.version))
        if one.form is None:
            told = self.tr("It cannot be used here: {reason}").format(reason=one.problem)
            return FactRow("alert", one.title or one.name, told, Chip(self.tr("not usable"), "alert", "warn"), remove, colour="warn")
        newest = self.session.workspace.catalogue.form(one.name).version == one.version
        records = self._count(counts.get(one.name, 0)) if newest else Label(self.tr("earlier version"), "caption2")
        return FactRow("list", one.title, one.form.summary or one.name, records, self._version(one.version), remove)

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
            lambda _progress: files.read_file(file), self.tr("Checking the form"), partial(self._add, file), failed=self._refused, can_cancel=False
        )

    def _add(self, file: Path, given: FormFile) -> None:
        try:
            changes = self.session.attempt(operations.add, given.text, file.name)
        except WorldError as error:
            self._refused(error)
            return
        title = f"“{given.form.title}”"
        if changes is None or changes.nothing:
            self.tell(self.tr("{form} is here already in version {n}.").format(form=title, n=given.form.version), tone="info")
            return
        told = [self.tr("It can be filled in now, and travels with the next bundle."), *map(str, given.warnings[:_MOST_PROBLEMS])]
        self.tell("\n".join(told), self.tr("{form}, version {n}, was added.").format(form=title, n=given.form.version))

    def _refused(self, error: WorldError) -> None:
        """All that is wrong with the file, not only the first."""
        problems = files.sentences(error) if isinstance(error, BadForm) else ()
        if len(problems) < 2:
            self.refuse(error)
            return
        more = [self.tr("and %n more", "", len(problems) - _MOST_PROBLEMS)] if len(problems) > _MOST_PROBLEMS else []
        lines = [*problems[:_MOST_PROBLEMS], *more, error.next_step]
        self.tell("\n".join(lines), self.tr("%n things in this form must be put right. Nothing was added.", "", len(problems)), "bad")
        self.scroller.ensureWidgetVisible(self.note)
