"""A date as people write it; by the question's appearance a day, only a month, or only a year. Stored as a whole ISO date, as ODK does."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QWidget

from ctip_desktop.forms.model import Answer, Question
from ui.forms.fields import Field, Surroundings
from ui.forms.typed import at_precision, exactness, month_first, precision, read_date, read_date_for, show_date, to_qdate
from ui.theme import look, px
from ui.widgets.base import column, restyle, row
from ui.widgets.button import IconButton


class DateField(Field):
    """A line that understands dates as people write them, and a calendar."""

    def __init__(self, question: Question, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(question, around, parent)
        self.exact = exactness(question.appearance)
        self.with_time = question.type == "dateTime"
        self.line = QLineEdit(self)
        self.line.setFixedWidth(px(200 if self.with_time else 150))
        self.line.setAccessibleName(question.label)
        self.line.setPlaceholderText(self._shape())
        self.line.textEdited.connect(lambda _text: self.edited.emit())
        self.line.editingFinished.connect(self._tidy)
        self.watch_leaving(self.line)
        self.button = IconButton("cal", self.tr("Open a calendar for: {0}").format(question.label), clicked=self.open_calendar, parent=self)
        self.button.setVisible(self.exact != "year")
        self._popup: QFrame | None = None
        line = row(self)
        line.addWidget(self.line)
        line.addWidget(self.button, 1, Qt.AlignmentFlag.AlignLeft)  # at the line, however much room there is; takes none by itself

    def answer(self) -> Answer:
        """ISO text: the day, or the first day of the month or the year."""
        return Answer.of(self._read())

    def show_answer(self, answer: Answer) -> None:
        """Show the date as exactly as it is asked."""
        text = "" if answer.value is None else str(answer.value)
        if text != (self._read() or "") or not self.line.hasFocus():
            self.line.setText(self._shown(text))

    def first(self) -> QWidget:
        """The line."""
        return self.line

    def complaint(self) -> str:
        """Only a date can be kept here."""
        text = self.line.text().strip()
        if not text or self._read():
            return ""
        if self.exact == "day" and not self.with_time and read_date(text, self.around.locale):
            return self.tr("The day is missing. Write it like {0}, or put what you know in the note.").format(self._example())
        return self.tr("This is not a date we can read. Write it like {0}.").format(self._example())

    def mark_error(self, wrong: bool) -> None:
        """Red outline."""
        restyle(self.line, state="error" if wrong else "")

    def open_calendar(self) -> QCalendarWidget:
        """Show a month to pick a day from, below the line."""
        self._popup = QFrame(self, Qt.WindowType.Popup)
        self._popup.setProperty("role", "box")
        self._popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget(self._popup)
        calendar.setAccessibleName(self.tr("Calendar"))
        _colour_weekends(calendar)
        day = to_qdate(self._read() or "")
        calendar.setSelectedDate(day if day.isValid() else QDate.currentDate())
        calendar.clicked.connect(self.take)
        calendar.activated.connect(self.take)
        column(self._popup, margins=(1, 1, 1, 1)).addWidget(calendar)
        self._popup.move(self.line.mapToGlobal(QPoint(0, self.line.height())))
        self._popup.show()
        calendar.setFocus()
        return calendar

    def take(self, day: QDate) -> None:
        """Take a day of the calendar as the answer."""
        iso = day.toString(Qt.DateFormat.ISODate)
        self.line.setText(self._shown(f"{iso}T12:00" if self.with_time else iso))
        if self._popup is not None:
            self._popup.close()
            self._popup = None
        self.line.setFocus()
        self.committed.emit()

    def _read(self) -> str | None:
        text = self.line.text().strip()
        if self.with_time:
            return self._read_moment(text)
        return read_date_for(text, self.around.locale, self.exact)

    def _read_moment(self, text: str) -> str | None:
        day, _, time = text.rpartition(" ")
        iso = read_date(day, self.around.locale)
        try:
            return datetime.fromisoformat(f"{iso}T{time}").isoformat(timespec="minutes") if iso and precision(iso) == "day" else None
        except ValueError:
            return None

    def _shown(self, value: str) -> str:
        day, _, time = value.partition("T")
        shown = show_date(at_precision(day, self.exact), self.around.locale)
        return f"{shown} {time[:5]}" if time else shown

    def _shape(self) -> str:
        """What is to be written, in words and in the order figures are read in: an example would look like an answer that is there."""
        day = self.tr("month day year") if month_first(self.around.locale) else self.tr("day month year")
        if self.with_time:
            return self.tr("{day} hour:minute").format(day=day)
        return {"month": self.tr("month year"), "year": self.tr("year")}.get(self.exact, day)

    def _example(self) -> str:
        return self._shown("2026-10-13T14:05" if self.with_time else "2026-10-13")

    def _tidy(self) -> None:
        if value := self._read():
            self.line.setText(self._shown(value))


def _colour_weekends(calendar: QCalendarWidget) -> None:
    """A quiet day is no mistake: Qt paints it red, in every palette."""
    quiet = QTextCharFormat()
    quiet.setForeground(look().colour("text2"))
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, quiet)
