"""Text + private keys -> a signed note; a note + known keys -> who signed it.

The form is that of C2SP signed-note and of golang.org/x/mod/sumdb/note, with Ed25519 alone: a text
that ends in a line feed, an empty line, and for each signature `— name base64(key id ‖ signature)`.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

_ED25519 = b"\x01"
_KEY_BYTES = 32
_ID_BYTES = 4
_MAX_SIGNATURES = 100
_PRIVATE = "PRIVATE+KEY+"
_KEY = re.compile(r"([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)")
_SIGNATURE = re.compile(r"— ([^+\s]+) ([A-Za-z0-9+/=]+)")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


class NotAKey(ValueError):
    """A text that is no key of this form, or whose parts contradict each other."""


class NotANote(ValueError):
    """Bytes that are no signed note."""


class WrongSignature(ValueError):
    """A signature in the name of a known key that this key did not make: the note is refused.

    key: the key in whose name it stands.
    """

    def __init__(self, key: VerifierKey) -> None:
        super().__init__(key.text)
        self.key = key


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key and the name that it signs in. public: 32 bytes."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which signatures name it."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:_ID_BYTES]

    @property
    def text(self) -> str:
        """The vkey: `name+hhhhhhhh+base64`."""
        return f"{self.name}+{self.id.hex()}+{_base64(_ED25519 + self.public)}"

    def has_made(self, signature: bytes, text: str) -> bool:
        """Whether it made these 64 bytes over a text."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text.encode())
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True, repr=False)
class SignerKey:
    """A private key and the name that it signs in. seed: 32 bytes, never printed."""

    name: str
    seed: bytes

    @property
    def verifier(self) -> VerifierKey:
        """Its public half."""
        return VerifierKey(self.name, self._key().public_key().public_bytes_raw())

    @property
    def text(self) -> str:
        """The form in which it is kept: `PRIVATE+KEY+name+hhhhhhhh+base64`."""
        return f"{_PRIVATE}{self.name}+{self.verifier.id.hex()}+{_base64(_ED25519 + self.seed)}"

    def sign(self, text: str) -> bytes:
        """Its signature of a text, 64 bytes; always the same for the same text."""
        return self._key().sign(text.encode())

    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature of a note: in whose name, by which key, its bytes."""

    name: str
    key_id: bytes
    made: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """A text, which ends in a line feed, and its signatures, of keys known or not."""

    text: str
    signatures: tuple[Signature, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The keys in whose name it is signed, as `name+hhhhhhhh`; sorted, each once."""
        return tuple(sorted({f"{s.name}+{s.key_id.hex()}" for s in self.signatures}))

    def signers(self, keys: Iterable[VerifierKey]) -> tuple[VerifierKey, ...]:
        """The keys, of those given, that signed it; signatures of other keys are passed over.

        Raises WrongSignature for a signature in the name of one of them that it did not make.
        """
        known = {(key.name, key.id): key for key in keys}
        by_name: dict[str, VerifierKey] = {}
        for signature in self.signatures:
            key = known.get((signature.name, signature.key_id))
            if key is None:
                continue
            if not key.has_made(signature.made, self.text):
                raise WrongSignature(key)
            by_name[key.text] = key
        return tuple(by_name.values())


def generate(name: str) -> SignerKey:
    """A new key, from the system's randomness; raises NotAKey for a name that no key may have."""
    if not re.fullmatch(r"[^+\s\x00-\x1f]+", name):
        raise NotAKey(name)
    return SignerKey(name, Ed25519PrivateKey.generate().private_bytes_raw())


def verifier_key(text: str) -> VerifierKey:
    """The key of a vkey; raises NotAKey."""
    name, key_id, public = _parts(text)
    key = VerifierKey(name, public)
    if key.id != key_id:
        raise NotAKey(text)
    return key


def signer_key(text: str) -> SignerKey:
    """The key of a private key's text; raises NotAKey, which never repeats the text."""
    if not text.startswith(_PRIVATE):
        raise NotAKey("no private key")
    try:
        name, key_id, seed = _parts(text.removeprefix(_PRIVATE))
    except NotAKey:
        raise NotAKey("no private key") from None
    key = SignerKey(name, seed)
    if key.verifier.id != key_id:
        raise NotAKey("the hash is that of another key")
    return key


def parse(raw: bytes) -> Note:
    """A signed note; raises NotANote. Its signatures are not checked: `Note.signers` does."""
    try:
        content = raw.decode()
    except UnicodeDecodeError as fault:
        raise NotANote("no UTF-8") from fault
    text, empty_line, block = content.rpartition("\n\n")
    if not empty_line or not block.endswith("\n") or _CONTROL.search(content):
        raise NotANote("no text, empty line and signatures")
    lines = block.removesuffix("\n").split("\n")
    if len(lines) > _MAX_SIGNATURES:
        raise NotANote("too many signatures")
    return Note(text + "\n", tuple(_signature(line) for line in lines))


def signed(text: str, keys: Sequence[SignerKey], earlier: Sequence[Signature] = ()) -> bytes:
    """A note of a text, which ends in a line feed: earlier signatures, then those of `keys`.

    An earlier signature of one of these keys is left out.
    """
    if not text.endswith("\n") or _CONTROL.search(text):
        raise ValueError("no text of a note")
    mine = {(key.name, key.verifier.id) for key in keys}
    others = [s for s in earlier if (s.name, s.key_id) not in mine]
    added = [Signature(key.name, key.verifier.id, key.sign(text)) for key in keys]
    lines = (f"— {s.name} {_base64(s.key_id + s.made)}\n" for s in (*others, *added))
    return f"{text}\n{''.join(lines)}".encode()


def _signature(line: str) -> Signature:
    match = _SIGNATURE.fullmatch(line)
    if match is None:
        raise NotANote("no signature line")
    raw = _bytes(match[2])
    if raw is None or len(raw) <= _ID_BYTES:
        raise NotANote("no signature")
    return Signature(match[1], raw[:_ID_BYTES], raw[_ID_BYTES:])


def _parts(text: str) -> tuple[str, bytes, bytes]:
    """Name, key id and the 32 bytes of a key's text."""
    match = _KEY.fullmatch(text)
    raw = _bytes(match[3]) if match else None
    if match is None or raw is None or raw[:1] != _ED25519 or len(raw) != _KEY_BYTES + 1:
        raise NotAKey(text)
    return match[1], bytes.fromhex(match[2]), raw[1:]


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str) -> bytes | None:
    """The bytes of a base64 text, None where it is none, or not the one text of its bytes."""
    try:
        raw = base64.b64decode(text, validate=True)
    except binascii.Error:
        return None
    return raw if _base64(raw) == text else None
