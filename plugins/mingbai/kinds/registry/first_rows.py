"""The registry as it is -> the rows that its workbook begins with: it is edited, not typed anew."""

from __future__ import annotations

from mingbai.county import County
from mingbai.model import FirstRows
from mingbai.read import Tables
from mingbai.tabular import text_table


def first_rows(tables: Tables, county: County, publisher: str, period: str) -> FirstRows:
    """Every row of every table that there is, whoever publishes it and for whatever period."""
    del county, publisher, period
    return {
        name: [
            {field: value for field, value in row.items() if value is not None}
            for row in text_table(table).cells.iter_rows(named=True)
        ]
        for name, table in tables.by_name.items()
    }
