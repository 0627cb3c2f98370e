"""Packaged charts and items -> the codes of a month with their names, as a clerk chooses them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from mingbai.dates import first_month
from mingbai.kinds.accounts import reference


def codes(period: str) -> Mapping[str, Mapping[str, str]]:
    """Field name -> code -> name: the chart in force in a period, the 44 items with an amount.

    A detailed account has more figures than these and needs no name of its own.
    """
    chart = _titles(reference.chart(reference.chart_of(first_month(period)))["name"])
    items = reference.items()
    titled = items["short"].where(items["short"] != "", items["name"])
    with_amount = titled[titled.index.str.contains(".", regex=False)]
    return {"subject_code": chart, "account_code": chart, "disclosure_code": _titles(with_amount)}


def _titles(column: pd.Series) -> dict[str, str]:
    return dict(zip(map(str, column.index), map(str, column), strict=True))
