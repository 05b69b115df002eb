"""The sample programme, loaded once for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ctip_desktop.interop.sample import SampleReport, load_sample
from ctip_desktop.workspace.workspace import Workspace

PASSPHRASE = "four lanterns over quiet water"


@pytest.fixture(scope="session", autouse=True)
def _own_state_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CTIP_STATE_DIR", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> SampleReport:
    folder = tmp_path_factory.mktemp("sample")
    return load_sample(folder / "sample.ctip", PASSPHRASE, with_colleague=folder / "colleague.ctip")


@pytest.fixture(scope="session")
def ws(loaded: SampleReport) -> Iterator[Workspace]:
    with Workspace.open(loaded.path, PASSPHRASE) as opened:
        yield opened
