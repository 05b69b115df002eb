"""Every error of an XLSForm in one pass: sheet, row, column, quoted value, proposal. (pyxform stops at the first, and checks no expression.)

Works on the rows as pyxform reads them from the file, before pyxform interprets them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ctip_desktop.forms.expressions import faults_of, meant
from ctip_desktop.forms.findings import Findings, quoted
from ctip_desktop.forms.syntax import NAME, placeholders
from ctip_desktop.forms.vocabulary import LONGEST

Row = Mapping[str, str]

FIRST_ROW = 2  # the row under the headers
STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " "})
"""Word processors make quotes round and blanks wide; in an expression they must be plain."""

TYPES: Mapping[str, str] = {
    "text": "text", "string": "text", "integer": "integer", "int": "integer", "decimal": "decimal", "date": "date", "time": "time",
    "datetime": "dateTime", "note": "note", "calculate": "calculate", "hidden": "hidden", "acknowledge": "acknowledge", "trigger": "acknowledge",
    "image": "image", "photo": "image", "audio": "audio", "video": "video", "file": "file", "geopoint": "geopoint", "gps": "geopoint",
    "location": "geopoint", "barcode": "barcode", "range": "range", "today": "today", "start": "start", "end": "end", "username": "username",
    "deviceid": "deviceid", "imei": "deviceid", "phonenumber": "phonenumber", "email": "email", "audit": "audit", "uri:deviceid": "deviceid",
    "uri:phonenumber": "phonenumber", "uri:username": "username", "uri:email": "email", "date time": "dateTime",
}  # fmt: skip
"""Types of XLSForm, and of pyxform's model, that become a question here."""

UNSUPPORTED: Mapping[str, str] = {
    "geotrace": "lines on a map are not supported", "geoshape": "areas on a map are not supported", "osm": "map data are not supported",
    "xml-external": "attached data are not supported", "csv-external": "attached data are not supported",
    "start-geopoint": "places taken in the background are not supported", "background-geopoint": "places taken in the background are not supported",
    "background-audio": "sound taken in the background is not supported", "select_one_external": "lists in an attached file are not supported",
    "select_one_from_file": "lists in an attached file are not supported", "select_multiple_from_file": "lists in an attached file are not supported",
    "simserial": "details of a phone card are not supported", "subscriberid": "details of a phone card are not supported",
    "caseid": "a type of SurveyCTO only", "calculate_here": "a type of SurveyCTO only", "text audit": "a type of SurveyCTO only",
    "audio audit": "a type of SurveyCTO only", "speed violations count": "a type of SurveyCTO only", "enumerator": "a type of SurveyCTO only",
    "begin_kobomatrix": "a type of KoboToolbox only", "end_kobomatrix": "a type of KoboToolbox only", "begin_score": "a type of KoboToolbox only",
    "db:person": "a type of Community Health Toolkit only", "percentage": "not supported", "comments": "a type of SurveyCTO only",
}  # fmt: skip
"""Types people do use and we refuse by name, with the reason."""

_SELECTS = (
    "select_one_from_file", "select_multiple_from_file", "select_one_external", "select_one", "select_multiple", "select one from",
    "select all that apply from", "select multiple from", "select one", "select multiple", "select all that apply", "select1", "rank",
)  # fmt: skip
_HEADERS: Mapping[str, str] = {
    "relevance": "relevant", "calculate": "calculation", "read_only": "readonly", "constraint_msg": "constraint_message", "count": "repeat_count",
    "jr:count": "repeat_count", "bind:relevant": "relevant", "bind::relevant": "relevant", "bind::constraint": "constraint", "caption": "label",
    "bind:constraint": "constraint", "bind::calculate": "calculation", "bind:calculate": "calculation", "bind::required": "required",
    "command": "type", "tag": "name", "value": "name", "bind:jr:constraintmsg": "constraint_message", "constraining_message": "constraint_message",
    "requiredmsg": "required_message", "list": "list_name",
}  # fmt: skip
_EXPRESSIONS = ("relevant", "constraint", "calculation", "choice_filter", "required", "repeat_count", "readonly")
_TEXTS = ("label", "hint", "constraint_message", "required_message")
_SWITCHES = frozenset({"required", "readonly"})
_SWITCH = frozenset({"yes", "no", "true", "false", "true()", "false()"})
_BEGIN = re.compile(r"begin[ _](group|repeat|loop|lgroup)\Z")
_END = re.compile(r"end[ _](group|repeat|loop|lgroup)\Z")


def header(written: str) -> str:
    """A header under its usual name, without the language."""
    plain = "_".join(written.strip().lower().split())
    plain = _HEADERS.get(plain, plain)
    head = re.split(r"::?", plain)[0] if plain.split(":")[0] in _TEXTS else plain
    return _HEADERS.get(head, head)


def spoken(written: str) -> str:
    """The language of a header such as `label::French`, or ''."""
    parts_ = re.split(r"::?", written, maxsplit=1)
    return parts_[1].strip() if len(parts_) == 2 and header(written) in _TEXTS and not written.lower().startswith("bind") else ""


