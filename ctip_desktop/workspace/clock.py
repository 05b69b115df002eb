"""The wall clock, as milliseconds since 1970 inside the file and as aware datetimes outside it. It decides only what is displayed first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
"""Returns the current time with its time zone."""

A_DAY = timedelta(days=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def system_clock() -> datetime:
    """Now, by this laptop."""
    return datetime.now(UTC)


def to_ms(moment: datetime) -> int:
    """Milliseconds since 1970 of an aware datetime. A clock that stands before (an empty battery, east of Greenwich) counts as 1970: no other
    laptop would take in changes of a negative time."""
    return max(0, (moment - _EPOCH) // timedelta(milliseconds=1))


def from_ms(ms: int) -> datetime:
    """The moment of these milliseconds, in UTC. What lies beyond the calendar becomes its end: clocks of others may say anything."""
    try:
        return _EPOCH + timedelta(milliseconds=ms)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)


def looks_wrong(written: datetime, now: datetime) -> bool:
    """More than a day in the future: one of two clocks was wrong. (Old times are ordinary: people are offline for weeks.)"""
    return written - now > A_DAY
