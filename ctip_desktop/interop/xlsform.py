"""XLSForm in and out: a form drawn up for ODK or KoboToolbox becomes a Form; a Form becomes a workbook that goes to phones and comes back unchanged.

pyxform normalises what people write (aliases, languages, spellings); its dictionary is known to this module alone. It is imported when it is
needed, because that takes half a second. Before it, our own lint names every error at once.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from pathlib import PurePath
from types import MappingProxyType
from typing import Any

from ctip_desktop.dataclass import dataclass
from ctip_desktop.errors import BadForm
from ctip_desktop.forms import syntax
from ctip_desktop.forms import vocabulary as words
from ctip_desktop.forms.compiled import ALWAYS, NEVER, Fault, inspect
from ctip_desktop.forms.findings import Findings, Problem, quoted, refuse
from ctip_desktop.forms.model import NOTHING, Asks, Choice, Form, Kind, Question, Section
from ctip_desktop.forms.syntax import NAME, ExpressionError
from ctip_desktop.interop import xlsform_extras as extras
from ctip_desktop.interop.containers import NoContainer, Protected, TooLarge, check_container
from ctip_desktop.interop.xlsform_export import export_form
from ctip_desktop.interop.xlsform_lint import STRAIGHT, TYPES, Row, header, lint, main_language, plain_row, rows_by_name

__all__ = ["Imported", "check_xlsform", "export_form", "import_form", "to_xform"]

MAX_BYTES = 20_000_000
MAX_UNPACKED = 200_000_000  # an xlsx is a ZIP: what it unpacks to
MAX_ROWS = 10_000
ROOT = "form_root__"
"""What pyxform calls the top of a form: a name that nobody gives a group."""

_OLE = b"\xd0\xcf\x11\xe0"  # how an old .xls begins
_SELECTS = {"select one": "select_one", "select all that apply": "select_multiple", "rank": "rank"}
_ROUNDS = 4
SET_ASIDE = "set_aside"
"""The column that keeps the type of a question we do not have."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A form made from an XLSForm, with what to know about it: what was repaired, what was set aside, what phones do otherwise."""

    form: Form
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Book:
    """The sheets as pyxform reads them; `definition` is its own object."""

    survey: tuple[Row, ...]
    choices: tuple[Row, ...]
    settings: Row
    sheets: tuple[str, ...]
    rules: Mapping[str, tuple[Row, ...]]
    definition: Any


def import_form(data: bytes, origin: str, *, set_aside: bool = False, usual: Kind = Kind.SURVEY) -> Imported:
    """The form of an XLSForm file (xlsx or xls). `usual`: what kind of form it is when it does not say.

    What we do not support is an error naming sheet, row, column and reason; with `set_aside` such a question becomes a text that cannot be filled in,
    and an expression that cannot be used is left out; both keep what was written, for export. Raises BadForm with every problem.
    """
    book = _read(data, origin)
    findings = Findings(origin)
    linted = lint(book.survey, book.choices, book.sheets, findings)
    errors = [problem for problem in findings.all() if not problem.warning]
    if not set_aside or any(not _can_set_aside(problem) for problem in errors):
        refuse(findings.all(), f"The XLSForm {origin}")
    if set_aside:
        _set_types_aside(book, linted.aside)
    model = _model(book, origin, duplicates=linted.duplicate_choices)
    form = _Importer(book, model, origin).form(usual)
    notes = Findings(origin)
    form = _usable(form, notes, set_aside=set_aside)
    refuse(notes.all(), f"The XLSForm {origin}")
    told = [replace(problem, warning=True) for problem in errors if problem.place.endswith("column type")]
    return Imported(form, (*told, *(problem for problem in findings.all() if problem.warning), *notes.all()))


def check_xlsform(data: bytes, origin: str) -> tuple[Problem, ...]:
    """Every error and warning of an XLSForm file, in one pass. Raises BadForm only when it is no workbook at all."""
    book = _read(data, origin)
    findings = Findings(origin)
    lint(book.survey, book.choices, book.sheets, findings)
    if any(not problem.warning for problem in findings.all()):
        return findings.all()
    try:
        return import_form(data, origin).problems
    except BadForm as error:
        told = error.problems or (error.what,)
        return (*findings.all(), *(Problem(origin, 0, line.removeprefix(f"{origin}:").strip()) for line in told))