def main_language(rows: Sequence[Row], wanted: str) -> str:
    """The language whose texts are the form's own: the one the settings name, none where a plain `label` stands, else the first."""
    headers = [written for row in rows for written in row if header(written) == "label"]
    languages = [spoken(written) for written in headers]
    if wanted in languages or not languages:
        return wanted if wanted in languages else ""
    return "" if "" in languages else languages[0]


def plain_row(row: Row) -> dict[str, str]:
    """A row under usual headers; of several languages the first counts."""
    found: dict[str, str] = {}
    for written, value in row.items():
        found.setdefault(header(written), str(value))
    return found


def type_and_list(written: str) -> tuple[str, str]:
    """`select_one LIST` and its many spellings → the type and the name of the list; other types as they are."""
    flat = " ".join(written.split())
    for select in _SELECTS:
        if flat.lower().startswith(select + " ") and (flat.lower() != "select one external"):
            rest = [word for word in flat[len(select) :].split() if word.lower() not in ("or_other", "or", "specify", "other")]
            kind = "rank" if select == "rank" else select if "file" in select or "external" in select else _select(select)
            return kind, rest[0] if rest else ""
    return flat, ""


def _select(spelling: str) -> str:
    return "select_multiple" if "multiple" in spelling or "all" in spelling else "select_one"


@dataclass(slots=True)
class Linted:
    """What the lint learned. `aside`: rows of the survey sheet whose type is not supported; `repaired`: what is put right without asking."""

    aside: set[int] = field(default_factory=set)
    duplicate_choices: bool = False
    lists: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Expression:
    row: int
    column: str
    written: str
    position: int = 0


def lint(survey: Sequence[Row], choices: Sequence[Row], sheets: Sequence[str], findings: Findings) -> Linted:
    """Collect every problem of the sheets. Errors about types and functions we do not have end with “is not supported”."""
    linted = Linted()
    if not survey:
        if "survey" in sheets:
            findings.error(0, "The sheet “survey” is empty", "write one question in each row, below the headings type, name and label")
            return linted
        found = ", ".join(map(quoted, sheets)) or "no sheets"
        findings.error(0, f"There is no usable sheet “survey”; the file has {found}", "name the sheet “survey”")
        return linted
    if not any(header(written) in ("type", "name") for row in survey for written in row):
        findings.error(0, "The sheet “survey” has no columns “type” and “name”", "write the headings type, name and label into its first row")
        return linted
    _check_choices(choices, findings, linted, _split_lists(survey))
    _Survey(findings, linted).check(survey)
    return linted


def _split_lists(survey: Sequence[Row]) -> set[str]:
    """Lists of which several choices can be chosen: there a blank in a name would make two of one."""
    kinds = [type_and_list(plain_row(raw).get("type", "")) for raw in survey]
    return {list_name for kind, list_name in kinds if kind in ("select_multiple", "rank")}


def _check_choices(choices: Sequence[Row], findings: Findings, linted: Linted, split: set[str]) -> None:
    seen: set[tuple[str, str]] = set()
    for number, raw in enumerate(choices, FIRST_ROW):
        row = plain_row(raw)
        list_name = row.get("list_name", row.get("list name", "")).strip()
        if not list_name:
            continue
        linted.lists.add(list_name)
        name = row.get("name", "").strip()
        if not name:
            findings.error(number, f"A choice of the list {quoted(list_name)} has no name", place=f"choices, row {number}, column name")
        elif (list_name, name) in seen:
            linted.duplicate_choices = True
            sentence = f"The choice {quoted(name)} stands twice in the list {quoted(list_name)}; the first one counts"
            findings.warning(number, sentence, place=f"choices, row {number}, column name")
        elif list_name in split and any(sign.isspace() for sign in name):
            place = f"choices, row {number}, column name"
            findings.error(number, f"The name of the choice {quoted(name)} holds a blank", f"write “{'_'.join(name.split())}”", place=place)
        seen.add((list_name, name))


