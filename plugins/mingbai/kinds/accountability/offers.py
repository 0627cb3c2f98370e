"""What decisions on accountability offer to other kinds."""

from __future__ import annotations

import pandas as pd

from mingbai.check.reconciliations import side_frame
from mingbai.county import County
from mingbai.model import Offer, rows_of
from mingbai.read import Tables

_TOLD = ("row", "title", "scope", "thing", "agency")
_OF_COMPLAINTS = side_frame(
    "accountability", "of_complaints", ("complaint_no",), *_TOLD, value="str"
)
_GROUNDS = side_frame("accountability", "grounds", ("complaint_no",), *_TOLD, value="str")
_UPHELD = "属实"


def _of_complaints(tables: Tables, _: County) -> pd.DataFrame:
    """Decisions that name a complaint, on their own index: the measure."""
    frame = tables.frame("decisions")
    named = frame[frame["complaint_no"].notna()]
    number = named["decision_no"]
    return named.assign(
        value=named["measure"],
        row="accountability/decisions/" + number,
        title="问责决定 " + number,
        scope="decision",
        thing=number,
    )


def _grounds(tables: Tables, county: County) -> pd.DataFrame:
    """Decisions that name a complaint: each says that the complaint was upheld (属实)."""
    named = _of_complaints(tables, county)
    return named.assign(value=pd.Series(_UPHELD, named.index, dtype="str"))


def _ladder(tables: Tables, _: County) -> pd.DataFrame:
    """Every measure of the ladder, from the lightest, once a decision was published."""
    measures = tables["decisions"].schema["measure"].enum if tables.packages else ()
    return pd.DataFrame({"measure": pd.Series(measures, dtype="str")})


OFFERS = (
    Offer(
        name="decisions",
        meaning="a decision: on which agency, on what day",
        columns={"agency": "str", "date": "datetime64[s]"},
        make=rows_of("decisions"),
    ),
    Offer(
        name="of_complaints",
        meaning="a decision that names a complaint, and its measure",
        columns=_OF_COMPLAINTS.columns,
        make=_of_complaints,
    ),
    Offer(
        name="grounds",
        meaning="a decision that names a complaint, which it holds to be 属实",
        columns=_GROUNDS.columns,
        make=_grounds,
    ),
    Offer(
        name="ladder",
        meaning="a measure by which somebody is held to account",
        columns={"measure": "str"},
        make=_ladder,
    ),
)
