"""What documents offer to other kinds: the items that they cut."""

from __future__ import annotations

import pandas as pd

from mingbai.check import lookup
from mingbai.check.reconciliations import side_frame
from mingbai.county import County
from mingbai.model import Offer
from mingbai.read import Tables

_CUTS = side_frame(
    "regulations",
    "item_cuts",
    ("item_code",),
    *("row", "title", "scope", "thing", "agency"),
    value="str",
)


def _item_cuts(tables: Tables, _: County) -> pd.DataFrame:
    """Items that a document cuts, on their own index: the action and the day of the document."""
    rows, documents = tables.frame("item_cuts"), tables.frame("documents")
    number = rows["document_no"]
    document = documents.drop_duplicates("document_no").set_index("document_no")
    decided = lookup(number, document["issued"])
    day = decided.dt.strftime("%Y-%m-%d").astype("str")
    return rows.assign(
        decided=decided,
        value=rows["action"] + "，" + day,
        row="regulations/item_cuts/" + rows["item_code"],
        title=rows["name"],
        scope="document",
        thing=number,
        agency=lookup(number, document["issuer"]),
    )


OFFERS = (
    Offer(
        name="item_cuts",
        meaning="an item that a document cancels, merges or hands down, and when",
        columns={**_CUTS.columns, "decided": "datetime64[s]"},
        make=_item_cuts,
    ),
)
