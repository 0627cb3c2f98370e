"""Addresses -> their QR codes (ISO 18004, model 2, byte mode, level M) as small pictures.

Every page has one, so each takes a tenth of a millisecond: what is the same for all codes of one
size is asked of Segno once, and what differs, data and error correction, is laid over it.
"""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from markupsafe import Markup

Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int64]

_LEVEL = "m"
_MASK = 3  # fixed: any of the eight can be read, and to try them all takes most of the time
_BORDER = 4  # modules of quiet zone around, as the standard asks for
_SIZES = 40
_WIDE_COUNT = 10  # from this size on the length of the text has sixteen bits, eight below
_PADDING = (0xEC, 0x11)
_NONE = 512  # 0 has no logarithm: its own is so large that any sum with it gives 0


@dataclass(frozen=True, slots=True)
class QrCode:
    """size: modules of a side, with the quiet zone. png: the picture, a pixel a module."""

    size: int
    png: bytes

    def img(self, label: str) -> Markup:
        """As a picture that is called `label`; "" of one that only repeats what stands beside."""
        return Markup('<img class="qr" src="data:image/png;base64,{0}" alt="{1}">').format(
            base64.b64encode(self.png).decode(), label
        )


def qr_code(address: str) -> QrCode:
    """The code of an address, in UTF-8; ValueError where it is too long for any."""
    layout, text = _layout_of(address)
    bits = np.unpackbits(_message(layout, text))
    dark = layout.fixed.copy()
    dark[layout.places[: len(bits)]] ^= bits.astype(bool)
    return QrCode(layout.side + 2 * _BORDER, _png(dark.reshape(layout.side, layout.side)))


@dataclass(frozen=True)
class _Standard:
    """What Segno knows of codes, in tables.

    powers, logarithms: of the field of 256 elements. blocks, capacity: by size and level. level: M.
    data: the types of modules that hold the message.
    """

    powers: Bytes
    logarithms: Ints
    blocks: Any
    capacity: Any
    level: int
    data: tuple[int, ...]


@cache
def _standard() -> _Standard:
    from segno import consts  # which imports all that a program needs to speak to a network

    powers = np.zeros(2 * _NONE + 1, np.uint8)
    powers[:510] = np.tile(consts.GALIOS_EXP[:255], 2)
    return _Standard(
        powers=powers,
        logarithms=np.array([_NONE, *consts.GALIOS_LOG[1:]], np.int64),
        blocks=consts.ECC,
        capacity=consts.SYMBOL_CAPACITY,
        level=consts.ERROR_LEVEL_M,
        data=(consts.TYPE_DATA_DARK, consts.TYPE_DATA_LIGHT),
    )


@dataclass(frozen=True)
class _Block:
    """A part of the data that is corrected by itself.

    length: bytes of data. rests: by byte, the logarithms of what it leaves of the generator.
    """

    length: int
    rests: Ints


@dataclass(frozen=True)
class _Layout:
    """A size of code. fixed: all of it but the message, its modules row by row, masked.

    places: where each bit of the message stands in it. order: bytes of data as they are read from
    block to block; check_order: the same of the bytes that correct them.
    """

    version: int
    side: int
    fixed: npt.NDArray[np.bool_]
    places: Ints
    blocks: tuple[_Block, ...]
    order: Ints
    check_order: Ints


@lru_cache(_SIZES)
def _layout(version: int) -> _Layout:
    import segno

    standard = _standard()
    empty = segno.make(
        b"", version=version, error=_LEVEL, mask=_MASK, mode="byte", boost_error=False
    )
    kinds = np.array([list(row) for row in empty.matrix_iter(border=0, verbose=True)])
    side = len(kinds)
    is_data = np.isin(kinds, standard.data)
    is_data[8, side - 9] = True  # Segno 1.6 says that it belongs to the format; it does not
    rows, columns = np.indices(kinds.shape)
    is_masked = ((rows + columns) % 3 == 0) & is_data
    is_fixed = ~is_data & (kinds >> 8 > 0)  # the dark types are above 255
    sizes = [
        (part.num_data, part.num_total - part.num_data)
        for part in standard.blocks[version][standard.level]
        for _ in range(part.num_blocks)
    ]
    checks = sizes[0][1]
    return _Layout(
        version=version,
        side=side,
        fixed=(is_masked | is_fixed).ravel(),
        places=_zigzag(is_data),
        blocks=tuple(_Block(length, _rests(length, checks)) for length, _ in sizes),
        order=_interleaved([length for length, _ in sizes]),
        check_order=_interleaved([checks] * len(sizes)),
    )


