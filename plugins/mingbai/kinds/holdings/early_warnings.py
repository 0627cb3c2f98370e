"""Contracts -> early warnings: each with its numbers, its formula and the day they are seen from.

A warning is a row on the index of `contracts`: contract_no, level (1 to 3, or 0), found, expected,
formula, and the values that its rule's message names. Thresholds are the county's own rules.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from mingbai.county import LIKE_MIN, County
from mingbai.dates import iso_column
from mingbai.kinds.holdings.contracts import (
    UNITS,
    area_text,
    contract_balances,
    contract_terms,
    is_active,
)
from mingbai.kinds.holdings.thresholds import (
    CONTRACT_YEARS_ARABLE,
    CONTRACT_YEARS_FOREST,
    CONTRACT_YEARS_GRASS,
    EXPIRING_DAYS_1,
    EXPIRING_DAYS_2,
    EXPIRING_DAYS_3,
    LEASE_YEARS_MAX,
    LOW_RENT_PCT,
    OVERDUE_DAYS_1,
    OVERDUE_DAYS_2,
    OVERDUE_DAYS_3,
    RENT_GAP_PCT,
)
from mingbai.money import yuan_column
from mingbai.read import Tables

_MILLION = 1_000_000
_LAND = (
    ("耕地", CONTRACT_YEARS_ARABLE),
    ("草地", CONTRACT_YEARS_GRASS),
    ("林地", CONTRACT_YEARS_FOREST),
)


def _number_texts(column: pd.Series) -> pd.Series:
    return column.astype("Int64").astype("str")


def _levels(days: pd.Series, thresholds: Sequence[int], *, is_falling: bool) -> pd.Series:
    """How many of the county's steps a number of days has reached, 0 to 3."""
    level = pd.Series(0, index=days.index)
    for threshold in thresholds:
        level += (
            ((days <= threshold) if is_falling else (days >= threshold))
            .fillna(value=False)
            .astype(int)
        )
    return level


def _threshold_text(level: pd.Series, thresholds: Sequence[int]) -> pd.Series:
    """The step that a level stands for, as text."""
    return level.map({i + 1: str(days) for i, days in enumerate(thresholds)}).astype("str")


def expiring(tables: Tables, county: County) -> pd.DataFrame:
    """In force, and the last day is near."""
    thresholds = (
        county.threshold(EXPIRING_DAYS_1),
        county.threshold(EXPIRING_DAYS_2),
        county.threshold(EXPIRING_DAYS_3),
    )
    frame = tables.shared(contract_terms)
    frame = frame[is_active(frame, county.as_of)]
    days_left = (frame["last"] - pd.Timestamp(county.as_of)).dt.days
    level = _levels(days_left, thresholds, is_falling=True)
    expiring_soon = frame.assign(level=level, days=days_left)[level > 0]
    threshold, days = (
        _threshold_text(expiring_soon["level"], thresholds),
        _number_texts(expiring_soon["days"]),
    )
    last = iso_column(expiring_soon["last"])
    return expiring_soon.assign(
        found=last,
        expected=threshold,
        days=days,
        formula="到期日 " + last + f" − {county.as_of} = " + days + " 天 ≤ " + threshold + " 天",
    )


