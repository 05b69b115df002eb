"""Records whose name is itself in dispute: what they are called here until somebody has settled it.

The projection shows the latest of two names that came together. A person who opens the page to settle them would not know the record under the
other side's new name, so that whoever speaks of a dispute heads it with the name it had here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from ctip_desktop.queries import rows
from ctip_desktop.workspace import devices, journal
from ctip_desktop.workspace.cells import is_reserved, load
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.titles import Plans
from ctip_desktop.workspace.workspace import Workspace


def own_names(ws: Workspace) -> Mapping[UUID, str]:
    """Record → its name with this laptop's own answers in place of those in dispute; where none is this laptop's, with the oldest. Only records
    that are called differently then."""
    with ws.reading() as connection:
        disputed: dict[bytes, set[str]] = {}
        for record, field in journal.conflicts(connection):
            if not is_reserved(field):
                disputed.setdefault(record, set()).add(field)
        stored = rows.by_id(connection, disputed.keys())
        plans, own = Plans(ws.catalogue), devices.current(connection).id.bytes
        found: dict[UUID, str] = {}
        for id_, row in stored.items():
            plan = plans.plan(row.form, row.version)
            in_title = disputed[id_] & set(plan.parts[1::2])
            title = plan.title({**row.doc, **{field: _own(connection, id_, field, own) for field in in_title}}) if in_title else row.title
            if title != row.title:
                found[row.uuid] = title
        return found


def _own(connection: Connection, record: bytes, field: str, own: bytes) -> Any:
    """The value written here; where there is none, the oldest."""
    heads = sorted(journal.heads(connection, record, field), key=lambda head: (head.device != own, head.at))
    return load(heads[0].text) if heads else None
