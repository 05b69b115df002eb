"""Makes the small encrypted file of the present schema version that later versions must open: `python -m tests.workspace.make_fixture`.

Run it once for each released revision and keep the file; never make an old one again. Its key is in test_migrations.py.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from ctip_desktop.forms.model import Answer, Source
from ctip_desktop.operations import records
from ctip_desktop.workspace import backups, schema
from ctip_desktop.workspace.cipher import Secret, change_key
from ctip_desktop.workspace.workspace import Workspace
from tests.workspace.making import PASSPHRASE, SteppingClock, small_catalogue


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        given = {"catalogue": small_catalogue(), "clock": SteppingClock(), "state": place / "state"}
        with Workspace.create(place / "a.ctip", programme="Lantern Coast", person="Ana", passphrase=PASSPHRASE, device="Laptop Ana", **given) as ws:
            answers = {"name": Answer.of("Lotus Foods บริษัท", note="as on the gate", sources=(Source("own_visit", "Gate"),))}
            company = records.create(ws, "company", answers=answers).created[0]
            records.create(ws, "research", about=company, rows={"sites": [{"site_place": Answer.of("Phuket")}]})
            made = backups.make(ws, place / "out")
            secret = ws.secret
            change_key(made.path, secret, Secret(bytes(range(32)), secret.salt))
        (Path(__file__).parent / "files" / f"{schema.NEWEST}.ctip").write_bytes(made.path.read_bytes())


if __name__ == "__main__":
    main()
