"""How workspaces are opened and made. The heavy parts of the program are loaded beside the first screen, while a person reads and types."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from ctip_desktop.errors import WorldError
from ui.tasks import Tasks

if TYPE_CHECKING:
    from uuid import UUID

    from ctip_desktop.forms.catalogue import Catalogue
    from ctip_desktop.tasks import Progress
    from ctip_desktop.workspace.workspace import Workspace

RECOVERY_LATER = "recovery_later"
"""Setting: the recovery key was put off; Home reminds until it is made."""

JOINING = "exchange.joining"
"""Setting: the card of the colleague whose programme was joined on this laptop, as text."""


class Opening:
    """Called on a job's thread; the forms are read once and shared by everything opened afterwards."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._forms: Catalogue | None = None

    def prepare(self, tasks: Tasks) -> None:
        """Begin to load what will be needed."""
        tasks.start(tasks.prepare(self._load))

    def open(self, path: Path, passphrase: str | None = None, *, key: bytes | None = None) -> Workspace:
        """Open a file. Raises WorldError."""
        from ctip_desktop.operations.undo import gather
        from ctip_desktop.workspace.workspace import Workspace

        workspace = Workspace.open(path, passphrase, key=key, catalogue=self._catalogue())
        try:
            gather(workspace)
        except WorldError:
            workspace.close()
            raise
        return workspace

    def create(self, path: Path, *, programme: str, person: str, device: str, passphrase: str, programme_id: UUID | None = None) -> Workspace:
        """Make a file; of a programme that is there already when its id is given. Raises WorldError."""
        from ctip_desktop.workspace.workspace import Workspace

        return Workspace.create(
            path,
            programme=programme,
            person=person,
            device=device,
            passphrase=passphrase,
            programme_id=programme_id,
            catalogue=self._catalogue(),
        )

    def restore(self, backup: Path, path: Path, passphrase: str) -> Workspace:
        """Restore a backup to a new file and open it. Raises WorldError."""
        from ctip_desktop.workspace import backups

        backups.restore(backup, path, passphrase)
        return self.open(path, passphrase)

    def _catalogue(self) -> Catalogue:
        with self._lock:
            if self._forms is None:
                from ctip_desktop.workspace.known_forms import known_forms

                self._forms = known_forms()
            return self._forms

    def _load(self, _progress: Progress) -> None:
        """In the order in which Home needs it."""
        forms = self._catalogue()
        import ctip_desktop.workspace.workspace  # loaded for those who need it later
        import ui.pages.home  # the same
        import ui.shell  # noqa: F401  # the same
        from ctip_desktop.forms.compiled import compile_form
        from ctip_desktop.forms.model import Kind

        for name in forms.names(Kind.CHECKLIST, Kind.SURVEY):
            compile_form(forms.form(name))
        import ctip_desktop.operations.records
        import ctip_desktop.queries.companies
        import ctip_desktop.queries.exchange
        import ctip_desktop.queries.today  # noqa: F401  # loaded for those who need it later
