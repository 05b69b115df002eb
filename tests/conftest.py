"""What all tests share."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.workspace import cipher

# The machines that run these tests are shared and slow at times: examples are limited by number, never by time. Every run takes the same
# examples, so that a commit that passed once passes again; new ones are looked for on purpose: HYPOTHESIS_PROFILE=explore make test.
settings.register_profile("same", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.register_profile("explore", max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real files that lie beside the repository and are not part of it."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the real data files are not beside the repository (../shared/data)")
    return folder


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program works without a network; whatever tries to reach one fails here."""

    def refuse(*address: object, **_options: object) -> None:
        raise AssertionError(f"no network is used: {address}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)


@pytest.fixture(autouse=True, scope="session")
def own_state_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Tokens of test workspaces stay out of the person's own state folder."""
    os.environ.setdefault("CTIP_STATE_DIR", str(tmp_path_factory.mktemp("state")))


@pytest.fixture(autouse=True, scope="session")
def shipped_cost() -> Iterator[tuple[int, int]]:
    """Keys are derived in milliseconds in all tests. Gives the cost the program ships with: memory in KiB, passes."""
    shipped = cipher.MEMORY_KIB, cipher.PASSES
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cipher, "MEMORY_KIB", 64)
        patch.setattr(cipher, "PASSES", 1)
        yield shipped


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """All forms the program ships, read once."""
    return Catalogue.built_in()
