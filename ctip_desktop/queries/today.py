"""What the home screen asks: the work that needs a person today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from ctip_desktop.forms.model import Kind
from ctip_desktop.practice import readings
from ctip_desktop.practice.portfolio import share
from ctip_desktop.queries import ageing, exchange, records, rows
from ctip_desktop.queries.ageing import Stale
from ctip_desktop.queries.disputed_names import own_names
from ctip_desktop.queries.home_cards import backup_card, lateness
from ctip_desktop.queries.home_views import CheckAgain, Colleague, Draft, Figure, FollowUp, Today, ToSettle
from ctip_desktop.queries.promises import open_promises
from ctip_desktop.queries.rows import Row, when
from ctip_desktop.queries.score_data import Scores
from ctip_desktop.queries.views import Link
from ctip_desktop.workspace import backups, sheets
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.workspace import Workspace

AHEAD = timedelta(days=14)
"""Promises due within this time are listed."""

MOST_DRAFTS = 10
"""Drafts listed, the newest first: each is worked through by its form to say how far it is."""

MOST_LABELS = 5

RUNNING = ("running", "renewed", "adapted")
"""Statuses of an opportunity that count as a running partnership."""


def today(ws: Workspace, now: datetime) -> Today:
    """The home screen at a moment."""
    day = now.astimezone().date()
    colleagues = tuple(_colleague(each, now) for each in exchange.colleagues(ws))
    settle = to_settle(ws)
    backup = backup_card(backups.health(ws), now, exchanged=any(each.last for each in colleagues))
    with ws.reading() as connection:
        page = _Home(connection, ws, day)
        drafts = page.drafts()
        return Today(settle, page.follow_ups(), drafts, page.check_again(), backup, colleagues, page.figures(), len(page.unfinished))


# -- to settle -----------------------------------------------------------------------------------------------------------------------


def to_settle(ws: Workspace) -> tuple[ToSettle, ...]:
    """What waits, with whom it is about. In the order in which they are settled on the page Exchange: the first line there is the first case."""
    found, names = records.conflicts(ws), own_names(ws)
    with ws.reading() as connection:
        tops = rows.tops(connection, [each.owner.bytes for each in found])
        subjects = rows.by_id(connection, {id_ for id_, _ in tops.values()})
    listed = []
    for each in found:
        top = subjects.get(tops.get(each.owner.bytes, (b"", ""))[0])
        subject = Link(top.uuid, top.title) if top else Link(each.owner, each.title)
        subject = Link(subject.id, names.get(subject.id, subject.title))  # a name in dispute is not said before it is settled
        people = tuple(dict.fromkeys(version.by for version in each.versions))
        since = max((version.at for version in each.versions), default=when(0))
        listed.append(ToSettle(each.record, each.name, subject, each.form, each.label, people, since))
    return tuple(listed)


# -- follow-ups, drafts, answers to check again, figures -----------------------------------------------------------------------------


class _Home:
    """What several groups of the home screen need."""

    def __init__(self, connection: Connection, ws: Workspace, day: date) -> None:
        self.connection, self.ws, self.day = connection, ws, day
        self.scores = Scores(connection, ws.catalogue, ws.programme_id)
        self.rules = readings.rules(rows.by_id(connection, [ws.programme_id.bytes]).get(ws.programme_id.bytes))
        self.talks = [(row, readings.conversation(row)) for row in rows.of_form(connection, "conversation")]
        self.promised = [each for each in open_promises(connection) if each.due]
        self.unfinished = self._unfinished()

    def links(self, ids: Iterable[bytes]) -> dict[bytes, Link]:
        """Records by id, to be opened."""
        return {id_: Link(row.uuid, row.title) for id_, row in rows.by_id(self.connection, set(ids)).items()}

    def follow_ups(self) -> tuple[FollowUp, ...]:
        """Promises overdue or due soon, the oldest first."""
        near = [(each, each.due) for each in self.promised if each.due and each.due <= self.day + AHEAD]
        contacts = {each.record: who for each, _ in near if (who := rows.ref(each.who))}
        links = self.links([*(each.company for each, _ in near), *contacts.values()])
        return tuple(
            FollowUp(
                rows.some_uuid(each.record),
                links.get(each.company),
                each.text,
                each.on,
                due,
                (due - self.day).days,
                links[contacts[each.record]].title if contacts.get(each.record) in links else "",
                not each.ours,
            )
            for each, due in near
        )

    # -- drafts

    def drafts(self) -> tuple[Draft, ...]:
        """The newest of what was begun and not finished or handed in; own drafts first."""
        latest = sorted(self.unfinished, key=lambda row: row.changed, reverse=True)[: 5 * MOST_DRAFTS]
        found = [(row, self._is_own(row)) for row in latest]
        newest = sorted(found, key=lambda pair: (pair[1], pair[0].changed), reverse=True)[:MOST_DRAFTS]
        links = self.links(row.about for row, _ in newest if row.about)
        return tuple(self._draft(row, own, links) for row, own in newest)

    def _unfinished(self) -> list[Row]:
        filled = self.ws.catalogue.names(Kind.CHECKLIST, Kind.SURVEY)
        drafts = [row for row in rows.of_form(self.connection, *filled) if row.status == "draft"]
        return drafts + [sheet.row for sheet in self.scores.unfinished_of(self.ws.person)]

    def _is_own(self, row: Row) -> bool:
        query = (
            "select s.author from head h join change c on c.device = h.device and c.seq = h.seq join segment s on s.n = c.segment "
            "where h.record = ? order by c.at desc limit 1"
        )
        return bool(self.connection.exec_driver_sql(query, (row.id,)).scalar() == self.ws.person)

    def _draft(self, row: Row, own: bool, links: Mapping[bytes, Link]) -> Draft:
        loaded = sheets.load(self.connection, row.id, self.ws.catalogue)
        progress = loaded.sheet(self.day).progress
        subject = links.get(row.about) if row.about else None
        return Draft(row.uuid, row.form, loaded.form.title, subject, progress.answered, progress.asked, when(row.changed), own)

    # -- answers to check again

    def check_again(self) -> tuple[CheckAgain, ...]:
        """Subjects with answers past their shelf life or a due re-check: first those with a talk planned, then the oldest answers."""
        stale: dict[bytes, list[Stale]] = defaultdict(list)
        for each in ageing.stale_answers(self.connection, self.ws.catalogue, self.day, self.rules.shelf_life):
            stale[each.top].append(each)
        due = self._rechecks()
        links = self.links(stale.keys() | due.keys())
        talks = {each.company: each.due for each in reversed(self.promised) if each.due and each.due >= self.day}
        listed = [self._check(links[id_], stale.get(id_, []), due.get(id_), talks.get(id_)) for id_ in links]
        return tuple(sorted(listed, key=lambda each: (each.talk or date.max, -each.oldest, each.subject.title.casefold())))

    def _rechecks(self) -> dict[bytes, date]:
        """Companies whose due-diligence check is due again."""
        reader = readings.CheckReader(self.ws.catalogue.form("due_diligence"), self.rules.recheck_months)
        checks = ((row, reader.read(row)) for row in rows.of_form(self.connection, "due_diligence"))
        return {row.about: check.recheck for row, check in checks if row.about and check.recheck and check.due(self.day)}

    def _check(self, subject: Link, stale: list[Stale], recheck: date | None, talk: date | None) -> CheckAgain:
        labels = [*(["Due diligence"] if recheck else []), *dict.fromkeys(each.label for each in stale)]
        oldest = max((each.months for each in stale), default=0)
        record, path = ageing.place(self.connection, stale[0]) if stale else (None, "")
        return CheckAgain(subject, len(stale) + bool(recheck), tuple(labels[:MOST_LABELS]), oldest, recheck, talk, record, path)

    # -- figures

    def figures(self) -> tuple[Figure, ...]:
        """A few plain counts, without targets: the programme sets none yet."""
        companies = self.connection.exec_driver_sql("select count(*) from record where form='company' and deleted=0").scalar_one()
        since = self.day - timedelta(days=self.rules.reminder_days)
        talked = len({row.about for row, talk in self.talks if row.about and talk.on and talk.on >= since})
        statuses = [each.row.text("status") for each in self.scores.opportunities.values()]
        running = sum(status in RUNNING for status in statuses)
        aside = sum(status in readings.ASIDE for status in statuses)
        part = share(talked, companies)
        return (
            Figure("companies", "Companies", companies, None, _talked(talked, self.rules.reminder_days, part)),
            Figure("opportunities", "Opportunities", len(statuses), None, f"{running} running, {aside} parked or stopped"),
        )


def _talked(count: int, days: int, part: float | None) -> str:
    words = f"{count} with a talk in the last {days} days"
    return words if part is None else f"{words} ({part:.0%})".replace("%", " %")


def _colleague(each: exchange.Colleague, now: datetime) -> Colleague:
    return lateness(Colleague(each.device, each.person, each.name, each.last, None, each.missing, False), now)
