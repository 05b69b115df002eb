"""`ctip demo OUT`: the whole main job on the sample programme, with results that anybody can look at and check with other tools."""

from __future__ import annotations

import importlib.util
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pyrage

from ctip_desktop import resources
from ctip_desktop.dataclass import dataclass
from ctip_desktop.errors import WorldError
from ctip_desktop.interop.sample import load_sample
from ctip_desktop.queries import companies
from ctip_desktop.queries import records as queries
from ctip_desktop.sync import exchange
from ctip_desktop.tasks import Progress
from ctip_desktop.workspace.files import write_atomically
from ctip_desktop.workspace.lock import InstanceLock
from ctip_desktop.workspace.problems import world
from ctip_desktop.workspace.workspace import Workspace

LIST = ".ctip-demo"
"""The list of what the demo makes in a folder; only what stands in it is replaced the next time."""

SAMPLE, COLLEAGUE, PASSPHRASE = "sample.ctip", "colleague.ctip", "passphrase.txt"
BUNDLE, READER = "to-colleague.ctipbundle", "reader.agekey"
SCREENS = "screens"
PDFS = tuple(f"{kind}-{audience}.pdf" for kind in ("company", "ranking") for audience in ("internal", "donor"))
FILES = (SAMPLE, COLLEAGUE, PASSPHRASE, *PDFS, BUNDLE, READER)
FOLDERS = {"sample backups": "*.ctipbackup", "colleague backups": "*.ctipbackup", SCREENS: "**/*.png"}
"""Folder → the files in it that are ours."""

COMPANY = "Selan Pearl Fisheries"
SEARCHED = ("เซลัน", "កាត់ដេរ", "Gốm sứ")
WORDS = 5
PLAIN_SQLITE = b"SQLite format 3"
LONGEST_TOUR = 600  # seconds


@dataclass(frozen=True, slots=True)
class DemoReport:
    """One sentence for each step, and the files made."""

    lines: tuple[str, ...]
    files: tuple[Path, ...]


class _Told:
    """Collects the sentences, each with the time its step took."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.lines: list[str] = []

    @contextmanager
    def step(self, what: str) -> Iterator[Callable[[str], None]]:
        """Yields a function that takes the sentence; the time is put behind it."""
        self.progress.say(what)
        began = time.perf_counter()
        said: list[str] = []
        yield said.append
        self.lines += [f"{sentence} ({time.perf_counter() - began:.1f} s)" for sentence in said]


def run(out: Path, progress: Progress) -> DemoReport:
    """Do the main job into the folder `out`. What an earlier demo made there is replaced, anything else is left alone.

    Raises WorldError when a name it needs is taken by another file, the sample there is open, or a step does not come out as it should.
    """
    _make_room(out)
    told = _Told(progress)
    passphrase = " ".join(secrets.choice(resources.text("words.txt").split()) for _ in range(WORDS))
    write_atomically(out / PASSPHRASE, f"{passphrase}\n".encode())
    _load(out, passphrase, told)
    with Workspace.open(out / SAMPLE, passphrase) as ws:
        _find(ws, told)
        _print(ws, out, told)
        _bundle(ws, out, told)
        with Workspace.open(out / COLLEAGUE, passphrase) as colleague:
            _take_in(colleague, out, told)
            _compare(ws, colleague, told)
    _look_inside(out, told)
    _screens(out, told)
    return DemoReport(tuple(told.lines), tuple(out / name for name in FILES))


# -- the folder ----------------------------------------------------------------------------------------------------------------------


def _make_room(out: Path) -> None:
    """Remove what an earlier demo made, and write the list of what this one will make."""
    with world(out):
        out.mkdir(parents=True, exist_ok=True)
        ours = _listed(out / LIST)
        foreign = [name for name in (*FILES, *FOLDERS) if name not in ours and (out / name).exists()]
        if foreign:
            raise WorldError(
                f"“{foreign[0]}” in the folder “{out.name}” was not made by the demo.",
                kept="Nothing was changed.",
                next_step="Choose another folder.",
            )
        for name in {SAMPLE, COLLEAGUE} & ours:
            lock = InstanceLock(out / name)  # raises InUse while somebody looks around in it
            lock.take()
            lock.release()
        _clear(out, ours)
    write_atomically(out / LIST, "".join(f"{name}\n" for name in (*FILES, *FOLDERS)).encode())


def _listed(path: Path) -> frozenset[str]:
    """The names in the list that the demo could have made: the file is not trusted with anything else."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return frozenset()
    return frozenset(lines) & {*FILES, *FOLDERS}


def _clear(out: Path, ours: frozenset[str]) -> None:
    for name in ours & set(FILES):
        for ending in ("", ".lock", ".open", "-wal", "-shm"):
            (out / f"{name}{ending}").unlink(missing_ok=True)
    for name in ours & set(FOLDERS):
        for path in (out / name).glob(FOLDERS[name]):
            path.unlink()
        with suppress(OSError):  # somebody keeps other files in it
            (out / name).rmdir()


# -- the steps -----------------------------------------------------------------------------------------------------------------------


