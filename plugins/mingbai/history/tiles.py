"""A log's lines -> the files of C2SP tlog-tiles: hashes of the tree, and the lines in bundles.

Paths are those below the log's own address: `tile/0/x001/234`, `tile/entries/000.p/17`. A tile is
256 hashes of 32 bytes wide; the last of a level is partial, its width is in its path.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mingbai.history.merkle import Tree

WIDTH = 256
_LEVEL_BITS = 8
_LONGEST = 0xFFFF  # a line's length stands in two bytes


@dataclass(frozen=True, order=True, slots=True)
class Tile:
    """Hashes `index`·256 … `index`·256 + width - 1 of a level; hashes of level 0 are leaves."""

    level: int
    index: int
    width: int

    @property
    def path(self) -> str:
        """`tile/<level>/<index>[.p/<width>]`."""
        return f"tile/{self.level}/{self._place}"

    @property
    def bundle_path(self) -> str:
        """Where the lines of this tile's leaves stand: `tile/entries/<index>[.p/<width>]`."""
        return f"tile/entries/{self._place}"

    @property
    def hashes(self) -> slice:
        """Which of its level it has."""
        return slice(self.index * WIDTH, self.index * WIDTH + self.width)

    @property
    def _place(self) -> str:
        partial = f".p/{self.width}" if self.width < WIDTH else ""
        return f"{_path_of(self.index)}{partial}"


def tiles(sizes: Iterable[int]) -> tuple[Tile, ...]:
    """The tiles of a log that had checkpoints of these sizes; sorted.

    Full ones, and the partial ones of each size until their full one is there: then whoever has an
    old checkpoint finds the same hashes in that.
    """
    distinct = {tile for size in sizes for tile in _of_size(size)}
    full = {(tile.level, tile.index) for tile in distinct if tile.width == WIDTH}
    lasting = (t for t in distinct if t.width == WIDTH or (t.level, t.index) not in full)
    return tuple(sorted(lasting))


def body(tile: Tile, tree: Tree) -> bytes:
    """The hashes of a tile, one after another."""
    return b"".join(tree.levels[tile.level * _LEVEL_BITS][tile.hashes])


def bundle(tile: Tile, lines: Sequence[bytes]) -> bytes:
    """The lines of a tile of level 0, each after its length (two bytes, the higher first)."""
    if tile.level:
        raise ValueError(f"{tile.path} has no lines")
    return b"".join(_length(line) + line for line in lines[tile.hashes])


def _of_size(size: int) -> Iterator[Tile]:
    """Full tiles of every level, and where the level does not end with one, its partial tile."""
    level, hashes = 0, size
    while hashes:
        full, rest = divmod(hashes, WIDTH)
        yield from (Tile(level, index, WIDTH) for index in range(full))
        if rest:
            yield Tile(level, full, rest)
        level, hashes = level + 1, full


def _path_of(index: int) -> str:
    """`5` -> `005`; `1234067` -> `x001/x234/067`."""
    digits = str(index)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[i : i + 3] for i in range(0, len(digits), 3)]
    return "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])


def _length(line: bytes) -> bytes:
    if len(line) > _LONGEST:
        raise ValueError(f"a line of {len(line)} bytes fits no bundle")
    return len(line).to_bytes(2, "big")
