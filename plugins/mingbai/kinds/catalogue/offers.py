"""The last day of what is promised: as the catalogue says it, and as the clock counts it."""

from __future__ import annotations

import pandas as pd

from mingbai.check.reconciliations import side_frame
from mingbai.county import County
from mingbai.kinds.catalogue.terms import terms
from mingbai.model import Offer
from mingbai.read import Tables

_KEYS = ("entry_no",)
PROMISED = side_frame(
    "catalogue", "promised", _KEYS, *("row", "title", "scope", "thing", "agency"), value="str"
)
KEPT = side_frame("catalogue", "kept", _KEYS, "row", "url", "agency", value="str")


def _promised(tables: Tables, county: County) -> pd.DataFrame:
    """Entries whose last day the clock knows too, on their own index: the promise."""
    rows = terms(tables, county)
    number = rows["entry_no"]
    subject = rows["subject"].map(county.agencies["short_name"]).astype("str")
    return rows.assign(
        value=rows["promised"],
        row="catalogue/entries/" + number,
        title=subject + "公开" + rows["level_1"] + "（" + number + "）",
        scope="catalogue_entry",
        thing=number,
        agency=rows["subject"],
    )


def _kept(tables: Tables, county: County) -> pd.DataFrame:
    """The same entries: the last day by which the county's rules count lateness."""
    rows = terms(tables, county).reset_index(drop=True)
    return rows.assign(
        value=rows["kept"],
        row="clock/dues/" + rows["kind"] + "/" + rows["subject"],
        url="/registry/rules/",
        agency=rows["subject"],
    )


OFFERS = (
    Offer(
        name="promised",
        meaning="an entry with a last day: the one that the catalogue promises",
        columns=PROMISED.columns,
        make=_promised,
    ),
    Offer(
        name="kept",
        meaning="the same entry: the last day by which the clock counts what is late",
        columns=KEPT.columns,
        make=_kept,
    ),
)
