"""The version of the file's schema, and bringing an older file up to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa

from ctip_desktop.errors import FileTooNew
from ctip_desktop.workspace.problems import NOTHING_CHANGED, not_a_workspace

NEWEST = "0001"
"""The revision this version of the program writes."""

_VERSION = "select version_num from alembic_version"


def version_of(connection: Any, path: Path) -> str:
    """The schema version of an open file; empty when it is a new file. `connection` is a bare one. Raises WorldError for a foreign database."""
    names = {name for (name,) in connection.execute("select name from sqlite_master where type='table'").fetchall()}
    if not names:
        return ""
    if "alembic_version" not in names:
        raise not_a_workspace(path)
    row = connection.execute(_VERSION).fetchone()
    return str(row[0]) if row else ""


def check_version(version: str, path: Path) -> None:
    """Raises FileTooNew for a file of a later version of the program."""
    if not (version.isdecimal() and int(version) <= int(NEWEST)):
        raise FileTooNew(
            f"“{path.name}” was made by a newer version of CTIP Desktop.",
            kept=NOTHING_CHANGED,
            next_step="Install the newer version on this laptop, then open the file again.",
            details=f"schema {version}, this version knows {NEWEST}",
        )


def migrate(connection: sa.Connection, target: str = "head") -> None:
    """Run Alembic's revisions inside the caller's transaction. Alembic is loaded only here: a file of today's version never needs it."""
    from alembic import command

    command.upgrade(alembic_config(connection), target)


def alembic_config(connection: sa.Connection) -> Any:
    """Alembic's configuration for this connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