def to_xform(form: Form) -> str:
    """The XForm that phones read, through pyxform. Raises BadForm."""
    return xform_of(export_form(form), form.origin or form.name, form.name)


def xform_of(data: bytes, origin: str, root: str = ROOT) -> str:
    """The XForm of an XLSForm file. `root`: the name of its topmost element. Raises BadForm."""
    from pyxform.builder import create_survey_element_from_dict
    from pyxform.errors import PyXFormError

    book = _read(data, origin)
    duplicates = lint(book.survey, book.choices, book.sheets, Findings(origin)).duplicate_choices
    model = _model(book, origin, duplicates=duplicates, root=root)
    try:
        return str(create_survey_element_from_dict(model).to_xml(validate=False, warnings=[]))
    except (PyXFormError, TypeError, KeyError, AttributeError) as error:
        raise BadForm(f"{origin} cannot be made into a form for phones: {error}") from error


# --- reading the file -------------------------------------------------------------------------------------------------------------------


def _read(data: bytes, origin: str) -> _Book:
    _check_size(data, origin)
    try:
        check_container(data)
    except Protected as error:
        raise _protected(origin) from error
    except (TooLarge, NoContainer) as error:
        raise BadForm(f"{origin} is not a workbook that can be read: {error}.", next_step="Save it as .xlsx and try again.") from error
    from pyxform.errors import PyXFormError
    from pyxform.xls2json_backends import get_xlsform

    try:
        with warnings.catch_warnings():  # openpyxl warns about styles and print headers, which have no meaning here
            warnings.simplefilter("ignore")
            definition = get_xlsform(data)
    except PyXFormError as error:
        raise _unreadable(origin, str(error)) from error
    except Exception as error:  # pyxform, openpyxl and xlrd raise anything on a damaged file
        raise BadForm(f"{origin} is not a workbook that can be read.", next_step="Save it as .xlsx and try again.") from error
    survey, choices = tuple(definition.survey or ()), tuple(definition.choices or ())
    if len(survey) > MAX_ROWS or len(choices) > 10 * MAX_ROWS:
        raise BadForm(f"{origin} has more than {MAX_ROWS:,} rows.")
    settings = (definition.settings or [{}])[0]
    names = tuple(definition.sheet_names or ())
    return _Book(survey, choices, settings, names, {name: _own_sheet(data, name) for name in extras.SHEETS if name in names}, definition)


def _protected(origin: str) -> BadForm:
    return BadForm(f"{origin} is protected with a password.", next_step="Open it in Excel, take the password away, save it, and try again.")


def _unreadable(origin: str, why: str) -> BadForm:
    """What pyxform says about a workbook that it does not even begin with, in our words where people meet it."""
    if "encrypted" in why:
        return _protected(origin)
    return BadForm(f"{origin} cannot be read as an XLSForm: {why}", next_step="Save it as .xlsx and try again.")


def _own_sheet(data: bytes, name: str) -> tuple[Row, ...]:
    """One of our own sheets, which pyxform passes over."""
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(name).to_python(nrows=MAX_ROWS)
    headers = [str(cell).strip() for cell in rows[0]] if rows else []
    return tuple(dict(zip(headers, (str(cell).strip() for cell in row), strict=False)) for row in rows[1:])


def _check_size(data: bytes, origin: str) -> None:
    if len(data) > MAX_BYTES:
        raise BadForm(f"{origin} is larger than {MAX_BYTES // 1_000_000} MB.", next_step="Take pictures and old sheets out of it, and try again.")
    if data.startswith(_OLE):
        return
    if not data.startswith(b"PK"):
        raise BadForm(f"{origin} is not an Excel workbook.", next_step="Save it as .xlsx and try again.")
    try:
        unpacked = sum(entry.file_size for entry in zipfile.ZipFile(io.BytesIO(data)).infolist())
    except zipfile.BadZipFile as error:
        raise BadForm(f"{origin} is damaged.", next_step="Copy or download it again.") from error
    if unpacked > MAX_UNPACKED:
        what = f"{origin} unpacks to more than {MAX_UNPACKED // 1_000_000} MB: no form is so large."
        raise BadForm(what, next_step="Do not open it; ask who gave it to you.")


