"""What was promised, in the words of a print."""

from __future__ import annotations

from ctip_desktop.queries.views import Promised, Talk
from ctip_desktop.reports.words import day


def promise_words(text: str, theirs: bool) -> str:
    """A promise; one of the company says so."""
    return f"They promised: {text}" if theirs else text


def promised_words(each: Promised) -> str:
    """A promise with its day, or that it is kept."""
    end = ": done" if each.done else f", due {day(each.due)}" if each.due else ""
    return promise_words(each.text, each.theirs) + end


def talk_promises(talk: Talk) -> str:
    """What is still promised in a talk; everything, when all of it is kept; a dash without a promise."""
    return "; ".join(promised_words(each) for each in talk.open or talk.promises) or "–"
