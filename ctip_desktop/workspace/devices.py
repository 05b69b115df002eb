"""This device inside the encrypted file: its two key pairs, its row in `device`, and starting again as a new one.

The Ed25519 key signs what this device writes, the age identity opens bundles made for it. Both are kept in the setting `keys`, local to this
laptop, with the age identities of the devices this file was before: bundles already under way to them can still be opened. A device id is the
first 16 bytes of SHA-256("ctip device" + public key), so that nobody else can claim it.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.workspace import journal
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.journal import Writer
from ctip_desktop.workspace.statements import scalar

KEYS, DEVICE, PERSON = "keys", "device", "person"
"""Settings: {"sign": hex, "age": identity, "former": [identity…]} · local number of this device · the person's name."""

MOST_FORMER = 50
"""Age identities of earlier devices that are kept, the newest first."""

LAST = 999
"""Rank of a device made again after a restore."""


@dataclass(frozen=True, slots=True)
class DeviceInfo:
    """This device. `n` is its local number in the tables, `recipient` its public age address."""

    id: UUID
    name: str
    person: str
    n: int
    public_key: bytes
    recipient: str

    @property
    def writer(self) -> Writer:
        """Who writes on it."""
        return Writer(self.n, self.person)


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """The private keys: 32 bytes of Ed25519, the text of the age identity, and those of the devices this file was before."""

    sign: bytes
    age: str
    former: tuple[str, ...] = ()


def device_id(public_key: bytes) -> bytes:
    """The id that belongs to a public key."""
    return sha256(b"ctip device" + public_key).digest()[:16]


def make(connection: Connection, *, name: str, person: str, at: int, rank: int) -> DeviceInfo:
    """A new device for this file, with new keys, trusted here. It is the one that writes from now on."""
    import pyrage
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    sign, age = Ed25519PrivateKey.generate(), pyrage.x25519.Identity.generate()
    public = sign.public_key().public_bytes_raw()
    n = connection.exec_driver_sql(
        "insert into device(id, public_key, recipient, name, person, trusted, rank, added_at) values(?,?,?,?,?,1,?,?) returning n",
        (device_id(public), public, str(age.to_public()), name, person, rank, at),
    ).scalar_one()
    before = get(connection, KEYS, {"age": None})
    former = [before["age"], *before.get("former", ())][:MOST_FORMER] if before["age"] else []
    put(connection, KEYS, {"sign": sign.private_bytes_raw().hex(), "age": str(age), "former": former})
    put(connection, DEVICE, n)
    put(connection, PERSON, person)
    return current(connection)


def current(connection: Connection) -> DeviceInfo:
    """The device that writes here."""
    n = get(connection, DEVICE)
    row = connection.exec_driver_sql("select id, name, person, public_key, recipient from device where n=?", (n,)).one()
    return DeviceInfo(UUID(bytes=row.id), row.name, get(connection, PERSON, row.person), n, row.public_key, row.recipient or "")


def keys(connection: Connection) -> Keys:
    """Its private keys; they never leave the file."""
    kept = get(connection, KEYS)
    return Keys(bytes.fromhex(kept["sign"]), kept["age"], tuple(kept.get("former", ())))


def former(connection: Connection) -> frozenset[int]:
    """Local numbers of the devices this file was before it was restored or copied: no colleagues."""
    import pyrage

    before = {str(pyrage.x25519.Identity.from_str(one).to_public()) for one in keys(connection).former}
    wrote = "select distinct s.card from segment s where s.exchange is null and s.card<>?"
    known = connection.exec_driver_sql("select n, recipient from device").all() if before else []
    return frozenset(row.n for row in known if row.recipient in before) | frozenset(
        n for (n,) in connection.exec_driver_sql(wrote, (get(connection, DEVICE),))
    )


def make_again(connection: Connection, *, at: int) -> tuple[DeviceInfo, frozenset[bytes]]:
    """This file was restored or copied: it goes on as a new device. Returns it, and the records to project again."""
    old = current(connection)
    new = make(connection, name=old.name, person=old.person, at=at, rank=LAST)
    return new, journal.rekey(connection, old.n, new.writer)


# -- settings: JSON values that never travel -----------------------------------------------------------------------------------------


def get(connection: Connection, name: str, default: Any = None) -> Any:
    """A setting of this laptop."""
    text = scalar(connection, "select value from setting where name=?", (name,))
    return default if text is None else json.loads(text)


def put(connection: Connection, name: str, value: Any) -> None:
    """Keep a setting of this laptop; None forgets it."""
    if value is None:
        connection.exec_driver_sql("delete from setting where name=?", (name,))
    else:
        text = json.dumps(value, ensure_ascii=False)
        connection.exec_driver_sql("insert into setting values(?,?) on conflict(name) do update set value=excluded.value", (name, text))
