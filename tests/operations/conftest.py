from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.workspace.workspace import Workspace
from tests.workspace.making import Maker, small_catalogue


@pytest.fixture(scope="session")
def maker(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    return Maker(tmp_path_factory.mktemp("made"), small_catalogue())


@pytest.fixture(scope="session")
def real_maker(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Maker:
    """With the forms that ship."""
    return Maker(tmp_path_factory.mktemp("made"), catalogue)


@pytest.fixture
def real(real_maker: Maker, tmp_path: Path) -> Iterator[Workspace]:
    with real_maker.laptop(tmp_path, "Ana") as workspace:
        yield workspace


@pytest.fixture
def ws(maker: Maker, tmp_path: Path) -> Iterator[Workspace]:
    with maker.laptop(tmp_path, "Ana") as workspace:
        yield workspace
