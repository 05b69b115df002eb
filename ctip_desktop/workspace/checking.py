"""Is the file whole, and is everything derived in it what its changes say? Rebuilds the derived tables, compares, and rolls the rebuild back."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from ctip_desktop.workspace import journal
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.digest import digest, digest_afresh

_DERIVED = {
    "head": "select record, field, device, seq, height from head order by record, field, device, seq",
    "conflict": "select record, field from conflict order by record, field",
    "record": "select * from record order by id",
    "search": "select record, form, title, places, notes, body from search order by record",
}
_MEANING = {
    "head": "The current answers are not what the changes say.",
    "conflict": "The answers to be settled are not what the changes say.",
    "record": "The lists are not what the changes say.",
    "search": "The search is not what the changes say.",
}
DAMAGED = "The file is damaged: {}"


def findings(connection: Connection, rebuild: Callable[[Connection], None]) -> tuple[str, ...]:
    """Plain sentences, none when all is well. The connection must be writing; nothing is changed."""
    broken = [str(line) for line in connection.exec_driver_sql("pragma integrity_check").scalars() if line != "ok"]
    broken += [str(line) for line in connection.exec_driver_sql("pragma cipher_integrity_check").scalars()]
    if broken:
        return tuple(DAMAGED.format(line) for line in broken[:20])
    return (*_loose_ends(connection), *_derived(connection, rebuild))


def _derived(connection: Connection, rebuild: Callable[[Connection], None]) -> tuple[str, ...]:
    before = {name: _hash(connection, query) for name, query in _DERIVED.items()}
    stored_digest = digest(connection)
    with connection.attempt():
        journal.recompute_all(connection)
        rebuild(connection)
        after = {name: _hash(connection, query) for name, query in _DERIVED.items()}
        fresh_digest = digest_afresh(connection)
    wrong = [_MEANING[name] for name in _DERIVED if before[name] != after[name]]
    return (*wrong, *(() if stored_digest == fresh_digest or wrong else ("The digest is not what the changes say.",)))


def repair(connection: Connection, rebuild: Callable[[Connection], None]) -> None:
    """Build everything derived anew from the changes."""
    journal.recompute_all(connection)
    rebuild(connection)


def _loose_ends(connection: Connection) -> tuple[str, ...]:
    """Changes outside any segment, and segments whose numbers do not fit."""
    stray = connection.exec_driver_sql("select count(*) from change where segment not in (select n from segment)").scalar_one()
    short = connection.exec_driver_sql(
        "select count(*) from segment s where s.hidden is null and s.status=0 "
        "and (select count(*) from change c where c.device=s.stream and c.seq between s.first and s.last and c.segment=s.n) <> s.last-s.first+1"
    ).scalar_one()
    out = [f"{stray} changes belong to nothing."] if stray else []
    return (*out, *([f"{short} runs of changes are not complete."] if short else []))


def _hash(connection: Connection, query: str) -> str:
    out = sha256()
    for row in connection.exec_driver_sql(query):
        out.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
    return out.hexdigest()