def _can_set_aside(problem: Problem) -> bool:
    """Errors about what we do not support, and about single expressions; not about the build of the form."""
    column = problem.place.rpartition(" ")[2]
    return "not supported" in problem.message or header(column) in ("relevant", "constraint", "calculation", "choice_filter", "required", "readonly")


def _set_types_aside(book: _Book, aside: Iterable[int]) -> None:
    """Make the rows of types we do not have plain texts, so that pyxform takes them. The type as written stays in the column `set_aside`."""
    for number in aside:
        row = book.definition.survey[number - 2]
        written = next(key for key in row if header(key) == "type")
        row[SET_ASIDE] = row[written]
        row[written] = "text"
    if aside and book.definition.survey_header:
        book.definition.survey_header[0][SET_ASIDE] = None


def _model(book: _Book, origin: str, *, duplicates: bool, root: str = ROOT) -> dict[str, Any]:
    """pyxform's dictionary of the form."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2json import workbook_to_json

    definition = book.definition
    if duplicates:
        definition.settings = [{**book.settings, "allow_choice_duplicates": "yes"}]
        definition.settings_header = [dict.fromkeys(definition.settings[0])]
    try:
        model: dict[str, Any] = workbook_to_json(definition, form_name=root, fallback_form_name=root, warnings=[])
    except PyXFormError as error:
        raise BadForm(f"{origin} cannot be used: {error}") from error
    except (TypeError, KeyError, AttributeError, IndexError, ValueError) as error:  # pyxform checks not every cell before it uses it
        raise BadForm(f"{origin} cannot be used: a column or cell is not as XLSForm wants it.") from error
    return model


# --- pyxform's dictionary → Form --------------------------------------------------------------------------------------------------------


@dataclass(eq=False, slots=True)
class _Place:
    """A node of pyxform's tree. `name`: what it is called there; `as_name`: here, where every name is used once."""

    name: str
    kind: str
    node: Mapping[str, Any]
    parent: _Place | None
    as_name: str = ""
    children: list[_Place] = field(default_factory=list)

    def chain(self) -> list[_Place]:
        """The groups around it, outermost first, up to its repeat or the top."""
        found: list[_Place] = []
        place = self.parent
        while place is not None and place.kind == "group":
            if not _table(place.node, "control").get("bodyless"):  # pyxform's own group `meta`
                found.insert(0, place)
            place = place.parent
        return found


