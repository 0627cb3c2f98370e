"""Series of expected publications -> duties: what has to come again and again, and by when.

A kind declares its series as records; `expected` unrolls them over the calendar by columns, for
every publisher, book or village, from its first period to the last one that is owed on the day. A
period that nobody published is a duty all the same: absence is seen without being reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mingbai.check import clock
from mingbai.check.rules import public_since, publisher
from mingbai.county import County, Threshold
from mingbai.dates import month_column
from mingbai.read import Tables

Ints = npt.NDArray[np.int64]

# Who owes a series. subject: id of the publisher, book, village …; agency: who publishes; place: a
# place code or absent; name: in titles; since: a day in the first period that is owed; until: a day
# in the last one, NaT where it goes on; url: the page where it would be.
MEMBER = ("subject", "agency", "place", "name", "since", "until", "url")
# What fulfils a series. subject: of the member; day: a day in the period; done: the day it was
# published; url: where it stands.
PUBLICATION = ("subject", "day", "done", "url")
# What the county promised. kind: its name; agency: who publishes; title: what, in words; since: the
# day of the promise.
# days: how many days after the event, is_working: whether these are working days; or rhythm: the
# name of one, due_day and due_month: by which day of the month, in which month of the year. What
# the promise does not say is absent.
PROMISE = (
    "kind",
    "agency",
    "title",
    "since",
    "days",
    "is_working",
    "rhythm",
    "due_day",
    "due_month",
)

# What the name of a series begins with that is promised and that no kind declares.
PROMISED = "promised-"

_MONDAY = 4  # 1970-01-05, in days since 1970-01-01
# 政府信息公开条例 第二十六条: within 20 working days of the day on which information was made.
_BY_LAW_WORKING_DAYS = 20


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often something returns. months: how many a period has; None for weeks."""

    name: str
    months: int | None = None

    def number(self, days: pd.Series) -> Ints:
        """The number of the period in which each day lies; the next period has one more."""
        if self.months is None:
            count = days.to_numpy().astype("datetime64[D]").astype("int64")
            weeks: Ints = (count - _MONDAY) // 7
            return weeks
        month: Ints = days.to_numpy().astype("datetime64[M]").astype("int64") // self.months
        return month

    def start(self, numbers: Ints) -> pd.Series:
        """The first day of each period, datetime64[s]."""
        if self.months is None:
            days = (numbers * 7 + _MONDAY).astype("datetime64[D]")
        else:
            days = (numbers * self.months).astype("datetime64[M]")
        return pd.Series(days.astype("datetime64[s]"))

    def end(self, numbers: Ints) -> pd.Series:
        """The last day of each period, datetime64[s]."""
        ends: pd.Series = self.start(numbers + 1) - pd.Timedelta(days=1)
        return ends.astype("datetime64[s]")

    def id(self, number: int) -> str:
        """`2026-w24`, `2026-06`, `2026q2`, `2026h1`, `2026`."""
        first = self._first(number)
        if self.months is None:
            year, week, _ = first.isocalendar()
            return f"{year}-w{week:02d}"
        if self.months == 1:
            return first.isoformat()[:7]
        if self.months == 12:
            return f"{first.year}"
        letter = "q" if self.months == 3 else "h"
        return f"{first.year}{letter}{first.month // self.months + 1}"

    def words(self, number: int) -> str:
        """`2026 年 6 月 8 日至 14 日`, `2026 年 6 月`, `2026 年第 2 季度`, `2026 年上半年` …"""
        first = self._first(number)
        year, month = f"{first.year} 年", f"{first.year} 年 {first.month} 月"
        if self.months is None:
            last = first + timedelta(days=6)
            end = (
                f"{last.day} 日" if last.month == first.month else f"{last.month} 月 {last.day} 日"
            )
            return f"{month} {first.day} 日至 {end}"
        if self.months == 3:
            return f"{year}第 {first.month // 3 + 1} 季度"
        if self.months == 6:
            return f"{year}上半年" if first.month == 1 else f"{year}下半年"
        return month if self.months == 1 else year

    def _first(self, number: int) -> date:
        first: date = self.start(np.array([number], np.int64)).iloc[0].date()
        return first


