"""A small programme in a real workspace, made once for all prints around partnerships."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.workspace import cipher
from tests.reports.coast import Coast


@pytest.fixture(scope="session")
def coast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Coast]:
    """Read only: every test sees the same records."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cipher, "MEMORY_KIB", 64)
        patch.setattr(cipher, "PASSES", 1)
        made = Coast(tmp_path_factory.mktemp("coast"), Catalogue.built_in())
    with made.ws:
        yield made
