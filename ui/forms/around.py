"""What fields and cards may ask, answered from the open session."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ctip_desktop.errors import WorldError
from ctip_desktop.forms.model import Answer, Source
from ctip_desktop.interop.lookalikes import Names
from ctip_desktop.operations import records
from ctip_desktop.operations.records import NewRecord
from ctip_desktop.queries.files import read_file
from ctip_desktop.queries.records import Home, list_records, titled
from ctip_desktop.queries.records import sheet as open_sheet
from ctip_desktop.queries.stretches import given
from ctip_desktop.workspace.cells import answer_of
from ctip_desktop.workspace.files import write_atomically
from ui.forms.fields import Found, Past
from ui.forms.outline import name_of
from ui.forms.wording import answer_words
from ui.session import Session

MOST_FOUND = 50


class SessionSurroundings(QObject):
    """Works on one record of the open workspace.

    record: gives its id, making the record first when it is not there yet (writing a source needs one); None when that failed.

    Signals:
        source_written: a source was added, changed or removed; the sheet should be read again.
    """

    source_written = Signal()

    def __init__(self, session: Session, record: Callable[[], UUID | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._record = record
        self._titles: dict[str, str] = {}
        self._planned: dict[str, tuple[str, NewRecord]] = {}
        self.at_once = False
        self.form = ""
        self.about: UUID | None = None
        self.existing: UUID | None = None
        self.facts: Mapping[str, Home] = {}
        self.locale = QLocale()
        self.currency = self._programme_currency()

    def home(self, record: UUID, path: str) -> tuple[UUID, str]:
        """Record and question where an answer is kept: this one, or the one it is about for a fact that both ask."""
        fact = self.facts.get(path)
        return (fact.record, fact.name) if fact is not None else (record, path)

    def kept_elsewhere(self) -> dict[str, str]:
        """What is said under the questions whose answers are kept with the record this one is about."""
        words = self.tr("It is kept with the facts about {0}.")
        return {path: words.format(self.title(fact.record.hex).removesuffix(".")) for path, fact in self.facts.items()}  # “Ltd.” has its stop

    def _programme_currency(self) -> str:
        try:
            programme = self._session.ask(open_sheet, self._session.workspace.programme_id)
        except WorldError:
            return ""
        return str(programme.sheet.get("currency").value or "")

    def find(self, form: str, text: str) -> Sequence[Found]:
        """Records of a form whose title holds the text; those about the same subject first."""
        return [Found(record.hex, title) for record, title in self._session.ask(titled, form, text, self.about, MOST_FOUND)]

    def title(self, record: str) -> str:
        """The title of a record, also as it was at the time it was first asked for."""
        if record not in self._titles:
            try:
                self._titles[record] = self._session.ask(open_sheet, UUID(record)).title
            except (ValueError, WorldError):
                return ""
        return self._titles[record]

    def may_plan(self, form: str) -> bool:
        """A name is enough for what stands alone; a contact needs its company."""
        chosen = self._session.workspace.catalogue.form(form)
        return not chosen.about or self.about is not None

    def kind(self, form: str) -> str:
        """The title of the form, inside a sentence."""
        title = self._session.workspace.catalogue.form(form).title
        return title[:1].lower() + title[1:]

    def alike(self, form: str, title: str) -> Found | None:
        """Nearly the same title: spelled otherwise, or with another legal form."""
        lines = self._session.ask(list_records, form)
        names = Names()
        for line in lines:
            names.add(line.title)
        near = names.most_alike(title)
        return Found(lines[near.place].id.hex, lines[near.place].title) if near is not None else None

    def plan(self, form: str, title: str) -> Found:
        """Kept here until the answer is written; the rest of it is asked on its own page."""
        chosen = self._session.workspace.catalogue.form(form)
        first = next(question.name for question in chosen.walk() if question.type == "text")
        record = uuid4()
        self._planned[record.hex] = form, NewRecord(self.about if chosen.about else None, {first: Answer.of(title)}, id=record)
        self._titles[record.hex] = title
        return Found(record.hex, title)

    def is_planned(self, record: str) -> bool:
        """Whether it waits to be made."""
        return record in self._planned

    def planned(self, record: str) -> tuple[str, NewRecord]:
        """Its form, and what is known of it; it is about what this is about by now. Raises KeyError."""
        form, new = self._planned[record]
        return form, replace(new, about=self.about) if new.about is not None else new

    def made(self, record: str) -> None:
        """It is there now."""
        self._planned.pop(record, None)

    def keep_file(self, file: Path) -> Found | None:
        """Take a file in; a refusal is shown by the window."""
        try:
            return Found(self._session.ask(records.attach_file, file), file.name)
        except WorldError as error:
            self._session.failed.emit(error)
            return None

    def open_file(self, sha256: str, title: str) -> None:
        """Save a copy where the person wants it: the program itself never leaves an open copy on the disk."""
        try:
            data, _kind = self._session.ask(read_file, sha256)
        except WorldError as error:
            self._session.failed.emit(error)
            return
        path, _filter = QFileDialog.getSaveFileName(None, self.tr("Save a copy that is not protected"), title)
        if path:
            self._save(Path(path), data)

    def history(self, path: str) -> Sequence[Past]:
        """Earlier answers of one question, the newest first, without the present one; each stretch of typing once."""
        if self.existing is None:
            return ()
        question = self._session.workspace.catalogue.form(self.form).question(name_of(path))
        entries = self._session.ask(given, *self.home(self.existing, path))
        return [Past(answer_words(question, answer_of(one.value), self.locale, self.title), one.by, one.at) for one in entries[1:]]

    def add_source(self, path: str, source: Source) -> None:
        """Keep a new source."""
        record = self._record()
        if record is not None and self._session.do(records.add_source, *self.home(record, path), source) is not None:
            self.source_written.emit()

    def edit_source(self, path: str, source: Source) -> None:
        """Keep a changed source."""
        if self._session.do(records.edit_source, source.id, source) is not None:
            self.source_written.emit()

    def remove_source(self, path: str, source: Source) -> None:
        """Take a source away."""
        if self._session.do(records.remove_source, source.id) is not None:
            self.source_written.emit()

    def _save(self, path: Path, data: bytes) -> None:
        """Whole or not at all; what went wrong is told with the name of the file."""
        try:
            write_atomically(path, data)
        except WorldError as error:
            words = self.tr("The copy was not written: {reason}").format(reason=error.what)
            kept = self.tr("The file in the workspace is unchanged.")
            self._session.failed.emit(WorldError(words, kept=kept, next_step=error.next_step or self.tr("Choose another folder.")))
