"""A bundle: an age file around a ZIP of `manifest.json · manifest.sig · changes.zst · blobs/<sha256>`. docs/bundle-format.md is exact.

The manifest is signed by the sending device and binds sender, recipients, number and content; the signatures of the segments inside bind
their authors. Both are needed: the first says who hands over, the second who wrote. Nothing here touches a workspace.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec

from ctip_desktop.dataclass import dataclass
from ctip_desktop.sync.archive import read_archive, write_archive
from ctip_desktop.sync.refusal import damaged, forged_sender, not_a_bundle, not_for_us, too_large, too_new
from ctip_desktop.sync.segments import is_one_line
from ctip_desktop.workspace.devices import device_id
from ctip_desktop.workspace.seen import Seen, spell, unspell

if TYPE_CHECKING:  # loaded by those who sign, check and encrypt
    import pyrage
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FORMAT = 1
DOMAIN = b"ctip-bundle 1\n"
AGE = b"age-encryption.org/v1"
"""How every age file begins; what begins otherwise was never a bundle."""
NO_KEY = "No matching keys found"
"""What the library says when the file is for others; everything else it says means that the file is not whole."""
MOST_FILE = 512 << 20
"""Bytes of a bundle. Attachments that do not fit travel with the next one."""
MOST_MANIFEST = 64 << 20
MOST_STATEMENTS = 10_000


class Part(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the manifest says of one other member. `type`: media type of an attachment."""

    size: int
    sha256: str
    type: str = ""


class Statement(msgspec.Struct, frozen=True):
    """A signed receipt, verbatim: `text` is JSON, `key` and `signature` are hex."""

    text: str
    key: str
    signature: str


class Manifest(msgspec.Struct, frozen=True, rename={"sender": "from"}):
    """The signed cover of a bundle.

    `programme`, `sender` (in the file: `from`) and the entries of `to` are ids in hex; `to` may also hold age recipients of people without a
    laptop of the programme. `number` counts the sender's bundles, `made` is milliseconds. `base` is what all recipients confirmed to hold and is
    therefore left out. `keys` are the public keys (hex) of every author inside and of the sender.
    """

    format: int
    programme: str
    sender: str
    number: int
    made: int
    to: tuple[str, ...]
    base: dict[str, str]
    keys: tuple[str, ...]
    receipts: tuple[Statement, ...]
    parts: dict[str, Part]

    @property
    def device(self) -> bytes:
        """Id of the sending device."""
        return bytes.fromhex(self.sender)

    @property
    def taken_for_granted(self) -> Seen:
        """`base`, read."""
        return unspell(self.base)

    @property
    def public_keys(self) -> dict[bytes, bytes]:
        """Device id → public key."""
        return {device_id(key): key for key in map(bytes.fromhex, self.keys)}


class _Format(msgspec.Struct):
    format: int


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels: content and media type. Its name is its SHA-256."""

    data: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """An opened bundle: the cover is verified, the changes are not decoded yet. `id` is the first 16 bytes of the manifest's SHA-256."""

    id: bytes
    manifest: Manifest
    changes: bytes
    attachments: Mapping[str, Attachment]


# -- out -------------------------------------------------------------------------------------------------------------------------


def pack(
    manifest: Manifest, changes: bytes, attachments: Mapping[str, Attachment], *, key: Ed25519PrivateKey, recipients: Sequence[str]
) -> tuple[bytes, bytes]:
    """(bundle, its id). `manifest.parts` is filled in here."""
    import pyrage

    blobs = {f"blobs/{name}": a.data for name, a in attachments.items()}
    types = {f"blobs/{name}": a.media_type for name, a in attachments.items()}
    members = {"changes.zst": changes} | blobs
    parts = {name: Part(len(data), sha256(data).hexdigest(), types.get(name, "")) for name, data in members.items()}
    text = _spell(msgspec.structs.replace(manifest, parts=parts))
    plain = write_archive({"manifest.json": text, "manifest.sig": key.sign(DOMAIN + text)} | members)
    return pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(r) for r in recipients]), bundle_id(text)


def bundle_id(manifest_text: bytes) -> bytes:
    """16 bytes that name a bundle."""
    return sha256(manifest_text).digest()[:16]


def _spell(manifest: Manifest) -> bytes:
    return json.dumps(msgspec.to_builtins(manifest), ensure_ascii=False, sort_keys=True, indent=1).encode()


def base_of(base: Seen) -> dict[str, str]:
    """As it stands in a manifest."""
    return spell(base)


# -- in --------------------------------------------------------------------------------------------------------------------------


def unpack(untrusted: bytes, identities: Sequence[pyrage.x25519.Identity]) -> Envelope:
    """Decrypt with whichever identity fits, check the cover and every part. Raises BadBundle or FileTooNew; reads everything, writes nothing."""
    import pyrage

    if len(untrusted) > MOST_FILE:
        raise too_large(f"more than {MOST_FILE >> 20} megabytes")
    if not untrusted.startswith(AGE):
        raise not_a_bundle()
    try:
        members = read_archive(pyrage.decrypt(untrusted, identities))
    except pyrage.DecryptError as e:
        raise (not_for_us() if str(e) == NO_KEY else damaged("age")) from e
    try:
        text, signature, changes = (members.pop(name) for name in ("manifest.json", "manifest.sig", "changes.zst"))
    except KeyError as e:
        raise damaged("a part is missing") from e
    manifest = _read_manifest(text)
    _check_sender(manifest, text, signature)
    _check_parts(manifest, {"changes.zst": changes} | members)
    attachments = {name[6:]: Attachment(data, manifest.parts[name].type) for name, data in members.items()}
    return Envelope(bundle_id(text), manifest, changes, attachments)


def _read_manifest(untrusted: bytes) -> Manifest:
    if len(untrusted) > MOST_MANIFEST:
        raise too_large("its cover")
    try:
        if msgspec.json.decode(untrusted, type=_Format).format > FORMAT:
            raise too_new()
        manifest = msgspec.json.decode(untrusted, type=Manifest)
        _ = manifest.device, manifest.taken_for_granted, manifest.public_keys
    except (msgspec.DecodeError, ValueError, RecursionError) as e:
        raise damaged(f"malformed manifest: {type(e).__name__}") from e
    if not _is_sound(manifest):
        raise damaged("malformed manifest")
    return manifest


def _is_sound(manifest: Manifest) -> bool:
    return (
        manifest.format == FORMAT
        and 0 < manifest.number < 1 << 40
        and 0 <= manifest.made < 1 << 53
        and len(manifest.device) == 16
        and len(manifest.programme) == 32
        and all(len(key) == 64 for key in manifest.keys)
        and len(manifest.receipts) <= MOST_STATEMENTS
        and all(len(name) == 16 and r and r[0][0] > 0 and r[-1][1] < 1 << 40 for name, r in manifest.taken_for_granted.items())
        and all(len(part.type) <= 100 and is_one_line(part.type) for part in manifest.parts.values())
    )


def _check_sender(manifest: Manifest, text: bytes, signature: bytes) -> None:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    key = manifest.public_keys.get(manifest.device)
    if key is None:
        raise forged_sender()
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, DOMAIN + text)
    except (InvalidSignature, ValueError):
        raise forged_sender() from None


def _check_parts(manifest: Manifest, members: Mapping[str, bytes]) -> None:
    if set(manifest.parts) != set(members):
        raise damaged("parts missing or added")
    for name, data in members.items():
        digest = sha256(data).hexdigest()
        if manifest.parts[name].sha256 != digest or (name.startswith("blobs/") and name[6:] != digest):
            raise damaged("a part does not match its check sum")
