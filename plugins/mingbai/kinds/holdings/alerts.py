"""Contracts -> early warnings: each with its numbers, its formula and the day they are seen from.

A warning is a row on the index of `contracts`: contract_no, level (1 to 3, or 0), found, expected,
formula, and the values that its rule's message names. Thresholds are the county's own rules.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from mingbai.county import LIKE_MIN, County
from mingbai.dates import iso_column
from mingbai.kinds.holdings.standing import UNITS, accounts, area_text, is_active, standing
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


def _texts(column: pd.Series) -> pd.Series:
    return column.astype("Int64").astype("str")


def _levels(days: pd.Series, steps: Sequence[int], *, is_falling: bool) -> pd.Series:
    """How many of the county's steps a number of days has reached, 0 to 3."""
    level = pd.Series(0, index=days.index)
    for step in steps:
        level += ((days <= step) if is_falling else (days >= step)).fillna(value=False).astype(int)
    return level


def _step(level: pd.Series, steps: Sequence[int]) -> pd.Series:
    """The step that a level stands for, as text."""
    return level.map({i + 1: str(days) for i, days in enumerate(steps)}).astype("str")


def expiring(tables: Tables, county: County) -> pd.DataFrame:
    """In force, and the last day is near."""
    steps = (
        county.threshold(EXPIRING_DAYS_1),
        county.threshold(EXPIRING_DAYS_2),
        county.threshold(EXPIRING_DAYS_3),
    )
    frame = tables.shared(standing)
    frame = frame[is_active(frame, county.as_of)]
    left = (frame["last"] - pd.Timestamp(county.as_of)).dt.days
    level = _levels(left, steps, is_falling=True)
    near = frame.assign(level=level, days=left)[level > 0]
    step, days = _step(near["level"], steps), _texts(near["days"])
    last = iso_column(near["last"])
    return near.assign(
        found=last,
        expected=step,
        days=days,
        formula="到期日 " + last + f" − {county.as_of} = " + days + " 天 ≤ " + step + " 天",
    )


def overdue(tables: Tables, county: County) -> pd.DataFrame:
    """Rent that fell due and was not paid: due so far less received, since the oldest unpaid."""
    steps = (
        county.threshold(OVERDUE_DAYS_1),
        county.threshold(OVERDUE_DAYS_2),
        county.threshold(OVERDUE_DAYS_3),
    )
    frame = tables.shared(standing)
    sums = tables.shared(accounts).reindex(pd.Index(frame["contract_no"]))
    frame = frame.assign(**{name: sums[name].to_numpy() for name in sums.columns})
    days = (frame["until"] - frame["since"]).dt.days
    level = _levels(days, steps, is_falling=False).where(frame["arrears_fen"] > 0, 0)
    late = frame.assign(level=level, days=days)[level > 0]
    step, past = _step(late["level"], steps), _texts(late["days"])
    since, until = iso_column(late["since"]), iso_column(late["until"])
    due, paid, owed = (
        yuan_column(late[name]) for name in ("due_fen", "received_fen", "arrears_fen")
    )
    return late.assign(
        found=owed,
        expected=step,
        days=past,
        formula="应收 "
        + due
        + " − 实收 "
        + paid
        + " = 欠 "
        + owed
        + " 元；最早一期 "
        + since
        + " 应收，到 "
        + until
        + " 已过 "
        + past
        + " 天 ≥ "
        + step
        + " 天",
    )


