"""What the Exchange pages say about bundles, colleagues and changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QLocale

from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.queries.exchange import Colleague, Exchange
from ctip_desktop.sync.exchange import Item, MadeBundle, Preview
from ui.words import day_words, moment_words

_MEGABYTE = 1 << 20
_KEY = "age1"
"""How an age recipient begins, that a bundle can be made for on the command line."""


def _tr(text: str, n: int = -1) -> str:
    return QCoreApplication.translate("ExchangePage", text, None, n)


def size_words(size: int) -> str:
    """840 KB, 1.2 MB."""
    if size < _MEGABYTE:
        return _tr("{n} KB").format(n=max(1, round(size / 1024)))
    return _tr("{n} MB").format(n=QLocale().toString(size / _MEGABYTE, "f", 1))


def first_name(person: str) -> str:
    """How a colleague is called in a sentence."""
    return person.split(" ")[0] if person else _tr("a colleague")


def missing_words(colleague: Colleague) -> str:
    """Who has what."""
    name = first_name(colleague.person)
    if colleague.missing is None:
        if colleague.last_out is None:
            return _tr("No bundle has gone to {name} yet. The first one holds everything.").format(name=name)
        return _tr("{name} has not answered with a bundle yet. Until then each bundle holds everything.").format(name=name)
    if not colleague.missing:
        return _tr("{name} has all of your changes").format(name=name)
    return _tr("%n of your changes not confirmed by {name} yet", colleague.missing).format(name=name)


def confirmed_words(colleague: Colleague) -> str:
    """What not confirmed means, for a tooltip."""
    name = first_name(colleague.person)
    return _tr(
        "This laptop learns from {name}’s next bundle what has arrived there. Until then your changes travel again with each bundle for {name}; "
        "nothing is imported twice."
    ).format(name=name)


def since_words(colleague: Colleague, today: date) -> str:
    """How long that has been so."""
    if colleague.oldest is not None:
        return _tr("oldest from {day}").format(day=moment_words(colleague.oldest, today))
    if colleague.last is not None:
        return _tr("last exchange {day}").format(day=moment_words(colleague.last, today))
    return _tr("no exchange yet")


def number_words(seen: Preview) -> str:
    """How a bundle stands in the row of those that came from there."""
    name = first_name(seen.sender)
    if seen.follows is None:
        return _tr("Bundle {n}, the first from {name} here.").format(n=seen.number, name=name)
    if seen.follows == seen.number - 1:
        return _tr("Bundle {n}. It follows bundle {last}, which you have.").format(n=seen.number, last=seen.follows)
    if seen.follows > seen.number:
        return _tr("Bundle {n}. You have a later one already: {last}.").format(n=seen.number, last=seen.follows)
    return _tr("Bundle {n}. The last one from {name} here is {last}.").format(n=seen.number, last=seen.follows, name=name)


def gap_words(seen: Preview) -> str:
    """Whether something is missing between what is here and what comes."""
    return _tr("Nothing is missing in between.") if not seen.missing else _tr("%n things wait for another bundle.", len(seen.missing))


def made_words(made: datetime) -> str:
    """When a bundle was made, by its maker's clock."""
    local = made.astimezone()
    return _tr("Made {day}, {time}.").format(day=day_words(local.date()), time=local.strftime("%H:%M"))


def kinds_words(items: Iterable[Item], catalogue: Catalogue, *, all_listed: bool = True) -> str:
    """Company, 9 × Conversation: which records are new; without figures when some are not listed."""
    counted = Counter(form_title(item.form, catalogue) for item in items if item.kind == "new")
    return ", ".join(f"{count} × {title}" if count > 1 and all_listed else title for title, count in counted.most_common())


def form_title(form: str, catalogue: Catalogue) -> str:
    """The title of a form, or of the form a line belongs to."""
    base = form.partition(".")[0]
    return next((one.title for one in catalogue.forms() if one.name == base), base)


def exchange_title(one: Exchange) -> str:
    """From Joram Pesk, bundle 18. Somebody who has a key and no laptop here is not called by the key."""
    known = [person for person in one.people if person and not person.startswith(_KEY)]
    people = ", ".join([*known, *[_tr("somebody with a key of their own")] * (len(known) < len(one.people) or not known)])
    if one.direction == "in":
        return _tr("From {people}, bundle {n}").format(people=", ".join(known), n=one.number)
    return _tr("For {people}, bundle {n}").format(people=people, n=one.number)


def exchange_sub(one: Exchange, today: date) -> str:
    """When, how much, which file."""
    parts = [moment_words(one.at, today), _tr("%n changes", one.changes)]
    if one.conflicts and one.taken_back is None:
        parts.append(_tr("{n} came together with yours").format(n=one.conflicts))
    if one.file:
        parts.append(one.file)
    return ", ".join(parts)


def carried_words(made: MadeBundle) -> str:
    """What a made bundle carries."""
    parts = [_tr("%n changes", made.changes)]
    if made.attachments:
        parts.append(_tr("%n files", made.attachments))
    return ", ".join([*parts, size_words(made.size)])


def same_words(words: Iterable[str]) -> str:
    """The five words of a state, to be read aloud."""
    return " – ".join(words)


def people_words(people: Iterable[str], own: str) -> str:
    """You and Ben; You, Ana and Ben: who answered, the person at this laptop first."""
    each = list(dict.fromkeys(people))
    named = [_tr("You")] * (own in each) + [first_name(person) for person in each if person != own]
    if len(named) < 2:
        return "".join(named)
    return _tr("{names} and {last}").format(names=", ".join(named[:-1]), last=named[-1])
