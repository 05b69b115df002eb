"""The map of relations: who is tied to whom, how much it gives, who stands alone and who holds groups together.

Source: TMS learning brief (about 2021), lines 151 to 161 (relations made or strengthened by the programme; two thirds contribute much). What isolated
and broker mean is ours: without any relation, and a partner without whom others would no longer be connected.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from ctip_desktop.dataclass import dataclass

Key = TypeVar("Key", bound=Hashable)

LARGE = "large"
CONTRIBUTIONS = ("none", "small", "medium", LARGE)


@dataclass(frozen=True, slots=True)
class Edge(Generic[Key]):
    """One relation between two partners. contribution: none, small, medium, large, or empty when nobody judged it."""

    record: Key
    a: Key
    b: Key
    contribution: str = ""


@dataclass(frozen=True, slots=True)
class Summary(Generic[Key]):
    """What the map says. large of known contributions; unknown are not counted as none. groups: how many separate parts the map has."""

    large: int
    known: int
    unknown: int
    isolated: tuple[Key, ...]
    brokers: tuple[Key, ...]
    groups: int

    @property
    def share(self) -> float | None:
        """Share of relations with a large contribution, 0 to 1; None when none is judged."""
        return self.large / self.known if self.known else None


def summary(nodes: Iterable[Key], edges: Iterable[Edge[Key]]) -> Summary[Key]:
    """Share large, isolated partners and brokers. A relation of a partner with itself ties nobody."""
    every = list(edges)
    around = _around(nodes, every)
    known = [each.contribution for each in every if each.contribution in CONTRIBUTIONS]
    return Summary(
        known.count(LARGE),
        len(known),
        len(every) - len(known),
        tuple(node for node, others in around.items() if not others),
        brokers(around),
        _groups(around),
    )


def _around(nodes: Iterable[Key], edges: Iterable[Edge[Key]]) -> dict[Key, list[Key]]:
    """Each partner with its neighbours, once each, in the order given."""
    found: dict[Key, dict[Key, None]] = defaultdict(dict)
    for node in nodes:
        found[node]
    for edge in edges:
        if edge.a != edge.b:
            found[edge.a][edge.b] = None
            found[edge.b][edge.a] = None
    return {node: list(others) for node, others in found.items()}


def _groups(around: dict[Key, list[Key]]) -> int:
    seen: set[Key] = set()
    groups = 0
    for start in around:
        groups += start not in seen
        waiting = [start]
        while waiting:
            node = waiting.pop()
            if node not in seen:
                seen.add(node)
                waiting.extend(around[node])
    return groups


def brokers(around: dict[Key, list[Key]]) -> tuple[Key, ...]:
    """Those without whom their neighbours would not all be connected any more (cut vertices, found by Tarjan's low points), in the order given."""
    found: set[Key] = set()
    order: dict[Key, int] = {}
    for root in around:
        if root not in order:
            found |= _brokers_from(root, around, order)
    return tuple(node for node in around if node in found)


def _brokers_from(root: Key, around: dict[Key, list[Key]], order: dict[Key, int]) -> set[Key]:
    """Cut vertices of the group of `root`; without recursion, so that a long chain is no danger."""
    found: set[Key] = set()
    order[root] = len(order)
    low = {root: order[root]}
    path: list[tuple[Key, Key | None, Iterator[Key]]] = [(root, None, iter(around[root]))]
    branches = 0
    while path:
        node, parent, others = path[-1]
        following = next(others, None)
        if following is None:
            path.pop()
            if parent is not None:
                low[parent] = min(low[parent], low[node])
                if parent == root:
                    branches += 1
                elif low[node] >= order[parent]:
                    found.add(parent)
        elif following not in order:
            order[following] = low[following] = len(order)
            path.append((following, node, iter(around[following])))
        elif following != parent:
            low[node] = min(low[node], order[following])
    return found | ({root} if branches > 1 else set())


def degrees(nodes: Iterable[Key], edges: Sequence[Edge[Key]]) -> dict[Key, int]:
    """How many others each is tied to."""
    return {node: len(others) for node, others in _around(nodes, edges).items()}
