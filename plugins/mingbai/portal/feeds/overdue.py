"""Duties of the clock -> FeedItems: the day each became overdue, and the day it was made good.

A duty is overdue from the day after its last one. Both entries stay for ever: what was late was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd

from mingbai.check import clock
from mingbai.county import County
from mingbai.model import Edition
from mingbai.page import Row
from mingbai.page.records import rows
from mingbai.portal.feeds.feed_items import FeedItem, in_order, midnight

OVERDUE = "overdue"
_BATCH = 2  # from how many of one agency, series and day on they are one entry in wide feeds


def overdue_items(edition: Edition) -> tuple[FeedItem, ...]:
    """Every entry, newest first. What could not have been missed was never overdue."""
    dues = clock.counted(edition.dues)
    dues = dues[dues["state"].isin([*clock.MISSING, clock.LATE])]
    names = short_names(edition.county)
    items = (*_missed(dues, names), *_made_good(dues, names))
    organiser = edition.county.setting("organiser")
    return in_order(replace(item, author=organiser) for item in items)


def short_names(county: County) -> dict[str, str]:
    """Agencies by their slugs, as titles call them."""
    return {str(slug): str(name) for slug, name in county.agencies["short_name"].items()}


def _missed(dues: pd.DataFrame, names: Mapping[str, str]) -> Iterator[FeedItem]:
    for row in rows(dues):
        due, asks = row["due"].isoformat(), row["asks"]
        says = f"{names[row['agency']]}应在 {due} 前{asks}，到期没有{asks}。"
        title, day = f"逾期：{row['title']}", row["due"] + timedelta(days=1)
        yield _item(row, f"{OVERDUE}/{row['id']}", title, says, day)


def _made_good(dues: pd.DataFrame, names: Mapping[str, str]) -> Iterator[FeedItem]:
    for row in rows(dues[dues["state"] == clock.LATE]):
        says = (
            f"{names[row['agency']]}应在 {row['due'].isoformat()} 前{row['asks']}，"
            f"{row['done'].isoformat()} 补上，迟了 {row['days_late']:,} 天。"
        )
        title = f"补上了：{row['title']}"
        yield _item(row, f"{OVERDUE}/{row['id']}/done", title, says, row["done"])


def _item(row: Row, id_: str, title: str, says: str, day: date) -> FeedItem:
    """An entry of a row of the clock; its author is set for all."""
    return FeedItem(
        id=id_,
        url=row["url"],
        title=title,
        summary=says,
        author="",
        source=OVERDUE,
        published=midnight(day),
        updated=midnight(day),
        publisher=row["agency"],
        agencies=(row["agency"],),
        place=row["place"],
        period=f"{row['kind']}/{row['series']}",
    )


def in_groups(items: Sequence[FeedItem], names: Mapping[str, str]) -> tuple[FeedItem, ...]:
    """The entries of wide feeds: of one agency, series, day and sort they are one."""
    groups: dict[tuple[object, ...], list[FeedItem]] = {}
    for item in items:
        is_done = item.id.endswith("/done")
        groups.setdefault((item.publisher, item.period, item.day, is_done), []).append(item)
    wide = [
        _group(parts, names, is_done=bool(is_done)) if len(parts) >= _BATCH else parts[0]
        for (_, _, _, is_done), parts in groups.items()
    ]
    return tuple(sorted(wide, key=lambda item: item.updated, reverse=True))


def _group(parts: Sequence[FeedItem], names: Mapping[str, str], *, is_done: bool) -> FeedItem:
    first = parts[0]
    what = "补上了" if is_done else "逾期"
    name, count = names[first.publisher], f"{len(parts):,} 项"
    title = first.title.partition("：")[2]
    key = f"{OVERDUE}/batches/{first.period}/{first.publisher}/{first.day.isoformat()}"
    return replace(
        first,
        id=f"{key}/done" if is_done else key,
        url="/clock/",
        title=f"{what}：{name}，{title}等 {count}",
        summary=f"{name} {count}{what}。",
        published=min(part.published for part in parts),
        updated=max(part.updated for part in parts),
        place=None,
        parts=tuple(parts),
    )
