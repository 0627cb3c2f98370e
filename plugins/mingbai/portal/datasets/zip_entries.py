"""Files -> the entries of a ZIP, each a run of bytes of its own, and the directory that ends it.

An archive is its entries one after the other, then the directory. An entry does not say where it
stands, so that it is taken over, compressed as it is, from one archive into the next.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

_LEVEL = 4  # of compression: a tenth larger than 6, in half the time
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_NEEDED, _MADE_BY = 20, 3 << 8 | 20  # version 2.0 of the format, by Unix
_UTF_8, _DEFLATED = 1 << 11, 8
_FIRST_DAY, _LAST_DAY = date(1980, 1, 1), date(2107, 12, 31)  # all that a ZIP can say
_MODE = 0o644 << 16
_MOST = 0xFFFF  # entries; beyond it, and beyond 4 GiB, the format is another


@dataclass(frozen=True)
class _Entry:
    """What the directory says of an entry. size: of the whole entry. head: as it begins itself."""

    head: tuple[int, ...]
    name: bytes
    first: int
    size: int


def entry(name: str, body: bytes, day: date) -> bytes:
    """A file as it stands in an archive: named, dated (as near as ZIP can), compressed."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(body) + packer.flush()
    encoded = name.encode()
    day = min(max(day, _FIRST_DAY), _LAST_DAY)
    dated = (day.year - _FIRST_DAY.year) << 9 | day.month << 5 | day.day
    head = _LOCAL.pack(
        b"PK\x03\x04",
        _NEEDED,
        _UTF_8,
        _DEFLATED,
        0,  # midnight
        dated,
        zlib.crc32(body),
        len(packed),
        len(body),
        len(encoded),
        0,
    )
    return head + encoded + packed


def directory(runs: Iterable[bytes]) -> bytes:
    """What ends an archive of these runs of entries."""
    lines: list[bytes] = []
    first = 0
    for run in runs:
        lines += (_line(one, first + one.first) for one in _entries(run))
        first += len(run)
    body = b"".join(lines)
    if len(lines) > _MOST:
        raise ValueError(f"a ZIP of {len(lines):,} files has another form")
    end = _END.pack(b"PK\x05\x06", 0, 0, len(lines), len(lines), len(body), first, 0)
    return body + end


def _entries(run: bytes) -> Iterator[_Entry]:
    first = 0
    while first < len(run):
        signature, *head = _LOCAL.unpack_from(run, first)
        if signature != b"PK\x03\x04":
            raise ValueError(f"no entry begins at byte {first:,}")
        packed, length = head[6], head[8]
        begin = first + _LOCAL.size
        size = _LOCAL.size + length + packed
        yield _Entry(tuple(head[:8]), run[begin : begin + length], first, size)
        first += size


def _line(one: _Entry, first: int) -> bytes:
    """A line of the directory. first: where the entry begins in the archive."""
    rest = (len(one.name), 0, 0, 0, 0, _MODE, first)
    return _CENTRAL.pack(b"PK\x01\x02", _MADE_BY, *one.head, *rest) + one.name
