"""Home in one answer: what needs a person, the portfolio, colleagues and the backup.

Working it out reads the whole programme. What Home will show on this day and the next few is therefore worked out when the program closes or
locks, and kept in the encrypted file together with what it was worked out from: how far every laptop's changes reach here, which of them count,
whom we trust, what was exchanged, the forms and the version of the program. When any of that is different, or it is another day, it is worked
out anew; so what is shown is always what is true now. docs/decisions/0008-starting-fast.md
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import ctip_desktop
from ctip_desktop.queries import home_views
from ctip_desktop.queries.home_cards import backup_card, lateness
from ctip_desktop.queries.home_views import Home, Today
from ctip_desktop.queries.views import Link
from ctip_desktop.workspace import backups
from ctip_desktop.workspace.workspace import Workspace

SETTING = "home"
"""Setting of this laptop: {"from": what it was worked out from, "days": {day: JSON text of a `Home`}}. It never travels."""

DAYS = 5
"""Days that are worked out ahead, the present one included: over a weekend with a holiday."""

_SHAPE = 5
"""Raised whenever the meaning of a line on Home changes without a new version of the program."""

_FROM = (
    "select (select json_group_array(json_array(hex(d.id), d.person, d.name, d.trusted, d.rank, "
    "(select max(c.seq) from change c where c.device = d.n))) from device d), "
    "(select json_array(count(*), max(n), total(last), total(status), total(n * status)) from segment), "
    "(select json_array(count(*), max(n), total(n * (taken_back is not null))) from exchange), "
    "(select json_group_array(json_array(hex(device), number)) from receipt), (select count(*) from conflict), (select count(*) from aside)"
)


def home(ws: Workspace, now: datetime) -> Home:
    """Home at a moment: what was worked out ahead when it is still true, else worked out now."""
    return _kept(ws, now) or work_out(ws, now)


def work_out(ws: Workspace, now: datetime) -> Home:
    """Home at a moment, from the records."""
    from ctip_desktop.queries.attention import attention
    from ctip_desktop.queries.home_figures import partner_figures
    from ctip_desktop.queries.today import today

    with ws.reading() as connection:
        companies = connection.exec_driver_sql("select count(*) from record where form = 'company' and deleted = 0").scalar_one()
    day = now.astimezone().date()
    found = today(ws, now)
    return Home(replace(found, figures=(*partner_figures(ws, day), *found.figures)), attention(ws, day), companies)


def ahead(ws: Workspace, now: datetime) -> dict[str, Any] | None:
    """What to keep under `SETTING` before the file is closed; None when what is kept holds already."""
    days = [now + timedelta(days=each) for each in range(DAYS)]
    source = _worked_out_from(ws)
    kept = _setting(ws)
    if kept.get("from") == source and all(_day(moment) in kept.get("days", {}) for moment in days):
        return None
    return {"from": source, "days": {_day(moment): json.dumps(work_out(ws, moment), default=_plain, ensure_ascii=False) for moment in days}}


# -- what was kept -------------------------------------------------------------------------------------------------------------------


def _kept(ws: Workspace, now: datetime) -> Home | None:
    kept = _setting(ws)
    text = kept.get("days", {}).get(_day(now))
    if not isinstance(text, str) or kept.get("from") != _worked_out_from(ws):
        return None
    try:
        found = json.loads(text, object_hook=_made)
    except (ValueError, TypeError, KeyError, RecursionError):  # damaged: worked out anew
        return None
    return _at(found, ws, now) if isinstance(found, Home) else None


def _setting(ws: Workspace) -> Mapping[str, Any]:
    kept = ws.setting(SETTING)
    return kept if isinstance(kept, dict) and isinstance(kept.get("days"), dict) else {}


def _at(found: Home, ws: Workspace, now: datetime) -> Home:
    """With what depends on the moment, and on files beside the workspace."""
    old = found.today
    colleagues = tuple(lateness(each, now) for each in old.colleagues)
    backup = backup_card(backups.health(ws), now, exchanged=any(each.last for each in colleagues))
    return Home(replace(old, backup=backup, colleagues=colleagues), found.attention, found.companies)


def _worked_out_from(ws: Workspace) -> list[Any]:
    """Equal as long as Home of the same day is the same."""
    with ws.reading() as connection:
        known = connection.exec_driver_sql(_FROM).one()
    forms = [[name, *ws.catalogue.versions(name)] for name in ws.catalogue.names()]
    return [_SHAPE, ctip_desktop.__version__, ws.device.id.hex, ws.person, *(json.loads(str(part)) for part in known), forms]


def _day(moment: datetime) -> str:
    return moment.astimezone().date().isoformat()


# -- as JSON -------------------------------------------------------------------------------------------------------------------------

_KIND = "~"
_CLASSES: Mapping[str, type[Any]] = {
    each.__name__: each
    for each in (
        Home,
        Today,
        Link,
        home_views.ToSettle,
        home_views.FollowUp,
        home_views.Draft,
        home_views.CheckAgain,
        home_views.BackupCard,
        home_views.Colleague,
        home_views.Figure,
        home_views.Attention,
        home_views.ToDecide,
        home_views.Waiting,
    )
}
_VALUES: Mapping[str, Callable[[str], object]] = {"uuid": UUID, "time": datetime.fromisoformat, "day": date.fromisoformat}


def _plain(value: object) -> object:
    """What JSON has no word for."""
    if is_dataclass(value) and type(value).__name__ in _CLASSES:
        return {_KIND: type(value).__name__, **{each.name: getattr(value, each.name) for each in fields(value)}}
    if isinstance(value, UUID):
        return {_KIND: "uuid", "is": value.hex}
    if isinstance(value, datetime):
        return {_KIND: "time", "is": value.isoformat()}
    if isinstance(value, date):
        return {_KIND: "day", "is": value.isoformat()}
    raise TypeError(f"{type(value).__name__} does not belong on Home")


def _made(found: dict[str, Any]) -> object:
    kind = found.pop(_KIND)
    if kind in _VALUES:
        return _VALUES[kind](found["is"])
    return _CLASSES[kind](**{name: tuple(each) if isinstance(each, list) else each for name, each in found.items()})
