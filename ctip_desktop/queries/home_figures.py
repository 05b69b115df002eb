"""The portfolio on Home as far as partnerships go: how many run, what partners give, what stands in the way. The page Figures says it in full."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ctip_desktop.practice import funding
from ctip_desktop.queries import partner_parts
from ctip_desktop.queries.home_views import Figure
from ctip_desktop.queries.partner_data import Partners
from ctip_desktop.workspace.workspace import Workspace

RECEIVED = "received"


def partner_figures(ws: Workspace, today: date) -> tuple[Figure, ...]:
    """Nothing while no partnership is written down; money only when there is some, or a target for it."""
    with ws.reading() as connection:
        data = Partners(connection, ws, today)
        return tuple(_figures(data)) if data.rows else ()


def _figures(data: Partners) -> Iterator[Figure]:
    yield _running(data)
    yield from _private(data)
    yield from _deal_breakers(data)


def _running(data: Partners) -> Figure:
    """As the figure of the programme counts them (CREST brief, line 62)."""
    count, target = sum(data.running(id_) for id_ in data.rows), data.settings.targets.partnerships
    return Figure("partnerships", "Partnerships running", count, target, _towards(count, target, f"{len(data.rows)} written down in all"))


def _towards(value: float, target: float | None, otherwise: str) -> str:
    if not target:
        return otherwise
    return "The target is reached. The mark shows it." if value >= target else f"{target - value:g} more to the target. The mark shows it."


def _private(data: Partners) -> Iterator[Figure]:
    """Promised and received together, as the figure of the programme counts it (CREST brief, line 63)."""
    every = partner_parts.contributions(data, *data.rows)
    currency, target = data.settings.currency, data.settings.targets.private
    part = funding.private_secured(every, currency, target)
    if not part.part and not target:
        return
    counted = set(part.of_records)
    received = sum(each.value or 0 for each in every if each.id in counted and each.state == RECEIVED)
    words = f"{received:,.0f} received, {part.part - received:,.0f} promised"
    share = f"{part.share:.0%} secured: ".replace("%", " %") if part.share is not None else ""
    yield Figure("contribution", f"Private contribution, {currency}", part.part, target or None, f"{share}{words}")


def _deal_breakers(data: Partners) -> Iterator[Figure]:
    counts = [count for id_ in data.rows if not data.over(id_) and (count := data.deal_breakers(*data.around(id_)))]
    if counts:
        where = "in one partnership" if len(counts) == 1 else f"in {len(counts)} partnerships"
        yield Figure("deal_breakers", "Open deal-breakers", sum(counts), None, f"{where}: settle them before an agreement")
