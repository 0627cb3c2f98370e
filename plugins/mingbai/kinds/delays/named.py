"""Notices -> the same with the names of what they speak of."""

from __future__ import annotations

import pandas as pd

from mingbai.check import lookup
from mingbai.county import County
from mingbai.kinds.delays.reads import ITEMS
from mingbai.read import Tables


def named_notices(tables: Tables, county: County) -> pd.DataFrame:
    """Notices with `name` and `agency` of their item, newest first."""
    notices = tables.frame("notices")
    if not county.can_read(ITEMS):
        return notices.assign(name=notices["item_code"], agency=notices["item_code"]).iloc[:0]
    items_by_code = county.frame(ITEMS).set_index("item_code")
    return notices.assign(
        name=lookup(notices["item_code"], items_by_code["name"]),
        agency=lookup(notices["item_code"], items_by_code["agency"]),
    ).sort_values(["noticed", "notice_no"], ascending=[False, True], kind="stable")
