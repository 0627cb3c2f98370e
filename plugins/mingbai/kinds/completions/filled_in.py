"""The calendar -> the day by which a case has to be done, where nobody filled it in."""

from __future__ import annotations

import pandas as pd

from mingbai.county import County
from mingbai.dates import iso_column
from mingbai.kinds.completions.rules import expected_due
from mingbai.model import Computed
from mingbai.read import Tables


def _due(tables: Tables, county: County) -> pd.DataFrame:
    return pd.DataFrame({"due": iso_column(expected_due(tables, county))})


COMPUTED = (Computed("cases", ("due",), _due),)
