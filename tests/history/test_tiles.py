"""Tiles: the paths and widths of C2SP tlog-tiles, and that they hold the whole tree."""

from __future__ import annotations

from collections import Counter

import pytest

from mingbai.history import merkle, tiles
from mingbai.history.tiles import Tile


def test_the_tiles_of_the_specification() -> None:
    """A log of 70,000 lines has three levels, each ends with a partial tile."""
    counts = Counter((tile.level, tile.width) for tile in tiles.tiles([70_000]))
    assert counts == {(0, 256): 273, (0, 112): 1, (1, 256): 1, (1, 17): 1, (2, 1): 1}
    assert {tile.path for tile in tiles.tiles([256])} == {"tile/0/000", "tile/1/000.p/1"}
    assert tiles.tiles([0]) == ()


@pytest.mark.parametrize(
    ("index", "path"),
    [
        (0, "000"),
        (5, "005"),
        (999, "999"),
        (1000, "x001/000"),
        (1_234_067, "x001/x234/067"),
    ],
)
def test_paths(index: int, path: str) -> None:
    """Three digits a folder, all but the last after an x; a partial tile says its width."""
    assert Tile(0, index, 256).path == f"tile/0/{path}"
    assert Tile(2, index, 17).path == f"tile/2/{path}.p/17"
    assert Tile(0, index, 256).bundle_path == f"tile/entries/{path}"
    assert Tile(0, index, 3).bundle_path == f"tile/entries/{path}.p/3"


def test_partial_tiles_stay_until_they_are_full() -> None:
    """Whoever has an old checkpoint finds its tiles, or the full ones; each is there once."""
    paths = [tile.path for tile in tiles.tiles([3, 300, 3, 258])]
    assert paths == [
        "tile/0/000",
        "tile/0/001.p/2",
        "tile/0/001.p/44",
        "tile/1/000.p/1",
    ]
    assert [tile.path for tile in tiles.tiles([3, 200])] == ["tile/0/000.p/3", "tile/0/000.p/200"]


def test_the_hashes_of_a_tile_are_those_of_the_subtrees() -> None:
    """Level 1: the root over each 256 leaves; level 0: the leaves themselves."""
    lines = [str(i).encode() for i in range(600)]
    tree = merkle.tree(lines)
    whole, partial = Tile(0, 1, 256), Tile(1, 0, 2)
    assert tiles.body(whole, tree) == b"".join(map(merkle.leaf_hash, lines[256:512]))
    assert tiles.body(partial, tree) == merkle.root(lines[:256]) + merkle.root(lines[256:512])


def test_a_bundle_has_each_line_after_its_length() -> None:
    """Two bytes, the higher first; a line that is too long is a fault of code."""
    lines = [b"", b"ab", "行".encode() * 100]
    assert tiles.bundle(Tile(0, 0, 3), lines) == (
        b"\x00\x00" + b"\x00\x02ab" + b"\x01\x2c" + lines[2]
    )
    with pytest.raises(ValueError, match="65536"):
        tiles.bundle(Tile(0, 0, 1), [b"x" * 65_536])
    with pytest.raises(ValueError, match="no lines"):
        tiles.bundle(Tile(1, 0, 1), lines)