class _Survey:
    """One pass over the survey sheet."""

    def __init__(self, findings: Findings, linted: Linted) -> None:
        self._findings = findings
        self._linted = linted
        self._open: list[tuple[str, str, int]] = []
        self._names: dict[tuple[str, ...], int] = {}
        self._known: dict[str, int] = {}
        self._expressions: list[_Expression] = []

    def check(self, survey: Sequence[Row]) -> None:
        """Rows first, then every expression, when all names are known."""
        for number, raw in enumerate(survey, FIRST_ROW):
            if any(str(value).strip() for value in raw.values()):
                self._row(number, raw, plain_row(raw))
        for kind, name, number in self._open:
            self._error(number, "type", f"The {kind} {quoted(name)} is never closed", f"write “end {kind}” below its last question")
        for expression in self._expressions:
            self._check_expression(expression)

    def _error(self, row: int, column: str, message: str, proposal: str = "") -> None:
        self._findings.error(row, message, proposal, place=f"survey, row {row}, column {column}")

    def _row(self, number: int, raw: Row, row: Row) -> None:
        written = row.get("type", "").strip()
        if not written:
            if row.get("name"):
                self._error(number, "type", f"The question {quoted(row['name'])} has no type")
            return
        lowered = " ".join(written.lower().split())
        if end := _END.match(lowered):
            self._close(number, end[1], written)
            return
        begin = _BEGIN.match(lowered)
        if begin is None:
            self._type(number, written)
        name = row.get("name", "").strip()
        self._name(number, name, unnamed=lowered == "note")
        self._collect(number, raw)
        if begin is not None:
            self._begin(number, "repeat" if begin[1] != "group" else "group", name)

    def _begin(self, number: int, kind: str, name: str) -> None:
        if kind == "repeat" and any(outer == "repeat" for outer, _, _ in self._open):
            self._error(number, "type", f"{quoted(name)} is a repeat inside a repeat, which is not supported", "make it a form of its own")
        self._open.append((kind, name, number))

    def _close(self, number: int, kind: str, written: str) -> None:
        kind = "repeat" if kind != "group" else "group"
        if not self._open:
            self._error(number, "type", f"{quoted(written)} closes nothing", "remove the row")
        elif self._open[-1][0] != kind:
            outer, name, row = self._open.pop()
            self._error(number, "type", f"{quoted(written)} stands where the {outer} {quoted(name)} of row {row} is open", f"write “end {outer}”")
        else:
            self._open.pop()

    def _type(self, number: int, written: str) -> None:
        kind, list_name = type_and_list(written)
        if kind.lower() in UNSUPPORTED:
            self._linted.aside.add(number)
            self._error(number, "type", f"The type {quoted(written)} is not supported: {UNSUPPORTED[kind.lower()]}")
        elif list_name:
            self._list(number, written, list_name)
        elif kind.lower() not in TYPES:
            hint = "name its list" if kind.lower() in _SELECTS else meant(kind.lower(), [*TYPES, "select_one", "select_multiple"], "“{}”")
            self._error(number, "type", f"There is no question type {quoted(written)}", hint)

    def _list(self, number: int, written: str, list_name: str) -> None:
        if list_name.startswith("${"):
            self._linted.aside.add(number)
            self._error(number, "type", f"{quoted(written)}: choices taken from answers are not supported")
        elif list_name not in self._linted.lists:
            self._error(number, "type", f"The list {quoted(list_name)} is not on the sheet “choices”", meant(list_name, self._linted.lists, "“{}”"))

    def _name(self, number: int, name: str, *, unnamed: bool) -> None:
        around = tuple(outer for _, outer, _ in self._open)
        if not name and unnamed:
            return  # pyxform gives a note a name
        if not name:
            self._error(number, "name", "The row has no name")
        elif not NAME.match(name):
            self._error(number, "name", f"{quoted(name)} cannot be a name: letters, digits, _, - and . only, beginning with a letter or _")
        elif (*around, name) in self._names:
            self._error(number, "name", f"The name {quoted(name)} is used already in row {self._names[*around, name]}", "give it another name")
        self._names.setdefault((*around, name), number)
        self._known.setdefault(name, number)

    def _collect(self, number: int, raw: Row) -> None:
        for written, value in raw.items():
            column, text = header(written), str(value).strip()
            if len(text) > LONGEST:
                self._error(number, written, f"The text is longer than {LONGEST:,} characters", "make it shorter")
            if column in _EXPRESSIONS and text and text.lower() not in _SWITCH:
                self._smart_quotes(number, written, text)
                self._expressions.append(_Expression(number, written, text.translate(STRAIGHT)))
            elif column in _TEXTS:
                for name, position in placeholders(text):
                    self._expressions.append(_Expression(number, written, f"${{{name}}}", position))

    def _smart_quotes(self, number: int, column: str, text: str) -> None:
        if text.translate(STRAIGHT) != text:
            place = f"survey, row {number}, column {column}"
            self._findings.warning(number, f"Round quotes or wide blanks in {quoted(text)} are read as plain ones", place=place)

    def _check_expression(self, expression: _Expression) -> None:
        if header(expression.column) in _SWITCHES and expression.written.isalpha():
            self._error(expression.row, expression.column, f"{quoted(expression.written)} is neither yes nor no", "write yes, or leave it blank")
            return
        for fault in faults_of(expression.written, self._known):
            at = f" (at character {fault.position + expression.position + 1} of {quoted(expression.written)})"
            self._error(expression.row, expression.column, f"{fault.message}{at}", fault.proposal)


def rows_by_name(survey: Sequence[Row]) -> Iterator[tuple[str, int, Row]]:
    """Name, row number and row of everything with a name."""
    for number, raw in enumerate(survey, FIRST_ROW):
        name = plain_row(raw).get("name", "").strip()
        if name:
            yield name, number, raw
