"""An invented partnership with everything around it, for window tests."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.workspace.workspace import Workspace


def make(ws: Workspace, form: str, about: UUID | None = None, rows: dict[str, list[dict[str, Any]]] | None = None, **answers: Any) -> UUID:
    """A finished record with these answers."""
    repeats = {name: [{k: Answer.of(v) for k, v in row.items()} for row in lines] for name, lines in (rows or {}).items()}
    given = {name: Answer.of(value) for name, value in answers.items()}
    return records.create(ws, form, about=about, answers=given, rows=repeats, status="finished").created[0]


def opportunity(ws: Workspace, company: UUID, title: str, status: str, on: str, **more: Any) -> UUID:
    """An idea with one company at one step."""
    return make(ws, "opportunity", company, {"partners": [{"partner_company": company.hex}]}, title=title, status=status, status_on=on, **more)


def partnership(ws: Workspace, company: UUID, idea: UUID, name: str = "Recruitment without fees", **more: Any) -> UUID:
    """A running partnership with one company."""
    known = {"status": "running", "country": "KH", "sector": "garments", "started_on": "2025-11-01", "first_talk_on": "2025-01-10"}
    rows = {"partner_rows": [{"partner": company.hex, "partner_since": "2025-11-01"}]}
    return make(ws, "partnership", idea, rows, name=name, opportunity=idea.hex, **{**known, **more})


def pulse(ws: Workspace, about: UUID, wave: str, on: str, side: str, marks: tuple[tuple[float | str, ...], ...], comment: str = "") -> None:
    """One wave of one side: a tuple of rp_1 … rp_6 for each person."""
    names = ("rp_1", "rp_2", "rp_3", "rp_4", "rp_5", "rp_6")
    for n, person in enumerate(marks):
        said = {"rp_3_comment": comment, "may_quote": "yes"} if comment and n == 0 else {}
        make(ws, "pulse", about, wave=wave, wave_on=on, side=side, respondent=f"{side} {n + 1}", **dict(zip(names, person, strict=True)), **said)


ADVISER, RESOURCE, CONTACT = "trusted_adviser", "useful_resource", "contact_point"
THEIRS_BEFORE = ((4, 4, 4, 3, RESOURCE, 4), (4, 4, 3, 4, RESOURCE, 3), (4, 5, 4, 3, ADVISER, 4), (3, 4, 4, 4, RESOURCE, 4))
THEIRS = ((4, 4, 3, 3, RESOURCE, 3), (4, 5, 3, 3, RESOURCE, 3), (4, 5, 3, 4, ADVISER, 3), (3, 4, 2, 3, RESOURCE, 4))
OURS = ((4, 4, 5, 4, ADVISER, 4), (4, 4, 4, 4, ADVISER, 4), (5, 4, 4, 4, RESOURCE, 4))


def life(ws: Workspace, company: UUID, idea: UUID) -> UUID:
    """A partnership with agreements, money, milestones, concerns, indicators with readings, three pulses and a decision."""
    found = partnership(ws, company, idea, agreement_on="2025-10-20", summary="Workers pay nothing for their job. The company pays the recruiter.")
    make(ws, "agreement", found, kind="umbrella", parties="Our programme and Okavi Garments", signed_on="2025-10-20", exit_clause="yes")
    make(
        ws,
        "agreement",
        found,
        kind="sub",
        parties="Training in two factories",
        signed_on="2026-02-01",
        ends_on="2026-12-31",
        value=40000,
        currency="USD",
    )
    make(
        ws,
        "nda",
        found,
        parties="Our programme and Okavi Garments",
        signed_on="2025-09-01",
        covers="Audit reports",
        shareable=("existence", "sector", "country"),
    )
    reports = make(ws, "indicator", found, name="Workers without debt", unit="%", direction="up", baseline=20, target=80, frequency="quarterly")
    for day, value in (("2025-12-31", 22), ("2026-03-31", 35), ("2026-06-30", 51)):
        make(ws, "reading", reports, date=day, value=value)
    make(ws, "indicator", found, name="Days until a job starts", unit="days", direction="down", baseline=60, target=30, frequency="yearly")
    make(ws, "milestone", found, text="Two trainings for line leaders held", kind="output", due="2026-03-31", reached_on="2026-03-20")
    make(
        ws, "milestone", found, text="Recruiters in both factories are paid by the company", kind="outcome", due="2026-09-30",
        payment=12000, payment_currency="USD", chain=("adoption", "jobs"), indicator=reports.hex,
    )  # fmt: skip
    make(ws, "milestone", found, text="A second factory joins", kind="outcome", due="2027-03-31")
    money = {"kind": "cash", "currency": "USD", "state": "received"}
    make(ws, "contribution", found, partner=company.hex, date="2026-01-15", value=25000, source_class="private", use_class="support_cost", **money)
    make(
        ws,
        "contribution",
        found,
        partner_name="Northern Fund",
        date="2026-02-01",
        value=10000,
        source_class="donor",
        use_class="direct_support",
        **money,
    )
    make(
        ws,
        "contribution",
        found,
        partner_name="Northern Fund",
        date="2026-02-01",
        value=5000,
        source_class="donor",
        use_class="support_cost",
        **money,
    )
    words = {"side": "company", "kind": "deal_breaker", "status": "open", "raised_on": "2026-09-09"}
    make(ws, "concern", found, text="No publicity before the audit is closed", topic=("publicity",), **words)
    make(ws, "concern", found, side="programme", kind="concern", text="Only one contact person", status="in_talks", raised_on="2026-06-01")
    pulse(ws, found, "Wave 1", "2025-10-10", "partner", THEIRS_BEFORE)
    pulse(ws, found, "Wave 2", "2026-04-10", "partner", THEIRS_BEFORE)
    pulse(ws, found, "Wave 2", "2026-04-10", "ours", OURS)
    pulse(ws, found, "Wave 3", "2026-10-05", "partner", THEIRS, "We wait long for an answer about the workshop budget.")
    pulse(ws, found, "Wave 3", "2026-10-05", "ours", OURS)
    make(ws, "decision", found, kind="go_on", decided_on="2026-04-20", deciders="Lina Tarvo, Joram Pesk", choice="yes", reasons="Both sides want it.")
    return found
