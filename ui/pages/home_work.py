"""The groups of the work list, made from what the query found."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from ctip_desktop.queries.today import CheckAgain, Draft, FollowUp, Today, ToSettle
from ui.pages.registry import exists
from ui.widgets.work_list import Work, WorkGroup
from ui.words import due_words, moment_words, near_day

SHOWN = 4
"""Rows of one group; the rest is behind "See all"."""


def _tr(text: str, n: int = -1) -> str:
    return QCoreApplication.translate("HomePage", text, None, n)


def groups_of(found: Today, today: date) -> tuple[WorkGroup, ...]:
    """To settle, follow-ups, drafts, answers to check again: in this order, each by date."""
    see_all = {
        "settle": _tr("See all in Exchange") if exists("exchange") else "",
        "follow_up": _tr("See all"),
        "draft": _tr("See all drafts"),
        "check": _tr("See all"),
    }
    made = (
        ("settle", _tr("To settle"), [_settle(item, today) for item in found.to_settle], "two"),
        ("follow_up", _tr("Follow-ups due"), [_follow_up(item, today) for item in found.follow_ups], ""),
        ("draft", _tr("Drafts to resume"), [_draft(item, today) for item in found.drafts], ""),
        ("check", _tr("Answers to check again"), [_check(item, today) for item in found.check_again], ""),
    )
    return tuple(
        WorkGroup(key, title, tuple(rows[:SHOWN]), len(rows), see_all[key] if len(rows) > SHOWN or key == "settle" else "", tone)
        for key, title, rows, tone in made
    )


def _settle(item: ToSettle, today: date) -> Work:
    people = _tr("{people} answered differently").format(people=_and(item.people)) if item.people else _tr("Changed on two laptops")
    title = _tr("{subject}: {question}").format(subject=item.subject.title, question=item.label)
    since = _tr("since {day}").format(day=near_day(item.since.astimezone().date(), today))
    return Work(("settle", item), title, people, _tr("Compare"), "split", since, colour="two")


def _follow_up(item: FollowUp, today: date) -> Work:
    promised = _tr("promised on {day}").format(day=near_day(item.promised_on, today)) if item.promised_on else _tr("promised")
    who = item.subject.title if item.subject is not None else ""
    sub = ", ".join(part for part in (who, promised, item.person) if part)
    return Work(("follow_up", item), item.text, sub, _tr("Record it"), "phone", due_words(item.due, item.days, today), late=item.days < 0)


def _draft(item: Draft, today: date) -> Work:
    title = f"{item.title} – {item.subject.title}" if item.subject is not None and item.subject.title not in item.title else item.title
    sub = _tr("{done} of {all} answered").format(done=item.answered, all=item.asked)
    if not item.own:
        sub = _tr("{progress}, begun by a colleague").format(progress=sub)
    return Work(("draft", item), title, sub, _tr("Resume"), "pencil", moment_words(item.changed, today))


def _check(item: CheckAgain, today: date) -> Work:
    count = _tr("%n answers to check again", item.count) if item.count else _tr("due diligence to check again")
    title = _tr("{company}: {what}").format(company=item.subject.title, what=count)
    sub = "; ".join(item.labels) or _tr("Due since {day}").format(day=near_day(item.recheck, today) if item.recheck else "")
    due = _tr("talk on {day}").format(day=near_day(item.talk, today)) if item.talk else _tr("no date")
    return Work(("check", item), title, sub, _tr("Check"), "stale", due)


def _and(people: tuple[str, ...]) -> str:
    if len(people) < 2:  # one name stands alone
        return "".join(people)
    return _tr("{first} and {last}").format(first=", ".join(people[:-1]), last=people[-1])
