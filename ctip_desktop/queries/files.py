"""Files kept in the workspace, to be shown or saved elsewhere by a person."""

from __future__ import annotations

from ctip_desktop.workspace import blobs
from ctip_desktop.workspace.workspace import Workspace


def read_file(ws: Workspace, sha256: str) -> tuple[bytes, str]:
    """A kept file and its media type. Raises NotFound when it is not on this laptop."""
    with ws.reading() as connection:
        return blobs.get(connection, sha256)
