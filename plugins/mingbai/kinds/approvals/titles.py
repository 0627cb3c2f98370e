"""Titles, addresses and short texts that the pages of approvals share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from mingbai.model import HOME_CRUMB, Crumb
from mingbai.page import Link

TITLE = "办事指南"
SUMMARY = "要办的事在哪里办、带什么、几天办好、收不收费，流程图和表格下载。"
SECTION = "办事"
FEED = "/feeds/kinds/approvals.atom"
HOME = "/approvals/"
UNPUBLISHED = "未公布"
CRUMBS = (HOME_CRUMB, Crumb(TITLE, HOME))

# A type's address is in ASCII and never changes; the order is that of the catalogue.
TYPES: Mapping[str, str] = MappingProxyType(
    {
        "行政许可": "licence",
        "行政确认": "confirmation",
        "行政给付": "payment",
        "行政奖励": "award",
        "行政裁决": "ruling",
        "行政征收": "levy",
        "行政检查": "inspection",
        "其他行政权力": "other-power",
        "公共服务": "service",
    }
)
_PHONE = re.compile(r"[0-9+][0-9-]{4,}")


def item_url(code: str) -> str:
    """`/approvals/990121-ZJ-XK-0001/`."""
    return f"{HOME}{code}/"


def form_url(code: str, file: str) -> str:
    """The address of an item's form file; pass it through `href` before it goes into a link."""
    return f"{item_url(code)}forms/{file}"


def href(url: str) -> str:
    """An address as a link writes it. Reading allows no character but a space that needs this."""
    return url.replace(" ", "%20")


def limit_text(days: int | None, unit: str | None) -> str:
    """`3 个工作日`, `当场` for 0, 未公布."""
    if days is None or unit is None:
        return UNPUBLISHED
    return f"{days} 个{unit}" if days else "当场"


def phone(number: str | None) -> Link:
    """A number to dial, or 未公布."""
    if number is None:
        return Link(UNPUBLISHED)
    return Link(number, f"tel:{number}" if _PHONE.fullmatch(number) else None)
