"""Attachments inside the encrypted file, named by their content: the same file attached twice is kept once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from hashlib import sha256

from ctip_desktop.errors import BadInput, NotFound
from ctip_desktop.pattern import pattern
from ctip_desktop.workspace.connection import Connection

LARGEST = 25 * 1024 * 1024
"""Bytes of one attachment."""

_NAME = pattern(r"[0-9a-f]{64}")
_MEDIA_TYPE = pattern(r"[a-z0-9][a-z0-9.+-]{0,60}/[a-z0-9][a-z0-9.+-]{0,100}")


def put(connection: Connection, data: bytes, media_type: str) -> str:
    """Keep the bytes; returns their SHA-256 as hex. Raises BadInput when they are too large, empty or oddly typed."""
    if not data:
        raise BadInput("The file is empty.", kept="Nothing was attached.")
    if len(data) > LARGEST:
        raise BadInput(
            f"The file has {len(data) / 1048576:.0f} MB; {LARGEST // 1048576} MB can be attached.",
            kept="Nothing was attached.",
            next_step="Attach the pages that matter, or write down where the file is.",
        )
    if not _MEDIA_TYPE.fullmatch(media_type):
        raise BadInput("The kind of the file is not known.", kept="Nothing was attached.", next_step="Give it an ending such as .pdf or .jpg.")
    digest = sha256(data)
    connection.exec_driver_sql("insert or ignore into blob values(?,?,?,?)", (digest.digest(), len(data), media_type, data))
    return digest.hexdigest()


def get(connection: Connection, name: str) -> tuple[bytes, str]:
    """(bytes, media type). Raises NotFound."""
    row = None
    if _NAME.fullmatch(name):
        row = connection.exec_driver_sql("select data, media_type from blob where sha256=?", (bytes.fromhex(name),)).first()
    if row is None:
        raise NotFound("This attachment is not on this laptop.", next_step="It may come with the next bundle from a colleague.")
    return row.data, row.media_type


def has(connection: Connection, name: str) -> bool:
    """Is it here?"""
    return bool(_NAME.fullmatch(name)) and connection.exec_driver_sql("select 1 from blob where sha256=?", (bytes.fromhex(name),)).first() is not None


def named_anywhere(connection: Connection) -> frozenset[str]:
    """Names that any version of any answer mentions: old versions count, so that taking something back finds its file again."""
    rows = connection.exec_driver_sql(
        "select value from change where length(value) >= 66 and value glob '*[0-9a-f][0-9a-f][0-9a-f][0-9a-f]*' and field not glob '~*'"
    )
    return frozenset(name for (text,) in rows for name in _NAME.findall(text))


def names_in(texts: Iterable[str]) -> frozenset[str]:
    """What may be names of attachments in these JSON texts."""
    return frozenset(name for text in texts if len(text) >= 66 for name in _NAME.findall(text))


def sweep(connection: Connection, among: Collection[str] | None = None) -> int:
    """Remove attachments that no version of any answer mentions any more (left over after erasing, or never used). Returns how many.
    `among`: only these names; one that was attached a moment ago and is not named yet stays."""
    if among is not None and not among:
        return 0
    used = named_anywhere(connection)
    here = [(d,) for (d,) in connection.exec_driver_sql("select sha256 from blob").all()]
    gone = [(d,) for (d,) in here if d.hex() not in used and (among is None or d.hex() in among)]
    for row in gone:
        connection.exec_driver_sql("delete from blob where sha256=?", row)
    return len(gone)
