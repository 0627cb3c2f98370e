"""The round before -> the units that are appraised; sums, rates and ranks are formulas."""

from __future__ import annotations

from collections.abc import Iterator

from mingbai.county import County
from mingbai.model import FirstRows, FirstValue, Formula
from mingbai.read import Tables

_RETURNED = Formula("={satisfied}+{basically}+{dissatisfied}+{unknown}+{invalid}")
_RATE = Formula(
    '=IF({satisfied}+{basically}+{dissatisfied}=0,"",'
    "ROUND({satisfied}*100/({satisfied}+{basically}+{dissatisfied}),1))"
)
_RANK = Formula(
    '=IF({rate}="","",COUNTIFS({round_id.column},{round_id}&"",{class.column},{class},'
    '{rate.column},">"&{rate})+1)'
)


def first_rows(tables: Tables, county: County, publisher: str, period: str) -> FirstRows:
    """A row of votes for each unit of the newest round; nothing for a period that is no year."""
    del county, publisher
    rounds = tables.frame("rounds")
    before = rounds[rounds["year"] < period]
    if not period.isdecimal() or before.empty:
        return {}
    newest = before.sort_values("year", kind="stable")["round_id"].iloc[-1]
    return {"votes": tuple(_votes(tables, str(newest)))}


def _votes(tables: Tables, newest: str) -> Iterator[dict[str, FirstValue]]:
    votes = tables.frame("votes")
    last = votes[votes["round_id"] == newest]
    for unit, class_ in zip(last["unit"], last["class"], strict=True):
        yield {
            "unit": unit,
            "class": class_,
            "returned": _RETURNED,
            "rate": _RATE,
            "rank": _RANK,
        }