def _layout_of(address: str) -> tuple[_Layout, bytes]:
    """The smallest layout that holds an address, and the address."""
    text, standard = address.encode(), _standard()
    for version in range(1, _SIZES + 1):
        bits = standard.capacity[version][standard.level]
        if 4 + (8 if version < _WIDE_COUNT else 16) + 8 * len(text) <= bits:
            return _layout(version), text
    raise ValueError(f"too long for a code: {address}")


def _zigzag(is_data: npt.NDArray[np.bool_]) -> Ints:
    """The positions of data, two columns at a time from the right, upward and downward in turn.

    The sixth column holds a pattern, and belongs to no two.
    """
    side = len(is_data)
    positions = []
    for turn, right in enumerate([*range(side - 1, 6, -2), *range(5, 0, -2)]):
        rows = range(side) if turn % 2 else range(side - 1, -1, -1)
        positions += [(row, column) for row in rows for column in (right, right - 1)]
    return np.array([row * side + column for row, column in positions if is_data[row, column]])


def _interleaved(lengths: Sequence[int]) -> Ints:
    """Positions in blocks that follow one another: the first of each, the second of each …"""
    starts = np.cumsum([0, *lengths[:-1]])
    return np.array(
        [
            int(start) + at
            for at in range(max(lengths))
            for start, length in zip(starts, lengths, strict=True)
            if at < length
        ],
        np.int64,
    )


def _rests(length: int, checks: int) -> Ints:
    """Row by row for each byte of data: logarithms of the rest of its power, divided.

    The divisor is the product of (x - 2 ** i) for as many i as there are bytes that correct.
    """
    divisor, logarithms = np.array([1], np.uint8), _standard().logarithms
    for power in range(checks):
        divisor = np.append(divisor, 0) ^ np.append(0, _times(divisor, power))
    rest, rests = divisor[1:], []
    for _ in range(length):
        rests.append(logarithms[rest])
        rest = np.append(rest[1:], 0) ^ _times(divisor[1:], int(logarithms[rest[0]]))
    return np.array(rests[::-1])


def _times(values: Bytes, factor: int) -> Bytes:
    """Values multiplied in the field; factor: as a logarithm."""
    standard = _standard()
    return standard.powers[standard.logarithms[values] + factor]


def _message(layout: _Layout, text: bytes) -> Bytes:
    """Data and what corrects it, in the order in which they stand in the code."""
    data, standard = _padded(layout, text), _standard()
    checks, start = [], 0
    for block in layout.blocks:
        block_data = data[start : start + block.length]
        products = standard.powers[standard.logarithms[block_data][:, None] + block.rests]
        checks.append(np.bitwise_xor.reduce(products, axis=0))
        start += block.length
    return np.concatenate([data[layout.order], np.concatenate(checks)[layout.check_order]])


def _padded(layout: _Layout, text: bytes) -> Bytes:
    """Mode, length, the text and what fills the rest, all half a byte further right.

    Readers stop behind the text. An empty byte stands there as Segno 1.6 has it.
    """
    count = len(text).to_bytes(1 if layout.version < _WIDE_COUNT else 2, "big")
    shifted = int.from_bytes(b"\x04" + count + text, "big") << 4
    head = shifted.to_bytes(2 + len(count) + len(text), "big")[1:]
    total = sum(block.length for block in layout.blocks)
    filled = head + b"\0" + bytes(_PADDING) * (total // 2 + 1)
    return np.frombuffer(filled[:total], np.uint8)


def _png(dark: npt.NDArray[np.bool_]) -> bytes:
    """A picture of one bit a pixel, with the quiet zone; without any filter, for it is noise."""
    light = np.pad(~dark, _BORDER, constant_values=True)
    rows = np.packbits(light, axis=1)
    lines = np.pad(rows, ((0, 0), (1, 0))).tobytes()  # before each row: no filter
    head = struct.pack(">IIBBBBB", *light.shape, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )
