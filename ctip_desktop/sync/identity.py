"""Who a laptop is: its two keys, its card, and the words two people compare by phone.

A card (`NAME.ctipcard`) is short readable text: person, device, programme, age recipient, Ed25519 public key, signed by that key. Trusting a
card is a person's act: the words, read aloud, tell whether the card that arrived is the card that was sent. docs/bundle-format.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from io import BytesIO
from uuid import UUID

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ctip_desktop import resources
from ctip_desktop.dataclass import dataclass
from ctip_desktop.sync.refusal import bad_card, card_too_new
from ctip_desktop.sync.segments import MOST_NAME, is_one_line
from ctip_desktop.workspace.devices import device_id

FIRST_LINE = "CTIP card 1"
DOMAIN = b"ctip-card 1\n"
MOST_CARD = 8_000
"""Characters of a card, with whatever a mail program put around it."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The two private keys of this device. Never leave the encrypted file."""

    sign: Ed25519PrivateKey
    age: pyrage.x25519.Identity

    @staticmethod
    def generate() -> Keys:
        """A new device."""
        return Keys(Ed25519PrivateKey.generate(), pyrage.x25519.Identity.generate())

    @staticmethod
    def of(signing_key: bytes, age_identity: str) -> Keys:
        """Back from the 32 bytes and the text in which they are kept."""
        return Keys(Ed25519PrivateKey.from_private_bytes(signing_key), pyrage.x25519.Identity.from_str(age_identity))

    @property
    def public(self) -> bytes:
        """32 bytes of Ed25519."""
        return self.sign.public_key().public_bytes_raw()

    @property
    def device(self) -> bytes:
        """The device id that follows from the key."""
        return device_id(self.public)

    @property
    def recipient(self) -> str:
        """`age1…`, to which bundles for this device are encrypted."""
        return str(self.age.to_public())


@dataclass(frozen=True, slots=True)
class Card:
    """What a colleague needs to make a bundle for this device and to know its hand. `text` is the card as it travels."""

    person: str
    name: str
    programme: str
    programme_id: UUID
    recipient: str
    public_key: bytes
    text: str

    @property
    def device(self) -> UUID:
        """The device id that follows from the key."""
        return UUID(bytes=device_id(self.public_key))

    @property
    def words(self) -> tuple[str, ...]:
        """Eight words to compare by phone before the card is trusted; they cover everything on it."""
        return words(sha256(DOMAIN + "\n".join(_signed_lines(self.text)).encode()).digest())


WORDS_OF_A_STATE = 5
"""Words that two laptops say when they hold the same."""


def words(digest: bytes, count: int = 8) -> tuple[str, ...]:
    """The first bytes of a hash, a word each, easy to say and to tell apart."""
    known = resources.text("words.txt").split()
    return tuple(known[byte] for byte in digest[:count])


# -- writing ---------------------------------------------------------------------------------------------------------------------


def make_card(keys: Keys, *, person: str, name: str, programme: str, programme_id: UUID) -> Card:
    """The signed card of the device that holds these keys."""
    names = {"person": person, "device": name or "laptop", "programme": programme}
    fields = names | {"programme-id": programme_id.hex, "age": keys.recipient, "key": keys.public.hex()}
    lines = [f"{label}: {' '.join(value.split())}" for label, value in fields.items()]
    signature = keys.sign.sign(DOMAIN + "\n".join(lines).encode())
    digest = sha256(DOMAIN + "\n".join(lines).encode()).digest()
    text = "\n".join([FIRST_LINE, *lines, f"words: {' '.join(words(digest))}", f"signature: {signature.hex()}", ""])
    return read_card(text)


def qr_svg(card: Card) -> str:
    """The card as a QR code, an SVG without size or background; scale it by its viewBox."""
    import segno

    out = BytesIO()
    segno.make(card.text, micro=False, error="l").save(out, kind="svg", xmldecl=False, svgns=True, omitsize=True)
    return out.getvalue().decode()


def qr_matrix(card: Card) -> Sequence[Sequence[bool]]:
    """The modules of the QR code, True = dark, with the quiet zone of four around them."""
    import segno

    code = segno.make(card.text, micro=False, error="l")
    return [[bool(module) for module in row] for row in code.matrix_iter(border=4)]


# -- reading ---------------------------------------------------------------------------------------------------------------------


def read_card(untrusted: str) -> Card:
    """The card in a text that may have gone through a mail program (quoted, indented, wrapped). Raises BadBundle or FileTooNew."""
    if len(untrusted) > MOST_CARD:
        raise bad_card("longer than a card")
    lines = _signed_lines(untrusted)
    fields = _fields(untrusted)
    _check_signature(fields, lines)
    _check_names(fields)
    try:
        programme = UUID(hex=fields["programme-id"])
    except (KeyError, ValueError) as e:
        raise bad_card("the line “programme-id”") from e
    key = bytes.fromhex(fields["key"])
    return Card(fields["person"], fields["device"], fields["programme"], programme, fields["age"], key, untrusted)


def _lines(untrusted: str) -> list[str]:
    """The lines of the card without decoration; a line without a label continues the one before (mail programs wrap)."""
    plain = [line.strip(" \t\r>\ufeff") for line in untrusted.split("\n")]
    start = next((i for i, line in enumerate(plain) if line.startswith("CTIP card ")), None)
    if start is None:
        raise bad_card("no first line")
    if plain[start] != FIRST_LINE:
        raise card_too_new() if plain[start][10:].isdecimal() else bad_card("unknown first line")
    out: list[str] = []
    for line in filter(None, plain[start + 1 :]):
        label, colon, _ = line.partition(":")
        if colon and label.isascii() and label.replace("-", "").isalpha():
            out.append(line)
        elif out and not _is_complete(out[-1]):
            out[-1] += line if out[-1].startswith("signature:") else f" {line}"
        if out and _is_complete(out[-1]):
            break
    return [f"{label.strip().lower()}: {' '.join(value.split())}" for label, _, value in (line.partition(":") for line in out)]


def _is_complete(line: str) -> bool:
    """The signature is the last line; whatever follows is a mail's footer."""
    return line.startswith("signature:") and len(line.partition(":")[2].strip()) >= 128


def _signed_lines(untrusted: str) -> list[str]:
    """All lines between the first and the signature, in order, also those that a newer version added; not the words, they follow from the rest."""
    return [line for line in _lines(untrusted) if not line.startswith(("words:", "signature:"))]


def _fields(untrusted: str) -> dict[str, str]:
    out: dict[str, str] = {}
    for line in _lines(untrusted):
        label, _, value = line.partition(": ")
        if label in out:
            raise bad_card("a line stands twice")
        out[label] = value
    return out


def _check_signature(fields: dict[str, str], lines: list[str]) -> None:
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(fields["key"]))
        key.verify(bytes.fromhex(fields["signature"]), DOMAIN + "\n".join(lines).encode())
        pyrage.x25519.Recipient.from_str(fields["age"])
    except (KeyError, ValueError, InvalidSignature, pyrage.RecipientError) as e:
        raise bad_card(f"{type(e).__name__} in the signature or the keys") from None


def _check_names(fields: dict[str, str]) -> None:
    for label in ("person", "device", "programme"):
        text = fields.get(label, "")
        if not text or len(text) > MOST_NAME or not is_one_line(text):
            raise bad_card(f"the line “{label}” is missing or too long")
