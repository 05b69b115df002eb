"""How a measure is taken and told."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """One claim. `ratio` is what is compared with `limit`; for times in seconds the baseline says how fast this machine is."""

    name: str
    ratio: float
    limit: float
    baseline: str
    unit: str = "ratio"
    runs: int = 1

    @property
    def holds(self) -> bool:
        """Is the claim true in this run?"""
        return self.ratio <= self.limit


def seconds(work: Callable[[], object]) -> float:
    """Wall-clock seconds of one run."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def best(work: Callable[[], object], runs: int = 3) -> float:
    """The fastest of some runs: what the code costs, without what else the machine does."""
    return min(seconds(work) for _ in range(runs))


def p95(times: list[float]) -> float:
    """The 95th percentile in seconds."""
    return statistics.quantiles(times, n=20)[-1]


def python_speed() -> str:
    """The machine's raw Python speed, said beside times in seconds."""

    def loop() -> int:
        total = 0
        for i in range(1_000_000):
            total += i % 7
        return total

    return f"raw Python here: {best(loop) * 1000:.0f} ms for a loop of a million additions"
