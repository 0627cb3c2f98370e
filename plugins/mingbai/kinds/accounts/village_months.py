"""Duties of books by month -> villages by months: each cell the worst of a village's books."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from mingbai.check import clock, lookup
from mingbai.county import County
from mingbai.kinds.accounts.sheet_versions import corrected_months
from mingbai.model import Edition
from mingbai.page.charts import DotState

_MONTHS = 18
_BY_RANK = tuple(DotState)
_RANK = {state: rank for rank, state in enumerate(_BY_RANK)}
_OF_CLOCK = {
    clock.ON_TIME: DotState.ON_TIME,
    clock.LATE: DotState.LATE,
    clock.UNPUBLISHED: DotState.MISSING,
}


@dataclass(frozen=True)
class MonthStates:
    """What became of the last months that fell due. periods: oldest first.

    ranks: things × periods, the place of each cell's state in DotState.
    """

    ranks: pd.DataFrame

    @property
    def periods(self) -> tuple[str, ...]:
        """The months, `2026-06`."""
        return tuple(self.ranks.columns)

    def cells(self) -> dict[str, tuple[DotState, ...]]:
        """By thing, a state a month."""
        rows = zip(self.ranks.index, self.ranks.to_numpy().tolist(), strict=True)
        return {code: tuple(_BY_RANK[rank] for rank in row) for code, row in rows}

    def counts(self) -> pd.DataFrame:
        """By thing, how many months of each state: a column a DotState."""
        return pd.DataFrame(
            {str(state): (self.ranks == rank).sum(axis=1) for state, rank in _RANK.items()}
        )

    def worst_by(self, above: pd.Series) -> MonthStates:
        """Things that lie in others: a row each of these, the worst of its own. above: by thing."""
        return MonthStates(self.ranks.groupby(above.reindex(self.ranks.index)).max())


def homes(county: County) -> pd.DataFrame:
    """By book: the `village` that it is of, or that its group lies in, and that one's `town`.

    A book of a township stands for itself.
    """
    places, code = county.places, county.books["place_code"]
    village = code.mask(lookup(code, places["kind"]) == "组", lookup(code, places["parent_code"]))
    is_village = lookup(village, places["kind"]) == "村"
    town = village.mask(is_village, lookup(village, places["parent_code"]))
    return pd.DataFrame({"village": village, "town": town}).sort_index()


def village_months(edition: Edition, of_books: pd.DataFrame) -> MonthStates | None:
    """The villages of some books, in the order of their codes; None before any month fell due.

    of_books: rows of `homes`.
    """
    dues = edition.dues
    months = dues[(dues["kind"] == "accounts") & (dues["series"] == "months")]
    months = months[clock.is_over(months) & months["subject"].isin(of_books.index)]
    if not len(months):
        return None
    rank = months["state"].map({word: _RANK[state] for word, state in _OF_CLOCK.items()})
    is_corrected = (rank == _RANK[DotState.ON_TIME]) & _is_corrected(edition, months)
    rows = pd.DataFrame(
        {
            "village": lookup(months["subject"], of_books["village"]),
            "period": months["period"],
            "rank": rank.mask(is_corrected, _RANK[DotState.CORRECTED]).astype("int64"),
        }
    )
    table = rows.groupby(["village", "period"])["rank"].max().unstack("period", fill_value=0)
    return MonthStates(table.iloc[:, -_MONTHS:])


def _is_corrected(edition: Edition, months: pd.DataFrame) -> pd.Series:
    """Of each month of a book, whether its sheet was corrected after publication."""
    corrected = sorted("/".join(key) for key in corrected_months(edition.corrections))
    return (months["subject"] + "/" + months["period"]).isin(corrected)