def _load(out: Path, passphrase: str, told: _Told) -> None:
    with told.step("Making the sample programme") as say:
        made = load_sample(out / SAMPLE, passphrase, told.progress, with_colleague=out / COLLEAGUE)
        say(
            f"{SAMPLE} and {COLLEAGUE}: the programme “{made.programme}” with {made.records} records and {made.changes:,} changes by two laptops, "
            f"{made.bundles} bundles between them, {made.conflicts} answers to settle. The passphrase is in {PASSPHRASE}."
        )


def _find(ws: Workspace, told: _Told) -> None:
    with told.step("Searching") as say:
        found = [(text, companies.company_list(ws, text=text).rows) for text in SEARCHED]
        say(f"Search: {'; '.join(f'“{text}” finds {_names([row.name for row in rows])}' for text, rows in found)}.")


def _names(titles: Sequence[str]) -> str:
    return " and ".join(titles) or "nothing"


def _print(ws: Workspace, out: Path, told: _Told) -> None:
    """A company summary and the ranking with its score cards, for the team and for the donor."""
    from ctip_desktop.reports.build import Options, build

    company = _company(ws)
    for name in PDFS:
        kind, audience = name.removesuffix(".pdf").split("-")
        with told.step(f"Printing {name}") as say:
            about, options = (company, Options()) if kind == "company" else (None, Options(cards=True))
            made = build(ws, kind, about=about, audience=audience, options=options, progress=told.progress)
            made.save(out / name)
            count = sum(line.count for line in made.left_out)
            left_out = f"{count} values are left out, and none of them was found in the finished file" if count else "nothing is left out"
            say(f"{name}: {made.pages} pages; {left_out}.")


def _company(ws: Workspace) -> UUID:
    return next(row.id for row in companies.company_list(ws).rows if row.name == COMPANY)


def _bundle(ws: Workspace, out: Path, told: _Told) -> None:
    """For the colleague, and for a key that the stock `age` tool can use: that the format is age can then be seen."""
    identity = pyrage.x25519.Identity.generate()
    recipient = str(identity.to_public())
    key = f"# created: {datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}\n# public key: {recipient}\n{identity}\n"
    write_atomically(out / READER, key.encode("ascii"))
    with told.step("Making a bundle") as say:
        made = exchange.make(ws, out / BUNDLE, to_age=[recipient], progress=told.progress)
        people = [name for name in made.to if name != recipient]
        say(
            f"{BUNDLE}: {made.changes} changes in {made.size / 1024:.0f} KB, signed, encrypted for {_names(people)} and for the key in {READER}. "
            f"age -d -i {READER} {BUNDLE} opens it."
        )


def _take_in(colleague: Workspace, out: Path, told: _Told) -> None:
    with told.step("Bringing the bundle in") as say:
        receipt = exchange.bring_in(colleague, out / BUNDLE, told.progress)
        say(
            f"{colleague.device.name} checked the signature, made a backup and imported it: {receipt.new} new records, {receipt.changed} answers "
            f"changed, {receipt.conflicts} to settle, {receipt.known} changes the same there already."
        )


def _compare(ws: Workspace, colleague: Workspace, told: _Told) -> None:
    """`ctip check` on both: each is sound, and both hold the same."""
    with told.step("Checking both files") as say:
        mine, theirs = queries.check(ws), queries.check(colleague)
        if not (mine.ok and theirs.ok):
            raise WorldError("A workspace of the demo is not sound.", details="\n".join([*mine.findings, *theirs.findings]))
        if mine.digest != theirs.digest:
            raise WorldError("The two laptops do not hold the same after the exchange.", details=f"{mine.digest}\n{theirs.digest}")
        say(f"Both files are sound and hold the same: digest {mine.digest} on {ws.device.name} and on {colleague.device.name}.")


def _look_inside(out: Path, told: _Told) -> None:
    with told.step("Looking at the file") as say:
        for name in (SAMPLE, COLLEAGUE):
            with world(out / name), (out / name).open("rb") as file:
                if file.read(len(PLAIN_SQLITE)) == PLAIN_SQLITE:
                    raise WorldError(f"“{name}” is not encrypted.")
        say(f"{SAMPLE} is encrypted from its first byte on: it does not begin with “{PLAIN_SQLITE.decode()}”.")


# -- pictures ------------------------------------------------------------------------------------------------------------------------


def _screens(out: Path, told: _Told) -> None:
    """A picture of every screen, by the window itself; left out where there is no window."""
    with told.step("Taking pictures of the screens") as say:
        if getattr(sys, "frozen", False) or importlib.util.find_spec("PySide6") is None or importlib.util.find_spec("ui.tour") is None:
            say("Screens: left out, the window is not installed here.")
            return
        done = subprocess.run(  # noqa: S603  # our own program, with a path that the person chose
            [sys.executable, "-m", "ui.tour", str(out / SCREENS), "--light"],
            env=_offscreen(),
            capture_output=True,
            text=True,
            timeout=LONGEST_TOUR,
            check=False,
        )
        if done.returncode:
            raise WorldError("The pictures of the screens could not be taken.", kept="Everything else was made.", details=done.stderr[-2000:])
        say(f"{SCREENS}: {len(list((out / SCREENS).glob('**/*.png')))} pictures of the window.")


def _offscreen() -> dict[str, str]:
    return {"QT_QPA_PLATFORM": "offscreen", **os.environ}
