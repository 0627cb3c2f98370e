"""Entries and duties of the clock -> the last day that each names: is it the same one?"""

from __future__ import annotations

import pandas as pd

from mingbai.check import clock
from mingbai.check.series import PROMISED
from mingbai.county import County
from mingbai.kinds.catalogue.limits import Limit
from mingbai.kinds.catalogue.promises import ON_REQUEST, entry_limits
from mingbai.read import Tables

# How the period of a duty is written at the end of its id, by the rhythm that a promise may name.
_PERIODS = {"monthly": r"\d{4}-\d{2}", "quarterly": r"\d{4}q\d", "yearly": r"\d{4}"}
_WEEK = r"\d{4}-w\d{2}"
_WEEKLY = "weekly"
_KEYS = ["kind", "agency", "rhythm"]
_WORKING_DAYS = "工作日"


def terms(tables: Tables, county: County) -> pd.DataFrame:
    """Entries whose last day both the catalogue and the clock name, on their own index.

    promised, kept: the term in words, as the catalogue promises it and as the clock holds the
    publisher to it. What returns is compared by the day, in its month where it is yearly; working
    days are compared where the publisher owes a notice of every week. What the clock takes from
    the promise itself (events, series that are promised alone) is not compared with it.
    """
    frame = tables.frame("entries")
    limits = pd.Series(tables.shared(entry_limits), index=frame.index, dtype=object)
    is_own = frame["kind"].notna() & (frame["manner"] != ON_REQUEST)
    rhythm = pd.Series([_rhythm(limit) for limit in limits], frame.index, dtype="str")
    promised = pd.Series([_words(limit) for limit in limits], frame.index, dtype="str")
    entries = frame.assign(rhythm=rhythm, promised=promised)[is_own & promised.notna()]
    kept_dues = _kept(county)
    keys = pd.MultiIndex.from_frame(entries[["kind", "subject", "rhythm"]])
    entries = entries.assign(kept=kept_dues.reindex(keys).to_numpy()).astype({"kept": "str"})
    return entries[entries["kept"].notna()]


def _rhythm(limit: Limit | None) -> str | None:
    """The rhythm by which the clock would keep a limit; None where it names no last day."""
    if limit is None:
        return None
    if limit.rhythm in _PERIODS and limit.day is not None:
        return limit.rhythm
    return _WEEKLY if limit.unit == _WORKING_DAYS else None


def _words(limit: Limit | None) -> str | None:
    rhythm = _rhythm(limit)
    if limit is None or rhythm is None:
        return None
    if rhythm == _WEEKLY:
        return f"{limit.days} 个工作日以内"
    return _by_day(rhythm, limit.day or 0, limit.month or 12)


def _by_day(rhythm: str, day: int, month: int) -> str:
    """`每月 15 日以前`, `每季度首月 15 日以前`, `每年 1 月 31 日以前`."""
    if rhythm == "yearly":
        return f"每年 {month} 月 {day} 日以前"
    return f"{'每月' if rhythm == 'monthly' else '每季度首月'} {day} 日以前"


def _kept(county: County) -> pd.Series:
    """By kind, agency and rhythm: the term in words by which most of its duties are due."""
    dues = county.frame(clock.DUES)
    dues = dues[(dues["series"] != "") & ~dues["series"].str.startswith(PROMISED)]
    dues = dues[dues["is_counted"]]
    period = _last_part(dues["id"])
    parts = []
    for rhythm, form in _PERIODS.items():
        dues_of_form = dues[period.str.fullmatch(form)]
        days = dues_of_form["due"].drop_duplicates()
        words = {day: _by_day(rhythm, day.day, day.month) for day in days}
        parts.append(
            dues_of_form.assign(rhythm=rhythm, words=dues_of_form["due"].map(words).astype("str"))
        )
    weeks = dues[period.str.fullmatch(_WEEK)]
    parts.append(weeks.assign(rhythm=_WEEKLY, words=_after_week(weeks["id"], weeks["due"], county)))
    counts = pd.concat(parts).value_counts([*_KEYS, "words"]).reset_index()
    most = counts.sort_values("count", ascending=False, kind="stable").drop_duplicates(_KEYS)
    return most.set_index(_KEYS)["words"]


def _last_part(ids: pd.Series) -> pd.Series:
    """What stands behind the last slash of an id."""
    return ids.str.replace("^.*/", "", regex=True)


def _after_week(ids: pd.Series, due: pd.Series, county: County) -> pd.Series:
    """`7 个工作日以内`: the working days from the end of each week to its last day."""
    week = _last_part(ids).str.replace("w", "")
    sunday = pd.to_datetime(week + "-7", format="%G-%V-%u")
    days = county.calendar.count(sunday.astype("datetime64[s]"), due)
    return (days.astype("str") + " 个工作日以内").where(days.notna()).astype("str")
