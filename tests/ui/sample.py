"""A small invented programme, made once and copied for each test that writes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from ctip_desktop.forms.model import Answer, Source, State
from ctip_desktop.operations import decisions, records
from ctip_desktop.workspace.workspace import Workspace

NOW = datetime(2026, 10, 13, 9, 30).astimezone()
PASSPHRASE = "copper orchard walks sideways"

COMPANIES = (
    ("Selan Pearl Fisheries", "seafood", "TH", "Port Selan", 1400),
    ("Kestrin Electronics", "electronics", "VN", "Ostrana City", 900),
    ("Okavi Garments", "garments", "KH", "East Talven", None),
    ("บริษัท ทะเลใส", "seafood", "TH", "Lume Bay", 120),
    ("Tasini Ceramics", "manufacturing", "VN", "East Talven", None),
)


def make(path: Path) -> Workspace:
    """A workspace with companies, people, talks, answers and placements."""
    ws = Workspace.create(
        path, programme="Lantern Coast", person="Lina Tarvo", device="Laptop North", passphrase=PASSPHRASE, clock=lambda: NOW, state=path.parent
    )
    ids = {}
    for name, sector, country, place, staff in COMPANIES:
        answers = {"name": name, "sector": sector, "country": country, "place": place, "staff": staff, "owner": "Anek Toru"}
        ids[name] = records.create(ws, "company", answers={k: Answer.of(v) for k, v in answers.items()}).created[0]
    _fill(ws, ids["Selan Pearl Fisheries"])
    return ws


def _fill(ws: Workspace, selan) -> None:
    source = Source(kind="company", title="Supplier code", date="2025-03")
    records.create(
        ws, "contact", about=selan, answers={"name": Answer.of("Ressa Omark"), "job": Answer.of("Sourcing lead"), "champion": Answer.of("possible")}
    )
    talk = {
        "date": "2026-10-07",
        "channel": "call",
        "summary": "Talked about audit reports.",
        "follow_up": "Send the training outline",
        "follow_up_due": "2026-10-12",
    }
    records.create(ws, "conversation", about=selan, answers={k: Answer.of(v) for k, v in talk.items()}, status="finished")
    desk = records.create(ws, "desk_research", about=selan).created[0]
    records.answer(ws, desk, "commitment", Answer.of(ws.catalogue.form("desk_research").question("commitment").choices[0].name))
    records.add_source(ws, desk, "commitment", source)
    records.answer(ws, desk, "history", Answer(None, State.UNKNOWN))
    form = ws.catalogue.form("maturity")
    actions = [q for q in form.walk() if q.type == "select_one yes_no" or (q.type == "select_one" and {c.name for c in q.choices} == {"yes", "no"})]
    records.create(
        ws, "maturity", about=selan, answers={q.name: Answer.of("yes" if n < 8 else "no", sources=(source,)) for n, q in enumerate(actions[:12])}
    )
    decisions.place(ws, selan, "follower", "team", "After desk research.", datetime(2024, 3, 1).date(), suggested="follower")
    decisions.place(ws, selan, "mature", "team", "After the audits.", datetime(2026, 9, 18).date(), suggested="mature")
    decisions.place(ws, selan, "leader", "company", "First own view.", datetime(2026, 10, 7).date())
    decisions.next_goal(
        ws,
        selan,
        "A channel where workers on vessels can speak up",
        stage="leader",
        by_date="2027-06-30",
        agreed_with="Anek Toru",
        agreed_on=datetime(2026, 10, 7).date(),
    )
