"""Statements straight on the driver, inside a transaction. Rows are plain tuples: keeping one answer takes some twenty small statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ctip_desktop.workspace.connection import Connection


def run(connection: Connection, statement: str, values: Sequence[object] | Mapping[str, object] = ()) -> Any:
    """The driver's cursor: iterate over it, or `fetchone`, `fetchall`."""
    return connection.driver.execute(statement, values)


def scalar(connection: Connection, statement: str, values: Sequence[object] = ()) -> Any:
    """The first value of the first row; None when there is no row."""
    row = run(connection, statement, values).fetchone()
    return None if row is None else row[0]


def many(connection: Connection, statement: str, rows: Sequence[Sequence[object]]) -> None:
    """One statement for many rows; none is fine."""
    if not rows:
        return
    connection.driver.executemany(statement, rows)
