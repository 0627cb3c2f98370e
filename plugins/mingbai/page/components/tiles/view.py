"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass

from mingbai.page.components.mark import Mark


@dataclass(frozen=True, slots=True)
class PlaceTile:
    """One place. mark: bad news of it, None where all is fine; is_owed: a corner says so."""

    text: str
    url: str
    mark: Mark | None = None
    is_owed: bool = False


@dataclass(frozen=True, slots=True)
class TownTiles:
    """A township and its villages. title leads to `url`; says: how many of them are behind."""

    title: str
    url: str
    says: str
    is_behind: bool
    tiles: tuple[PlaceTile, ...]
