"""The law that each inspection rests on: as it was filed, and on the county's list of powers."""

from __future__ import annotations

import pandas as pd

from mingbai.check import lookup
from mingbai.check.reconciliations import of_things, side_frame
from mingbai.county import County
from mingbai.model import Offer
from mingbai.read import Tables

_TOLD = ("row", "title", "scope", "thing", "agency")
FILED = side_frame("inspections", "filed", ("filing_no",), *_TOLD, value="str")
GRANTED = side_frame("inspections", "granted", ("filing_no",), "row", "url", value="str")
_POWER = ["agency", "objects"]


def _law(basis_ids: pd.Series, county: County) -> pd.Series:
    """Each provision in words: `《中华人民共和国计量法》`, with its article where it has one."""
    bases = county.registry.frame("legal_bases").drop_duplicates("basis_id", keep="last")
    bases = bases.set_index("basis_id")
    law = "《" + bases["document"] + "》" + bases["article"].fillna("")
    return lookup(basis_ids, law).astype("str")


def _filed(tables: Tables, county: County) -> pd.DataFrame:
    """Filings, on their own index: the law that the inspecting agency names."""
    frame = tables.frame("filings")
    rows = of_things(
        frame,
        frame["filing_no"],
        table="inspections/filings",
        scope="filing",
        words="检查备案",
    )
    title = rows["title"] + "：" + frame["objects"]
    return rows.assign(title=title, value=_law(frame["basis_id"], county))


def _granted(tables: Tables, county: County) -> pd.DataFrame:
    """The power behind each filing, on the index of the powers: its law on the county's list."""
    powers = tables.frame("powers")
    names = powers.index.names
    filings = tables.frame("filings")[["filing_no", *_POWER]]
    rows = powers.reset_index().merge(filings, on=_POWER).set_index(names)
    return rows.assign(
        value=_law(rows["basis_id"], county),
        row="inspections/powers/" + rows["agency"] + "/" + rows["objects"],
        url="/inspections/#powers-h",
    )


OFFERS = (
    Offer(
        name="filed",
        meaning="a filing: the law on which it rests",
        columns=FILED.columns,
        make=_filed,
    ),
    Offer(
        name="granted",
        meaning="a filing: the law that gives its agency power over these objects",
        columns=GRANTED.columns,
        make=_granted,
    ),
)
