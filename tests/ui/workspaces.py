"""A small invented programme for window tests, made once and copied."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records, rounds
from ctip_desktop.workspace.workspace import Workspace

PASS = "copper orchard walks sideways"
FACTORS = (
    *("alignment", "scalable", "innovative", "sustainability", "systemic", "business_goals", "champion", "reputation"),
    *("local_priorities", "law_enforcement", "difficulty", "risk", "staff_intensity", "resources", "time_horizon"),
)

IDEAS = {
    "Worker voice line for fishing vessels": ("Selan Pearl Fisheries", (5, 4, 3, 4, 4, 4, 5, 3, 4, 3, 3, 2, 4, 3, 3)),
    "Recruitment without fees, East Talven": ("Okavi Garments", (5, 4, 4, 4, 4, 3, 4, 3, 4, 3, 3, 3, 3, 2, 3)),
    "Net-to-plate tracing pilot": ("Brightwater Aqua Farms", (4, 4, 4, 4, 3, 4, 4, 4, 3, 2, 3, 2, 3, 2, 3)),
    "Training for hotel supervisors": ("Torvane Hotels Group", (3, 3, 3, 3, 3, 3, 4, 3, 4, 3, 2, 2, 3, 2, 2)),
    "Regional recruiter register": ("Velora Staffing", (5, 4, 4, 5, 4, 2, 3, 2, 4, 3, 5, 4, 4, 4, 4)),
}


def make(path: Path, *, person: str = "Lina Tarvo", device: str = "Laptop North") -> Workspace:
    """An empty workspace of the invented programme."""
    return Workspace.create(path, programme="Lantern Coast", person=person, passphrase=PASS, device=device, state=path.parent / "state")


def company(ws: Workspace, name: str) -> UUID:
    """A company with a name."""
    return records.create(ws, "company", answers={"name": Answer.of(name)}).created[0]


def opportunity(ws: Workspace, title: str, partner: UUID) -> UUID:
    """An idea with one company."""
    return records.create(ws, "opportunity", about=partner, answers={"title": Answer.of(title)}).created[0]


def sheet(ws: Workspace, about: UUID, kind: str, person: str, marks: tuple[int, ...], *, hand_in: bool = True) -> UUID:
    """A person's filled-in score card."""
    head = {"round": Answer.of(kind), "assessor": Answer.of(person), "agreed": Answer.of("no")}
    made = records.create(ws, "score_card", about=about, answers={**head, **{f: Answer.of(m) for f, m in zip(FACTORS, marks, strict=True)}}).created[
        0
    ]
    if hand_in:
        rounds.hand_in(ws, made)
    return made


def portfolio(ws: Workspace) -> dict[str, UUID]:
    """Companies, ideas, a closed first round and an open second one."""
    ideas = {title: opportunity(ws, title, company(ws, name)) for title, (name, _) in IDEAS.items()}
    for kind in ("internal", "programme"):
        rounds.begin(ws, kind, blind=kind == "internal")
        for title, (_, marks) in IDEAS.items():
            shifted = marks if kind == "programme" else tuple(min(5, m + (n % 3 == 0)) if title.startswith("Net") else m for n, m in enumerate(marks))
            sheet(ws, ideas[title], kind, "Joram Pesk", shifted)
            sheet(ws, ideas[title], kind, "Mira Osei", tuple(max(1, m - (n % 4 == 1) * 2) for n, m in enumerate(shifted)))
            if kind == "internal":
                agreed = {f: Answer.of(m) for f, m in zip(FACTORS, shifted, strict=True)}
                rounds.agree(ws, ideas[title], kind, agreed, "We talked about each mark.")
    rounds.close(ws, "internal")
    return ideas
