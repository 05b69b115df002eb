"""A small programme in a real workspace, made once for all prints around partnerships."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ctip_desktop.forms.catalogue import Catalogue
from tests.reports.coast import Coast


@pytest.fixture(scope="session")
def coast(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Iterator[Coast]:
    """Read only: every test sees the same records."""
    made = Coast(tmp_path_factory.mktemp("coast"), catalogue)
    with made.ws:
        yield made
