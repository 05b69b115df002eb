"""Six batteries over the revisions: today's tables, every step up and down, with and without data, and there and back.

Data is written with plain SQL, as files of that revision hold it; nothing of the program's own tables is used for it.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.queries import records as queries
from ctip_desktop.workspace import cipher, drives, schema, tables
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.workspace import Workspace
from tests.workspace.making import small_catalogue

MIGRATIONS = Path(schema.__file__).parent / "migrations"
REVISIONS = sorted(re.match(r"r(\d+)", path.name)[1] for path in (MIGRATIONS / "versions").glob("r*.py"))  # type: ignore[index]

DATA: dict[str, tuple[str, ...]] = {
    "0001": (
        "insert into device(id, name, person, trusted) values(zeroblob(16), 'Laptop', 'Ana', 1)",
        "insert into segment(stream, card, first, last, author, height, prev, saw, extra, status) values(1,1,1,2,'Ana',1,zeroblob(32),x'80',x'90',0)",
        "insert into change values(1, 1, 1, zeroblob(16), '~form', 5, '[\"company\",\"1\"]'), (1, 2, 1, zeroblob(16), 'name', 6, '\"Lotus\"')",
        "insert into head values(zeroblob(16), '~form', 1, 1, 1), (zeroblob(16), 'name', 1, 2, 1)",
        "insert into setting values('programme', '\"00\"')",
        "insert into blob values(zeroblob(32), 1, 'text/plain', x'41')",
        "insert into search(rowid, title, places, notes, body, record, form) values(1, 'Lotus', '', '', '', zeroblob(16), 'company')",
    ),
}
"""Rows as they stand in a file of that revision, for every revision."""

CHECKS: dict[str, Callable[[Connection], None]] = {}
"""What must be true of the data of the revision before, after an upgrade to this one; none for the first."""


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    """An empty encrypted file."""
    database = cipher.database(tmp_path / "m.ctip", cipher.Secret(bytes(32), bytes(16)), drives.Mode("wal", "full"))
    with database.begin(writing=True) as open_:
        yield open_
    database.dispose()


def shape(connection: Connection) -> set[tuple[str, str, str]]:
    """Tables, columns, indices as SQLite keeps them, without spaces and quotes."""
    rows = connection.exec_driver_sql(
        "select type, name, coalesce(sql, '') from sqlite_master where name not like 'alembic%' and name not like 'sqlite_%'"
    )
    return {(kind, name, re.sub(r'[\s"]+', " ", sql)) for kind, name, sql in rows}


def fill(connection: Connection, revision: str) -> None:
    for statement in DATA[revision]:
        connection.exec_driver_sql(statement)


def upgrade(connection: Connection, revision: str) -> None:
    with schema.core(connection) as core:
        command.upgrade(schema.alembic_config(core), revision)


def downgrade(connection: Connection, revision: str) -> None:
    with schema.core(connection) as core:
        command.downgrade(schema.alembic_config(core), revision)


def before(revision: str) -> str:
    place = REVISIONS.index(revision)
    return REVISIONS[place - 1] if place else "base"


def test_the_newest_revision_makes_exactly_today_s_tables(connection: Connection, tmp_path: Path) -> None:
    upgrade(connection, "head")
    database = cipher.database(tmp_path / "t.ctip", cipher.Secret(bytes(32), bytes(16)), drives.Mode("wal", "full"))
    with database.begin(writing=True) as other:
        with schema.core(other) as core:
            tables.metadata.create_all(core)
        other.exec_driver_sql(tables.SEARCH)
        assert shape(connection) == shape(other)
    database.dispose()


@pytest.mark.parametrize("revision", REVISIONS)
def test_every_step_up(connection: Connection, revision: str) -> None:
    upgrade(connection, revision)
    assert connection.exec_driver_sql("select version_num from alembic_version").scalar() == revision


@pytest.mark.parametrize("revision", REVISIONS)
def test_every_step_up_with_data(connection: Connection, revision: str) -> None:
    if before(revision) != "base":
        upgrade(connection, before(revision))
        fill(connection, before(revision))
    upgrade(connection, revision)
    CHECKS.get(revision, lambda _: None)(connection)
    assert connection.exec_driver_sql("pragma integrity_check").scalars() == ["ok"]


@pytest.mark.parametrize("revision", REVISIONS)
def test_every_step_down(connection: Connection, revision: str) -> None:
    upgrade(connection, revision)
    downgrade(connection, before(revision))
    if before(revision) == "base":
        assert shape(connection) == set()


@pytest.mark.parametrize("revision", REVISIONS)
def test_every_step_down_with_data(connection: Connection, revision: str) -> None:
    upgrade(connection, revision)
    fill(connection, revision)
    downgrade(connection, before(revision))
    assert connection.exec_driver_sql("pragma integrity_check").scalars() == ["ok"]


@pytest.mark.parametrize("revision", REVISIONS)
def test_there_and_back_leaves_the_schema_as_it_was(connection: Connection, revision: str) -> None:
    upgrade(connection, revision)
    first = shape(connection)
    downgrade(connection, before(revision))
    upgrade(connection, revision)
    assert shape(connection) == first


def test_every_revision_has_data_a_check_and_a_number_that_follows() -> None:
    config = schema.alembic_config(None)  # type: ignore[arg-type]  # only the folder is read
    script = ScriptDirectory.from_config(config)
    assert [one.revision for one in reversed(list(script.walk_revisions()))] == REVISIONS
    assert REVISIONS[-1] == schema.NEWEST
    assert [f"{n:04d}" for n in range(1, len(REVISIONS) + 1)] == REVISIONS
    assert set(DATA) == set(REVISIONS)
    assert set(CHECKS) == set(REVISIONS[1:])


def test_revisions_import_no_project_code() -> None:
    for path in MIGRATIONS.rglob("*.py"):
        assert not re.search(r"^\s*(from|import)\s+(ctip_desktop|ui)\b", path.read_text(encoding="utf-8"), re.MULTILINE), path


# -- files of released versions ------------------------------------------------------------------------------------------------------

FILES = Path(__file__).parent / "files"
KEY = bytes(range(32))


@pytest.mark.parametrize("path", sorted(FILES.glob("*.ctip")), ids=lambda path: path.stem)
def test_a_file_of_every_version_opens_and_goes_on(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / path.name
    shutil.copy(path, copy)
    with Workspace.open(copy, key=KEY, catalogue=small_catalogue(), state=tmp_path / "state") as ws:
        assert ws.programme == "Lantern Coast"
        [company] = queries.list_records(ws, "company")
        assert company.title == "Lotus Foods บริษัท"
        assert [found.id for found in queries.search(ws, "บริษัท")] == [company.id]
        records.answer(ws, company.id, "name", Answer.of("Lotus Foods"))
        assert queries.check(ws).ok


def test_there_is_a_file_of_every_version() -> None:
    assert sorted(path.stem for path in FILES.glob("*.ctip")) == REVISIONS


def test_an_older_file_is_backed_up_and_migrated_on_opening(ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for a later version of the program: the same tables under the next number."""
    later: list[Any] = []

    def migrate(connection: Connection, target: str = "head") -> None:
        later.append(target)
        connection.exec_driver_sql("update alembic_version set version_num='0002'")

    path, key, folder = ws.path, ws.secret.key, ws.backup_folder
    ws.close()
    monkeypatch.setattr(schema, "NEWEST", "0002")
    monkeypatch.setattr(schema, "migrate", migrate)
    for _ in range(2):
        with Workspace.open(path, key=key, catalogue=small_catalogue(), state=tmp_path / "state") as newer:
            assert newer.programme == "Lantern Coast"
    assert len(later) == 1
    assert [one.name.endswith("-before-update.ctipbackup") for one in folder.iterdir()] == [True]


def test_a_migration_that_fails_leaves_the_file_as_it_was(ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def migrate(connection: Connection, target: str = "head") -> None:
        connection.exec_driver_sql("drop table search")
        raise ZeroDivisionError

    path, key = ws.path, ws.secret.key
    ws.close()
    with monkeypatch.context() as patch:
        patch.setattr(schema, "NEWEST", "0002")
        patch.setattr(schema, "migrate", migrate)
        with pytest.raises(ZeroDivisionError):
            Workspace.open(path, key=key, catalogue=small_catalogue(), state=tmp_path / "state")
    with Workspace.open(path, key=key, catalogue=small_catalogue(), state=tmp_path / "state") as same:
        assert queries.check(same).ok