def low_rent(tables: Tables, county: County) -> pd.DataFrame:
    """Rent of a unit of area far below the median of its like.

    Its like: contracts of the county in force, on the same kind of asset or resource.
    """
    share = county.threshold(LOW_RENT_PCT)
    frame = tables.shared(standing)
    frame = frame[is_active(frame, county.as_of) & frame["rent_fen"].notna() & frame["is_known"]]
    by = frame.assign(rent=frame["rent_fen"].astype("int64")).groupby("like")["rent"]
    count, median = by.transform("size"), by.transform("median").round().astype("int64")
    bad = (count >= county.threshold(LIKE_MIN)) & (frame["rent_fen"] * 100 < median * share)
    low = frame.assign(level=0, count=count, median_fen=median)[bad]
    unit = "元/" + low["subject_kind"].map(UNITS).astype("str") + "/年"
    rent, middle = yuan_column(low["rent_fen"]), yuan_column(low["median_fen"])
    least = yuan_column((low["median_fen"] * share + 50) // 100)
    months = low["months"].astype("str") + " 个月 × 12"
    return low.assign(
        found=rent,
        expected=least,
        unit=unit,
        like_count=low["count"].astype("str"),
        formula="总额 "
        + yuan_column(low["total_fen"])
        + " 元 ÷ "
        + area_text(low["let_area"])
        + " "
        + low["subject_kind"].map(UNITS).astype("str")
        + " ÷ "
        + months
        + " = "
        + rent
        + "；同类（"
        + low["like"]
        + "，"
        + low["count"].astype("str")
        + " 份）中位数 "
        + middle
        + f" × {share}% = "
        + least
        + " "
        + unit,
    )


def too_long(tables: Tables, county: County) -> pd.DataFrame:
    """A term longer than the law allows: leases, and contracts on three kinds of land."""
    frame = tables.shared(standing)
    years = pd.Series(pd.NA, index=frame.index, dtype="Int64")
    years = years.mask(frame["form"] == "租赁", county.threshold(LEASE_YEARS_MAX))
    for kind, years_max in _LAND:
        is_land = (frame["form"] == "承包") & (frame["like"] == kind)
        years = years.mask(is_land, county.threshold(years_max))
    latest = _latest(frame["starts"], years)
    long = frame.assign(level=0, years=years, latest=latest)[frame["ends"] > latest]
    limit, last = _texts(long["years"]), iso_column(long["latest"])
    return long.assign(
        found=iso_column(long["ends"]),
        expected=last,
        formula=long["form"]
        + "从 "
        + iso_column(long["starts"])
        + " 起最长 "
        + limit
        + " 年，到 "
        + last
        + "；合同到 "
        + iso_column(long["ends"]),
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
    frame = tables.shared(standing)
    early = frame.assign(level=0)[frame["signed"] < frame["decided"]]
    signed, decided = iso_column(early["signed"]), iso_column(early["decided"])
    formula = "签订 " + signed + " 早于决策 " + decided
    return early.assign(found=signed, expected=decided, formula=formula)


def undecided(tables: Tables, _: County) -> pd.DataFrame:
    """No day on which the members decided."""
    return _absent(tables, "decided", "民主决策日期空着")


def unfiled(tables: Tables, _: County) -> pd.DataFrame:
    """No day on which it was filed with the township."""
    return _absent(tables, "filed", "报镇备案日期空着")


def _absent(tables: Tables, field: str, words: str) -> pd.DataFrame:
    frame = tables.shared(standing)
    lacking = frame.assign(level=0)[frame[field].isna()]
    signed = iso_column(lacking["signed"])
    return lacking.assign(found="", expected="", formula="签订 " + signed + "，" + words)


def unit_price_differs(tables: Tables, county: County) -> pd.DataFrame:
    """Price of a unit × area is not the yearly rent, by more than prices are rounded."""
    frame = tables.shared(standing)
    per = frame["subject_kind"] + frame["unit_price_per"].fillna("")
    times = per.map({"资源每亩每年": 1, "资产每平方米每年": 1, "资产每平方米每月": 12})
    whole = frame["unit_price_fen"] * frame["let_area"] * times.astype("Int64")
    yearly = frame["yearly_rent_fen"]
    gap = (whole - yearly * _MILLION).abs()
    bad = gap * 100 >= yearly * _MILLION * county.threshold(RENT_GAP_PCT)
    odd = frame.assign(level=0, whole_fen=(whole + _MILLION // 2) // _MILLION, times=times)
    odd = odd[bad.fillna(value=False) & (gap > 0).fillna(value=False)]
    found, expected = yuan_column(odd["yearly_rent_fen"]), yuan_column(odd["whole_fen"])
    months = odd["times"].map({1: "", 12: " × 12 个月"}).astype("str")
    return odd.assign(
        found=found,
        expected=expected,
        formula="单价 "
        + yuan_column(odd["unit_price_fen"])
        + " × "
        + area_text(odd["let_area"])
        + " "
        + odd["subject_kind"].map(UNITS).astype("str")
        + months
        + " = "
        + expected
        + " ≠ 年租金 "
        + found,
    )


def rent_differs(tables: Tables, _: County) -> pd.DataFrame:
    """Yearly rent × years is not the total, and no escalation or free months explain it."""
    frame = tables.shared(standing)
    whole = frame["yearly_rent_fen"] * frame["months"]
    gap = (whole - frame["total_fen"] * 12).abs()
    bad = frame["escalation"].isna() & (gap > 12 * 100).fillna(value=False)
    odd = frame.assign(level=0, whole_fen=(whole + 6) // 12)[bad]
    total, expected, yearly = (
        yuan_column(odd[name]) for name in ("total_fen", "whole_fen", "yearly_rent_fen")
    )
    months = odd["months"].astype("str")
    return odd.assign(
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
