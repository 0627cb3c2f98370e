"""A table over the whole county, before it is cut into pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from mingbai.kinds.approvals.titles import HOME
from mingbai.page import Cells, Column

Columns = Sequence[tuple[Column, Cells]]


@dataclass(frozen=True)
class SummaryTable:
    """A table over the whole county, before it is cut into pages.

    columns: makes the columns from some rows of `frame`. nothing: the sentence where it is empty.
    """

    slug: str
    title: str
    says: str
    caption: str
    nothing: str
    frame: pd.DataFrame
    columns: Callable[[pd.DataFrame], Columns]


def item_column(frame: pd.DataFrame) -> tuple[Column, Cells]:
    """The item of each row, linked to its guide. frame: with `item` (its name) and `item_code`."""
    return Column("事项"), Cells(frame["item"], "head", urls=HOME + frame["item_code"] + "/")
