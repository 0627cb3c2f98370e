"""The origin of each imported line, and each repair of a cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class RowOrigin:
    """The origin of a line of the CSV. book: the file's name. cells: field name -> cell (`C12`)."""

    book: str
    sheet: str
    row: int
    cells: Mapping[str, str]

    @property
    def path(self) -> str:
        """The sheet as issues name it: `六月.xlsx/账目`."""
        return f"{self.book}/{self.sheet}"


@dataclass(frozen=True)
class Repair:
    """A cell with a clear meaning in a form that is not the required one. title: of its column.

    book: the file's name. is_masked: the cell names a person in full, which `before` does not.
    """

    book: str
    sheet: str
    cell: str
    title: str
    before: str
    after: str
    why: tuple[str, ...]
    is_masked: bool = False
