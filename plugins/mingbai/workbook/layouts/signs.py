"""An exported sheet -> the texts by which it names its things, and its months. Nothing is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from mingbai.exports import ExportForm
from mingbai.workbook.layouts import blocks, heads, words
from mingbai.workbook.layouts.heads import Head
from mingbai.workbook.sheets import Stored, Worksheet

_FEW = 2  # filled cells of a row that may be a title between rows of data


@dataclass(frozen=True)
class SheetSigns:
    """titles: the texts above the heading. names: what may name a thing, each once.

    title_months: the months of which titles and the sheet's name speak. months: those of the rows,
    with how many cells are of each.
    """

    titles: tuple[str, ...]
    names: tuple[str, ...]
    title_months: frozenset[str]
    months: Counter[str]


def signs(sheet: Worksheet, forms: tuple[ExportForm, ...]) -> SheetSigns | None:
    """What a sheet shows of itself; None where it is of no form."""
    head = heads.find(sheet, forms, lambda _: None)
    if head is None:
        return None
    titles = blocks.titles(sheet, 1, head.row)
    above = blocks.titles(sheet, 1, head.first - 1)
    texts = [*above, sheet.name, *_names_below(sheet, head)]
    names = [name for text in texts for name in (text, *words.named(text), words.subject(text))]
    months = Counter(
        month
        for row, cells in sheet.rows.items()
        if row > head.row
        for cell in cells.values()
        for month in _months(cell.stored, cell.text)
    )
    return SheetSigns(
        titles=tuple(titles),
        names=tuple(dict.fromkeys(name for name in names if len(name) > 1)),
        title_months=frozenset(
            month for text in (*titles, sheet.name) for month in words.months(text)
        ),
        months=months,
    )


def _names_below(sheet: Worksheet, head: Head) -> Iterator[str]:
    """The texts of the column of things, and of rows that hold hardly anything else."""
    things = head.by_name.get(head.form.thing)
    for row, cells in sheet.rows.items():
        if row <= head.row:
            continue
        texts = [cell.text for cell in cells.values() if cell.stored is Stored.TEXT]
        if things is not None and things.number in cells:
            yield cells[things.number].text
        elif len(cells) <= _FEW:
            yield from texts


def _months(stored: Stored, text: str) -> Iterator[str]:
    """The months of a cell: a day is of its month."""
    if stored is Stored.DATE:
        yield text[:7]
    elif stored is Stored.TEXT:
        yield from words.months(text)
