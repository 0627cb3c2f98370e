"""What complaints offer to other kinds: what came of them."""

from __future__ import annotations

import re

import pandas as pd

from mingbai.check.reconciliations import of_things, side_frame
from mingbai.county import County
from mingbai.kinds.complaints.reads import LADDER
from mingbai.model import Offer, rows_of
from mingbai.read import Tables

UPHELD, REJECTED = "属实", "不属实"
_OPEN = "投诉还没有办结"
_TOLD = ("row", "title", "scope", "thing", "agency")
PUNISHED = side_frame("complaints", "punished", ("complaint_no",), *_TOLD, value="str")
CLAIMS = side_frame(
    "complaints", "case_claims", ("complaint_no", "receipt_no"), *_TOLD, "why_not", value="str"
)
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
    """Complaints whose outcome names a measure of the ladder, on their own index: whose, and it."""
    measures = sorted(county.frame(LADDER)["measure"], key=len, reverse=True)
    frame = tables.frame("complaints")
    if not measures:
        return _told(frame.iloc[:0]).assign(value=frame["outcome"].iloc[:0].astype("str"))
    pattern = "(" + "|".join(re.escape(measure) for measure in measures) + ")"
    measure = frame["outcome"].astype("str").str.extract(pattern, expand=False).astype("str")
    value = frame["agency"].map(county.agencies["short_name"]).astype("str") + "，" + measure
    return _told(frame[measure.notna()]).assign(value=value[measure.notna()])


def _findings(tables: Tables, _: County) -> pd.DataFrame:
    """Complaints that are closed: whether they were right, in whole or in part."""
    frame = tables.frame("complaints")
    upheld = frame[frame["finding"].notna()]
    value = upheld["finding"].mask(upheld["finding"] == "部分属实", UPHELD)
    return _told(upheld).assign(value=value.astype("str"))


def _case_claims(tables: Tables, county: County) -> pd.DataFrame:
    """Complaints that name a case, a row for each, on the index of the complaint.

    The value is what the complaint says of it: whose it was, and whether it was late (as it was
    found to be) or refused.
    """
    complaints = tables.frame("complaints")
    named = tables.frame("named_cases")[["complaint_no", "receipt_no", "about"]]
    rows = complaints.reset_index().merge(named, on="complaint_no")
    rows = rows.set_index(complaints.index.names)
    unit = rows["agency"].map(county.agencies["short_name"]).astype("str")
    is_late, is_refused = rows["about"] == "超期", rows["about"] == "不予"
    lateness = pd.Series("超过期限", rows.index, dtype="str").mask(
        rows["finding"] == REJECTED, "没有超过期限"
    )
    claim = lateness.where(is_late, "").mask(is_refused, "不予办理")
    is_open = rows["finding"].isna()
    return _told(
        rows.assign(
            value=(unit + ("，" + claim).where(claim != "", "")).astype("str"),
            why_not=pd.Series("", rows.index, dtype="str").mask(is_open, _OPEN),
        )
    )


OFFERS = (
    Offer(
        name="named_cases",
        meaning="a case that a complaint names, and what was complained of: 超期, 不予, 别的",
        columns={"complaint_no": "str", "receipt_no": "str", "about": "str"},
        make=rows_of("named_cases"),
    ),
    Offer(
        name="case_claims",
        meaning="what a complaint says of the case that it names: whose, late, refused",
        columns=CLAIMS.columns,
        make=_case_claims,
    ),
    Offer(
        name="punished",
        meaning="a complaint whose outcome is a measure of the ladder: on whom, and which one",
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
