"""Columns with their titles -> a table, its row of totals, its marks."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Literal

from markupsafe import Markup

from mingbai.page.components import Column, Mark, TableView
from mingbai.page.tables.cells import Cells
from mingbai.page.tables.columns import row_texts


def mark_cells(items: Sequence[Mark | None]) -> list[Markup | None]:
    """Marks -> cells of kind html: glyph, word and colour as components/mark draws them."""
    return [None if m is None else _mark(m) for m in items]


def _mark(mark: Mark) -> Markup:
    name = f"mark mark--{mark.state}" if mark.state else "mark"
    note = Markup(' <span class="mark__note">{}</span>').format(mark.note) if mark.note else ""
    if not mark.of:
        return Markup('<span class="{}">{}</span>{}').format(name, mark.text, note)
    template = Markup('<span class="{}" data-of="{}" data-state="{}">{}</span>{}')
    return template.format(name, mark.of, mark.text, mark.text, note)


def table_body(columns: Sequence[Cells]) -> Markup:
    """Parallel columns -> the escaped rows of a `<tbody>`."""
    return row_texts(columns).joined()


def _foot(columns: Sequence[Column], cells: Sequence[str | None], mode: str) -> Markup:
    """The row of totals; its first text is a heading, None joins the cell before it.

    A heading is never wider than its column: then each cell has one head above it and one before
    it, and `scope` says all (WCAG, H63; wider heads would need `headers` at every cell, H43).
    """
    if not cells:
        return Markup("")
    starts = [i for i, cell in enumerate(cells) if cell is not None]
    ends = [*starts[1:], len(cells)]
    totals = (
        _total(columns[i], cells[i], end - i, mode) for i, end in zip(starts, ends, strict=True)
    )
    first = Markup('<th scope="row">{}</th>').format(cells[0])
    if ends[0] > 1:
        first += Markup("<td{}></td>").format(_span(ends[0] - 1))
    return Markup("<tr>") + first + Markup("").join(list(totals)[1:]) + Markup("</tr>")


def _span(columns: int) -> Markup:
    return Markup(' colspan="{}"').format(columns) if columns > 1 else Markup("")


def _total(column: Column, text: str | None, span: int, mode: str) -> Markup:
    style = Markup(' class="num"') if column.is_num else Markup("")
    label = Markup(' data-label="{}"').format(column.title) if mode == "stack" else Markup("")
    return Markup("<td{}{}{}>{}</td>").format(style, label, _span(span), text)


def table_view(
    id_: str,
    caption: str,
    columns: Sequence[tuple[Column, Cells]],
    foot: Sequence[str | None] = (),
    mode: Literal["stack", "frame", ""] = "stack",
) -> TableView:
    """Columns with their titles -> a table; in mode stack a title is its cells' label too.

    foot: the row of totals, a text a column; None joins the cell before it.
    """
    titles = tuple(column for column, _ in columns)
    body = table_body(labelled(columns, mode))
    return table_of_rows(id_=id_, caption=caption, columns=titles, body=body, foot=foot, mode=mode)


def labelled(columns: Sequence[tuple[Column, Cells]], mode: str) -> list[Cells]:
    """The cells of a table; in mode stack each has its column's title before it on a phone."""
    return [
        dataclasses.replace(c, label=c.label or t.title) if mode == "stack" else c
        for t, c in columns
    ]


def table_of_rows(
    *,
    id_: str,
    caption: str,
    columns: tuple[Column, ...],
    body: Markup,
    foot: Sequence[str | None],
    mode: Literal["stack", "frame", ""],
) -> TableView:
    """A table from rows that are escaped already. foot: as of `table_view`."""
    return TableView(
        id=id_,
        caption=caption,
        columns=columns,
        body=body,
        foot=_foot(columns, foot, mode),
        mode=mode,
    )
