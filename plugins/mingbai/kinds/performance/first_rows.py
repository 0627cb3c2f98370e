"""The year before -> indicators as they were, and a row for each score that has to be given."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from mingbai.county import County
from mingbai.model import FirstRows, FirstValue, Formula
from mingbai.read import Tables
from mingbai.tabular import text_table

_RANK = Formula('=IF({total}="","",COUNTIFS({class.column},{class},{total.column},">"&{total})+1)')


def first_rows(tables: Tables, county: County, publisher: str, period: str) -> FirstRows:
    """The indicators of the newest year before, units of their classes by each; scores are blank.

    The rank of a unit is a formula over the totals.

    Nothing for a period that is no year, or while there is no year before.
    """
    del county, publisher
    years = tables.frame("indicators")["year"]
    before = sorted(year for year in set(years) if year < period)
    if not period.isdecimal() or not before:
        return {}
    last = before[-1]
    totals = tables.frame("totals")
    units = totals[totals["year"] == last]
    indicators = tables.frame("indicators")
    numbers = indicators[indicators["year"] == last].groupby("class")["indicator_no"]
    by_class = {name: group.tolist() for name, group in numbers}
    scores = tuple(
        {"year": period, "unit": unit, "class": class_, "indicator_no": number}
        for unit, class_ in zip(units["unit"], units["class"], strict=True)
        for number in by_class.get(class_, [])
    )
    return {
        "indicators": tuple(_indicators(tables, last, period)),
        "scores": scores,
        "totals": tuple(
            {"year": period, "unit": unit, "class": class_, "rank": _RANK}
            for unit, class_ in zip(units["unit"], units["class"], strict=True)
        ),
    }


def _indicators(tables: Tables, last: str, period: str) -> Iterator[dict[str, FirstValue]]:
    table = tables["indicators"]
    numbers = {field.name for field in table.schema.fields if field.type in ("integer", "number")}
    for row in text_table(table).cells.iter_rows(named=True):
        if row["year"] == last:
            yield {
                name: Decimal(value) if name in numbers else value
                for name, value in {**row, "year": period}.items()
                if value is not None
            }
