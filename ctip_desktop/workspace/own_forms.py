"""A programme's own forms, kept inside the encrypted file: each version is a record of the form `questionnaire` and travels like every record.

The text of the form (docs/form-format.md) stands in one answer, so that it arrives whole or not at all. What a colleague sent is checked again
before it is used; a form that cannot be used here is kept, relayed and told.
"""

from __future__ import annotations

import zlib
from base64 import b85decode, b85encode
from collections.abc import Iterable, Sequence
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.errors import BadForm, BadInput
from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.model import Evidence, Form, Kind, Question, Section, Share
from ctip_desktop.workspace.cells import LONGEST_TEXT, load
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.statements import run

OWN_FORM = "questionnaire"
"""Name of the form of such records."""

NAME, VERSION, TITLE, TEXT = "name", "version", "title", "text"
"""Its questions."""

MOST = 200
"""Forms of a programme's own, every version counted."""

LARGEST = 4_000_000
"""Bytes of the text of one form."""


def record_form() -> Form:
    """What a record of an own form holds. Never filled in by hand: `operations.own_forms` writes it."""

    def told(name: str, label: str) -> Question:
        return Question(name, "text", label, readonly="yes", share=Share.INTERNAL, evidence=Evidence.NONE)

    asked = (told(TITLE, "Title"), told(NAME, "Name"), told(VERSION, "Version"), Question(TEXT, "hidden", "The form itself"))
    section = Section("form_details", "The form", asked, "It is changed by adding a newer version.")
    summary = "A form of the programme's own."
    return Form(
        OWN_FORM, "1", "Own form", Kind.ENTITY, (section,), record_title="${title}, version ${version}", unique=(NAME, VERSION), summary=summary
    )


@dataclass(frozen=True, slots=True)
class OwnForm:
    """One version of an own form as it is kept. form: None when it cannot be used here; problem says why."""

    record: UUID
    name: str
    version: str
    title: str
    form: Form | None
    problem: str = ""


def pack(text: str) -> str:
    """The text of a form as an answer. Raises BadInput when it is too large for one."""
    packed = b85encode(zlib.compress(text.encode(), 9)).decode("ascii")
    if len(packed) > LONGEST_TEXT or len(text.encode()) > LARGEST:
        raise BadInput("The form is too large to be kept.", kept="Nothing was changed.", next_step="Split it into several forms.")
    return packed


def unpack(packed: object) -> str:
    """The text of such an answer, which may come from anywhere. Raises BadForm."""
    if isinstance(packed, str) and len(packed) <= LONGEST_TEXT:
        try:
            reader = zlib.decompressobj()
            data = reader.decompress(b85decode(packed), LARGEST)
            if reader.eof and not reader.unconsumed_tail:
                return data.decode()
        except (ValueError, zlib.error):
            pass
    raise BadForm("Its text cannot be read.", next_step="Ask the colleague who added it to add it again.")


class OwnForms:
    """Reads the own forms of a workspace; each text is read once."""

    def __init__(self, shipped: Catalogue) -> None:
        """shipped: the forms of the program, whose names are taken."""
        self.shipped = shipped.with_form(record_form())
        self._read: dict[str, Form] = {}
        self._taken = frozenset(self.shipped.names())
        self.found: tuple[OwnForm, ...] = ()

    def load(self, connection: Connection) -> Catalogue:
        """The catalogue of the programme: the shipped forms and every own form that can be used. `found` tells about each."""
        rows = run(connection, "select id, doc from record where form=? and deleted=0 order by created, id limit ?", (OWN_FORM, MOST)).fetchall()
        catalogue, found = self.shipped, []
        for id_, doc in rows:
            catalogue, one = self._take(catalogue, UUID(bytes=id_), doc)
            found.append(one)
        self.found = tuple(found)
        return catalogue

    def _take(self, catalogue: Catalogue, record: UUID, doc: str) -> tuple[Catalogue, OwnForm]:
        kept = load(doc)
        told = kept if isinstance(kept, dict) else {}
        name, version, title = (str(told.get(key) or "")[:200] for key in (NAME, VERSION, TITLE))
        try:
            form = self._form(told.get(TEXT), title or name)
            self.check(catalogue, form)
            return catalogue.with_form(form), OwnForm(record, form.name, form.version, form.title, form)
        except BadForm as error:
            return catalogue, OwnForm(record, name, version, title, None, (error.told or (error.what,))[0])

    def _form(self, packed: object, origin: str) -> Form:
        key = str(packed)
        if key not in self._read:
            from ctip_desktop.forms.reader import read_form  # with YAML and all that checks a form: only where there are own forms

            self._read[key] = read_form(unpack(packed), origin)
        return self._read[key]

    def check(self, catalogue: Catalogue, form: Form) -> None:
        """Raises BadForm when this form cannot stand beside those of the catalogue: its name is taken, its version is there, or it drops names of
        its contract."""
        if form.name in self._taken:
            raise BadForm(
                f"There is a form of the program called “{form.name}”; a programme's own form needs another name.",
                next_step="Change the name of the form: “form:” in YAML, form_id on the sheet settings of an XLSForm.",
            )
        if form.version in catalogue.versions(form.name):
            raise BadForm(
                f"The form “{form.name}” is here already in version {form.version}, and says something else.",
                next_step="Give the changed form a new version.",
            )
        catalogue.with_form(form)


def touched(before: Sequence[OwnForm], after: Sequence[OwnForm]) -> frozenset[str]:
    """Names of the forms whose usable versions are different."""
    return frozenset(name for name, _ in _usable(before) ^ _usable(after))


def _usable(found: Iterable[OwnForm]) -> set[tuple[str, str]]:
    return {(one.name, one.version) for one in found if one.form is not None}


def records_of(connection: Connection, names: Iterable[str]) -> list[bytes]:
    """The records of these forms and the rows of their repeats."""
    return [
        id_
        for name in names
        for (id_,) in run(connection, "select id from record where form=? or substr(form, 1, ?)=?", (name, len(name) + 1, f"{name}.")).fetchall()
    ]
