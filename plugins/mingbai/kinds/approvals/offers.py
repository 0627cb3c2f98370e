"""What service guides offer to other kinds."""

from __future__ import annotations

import pandas as pd

from mingbai.check.reconciliations import side_frame
from mingbai.county import County
from mingbai.kinds.approvals.reads import DECIDED_CUTS
from mingbai.kinds.approvals.titles import HOME
from mingbai.model import Offer, rows_of
from mingbai.read import Tables

CUTS = side_frame(
    "approvals",
    "cuts",
    ("item_code",),
    *("row", "title", "url", "agency", "why_not"),
    value="str",
)
_UNLISTED = "那时的文件没有列出事项"


def _cuts(tables: Tables, county: County) -> pd.DataFrame:
    """Items that were cut, on their own index: the action and the day of the decision."""
    rows = tables.frame("cuts")
    is_listed = rows["decided_on"] >= county.frame(DECIDED_CUTS)["decided"].min()
    day = rows["decided_on"].dt.strftime("%Y-%m-%d").astype("str")
    return rows.assign(
        value=rows["action"] + "，" + day,
        row="approvals/cuts/" + rows["item_code"],
        title=rows["name"],
        url=f"{HOME}cuts/",
        why_not=pd.Series(_UNLISTED, rows.index, dtype="str").mask(is_listed, ""),
    )


OFFERS = (
    Offer(
        name="items",
        meaning="an item that can be applied for: by whom, with its limits",
        columns={
            "item_code": "str",
            "name": "str",
            "type": "str",
            "agency": "str",
            "audience": "str",
            "promised_days": "Int64",
            "promised_unit": "str",
            "legal_days": "Int64",
            "legal_unit": "str",
        },
        make=rows_of("items"),
    ),
    Offer(
        name="steps",
        meaning="a step of an item's flowchart",
        columns={"item_code": "str", "step_id": "str"},
        make=rows_of("steps"),
    ),
    Offer(
        name="cuts",
        meaning="an item that is no longer asked for: cancelled, merged or handed down, and when",
        columns=CUTS.columns,
        make=_cuts,
    ),
)
