"""Typed answers: a line, a growing text, a whole number, a number, an amount of money, a time of day."""

from __future__ import annotations

import re
from math import ceil

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTime
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QResizeEvent, QShowEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from ctip_desktop.forms.model import Answer, Question, Value
from ui.forms.fields import Field, Surroundings
from ui.forms.typed import plain_digits, read_decimal, read_integer, show_number, too_large, two_readings
from ui.theme import px
from ui.widgets.base import restyle, row

LINE_LIMIT = 2_000
TEXT_LIMIT = 20_000
_MOST_LINES = 10
_BORDER = 4  # pixels of the frame, above and below
_NEAR = 0.9  # the counter appears when this share of the limit is used


class LineField(Field):
    """One line of text."""

    short = False
    """Whether a few characters are all it ever holds."""

    def __init__(self, question: Question, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(question, around, parent)
        self.line = QLineEdit(self)
        self.line.setAccessibleName(question.label)
        self.line.textEdited.connect(lambda _text: self.edited.emit())
        self.watch_leaving(self.line)
        self._row = row(self)
        self._row.addWidget(self.line)

    def answer(self) -> Answer:
        """The trimmed text."""
        return Answer.of(self.read(self.line.text().strip()))

    def show_answer(self, answer: Answer) -> None:
        """Put the text in, unless it is what stands there already: the caret of somebody typing must not jump."""
        if self.answer().value != answer.value or not self.line.hasFocus():
            self.line.setText(self.show_value(answer.value))

    def read(self, text: str) -> Value:
        """The value of a typed text; None when there is none."""
        return text or None

    def show_value(self, value: Value) -> str:
        """The text of a value."""
        return "" if value is None else str(value)

    def first(self) -> QWidget:
        """The line."""
        return self.line

    def complaint(self) -> str:
        """A text can be too long to be kept whole."""
        return _too_long(len(self.line.text()) - LINE_LIMIT)

    def mark_error(self, wrong: bool) -> None:
        """Red outline."""
        restyle(self.line, state="error" if wrong else "")


class CurrencyField(LineField):
    """Three letters; small ones are made capitals when the line is left."""

    short = True

    def __init__(self, question: Question, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(question, around, parent)
        self.line.setMaximumWidth(px(120))
        self.line.editingFinished.connect(lambda: self.line.setText(self.show_value(self.read(self.line.text().strip()))))
        self._row.addStretch()

    def read(self, text: str) -> Value:
        """In capitals."""
        return text.upper() or None


class NumberField(LineField):
    """A whole number or a number, in the digits of any script."""

    short = True

    def __init__(self, question: Question, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(question, around, parent)
        self.line.setMaximumWidth(px(180))
        self.line.editingFinished.connect(self._tidy)
        self._row.addStretch()

    def read(self, text: str) -> Value:
        """The number, or None when it cannot be read."""
        reader = read_integer if self.question.type == "integer" else read_decimal
        return reader(text, self.around.locale)

    def show_value(self, value: Value) -> str:
        """Digits and marks of the language."""
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return super().show_value(value)
        return show_number(value, self.around.locale, amount=self.question.amount, money="money" in self.question.appearance)

    def complaint(self) -> str:
        """Only a number can be kept here."""
        text = self.line.text().strip()
        if not text or self.read(text) is not None:
            return ""
        if too_large(text, self.around.locale):
            return self.tr("This number is too large.")
        if self.question.type == "integer":
            return self.tr("This is not a whole number. Write it with digits, for example 1200.")
        if either := two_readings(text, self.around.locale):
            return self.tr("“{0}” can be read in two ways. Write {1} or {2}.").format(text, *either)
        return self.tr("This is not a number. Write it with digits, for example 2.5.")

    def _tidy(self) -> None:
        value = self.read(self.line.text().strip())
        if value is not None:
            self.line.setText(self.show_value(value))


class MoneyField(NumberField):
    """An amount with its currency beside it. The currency is the question's own (`parameters: {currency: …}`) or the programme's."""

    def __init__(self, question: Question, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(question, around, parent)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        code = question.parameters.get("currency", "") or around.currency
        self.currency = QLabel(self)
        self.currency.setProperty("role", "sub")
        self._row.insertWidget(1, self.currency)
        self.say_currency(code)

    def say_currency(self, code: str) -> None:
        """Show another currency beside the amount."""
        self.currency.setText(code)
        self.line.setAccessibleDescription(code)


class TimeField(LineField):
    """A time of day, kept as `14:05`."""

    short = True

    def __init__(self, question: Question, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(question, around, parent)
        self.line.setMaximumWidth(px(120))
        self.line.setPlaceholderText(self.tr("14:05"))
        self._row.addStretch()

    def read(self, text: str) -> Value:
        """Hours and minutes."""
        match = re.fullmatch(r"(\d{1,2})[:.h](\d{2})", plain_digits(text))
        time = QTime(int(match[1]), int(match[2])) if match else QTime()
        return time.toString("HH:mm") if time.isValid() else None

    def complaint(self) -> str:
        """Only a time can be kept here."""
        text = self.line.text().strip()
        return self.tr("This is not a time. Write it like 14:05.") if text and self.read(text) is None else ""


class _Growing(QPlainTextEdit):
    """Grows from 3 to 10 lines with its text; Tab leaves it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self.fit())

    def fit(self) -> None:
        """Take the height of the text, between the limits."""
        wanted = min(_MOST_LINES, max(3, self._lines()))
        line = ceil(QFontMetricsF(self.font()).lineSpacing())  # a line of the document is a whole number of pixels, rounded up
        height = wanted * line + px(8) + _BORDER + 2 * self.document().documentMargin()
        self.setFixedHeight(round(height))

    def _lines(self) -> int:
        """How many lines the text takes at this width, counted no further than it can grow."""
        lines, block, layout = 0, self.document().begin(), self.document().documentLayout()
        while block.isValid() and lines < _MOST_LINES:
            layout.blockBoundingRect(block)  # a paragraph has its lines only when it was laid out
            lines += max(1, block.lineCount())
            block = block.next()
        return lines

    def showEvent(self, event: QShowEvent) -> None:
        """Now it has the font of the style sheet."""
        super().showEvent(event)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the lines elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """A new font needs a new height."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter belongs to the form: it goes to the next question."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)


class TextField(Field):
    """Several lines of text. A counter appears only near the limit."""

    wide = True

    def __init__(self, question: Question, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(question, around, parent)
        self.edit = _Growing(self)
        self.edit.setAccessibleName(question.label)
        self.edit.textChanged.connect(self._typed)
        self.watch_leaving(self.edit)
        self.counter = QLabel(self)
        self.counter.setProperty("role", "caption")
        self.counter.hide()
        self._silent = False
        line = row(self)
        line.addWidget(self.edit)
        line.addWidget(self.counter, 0, Qt.AlignmentFlag.AlignBottom)

    def answer(self) -> Answer:
        """The text without blank ends."""
        return Answer.of(self.edit.toPlainText().strip() or None)

    def show_answer(self, answer: Answer) -> None:
        """Put the text in, unless it stands there already."""
        if self.answer().value != answer.value:
            self._silent = True
            self.edit.setPlainText("" if answer.value is None else str(answer.value))
            self.edit.moveCursor(QTextCursor.MoveOperation.End)
            self._silent = False
        self._count()

    def first(self) -> QWidget:
        """The text."""
        return self.edit

    def typed_text(self) -> str:
        """The text without blank ends."""
        return self.edit.toPlainText().strip()

    def put_text(self, text: str) -> None:
        """Put text in, with the caret behind it."""
        self.edit.setPlainText(text)
        self.edit.moveCursor(QTextCursor.MoveOperation.End)

    def complaint(self) -> str:
        """A text can be too long to be kept whole."""
        return _too_long(len(self.edit.toPlainText()) - TEXT_LIMIT)

    def mark_error(self, wrong: bool) -> None:
        """Red outline."""
        restyle(self.edit, state="error" if wrong else "")

    def _typed(self) -> None:
        self._count()
        if not self._silent:
            self.edited.emit()

    def _count(self) -> None:
        length = len(self.edit.toPlainText())
        self.counter.setVisible(length > TEXT_LIMIT * _NEAR)
        self.counter.setText(self.tr("{0} of {1}").format(length, TEXT_LIMIT))


def _too_long(over: int) -> str:
    words = QCoreApplication.translate("TextField", "The text is {0} characters too long. Shorten it, or attach it as a file.")
    return words.format(over) if over > 0 else ""
