"""The wall clock, as milliseconds since 1970 inside the file and, outside it, as aware datetimes in the time zone of this laptop: their day is the
day of the person who works on it. It decides only what is displayed first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

Clock = Callable[[], datetime]
"""Returns the current time with its time zone."""

A_DAY = timedelta(days=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_END = datetime(9999, 12, 30, tzinfo=UTC)
"""No moment is later: in every time zone it has a day that the calendar knows."""


def system_clock() -> datetime:
    """Now, by this laptop."""
    return datetime.now(UTC).astimezone()


def to_ms(moment: datetime) -> int:
    """Milliseconds since 1970 of an aware datetime. A clock that stands before (an empty battery, east of Greenwich) counts as 1970: no other
    laptop would take in changes of a negative time."""
    return max(0, (moment - _EPOCH) // timedelta(milliseconds=1))


def from_ms(ms: int) -> datetime:
    """The moment of these milliseconds, where the program runs. What lies beyond the calendar becomes its end: clocks of others may say anything."""
    try:
        return local(min(_EPOCH + timedelta(milliseconds=ms), _END))
    except OverflowError:
        return local(_END)


def local(moment: datetime) -> datetime:
    """The same moment in the time zone of this laptop; in its own where the system knows none so far away."""
    try:
        return moment.astimezone()
    except (OverflowError, OSError, ValueError):
        return moment


def begin_of(day: date) -> datetime:
    """The first moment of a day where the program runs."""
    return _here(datetime.combine(day, time.min))


def end_of(day: date) -> datetime:
    """The last thousandth of a second of a day where the program runs. Where clocks go back at midnight, that of the second time round."""
    return _here(datetime.combine(day, time(23, 59, 59, 999000, fold=1)))


def _here(moment: datetime) -> datetime:
    """A moment without a time zone in that of this laptop."""
    try:
        return moment.astimezone()
    except (OverflowError, OSError, ValueError):
        return moment.replace(tzinfo=UTC)


def looks_wrong(written: datetime, now: datetime) -> bool:
    """More than a day in the future: one of two clocks was wrong. (Old times are ordinary: people are offline for weeks.)"""
    return written - now > A_DAY
