"""Which input a question gets."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from ctip_desktop.forms.model import Answer, Question
from ui.forms.choice_field import MANY, ComboField, RowsField, SegmentField
from ui.forms.date_field import DateField
from ui.forms.fields import Field, Surroundings
from ui.forms.many_field import ManyField, RankField
from ui.forms.point_field import FileField, RefField
from ui.forms.scale_field import ScaleField, is_short
from ui.forms.text_field import CurrencyField, LineField, MoneyField, NumberField, TextField, TimeField
from ui.widgets.base import row

SILENT = frozenset({"note", "calculate", "hidden", "start", "end", "today", "username", "deviceid", "phonenumber", "email", "audit"})
"""Types without an input: read, calculated, or filled in by a telephone."""

_KINDS: dict[str, type[Field]] = {
    "integer": NumberField,
    "decimal": NumberField,
    "date": DateField,
    "dateTime": DateField,
    "time": TimeField,
    "ref": RefField,
    "file": FileField,
    "image": FileField,
    "audio": FileField,
    "video": FileField,
    "rank": RankField,
}


class AcknowledgeField(Field):
    """A box to tick: "I have read this"."""

    def __init__(self, question: Question, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(question, around, parent)
        self.box = QCheckBox(self.tr("I have read this"), self)
        self.box.setAccessibleDescription(question.label)
        self.box.clicked.connect(self.committed)
        line = row(self)
        line.addWidget(self.box)
        line.addStretch()

    def answer(self) -> Answer:
        """`OK`, as in XLSForm, or nothing."""
        return Answer.of("OK" if self.box.isChecked() else None)

    def show_answer(self, answer: Answer) -> None:
        """Tick the box."""
        self.box.setChecked(answer.value == "OK")

    def first(self) -> QWidget:
        """The box."""
        return self.box


def make_field(question: Question, around: Surroundings, parent: QWidget | None = None) -> Field:
    """The input for a question. Types that only travel (bar codes, places from a telephone) are lines of text."""
    return _kind(question)(question, around, parent)


def _kind(question: Question) -> type[Field]:
    kind = question.type
    if kind == "acknowledge":
        return AcknowledgeField
    if kind == "range":
        return ScaleField if is_short(question) else NumberField
    if question.is_currency:
        return CurrencyField
    if kind == "text":
        return TextField if "multiline" in question.appearance else LineField
    if kind == "decimal" or kind == "integer":
        return MoneyField if "money" in question.appearance else NumberField
    if kind in ("select_one", "select_multiple"):
        return _choice_kind(question)
    return _KINDS.get(kind, LineField)


def _choice_kind(question: Question) -> type[Field]:
    if question.type == "select_multiple":
        return ManyField if len(question.choices) > MANY else RowsField
    if len(question.choices) > MANY or "minimal" in question.appearance:
        return ComboField
    return SegmentField if _fits_one_row(question) else RowsField


def _fits_one_row(question: Question) -> bool:
    """Short options without explanations read best side by side."""
    if any(choice.hint for choice in question.choices) or question.anchors:
        return False
    letters = sum(len(choice.label) for choice in question.choices)
    return letters <= 40 and len(question.choices) <= 5
