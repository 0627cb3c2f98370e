"""Places as tiles, one beside the other: how each stands is colour, mark and word."""

from mingbai.page.components.tiles.view import PlaceTile, TownTiles

__all__ = ["PlaceTile", "TownTiles"]
