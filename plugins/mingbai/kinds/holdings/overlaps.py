"""Contracts -> those that let more than there is: of their own subject, or together with others."""

from __future__ import annotations

import pandas as pd

from mingbai.county import County
from mingbai.dates import iso_column
from mingbai.kinds.holdings.standing import ASSET, UNITS, area_text, standing
from mingbai.read import Tables


def exceeding(tables: Tables, _: County) -> pd.DataFrame:
    """Lets more of its subject than is registered."""
    frame = tables.shared(standing)
    large = frame.assign(level=0)[(frame["let_area"] > frame["subject_area"]).fillna(value=False)]
    found, expected = area_text(large["let_area"]), area_text(large["subject_area"])
    unit = large["subject_kind"].map(UNITS).astype("str")
    return large.assign(
        found=found,
        expected=expected,
        unit=unit,
        formula="合同面积 " + found + " > 登记面积 " + expected + " " + unit,
    )


def let_twice(tables: Tables, _: County) -> pd.DataFrame:
    """On its first day more is let than there is: an asset twice, or a resource over its area."""
    frame = tables.shared(standing)
    sound = frame[frame["is_known"] & (frame["last"] >= frame["starts"])]
    taken, cap = _taken(sound), _capacity(sound)
    twice = sound.assign(level=0, taken=taken, cap=cap)[taken > cap]
    is_asset = twice["subject_kind"] == ASSET
    unit = (" " + twice["subject_kind"].map(UNITS).astype("str")).mask(is_asset, " 份合同")
    found = area_text(twice["taken"]).mask(is_asset, twice["taken"].astype("str"))
    expected = area_text(twice["cap"]).mask(is_asset, "1")
    day = iso_column(twice["starts"]).astype("str")
    formula = day + " 同时有 " + found + unit + "（" + _together(twice, sound) + "）> " + expected
    return twice.assign(
        found=found + unit,
        expected=expected + unit,
        day=day,
        subject=twice["subject_name"],
        formula=formula + unit,
    )


def _capacity(frame: pd.DataFrame) -> pd.Series:
    """What can be let at once: an asset once, a resource its area."""
    return frame["subject_area"].mask(frame["subject_kind"] == ASSET, 1).astype("int64")


def _taken(frame: pd.DataFrame) -> pd.Series:
    """How much of its subject is let on the day a contract begins, itself included."""
    cap = _capacity(frame)
    load = frame["let_area"].mask(frame["subject_kind"] == ASSET, 1).astype("int64")
    load = load.where(load < cap, cap)
    common = {"subject": frame["subject"], "no": frame["contract_no"]}
    begins = pd.DataFrame({**common, "day": frame["starts"], "order": 1, "load": load})
    over = frame["last"] + pd.Timedelta(days=1)
    ends = pd.DataFrame({**common, "day": over, "order": 0, "load": -load})
    events = pd.concat([begins, ends]).sort_values(["subject", "day", "order", "no"])
    running = events.groupby("subject")["load"].cumsum()
    return running[events["order"] == 1].reindex(frame.index)


def _together(twice: pd.DataFrame, sound: pd.DataFrame) -> pd.Series:
    """The numbers of all contracts on the subject in force on the first day of each of a few."""
    listed = [
        "、".join(
            sorted(
                sound.loc[
                    (sound["subject"] == subject)
                    & (sound["starts"] <= day)
                    & (sound["last"] >= day),
                    "contract_no",
                ]
            )
        )
        for subject, day in zip(twice["subject"], twice["starts"], strict=True)
    ]
    return pd.Series(listed, index=twice.index, dtype="str")
