"""Addresses -> their QR codes as inline SVG, those of one length at once.

Of texts of one length a code with a fixed mask is an affine function of their bits: data, error
correction and mask are sums without carry. Segno makes the code of one text, and of the same with
each of its bits turned that differs among the texts; sums of these are the codes of all others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from markupsafe import Markup

Bits = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int64]
_BORDER = 4  # modules of quiet zone around, as the standard asks for
_SIDE = 256  # more modules than a side can have: 177
_TOGETHER = 2_000  # codes drawn at once: memory stays flat


@dataclass(frozen=True, slots=True)
class QrCode:
    """size: modules of a side, with the quiet zone. path: what is drawn, as SVG says it."""

    size: int
    path: str

    def svg(self, label: str) -> Markup:
        """As a picture that is called `label`."""
        return Markup(
            '<svg role="img" viewBox="0 0 {0} {0}"><title>{1}</title>'
            '<path stroke="#000" d="{2}"/></svg>'
        ).format(self.size, label, self.path)


def qr_codes(addresses: Sequence[str]) -> dict[str, QrCode]:
    """The code (level M or better) of each address, in UTF-8.

    The mask is fixed: any of the eight can be read, and to try them all takes most of the time.
    """
    by_length: dict[int, list[bytes]] = {}
    for address in dict.fromkeys(addresses):
        text = address.encode()
        by_length.setdefault(len(text), []).append(text)
    return {
        text.decode(): code for texts in by_length.values() for text, code in _of_one_length(texts)
    }


def _of_one_length(texts: Sequence[bytes]) -> Iterator[tuple[bytes, QrCode]]:
    bits = np.unpackbits(np.array([list(text) for text in texts], np.uint8), axis=1)
    turned = bits ^ bits[0]
    varying = np.flatnonzero(turned.any(axis=0))
    if len(varying) + 1 >= len(texts):
        dark = np.array([_modules(text) for text in texts])
        yield from zip(texts, _drawn(dark), strict=True)
        return
    first = _modules(texts[0])
    effects = np.array(
        [_modules(_with_turned(bits[0], at)) ^ first for at in varying.tolist()], np.float32
    )
    for begin in range(0, len(texts), _TOGETHER):
        some = turned[begin : begin + _TOGETHER, varying].astype(np.float32)
        sums = some @ effects.reshape(len(varying), -1)  # whole numbers below 2 ** 24: exact
        dark = (sums.astype(np.int64) & 1).astype(np.uint8).reshape(-1, *first.shape) ^ first
        yield from zip(texts[begin : begin + _TOGETHER], _drawn(dark), strict=True)


def _with_turned(bits: Bits, at: int) -> bytes:
    other = bits.copy()
    other[at] ^= 1
    return np.packbits(other).tobytes()


def _modules(text: bytes) -> Bits:
    """A square of 0 and 1."""
    import segno  # which imports all that a program needs to speak to a network

    code = segno.make(text, mode="byte", error="m", micro=False, mask=3)
    return np.array([list(row) for row in code.matrix], np.uint8)


def _drawn(dark: Bits) -> Iterator[QrCode]:
    """Squares of modules -> a stroke for each run of dark ones in a row, from run to run.

    dark: by code, row, column.
    """
    edges = np.diff(np.pad(dark, ((0, 0), (0, 0), (1, 1))).astype(np.int8), axis=2)
    code, row, start = np.nonzero(edges == 1)
    end = np.nonzero(edges == -1)[2]
    cuts = np.searchsorted(code, np.arange(len(dark) + 1))
    texts = _strokes(row, start, end, cuts[:-1])
    size = dark.shape[1] + 2 * _BORDER
    for first, last in zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True):
        yield QrCode(size, "".join(texts[first:last]))


def _strokes(row: Ints, start: Ints, end: Ints, firsts: Ints) -> list[str]:
    """The text of each run; firsts: those that a code begins with, in its topmost row."""
    right, down = start.copy(), row.copy()
    right[1:] -= end[:-1]
    down[1:] -= row[:-1]
    run = end - start
    moves, which = np.unique(((right + _SIDE) * _SIDE + down) * _SIDE + run, return_inverse=True)
    words = [
        f"m{move // _SIDE**2 - _SIDE} {move // _SIDE % _SIDE}h{move % _SIDE}"
        for move in moves.tolist()
    ]
    texts: list[str] = np.array(words, object)[which].tolist()
    for at in firsts.tolist():
        texts[at] = f"M{start[at] + _BORDER} {row[at] + _BORDER}.5h{run[at]}"
    return texts
