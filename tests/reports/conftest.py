"""A small programme in a real workspace, made once for all prints around partnerships."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.interop.sample import load_sample
from ctip_desktop.workspace.workspace import Workspace
from tests.reports.coast import Coast


@pytest.fixture(scope="session")
def coast(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Iterator[Coast]:
    """Read only: every test sees the same records."""
    made = Coast(tmp_path_factory.mktemp("coast"), catalogue)
    with made.ws:
        yield made


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The invented sample of the program, read only."""
    path = tmp_path_factory.mktemp("sample") / "sample.ctip"
    passphrase = "seven lanterns over a quiet harbour"
    load_sample(path, passphrase)
    with Workspace.open(path, passphrase) as opened:
        yield opened


@pytest.fixture
def bare(tmp_path: Path, catalogue: Catalogue) -> Iterator[Workspace]:
    """A programme with nothing in it, not even a currency."""
    with Workspace.create(
        tmp_path / "bare.ctip",
        programme="Reef",
        person="Lina Tarvo",
        passphrase="lantern river seven basket",
        catalogue=catalogue,
        backups=tmp_path / "backups",
        state=tmp_path / "state",
    ) as ws:
        yield ws
