"""The files of a site <-> SHA256SUMS, in the form of `sha256sum`, and the note that signs it.

The manifest names every file but itself and its note, the list of compressed forms that a target
may have, and the mark that builds left in a site before it lay beside it. `sha256sum -c SHA256SUMS`
proves it without this program.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from mingbai.history import compressed

NAME = "SHA256SUMS"
NOTE = "SHA256SUMS.note"
MARK = ".mingbai.json"
OUTSIDE = frozenset({NAME, NOTE, MARK, compressed.NAME})
_LINE = re.compile(r"([0-9a-f]{64})  ([^\\\n]+)")
_TEXT = re.compile(r"(\S+)/SHA256SUMS\nsha256 ([0-9a-f]{64})\nas_of (\d{4}-\d\d-\d\d)\n")


class NotAManifest(ValueError):
    """A file that is no manifest, or a note of none. line: the first that is wrong, or None."""

    def __init__(self, line: int | None = None) -> None:
        super().__init__(f"line {line}")
        self.line = line


@dataclass(frozen=True, slots=True)
class Statement:
    """What the note of a manifest says: whose it is, its sha256 (hex), the day it speaks of.

    origin: the portal's address without scheme (`mingbai.example`).
    """

    origin: str
    digest: str
    as_of: date

    @property
    def text(self) -> str:
        """What is signed: three lines."""
        as_of = self.as_of.isoformat()
        return f"{self.origin}/{NAME}\nsha256 {self.digest}\nas_of {as_of}\n"


def write(sums: Mapping[str, str]) -> bytes:
    """The manifest of files by path with their sha256 (hex); sorted by path.

    A path that `sha256sum` would have to escape is a fault of code (ValueError).
    """
    lines = [f"{digest}  {path}" for path, digest in sorted(sums.items()) if path not in OUTSIDE]
    for line in lines:
        if not _LINE.fullmatch(line):
            raise ValueError(f"no path for a manifest: {line}")
    return "".join(line + "\n" for line in lines).encode()


def parse(content: bytes) -> dict[str, str]:
    """The sha256 of each file by its path; raises NotAManifest."""
    try:
        lines = content.decode().split("\n")
    except UnicodeDecodeError as fault:
        raise NotAManifest from fault
    if lines.pop():
        raise NotAManifest(len(lines) + 1)
    sums: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        match = _LINE.fullmatch(line)
        if match is None or match[2] in sums or match[2] in OUTSIDE:
            raise NotAManifest(number)
        sums[match[2]] = match[1]
    return sums


def statement(origin: str, content: bytes, as_of: date) -> Statement:
    """What may be signed of a manifest."""
    return Statement(origin, sha256(content).hexdigest(), as_of)


def parse_statement(text: str) -> Statement:
    """The statement of a note's text; raises NotAManifest."""
    match = _TEXT.fullmatch(text)
    if match is None:
        raise NotAManifest
    try:
        return Statement(match[1], match[2], date.fromisoformat(match[3]))
    except ValueError as fault:
        raise NotAManifest from fault
