"""What expressions work with: texts, numbers, yes/no and dates, and how one becomes another.

The semantics are JavaRosa's, the engine of ODK Collect and KoboCollect: blank is '', number('') is not a number, comparisons with it are false,
`=` on numbers allows a difference of 1e-12. A date as a number is whole days since 1970; a text that looks like a date is no number (write
date('2026-03-31')); as a text a date with time is its date.
"""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

from ctip_desktop.forms.model import Value
from ctip_desktop.pattern import pattern

Atom = str | float | bool | date
"""One value inside an expression; a datetime is a date, too."""

EPOCH = date(1970, 1, 1)
_TINY = 1e-12
_EXACT = 2**53  # above it a float no longer holds every whole number
_NUMBER = pattern(r"\s*-?(\d+([.,]\d*)?|[.,]\d+)\s*\Z", re.ASCII)
_DATE = pattern(r"(\d{4})-(\d\d?)-(\d\d?)(?:T(.*))?\Z", re.ASCII)
_TIME = pattern(r"(\d\d?):(\d\d)(?::(\d\d)(?:\.(\d{1,6})\d*)?)?(Z|[+-]\d\d(?::?\d\d)?)?\Z", re.ASCII)


def number(atom: Atom) -> float:
    """As XPath's number(); not a number when it is none."""
    if isinstance(atom, bool):
        return 1.0 if atom else 0.0
    if isinstance(atom, float):
        return atom
    if isinstance(atom, date):
        return float((day_of(atom) - EPOCH).days)
    return float(atom.replace(",", ".")) if _NUMBER.match(atom) else math.nan


def text(atom: Atom) -> str:
    """As XPath's string()."""
    if isinstance(atom, str):
        return atom
    if isinstance(atom, bool):
        return "true" if atom else "false"
    if isinstance(atom, float):
        return number_text(atom)
    return day_of(atom).isoformat()


def day_of(when: date) -> date:
    """The day of a date or of a date with time."""
    return when.date() if isinstance(when, datetime) else when


def truth(atom: Atom) -> bool:
    """As XPath's boolean(): a text is true unless blank, a number unless zero or not a number."""
    if isinstance(atom, bool):
        return atom
    if isinstance(atom, float):
        return not (math.isnan(atom) or abs(atom) < _TINY)
    return bool(atom) if isinstance(atom, str) else True


def blank(atom: Atom) -> bool:
    """Nothing there: '' or not a number."""
    return atom == "" or (isinstance(atom, float) and math.isnan(atom))


def number_text(value: float) -> str:
    """A number without exponent and without a useless fraction."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == int(value) and abs(value) < 1e16:
        return str(int(value))
    written = repr(value)
    return format(Decimal(written), "f") if "e" in written else written


def days(when: date) -> float:
    """Days since 1970; a time of day counts as a fraction, and its time zone is taken off."""
    if not isinstance(when, datetime):
        return float((when - EPOCH).days)
    shift = when.utcoffset() or timedelta()
    return (when.replace(tzinfo=None) - datetime(1970, 1, 1) - shift) / timedelta(days=1)


def from_days(count: float) -> date | None:
    """The date that many days after 1970, or None when there is none."""
    try:
        return EPOCH + timedelta(days=math.floor(count))
    except (OverflowError, ValueError):
        return None


def parse_date(written: str) -> date | None:
    """A date or date with time in ISO form, or None."""
    match = _DATE.match(written.strip())
    if match is None:
        return None
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
        return day if match[4] is None else _with_time(day, match[4])
    except ValueError:
        return None


def _with_time(day: date, written: str) -> datetime | None:
    match = _TIME.match(written)
    if match is None:
        return None
    fraction = int((match[4] or "0").ljust(6, "0"))
    return datetime(day.year, day.month, day.day, int(match[1]), int(match[2]), int(match[3] or 0), fraction, _zone(match[5]))


def _zone(written: str | None) -> timezone | None:
    if not written:
        return None
    if written == "Z":
        return UTC
    minutes = int(written[1:3]) * 60 + (int(written[-2:]) if len(written) > 3 else 0)
    return timezone(timedelta(minutes=minutes if written[0] == "+" else -minutes))


def is_time(written: str) -> bool:
    """Whether it is a time of day such as 14:30."""
    match = _TIME.match(written)
    return match is not None and int(match[1]) < 24 and int(match[2]) < 60 and int(match[3] or 0) < 60


def rounded(value: float, digits: int) -> float:
    """As JavaRosa's round(): halves go up, also below zero."""
    if math.isnan(value) or math.isinf(value) or abs(digits) > 30:
        return value
    way = ROUND_HALF_UP if value >= 0 else ROUND_HALF_DOWN
    exact = Decimal(repr(value))
    return float(exact.quantize(Decimal(1).scaleb(-digits), rounding=way)) if exact.adjusted() + digits < 27 else value


def equal(left: Atom, right: Atom) -> bool:
    """`=` of two values."""
    if isinstance(left, bool) or isinstance(right, bool):
        return truth(left) == truth(right)
    if not isinstance(left, float) and not isinstance(right, float):
        return text(left) == text(right)
    one, two = number(left), number(right)
    return one == two or abs(one - two) < _TINY


def less(operator: str, left: Atom, right: Atom) -> bool:
    """`<`, `<=`, `>` and `>=` of two values, always as numbers."""
    one, two = number(left), number(right)
    if operator == "<":
        return one < two
    if operator == "<=":
        return one <= two
    return one > two if operator == ">" else one >= two


def divide(left: float, right: float) -> float:
    """`div`: as IEEE 754, never an error."""
    if right != 0:
        return left / right
    return math.nan if left == 0 or math.isnan(left) else math.copysign(math.inf, left) * math.copysign(1.0, right)


def remainder(left: float, right: float) -> float:
    """`mod`: with the sign of the left side."""
    return math.nan if right == 0 or math.isnan(right) or math.isnan(left) or math.isinf(left) else math.fmod(left, right)


_NUMERIC = frozenset({"integer", "decimal", "range"})
_DATED = frozenset({"date", "dateTime", "today", "start", "end"})


def to_atom(value: Value, kind: str) -> Atom:
    """An answer's value as expressions see it; `kind` is the type of the question."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return " ".join(value)
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return float(value) if kind in _NUMERIC or kind == "calculate" else number_text(float(value))
    if kind in _NUMERIC and _NUMBER.match(value):
        return number(value)
    if kind in _DATED:
        return parse_date(value) or value
    return value


def to_value(atom: Atom) -> Value:
    """A calculated value as the rest of the program sees it: None when blank, whole numbers as int, dates as ISO text."""
    if blank(atom):
        return None
    if isinstance(atom, bool | str):
        return atom
    if isinstance(atom, float):
        return int(atom) if not math.isinf(atom) and atom == int(atom) and abs(atom) < _EXACT else atom
    return atom.isoformat(timespec="milliseconds") if isinstance(atom, datetime) else atom.isoformat()
