"""Workspaces for tests, made quickly: one is made for the session, each test opens a copy of it with its key."""

from __future__ import annotations

import itertools
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.model import Choice, Form, Kind, Question, ScoreRule, Section
from ctip_desktop.workspace.workspace import Workspace

PASSPHRASE = "seven quiet lanterns drift"

YES_NO = (Choice("yes", "Yes"), Choice("no", "No"))
SECTORS = (Choice("seafood", "Seafood and fishing"), Choice("garments", "Garments"))


def _question(name: str, kind: str = "text", label: str = "", **more: object) -> Question:
    return Question(name, kind, label or name.replace("_", " ").capitalize(), **more)  # type: ignore[arg-type]


def _form(name: str, kind: Kind, *questions: Question, **more: object) -> Form:
    return Form(name, "1", name.replace("_", " ").capitalize(), kind, (Section("main", "Main", questions),), **more)  # type: ignore[arg-type]


COMPANY = _form(
    "company",
    Kind.ENTITY,
    _question("name", required="yes"),
    _question("other_names"),
    _question("country", "select_one country", choices=(Choice("TH", "Thailand"), Choice("VN", "Viet Nam")), appearance="country"),
    _question("staff", "integer", constraint=". >= 0"),
    _question("sector", "select_multiple sector", choices=SECTORS),
    _question("listed", "select_one yes_no", choices=YES_NO, default="no"),
    _question("about_it"),
    record_title="${name}",
)
RESEARCH = _form(
    "research",
    Kind.CHECKLIST,
    _question("turnover", "decimal"),
    _question("policy"),
    _question("sites", "repeat", questions=(_question("site_place"), _question("site_staff", "integer", default="1"))),
    about=("company",),
)
CARD = _form(
    "score_card",
    Kind.SCORE_CARD,
    _question("assessor"),
    _question("round"),
    _question("mark", "integer"),
    about=("company",),
    unique=("assessor", "round"),
    record_title="${assessor}: ${round}",
    scores=(ScoreRule("total", "Total", "mean", ("mark",)),),
)
SOURCE = _form("source", Kind.ENTITY, *(_question(n) for n in ("kind", "title", "link", "date", "file")), record_title="${title}")
PROGRAMME = _form("programme", Kind.ENTITY, _question("name", required="yes"), _question("goals"), record_title="${name}")


def small_catalogue() -> Catalogue:
    """A handful of small forms."""
    return Catalogue((COMPANY, RESEARCH, CARD, SOURCE, PROGRAMME))


class SteppingClock:
    """Each look is a second later: times in tests differ and never repeat."""

    def __init__(self, start: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)) -> None:
        self._seconds = itertools.count()
        self.start = start

    def __call__(self) -> datetime:
        return self.start + timedelta(seconds=next(self._seconds))


class Maker:
    """Hands out workspaces of one programme; each call of `ana` and `ben` is a fresh copy of a laptop that has just begun."""

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self._folder = folder
        self._catalogue = catalogue
        self._keys: dict[str, bytes] = {}

    def laptop(self, folder: Path, person: str) -> Workspace:
        """An open workspace of this person in this folder."""
        if person not in self._keys:
            self._make(person)
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copytree(self._folder / person / "state", folder / "state", dirs_exist_ok=True)
        path = folder / f"{person.lower()}.ctip"
        shutil.copy(self._folder / person / "new.ctip", path)
        ws = Workspace.open(path, key=self._keys[person], catalogue=self._catalogue, clock=SteppingClock(), state=folder / "state")
        ws.set_setting("backups", str(folder / "backups"))
        return ws

    def _make(self, person: str) -> None:
        place = self._folder / person
        place.mkdir(parents=True)
        with Workspace.create(
            place / "new.ctip",
            programme="Lantern Coast",
            person=person,
            passphrase=PASSPHRASE,
            device=f"Laptop {person}",
            catalogue=self._catalogue,
            clock=SteppingClock(datetime(2026, 3, 1, 9, 0, tzinfo=UTC)),
            state=place / "state",
        ) as ws:
            self._keys[person] = ws.secret.key
