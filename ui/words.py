"""Dates, ages and numbers as the window says them: "13 Oct 2026", "Thu 15 Oct", "6 days ago", never 10/13."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from ctip_desktop.forms.values import rounded
from ctip_desktop.reports import words

if TYPE_CHECKING:
    from ctip_desktop.said import Said

_WEEK = 7
_WEEKS_SAID = 35
_YEAR = 365


def _tr(text: str, n: int = -1) -> str:
    return QCoreApplication.translate("Words", text, None, n)


def _shown(day: date, pattern: str) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def day_words(day: date) -> str:
    """13 Oct 2026."""
    return _shown(day, "d MMM yyyy")


def title_words(title: str) -> str:
    """A record's title as the printed pages write it, with its days in the language of the window."""
    return words.title_words(title, day_words)


def one_place(value: float) -> str:
    """One decimal, half up, as on the printed pages: 8.25 is 8.3 on both."""
    return f"{rounded(value, 1):.1f}"


def two_places(value: float) -> str:
    """Two decimals, half up, as one reckons by hand: 10.725 is 10.73."""
    return f"{rounded(value, 2):.2f}"


def weight_words(weight: float) -> str:
    """A weight as it was written: 2, 1.5, 0.25."""
    return f"{rounded(weight, 2):g}"


def said_words(said: Said) -> str:
    """A sentence of the queries in the language of the window."""
    return QCoreApplication.translate("Said", said.words).format(*said.values)


def percent(share: float) -> str:
    """A share in whole percent, half up as on paper: 62 %."""
    return f"{rounded(share * 100, 0):.0f}\N{NO-BREAK SPACE}%"


def long_day(day: date) -> str:
    """Tuesday 13 October 2026."""
    return _shown(day, "dddd d MMMM yyyy")


def near_day(day: date, today: date) -> str:
    """Today, Thu 15 Oct, or with the year when it is another one."""
    if day == today:
        return _tr("today")
    return _shown(day, "ddd d MMM") if day.year == today.year else day_words(day)


def moment_words(at: datetime, today: date) -> str:
    """Today 10:42, 9 Oct, or 9 Oct 2025."""
    local = at.astimezone()
    if local.date() == today:
        return _tr("today {time}").format(time=local.strftime("%H:%M"))
    return _shown(local.date(), "d MMM") if local.year == today.year else day_words(local.date())


def ago(day: date | None, today: date) -> str:
    """How long since a talk: today, 6 days ago, 3 weeks ago, 2 months ago, never."""
    if day is None:
        return _tr("never")
    days = (today - day).days
    if days <= 0:
        return _tr("today")
    if days < _WEEK * 2:
        return _tr("%n days ago", days)
    if days < _WEEKS_SAID:
        return _tr("%n weeks ago", days // _WEEK)
    if days < _YEAR:
        return _tr("%n months ago", max(1, round(days / 30.4)))
    return _tr("%n years ago", days // _YEAR)


def due_words(due: date, days: int, today: date) -> str:
    """When a promise is due: Due yesterday, Due 3 days ago, today, Thu 15 Oct."""
    if days == -1:
        return _tr("Due yesterday")
    if days < 0:
        return _tr("Due %n days ago", -days)
    return near_day(due, today)


def promise_words(text: str, theirs: bool) -> str:
    """What was promised; a promise of the company says so."""
    return _tr("They promised: {what}").format(what=text) if theirs else text


def part_date(text: str) -> str:
    """An ISO day, month or year in words: 7 Oct 2026, Oct 2026, 2026. Anything else as it is."""
    pieces = text.split("-")
    try:
        numbers = [int(piece) for piece in pieces]
    except ValueError:
        return text
    if len(numbers) == 3:  # year, month, day
        return day_words(date(*numbers))
    if len(numbers) == 2:  # year, month
        return _shown(date(numbers[0], numbers[1], 1), "MMM yyyy")
    return text
