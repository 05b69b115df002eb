"""The forms that ship with the program, from a snapshot in this laptop's state folder where there is a fitting one."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from ctip_desktop.forms import snapshot
from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.workspace.files import replacing
from ctip_desktop.workspace.tokens import state_folder

NAME = "forms.snapshot"


def known_forms(folder: Path | None = None) -> Catalogue:
    """The same as `Catalogue.built_in()`. The first time, and after every change of a form, the files are read and a snapshot is kept; a state
    folder that cannot be written only costs time. Raises BadForm as `built_in` does."""
    source = snapshot.sources()
    kept = (folder or state_folder()) / NAME
    with suppress(OSError):
        found = snapshot.unpack(kept.read_bytes(), source)
        if found is not None:
            return Catalogue(found)
    read = Catalogue.built_in()
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with replacing(kept) as scratch:
            scratch.write_bytes(snapshot.pack(read.forms(), source))
    return read
