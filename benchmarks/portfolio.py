"""Lists: 5,000 companies, listed and searched."""

from __future__ import annotations

import gc
import random
import tempfile
from pathlib import Path

from benchmarks.common import Measure, p95, python_speed, seconds
from benchmarks.workspace import new_workspace
from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.operations.records import NewRecord
from ctip_desktop.queries import companies
from ctip_desktop.workspace.workspace import Workspace

COMPANIES, RUNS = 5_000, 40
FIRST = ("Selan", "Okavi", "Dunmara", "Torvane", "Kestrin", "Velora", "Ondel", "Harrow", "Brightwater", "Pelagra")
SECOND = ("Pearl", "Garments", "Cocoa", "Hotels", "Electronics", "Staffing", "Retail", "Logistics", "Farms", "Canning")


def _company(number: int, draw: random.Random) -> NewRecord:
    name = f"{draw.choice(FIRST)} {draw.choice(SECOND)} {number}"
    answers = {
        "name": Answer.of(name),
        "country": Answer.of(draw.choice(("TH", "VN", "KH", "PH", "MY"))),
        "sector": Answer.of(draw.choice(("seafood", "garments", "agriculture", "hospitality", "electronics"))),
        "place": Answer.of(f"Port {draw.choice(FIRST)}"),
        "notes": Answer.of(f"Met at the {draw.choice(SECOND).lower()} fair, asked about hiring in {draw.choice(FIRST)}."),
    }
    return NewRecord(answers=answers)


def filled(ws: Workspace) -> None:
    """5,000 companies, in steps of 500."""
    draw = random.Random(7)
    for start in range(0, COMPANIES, 500):
        records.create_many(ws, "company", [_company(number, draw) for number in range(start, start + 500)])


def measures() -> list[Measure]:
    """Listing everything, and searching, ≤ 100 ms at the 95th percentile."""
    speed = python_speed()
    with tempfile.TemporaryDirectory() as name, new_workspace(Path(name)) as ws:
        filled(ws)
        gc.collect()
        gc.freeze()  # as the window does when it has settled (ui/app.py)
        listing = [seconds(lambda: companies.company_list(ws)) for _ in range(RUNS)]
        texts = [f"{FIRST[n % 10]} {SECOND[n // 3 % 10]}" if n % 2 else FIRST[n % 10][:4] for n in range(RUNS)]
        searching = [seconds(lambda t=text: companies.company_list(ws, text=t)) for text in texts]  # type: ignore[misc]  # binds the loop
    return [
        Measure("list 5,000 companies, p95", p95(listing), 0.1, speed, "s", RUNS),
        Measure("search 5,000 companies, p95", p95(searching), 0.1, speed, "s", RUNS),
    ]
