"""Where each line and each repair of an import came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Spot:
    """Where a line of the CSV came from: sheet, its row, and the cell of each field by name."""

    sheet: str
    row: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Repair:
    """One cell that means one thing and was written another way. title: of its column."""

    sheet: str
    cell: str
    title: str
    before: str
    after: str
    why: tuple[str, ...]
