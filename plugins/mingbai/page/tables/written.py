"""A table -> its rows as texts, written once; every page that shows some of them takes its own."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from markupsafe import Markup

from mingbai.page.components import Column, TableView
from mingbai.page.tables.cells import Cells
from mingbai.page.tables.columns import row_texts
from mingbai.page.tables.tables import labelled, table_of_rows


@dataclass(frozen=True)
class WrittenRows:
    """The rows of one table. columns: its head. texts: an escaped `<tr>…</tr>` a row, top down.

    mode: that of every table which is cut from it (see `TableView`).
    """

    columns: tuple[Column, ...]
    texts: Sequence[str]
    mode: Literal["stack", "frame", ""] = "stack"

    def table(
        self, rows: Iterable[int], id_: str, caption: str, foot: Sequence[str | None] = ()
    ) -> TableView:
        """The table of some rows, by their positions and in that order.

        foot: the row of totals, a text a column; None joins the cell before it.
        """
        body = Markup("".join([self.texts[row] for row in rows]))  # noqa: S704 - escaped already
        return table_of_rows(
            id_=id_, caption=caption, columns=self.columns, body=body, foot=foot, mode=self.mode
        )


def written_rows(
    columns: Sequence[tuple[Column, Cells]], mode: Literal["stack", "frame", ""] = "stack"
) -> WrittenRows:
    """Columns with their titles -> all their rows, as `table_view` writes them."""
    texts = row_texts(labelled(columns, mode)).series.to_list()
    return WrittenRows(tuple(column for column, _ in columns), texts, mode)


def rows_by(keys: pd.Series) -> Mapping[Hashable, Sequence[int]]:
    """Where the rows of each key stand, in their order; keys ascending, absent ones left out."""
    grouped = keys.reset_index(drop=True).groupby(keys.to_numpy(), sort=True)
    return {key: np.asarray(rows).tolist() for key, rows in sorted(grouped.indices.items())}
