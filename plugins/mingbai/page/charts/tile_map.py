"""Places by column and row -> a map of tiles: a shape and a fill a state, outlines of regions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup
from markupsafe import escape as escape_one

from mingbai.page.components import PlaceTile

_WIDE, _TALL, _EDGE = 54, 46, 2
_FEW_COLUMNS = 8  # that a phone shows with names; of more it shows the shapes alone
_NAME_LETTERS = 3


@dataclass(frozen=True, slots=True)
class MapTile:
    """Where a place lies. column, row: from 1. region: what its outline is of, its township.

    tile: how it stands; None for the tile of a region itself, which says its name alone.
    """

    name: str
    column: int
    row: int
    region: str
    tile: PlaceTile | None = None


def tile_map(id_: str, title: str, says: str, tiles: Sequence[MapTile]) -> Markup:
    """All places as one picture. says: the same in words; what is drawn stands in a list, too."""
    columns, rows = max(one.column for one in tiles), max(one.row for one in tiles)
    width, height = columns * _WIDE + 2 * _EDGE, rows * _TALL + 2 * _EDGE
    regions = {(one.column, one.row): one.region for one in tiles}
    drawn = "".join(_tile(one) for one in tiles)
    many = " tiles__map--many" if columns > _FEW_COLUMNS else ""
    return Markup(  # noqa: S704 - numbers and escaped words only
        f'<svg class="tiles__map{many}" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-labelledby="{id_}-t {id_}-d">'
        f'<title id="{id_}-t">{escape_one(title)}</title>'
        f'<desc id="{id_}-d">{escape_one(says)}同样的内容见图后的格子和表。</desc>{drawn}'
        f'<path class="tiles__outline" fill="none" stroke="currentColor" stroke-width="3" '
        f'd="{"".join(_outlines(regions))}"/></svg>'
    )


def _corner(column: int, row: int) -> tuple[int, int]:
    """The upper left corner of a tile."""
    return _EDGE + (column - 1) * _WIDE, _EDGE + (row - 1) * _TALL


def _tile(one: MapTile) -> str:
    x, y = _corner(one.column, one.row)
    if one.tile is None:
        return _name(x, y + 28, one.name, "tiles__region", "currentColor")
    mark = one.tile.mark
    box = f'x="{x}" y="{y}" width="{_WIDE}" height="{_TALL}"'
    if mark is None:
        shape = f'<rect class="tiles__land" fill="none" stroke="currentColor" {box}/>'
        name = _name(x, y + 28, one.name, "tiles__named", "currentColor")
    elif mark.state == "late":
        shape = (
            f'<rect class="tiles__land tiles__land--late" fill="none" stroke="currentColor" '
            f'stroke-width="2" stroke-dasharray="5 3" {box}/>'
            f"{_sign(x, y, '◐', 'tiles__sign--late', 'currentColor')}"
        )
        name = _name(x, y + 20, one.name, "tiles__named", "currentColor")
    else:
        shape = (
            f'<rect class="tiles__land tiles__land--behind" fill="currentColor" {box}/>'
            f"{_sign(x, y, '○', 'tiles__sign--behind', '#fff')}"
        )
        name = _name(x, y + 20, one.name, "tiles__named tiles__named--behind", "#fff")
    return shape + name + (_owed(x, y) if one.tile.is_owed else "")


def _name(x: int, y: int, name: str, class_: str, fill: str) -> str:
    words = name if len(name) <= _NAME_LETTERS else name[: _NAME_LETTERS - 1] + "…"
    return (
        f'<text class="{class_}" font-size="15" fill="{fill}" text-anchor="middle" '
        f'x="{x + _WIDE // 2}" y="{y}">{escape_one(words)}</text>'
    )


def _sign(x: int, y: int, sign: str, class_: str, fill: str) -> str:
    return (
        f'<text class="{class_}" font-size="15" fill="{fill}" text-anchor="middle" '
        f'x="{x + _WIDE // 2}" y="{y + 39}">{sign}</text>'
    )


def _owed(x: int, y: int) -> str:
    """A corner that is turned down: rent is owed. Its edge is seen on a full tile, too."""
    right = x + _WIDE - 2
    return (
        f'<path class="tiles__corner" fill="currentColor" stroke="#fff" '
        f'd="M{right - 13} {y + 2}h13v13z"/>'
    )


def _outlines(regions: Mapping[tuple[int, int], str]) -> Iterator[str]:
    """A stroke on each side of a tile beyond which another region lies, or none."""
    for (column, row), region in regions.items():
        x, y = _corner(column, row)
        sides = (
            ((column, row - 1), f"M{x} {y}h{_WIDE}"),
            ((column - 1, row), f"M{x} {y}v{_TALL}"),
            ((column, row + 1), f"M{x} {y + _TALL}h{_WIDE}"),
            ((column + 1, row), f"M{x + _WIDE} {y}v{_TALL}"),
        )
        yield from (stroke for beside, stroke in sides if regions.get(beside) != region)
