"""Statements straight on the driver, inside the transaction of a SQLAlchemy connection.

Keeping one answer takes some twenty small statements; SQLAlchemy's result handling would cost more than the encrypted commit. Rows are plain tuples.
Errors are the driver's own; `problems.world` knows both kinds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa


def run(connection: sa.Connection, statement: str, values: Sequence[object] | Mapping[str, object] = ()) -> Any:
    """The driver's cursor: iterate over it, or `fetchone`, `fetchall`."""
    return connection.connection.driver_connection.execute(statement, values)  # type: ignore[union-attr]  # an open connection has a driver


def scalar(connection: sa.Connection, statement: str, values: Sequence[object] = ()) -> Any:
    """The first value of the first row; None when there is no row."""
    row = run(connection, statement, values).fetchone()
    return None if row is None else row[0]


def many(connection: sa.Connection, statement: str, rows: Sequence[Sequence[object]]) -> None:
    """One statement for many rows; none is fine."""
    if not rows:
        return
    connection.connection.driver_connection.executemany(statement, rows)  # type: ignore[union-attr]  # an open connection has a driver
