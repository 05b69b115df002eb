"""A company in an open workspace, for filling in forms about it."""

from __future__ import annotations

import shutil

import pytest

from ctip_desktop.errors import WorldError
from ctip_desktop.workspace.workspace import Workspace
from tests.ui import workspaces
from ui.session import Saved, Session


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wizard")
    with workspaces.make(folder / "lantern.ctip") as ws:
        company = workspaces.company(ws, "Selan Pearl Fisheries")
    return folder, company


@pytest.fixture
def ws(made, tmp_path):
    shutil.copytree(made[0], tmp_path / "w")
    workspace = Workspace.open(tmp_path / "w" / "lantern.ctip", workspaces.PASS, state=tmp_path / "w" / "state")
    yield workspace
    if not workspace_is_closed(workspace):
        workspace.close()


def workspace_is_closed(workspace: Workspace) -> bool:
    try:
        workspace.setting("any")
    except Exception:
        return True
    return False


@pytest.fixture
def company(made):
    return made[1]


@pytest.fixture
def session(ws, tasks):
    return Session(ws, tasks)


FULL = WorldError("The disk is full.", kept="Nothing was changed.", next_step="Make room.")


@pytest.fixture
def full(session, monkeypatch):
    """Fill the disk; call the result to make room again."""

    def refuse(*_args, **_kwargs):
        session.state = Saved.FAILED
        raise FULL

    def fill():
        monkeypatch.setattr(session, "attempt", refuse)
        monkeypatch.setattr(session.workspace, "set_setting", refuse, raising=False)

    return fill, monkeypatch.undo
