"""A form file that a programme wants as its own: YAML in our format or an XLSForm, checked, with every problem named in one pass."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ctip_desktop.dataclass import dataclass
from ctip_desktop.errors import BadForm, BadInput
from ctip_desktop.forms.findings import Problem, refuse
from ctip_desktop.forms.model import Form, Kind
from ctip_desktop.forms.reader import check_form, read_form
from ctip_desktop.forms.writer import write_form
from ctip_desktop.workspace.files import read_whole, write_atomically

MOST_BYTES = 20_000_000
WORKBOOKS = (".xlsx", ".xlsm", ".xls")
SUBJECT = "company"
_NAMELESS = "form_root"
"""What a workbook without form_id is called."""

_ABOUT_COMPANIES = frozenset({Kind.CHECKLIST, Kind.SURVEY})


@dataclass(frozen=True, slots=True)
class FormFile:
    """A form that can be added: what `operations.own_forms.add` takes, and what a person should know before."""

    form: Form
    text: str
    warnings: tuple[Problem, ...]


class PartlyUsable(BadForm):
    """All that is wrong with a form is that some of it is not supported here. `rest`: the form without that, for a person who wants it so."""

    def __init__(self, error: BadForm, rest: FormFile) -> None:
        super().__init__(error.what, error.problems, told=error.told, next_step="Correct the file, or add the form without what is not supported.")
        self.rest = rest


def read_bytes(file: Path) -> bytes:
    """An untrusted form file. Raises BadInput or WorldError."""
    found = read_whole(file, MOST_BYTES)
    if found is None:
        raise BadInput(f"“{file.name}” is larger than {MOST_BYTES // 1_000_000} MB.", kept="Nothing was changed.")
    return found


def text_of(data: bytes, origin: str) -> str:
    """The text of a form in our format. Raises BadInput when it is none."""
    if b"\0" in data:  # a picture, a PDF, an archive: no text of any kind, so there is nothing to save in another way
        raise BadInput(f"“{origin}” is no form.", next_step="Choose an Excel file (XLSForm) or a YAML file.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"“{origin}” is not UTF-8 text.", next_step="Save it as UTF-8 and try again.") from error


def read_file(file: Path, *, set_aside: bool = False) -> FormFile:
    """The form of a file. Raises BadForm with every problem (file, sheet and row, or line), PartlyUsable among them, BadInput when the file cannot
    be read.

    An XLSForm that does not say otherwise becomes a checklist about companies: one for each. `set_aside`: keep questions and expressions that are
    not supported as text that cannot be filled in.
    """
    data = read_bytes(file)
    if is_workbook(file, data):
        return _of_workbook(data, file.name, set_aside=True) if set_aside else _whole_workbook(data, file.name)
    text = text_of(data, file.name)
    problems = check_form(text, file.name)
    form = read_form(text, file.name)
    return FormFile(form, text, tuple(problem for problem in problems if problem.warning))


def check_file(file: Path) -> tuple[Problem, ...]:
    """Every problem of a form file in one pass, in the words with which `read_file` would refuse it, warnings among them. Raises BadForm or BadInput
    only when it is no form file at all."""
    data = read_bytes(file)
    if not is_workbook(file, data):
        return check_form(text_of(data, file.name), file.name)
    from ctip_desktop.interop.xlsform import check_xlsform  # with pyxform, which takes half a second

    problems = check_xlsform(data, file.name)
    return problems if any(not problem.warning for problem in problems) else _as_kept(data, file.name, set_aside=False)[1]


def is_workbook(file: Path, data: bytes) -> bool:
    """Whether it is for Excel: by its name, or by how it begins."""
    return file.suffix.lower() in WORKBOOKS or data.startswith((b"PK", b"\xd0\xcf\x11\xe0"))


def _whole_workbook(data: bytes, origin: str) -> FormFile:
    try:
        return _of_workbook(data, origin, set_aside=False)
    except BadForm as error:
        if not error.problems:
            raise
        try:
            rest = _of_workbook(data, origin, set_aside=True)
        except BadForm:
            raise error from None
        raise PartlyUsable(error, rest) from error


def _of_workbook(data: bytes, origin: str, *, set_aside: bool) -> FormFile:
    form, problems = _as_kept(data, origin, set_aside=set_aside)
    refuse(problems, f"The XLSForm {origin}")
    return FormFile(form, write_form(form), problems)


def _as_kept(data: bytes, origin: str, *, set_aside: bool) -> tuple[Form, tuple[Problem, ...]]:
    """The form of a workbook, and every problem of its text as it would be kept. Raises BadForm when there is no such text."""
    from ctip_desktop.interop.xlsform import import_form  # with pyxform, which takes half a second

    imported = import_form(data, origin, set_aside=set_aside, usual=Kind.CHECKLIST)
    form = imported.form if imported.form.name != _NAMELESS else replace(imported.form, name=_name_of(origin))
    if not form.about and form.kind in _ABOUT_COMPANIES:
        form = replace(form, about=(SUBJECT,))
    told = {problem.message for problem in imported.problems}
    rows = {question.name: question.line for question in form.walk()}
    written = [_in_workbook(problem, rows) for problem in check_form(write_form(form), origin) if problem.message not in told]
    return form, (*imported.problems, *written)


def _name_of(file: str) -> str:
    """A name out of a file's name."""
    name = "_".join("".join(sign if sign.isascii() and sign.isalnum() else " " for sign in Path(file).stem).split())
    return name if name[:1].isalpha() else f"form_{name}".rstrip("_")


def _in_workbook(problem: Problem, rows: dict[str, int]) -> Problem:
    """A problem of the form as it is kept, told with the row of the workbook whose question it names."""
    named = problem.message.split("“", 1)[-1].split("”", 1)[0]
    return replace(problem, line=0, place=f"survey, row {rows[named]}" if rows.get(named) else "")


def save_copy(form: Form, file: Path) -> None:
    """Write a form as an XLSForm, for Excel, ODK and KoboToolbox. Raises BadForm when a text does not fit into a cell, WorldError for the disk."""
    from ctip_desktop.interop.xlsform_export import export_form  # with openpyxl

    write_atomically(file, export_form(form))
