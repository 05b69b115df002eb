"""The version of the file's schema, and bringing an older file up to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ctip_desktop.errors import FileTooNew
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.problems import NOTHING_CHANGED, not_a_workspace

if TYPE_CHECKING:
    import sqlalchemy as sa
    from alembic.config import Config

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


def migrate(connection: Connection, target: str = "head") -> None:
    """Run Alembic's revisions inside the caller's transaction. Alembic is loaded only here: a file of today's version never needs it."""
    from alembic import command

    with core(connection) as open_:
        command.upgrade(alembic_config(open_), target)


def alembic_config(connection: sa.Connection) -> Config:
    """Alembic's configuration for this connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


@contextmanager
def core(connection: Connection) -> Iterator[sa.Connection]:
    """The same connection and transaction for SQLAlchemy Core."""
    import sqlalchemy as sa
    from sqlalchemy.pool import StaticPool

    engine = sa.create_engine("sqlite://", creator=lambda: _Lent(connection.driver), poolclass=StaticPool, hide_parameters=True)
    try:
        with engine.connect() as open_:
            yield open_
    finally:
        engine.dispose()


class _Lent:
    """A connection of the driver whose transaction belongs to somebody else."""

    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def __getattr__(self, name: str) -> Any:
        return getattr(self._driver, name)

    def _leave(self) -> None:
        """Neither ends the transaction nor closes the file."""

    commit = rollback = close = _leave
