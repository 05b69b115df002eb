"""The groups of the work list, made from what the query found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication

from ctip_desktop.queries.home_views import CheckAgain, Draft, FollowUp, Home, ToDecide, ToSettle, Waiting
from ui.dialogs.talks_begun import TalkBegun
from ui.widgets.work_list import Work, WorkGroup
from ui.words import due_words, moment_words, near_day, promise_words

SHOWN = 4
"""Rows of one group; the rest is behind "See all"."""


def _tr(text: str, n: int = -1) -> str:
    return QCoreApplication.translate("HomePage", text, None, n)


def groups_of(found: Home, today: date, cut_short: str = "", talks: Sequence[TalkBegun] = ()) -> tuple[WorkGroup, ...]:
    """What a person has to settle and decide, what was promised, what was begun, what is due, what is old. Each by date, the most urgent first.
    cut_short: the list whose import was cut off. talks: begun and put aside; they stand before the other drafts, as they are listed nowhere else."""
    work, due, days = found.today, found.attention, _tr("See calendar")
    companies = _tr("See the companies")
    drafts = [*(_talk(each, today) for each in talks), *(_draft(each, today) for each in work.drafts)]
    return (
        _group("list", _tr("A list to take in again"), [_list(cut_short)] if cut_short else []),
        _group("settle", _tr("To settle"), [_settle(each, today) for each in work.to_settle], tone="two", link=_tr("See all in Exchange")),
        _group("decide", _tr("To decide"), [_decide(each, today) for each in due.to_decide]),
        _group("follow_up", _tr("Follow-ups due"), [_follow_up(each, today) for each in work.follow_ups], link=days, rest=days),
        _group("draft", _tr("Drafts to resume"), drafts, rest=companies, total=work.unfinished + len(talks)),
        _group("pulse", _tr("Relationship pulses due"), _pulses(due.pulses, today)),
        _group("milestone", _tr("Milestones whose day has passed"), _milestones(due.milestones, today)),
        _group("reading", _tr("Readings due"), _readings(due.readings, today)),
        _group("review", _tr("Decisions to look at again"), _reviews(due.reviews, today)),
        _group("check", _tr("Answers to check again"), _checks(work.check_again, today), rest=companies, total=_answers(work.check_again)),
    )


def _group(key: str, title: str, rows: list[Work], *, tone: str = "", link: str = "", rest: str = "", total: int | None = None) -> WorkGroup:
    """Where not all rows are shown, the link says how many there are. link: its words where they are; rest: its words where the page it leads to
    holds other lines, too, or not all of them. total: where the heading speaks of more than rows."""
    see_all = (rest or _tr("See all {n}").format(n=f"{len(rows):,}")) if len(rows) > SHOWN else link
    return WorkGroup(key, title, tuple(rows[:SHOWN]), len(rows) if total is None else total, see_all, tone)


def _settle(item: ToSettle, today: date) -> Work:
    people = _tr("{people} answered differently").format(people=_and(item.people)) if item.people else _tr("Changed on two laptops")
    title = _tr("{subject}: {question}").format(subject=item.subject.title, question=item.label)
    since = _tr("since {day}").format(day=near_day(item.since.astimezone().date(), today))
    return Work(("settle", item), title, people, _tr("Compare"), "split", since, colour="two")


def _list(name: str) -> Work:
    title = _tr("“{list}” was not taken in to its end").format(list=name)
    return Work(("list", name), title, _tr("Choose it again: what is here already stays out, the rest follows."), _tr("Import a list"), "down2")


def _decide(item: ToDecide, today: date) -> Work:
    since = _tr("since {day}").format(day=near_day(item.since, today)) if item.since else ""
    return Work(("decide", item), item.subject.title, _reasons(item), _tr("Decide"), "ask", since)


def _reasons(item: ToDecide) -> str:
    return _tr("A stop criterion is met: {why}").format(why="; ".join(item.reasons))


def _promised(on: date | None, today: date) -> str:
    if on is None:
        return _tr("promised")
    return _tr("promised today") if on == today else _tr("promised on {day}").format(day=near_day(on, today))


def _follow_up(item: FollowUp, today: date) -> Work:
    promised = _promised(item.promised_on, today)
    who = item.subject.title if item.subject is not None else ""
    sub = ", ".join(part for part in (who, promised, item.person) if part)
    due = due_words(item.due, item.days, today)
    return Work(("follow_up", item), promise_words(item.text, item.theirs), sub, _tr("Record it"), "phone", due, late=item.days < 0)


def _talk(item: TalkBegun, today: date) -> Work:
    title = _tr("Conversation – {company}").format(company=item.company) if item.company else _tr("Conversation")
    sub = _tr("What you typed is put aside. It is not kept as a talk yet.")
    return Work(("talk", item), title, sub, _tr("Go on"), "pencil", moment_words(item.at, today))


def _draft(item: Draft, today: date) -> Work:
    title = f"{item.title} – {item.subject.title}" if item.subject is not None and item.subject.title not in item.title else item.title
    sub = _tr("{done} of {all} answered").format(done=item.answered, all=item.asked)
    if not item.own:
        sub = _tr("{progress}, begun by a colleague").format(progress=sub)
    return Work(("draft", item), title, sub, _tr("Resume"), "pencil", moment_words(item.changed, today))


def _pulses(found: Iterable[Waiting], today: date) -> list[Work]:
    sub = _tr("Ask both sides how the partnership is doing")
    return [Work(("pulse", each), each.subject.title, sub, _tr("Start"), "pulse", _since(each, today)) for each in found]


def _milestones(found: Iterable[Waiting], today: date) -> list[Work]:
    return [Work(("milestone", each), each.text, each.subject.title, _tr("Update"), "target", _since(each, today)) for each in found]


def _readings(found: Iterable[Waiting], today: date) -> list[Work]:
    return [Work(("reading", each), each.text, each.subject.title, _tr("Enter"), "bars", _since(each, today)) for each in found]


def _reviews(found: Iterable[Waiting], today: date) -> list[Work]:
    title = _tr("Look at the decision again")
    acts = {True: _tr("Answer"), False: _tr("Decide")}
    return [Work(("review", each), each.text or title, each.subject.title, acts[bool(each.path)], "okc", _since(each, today)) for each in found]


def _since(item: Waiting, today: date) -> str:
    return _tr("since {day}").format(day=near_day(item.due, today)) if item.days else near_day(item.due, today)


def _checks(found: Iterable[CheckAgain], today: date) -> list[Work]:
    return [_check(each, today) for each in found]


def _answers(found: Iterable[CheckAgain]) -> int:
    """The heading counts answers; a due diligence without an old answer is one thing to look at."""
    return sum(max(each.count, 1) for each in found)


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


TABS: Mapping[str, str] = {"pulse": "relationship", "milestone": "milestones", "reading": "indicators"}
"""Where on the page of a partnership a line is done."""


def place_of(kind: str, item: object) -> tuple[str, dict[str, object]]:
    """The page where a line is done, and the place on it."""
    match item:
        case ToSettle():
            return "exchange", {"part": "settle", "record": item.record, "field": item.field}
        case ToDecide():
            return "partnerships", {"partnership": item.subject.id, "tab": "overview"}
        case Draft() if item.form == "score_card" and item.subject is not None:
            return "score_card", {"opportunity": item.subject.id}
        case Draft():
            return "wizard", {"record": item.record}
        case CheckAgain() if item.record is not None:
            return "wizard", {"record": item.record, "path": item.path}
        case CheckAgain():
            return "company", {"company": item.subject.id, "part": "due_diligence"}
        case Waiting():
            return "partnerships", {"partnership": item.subject.id, "tab": TABS[kind]}
    raise LookupError(kind)


def dialog_of(kind: str, item: object) -> tuple[str, dict[str, object]] | None:
    """The dialog in which a line is done, for a line that needs no page."""
    match item:
        case str():
            return "import_list", {}
        case TalkBegun():
            return item.dialog, dict(item.arguments)
        case FollowUp():
            subject = {"company": item.subject.id.hex} if item.subject is not None else {}
            return "record_conversation", {**subject, "promise": item.record.hex}
        case ToDecide() if item.form == "opportunity":
            return "add_record", {"form": "decision", "about": item.subject.id.hex, "given": {"kind": "cut_off"}, "told": _reasons(item)}
        case Waiting() if item.path:
            return "change_record", {"record": item.record.hex, "what": "explored"}
        case Waiting() if kind == "review":
            told = _tr("The day to look at the last decision again has come. Write what you decide now; then it leaves Home.")
            return "add_record", {"form": "decision", "about": item.subject.id.hex, "given": {"kind": "go_on"}, "told": told}
    return None


def list_of(group: str) -> tuple[str, dict[str, object]]:
    """The page with everything of a group."""
    places: Mapping[str, tuple[str, dict[str, object]]] = {
        "settle": ("exchange", {"part": "settle"}),
        "decide": ("partnerships", {}),
        "draft": ("companies", {"flags": "draft"}),
        "check": ("companies", {"flags": "check_again"}),
        "follow_up": ("calendar", {"kinds": ("follow_up",)}),
    }
    return places.get(group, ("calendar", {}))
