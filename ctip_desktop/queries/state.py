"""The state of the data as a short sign that two laptops, or a laptop and a printed page, can compare."""

from __future__ import annotations

from base64 import b32encode

from ctip_desktop.workspace.digest import digest_now
from ctip_desktop.workspace.workspace import Workspace


def state_sign(ws: Workspace) -> str:
    """Eight letters and figures of the digest of what every answer says now: "K7QD-2M4P". The same on laptops that hold the same."""
    with ws.reading() as connection:
        sign = b32encode(bytes.fromhex(digest_now(connection).state)[:5]).decode()
    return f"{sign[:4]}-{sign[4:]}"
