"""Numbers, dates and counts in words, the same on every page. Rounding is half up, from unrounded values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from ctip_desktop.pattern import pattern

if TYPE_CHECKING:
    import re

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ISO_DAY = pattern(r"\b\d{4}-\d{2}-\d{2}\b")
_ISO_PART = pattern(r"\d{4}-\d{2}(?:-\d{2})?")
_WHOLE = pattern(r"\b(\d+)\.0\b(?!\.)")
_AMOUNT = pattern(r"\b\d{5,}(?=(?:\.\d+)? [A-Z]{3}\b)|(?<=: )\d{4}(?=(?:\.\d+)? [A-Z]{3}(?:$|,))")  # four figures elsewhere may be a year
_ONE_DECIMAL = pattern(r"(?<=\d\.\d)(?= [A-Z]{3}(?:$|,))")


def day(value: date | datetime | None) -> str:
    """A day as "13 Oct 2026"; empty without one."""
    return "" if value is None else f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def month(value: date) -> str:
    """A month as "Oct 2026"."""
    return f"{MONTHS[value.month - 1]} {value.year}"


def partial_day(text: str) -> str:
    """An ISO day, month or year in words; anything else as it is."""
    parts = text[:10].split("-")
    if not all(p.isdigit() for p in parts) or (len(parts) > 1 and not 1 <= int(parts[1]) <= 12):
        return text
    if len(parts) == 3:
        return f"{int(parts[2])} {MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return f"{MONTHS[int(parts[1]) - 1]} {parts[0]}" if len(parts) == 2 else text


def written_day(text: str) -> str:
    """An answer in words that is nothing but an ISO month or day, as a day is written elsewhere; any other as it is."""
    return partial_day(text) if _ISO_PART.fullmatch(text) else text


def title_words(title: str, day_words: Callable[[date], str] = day) -> str:
    """A record's title, which is kept as the answers in it are, with its days and amounts as they are written elsewhere and whole numbers without
    their zero."""

    def found_day(found: re.Match[str]) -> str:
        try:
            return day_words(date.fromisoformat(found[0]))
        except ValueError:
            return found[0]

    plain = _ONE_DECIMAL.sub("0", _WHOLE.sub(r"\1", _ISO_DAY.sub(found_day, title)))
    return _AMOUNT.sub(lambda found: f"{int(found[0]):,}", plain)


def one_place(value: float) -> str:
    """One decimal, half up: 2.25 is 2.3."""
    return str(Decimal(repr(value)).quantize(Decimal("0.1"), ROUND_HALF_UP))


def short_number(value: float) -> str:
    """Without a decimal when it is whole, else with one."""
    return f"{value:.0f}" if value == int(value) else one_place(value)


def percent(share: float) -> str:
    """A share of one as "87 %", half up."""
    return f"{Decimal(repr(share * 100)).quantize(Decimal('1'), ROUND_HALF_UP)} %"


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 month", "2 months"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def in_words(number: int, *, capital: bool = False) -> str:
    """Numbers up to twelve in words."""
    word = SMALL[number] if 0 <= number < len(SMALL) else f"{number:,}"
    return word.capitalize() if capital else word


def listed(items: list[str] | tuple[str, ...]) -> str:
    """Items as a list in a sentence: "a, b and c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


def lower_first(text: str) -> str:
    """The first letter as a small one, unless the word is an abbreviation: "company itself", "NGO"."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """The first letter as a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def number_words(value: float) -> str:
    """A number as people write it: thousands apart, no empty decimals, two at most."""
    return f"{value:,.2f}".rstrip("0").rstrip(".") if value != round(value) else f"{value:,.0f}"


def amount(value: float) -> str:
    """An amount of money as people write it: thousands apart, both decimals or none."""
    exact = round(value, 2)
    return f"{exact:,.{0 if exact == int(exact) else 2}f}"


def millions(value: float) -> str:
    """A large amount in millions with two decimals, a smaller one whole: "1.84 M", "306,000"."""
    return f"{Decimal(repr(value / 1_000_000)).quantize(Decimal('0.01'), ROUND_HALF_UP)} M" if abs(value) >= 1_000_000 else f"{value:,.0f}"
