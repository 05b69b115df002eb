"""What a person typed, read as a number or a date; and back, as it is shown.

Digits of any script count. A mark between digits groups them only where it stands before groups of three (or as in `12,34,567`); else it is the
decimal mark, whatever the language. `1,200` alone is read as the language reads it, and `1.200` is not read at all where it could be either: a
number must never be kept a thousand times too large or too small. Dates keep the precision they were typed with: day, month or year. Stored
values are plain: `1400000`, `2.5`, `2026-10-13`, `2026-10`, `2026`.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import datetime

from PySide6.QtCore import QDate, QDateTime, QLocale

from ctip_desktop.dataclass import dataclass

_SPACES = "\u00a0\u202f\u2009 "
_APOSTROPHES = "'’_٬"
_ONE_MARK = str.maketrans(dict.fromkeys(_SPACES, " ") | dict.fromkeys(_APOSTROPHES, "'") | {"−": "-"})
_ARABIC_POINT = "٫"
_MARKS = re.compile(r"(.*)([.,٫])(\d+)$")
_GROUPED = re.compile(r"[1-9]\d{0,2}([ ',.])\d{3}(?:\1\d{3})*|[1-9]\d?(?:,\d{2})+,\d{3}")
_LOOKS_GROUPED = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_BIDI = "\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
_LIMIT = 10**15  # above this a float no longer holds every whole number
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$")


def plain_digits(text: str) -> str:
    """The text with every digit of any script as 0–9, without direction marks."""
    return "".join(str(unicodedata.decimal(ch)) if ch.isdecimal() else ch for ch in text if ch not in _BIDI).strip()


@dataclass(frozen=True, slots=True)
class _Typed:
    """A number in plain digits. mark: what stands before the fraction, empty without one."""

    whole: str
    mark: str = ""
    fraction: str = ""

    @property
    def value(self) -> float:
        return float(f"{self.whole or '0'}.{self.fraction or '0'}")


def read_integer(text: str, locale: QLocale) -> int | None:
    """A whole number, or None when the text is not one. A decimal mark is only accepted as in `2.0`."""
    typed = _read(text, locale)
    if typed is None or typed.value != int(typed.value) or abs(typed.value) >= _LIMIT:
        return None
    plain = not typed.mark or (typed.mark in (locale.decimalPoint(), _ARABIC_POINT) and len(typed.fraction) < 3)
    return int(typed.value) if plain else None


def read_decimal(text: str, locale: QLocale) -> float | None:
    """A number, or None when the text is not one, can be read in two ways, or is too large to keep exactly."""
    typed = _read(text, locale)
    return typed.value if typed is not None and abs(typed.value) < _LIMIT else None


def too_large(text: str, locale: QLocale) -> bool:
    """Whether the text is a number that is too large to keep exactly."""
    typed = _read(text, locale)
    return typed is not None and abs(typed.value) >= _LIMIT


def two_readings(text: str, locale: QLocale) -> tuple[str, str] | None:
    """`1.200` where it could mean 1200 or 1.2: both, as they can be written without doubt. None when there is no doubt."""
    body = _plain(text)
    bare = body.removeprefix("-")
    if not _LOOKS_GROUPED.fullmatch(bare) or _mark_of_language(bare, locale):
        return None
    sign = body[: len(body) - len(bare)]
    whole, fraction = re.split("[.,]", bare)
    small = f"{whole}{locale.decimalPoint()}{fraction.rstrip('0') or '0'}"
    return f"{sign}{whole}{fraction}", f"{sign}{small}"


def _plain(text: str) -> str:
    return plain_digits(text).translate(_ONE_MARK)


def _read(text: str, locale: QLocale) -> _Typed | None:
    body = _plain(text)
    bare = body.removeprefix("-")
    if two_readings(text, locale):
        return None
    whole, mark, fraction = _split(bare, locale)
    if _GROUPED.fullmatch(whole):
        whole = re.sub(r"\D", "", whole)
    if not re.fullmatch(r"[0-9]+", whole) and (whole or not fraction):
        return None
    return _Typed(("-" if bare != body else "") + (whole or "0"), mark, fraction)


def _split(bare: str, locale: QLocale) -> tuple[str, str, str]:
    """What stands before and after the decimal mark. A mark that comes several times groups; after another mark it is the decimal one."""
    match = _MARKS.match(bare)
    if match is None:
        return bare, "", ""
    whole, mark, fraction = match[1], match[2], match[3]
    groups = mark in whole or (_LOOKS_GROUPED.fullmatch(bare) and _mark_of_language(bare, locale) == "group")
    return (bare, "", "") if groups and mark != _ARABIC_POINT else (whole, mark, fraction)


def _mark_of_language(bare: str, locale: QLocale) -> str:
    """What the mark in `1,200` is in the language, `group` or `point`; empty when it is neither, or when `1.200` ends with a zero that nobody
    writes after a decimal mark without need."""
    mark = "," if "," in bare else "."
    if mark == locale.groupSeparator():
        return "group"
    return "point" if mark == locale.decimalPoint() and not bare.endswith("0") else ""


def show_number(number: float, locale: QLocale, *, amount: bool = False, money: bool = False) -> str:
    """A number as it is shown: grouped, without needless decimals; of money at least two or none. Below 10,000 only an amount is grouped: it may
    be a year."""
    options = QLocale(locale)
    if abs(number) < 10_000 and not amount:
        options.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    if number == int(number):
        return options.toString(int(number))
    return options.toString(number, "f", max(2 if money else 0, min(6, len(repr(number).rpartition(".")[2]))))


def read_date(text: str, locale: QLocale) -> str | None:
    """A day, month or year as ISO text, or None when it cannot be read.

    Order of numbers is that of the language (`10/13/2026`); when only one order is possible, that one is taken. With points the day comes first
    in any language (`1.11.2026`). Month names work.
    """
    typed = plain_digits(text)
    if match := _ISO.match(typed):
        return _iso(*match.groups())
    numbers = [int(part) for part in re.findall(r"\d+", typed)]
    month = _month_named(typed, locale)
    if month and numbers:
        return _with_month(month, numbers)
    if month is None and re.search(r"[^\d\s./,\-]", typed):
        return None
    if len(numbers) == 2:
        first, second = numbers
        return _iso(str(second), str(first)) if second > 999 else None
    return _by_order(numbers, locale, points=typed.count(".") > 1) if len(numbers) == 3 else None


def month_first(locale: QLocale) -> bool:
    """Whether figures name the month before the day in this language (`10/13/2026`)."""
    pattern = locale.dateFormat(QLocale.FormatType.ShortFormat).lower()
    return pattern.find("m") < pattern.find("d")


def show_date(iso: str, locale: QLocale) -> str:
    """A stored date as it is shown: `13 Oct 2026`, `Oct 2026`, `2026`. Anything else is shown as it is."""
    match = _ISO.match(iso)
    if match is None:
        return iso
    year, month, day = match.groups()
    if month is None or not 1 <= int(month) <= 12:
        return year
    name = locale.standaloneMonthName(int(month), QLocale.FormatType.ShortFormat)
    return f"{int(day)} {name} {year}" if day else f"{name} {year}"


def show_moment(when: datetime, locale: QLocale, *, year: bool = False) -> str:
    """A moment in the time of this laptop: `12 Oct, 16:20`."""
    moment = QDateTime.fromMSecsSinceEpoch(int(when.timestamp() * 1000))
    return locale.toString(moment, "d MMM yyyy, HH:mm" if year else "d MMM, HH:mm")


def precision(iso: str) -> str:
    """`day`, `month` or `year`; `day` for anything else."""
    return {4: "year", 7: "month"}.get(len(iso), "day")


def at_precision(iso: str, wanted: str) -> str:
    """The date no more exact than wanted (`day`, `month`, `year`)."""
    return iso[: {"year": 4, "month": 7}.get(wanted, 10)]


def exactness(appearance: str) -> str:
    """How exact a date question wants its answer, by its appearance: `day`, `month` or `year`."""
    return {"month-year": "month", "year": "year"}.get(appearance.strip(), "day")


def read_date_for(text: str, locale: QLocale, exact: str) -> str | None:
    """A typed date as a date question keeps it: a whole ISO day, of a month or a year its first one. None when it is less exact than wanted."""
    iso = read_date(text, locale)
    if iso is None or len(iso) < len(at_precision("2026-10-13", exact)):
        return None
    return (at_precision(iso, exact) + "-01-01")[:10]


def to_qdate(iso: str) -> QDate:
    """The first day of a stored date, for a calendar; invalid when there is none."""
    parts = [int(part) for part in re.findall(r"\d+", iso)[:3]]
    return QDate(*[*parts, 1, 1][:3]) if parts else QDate()


def _iso(year: str, month: str | None = None, day: str | None = None) -> str | None:
    y, m, d = int(year), int(month or 1), int(day or 1)
    if not (1000 <= y <= 9999 and 1 <= m <= 12 and 1 <= d <= monthrange(y, m)[1]):
        return None
    return f"{y:04}" + (f"-{m:02}" if month else "") + (f"-{d:02}" if day else "")


def _with_month(month: int, numbers: list[int]) -> str | None:
    years = [n for n in numbers if n > 999]
    days = [n for n in numbers if n <= 31]
    if len(years) != 1 or len(years) + len(days) != len(numbers) or len(days) > 1:
        return None
    return _iso(str(years[0]), str(month), str(days[0]) if days else None)


def _by_order(numbers: list[int], locale: QLocale, *, points: bool) -> str | None:
    if numbers[0] > 999:
        year, month, day = numbers
        return _iso(str(year), str(month), str(day))
    first, second, year = numbers
    day, month = (second, first) if not points and month_first(locale) else (first, second)
    if month > 12 >= day:
        day, month = month, day
    return _iso(str(year), str(month), str(day)) if year > 999 else None


def _month_named(typed: str, locale: QLocale) -> int | None:
    """The month whose name, in the language or in English, begins with a word of the text."""
    words = [word.casefold().strip(".") for word in re.findall(r"[^\W\d_]+\.?", typed)]
    for word in words:
        for language in (locale, QLocale.c()):
            for month in range(1, 13):
                names = {language.monthName(month, form).casefold() for form in (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat)}
                if word in names or (len(word) >= 3 and any(name.startswith(word) for name in names)):
                    return month
    return None
