"""Real encrypted workspaces, made in milliseconds: the key derivation is cheap here, everything else is as it ships."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid5

import pytest

from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.sync import exchange
from ctip_desktop.workspace import journal
from ctip_desktop.workspace.digest import Digest, digest
from ctip_desktop.workspace.workspace import Workspace

PASSPHRASE = "lantern river seven basket"
HERE = UUID(int=42)


class Clock:
    """A clock that ticks a minute whenever somebody looks."""

    def __init__(self) -> None:
        self.ahead = timedelta()
        self._minutes = itertools.count()

    def __call__(self) -> datetime:
        return datetime(2026, 10, 12, 9, 0).astimezone() + timedelta(minutes=next(self._minutes)) + self.ahead


class Laptop:
    """A person with a workspace."""

    def __init__(self, folder: Path, person: str, catalogue: Catalogue, programme: str = "Lantern Coast") -> None:
        self.folder, self.person, self.clock, self.catalogue = folder, person, Clock(), catalogue
        self.path = folder / f"{person}.ctip"
        self.ws = Workspace.create(
            self.path,
            programme=programme,
            person=person,
            passphrase=PASSPHRASE,
            device=f"{person}'s laptop",
            backups=folder / f"backups of {person}",
            catalogue=catalogue,
            clock=self.clock,
            state=folder / f"state of {person}",
        )
        self._sent = itertools.count(1)

    def reopen(self) -> None:
        self.ws.close()
        self.ws = Workspace.open(self.path, PASSPHRASE, catalogue=self.catalogue, clock=self.clock, state=self.folder / f"state of {self.person}")

    # -- writing
    def company(self, name: str) -> UUID:
        id_ = uuid5(HERE, name)
        self.write(id_, **{"~form": ["company", "1"], "~status": "draft", "name": name})
        return id_

    def write(self, record: UUID, **values: object) -> None:
        rows = [(record.bytes, field, json.dumps(value, ensure_ascii=False)) for field, value in values.items()]
        with self.ws.writing() as connection:
            journal.write(connection, rows, by=self.ws.device.writer, at=self.ws.clock())
            self.ws.project(connection, [record.bytes])

    # -- reading
    def run(self, query: str, *values: object) -> list:
        with self.ws.reading() as connection:
            return connection.exec_driver_sql(query, values).all()

    def shows(self, record: UUID, field: str) -> object:
        with self.ws.reading() as connection:
            heads = journal.heads(connection, record.bytes, field)
        return json.loads(heads[0].text) if heads and heads[0].text else None

    def versions(self, record: UUID, field: str) -> set[object]:
        with self.ws.reading() as connection:
            return {json.loads(h.text) for h in journal.heads(connection, record.bytes, field) if h.text}

    @property
    def conflicts(self) -> frozenset[journal.Cell]:
        with self.ws.reading() as connection:
            return journal.conflicts(connection)

    @property
    def digest(self) -> Digest:
        with self.ws.writing() as connection:
            return digest(connection)

    # -- exchanging
    def meets(self, *others: Laptop) -> None:
        """Cards are handed over in both directions."""
        for other in others:
            exchange.trust(self.ws, exchange.card(other.ws).text)
            exchange.trust(other.ws, exchange.card(self.ws).text)

    def sends(self, *to: Laptop) -> Path:
        path = self.folder / f"{self.person}-{next(self._sent)}.ctipbundle"
        exchange.make(self.ws, path, to=[x.ws.device.id for x in to] or None)
        return path

    def gets(self, path: Path) -> exchange.Receipt:
        return exchange.bring_in(self.ws, path)

    def gives(self, other: Laptop) -> exchange.Receipt:
        return other.gets(self.sends(other))


@pytest.fixture
def laptop(tmp_path: Path, catalogue: Catalogue) -> Iterator[Callable[..., Laptop]]:
    """Makes laptops, closes them at the end."""
    made: list[Laptop] = []

    def make(person: str, **more: str) -> Laptop:
        made.append(Laptop(tmp_path, person, catalogue, **more))
        return made[-1]

    yield make
    for one in made:
        one.ws.close()


@pytest.fixture
def pair(laptop: Callable[..., Laptop]) -> tuple[Laptop, Laptop]:
    """Lina and Joram, who know each other's cards."""
    lina, joram = laptop("Lina"), laptop("Joram")
    lina.meets(joram)
    return lina, joram
