"""What a page of another language shows: words that are said already, figures, and data."""

from __future__ import annotations

from dataclasses import dataclass

from mingbai.page import Column, Figure, Link
from mingbai.page.languages import Datum

Cell = str | Datum
Cells = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class LanguageSection:
    """A part of a page.

    says: sentences before its table. rows: a cell a column. opens: words that open the table, ""
    where it stands open.
    """

    id: str
    title: Cell
    says: Cells = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[Cells, ...] = ()
    opens: str = ""


@dataclass(frozen=True, slots=True)
class LanguageView:
    """languages/page.html. nav: the pages of this language."""

    nav: tuple[Link, ...]
    lede: str
    sections: tuple[LanguageSection, ...] = ()
    figures: tuple[Figure, ...] = ()
