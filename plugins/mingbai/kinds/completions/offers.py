"""What completed cases offer to other kinds."""

from __future__ import annotations

import pandas as pd

from mingbai.check.reconciliations import side_frame
from mingbai.county import County
from mingbai.kinds.completions.reads import NAMED_CASES, NOTICES
from mingbai.kinds.completions.thresholds import PUBLISH_CASE_DAYS
from mingbai.kinds.completions.timeliness import case_urls, step_days, timed_cases
from mingbai.model import Offer, rows_of
from mingbai.read import Tables

EXPLAINED = side_frame(
    "completions",
    "to_explain",
    ("receipt_no", "why"),
    *("row", "title", "url", "agency"),
)

_COMPLAINED_OF = side_frame(
    "completions",
    "complained_of",
    ("complaint_no", "receipt_no"),
    *("row", "title", "url", "agency"),
    value="str",
)


def _has_notice(cases: pd.DataFrame, county: County) -> pd.Series:
    return cases["receipt_no"].isin(county.frame(NOTICES)["receipt_no"])


def _to_explain(tables: Tables, county: County) -> pd.DataFrame:
    """Late (超期) and refused (不予) cases, on their own index; two rows for one that was both.

    A refusal without a notice of any kind is left out until `publish_case_days` working days after
    the decision are over: until then it may still come.
    """
    cases = timed_cases(tables, county)
    late = cases[cases["is_late"]].assign(why="超期")
    last = county.calendar.add_days(cases["decided"], county.threshold(PUBLISH_CASE_DAYS))
    is_due = (last < pd.Timestamp(county.as_of)) | _has_notice(cases, county)
    refused = cases[(cases["result"] == "不予") & is_due].assign(why="不予")
    rows = pd.concat([late, refused])
    return rows.assign(
        why=rows["why"].astype("str"),
        value=100,  # one, in hundredths
        row="completions/cases/" + rows["receipt_no"],
        title=rows["name"] + "（" + rows["receipt_no"] + "）" + rows["why"],
        url=case_urls(rows),
    )


def _complained_of(tables: Tables, county: County) -> pd.DataFrame:
    """Cases that complaints name, a row for each complaint, on the index of the case.

    The value answers what was complained of: whose it was, whether it was late or refused.
    """
    cases = timed_cases(tables, county)
    rows = cases.reset_index().merge(county.frame(NAMED_CASES), on="receipt_no")
    rows = rows.set_index(cases.index.names)
    unit = rows["agency"].map(county.agencies["short_name"]).astype("str")
    lateness = pd.Series("没有超过期限", rows.index, dtype="str").mask(rows["is_late"], "超过期限")
    result = rows["result"].astype("str").mask(rows["result"] == "不予", "不予办理")
    fact = lateness.where(rows["about"] == "超期", "").mask(rows["about"] == "不予", result)
    return rows.assign(
        value=(unit + ("，" + fact).where(fact != "", "")).astype("str"),
        row="completions/cases/" + rows["receipt_no"],
        title=rows["name"] + "（" + rows["receipt_no"] + "）",
        url=case_urls(rows),
    )


OFFERS = (
    Offer(
        name="cases",
        meaning="a case: its number, its item, the day by which it had to be done, its result",
        columns={
            "receipt_no": "str",
            "item_code": "str",
            "due": "datetime64[s]",
            "result": "str",
        },
        make=rows_of("cases"),
    ),
    Offer(
        name="case_days",
        meaning="a case: the agency of its item, the working days that it took on the clock",
        columns={
            "agency": "str",
            "accepted": "datetime64[s]",
            "decided": "datetime64[s]",
            "days": "Int64",
            "is_late": "bool",
        },
        make=timed_cases,
    ),
    Offer(
        name="step_days",
        meaning="a step of an item: in how many cases it was timed, the working days it took",
        columns={
            "item_code": "str",
            "step_id": "str",
            "cases": "int64",
            "median_days": "float64",
            "p90_days": "float64",
        },
        make=step_days,
    ),
    Offer(
        name="complained_of",
        meaning="a case that a complaint names: whose it was, whether it was late or refused",
        columns=_COMPLAINED_OF.columns,
        make=_complained_of,
    ),
    Offer(
        name="to_explain",
        meaning="a case that was late (超期) or refused (不予): its applicant is told why",
        columns=EXPLAINED.columns,
        make=_to_explain,
    ),
)
