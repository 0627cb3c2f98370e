"""Contracts -> those that let more than their subject has: more area, or one asset twice."""

from __future__ import annotations

import pandas as pd

from mingbai.county import County
from mingbai.dates import iso_column
from mingbai.kinds.holdings.contracts import ASSET, UNITS, area_text, contract_terms
from mingbai.read import Tables


def exceeding(tables: Tables, _: County) -> pd.DataFrame:
    """Lets more of its subject than is registered."""
    frame = tables.shared(contract_terms)
    exceeding_contracts = frame.assign(level=0)[
        (frame["let_area"] > frame["subject_area"]).fillna(value=False)
    ]
    found, expected = (
        area_text(exceeding_contracts["let_area"]),
        area_text(exceeding_contracts["subject_area"]),
    )
    unit = exceeding_contracts["subject_kind"].map(UNITS).astype("str")
    return exceeding_contracts.assign(
        found=found,
        expected=expected,
        unit=unit,
        formula="合同面积 " + found + " > 登记面积 " + expected + " " + unit,
    )


def let_twice(tables: Tables, _: County) -> pd.DataFrame:
    """On its first day more is let than there is: an asset twice, or a resource over its area."""
    frame = tables.shared(contract_terms)
    valid = frame[frame["is_known"] & (frame["last"] >= frame["starts"])]
    let_together, capacity = _taken(valid), _capacity(valid)
    over_let = valid.assign(level=0, taken=let_together, cap=capacity)[let_together > capacity]
    is_asset = over_let["subject_kind"] == ASSET
    unit = (" " + over_let["subject_kind"].map(UNITS).astype("str")).mask(is_asset, " 份合同")
    found = area_text(over_let["taken"]).mask(is_asset, over_let["taken"].astype("str"))
    expected = area_text(over_let["cap"]).mask(is_asset, "1")
    day = iso_column(over_let["starts"]).astype("str")
    formula = (
        day + " 同时有 " + found + unit + "（" + _together(over_let, valid) + "）> " + expected
    )
    return over_let.assign(
        found=found + unit,
        expected=expected + unit,
        day=day,
        subject=over_let["subject_name"],
        formula=formula + unit,
    )


def _capacity(frame: pd.DataFrame) -> pd.Series:
    """What can be let at once: an asset once, a resource its area."""
    return frame["subject_area"].mask(frame["subject_kind"] == ASSET, 1).astype("int64")


def _taken(frame: pd.DataFrame) -> pd.Series:
    """How much of its subject is let on the day a contract begins, itself included."""
    capacity = _capacity(frame)
    load = frame["let_area"].mask(frame["subject_kind"] == ASSET, 1).astype("int64")
    load = load.where(load < capacity, capacity)
    common = {"subject": frame["subject"], "no": frame["contract_no"]}
    begins = pd.DataFrame({**common, "day": frame["starts"], "order": 1, "load": load})
    over = frame["last"] + pd.Timedelta(days=1)
    ends = pd.DataFrame({**common, "day": over, "order": 0, "load": -load})
    events = pd.concat([begins, ends]).sort_values(["subject", "day", "order", "no"])
    running = events.groupby("subject")["load"].cumsum()
    return running[events["order"] == 1].reindex(frame.index)


def _together(over_let: pd.DataFrame, valid: pd.DataFrame) -> pd.Series:
    """The numbers of all contracts on the subject in force on the first day of each of a few."""
    contract_lists = [
        "、".join(
            sorted(
                valid.loc[
                    (valid["subject"] == subject)
                    & (valid["starts"] <= day)
                    & (valid["last"] >= day),
                    "contract_no",
                ]
            )
        )
        for subject, day in zip(over_let["subject"], over_let["starts"], strict=True)
    ]
    return pd.Series(contract_lists, index=over_let.index, dtype="str")