WEEK, MONTH, QUARTER = Rhythm("week"), Rhythm("month", 1), Rhythm("quarter", 3)
HALF_YEAR, YEAR = Rhythm("half-year", 6), Rhythm("year", 12)
RHYTHMS = {rhythm.name: rhythm for rhythm in (WEEK, MONTH, QUARTER, HALF_YEAR, YEAR)}

Due = Callable[[pd.DataFrame, County], pd.Series]
Rows = Callable[[Tables, County], pd.DataFrame]


@dataclass(frozen=True)
class Series:
    """Something that has to be published in every period.

    name: unique in its kind. title: what is due, with `{name}` of the member and `{period}`.
    members: rows of MEMBER. publications: rows of PUBLICATION. due: the duties with the columns of
    MEMBER, `start` and `end` of the period -> the last day for each; NaT where a period owes
    nothing. is_current: the period that is not over yet is owed as well (its last day lies in it).
    is_revised: a period is published again when something is added, so that a day after the last
    one says nothing of when it first came: such a period is left out.
    """

    name: str
    title: str
    rhythm: Rhythm
    members: Rows
    publications: Rows
    due: Due
    is_current: bool = False
    is_revised: bool = False


@dataclass(frozen=True)
class Events:
    """Something that has to be published whenever it happens: a document, a decision.

    It is known only because it was published: it may be late, and never counts as on time. name,
    title as in a Series. rows: subject, agency, place, name, day (of the event), done, url. The
    last day follows the promise of the catalogue to the publisher, or the law.
    """

    name: str
    title: str
    rows: Rows


