"""The map of relations, and the table of it (TMS learning brief, about 2021, lines 151 to 161)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from ctip_desktop.practice import readings
from ctip_desktop.practice.relations import Edge, degrees, summary
from ctip_desktop.queries import rows
from ctip_desktop.queries.partner_data import Labels, Partners
from ctip_desktop.queries.partner_views import EdgeView, Node, RelationMap
from ctip_desktop.queries.rows import Row
from ctip_desktop.workspace.search import plain
from ctip_desktop.workspace.workspace import Workspace

__all__ = ["EdgeView", "Node", "RelationMap", "narrowed", "relation_map"]


def relation_map(ws: Workspace) -> RelationMap:
    """Every partner of a running partnership and everybody named in a relation, and the relations between them. A company and its name written by
    hand are one."""
    with ws.reading() as connection:
        data = Partners(connection, ws, ws.now().astimezone().date())
        found = rows.of_form(connection, "relation")
        ends = {id_ for row in found for name in ("from_company", "to_company") if (id_ := rows.ref(row.value(name)))}
        companies = {**data.companies, **rows.by_id(connection, ends)}
        names = _Names(companies)
        for partnership in data.rows:
            if data.running(partnership):
                names.add(data.company_ids(partnership))
        edges = [edge for row in found if (edge := _edge(row, names, data.labels))]
        return _map(names, edges)


def narrowed(found: RelationMap, words: str, contribution: Collection[str], ours: Collection[str]) -> RelationMap:
    """The relations that hold every word and are of these kinds (none = all), and the organisations they tie. Organisations without a relation stay
    when nothing is asked for, or when they are asked for by name."""
    wanted = plain(words).split()

    def named(*texts: str) -> bool:
        return all(word in plain(" ".join(texts)) for word in wanted)

    edges = [each for each in found.edges if named(each.a_name, each.b_name, each.kind)]
    edges = [each for each in edges if (not contribution or each.contribution in contribution) and (not ours or each.ours in ours)]
    tied = {key for each in edges for key in (each.a, each.b)}
    alone = not contribution and not ours
    nodes = tuple(each for each in found.nodes if each.key in tied or (alone and named(each.name)))
    return replace(found, nodes=nodes, edges=tuple(edges))


class _Names:
    """The organisations on the map by key: the id of a company, else the name in small letters."""

    def __init__(self, companies: dict[bytes, Row]) -> None:
        self._companies = companies
        self._by_name = {row.title.strip().casefold(): id_ for id_, row in companies.items()}
        self.names: dict[str, tuple[str, bytes | None]] = {}

    def add(self, companies: tuple[bytes, ...]) -> None:
        """Companies that are on the map even without a relation."""
        for id_ in companies:
            self._company(id_)

    def end(self, row: Row, side: str) -> str:
        """The key of one end of a relation; empty when nobody is named."""
        id_ = rows.ref(row.value(f"{side}_company"))
        name = row.text(f"{side}_name").strip()
        if id_ not in self._companies:
            id_ = self._by_name.get(name.casefold())
        if id_ is not None:
            return self._company(id_)
        if name:
            self.names.setdefault(name.casefold(), (name, None))
        return name.casefold()

    def _company(self, id_: bytes) -> str:
        key = id_.hex()
        self.names[key] = (self._companies[id_].title, id_)
        return key


def _edge(row: Row, names: _Names, labels: Labels) -> EdgeView | None:
    """One relation; None when an end of it is not named."""
    a, b = names.end(row, "from"), names.end(row, "to")
    if not a or not b:
        return None
    return EdgeView(
        row.uuid,
        a,
        b,
        names.names[a][0],
        names.names[b][0],
        row.text("kind"),
        readings.day(row, "since"),
        row.text("ours"),
        labels.label(row, "ours"),
        row.text("contribution"),
        labels.label(row, "contribution"),
    )


def _map(names: _Names, found: list[EdgeView]) -> RelationMap:
    edges = [Edge(each.id.hex, each.a, each.b, each.contribution) for each in found]
    said = summary(names.names, edges)
    counts = degrees(names.names, edges)
    isolated, brokers = frozenset(said.isolated), frozenset(said.brokers)
    nodes = [Node(key, name, rows.uuid_of(company), counts[key], key in isolated, key in brokers) for key, (name, company) in names.names.items()]
    return RelationMap(
        tuple(sorted(nodes, key=lambda node: (node.name.casefold(), node.key))),
        tuple(sorted(found, key=lambda edge: (edge.a_name.casefold(), edge.b_name.casefold(), edge.id))),
        said.large,
        said.known,
        said.groups,
        _words(len(nodes), len(found), said.large, said.known),
    )


def _words(nodes: int, edges: int, large: int, known: int) -> str:
    """The map in one sentence."""
    if not nodes:
        return "Nobody is on the map yet."
    people = f"{nodes} {'organisation' if nodes == 1 else 'organisations'}, {edges} {'relation' if edges == 1 else 'relations'}"
    return f"{people}. {large} of {known} contribute a lot." if known else f"{people}."
