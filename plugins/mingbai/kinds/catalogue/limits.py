"""A time limit as documents write it -> Limit: what starts it, how long, or how often.

The original words are what readers see; the parsed limit is for sorting and for the clock.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Rhythm = Literal["once", "realtime", "prompt", "permanent", "monthly", "quarterly", "yearly"]

_WORKDAYS = re.compile(r"(\d{1,3})\s*个?\s*工作日")
_DAYS = re.compile(r"(?<!工作)(\d{1,3})\s*个?\s*(?:自然)?[日天](?:之?内|以内)")
_ANCHORS = (
    (re.compile(r"形成.{0,4}变更"), "形成或者变更"),
    (re.compile(r"制作.{0,4}获取"), "制作或者获取"),
    (re.compile(r"获取"), "获取"),
    (re.compile(r"批复|批准"), "批复"),
    (re.compile(r"决定"), "作出决定"),
    (re.compile(r"变更"), "变更"),
    (re.compile(r"形成"), "形成"),
)
_RHYTHMS: tuple[tuple[re.Pattern[str], Rhythm], ...] = (
    (re.compile(r"每月|按月|逐月"), "monthly"),
    (re.compile(r"每季|按季"), "quarterly"),
    (re.compile(r"每年|年度|按年"), "yearly"),
    (re.compile(r"实时|随时|即时"), "realtime"),
    (re.compile(r"及时"), "prompt"),
    (re.compile(r"永久|长期"), "permanent"),
)
_DAY_OF_MONTH = re.compile(r"(?:(\d{1,2})\s*月)?\s*(\d{1,2})\s*日")


@dataclass(frozen=True)
class Limit:
    """anchor: what starts the count, or "". days with unit, or None. rhythm: how often.

    day: the day of the month by which a monthly, quarterly or yearly item is due, or None.
    month: the month in which a yearly item is due, or None.
    """

    rhythm: Rhythm
    anchor: str = ""
    days: int | None = None
    unit: Literal["工作日", "日", ""] = ""
    day: int | None = None
    month: int | None = None


def parse_limit(text: str, above: Limit | None = None) -> Limit | None:
    """The limit in `text`, or None where it says none; 同上 takes the limit of the row above."""
    if text.strip() == "同上":
        return above
    for pattern, unit in ((_WORKDAYS, "工作日"), (_DAYS, "日")):
        match = pattern.search(text)
        if match and not _RHYTHMS[0][0].search(text) and not _RHYTHMS[1][0].search(text):
            anchor = next(
                (words for anchor_pattern, words in _ANCHORS if anchor_pattern.search(text)),
                "形成或者变更",
            )
            return Limit("once", anchor, int(match[1]), "工作日" if unit == "工作日" else "日")
    for pattern, rhythm in _RHYTHMS:
        if pattern.search(text):
            day, month = _day_and_month(text)
            return Limit(rhythm, day=day, month=month)
    return None


def _day_and_month(text: str) -> tuple[int | None, int | None]:
    """`每季度的首个月20日` -> (20, None); `每年1月31日前` -> (31, 1); no such day is no day."""
    match = _DAY_OF_MONTH.search(text)
    if match is None or not 1 <= int(match[2]) <= 31:
        return None, None
    month = int(match[1] or 0)
    return int(match[2]), month if 1 <= month <= 12 else None
