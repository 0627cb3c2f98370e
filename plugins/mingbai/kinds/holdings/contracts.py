"""Contracts -> how each stands: its subject, its term, what was due, what was paid, its rent.

Areas are whole millionths (亩 or 平方米), so that sums of areas are exact; money is 分. Sums are
made up to the last day that the township's packages cover: who paid after it is not yet known.
"""

from __future__ import annotations

import re
from datetime import date

import pandas as pd

from mingbai.check import lookup
from mingbai.read import Package, Tables

ASSET, RESOURCE = "资产", "资源"
UNITS = {ASSET: "平方米", RESOURCE: "亩"}
_MILLION = 1_000_000


def millionths(areas: pd.Series) -> pd.Series:
    """Decimals of at most six places -> Int64 millionths, absent where absent."""
    return areas.map(lambda area: int(area * _MILLION), na_action="ignore").astype("Int64")


def area_text(areas: pd.Series) -> pd.Series:
    """Millionths -> `65`, `12.5`."""
    return areas.map(_area, na_action="ignore").astype("str")


def _area(area: int) -> str:
    return f"{area // _MILLION:,}.{area % _MILLION:06d}".rstrip("0").rstrip(".")


def subjects(tables: Tables) -> pd.DataFrame:
    """Assets and resources by `资产/<no>`, `资源/<no>`: no, word, place_code, name, kind, area."""
    parts = []
    for word, table, key in ((ASSET, "assets", "asset_no"), (RESOURCE, "resources", "resource_no")):
        frame = tables.frame(table)
        columns = frame[["place_code", "name", "kind"]].assign(
            no=frame[key], word=word, area=millionths(frame["area"])
        )
        parts.append(columns.set_axis(pd.Index(word + "/" + frame[key], dtype="str")))
    return pd.concat(parts)


def contract_terms(tables: Tables) -> pd.DataFrame:
    """Contracts with their subject and term; on the index of `contracts`.

    Adds subject, is_known, place_code, subject_name, like (its kind), subject_area, let_area (all
    of it where the contract names none), last (day in force), months (of the agreed term), rent_fen
    (a year and 亩 or 平方米) and until (last day that its township's packages cover).
    """
    frame, subject_frame = tables.frame("contracts"), tables.shared(subjects)
    key = frame["subject_kind"] + "/" + frame["subject_no"]
    area = lookup(key, subject_frame["area"]).astype("Int64")
    let_area = millionths(frame["area"]).fillna(area)
    months = _months(frame["starts"], frame["ends"])
    return frame.assign(
        subject=key,
        is_known=key.isin(subject_frame.index),
        place_code=lookup(key, subject_frame["place_code"]),
        subject_name=lookup(key, subject_frame["name"]),
        like=lookup(key, subject_frame["kind"]),
        subject_area=area,
        let_area=let_area,
        last=frame["ended"].fillna(frame["ends"]),
        months=months,
        rent_fen=unit_rent(frame["total_fen"], let_area, months),
        until=until(tables, "contracts"),
    )


def until(tables: Tables, table: str) -> pd.Series:
    """For each row of a table, the last day that its publisher's packages cover."""
    last_days: dict[str, date] = {}
    for package in tables.packages:
        day = covered(package)
        last_days[package.publisher] = max(day, last_days.get(package.publisher, day))
    days = pd.Series([last_days[p.publisher] for p in tables.packages], dtype="datetime64[s]")
    return lookup(tables.package_of(tables[table]), days)


def covered(package: Package) -> date:
    """The last day of its period (`2026q2`: 30 June), never after it was published."""
    if not re.fullmatch(r"\d{4}(q\d|-\d\d)?", package.period):
        return package.published
    return min(pd.Period(package.period.upper()).end_time.date(), package.published)


def _months(starts: pd.Series, ends: pd.Series) -> pd.Series:
    """Months from the first to the last day, both within, to the nearest; at least one."""
    after = ends + pd.Timedelta(days=1)
    whole = (after.dt.year - starts.dt.year) * 12 + after.dt.month - starts.dt.month
    days = after.dt.day - starts.dt.day
    nearest = whole + (days >= 15).astype("int64") - (days <= -15).astype("int64")
    months: pd.Series = nearest.clip(lower=1)
    return months


def unit_rent(total_fen: pd.Series, area: pd.Series, months: pd.Series) -> pd.Series:
    """分 for a year and unit of area, half up: total × 12 ÷ months ÷ area.

    65 亩 for 60 months at 111,000 元 is 341.54 元 (DOMAIN: Yingcheng, 341.5 元/亩/年).
    """
    has_area = area.notna() & (area > 0).fillna(value=False)
    numerator = total_fen[has_area].astype(object) * 12 * _MILLION
    denominator = area[has_area].astype(object) * months[has_area].astype(object)
    return ((2 * numerator + denominator) // (2 * denominator)).reindex(area.index).astype("Int64")


def instalments(tables: Tables) -> pd.DataFrame:
    """Every instalment in order of its day, with what was paid of it, oldest paid first.

    Adds is_due (its day has come by `until`), is_void (the contract was ended before it),
    paid_fen and open_fen (due and not paid).
    """
    frame = tables.frame("schedule").sort_values(["contract_no", "due"])
    terms = tables.shared(contract_terms).set_index("contract_no")
    is_void = frame["due"] > lookup(frame["contract_no"], terms["ended"])
    amount = frame["amount_fen"].mask(is_void, 0)
    due_before = amount.groupby(frame["contract_no"]).cumsum() - amount
    received_fen = lookup(frame["contract_no"], received(tables)).fillna(0).astype("int64")
    paid_of_instalment = (received_fen - due_before).clip(lower=0)
    paid_of_instalment = paid_of_instalment.where(paid_of_instalment < amount, amount)
    is_due = ~is_void & (frame["due"] <= lookup(frame["contract_no"], terms["until"]))
    return frame.assign(
        is_due=is_due,
        is_void=is_void,
        paid_fen=paid_of_instalment,
        open_fen=(amount - paid_of_instalment).where(is_due, 0),
    )


def received(tables: Tables) -> pd.Series:
    """分 received, by contract_no."""
    return tables.frame("receipts").groupby("contract_no")["amount_fen"].sum()


def contract_balances(tables: Tables) -> pd.DataFrame:
    """By contract_no: due_fen, received_fen, arrears_fen, since (day of the oldest unpaid)."""
    all_instalments = tables.shared(instalments)
    due = all_instalments[all_instalments["is_due"]]
    unpaid = due[due["open_fen"] > 0]
    numbers = tables.frame("contracts")["contract_no"]
    balances = pd.DataFrame(index=pd.Index(numbers, name="contract_no"))
    received_fen = received(tables)
    balances["due_fen"] = (
        due.groupby("contract_no")["amount_fen"].sum().reindex(balances.index, fill_value=0)
    )
    balances["received_fen"] = received_fen.reindex(balances.index, fill_value=0)
    balances["arrears_fen"] = (balances["due_fen"] - balances["received_fen"]).clip(lower=0)
    balances["since"] = unpaid.groupby("contract_no")["due"].min().reindex(balances.index)
    return balances


def is_active(frame: pd.DataFrame, as_of: date) -> pd.Series:
    """Contracts of `standing` in force on a day."""
    today = pd.Timestamp(as_of)
    return (frame["starts"] <= today) & (frame["last"] >= today)
