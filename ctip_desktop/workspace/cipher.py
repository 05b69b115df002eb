"""The key, and connections to the encrypted file.

Key = Argon2id(passphrase, salt = the file's first 16 bytes, which is where SQLCipher keeps its salt), given to SQLCipher as a raw key, so that
its own key derivation is skipped. docs/decisions/0003-key-from-passphrase.md has the parameters and why.
"""

from __future__ import annotations

import os
import unicodedata
from base64 import b32decode, b32encode
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from ctip_desktop.errors import BadInput
from ctip_desktop.workspace.connection import Database
from ctip_desktop.workspace.drives import Mode
from ctip_desktop.workspace.problems import missing, not_a_workspace

SALT = 16
KEY = 32
PAGE = 4096
MEMORY_KIB, PASSES, LANES = 64 * 1024, 3, 1
WAIT_SECONDS = 30.0
CACHE_KIB = 16 * 1024

_ALPHABET, _SPOKEN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Base 32 as in RFC 4648, and as people read it: without I, O, 0 and 1."""

_PLAIN_SQLITE = b"SQLite format 3\0"


class Secret:
    """32 bytes of key and the file's salt. Wiped as well as Python allows: copies inside libraries live until they are collected."""

    def __init__(self, key: bytes, salt: bytes) -> None:
        if len(key) != KEY or len(salt) != SALT:
            raise ValueError("a key has 32 bytes and a salt 16")
        self._key = bytearray(key)
        self.salt = salt

    @property
    def key(self) -> bytes:
        """The raw key."""
        return bytes(self._key)

    @property
    def pragma(self) -> str:
        """As SQLCipher takes it: `x'key salt'`."""
        return f"x'{self._key.hex()}{self.salt.hex()}'"

    def wipe(self) -> None:
        """Overwrite the key with zeros."""
        self._key[:] = bytes(KEY)

    def __repr__(self) -> str:
        return "Secret(…)"


def derive(passphrase: str, salt: bytes) -> Secret:
    """The key of a passphrase. Letters are compared as people see them (NFKC), whatever keyboard composed them."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    text = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    key = Argon2id(salt=salt, length=KEY, iterations=PASSES, lanes=LANES, memory_cost=MEMORY_KIB).derive(text)
    return Secret(key, salt)


def new_salt() -> bytes:
    """For a new file."""
    return os.urandom(SALT)


def read_salt(path: Path) -> bytes:
    """The salt of an existing workspace. Raises NotFound, or WorldError when it cannot be a workspace at all."""
    if not path.exists():
        raise missing(path)
    if not path.is_file():
        raise not_a_workspace(path)
    size = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(SALT)
    if size < PAGE or size % PAGE or start == _PLAIN_SQLITE or start.startswith((b"PK\x03\x04", b"age-encryption")):
        raise not_a_workspace(path)
    return start


# -- recovery key ------------------------------------------------------------------------------------------------------------------


def recovery_text(secret: Secret) -> str:
    """The raw key as eleven groups of five letters and digits, the last ones a check sum: to be printed and locked away."""
    body = secret.key + sha256(secret.key).digest()[:2]
    text = b32encode(body).decode("ascii").rstrip("=").translate(str.maketrans(_ALPHABET, _SPOKEN))
    return "-".join(text[i : i + 5] for i in range(0, len(text), 5))


def from_recovery_text(text: str) -> bytes:
    """The raw key out of a typed recovery key. Raises BadInput when a character is wrong or missing."""
    typed = "".join(c for c in text.upper() if c.isalnum())
    try:
        if set(typed) - set(_SPOKEN):
            raise ValueError
        body = b32decode(typed.translate(str.maketrans(_SPOKEN, _ALPHABET)) + "=" * (-len(typed) % 8))
    except ValueError:
        body = b""
    if len(body) != KEY + 2 or sha256(body[:KEY]).digest()[:2] != body[KEY:]:
        raise BadInput(
            "This is not a whole recovery key.", next_step="Type it again, group by group. It has no letters I and O and no digits 1 and 0."
        )
    return body[:KEY]


# -- connections -------------------------------------------------------------------------------------------------------------------


def connect(path: Path, secret: Secret, *, read_only: bool = False) -> Any:
    """A bare connection, for probing, backups and rekeying. With `read_only` not a byte of the file can change."""
    uri = path.absolute().as_uri() + ("?mode=ro" if read_only else "?mode=rwc")
    connection = sqlcipher.connect(uri, isolation_level=None, check_same_thread=False, uri=True, timeout=WAIT_SECONDS)
    connection.execute("pragma cipher_log_level=none")  # a wrong passphrase is an everyday event, not something for stderr
    connection.execute(f'pragma key="{secret.pragma}"')
    connection.execute("pragma temp_store=memory")  # sorting never spills to a plain file
    return connection


def database(path: Path, secret: Secret, mode: Mode) -> Database:
    """The file for transactions."""
    pragmas = (*_PRAGMAS, f"journal_mode={mode.journal}", f"synchronous={mode.synchronous}")
    return Database(lambda: _prepared(connect(path, secret), pragmas))


def reading_database(path: Path, secret: Secret) -> Database:
    """The file for reading: not a byte of it can change, and no connection is kept open."""
    return Database(lambda: _prepared(connect(path, secret, read_only=True), _PRAGMAS), idle=0)


_PRAGMAS = (
    "foreign_keys=on",
    "secure_delete=on",  # what is erased is overwritten
    f"cache_size=-{CACHE_KIB}",
)


def _prepared(connection: Any, pragmas: Sequence[str]) -> Any:
    try:
        for pragma in pragmas:
            connection.execute(f"pragma {pragma}").fetchall()
    except BaseException:  # a wrong key shows here
        connection.close()
        raise
    return connection


def change_key(path: Path, old: Secret, new: Secret) -> None:
    """Write every page anew under another key, all or nothing. No other connection may be open. The salt stays."""
    connection = connect(path, old)
    try:
        connection.execute("pragma journal_mode=delete").fetchall()  # leaves no page under the old key in a side file
        connection.execute(f'pragma rekey="{new.pragma}"').fetchall()
    finally:
        connection.close()