def expected(
    kind: str,
    declared: Sequence[Series | Events],
    tables: Tables,
    county: County,
    promised: pd.DataFrame,
    until: date,
    known: date | None = None,
) -> pd.DataFrame:
    """The duties of a kind (clock.DUE), unrolled up to a day.

    known: the day up to which they were unrolled before; those alone are wanted that had not begun
    to be owed then, and nothing that has happened. None: all of them.
    promised: rows of PROMISE of all kinds. Who promised a kind and never published it owes its
    first series from the day of the promise. A promised rhythm that no series of the kind has is a
    series by itself.
    """
    promised = promised[promised["kind"] == kind]
    frames: list[pd.DataFrame] = []
    for series in declared:
        if isinstance(series, Events):
            happened = (
                _events(kind, series, tables, county, promised) if known is None else pd.DataFrame()
            )
            frames.append(happened)
            continue
        members = series.members(tables, county)
        if not frames:
            members = _with_promised(members, promised, kind, county)
        if len(members):
            frames.append(
                _unrolled(kind, series, members, tables, county, until=until, known=known)
            )
    rhythms = {s.rhythm.name for s in declared if isinstance(s, Series)}
    others = promised[~promised["rhythm"].isin(rhythms)]
    frames += _promises(kind, others, tables, county, until=until, known=known)
    filled = [frame for frame in frames if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else pd.DataFrame()


def _promises(
    kind: str,
    promised: pd.DataFrame,
    tables: Tables,
    county: County,
    *,
    until: date,
    known: date | None,
) -> Iterator[pd.DataFrame]:
    """Rhythms that no series of the kind has: something new of the agency by every last day."""
    published = pd.DataFrame(
        [(p.publisher, p.public_since) for p in tables.packages], columns=["agency", "day"]
    ).astype({"agency": "str", "day": "datetime64[s]"})
    promised = promised.dropna(subset=["rhythm"]).drop_duplicates(["agency", "rhythm"])
    for promise in promised.to_dict("records"):
        yield _promise(kind, promise, published, county, until=until, known=known)


def _promise(
    kind: str,
    promise: Mapping[Hashable, Any],
    published: pd.DataFrame,
    county: County,
    *,
    until: date,
    known: date | None,
) -> pd.DataFrame:
    """The duties of one promise. published: agency and day of every package of the kind."""
    agency, rhythm = promise["agency"], RHYTHMS[promise["rhythm"]]
    since = pd.Timestamp(promise["since"])
    bounds = rhythm.number(pd.Series([since, pd.Timestamp(until)]))
    number = np.arange(bounds[0], bounds[1] + 1)
    due = _promised_days(rhythm, number, promise["due_day"], promise["due_month"])
    frame = pd.DataFrame({"number": number, "due": due, "end": rhythm.end(number)})
    frame = frame[frame["due"] >= since].reset_index(drop=True)
    days = published.loc[published["agency"] == agency, "day"].sort_values()
    frame["done"] = _first_after(days, frame["due"].shift(1, fill_value=pd.Timestamp(0)))
    if known is not None:  # cut here: what fulfils a duty begins with the one before
        frame = frame[frame["number"] > _period_of(rhythm, known)]
    series = Series(
        name=PROMISED + rhythm.name,
        title="{name}{period}",
        rhythm=rhythm,
        members=_no_rows,
        publications=_no_rows,
        due=lambda duties, _: duties["due"],
    )
    frame = frame.assign(
        subject=agency,
        agency=agency,
        place=county.agencies["place_code"][agency],
        name=f"{county.agencies['short_name'][agency]}公开{promise['title']}：",
        url=f"/{kind}/",
        published_url=f"/{kind}/",
    )
    return _duties(kind, series, frame)


def _no_rows(_: Tables, __: County) -> pd.DataFrame:
    return pd.DataFrame()


def _promised_days(rhythm: Rhythm, number: Ints, day: Any, month: Any) -> pd.Series:
    """The last day in each period: by a day, quarters are due in their first month."""
    months = rhythm.months or 1
    after = months - 1
    if rhythm is YEAR and not pd.isna(month):
        after = int(month) - 1
    elif rhythm is QUARTER and not pd.isna(day):
        after = 0
    return day_after(rhythm.start(number), 31 if pd.isna(day) else int(day), after)


def _first_after(days: pd.Series, bounds: pd.Series) -> pd.Series:
    """The first of the days (sorted) after each bound, NaT where there is none."""
    at = np.searchsorted(days.to_numpy(), bounds.to_numpy(), side="right")
    next_days = np.append(days.to_numpy(), np.datetime64("NaT"))[at]
    return pd.Series(next_days.astype("datetime64[s]"), index=bounds.index)


def _unrolled(
    kind: str,
    series: Series,
    members: pd.DataFrame,
    tables: Tables,
    county: County,
    *,
    until: date,
    known: date | None,
) -> pd.DataFrame:
    """A row for each member and period."""
    rhythm = series.rhythm
    last = _last_owed(series, until)
    first = rhythm.number(members["since"])
    if known is not None:
        first = np.maximum(first, _last_owed(series, known) + 1)
    ends = rhythm.number(members["until"].fillna(rhythm.end(np.array([last])).iloc[0]))
    length = np.clip(np.minimum(ends, last) - first + 1, 0, None)
    if not length.any():
        return pd.DataFrame()
    at = np.repeat(np.arange(len(members)), length)
    number = (
        np.repeat(first, length)
        + np.arange(length.sum())
        - np.repeat(np.cumsum(length) - length, length)
    )
    frame = members.iloc[at].reset_index(drop=True)
    frame = frame.assign(number=number, start=rhythm.start(number), end=rhythm.end(number))
    published = _published(series, tables, county, int(first.min()))
    frame = frame.join(published, on=["subject", "number"])
    return _duties(kind, series, frame.assign(due=series.due(frame, county)))


def _last_owed(series: Series, day: date) -> int:
    """The number of the last period that is owed on a day."""
    return _period_of(series.rhythm, day) - (0 if series.is_current else 1)


def _period_of(rhythm: Rhythm, day: date) -> int:
    """The number of the period in which a day lies."""
    return int(rhythm.number(pd.Series([pd.Timestamp(day)]))[0])


def _published(series: Series, tables: Tables, county: County, least: int) -> pd.DataFrame:
    """By subject and number of the period: the first day on which it was published, and where.

    least: the number of the first period that is asked for.
    """
    rows = series.publications(tables, county)
    rows = rows.assign(number=series.rhythm.number(rows["day"]))
    rows = rows[rows["number"] >= least]
    keys = ["subject", "number"]
    is_again = rows.duplicated(keys, keep=False)  # few are: only these are put in order
    again = rows[is_again].sort_values(["done", "url"], kind="stable").drop_duplicates(keys)
    first = pd.concat([rows[~is_again], again]).set_index(keys)
    return first[["done", "url"]].rename(columns={"url": "published_url"})


def _duties(kind: str, series: Series, frame: pd.DataFrame) -> pd.DataFrame:
    if series.is_revised:
        frame = frame[~(frame["done"] > frame["due"])]
    numbers = frame["number"].unique().tolist()
    words = frame["number"].map({n: series.rhythm.words(n) for n in numbers}).astype("str")
    ids = frame["number"].map({n: series.rhythm.id(n) for n in numbers}).astype("str")
    return clock.dues(
        kind,
        id_=f"{kind}/{series.name}/" + frame["subject"] + "/" + ids,
        series=series.name,
        subject=frame["subject"],
        agency=frame["agency"],
        place=frame["place"],
        period=month_column(frame["end"]),
        title=_titles(series.title, name=frame["name"], period=words),
        url=frame["published_url"].fillna(frame["url"]),
        due=frame["due"],
        done=frame["done"],
        asks=clock.PUBLISH,
    )


def _events(
    kind: str, events: Events, tables: Tables, county: County, promised: pd.DataFrame
) -> pd.DataFrame:
    """A row for each event; the days that its publisher promised, or those of the law."""
    rows = events.rows(tables, county)
    if not len(rows):
        return pd.DataFrame()
    terms = promised.dropna(subset=["days"]).drop_duplicates("agency").set_index("agency")
    terms_of_rows = terms[["days", "is_working"]].reindex(rows["agency"]).set_axis(rows.index)
    days = terms_of_rows["days"].astype("Int64").fillna(_BY_LAW_WORKING_DAYS)
    is_working = terms_of_rows["is_working"].astype("boolean").fillna(True).astype(bool)
    working = county.calendar.add_days(rows["day"], days)
    calendar = rows["day"] + pd.to_timedelta(days.astype("int64"), unit="D")
    return clock.dues(
        kind,
        id_=f"{kind}/{events.name}/" + rows["subject"],
        series=events.name,
        subject=rows["subject"],
        agency=rows["agency"],
        place=rows["place"],
        period=month_column(rows["day"]),
        title=_titles(events.title, name=rows["name"]),
        url=rows["url"],
        due=working.where(is_working, calendar).astype("datetime64[s]"),
        done=rows["done"],
        asks=clock.PUBLISH,
        is_counted=False,
    )


def _titles(template: str, **columns: pd.Series) -> pd.Series:
    """A title with `{name}` and `{period}` -> its text for every row, by columns."""
    parts = [part for part in re.split(r"(\{\w+\})", template) if part]
    index = next(iter(columns.values())).index
    titles = pd.Series("", index=index, dtype="str")
    for part in parts:
        titles = titles + (columns[part[1:-1]] if part.startswith("{") else part)
    return titles


def _with_promised(
    members: pd.DataFrame, promised: pd.DataFrame, kind: str, county: County
) -> pd.DataFrame:
    """The members, and each agency that promised this kind and is none of them."""
    if not len(promised):
        return members
    absent = promised[~promised["agency"].isin(members["agency"])]
    absent = absent.sort_values("since", kind="stable").drop_duplicates("agency")
    if not len(absent):
        return members
    more = publishers(absent["agency"], absent["since"], f"/{kind}/", county)
    return pd.concat([members, more], ignore_index=True) if len(members) else more


def publishers(
    slugs: pd.Series, since: pd.Series, url: pd.Series | str, county: County
) -> pd.DataFrame:
    """Agencies as members of a series, each from its day on; slugs and since on one index."""
    agencies = county.agencies.reindex(slugs)
    return pd.DataFrame(
        {
            "subject": slugs,
            "agency": slugs,
            "place": agencies["place_code"].to_numpy(),
            "name": agencies["short_name"].to_numpy(),
            "since": since,
            "until": pd.Series(pd.NaT, index=slugs.index, dtype="datetime64[s]"),
            "url": url,
        }
    ).reset_index(drop=True)


def of_packages(url: str, rhythm: Rhythm) -> Rows:
    """`Series.members`: every publisher of a package of this rhythm, from its first one on."""

    def members(tables: Tables, county: County) -> pd.DataFrame:
        days = _packages(tables, rhythm).groupby("subject", sort=True)["day"].min()
        first = days.rename_axis("subject").reset_index()
        return publishers(first["subject"], first["day"], url, county)

    return members


def by_packages(url: str, rhythm: Rhythm) -> Rows:
    """`Series.publications`: every package of this rhythm, by its publisher."""
    return lambda tables, _: _packages(tables, rhythm).assign(url=url)


def _packages(tables: Tables, rhythm: Rhythm) -> pd.DataFrame:
    """Subject (publisher), day (the first of the period) and done, of packages of this rhythm."""
    rows = [
        (package.publisher, day, package.public_since)
        for package in tables.packages
        if (day := first_day(package.period, rhythm)) is not None
    ]
    frame = pd.DataFrame(rows, columns=["subject", "day", "done"])
    types = {"subject": "str", "day": "datetime64[s]", "done": "datetime64[s]"}
    return frame.astype(types)


def of_rows(table: str, subject: str, *, name: str, day: str, url: str) -> Rows:
    """`Events.rows`: every row of a table, by the agency that publishes it.

    subject, name and day are fields of the table; the page of a row is its subject below `url`.
    """

    def rows(tables: Tables, _: County) -> pd.DataFrame:
        data = tables[table]
        frame = data.frame
        return pd.DataFrame(
            {
                "subject": frame[subject],
                "agency": publisher(tables, data),
                "place": pd.Series(None, index=frame.index, dtype="str"),
                "name": frame[name],
                "day": frame[day],
                "done": public_since(tables, data),
                "url": url + frame[subject] + "/",
            }
        )

    return rows


_FORMS = {
    "week": re.compile(r"(\d{4})-w(\d\d)"),
    "month": re.compile(r"(\d{4})-(\d\d)"),
    "quarter": re.compile(r"(\d{4})q(\d)"),
    "year": re.compile(r"(\d{4})"),
}


def first_day(period: str, rhythm: Rhythm) -> date | None:
    """The first day of a package's period; None where it is of another rhythm."""
    form = _FORMS.get(rhythm.name)
    match = form.fullmatch(period) if form else None
    if match is None:
        return None
    year = int(match[1])
    if rhythm is YEAR:
        return date(year, 1, 1)
    if rhythm is WEEK:
        return date.fromisocalendar(year, int(match[2]), 1)
    return date(year, int(match[2]) * (rhythm.months or 1) - (rhythm.months or 1) + 1, 1)


def on_day(day: Threshold, months_after: int = 1) -> Due:
    """That day of the n-th month after the period; its last one where the month is shorter."""

    def due(frame: pd.DataFrame, county: County) -> pd.Series:
        return day_after(frame["end"], county.threshold(day), months_after)

    return due


def day_after(ends: pd.Series, day: int, months_after: int = 1) -> pd.Series:
    """Day `day` of the n-th month after that of each date, or its last one if it is shorter."""
    month = ends.to_numpy().astype("datetime64[M]") + months_after
    first = pd.Series(month.astype("datetime64[s]"), index=ends.index)
    last = pd.Series((month + 1).astype("datetime64[s]"), index=ends.index) - pd.Timedelta(days=1)
    return (first + pd.Timedelta(days=day - 1)).clip(upper=last).astype("datetime64[s]")


def months_later(months: int) -> Due:
    """The last day of the n-th month after the period; 0: the last day of the period itself."""
    return lambda frame, _: day_after(frame["end"], 31, months)


def working_days_later(days: Threshold) -> Due:
    """So many working days after the period; a period without a working day owes nothing."""

    def due(frame: pd.DataFrame, county: County) -> pd.Series:
        before = frame["start"] - pd.Timedelta(days=1)
        worked = county.calendar.count(before, frame["end"])
        last = county.calendar.add_days(frame["end"], county.threshold(days))
        return last.where((worked > 0).fillna(True))

    return due
