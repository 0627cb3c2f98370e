"""Series of expected publications: the calendar says what is due, not what was published."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness import data_folder, seal
from mingbai import build
from mingbai.check import clock, series
from mingbai.check.series import (
    HALF_YEAR,
    MONTH,
    QUARTER,
    RHYTHMS,
    WEEK,
    YEAR,
    Events,
    Rhythm,
    Series,
    day_after,
)
from mingbai.county import MONTH_DUE_DAY, County, Threshold
from mingbai.read import tables

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> County:
    """The registry of the fixtures, on 20 July 2026."""
    data = data_folder(tmp_path_factory.mktemp("registry"), "registry")
    found = build.check(data, as_of=date(2026, 7, 20)).county
    assert found is not None
    return found


def members(*names: str, since: str = "2026-04-01", until: str | None = None) -> pd.DataFrame:
    """Things that 太平镇 publishes, all from one day on."""
    days = pd.Series([pd.Timestamp(since)] * len(names), dtype="datetime64[s]")
    last = pd.Series([pd.Timestamp(until) if until else pd.NaT] * len(names), dtype="datetime64[s]")
    return pd.DataFrame(
        {
            "subject": list(names),
            "agency": "taiping",
            "place": "990121100000",
            "name": [f"{name}号" for name in names],
            "since": days,
            "until": last,
            "url": "/x/",
        }
    )


def published(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """Subject, a day of the period, the day of publication."""
    frame = pd.DataFrame(rows, columns=["subject", "day", "done"])
    return frame.astype({"subject": "str", "day": "datetime64[s]", "done": "datetime64[s]"}).assign(
        url="/x/there/"
    )


def owed(
    county: County,
    frame: pd.DataFrame,
    rows: pd.DataFrame,
    rhythm: Rhythm = MONTH,
    **more: Any,
) -> dict[str, str]:
    """Id below the kind and series -> state, of one series of a kind `x`."""
    declared = Series(
        name="s",
        title="{name} {period}的账",
        rhythm=rhythm,
        members=lambda *_: frame,
        publications=lambda *_: rows,
        **{"due": series.on_day(MONTH_DUE_DAY), **more},
    )
    found = expected(county, declared)
    found = clock.states([found], county.as_of)
    return dict(zip(found["id"].str.removeprefix("x/s/"), found["state"], strict=True))


def expected(
    county: County,
    *declared: Series | Events,
    promised: pd.DataFrame | None = None,
    until: date | None = None,
    known: date | None = None,
) -> pd.DataFrame:
    """The duties of a kind `x` that declares these; its tables hold nothing."""
    return series.expected(
        kind="x",
        declared=declared,
        tables=tables.read((), ())[0],
        county=county,
        promised=_promised() if promised is None else promised,
        until=until or county.as_of,
        known=known,
    )


def _promised(**values: Any) -> pd.DataFrame:
    """One promise of 太平镇 for the kind `x`, or none."""
    empty = pd.DataFrame(columns=list(series.PROMISE))
    if not values:
        return empty
    row = {
        **dict.fromkeys(series.PROMISE),
        "kind": "x",
        "agency": "taiping",
        "title": "财务",
        "since": pd.Timestamp("2026-05-10"),
        "is_working": True,
        **values,
    }
    return pd.DataFrame([row])


def test_one_thing_that_stopped_is_seen_among_many(county: County) -> None:
    """Thirty-four books published, one left out a month: that one is missing, the others not."""
    names = [f"b{n:02d}" for n in range(34)]
    rows = [(name, f"2026-{m:02d}-01", f"2026-{m + 1:02d}-10") for name in names for m in (4, 5, 6)]
    found = owed(
        county, members(*names), published(*(r for r in rows if r[:2] != ("b07", "2026-05-01")))
    )
    assert len(found) == 34 * 3
    assert [id_ for id_, state in found.items() if state != "按时"] == ["b07/2026-05"]


def test_what_is_owed_ends_with_the_last_period_that_is_over(county: County) -> None:
    """June is owed on 20 July, July is not; a thing that ended in May owes nothing more."""
    assert owed(county, members("a"), published()) == {
        "a/2026-04": "到期未公开",
        "a/2026-05": "到期未公开",
        "a/2026-06": "到期未公开",
    }
    assert list(owed(county, members("a", until="2026-05-31"), published())) == [
        "a/2026-04",
        "a/2026-05",
    ]


def test_a_running_period_is_owed_where_its_last_day_lies_in_it(county: County) -> None:
    """A promise for the year waits until the year is over, and is kept on any day of it."""
    yearly = {"due": series.months_later(0), "is_current": True}
    since = members("a", since="2025-01-01")
    rows = published(("a", "2025-01-01", "2026-01-09"), ("a", "2026-01-01", "2026-03-01"))
    assert owed(county, since, rows, YEAR, **yearly) == {"a/2025": "迟了", "a/2026": "按时"}
    assert owed(county, since, rows, YEAR, is_revised=True, **yearly) == {"a/2026": "按时"}
    assert owed(county, since, published(), YEAR, **yearly) == {
        "a/2025": "到期未公开",
        "a/2026": "未到期",
    }


def test_the_first_publication_of_a_period_counts(county: County) -> None:
    """A period published twice was on time if it once was."""
    rows = published(("a", "2026-06-01", "2026-07-18"), ("a", "2026-06-20", "2026-07-02"))
    assert owed(county, members("a", since="2026-06-01"), rows) == {"a/2026-06": "按时"}


def test_who_promised_and_never_published_is_missing(county: County) -> None:
    """From the day of the promise on; nobody needs to have published anything."""
    declared = Series(
        name="s",
        title="{name} {period}",
        rhythm=MONTH,
        members=lambda *_: members(),
        publications=lambda *_: published(),
        due=series.on_day(MONTH_DUE_DAY),
    )
    promised = _promised(rhythm="month")
    found = expected(county, declared, promised=promised)
    assert found["id"].tolist() == ["x/s/taiping/2026-05", "x/s/taiping/2026-06"]


def test_a_promised_rhythm_is_a_series_by_itself(county: County) -> None:
    """By the fifth of every month, of a kind that declares nothing: each month is owed."""
    found = expected(county, promised=_promised(rhythm="month", due_day=5, days=None))
    assert found["due"].dt.date.tolist() == [date(2026, 6, 5), date(2026, 7, 5)]
    assert found["series"].unique().tolist() == [f"{series.PROMISED}month"]
    assert found["is_counted"].all()


@pytest.mark.parametrize(
    ("known", "until"),
    [
        (date(2026, 3, 31), date(2026, 8, 1)),  # before anything is owed
        (date(2026, 6, 30), date(2026, 10, 8)),
        (date(2026, 9, 20), date(2027, 1, 31)),  # the things end in November
        (date(2026, 7, 6), date(2026, 7, 6)),
    ],
)
def test_what_comes_later_is_unrolled_from_the_day_that_is_known(
    county: County, known: date, until: date
) -> None:
    """Of every rhythm, and of promises: what is owed up to a day without what was owed before."""
    rows = published(("a", "2026-06-01", "2026-07-18"), ("b", "2026-09-20", "2026-12-02"))
    declared = [
        Series(
            name=rhythm.name,
            title="{name} {period}",
            rhythm=rhythm,
            members=lambda *_: members("a", "b", until="2026-11-30"),
            publications=lambda *_: rows,
            due=series.on_day(MONTH_DUE_DAY),
            is_current=rhythm is QUARTER,
            is_revised=rhythm is MONTH,
        )
        for rhythm in (WEEK, MONTH, QUARTER)
    ]
    promised = _promised(rhythm="half-year", due_day=5)
    before, whole, later = (
        expected(county, *declared, promised=promised, until=day, known=since)
        for day, since in ((known, None), (until, None), (until, known))
    )
    if len(before):
        whole = whole[~whole["id"].isin(before["id"])].reset_index(drop=True)
    assert whole.to_dict("records") == later.to_dict("records")


@pytest.mark.parametrize(
    ("days", "is_working", "due"),
    [
        (3, True, "2026-06-11"),  # Monday and three working days
        (10, False, "2026-06-18"),
        (None, True, "2026-07-07"),  # 20 working days by law, past the Dragon Boat holiday
    ],
)
def test_an_event_is_due_as_its_publisher_promised(
    county: County, days: int | None, is_working: bool, due: str
) -> None:
    """Or as the law says; it counts neither as due nor as on time."""
    rows = members("d").drop(columns=["since", "until"])
    day, done = (pd.Series([pd.Timestamp(d)], dtype="datetime64[s]") for d in ("2026-06-08", due))
    events = Events("e", "公开{name}", lambda *_: rows.assign(day=day, done=done))
    promised = _promised(days=days, is_working=is_working)
    found = expected(county, events, promised=promised)
    assert found[["id", "title", "is_counted"]].values.tolist() == [["x/e/d", "公开d号", False]]
    assert found["due"].dt.date.tolist() == [date.fromisoformat(due)]


def test_a_week_without_a_working_day_owes_nothing(county: County) -> None:
    """The Spring Festival of 2026 takes a whole week; the weeks beside it are owed."""
    due = series.working_days_later(Threshold("month_due_day", 15, "日", ""))
    found = owed(
        dataclasses.replace(county, as_of=date(2026, 3, 31)),
        members("o", since="2026-02-09", until="2026-02-27"),
        published(),
        WEEK,
        due=due,
    )
    assert list(found) == ["o/2026-w07", "o/2026-w09"]


@given(DAYS, st.sampled_from(list(RHYTHMS.values())))
def test_every_day_lies_in_one_period(day: date, rhythm: Rhythm) -> None:
    """From its first to its last day, which is the eve of the next one; names differ."""
    number = rhythm.number(pd.Series([pd.Timestamp(day)]))
    start, end = (d.iloc[0].date() for d in (rhythm.start(number), rhythm.end(number)))
    assert start <= day <= end
    assert rhythm.start(number + 1).iloc[0].date() == end + timedelta(days=1)
    assert rhythm.id(int(number[0])) != rhythm.id(int(number[0]) + 1)
    assert rhythm.words(int(number[0])) != rhythm.words(int(number[0]) + 1)


@pytest.mark.parametrize(
    ("rhythm", "id_", "words"),
    [
        (WEEK, "2026-w27", "2026 年 6 月 29 日至 7 月 5 日"),
        (MONTH, "2026-07", "2026 年 7 月"),
        (QUARTER, "2026q3", "2026 年第 3 季度"),
        (HALF_YEAR, "2026h2", "2026 年下半年"),
        (YEAR, "2026", "2026 年"),
    ],
)
def test_periods_have_names_and_words(rhythm: Rhythm, id_: str, words: str) -> None:
    """As packages call them, and as readers do."""
    day = date(2026, 7, 1)
    number = int(rhythm.number(pd.Series([pd.Timestamp(day)]))[0])
    assert (rhythm.id(number), rhythm.words(number)) == (id_, words)
    if rhythm is not HALF_YEAR:
        assert series.first_day(id_, rhythm) == rhythm.start(np.array([number])).iloc[0].date()
    assert all(series.first_day(id_, r) is None for r in RHYTHMS.values() if r is not rhythm)


def test_a_quarterly_book_publishes_its_months_together(tmp_path: Path) -> None:
    """April to June of a book by the quarter fall due on one day, after the quarter."""
    data = data_folder(tmp_path, "accounts")
    (data / "registry/county/2026").rename(data / "registry/county/2026-07")
    books = data / "registry/county/2026-07/books.csv"
    lines = books.read_text("utf-8").splitlines()
    rhythms = {"990121100201-00": "按季", "990121100201-01": "按半年"}
    lines = [f"{lines[0]},rhythm", *(f"{x},{rhythms.get(x.split(',')[0], '')}" for x in lines[1:])]
    books.write_text("\n".join(lines) + "\n", "utf-8")
    seal(data)
    dues = build.build(data, as_of=date(2026, 9, 20)).edition.dues
    months = dues[dues["series"] == "months"].set_index(["subject", "period"])["due"].dt.date
    day = 15
    assert months["990121100201-00", "2026-05"] == date(2026, 7, day)
    assert months["990121100201-00", "2026-08"] == date(2026, 10, day)
    assert months["990121100201-01", "2026-05"] == date(2026, 7, day)
    assert months["990121100201-01", "2026-07"] == date(2027, 1, day)
    assert months["990121101201-00", "2026-05"] == date(2026, 6, day)


def test_a_county_of_full_size_is_unrolled_by_columns(county: County) -> None:
    """1,583 books and 36 months: each once, in order, none dropped."""
    names = [f"{n:04d}" for n in range(1_583)]
    frame = members(*names, since="2023-07-01")
    found = owed(county, frame, published(*((n, "2026-06-01", "2026-07-01") for n in names)))
    assert len(found) == 1_583 * 36
    assert sum(state == "按时" for state in found.values()) == 1_583


@pytest.mark.parametrize(
    ("end", "day", "due"),
    [
        (date(2026, 6, 30), 15, date(2026, 7, 15)),
        (date(2026, 12, 31), 15, date(2027, 1, 15)),
        (date(2026, 1, 31), 31, date(2026, 2, 28)),
        (date(2024, 1, 31), 30, date(2024, 2, 29)),
        (date(2026, 3, 31), 31, date(2026, 4, 30)),
    ],
)
def test_a_day_of_the_next_month_is_not_later_than_its_end(end: date, day: int, due: date) -> None:
    """A month has no thirty-first day, or no thirtieth: then it is its last one."""
    ends = pd.Series([pd.Timestamp(end)], dtype="datetime64[s]")
    assert day_after(ends, day).dt.date.tolist() == [due]
