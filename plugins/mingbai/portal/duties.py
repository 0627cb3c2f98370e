"""Duties of the clock -> their rows, written once, and what is said of some of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd
from markupsafe import Markup

from mingbai.check import clock
from mingbai.county import County
from mingbai.dates import iso_column
from mingbai.model import Band, Edition
from mingbai.page import Cells, Column, WrittenRows, written_rows


def duty_rows(edition: Edition) -> WrittenRows:
    """A row a duty, in the order of `edition.dues`, whose index is their place."""
    dues, county = edition.dues, edition.county
    where = dues["place"].map(county.places["path"])
    where = where.fillna(dues["agency"].map(county.agencies["short_name"]))
    return written_rows(
        [
            (Column("什么"), Cells(dues["title"], "head", urls=dues["url"])),
            (Column("哪里"), Cells(where)),
            (Column("期限"), Cells(dues["due"], "date")),
            (Column("完成日期"), Cells(dues["done"], "date")),
            (Column("迟了多久"), Cells(_late(dues), "html")),
        ]
    )


def _late(dues: pd.DataFrame) -> list[Markup | None]:
    """How late each was; days of what is still missing are counted on by dues.js."""
    days = dues["days_late"].map("{:,}".format).astype("str")
    since = iso_column(dues["due"])
    overdue = '<span data-due="' + since + '">逾期 ' + days + " 天</span>"
    texts = (days + " 天").mask(dues["state"].isin(clock.MISSING), overdue)
    is_late = (dues["days_late"] > 0).tolist()
    return [
        Markup(text) if late else None  # noqa: S704 - digits and words of ours
        for text, late in zip(texts, is_late, strict=True)
    ]


def last_month(dues: pd.DataFrame, as_of: date) -> tuple[str, pd.DataFrame]:
    """The last full month before a day, and all that was due in it; "" where nothing was yet."""
    over = clock.counted(dues)
    over = over[clock.is_over(over)]
    months = {month for month in over["period"] if month <= as_of.isoformat()[:7]}
    if not months:
        return "", over.head(0)
    before = (as_of.replace(day=1) - timedelta(days=1)).isoformat()[:7]
    period = before if before in months else max(months)
    return period, over[over["period"] == period]


def waiting(upcoming: pd.DataFrame) -> str:
    """How many duties fall due on which days to come, as dues.js reads it."""
    return by_day(iso_column(upcoming["due"]))


def by_day(days: Iterable[str]) -> str:
    """How many there are of each day: `2026-07-10:3 2026-07-20:1`."""
    return " ".join(f"{day}:{count}" for day, count in sorted(Counter(days).items()))


@dataclass(frozen=True)
class Duties:
    """Columns of duties, to look at a few of them; a row is a place in `edition.dues`."""

    states: Sequence[str]
    titles: Sequence[str]
    asks: Sequence[str]
    sources: Sequence[str]
    due: Sequence[date]

    @classmethod
    def of(cls, dues: pd.DataFrame) -> Duties:
        """sources: kind and series, as a band names them."""
        return cls(
            states=dues["state"].tolist(),
            titles=dues["title"].tolist(),
            asks=dues["asks"].tolist(),
            sources=(dues["kind"] + "/" + dues["series"]).tolist(),
            due=dues["due"].dt.date.tolist(),
        )

    def missing(self, rows: Iterable[int]) -> list[int]:
        """Those of some that are overdue, in their order."""
        return [row for row in rows if self.states[row] in clock.MISSING]

    def band(self, missing: Sequence[int], county: County) -> Band | None:
        """What is overdue: by its name, or how many; None where nothing is."""
        if not missing:
            return None
        first = min(missing, key=lambda row: self.due[row])
        as_of, due, title = county.as_of, self.due[first], self.titles[first]
        asks = {self.asks[row] for row in missing}
        words = f"到期没有{asks.pop()}" if len(asks) == 1 else "到期没有做到"
        before = f"{title}，{words}，已经"
        if len(missing) > 1:
            before = f"{len(missing):,} 项{words}，最早的是“{title}”，已经"
        return Band(before, due, (as_of - due).days, as_of)
