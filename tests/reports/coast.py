"""A small invented programme in a real workspace, with all the prints around partnerships need: an agreement that hides a name, money of both kinds,
three rounds of a pulse and one with two people only, milestones, indicators, and words that must never be printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.model import Answer, Source, State, Value
from ctip_desktop.operations import records
from ctip_desktop.practice.pulse import ITEMS
from ctip_desktop.workspace.workspace import Workspace

START = datetime(2026, 10, 13, 4, 20).astimezone()
UNKNOWN = Answer(state=State.UNKNOWN)
TRUST = {1: "contact_point", 3: "useful_resource", 5: "trusted_adviser"}

HIDDEN = "Fenwick Circuits"
RESPONDENTS = ("Tomas Weld", "Mara Quill", "Isak Brenna", "Odile Farrow", "Nuri Sand")
NEVER = (
    *RESPONDENTS,
    "Our buyer would drop us for this",
    "nobody may quote me",
    "Petra Holm",
    "petra@okavi.example",
    "Two workers told us of a broker",
)
"""What no print for anybody but the team holds; the respondents and their secret comments not even one for the team."""

Given = Mapping[str, Value | Answer]


class Clock:
    """A clock that ticks a second whenever somebody looks."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


class Coast:
    """The programme and the ids of what is in it."""

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self.ws = Workspace.create(
            folder / "coast.ctip",
            programme="Lantern Coast Programme",
            person="Lina Tarvo",
            passphrase="lantern river seven basket",
            catalogue=catalogue,
            clock=Clock(),
            backups=folder / "backups",
            state=folder / "state",
        )
        self._programme()
        self._companies()
        self._opportunities()
        self._fees()
        self._others()

    @contextmanager
    def closing(self) -> Iterator[Coast]:
        """For a test that writes into a programme of its own."""
        with self.ws:
            yield self

    def ended(self) -> UUID:
        """A small partnership that is over, with 10,000 of private money."""
        over = self.make("partnership", None, name="Market stalls", status="ended", started_on="2024-02-01", ended_on="2025-02-01")
        self._give(over, self.okavi, "cash", 10_000, "received", "private", "strategic")
        return over

    # -- writing

    def make(self, form: str, about: UUID | None = None, rows: Mapping[str, Sequence[Given]] | None = None, **values: Value | Answer) -> UUID:
        lines = {repeat: [_answers(row) for row in given] for repeat, given in (rows or {}).items()}
        return records.create(self.ws, form, about=about, answers=_answers(values), rows=lines).created[0]

    def _programme(self) -> None:
        targets: dict[str, Value] = {"target_partnerships": 2, "target_private": 2_000_000, "target_private_currency": "USD", "currency": "USD"}
        records.answer_many(self.ws, self.ws.programme_id, _answers({"countries": ("TH", "VN"), **targets}))

    def _companies(self) -> None:
        self.okavi = self.make("company", name="Okavi Garments", sector="garments", country="VN", place="Lume Bay", staff=4200, owner="Lina Tarvo")
        self.fenwick = self.make("company", name=HIDDEN, other_names="Fenwick CT", sector="electronics", country="VN", place="Tarn Valley")
        self.pearl = self.make("company", name="Selan Pearl Fisheries", sector="seafood", country="TH", place="Port Selan", staff=1400)
        self.marisol = self.make("company", name="Hotel Marisol", sector="hospitality", country="TH", nda="yes")
        self.make(
            "nda",
            self.fenwick,
            parties="Fenwick Circuits\nLantern Coast Programme",
            signed_on="2026-01-10",
            ends_on="2028-05-31",
            shareable=("existence", "sector", "country", "activity", "period"),
            anonymous_label="Company A, electronics, Viet Nam",
        )
        self.anek = self.make("contact", self.pearl, name="Anek Toru", job="Sustainability lead", active="yes", champion="yes")
        self.petra = self.make("contact", self.okavi, name="Petra Holm", job="Head of HR", email="petra@okavi.example", active="yes")
        self._pearl()

    def _pearl(self) -> None:
        pearl = self.pearl
        shown = ("mat_01", "mat_02", "mat_04", "mat_07", "mat_08", "mat_09", "mat_11")
        self.make("maturity", pearl, **dict.fromkeys(shown, "yes"), mat_03="no", mat_06="no", mat_05="yes", mat_10=UNKNOWN)
        self.make("placement", pearl, by="team", stage="mature", date="2026-09-18", reason="Four of five actions, the rest is talk")
        self.make("placement", pearl, by="company", stage="leader", date="2026-10-07", reason="They feel further on")
        self.make("goal", pearl, goal="A channel where workers on vessels can speak up, tested in one port", stage="leader", by_date="2027-06-30",
                  agreed_with="Anek Toru", agreed_on="2026-10-07")  # fmt: skip
        sources = (Source(kind="company", title="Yearly report 2025", date="2026-03"), Source(kind="company", title="Own website", date="2026-09"))
        self.desk = self.make(
            "desk_research",
            pearl,
            {"sites": [{"site_place": "Port Selan", "site_country": "TH", "site_staff": 620}]},
            history=Answer.of("Family boat yard since 1994, exports since 2009", sources=sources[1:]),
            turnover_currency="USD",
            turnover=Answer.of(38_000_000.0, sources=sources[:1]),
            staff_total=Answer.of(1350, sources=sources[:1]),
            treatment=Answer.of("Two workers told us of a broker"),
        )
        self.make(
            "listening",
            pearl,
            goals_soon="Training at sea, not only in port",
            worries="Buyers ask for proof",
            said_by="company",
            heard_on="2026-09-18",
        )
        self.make("conversation", pearl, date="2026-10-07", channel="call", who=str(self.anek), our_people="Lina Tarvo", summary="Audit reports",
                  follow_up="Send the training outline", follow_up_due="2026-10-15")  # fmt: skip
        self.make("conversation", pearl, date="2025-03-28", channel="meeting", summary="First talk", follow_up="Name a date for the port",
                  follow_up_due="2026-09-01")  # fmt: skip

    def _opportunities(self) -> None:
        self.coaching_idea = self.make("opportunity", self.fenwick, title="Line leaders at Fenwick Circuits", status="agreement", country="VN",
                                       sector="electronics", type="supporter", owner="Lina Tarvo")  # fmt: skip
        for title, company, status in (
            ("Worker voice line", self.pearl, "due_diligence"),
            ("Cold store rest rules", self.pearl, "scored"),
            ("Hotel reception training", self.marisol, "concept"),
            ("Job fair", self.okavi, "parked"),
        ):
            self.make("opportunity", company, title=title, status=status, country="TH")

    # -- the partnership of the printed design

    def _fees(self) -> None:
        self.fees = fees = self.make(
            "partnership",
            None,
            {"partner_rows": [{"partner": str(self.okavi), "partner_since": "2026-02-12"}, {"partner": str(self.fenwick)}]},
            name="Recruitment without fees",
            summary="Workers get jobs without fees; fees paid earlier go back to them.",
            vision="By August 2027, nobody pays to get a job in six garment and electronics plants.",
            country="VN",
            sector="garments",
            status="running",
            first_talk_on="2025-06-02",
            agreement_on="2026-02-12",
            started_on="2026-02-12",
            lead_ours="Lina Tarvo",
            lead_theirs=str(self.petra),
            value_roles=("convener", "thought_leader"),
        )
        self.make("partnership_type", fees, type="shared_value", decided_on="2026-02-01", core_business="yes")
        self.make("role", fees, partner=str(self.okavi), role=("strategic_partner", "funder"), **{"from": "2026-02-12"})
        self.make("do_no_harm", fees, agreed_in_writing="yes", agreed_on="2026-03-04", protocol_exists="yes", protocol_title="Rules for a case",
                  protocol_contact="Petra Holm", briefing_on="2026-03-18", escalation_known="yes")  # fmt: skip
        self.make(
            "concern", fees, side="company", kind="deal_breaker", text="Our buyer would drop us for this", status="open", raised_on="2026-05-02"
        )
        self.make("agreement", fees, kind="umbrella", parties="Okavi Garments\nFenwick Circuits", signed_on="2026-02-12", exit_clause="yes")
        self._milestones()
        self._money()
        self._indicators()
        self._pulses()

    def _milestones(self) -> None:
        for text, kind, due, reached in (
            ("Umbrella agreement", "activity", "2026-02-12", "2026-02-12"),
            ("Roles and budget in writing", "output", "2026-04-02", "2026-04-02"),
            ("Workshop 1", "activity", "2026-05-20", "2026-05-20"),
            ("Code signed by recruiters", "output", "2026-08-06", "2026-08-06"),
            ("Workshop 2", "activity", "2026-10-27", None),
            ("New rule used in 12 offices of Fenwick Circuits", "outcome", "2027-01-15", None),
            ("Fees paid back to workers", "outcome", "2027-04-15", None),
            ("Hand-over plan agreed", "output", "2027-07-15", None),
        ):
            self.make("milestone", self.fees, text=text, kind=kind, due=due, reached_on=reached)

    def _money(self) -> None:
        self._give(self.fees, self.okavi, "cash", 130_000, "received", "private", "strategic")
        self._give(self.fees, self.okavi, "in_kind", 68_000, "received", "private", "support_cost", basis="cost")
        self._give(self.fees, self.fenwick, "cash", 80_500, "pledged", "private", "direct_support")
        self._give(self.fees, self.fenwick, "in_kind", 28_125, "pledged", "private", "support_cost", basis="market")
        self._give(self.fees, None, "cash", 120_000, "received", "donor", "strategic", partner_name="Lantern Coast Programme")
        self._give(self.fees, None, "in_kind", 14_000, "pledged", "donor", "strategic", partner_name="Harbour Fund", basis="statement")

    def _give(self, about: UUID, company: UUID | None, kind: str, value: float, state: str, source: str, use: str, **more: Value) -> None:
        by: dict[str, Value] = {"partner": str(company)} if company else {}
        self.make("contribution", about, date="2026-05-12", kind=kind, value=value, currency="USD", state=state, source_class=source, use_class=use,
                  **by, **more)  # fmt: skip

    def _indicators(self) -> None:
        for name, unit, start, target, values in (
            ("Workers hired without fees", "workers", 0, 900, (310, 640)),
            ("Recruiters who signed the code", "recruiters", 0, 12, (4, 11)),
            ("Workers who know the help line", "%", 22, 80, (48, 71)),
        ):
            indicator = self.make("indicator", self.fees, name=name, unit=unit, direction="up", baseline=start, target=target, frequency="quarterly",
                                  responsible="Petra Holm")  # fmt: skip
            for on, value in zip(("2026-06-30", "2026-09-30"), values, strict=True):
                self.make("reading", indicator, date=on, value=value, note="Read by Petra Holm")

    def _pulses(self) -> None:
        waves = {
            "2025-2": ("2025-10-05", (4, 4, 4, 4, 3, 4), 5),
            "2026-1": ("2026-04-08", (4, 4, 4, 4, 3, 4), 4),
            "2026-2": ("2026-10-01", (4, 5, 3, 3, 3, 3), 4),
        }
        for wave, (on, marks, people) in waves.items():
            for number in range(people):
                one = [max(1, mark - (number == 0)) for mark in marks]
                self._pulse(self.fees, RESPONDENTS[number], one, "partner", wave, on, number)
            for name in ("Lina Tarvo", "Joram Pesk", "Sia Dorn"):
                self._pulse(self.fees, name, (4, 4, 4, 4, 5, 4), "ours", wave, on, 9)

    def _pulse(self, about: UUID, who: str, marks: Sequence[int], side: str, wave: str, on: str, number: int) -> None:
        given: dict[str, Value | Answer] = {item: mark for item, mark in zip(ITEMS, marks, strict=True) if item != "rp_5"}
        given["rp_5"] = TRUST[3 if marks[4] in (2, 3, 4) else marks[4]]
        if number == 1:
            given |= {"rp_3_comment": "We wait long for an answer about the workshop budget.", "may_quote": "yes"}
        if number == 2:
            given |= {"rp_4_comment": "nobody may quote me", "may_quote": "no"}
        self.make("pulse", about, wave=wave, wave_on=on, side=side, respondent=who, **given)

    # -- other partnerships

    def _others(self) -> None:
        self.coaching = self._partnership("Line leaders at Fenwick Circuits", self.fenwick, "VN", "2026-08-01", self.coaching_idea)
        self.vessels = self._partnership("Vessel contact points", self.pearl, "TH", "2024-06-10")
        contracts = self._partnership("Fair contract templates", self.okavi, "VN", "2025-11-03")
        stops = self._partnership("Driver rest stops", self.marisol, "TH", "2026-01-20")
        for about, marks in ((contracts, (4, 4, 5, 4, 5, 4)), (stops, (4, 4, 1, 4, 3, 4))):
            for name in RESPONDENTS[:3]:
                self._pulse(about, name, marks, "partner", "2026-2", "2026-09-20", 8)
        self._give(self.coaching, self.fenwick, "cash", 91_375, "received", "private", "support_cost")
        self._give(self.vessels, self.pearl, "cash", 188_000, "received", "private", "strategic")
        for name in RESPONDENTS[:2]:
            self._pulse(self.vessels, name, (5, 5, 5, 5, 5, 5), "partner", "2026-2", "2026-10-02", 8)
        self.make("lesson", self.ws.programme_id, kind="lesson", text="Companies answer faster when the costs are named in the first talk.",
                  date="2026-09-01")  # fmt: skip
        self.make("lesson", self.fees, kind="failure", text="Training in the fishing season did not work at Fenwick Circuits.", date="2026-08-01")

    def _partnership(self, name: str, company: UUID, country: str, started: str, opportunity: UUID | None = None) -> UUID:
        partner = [{"partner": str(company)}]
        return self.make("partnership", opportunity, {"partner_rows": partner}, name=name, status="running", started_on=started, country=country,
                         first_talk_on="2024-01-10")  # fmt: skip


def _answers(values: Given) -> dict[str, Answer]:
    return {name: value if isinstance(value, Answer) else Answer.of(value) for name, value in values.items()}