class _Importer:
    """Makes one form. Groups inside groups become sections side by side: their conditions are joined, their paths become `${name}`."""

    def __init__(self, book: _Book, model: Mapping[str, Any], origin: str) -> None:
        self._book = book
        self._model = model
        self._origin = origin
        self._rows = {name: (number, row) for name, number, row in reversed(list(rows_by_name(book.survey)))}
        self._used: set[str] = set()
        self._language = main_language(book.survey, str(model.get("default_language") or ""))
        self._asks = extras.asks_of_form(book.settings)
        self._top = self._place(model, None)
        self._lists = self._read_lists()

    def form(self, usual: Kind) -> Form:
        """The whole form."""
        name = re.sub(r"\W+", "_", str(self._model.get("id_string") or "form"), flags=re.ASCII).strip("_") or "form"
        name = name if NAME.match(name) else f"form_{name}"
        title = str(self._model.get("title") or name)
        title = _title_of(self._origin) if title == ROOT else title
        sections = tuple(self._sections(title))
        if not sections:
            raise BadForm(f"{self._origin} has no questions.")
        form = Form(
            name=name,
            version=str(self._model.get("version") or "1"),
            title=title,
            kind=extras.kind_of(self._book.settings, usual),
            sections=sections,
            lists=MappingProxyType(self._lists),
            origin=self._origin,
        )
        return extras.with_settings(form, self._book.settings, self._book.rules)

    # --- the tree ---

    def _place(self, node: Mapping[str, Any], parent: _Place | None) -> _Place:
        kind = str(node.get("type", ""))
        place = _Place(str(node.get("name", "")), kind if kind in ("group", "repeat", "survey") else "question", node, parent)
        if parent is not None:
            place.as_name = self._free_name(place)
        children = node.get("children") or ()
        place.children = [self._place(child, place) for child in children if isinstance(child, Mapping) and self._kept(child, place)]
        return place

    def _kept(self, node: Mapping[str, Any], parent: _Place) -> bool:
        """Not what pyxform adds for the phone alone: the names of submissions, and the counts it makes of `repeat_count`."""
        name = str(node.get("name") or "")
        added = node.get("type") == "calculate" and name not in self._rows
        return bool(name) and not (added and (parent.name == "meta" or name.endswith("_count")))

    def _free_name(self, place: _Place) -> str:
        name, around = place.name, place.parent
        while name in self._used and around is not None and around.parent is not None:
            name, around = f"{around.name}_{name}", around.parent
        number = 2
        while name in self._used:
            name, number = f"{place.name}_{number}", number + 1
        self._used.add(name)
        return name

    def _sections(self, title: str) -> Iterator[Section]:
        """One section for each run of questions in the same innermost group."""
        run: list[_Place] = []
        for place in self._leaves(self._top):
            if run and run[-1].chain() != place.chain():
                yield self._section(run, title)
                run = []
            run.append(place)
        if run:
            yield self._section(run, title)

    def _leaves(self, place: _Place) -> Iterator[_Place]:
        """Questions and repeats in reading order, groups opened."""
        for child in place.children:
            if child.kind == "group":
                yield from self._leaves(child)
            else:
                yield child

    def _section(self, run: Sequence[_Place], title: str) -> Section:
        chain = run[0].chain()
        group = chain[-1] if chain else None
        name = self._section_name(group)
        label = self._text(group.node, "label", group) if group is not None else ""
        hint = self._text(group.node, "hint", group) if group is not None else ""
        questions = tuple(self._question(place, (), self._asks) for place in run)
        number = self._rows.get(group.name, (0, {}))[0] if group is not None else 0
        return Section(name, label or (group.name if group is not None else title), questions, hint, self._relevant(None, chain), number)

    def _section_name(self, group: _Place | None) -> str:
        """The group's own name the first time; a group that goes on after a group inside it needs another."""
        if group is not None and group.as_name:
            name, group.as_name = group.as_name, ""
            return name
        stem = "section" if group is None else group.name
        number = 1 if group is None else 2
        while f"{stem}_{number}" in self._used:
            number += 1
        self._used.add(f"{stem}_{number}")
        return f"{stem}_{number}"

    # --- questions ---

    def _question(self, place: _Place, inner: Sequence[_Place], asks: Asks) -> Question:
        number, row = self._rows.get(place.name, (0, {}))
        bind = _table(place.node, "bind")
        kind, list_name = self._type(place)
        question = Question(
            name=place.as_name,
            type=kind,
            label=self._text(place.node, "label", place),
            list_name=list_name,
            choices=self._lists.get(list_name, ()),
            hint=self._text(place.node, "hint", place),
            required=self._expression(bind.get("required"), place),
            required_message=self._text(bind, "jr:requiredMsg", place),
            relevant=self._relevant(place, inner),
            constraint=self._expression(bind.get("constraint"), place),
            constraint_message=self._text(bind, "jr:constraintMsg", place),
            calculation=self._expression(bind.get("calculate"), place),
            choice_filter=self._expression(place.node.get("choice_filter"), place),
            default=self._default(place),
            readonly=self._expression(bind.get("readonly"), place),
            appearance=str(_table(place.node, "control").get("appearance") or ""),
            parameters=_parameters(place.node),
            questions=tuple(self._in_row(place, extras.asks_of(row, asks))) if place.kind == "repeat" else (),
            line=number,
        )
        return _fitting(extras.with_columns(question, row, self._language, asks))

    def _in_row(self, repeat: _Place, asks: Asks) -> Iterator[Question]:
        """The columns of a repeat; groups inside it are opened, their conditions joined to those of their questions."""
        for place in self._leaves(repeat):
            yield self._question(place, place.chain(), asks)

    def _type(self, place: _Place) -> tuple[str, str]:
        if place.kind == "repeat":
            return "repeat", ""
        written = str(place.node.get("type", ""))
        if written in _SELECTS:
            return _SELECTS[written], str(place.node.get("list_name") or place.node.get("itemset") or "")
        return TYPES.get(written, TYPES.get(written.lower(), "text")), ""

    def _default(self, place: _Place) -> str:
        default = str(place.node.get("default") or "")
        return self._rewritten(default, place) if "${" in default or "/" in default else default

    # --- texts and expressions ---

    def _text(self, node: Mapping[str, Any], key: str, place: _Place) -> str:
        """A text in the form's main language, as it stands in the file: pyxform makes its quotes straight."""
        value = node.get(key)
        if isinstance(value, Mapping):
            value = value.get(self._language) or next((text for text in value.values() if text), "")
        cleaned = " ".join(str(value or "").split())
        _, row = self._rows.get(place.name, (0, {}))
        exact = (str(cell).strip() for cell in row.values() if " ".join(str(cell).translate(STRAIGHT).split()) == cleaned)
        return next(exact, str(value or "").strip()) if cleaned else ""

    def _relevant(self, place: _Place | None, chain: Sequence[_Place]) -> str:
        """The conditions of the groups around it and its own, joined."""
        found = [self._expression(_table(one.node, "bind").get("relevant"), one) for one in (*chain, *((place,) if place else ()))]
        given = [one for one in found if one]
        return given[0] if len(given) == 1 else " and ".join(f"({one})" for one in given)

    def _expression(self, written: object, place: _Place) -> str:
        text = str(written or "").translate(STRAIGHT).strip()
        if text.lower() in ALWAYS | NEVER:
            return text.lower()
        return self._rewritten(text, place) if text else ""

    def _rewritten(self, text: str, place: _Place) -> str:
        """`../name` and `/form/group/name` become `${name}`: groups are not kept as they were."""
        try:
            tree = syntax.parse(text)
        except ExpressionError:
            return text
        for path in sorted(_paths(tree), key=lambda one: one.start, reverse=True):
            if len(path.steps) == 1 and path.steps[0].axis.lower() == "null":
                text = f"{text[: path.start]}''{text[path.end :]}"  # a name of nothing, which phones read as blank
                continue
            target = self._reached(path, place)
            if target is not None and target.as_name:
                text = f"{text[: path.start]}${{{target.as_name}}}{text[path.end :]}"
        return text

    def _reached(self, path: syntax.Path, place: _Place) -> _Place | None:
        at: _Place | None = self._top if path.absolute else place
        for step in path.steps[1:] if path.absolute else path.steps:
            if at is None or step.conditions or step.axis == "*":
                return None
            if step.axis == "..":
                at = at.parent
            elif step.axis != ".":
                at = next((child for child in at.children if child.name == step.axis), None)
        return None if at is place or at is self._top else at

    # --- lists ---

    def _read_lists(self) -> dict[str, tuple[Choice, ...]]:
        rows: dict[str, dict[str, Choice]] = {}
        for raw in self._book.choices:
            row = plain_row(raw)
            list_name, name = row.get("list_name", row.get("list name", "")).strip(), row.get("name", "").strip()
            if list_name and name:
                rows.setdefault(list_name, {}).setdefault(name, extras.choice_of(name, raw, self._language))
        for list_name, items in (self._model.get("choices") or {}).items():
            for item in items:  # what pyxform adds: “other” for or_other
                rows.setdefault(list_name, {}).setdefault(str(item["name"]), Choice(str(item["name"]), "Other"))
        return {words.YES_NO: words.YES_NO_CHOICES} | {name: tuple(choices.values()) for name, choices in rows.items()}


