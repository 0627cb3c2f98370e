"""Bytes of a PDF -> what no revision of it uses: objects left behind, packed ones too, and remarks.

No program shows them, but whoever opens the file with a tool reads them.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdf

_STREAM = re.compile(rb"(?<=stream)\r?\n.*?(?=\s*endstream)", re.DOTALL)
_OBJECT = re.compile(rb"(?<!\d)(\d{1,10})\s+\d{1,5}\s+obj\b(.*?)(?:\bendobj\b|\Z)", re.DOTALL)
_REMARK = re.compile(rb"^%(?!PDF-|%EOF)[^\r\n]*", re.MULTILINE)
_LITERAL = re.compile(rb"\(((?:[^()\\]|\\.)*)\)", re.DOTALL)
_HEX = re.compile(rb"<((?:[0-9A-Fa-f]{2}\s?){6,})>")
_COUNT, _FIRST = re.compile(rb"/N\s+(\d{1,7})"), re.compile(rb"/First\s+(\d{1,9})")
_MOST = 8_000_000  # bytes that all packed objects may unpack to
_SHIFT = 4  # bytes that an offset may be beside its object: line breaks before it


@dataclass(frozen=True, slots=True)
class Stray:
    """A piece of the file that nothing refers to: its texts, and the names that stand in it."""

    texts: tuple[str, ...]
    names: frozenset[str]


def strays(body: bytes, readers: Sequence[pypdf.PdfReader]) -> Iterator[Stray]:
    """Every object that none of the revisions lists, and every remark between objects.

    readers: of all revisions of the file.
    """
    offsets = {at for reader in readers for table in reader.xref.values() for at in table.values()}
    packed = {
        (stream, number) for reader in readers for number, (stream, _) in reader.xref_objStm.items()
    }
    bare = _STREAM.sub(lambda match: b" " * len(match[0]), body)  # every offset stays
    for remark in _REMARK.finditer(bare):
        yield Stray((_text(remark[0]),), frozenset())
    left = _MOST
    for found in _OBJECT.finditer(bare):
        content = found[2]
        if offsets.isdisjoint(range(found.start() - _SHIFT, found.start() + 1)):
            yield _stray(content)
        if b"/ObjStm" in content:
            unpacked = _unpacked(body[found.start(2) : found.end(2)], left)
            left -= len(unpacked)
            for number, piece in _pieces(content, unpacked):
                if (int(found[1]), number) not in packed:
                    yield _stray(piece)


def _pieces(head: bytes, unpacked: bytes) -> Iterator[tuple[int, bytes]]:
    """(number, bytes) of each object of a packed stream; nothing where it is damaged."""
    count, first = _COUNT.search(head), _FIRST.search(head)
    if not count or not first:
        return
    words = unpacked[: int(first[1])].split()[: 2 * int(count[1])]
    numbers = [int(word) for word in words if word.isdigit()]
    starts = [int(first[1]) + at for at in numbers[1::2]]
    ends = [*starts[1:], len(unpacked)]
    for number, start, end in zip(numbers[::2], starts, ends, strict=False):
        yield number, unpacked[start:end]


def _unpacked(content: bytes, most: int) -> bytes:
    """What a packed stream holds, at most so many bytes; as it is where it is not compressed."""
    match = _STREAM.search(content)
    packed = match[0].lstrip(b"\r\n") if match else b""
    if b"/FlateDecode" not in content:
        return packed[:most]
    try:
        return zlib.decompressobj().decompress(packed, most) if most > 0 else b""
    except zlib.error:
        return b""


def _stray(content: bytes) -> Stray:
    literals = (re.sub(rb"\\(.)", rb"\1", match[1]) for match in _LITERAL.finditer(content))
    hexes = (bytes.fromhex(match[1].decode()) for match in _HEX.finditer(content))
    names = (match.decode("latin-1") for match in re.findall(rb"/[A-Za-z0-9]+", content))
    return Stray(tuple(_text(part) for part in (*literals, *hexes)), frozenset(names))


def _text(part: bytes) -> str:
    """A string of a PDF: UTF-16 where it says so, else UTF-8 or what its bytes are."""
    if part.startswith(b"\xfe\xff"):
        return part[2:].decode("utf-16-be", "replace")
    try:
        return part.decode("utf-8")
    except UnicodeDecodeError:
        return part.decode("latin-1")
