"""The sample programme: an invented programme with a history on two laptops, played through the same operations a person uses.

`resources/sample/*.yaml` is the timeline. Its days count from the day of loading, so that what is due this week is due this week whenever it is
loaded. The clock of both laptops is set to the day and time of each step; nothing is ever dated later than now.
"""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from ctip_desktop import resources
from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.interop.sample_steps import Player
from ctip_desktop.practice.evidence import add_months
from ctip_desktop.sync import exchange
from ctip_desktop.tasks import Progress
from ctip_desktop.workspace.clock import Clock
from ctip_desktop.workspace.workspace import Workspace

FOLDER = "sample"
OPENED, COLLEAGUE = "north", "south"
"""The laptop whose workspace is handed over, and the colleague's."""

_TOKEN = re.compile(r"\{([+-]\d{1,4})([dmy])(?::(day|year))?\}")
_BEGIN_OF_DAY = 9 * 60
_BETWEEN_STEPS = 7  # minutes


@dataclass(frozen=True, slots=True)
class SampleReport:
    """What was loaded. conflicts: answers waiting for a person. not_sent: what the colleague does not have yet; `seconds` of real time."""

    path: Path
    programme: str
    person: str
    colleague: Path | None
    records: int
    changes: int
    bundles: int
    conflicts: int
    not_sent: int
    seconds: float


class SampleClock:
    """The clock of both laptops: stands at the time of the step, moves a millisecond each time it is read, never back and never past `latest`."""

    def __init__(self, latest: datetime) -> None:
        self._latest = latest
        self._now = datetime.min.replace(tzinfo=latest.tzinfo)

    def go(self, moment: datetime) -> None:
        """Set it to the time of a step."""
        self._now = max(self._now, min(moment, self._latest))

    def __call__(self) -> datetime:
        """The time now."""
        self._now += timedelta(milliseconds=1)
        return self._now


# -- the timeline --------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Timeline:
    """The files read: names, steps in the order they happened, sources by key."""

    programme: str
    laptops: Mapping[str, Mapping[str, str]]
    steps: tuple[Mapping[str, Any], ...]
    sources: Mapping[str, Mapping[str, str]]


def read_timeline(today: date) -> Timeline:
    """Read `resources/sample/*.yaml`, with dates worked out from the day of loading."""
    programme = ""
    laptops: dict[str, Mapping[str, str]] = {}
    steps: list[Mapping[str, Any]] = []
    sources: dict[str, Mapping[str, str]] = {}
    files = (entry for entry in resources.resource(FOLDER).iterdir() if entry.name.endswith(".yaml"))
    for entry in sorted(files, key=lambda found: found.name):
        document = _dated(_parse(entry.read_text(encoding="utf-8")), today)
        programme = document.get("programme", programme)
        laptops |= document.get("laptops", {})
        sources |= document.get("sources", {})
        steps += document["steps"]
    return Timeline(programme, laptops, tuple(sorted(steps, key=lambda step: (int(step["day"]), step.get("at", "")))), sources)


def _parse(text: str) -> Any:
    """YAML in which every scalar stays text: `yes` and `2020-01-01` are not turned into anything else, and no object can be made."""
    return yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506  # the base loaders make only text, lists and maps


def _dated(value: Any, today: date) -> Any:
    if isinstance(value, str):
        return _TOKEN.sub(lambda found: relative(today, *found.groups()), value)
    if isinstance(value, list):
        return [_dated(one, today) for one in value]
    return {key: _dated(one, today) for key, one in value.items()}


def relative(today: date, offset: str, unit: str, shown: str | None = None) -> str:
    """A day (`d`), month (`m`) or year (`y`) counted from today, in ISO form; `shown` makes a day or a year out of a month."""
    if unit == "d":
        return (today + timedelta(days=int(offset))).isoformat()
    month = add_months(today.replace(day=1), int(offset) * (12 if unit == "y" else 1)).isoformat()
    length = {None: 7 if unit == "m" else 4, "day": 10, "year": 4}[shown]
    return month[:length]


def _moments(steps: tuple[Mapping[str, Any], ...], today: date) -> Iterator[datetime]:
    """When each step happened, in local time; without `at` some minutes after the one before it."""
    day, minutes = None, 0
    for step in steps:
        minutes = minutes + _BETWEEN_STEPS if step["day"] == day else _BEGIN_OF_DAY
        day = step["day"]
        at = time_of_day.fromisoformat(step["at"]) if "at" in step else time_of_day(minutes // 60 % 24, minutes % 60)
        yield datetime.combine(today + timedelta(days=int(day)), at).astimezone()


# -- loading -------------------------------------------------------------------------------------------------------------------------


def load_sample(
    path: Path, passphrase: str, progress: Progress | None = None, *, today: date | None = None, with_colleague: Path | None = None
) -> SampleReport:
    """Make the sample workspace at `path`, closed again when this returns. `with_colleague` keeps the colleague's workspace, too; both have the same
    passphrase. `today`: the day to count from, for tests.

    Raises WorldError (a file is there already, a full or read-only drive), BadInput for a weak passphrase, Cancelled; nothing is left behind then.
    """
    began = time.perf_counter()
    progress = progress or Progress()
    now = datetime.now().astimezone() if today is None else datetime.combine(today, time_of_day(18)).astimezone()
    timeline = read_timeline(now.date())
    clock = SampleClock(now)
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(TemporaryDirectory(prefix="ctip-sample-", ignore_cleanup_errors=True)))
        moments = list(_moments(timeline.steps, now.date()))
        clock.go(moments[0])
        places = {OPENED: (path, None), COLLEAGUE: (with_colleague, None) if with_colleague else (scratch / "south.ctip", scratch)}
        forms = Catalogue.built_in()
        laptops = {name: stack.enter_context(_laptop(timeline, name, passphrase, clock, forms, *place)) for name, place in places.items()}
        _introduce(laptops)
        player = Player(laptops, timeline.sources, scratch)
        for number, (step, moment) in enumerate(zip(timeline.steps, moments, strict=True)):
            progress.say("Preparing the sample programme", number, len(moments))
            clock.go(moment)
            player.play(step)
        progress.say("The sample programme is ready", len(moments), len(moments))
        person, told = laptops[OPENED].person, player.told
    seconds = time.perf_counter() - began
    return SampleReport(
        path, timeline.programme, person, with_colleague, told.records, told.changes, told.bundles, told.conflicts, told.waiting[OPENED], seconds
    )


@contextmanager
def _laptop(timeline: Timeline, name: str, passphrase: str, clock: Clock, forms: Catalogue, path: Path, state: Path | None) -> Iterator[Workspace]:
    """A new workspace of one laptop, removed with its backups when loading does not come to its end."""
    who = timeline.laptops[name]
    ws = Workspace.create(
        path, programme=timeline.programme, person=who["person"], device=who["name"], passphrase=passphrase, clock=clock, state=state, catalogue=forms
    )
    backups, older = ws.backup_folder, ws.backup_folder.exists()
    try:
        with ws:
            yield ws
    except BaseException:
        for ending in ("", "-wal", "-shm", "-journal"):
            with suppress(OSError):
                path.with_name(path.name + ending).unlink(missing_ok=True)
        if not older:
            shutil.rmtree(backups, ignore_errors=True)
        raise


def _introduce(laptops: Mapping[str, Workspace]) -> None:
    """Everybody adds the cards of the others."""
    cards = {name: exchange.card(ws).text for name, ws in laptops.items()}
    for name, ws in laptops.items():
        for other, card in cards.items():
            if other != name:
                exchange.trust(ws, card)
