"""What complaints offer to other kinds: what came of them."""

from __future__ import annotations

import re

import pandas as pd

from mingbai.check.reconciliations import of_things, side_frame
from mingbai.county import County
from mingbai.kinds.complaints.reads import LADDER
from mingbai.model import Offer
from mingbai.read import Tables

UPHELD, REJECTED = "属实", "不属实"
_TOLD = ("row", "title", "scope", "thing", "agency")
PUNISHED = side_frame("complaints", "punished", ("complaint_no",), *_TOLD, value="str")
FINDINGS = side_frame("complaints", "findings", ("complaint_no",), *_TOLD, value="str")


def _told(frame: pd.DataFrame) -> pd.DataFrame:
    return of_things(
        frame,
        frame["complaint_no"],
        table="complaints/complaints",
        scope="complaint",
        words="投诉",
    )


def _punished(tables: Tables, county: County) -> pd.DataFrame:
    """Complaints whose outcome names a measure of the ladder, on their own index."""
    measures = sorted(county.frame(LADDER)["measure"], key=len, reverse=True)
    frame = tables.frame("complaints")
    if not measures:
        return _told(frame.iloc[:0]).assign(value=frame["outcome"].iloc[:0].astype("str"))
    pattern = "(" + "|".join(re.escape(measure) for measure in measures) + ")"
    measure = frame["outcome"].astype("str").str.extract(pattern, expand=False).astype("str")
    return _told(frame[measure.notna()]).assign(value=measure[measure.notna()])


def _findings(tables: Tables, _: County) -> pd.DataFrame:
    """Complaints that are closed: whether they were right, in whole or in part."""
    frame = tables.frame("complaints")
    found = frame[frame["finding"].notna()]
    value = found["finding"].mask(found["finding"] == "部分属实", UPHELD)
    return _told(found).assign(value=value.astype("str"))


OFFERS = (
    Offer(
        name="punished",
        meaning="a complaint whose outcome is a measure of the ladder, and which one",
        columns=PUNISHED.columns,
        make=_punished,
    ),
    Offer(
        name="findings",
        meaning="a closed complaint: 属实 (in whole or in part) or 不属实",
        columns=FINDINGS.columns,
        make=_findings,
    ),
)
