"""Transactions on the encrypted file: a thin layer over the driver, so that opening a file and answering a screen needs no SQL toolkit.

SQLAlchemy describes the tables and runs the migrations (`schema.py`); nothing of it is imported for everyday work. See
docs/decisions/0007-plain-connections.md.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import itemgetter
from typing import Any

Values = Sequence[object] | Mapping[str, object]

IDLE = 3
"""Connections kept open for the next transaction; each holds up to 16 MB of pages."""


class Result:
    """The rows of one statement. A row is a tuple whose columns are attributes, too."""

    __slots__ = ("_cursor", "_kinds", "_statement")

    def __init__(self, cursor: Any, kinds: dict[str, type[tuple[Any, ...]]], statement: str) -> None:
        self._cursor = cursor
        self._kinds = kinds
        self._statement = statement

    def __iter__(self) -> Iterator[Any]:
        return map(self._kind(), self._cursor)

    def all(self) -> list[Any]:
        """Every row."""
        return list(map(self._kind(), self._cursor.fetchall()))

    def first(self) -> Any:
        """The first row, None without one."""
        row = self._fetch()
        return None if row is None else self._kind()(row)

    def one(self) -> Any:
        """The only row. Raises LookupError when there is none or another."""
        rows = self._cursor.fetchmany(2)
        if len(rows) != 1:
            raise LookupError(f"{len(rows)} rows where there must be one")
        return self._kind()(rows[0])

    def scalar(self) -> Any:
        """The first value of the first row, None without one."""
        row = self._fetch()
        return None if row is None else row[0]

    def scalar_one(self) -> Any:
        """The first value of the only row. Raises LookupError when there is none or another."""
        return self.one()[0]

    def scalars(self) -> list[Any]:
        """The first value of every row."""
        return [row[0] for row in self._cursor.fetchall()]

    def mappings(self) -> list[dict[str, Any]]:
        """Every row as name → value."""
        names = [column[0] for column in self._cursor.description]
        return [dict(zip(names, row, strict=True)) for row in self._cursor.fetchall()]

    @property
    def rowcount(self) -> int:
        """How many rows the statement changed."""
        return int(self._cursor.rowcount)

    def _fetch(self) -> Any:
        row = self._cursor.fetchone()
        self._cursor.close()  # a statement left half read would keep the transaction from ending
        return row

    def _kind(self) -> type[tuple[Any, ...]]:
        kind = self._kinds.get(self._statement)
        if kind is None:
            kind = self._kinds[self._statement] = _row_kind(self._cursor.description or ())
        return kind


def _row_kind(description: Sequence[Sequence[Any]]) -> type[tuple[Any, ...]]:
    columns = {column[0]: property(itemgetter(place)) for place, column in enumerate(description)}
    return type("Row", (tuple,), {"__slots__": (), **columns})


class Connection:
    """One connection of the driver inside a transaction.

    Attributes:
        driver: the driver's own connection, which begins and ends nothing by itself.
        info: notes for whoever began the transaction.
    """

    __slots__ = ("_kinds", "driver", "info")

    def __init__(self, driver: Any, kinds: dict[str, type[tuple[Any, ...]]] | None = None) -> None:
        self.driver = driver
        self.info: dict[str, Any] = {}
        self._kinds = {} if kinds is None else kinds

    def exec_driver_sql(self, statement: str, values: Values = ()) -> Result:
        """Run one statement of SQLite; values are always bound, never written into it. Errors are the driver's (`problems.world`)."""
        return Result(self.driver.execute(statement, values), self._kinds, statement)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Whatever is written inside is taken back at the end."""
        self.driver.execute("savepoint attempt")
        try:
            yield
        finally:
            self.driver.execute("rollback to attempt")
            self.driver.execute("release attempt")


class Database:
    """Connections to one file, handed out for one transaction each. May be used from several threads."""

    def __init__(self, connect: Callable[[], Any], *, idle: int = IDLE) -> None:
        """`connect` opens a connection of the driver that is ready for use; `idle` of them are kept open."""
        self._connect = connect
        self._most = idle
        self._idle: list[Any] = []
        self._lock = threading.Lock()
        self._kinds: dict[str, type[tuple[Any, ...]]] = {}

    @contextmanager
    def begin(self, *, writing: bool = False) -> Iterator[Connection]:
        """One transaction, kept after the block, undone when the block raises. `writing` takes the file's only place for a writer at once."""
        home, driver = self._take()
        try:
            driver.execute("begin immediate" if writing else "begin")
            yield Connection(driver, self._kinds)
            driver.execute("commit")
        except BaseException:
            self._give_up(home, driver)
            raise
        self._put_back(home, driver)

    def write_anew(self) -> None:
        """Write every page of the file anew and empty its side file: pages can hold remains of what stood there, even where deleted content is
        overwritten. Needs memory of the size of the file. Outside of any transaction of this thread."""
        home, driver = self._take()
        try:
            driver.execute("vacuum")
            driver.execute("pragma wal_checkpoint(truncate)").fetchall()
        except BaseException:
            self._give_up(home, driver)
            raise
        self._put_back(home, driver)

    def dispose(self) -> None:
        """Close what is not in use, and what is in use when it comes back. The next transaction opens anew."""
        with self._lock:
            idle, self._idle = self._idle, []
        for driver in idle:
            driver.close()

    def _take(self) -> tuple[list[Any], Any]:
        """A connection, and the list it goes back to."""
        with self._lock:
            home = self._idle
            if home:
                return home, home.pop()
        return home, self._connect()

    def _put_back(self, home: list[Any], driver: Any) -> None:
        with self._lock:
            if home is self._idle and len(home) < self._most:
                home.append(driver)
                return
        driver.close()

    def _give_up(self, home: list[Any], driver: Any) -> None:
        """After an error: undo, and keep the connection only when that worked. The first error is the one that is told."""
        try:
            if driver.in_transaction:
                driver.execute("rollback")
        except Exception:  # whatever the driver says: the error before it says more
            driver.close()
            return
        self._put_back(home, driver)
