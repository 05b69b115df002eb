"""Symbols: the shipped icons as outlines, read once per print. Only the path commands that our own icons use are known."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from ctip_desktop.dataclass import dataclass
from ctip_desktop.resources import text

TOKEN = re.compile(r"[MmLlHhVvCcSsAaZz]|[-+]?(?:\d*\.\d+|\d+)")
ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "A": 7, "Z": 0}
BOX = 24.0  # every icon is drawn in a square of 24 units


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an outline in icon units: `move`, `line`, `curve` (three points) or `close`."""

    kind: str
    points: tuple[tuple[float, float], ...] = ()


def outline(name: str) -> tuple[Step, ...]:
    """The outline of a shipped icon. Raises FileNotFoundError."""
    paths = re.findall(r'\bd="([^"]+)"', text("icons", f"{name}.svg"))
    return tuple(step for path in paths for step in steps(path))


def steps(path: str) -> Iterator[Step]:
    """An SVG path as absolute moves, lines and cubic curves."""
    here, start, handle = (0.0, 0.0), (0.0, 0.0), (0.0, 0.0)
    for command, values in _commands(path):
        kind = command.upper()
        if kind == "Z":
            yield Step("close")
            here = start
            continue
        origin = here if command.islower() else (0.0, 0.0)
        if kind == "A":
            end = (values[5] + origin[0], values[6] + origin[1])
            yield from _arc(here, end, values)
        else:
            points = _points(kind, values, origin, here)
            if kind == "S":
                points = ((2 * here[0] - handle[0], 2 * here[1] - handle[1]), *points)
            end = points[-1]
            yield Step({"M": "move", "C": "curve", "S": "curve"}.get(kind, "line"), points)
        handle = points[-2] if kind in "CS" else end
        here = end
        start = end if kind == "M" else start


def _commands(path: str) -> Iterator[tuple[str, list[float]]]:
    """Commands with their numbers; a repeated command may leave its letter out, and after a move the repeats are lines."""
    tokens = TOKEN.findall(path)
    index, command = 0, "M"
    while index < len(tokens):
        if tokens[index].isalpha():
            command = tokens[index]
            index += 1
        count = ARGUMENTS[command.upper()]
        yield command, [float(t) for t in tokens[index : index + count]]
        index += count
        command = {"M": "L", "m": "l"}.get(command, command)


def _points(kind: str, values: list[float], origin: tuple[float, float], here: tuple[float, float]) -> tuple[tuple[float, float], ...]:
    if kind == "H":
        return ((values[0] + origin[0], here[1]),)
    if kind == "V":
        return ((here[0], values[0] + origin[1]),)
    return tuple((values[i] + origin[0], values[i + 1] + origin[1]) for i in range(0, len(values), 2))


def _arc(start: tuple[float, float], end: tuple[float, float], values: list[float]) -> Iterator[Step]:
    """A circle arc as cubic curves (our icons have neither ellipses nor turned arcs)."""
    radius, large, sweep = values[0], bool(values[3]), bool(values[4])
    half = ((start[0] - end[0]) / 2, (start[1] - end[1]) / 2)
    length = math.hypot(*half)
    radius = max(radius, length)
    off = math.sqrt(max(radius * radius - length * length, 0)) * (-1 if large == sweep else 1) / length
    center = ((start[0] + end[0]) / 2 + off * half[1], (start[1] + end[1]) / 2 - off * half[0])
    first = math.atan2(start[1] - center[1], start[0] - center[0])
    turn = math.atan2(end[1] - center[1], end[0] - center[0]) - first
    if sweep and turn < 0:
        turn += 2 * math.pi
    elif not sweep and turn > 0:
        turn -= 2 * math.pi
    count = max(1, math.ceil(abs(turn) / (math.pi / 2) - 1e-9))
    for i in range(count):
        yield _quarter(center, radius, first + turn * i / count, turn / count)


def _quarter(center: tuple[float, float], radius: float, angle: float, turn: float) -> Step:
    """At most a quarter circle as one cubic curve."""
    pull = 4 / 3 * math.tan(turn / 4) * radius

    def at(a: float, along: float) -> tuple[float, float]:
        return (center[0] + radius * math.cos(a) - along * math.sin(a), center[1] + radius * math.sin(a) + along * math.cos(a))

    return Step("curve", (at(angle, pull), at(angle + turn, -pull), at(angle + turn, 0)))
