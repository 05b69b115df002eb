"""A Form as an XLSForm workbook: sheets survey, choices and settings for phones and Excel, our own columns beside them.

Every cell is text, also one that begins with =, +, - or @: nothing in a form is ever computed by a spreadsheet.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ctip_desktop.errors import BadForm
from ctip_desktop.forms import vocabulary as words
from ctip_desktop.forms.model import Asks, Choice, Form, Question, Section
from ctip_desktop.interop import xlsform_extras as extras

MAX_CELL = 32_767  # characters an Excel cell can hold
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # XML cannot hold them
_FORMULA = ("=", "+", "-", "@")
_COLUMNS = (
    "required",
    "required_message",
    "relevant",
    "constraint",
    "constraint_message",
    "calculation",
    "choice_filter",
    "default",
    "readonly",
    "appearance",
)
_WIDE = {"label": 60, "hint": 40, "relevant": 40, "constraint": 30, "calculation": 40, "why": 50, "when": 50, "reason": 60}


def export_form(form: Form) -> bytes:
    """The workbook. Raises BadForm when a text is longer than a cell can hold."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "survey"
    _fill(sheet, list(_survey(form)), ["type", "name", "label", "hint", *_COLUMNS])
    _fill(book.create_sheet("choices"), list(_choices(form)), ["list_name", "name", "label"])
    _fill(book.create_sheet("settings"), [_settings(form)], ["form_title", "form_id", "version"])
    if form.scores:
        _fill(book.create_sheet("scores"), extras.score_rows(form), ["name", "label", "kind"])
    if form.outcomes:
        _fill(book.create_sheet("outcomes"), extras.outcome_rows(form), ["table", "label", "hit"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _survey(form: Form) -> Iterator[dict[str, str]]:
    for section in form.sections:
        yield _section(section)
        for question in section.questions:
            yield from _question(question, form.asks)
        yield {"type": "end group", "name": section.name}


def _section(section: Section) -> dict[str, str]:
    return {"type": "begin group", "name": section.name, "label": section.label, "hint": section.hint, "relevant": section.relevant}


def _question(question: Question, asks: Asks) -> Iterator[dict[str, str]]:
    cells = {column: getattr(question, column) for column in ("name", "label", "hint", *_COLUMNS)}
    parameters = " ".join(f"{key}={value}" for key, value in question.parameters.items())
    ours = extras.question_cells(question, asks)
    if question.type != "repeat":
        yield {"type": _type(question), **cells, "parameters": parameters, **ours}
        return
    yield {"type": "begin repeat", **cells, **ours}
    for column in question.questions:
        yield from _question(column, question.asks)
    yield {"type": "end repeat", "name": question.name}


def _type(question: Question) -> str:
    if question.type in words.WITH_LIST:
        return f"{question.type} {question.list_name}"
    return "text" if question.type == "ref" else question.type


def _choices(form: Form) -> Iterator[dict[str, str]]:
    for name, choices in form.lists.items():
        yield from (_choice(name, choice) for choice in choices)


def _choice(list_name: str, choice: Choice) -> dict[str, str]:
    return {"list_name": list_name, "name": choice.name, "label": choice.label, "hint": choice.hint, **extras.choice_cells(choice)}


def _settings(form: Form) -> dict[str, str]:
    # Without this setting pyxform joins several blanks to one.
    return {"form_title": form.title, "form_id": form.name, "version": form.version, "clean_text_values": "no", **extras.setting_cells(form)}


def _fill(sheet: Worksheet, rows: Sequence[dict[str, str]], first: Iterable[str]) -> None:
    """Headers and rows. A column that is blank everywhere is left out, except those every XLSForm has."""
    used = dict.fromkeys(name for row in rows for name, text in row.items() if text)
    always = ("type", "name", "label", "list_name", "form_title", "form_id", "version", "table", "hit", "kind")
    headers = list(dict.fromkeys([*(name for name in first if name in used or name in always), *used]))
    for column, name in enumerate(headers, 1):
        _write(sheet, 1, column, name).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = _WIDE.get(name, 18)
    for number, row in enumerate(rows, 2):
        for column, name in enumerate(headers, 1):
            if row.get(name):
                _write(sheet, number, column, row[name])
    sheet.freeze_panes = "A2"


def _write(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    safe = _FORBIDDEN.sub(" ", text)
    if len(safe) > MAX_CELL:
        raise BadForm(f"A text of the form is longer than the {MAX_CELL:,} characters a cell of a workbook can hold.")
    cell.value = safe
    cell.data_type = "s"  # openpyxl takes a text that begins with = for a formula
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if safe.startswith(_FORMULA):
        cell.quotePrefix = True  # so that Excel keeps it a text when somebody edits it
    return cell
