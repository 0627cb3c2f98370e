"""Values -> the words a reader sees: money, counts, dates, periods, sizes."""

from __future__ import annotations

import re
from datetime import date

from markupsafe import Markup

from mingbai.dates import iso, month_zh
from mingbai.money import count, yuan
from mingbai.page.addresses import linked
from mingbai.page.languages import datum, named, page_twins, plain, quoted_lang, translated
from mingbai.page.linebreaks import phrases
from mingbai.page.qr_codes import qr_code


def day(value: date | None) -> str:
    """`2026-07-10`, as in records; "" where absent."""
    return "" if value is None else iso(value)


def day_zh(value: date) -> str:
    """`2026 年 7 月 10 日`."""
    return f"{value.year} 年 {value.month} 月 {value.day} 日"


def month_day(value: date) -> str:
    """`7 月 10 日`."""
    return f"{value.month} 月 {value.day} 日"


def public_days(published: date, since: date) -> str:
    """The day on which something was published; what the log says, too, where it says otherwise."""
    if since == published:
        return iso(published)
    return f"公开日期写 {iso(published)}，{iso(since)} 入日志"


_PERIODS = (
    (re.compile(r"(\d{4})-(\d\d)"), "{} 年 {} 月"),
    (re.compile(r"(\d{4})"), "{} 年"),
    (re.compile(r"(\d{4})q(\d)"), "{} 年第 {} 季度"),
    (re.compile(r"(\d{4})-w(\d\d)"), "{} 年第 {} 周"),
)
_YEARLY_PAPERS = (
    (re.compile(r"(\d{4})-plans"), "{} 年计划"),
    (re.compile(r"(\d{4})-statements"), "{} 年报表"),
)


def period_zh(period: str) -> str:
    """A package's period in words: `2026q2` -> `2026 年第 2 季度`; what is none of them stays."""
    for pattern, words in (*_PERIODS, *_YEARLY_PAPERS):
        match = pattern.fullmatch(period)
        if match:
            return words.format(*(int(part) for part in match.groups()))
    return period


def is_dated(period: str) -> bool:
    """Whether a period is more than the paper of a year that stands beside its months."""
    return not any(pattern.fullmatch(period) for pattern, _ in _YEARLY_PAPERS)


def month_name(period: str) -> str:
    """`2026-06` -> `6 月`."""
    return f"{int(period[5:7])} 月"


def share(part: int, whole: int) -> str:
    """A rate with one decimal, rounded half up: `(13, 23)` -> `56.5%`; 无 where whole is 0."""
    if whole == 0:
        return "无"
    tenths = (2000 * part + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}%"


def size(octets: int) -> str:
    """Bytes -> `8.6 MB`, `412 KB`."""
    if octets < 1000:
        return f"{octets} B"
    if octets < 1_000_000:
        return f"{octets / 1000:.1f} KB"
    return f"{octets / 1_000_000:.1f} MB"


def paper_code(address: str) -> Markup:
    """The code of an address that stands in words beside it."""
    return qr_code(address).img("")


FILTERS = {
    "yuan": yuan,
    "count": count,
    "day": day,
    "day_zh": day_zh,
    "month_day": month_day,
    "month_zh": month_zh,
    "month_name": month_name,
    "size": size,
    "phrases": phrases,
    "linked": linked,
    "translated": translated,
    "twins": page_twins,
    "named": named,
    "plain": plain,
    "quoted_lang": quoted_lang,
    "datum": datum,
    "paper_code": paper_code,
}
