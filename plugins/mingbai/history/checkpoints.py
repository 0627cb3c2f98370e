"""A log's size and root <-> a checkpoint: the text that is signed, published and kept.

The form is that of C2SP tlog-checkpoint: origin, size, root in base64, each on its line. In
`data/history/checkpoints/<size>` it stands as a signed note, or bare while nobody has signed it.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from mingbai.history import notes
from mingbai.history.merkle import Tree
from mingbai.history.notes import NotANote, Note, Signature, SignerKey

_TEXT = re.compile(r"(\S+)\n(0|[1-9][0-9]{0,17})\n([A-Za-z0-9+/]{43}=)\n")


class NotACheckpoint(ValueError):
    """A text or file that is no checkpoint."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The first `size` lines of a log and the root over them (32 bytes). signatures: unchecked.

    origin: the log's name, its address without scheme (`mingbai.example/log`).
    """

    origin: str
    size: int
    root: bytes
    signatures: tuple[Signature, ...] = ()

    @property
    def text(self) -> str:
        """What is signed: three lines."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @property
    def is_signed(self) -> bool:
        """Whether anybody has signed it, whoever that may be."""
        return bool(self.signatures)

    @property
    def note(self) -> Note:
        """Text and signatures, to ask who signed it."""
        return Note(self.text, self.signatures)

    @property
    def file(self) -> bytes:
        """As it is kept and published: a signed note, or the bare text."""
        return (
            notes.signed(self.text, (), self.signatures) if self.is_signed else self.text.encode()
        )

    def signed_by(self, *keys: SignerKey) -> Checkpoint:
        """The same checkpoint with the signatures of these keys after those that it has."""
        made = notes.parse(notes.signed(self.text, keys, self.signatures))
        return Checkpoint(self.origin, self.size, self.root, made.signatures)

    def begins(self, tree: Tree) -> bool:
        """Whether a tree begins with exactly the lines that this checkpoint speaks of."""
        return self.size <= tree.size and tree.root(self.size) == self.root


def of(origin: str, tree: Tree) -> Checkpoint:
    """The unsigned checkpoint of a whole log."""
    return Checkpoint(origin, tree.size, tree.root())


def address_of(site_url: str) -> str:
    """`https://mingbai.example/county/` -> `mingbai.example/county`."""
    address = urlsplit(site_url)
    return f"{address.netloc}{address.path.rstrip('/')}"


def origin_of(site_url: str) -> str:
    """`https://mingbai.example/county/` -> `mingbai.example/county/log`."""
    return f"{address_of(site_url)}/log"


def parse(raw: bytes) -> Checkpoint:
    """The checkpoint of a file, signed or bare; raises NotACheckpoint."""
    try:
        note = notes.parse(raw) if b"\n\n" in raw else Note(raw.decode(), ())
    except (NotANote, UnicodeDecodeError) as fault:
        raise NotACheckpoint(str(fault)) from fault
    match = _TEXT.fullmatch(note.text)
    if match is None:
        raise NotACheckpoint("not three lines: origin, size, root")
    try:
        root = base64.b64decode(match[3], validate=True)
    except binascii.Error as fault:
        raise NotACheckpoint("no base64") from fault
    checkpoint = Checkpoint(match[1], int(match[2]), root, note.signatures)
    if checkpoint.text != note.text:
        raise NotACheckpoint("another text than the canonical one")
    return checkpoint
