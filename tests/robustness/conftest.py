"""The sample programme on two laptops that know each other, put back to its first state as often as a test likes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from ctip_desktop.interop.sample import load_sample
from ctip_desktop.workspace.workspace import Workspace

PASSPHRASE = "four lanterns over quiet water"


@dataclass(frozen=True)
class Pair:
    """Two laptops of one programme, as they were when the sample had been loaded."""

    kept: Path
    place: Path

    @contextmanager
    def fresh(self) -> Iterator[tuple[Workspace, Workspace]]:
        """(sample, colleague), opened anew in their first state."""
        self.put_back()
        with self.opened("sample.ctip") as lina, self.opened("colleague.ctip") as joram:
            yield lina, joram

    def put_back(self) -> None:
        """Everything on the drive as it was at first."""
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self.kept, self.place)

    def opened(self, name: str) -> Workspace:
        """One of the two, as it is now."""
        return Workspace.open(self.place / name, PASSPHRASE, state=self.place / "state")


@pytest.fixture(scope="session")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    folder = tmp_path_factory.mktemp("pair")
    kept, place = folder / "kept", folder / "place"
    place.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CTIP_STATE_DIR", str(place / "state"))
        load_sample(place / "sample.ctip", PASSPHRASE, with_colleague=place / "colleague.ctip")
    place.rename(kept)
    return Pair(kept, place)
