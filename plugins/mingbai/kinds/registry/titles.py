"""What places, agencies, posts and their telephones are called, and where they stand."""

from __future__ import annotations

import re

import pandas as pd

from mingbai.county import County
from mingbai.page import Fact, Link

UNPUBLISHED = "未公布"
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


def post_url(post: pd.Series) -> str:
    """The row of a post, on the page of its agency or its place."""
    at_agency = isinstance(post["agency"], str)
    page = agency_url(post["agency"]) if at_agency else place_url(post["place_code"])
    return f"{page}#post-{post['post_id']}"


def basis_title(basis: pd.Series) -> str:
    """`《…条例》第二十六条`."""
    article = basis["article"] if isinstance(basis["article"], str) else ""
    return f"《{basis['document']}》{article}"


def tel(phone: str) -> str | None:
    """A link that dials, where the text is one number and nothing else."""
    return f"tel:{phone}" if _PHONE.fullmatch(phone) else None


def phone_link(phone: object) -> Link:
    """A number to dial, or 未公布."""
    return Link(phone, tel(phone)) if isinstance(phone, str) else Link(UNPUBLISHED)


def text_or_unpublished(value: object) -> str:
    """A cell's text; an empty cell is said to be unpublished."""
    return value if isinstance(value, str) else UNPUBLISHED


def text_fact(name: str, value: object) -> Fact:
    """A fact in words, or 未公布."""
    return Fact(name, text_or_unpublished(value))


def feed_url(page: str) -> str:
    """The Atom feed of a place's or an agency's page: `/feeds/places/990121100201.atom`."""
    return f"/feeds{page.rstrip('/')}.atom"


def subscription_fact(page: str) -> Fact:
    """Where a reader program finds what is new on a page."""
    rss = feed_url(page).replace(".atom", ".rss")
    return Fact("订阅更新", (Link("Atom", feed_url(page)), Link("RSS", rss)))


def complaint_facts(county: County) -> tuple[Fact, ...]:
    """Where anyone may turn, whatever the place: the county's line and the page on complaints."""
    phone = county.setting("supervision_phone") or None
    return (
        Fact("县监督电话", phone_link(phone)),
        Fact("有疑问", Link("怎样要求更正、怎样投诉", "/contact/")),
    )