def _table(node: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = node.get(key)
    return value if isinstance(value, Mapping) else {}


def _title_of(file: str) -> str:
    """What people call a form without a title: the name of its file, in words."""
    return " ".join(PurePath(file).stem.replace("_", " ").split()) or file


def _parameters(node: Mapping[str, Any]) -> Mapping[str, str]:
    value = node.get("parameters")
    return MappingProxyType({str(key): str(one) for key, one in value.items()}) if isinstance(value, Mapping) and value else NOTHING


def _paths(tree: syntax.Tree) -> Iterator[syntax.Path]:
    """The paths of an expression that start where it stands or at the top; not those inside conditions, which start at the filtered node."""
    if isinstance(tree, syntax.Path):
        here = isinstance(tree.base, syntax.Call) and tree.base.name == "current"
        if tree.base is None or here:
            yield tree
        for step in tree.steps:
            for condition in step.conditions:
                yield from (path for path in _paths(condition) if path.absolute or path.base is not None)
        if tree.base is not None and not here:
            yield from _paths(tree.base)
        return
    for part in syntax.parts(tree):
        yield from _paths(part)


def _fitting(question: Question) -> Question:
    """What XLSForm allows and a form here cannot hold: a calculate without calculation, messages without a rule, a question without a label."""
    if SET_ASIDE in question.columns:
        aside = {"set_aside_choice_filter": question.choice_filter} if question.choice_filter else {}
        kept = MappingProxyType({**question.columns, **aside})
        question = replace(question, type="text" if question.label else "hidden", readonly="yes", choice_filter="", columns=kept)
    if question.type == "calculate" and not question.calculation:
        return replace(question, type="hidden")
    label = question.label or (question.name if question.type not in words.SILENT or question.type == "note" else "")
    message = question.constraint_message if question.constraint else ""
    choosing = question.choice_filter if question.type in words.WITH_LIST else ""  # pyxform gives it to the text beside “other”, too
    return replace(question, label=label, constraint_message=message, choice_filter=choosing)


# --- what cannot be used ----------------------------------------------------------------------------------------------------------------


def _usable(form: Form, notes: Findings, *, set_aside: bool) -> Form:
    """The form without the expressions that cannot be used; what they were stays in the question's columns. Reports each."""
    faults = inspect(form)[1]
    for _ in range(_ROUNDS if set_aside else 0):
        errors = [fault for fault in faults if not fault.warning]
        if not errors:
            break
        for fault in errors:
            notes.warning(fault.line, _told(fault), fault.proposal, place=_where(fault))
        form = _without(form, {(fault.name, fault.column): fault.written for fault in errors})
        faults = inspect(form)[1]
    for fault in faults:
        (notes.warning if fault.warning else notes.error)(fault.line, _told(fault), fault.proposal, place=_where(fault))
    return form


def _told(fault: Fault) -> str:
    return f"{quoted(fault.name)}, {fault.column}: {fault.message} (at character {fault.position + 1} of {quoted(fault.written)})"


def _where(fault: Fault) -> str:
    return f"survey, row {fault.line}, column {fault.column}" if fault.line else "survey"


def _without(form: Form, bad: Mapping[tuple[str, str], str]) -> Form:
    sections = tuple(
        replace(
            section,
            relevant="" if (section.name, "relevant") in bad else section.relevant,
            label=_plain(section.label) if (section.name, "label") in bad else section.label,
            hint="" if (section.name, "hint") in bad else section.hint,
            questions=tuple(_question_without(question, bad) for question in section.questions),
        )
        for section in form.sections
    )
    return replace(form, sections=sections)


def _question_without(question: Question, bad: Mapping[tuple[str, str], str]) -> Question:
    inside = tuple(_question_without(column, bad) for column in question.questions)
    wrong = {column: written for (name, column), written in bad.items() if name == question.name}
    if not wrong and inside == question.questions:
        return question
    texts: dict[str, Any] = {
        column: _plain(written) if column == "label" else "" for column, written in wrong.items() if not column.startswith("choice ")
    }
    kept = {f"set_aside_{column}": written for column, written in wrong.items()}
    choices = tuple(replace(choice, label=_plain(choice.label)) if f"choice {choice.name}" in wrong else choice for choice in question.choices)
    columns = MappingProxyType({**question.columns, **kept}) if kept else question.columns
    return _fitting(replace(question, questions=inside, choices=choices, columns=columns, **texts))


def _plain(label: str) -> str:
    """A label whose `${name}` cannot be filled in: the marks are taken off."""
    return label.replace("${", "").replace("}", "")