def overdue(tables: Tables, county: County) -> pd.DataFrame:
    """Rent that fell due and was not paid: due so far less received, since the oldest unpaid."""
    thresholds = (
        county.threshold(OVERDUE_DAYS_1),
        county.threshold(OVERDUE_DAYS_2),
        county.threshold(OVERDUE_DAYS_3),
    )
    frame = tables.shared(contract_terms)
    sums = tables.shared(contract_balances).reindex(pd.Index(frame["contract_no"]))
    frame = frame.assign(**{name: sums[name].to_numpy() for name in sums.columns})
    days = (frame["until"] - frame["since"]).dt.days
    level = _levels(days, thresholds, is_falling=False).where(frame["arrears_fen"] > 0, 0)
    overdue_contracts = frame.assign(level=level, days=days)[level > 0]
    threshold, days_past = (
        _threshold_text(overdue_contracts["level"], thresholds),
        _number_texts(overdue_contracts["days"]),
    )
    since, until = iso_column(overdue_contracts["since"]), iso_column(overdue_contracts["until"])
    due, received, arrears = (
        yuan_column(overdue_contracts[name]) for name in ("due_fen", "received_fen", "arrears_fen")
    )
    return overdue_contracts.assign(
        found=arrears,
        expected=threshold,
        days=days_past,
        formula="应收 "
        + due
        + " − 实收 "
        + received
        + " = 欠 "
        + arrears
        + " 元；最早一期 "
        + since
        + " 应收，到 "
        + until
        + " 已过 "
        + days_past
        + " 天 ≥ "
        + threshold
        + " 天",
    )


