"""What places, agencies, posts and their telephones are called, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from mingbai.county import County
from mingbai.page import Fact, Link

UNPUBLISHED = "还没有公布"
_PHONE = re.compile(r"[0-9+][0-9-]{4,}")


def place_titles(places: pd.DataFrame) -> pd.Series:
    """By place_code: the name a place has on its own, 柳塘村一组 for a group."""
    village = places["parent_code"].map(places["name"])
    is_bare = (places["kind"] == "组") & village.notna()
    return places["name"].where(~is_bare, village + places["name"])


def place_url(code: str) -> str:
    """`/places/990121100201/`."""
    return f"/places/{code}/"


def agency_url(slug: str) -> str:
    """`/agencies/taiping/`."""
    return f"/agencies/{slug}/"


def post_url(post: Mapping[Hashable, Any]) -> str:
    """The row of a post, on the page of its agency or its place."""
    at_agency = isinstance(post["agency"], str)
    page = agency_url(post["agency"]) if at_agency else place_url(post["place_code"])
    return f"{page}#post-{post['post_id']}"


def basis_title(basis: Mapping[Hashable, Any]) -> str:
    """`《…条例》第二十六条`."""
    article = basis["article"] if isinstance(basis["article"], str) else ""
    return f"《{basis['document']}》{article}"


def tel(phone: str) -> str | None:
    """A link that dials, where the text is one number and nothing else."""
    return f"tel:{phone}" if _PHONE.fullmatch(phone) else None


def phone_link(phone: object) -> Link:
    """A number to dial, or 还没有公布."""
    return Link(phone, tel(phone)) if isinstance(phone, str) else Link(UNPUBLISHED)


def text_or_unpublished(value: object) -> str:
    """A cell's text; an empty cell is said to be unpublished."""
    return value if isinstance(value, str) else UNPUBLISHED


def text_fact(name: str, value: object) -> Fact:
    """A fact in words, or 还没有公布."""
    return Fact(name, text_or_unpublished(value))


def feed_url(page: str) -> str:
    """The Atom feed of a place's or an agency's page: `/feeds/places/990121100201.atom`."""
    return f"/feeds{page.rstrip('/')}.atom"


def subscription_fact(page: str) -> Fact:
    """Where a reader program finds what is new on a page."""
    rss = feed_url(page).replace(".atom", ".rss")
    return Fact("订阅更新", (Link("Atom", feed_url(page)), Link("RSS", rss)))


def contact_link(channel: str, address: str) -> Link:
    """A number to dial, an address to write to: a link where a phone can follow it."""
    if channel in ("电话", "短信"):
        return Link(address, tel(address))
    return Link(address, f"mailto:{address}" if channel == "电子邮件" else None)


def contact_facts(contacts: pd.DataFrame) -> tuple[Fact, ...]:
    """A fact a channel, by what it is for: `办公电话`, `投诉邮箱`, with the hours."""
    words = {"电话": "电话", "短信": "短信", "电子邮件": "邮箱", "信函": "通信地址", "当面": "地点"}
    rows = zip(*(contacts[n] for n in ("purpose", "channel", "address", "hours")), strict=True)
    return tuple(
        Fact(
            f"{purpose}{words[channel]}",
            replace(contact_link(channel, address), note=hours if isinstance(hours, str) else ""),
        )
        for purpose, channel, address, hours in rows
    )


def complaint_facts(county: County) -> tuple[Fact, ...]:
    """Where anyone may turn, whatever the place: the county's line, its channels, the page."""
    phone = county.setting("supervision_phone") or None
    contacts = county.contacts
    of_county = contacts[
        (contacts["place_code"] == county.root_place) & (contacts["purpose"] == "投诉")
    ]
    return (
        Fact("县监督电话", phone_link(phone)),
        *contact_facts(of_county[of_county["channel"] != "电话"]),
        Fact("有疑问", Link("怎样要求更正、怎样投诉", "/contact/")),
    )