def low_rent(tables: Tables, county: County) -> pd.DataFrame:
    """Rent of a unit of area far below the median of its like.

    Its like: contracts of the county in force, on the same kind of asset or resource.
    """
    percent = county.threshold(LOW_RENT_PCT)
    frame = tables.shared(contract_terms)
    frame = frame[is_active(frame, county.as_of) & frame["rent_fen"].notna() & frame["is_known"]]
    rents = frame.assign(rent=frame["rent_fen"].astype("int64")).groupby("like")["rent"]
    count, median = rents.transform("size"), rents.transform("median").round().astype("int64")
    is_low = (count >= county.threshold(LIKE_MIN)) & (frame["rent_fen"] * 100 < median * percent)
    low_rents = frame.assign(level=0, count=count, median_fen=median)[is_low]
    unit = "元/" + low_rents["subject_kind"].map(UNITS).astype("str") + "/年"
    rent, median_text = yuan_column(low_rents["rent_fen"]), yuan_column(low_rents["median_fen"])
    lower_limit = yuan_column((low_rents["median_fen"] * percent + 50) // 100)
    months = low_rents["months"].astype("str") + " 个月 × 12"
    return low_rents.assign(
        found=rent,
        expected=lower_limit,
        unit=unit,
        like_count=low_rents["count"].astype("str"),
        formula="总额 "
        + yuan_column(low_rents["total_fen"])
        + " 元 ÷ "
        + area_text(low_rents["let_area"])
        + " "
        + low_rents["subject_kind"].map(UNITS).astype("str")
        + " ÷ "
        + months
        + " = "
        + rent
        + "；同类（"
        + low_rents["like"]
        + "，"
        + low_rents["count"].astype("str")
        + " 份）中位数 "
        + median_text
        + f" × {percent}% = "
        + lower_limit
        + " "
        + unit,
    )


def too_long(tables: Tables, county: County) -> pd.DataFrame:
    """A term longer than the law allows: leases, and contracts on three kinds of land."""
    frame = tables.shared(contract_terms)
    years = pd.Series(pd.NA, index=frame.index, dtype="Int64")
    years = years.mask(frame["form"] == "租赁", county.threshold(LEASE_YEARS_MAX))
    for kind, years_max in _LAND:
        is_contract_on_land = (frame["form"] == "承包") & (frame["like"] == kind)
        years = years.mask(is_contract_on_land, county.threshold(years_max))
    latest = _latest(frame["starts"], years)
    too_long_contracts = frame.assign(level=0, years=years, latest=latest)[frame["ends"] > latest]
    limit, last = (
        _number_texts(too_long_contracts["years"]),
        iso_column(too_long_contracts["latest"]),
    )
    return too_long_contracts.assign(
        found=iso_column(too_long_contracts["ends"]),
        expected=last,
        formula=too_long_contracts["form"]
        + "从 "
        + iso_column(too_long_contracts["starts"])
        + " 起最长 "
        + limit
        + " 年，到 "
        + last
        + "；合同到 "
        + iso_column(too_long_contracts["ends"]),
    )


def _latest(starts: pd.Series, years: pd.Series) -> pd.Series:
    """The last day of a term of so many years; NaT where there is no limit."""
    latest = pd.Series(pd.NaT, index=starts.index, dtype="datetime64[s]")
    for limit in years.dropna().unique():
        after = starts + pd.DateOffset(years=int(limit))
        latest = latest.mask((years == limit).fillna(value=False), after - pd.Timedelta(days=1))
    return latest


def signed_before_decided(tables: Tables, _: County) -> pd.DataFrame:
    """Signed first, decided by the members afterwards."""
    frame = tables.shared(contract_terms)
    signed_early = frame.assign(level=0)[frame["signed"] < frame["decided"]]
    signed, decided = iso_column(signed_early["signed"]), iso_column(signed_early["decided"])
    formula = "签订 " + signed + " 早于决策 " + decided
    return signed_early.assign(found=signed, expected=decided, formula=formula)


def undecided(tables: Tables, _: County) -> pd.DataFrame:
    """No day on which the members decided."""
    return _absent(tables, "decided", "民主决策日期空着")


def unfiled(tables: Tables, _: County) -> pd.DataFrame:
    """No day on which it was filed with the township."""
    return _absent(tables, "filed", "报镇备案日期空着")


def _absent(tables: Tables, field: str, reason: str) -> pd.DataFrame:
    frame = tables.shared(contract_terms)
    without_date = frame.assign(level=0)[frame[field].isna()]
    signed = iso_column(without_date["signed"])
    return without_date.assign(found="", expected="", formula="签订 " + signed + "，" + reason)


def unit_price_differs(tables: Tables, county: County) -> pd.DataFrame:
    """Price of a unit × area is not the yearly rent, by more than prices are rounded."""
    frame = tables.shared(contract_terms)
    subject_and_unit = frame["subject_kind"] + frame["unit_price_per"].fillna("")
    units_a_year = subject_and_unit.map(
        {"资源每亩每年": 1, "资产每平方米每年": 1, "资产每平方米每月": 12}
    )
    computed_millionths = frame["unit_price_fen"] * frame["let_area"] * units_a_year.astype("Int64")
    yearly_fen = frame["yearly_rent_fen"]
    difference = (computed_millionths - yearly_fen * _MILLION).abs()
    is_different = difference * 100 >= yearly_fen * _MILLION * county.threshold(RENT_GAP_PCT)
    differing = frame.assign(
        level=0, whole_fen=(computed_millionths + _MILLION // 2) // _MILLION, times=units_a_year
    )
    differing = differing[is_different.fillna(value=False) & (difference > 0).fillna(value=False)]
    found, expected = yuan_column(differing["yearly_rent_fen"]), yuan_column(differing["whole_fen"])
    months = differing["times"].map({1: "", 12: " × 12 个月"}).astype("str")
    return differing.assign(
        found=found,
        expected=expected,
        formula="单价 "
        + yuan_column(differing["unit_price_fen"])
        + " × "
        + area_text(differing["let_area"])
        + " "
        + differing["subject_kind"].map(UNITS).astype("str")
        + months
        + " = "
        + expected
        + " ≠ 年租金 "
        + found,
    )


def rent_differs(tables: Tables, _: County) -> pd.DataFrame:
    """Yearly rent × years is not the total, and no escalation or free months explain it."""
    frame = tables.shared(contract_terms)
    months_of_rent = frame["yearly_rent_fen"] * frame["months"]
    difference = (months_of_rent - frame["total_fen"] * 12).abs()
    is_different = frame["escalation"].isna() & (difference > 12 * 100).fillna(value=False)
    differing = frame.assign(level=0, whole_fen=(months_of_rent + 6) // 12)[is_different]
    total, expected, yearly = (
        yuan_column(differing[name]) for name in ("total_fen", "whole_fen", "yearly_rent_fen")
    )
    months = differing["months"].astype("str")
    return differing.assign(
        found=total,
        expected=expected,
        formula="年租金 "
        + yearly
        + " × "
        + months
        + " 个月 ÷ 12 = "
        + expected
        + " ≠ 总额 "
        + total,
    )
