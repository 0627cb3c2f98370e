"""The main navigation: a door for each part of a reader's life, with the kinds behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mingbai.model import HOME_CRUMB, Crumb, Edition, Kind, Page
from mingbai.page import Link, NewsItem
from mingbai.portal.news import items

# Door -> its page's address and the sentence on it. The order is the navigation.
DOORS = {
    "办事": ("/services/", "要办什么事、几天办好、收不收费、办得怎样，都在这里。"),
    "村账": ("/books/", "村里、组里的钱和家当：每月逐笔的账、资产、资源、合同。"),
    "村务": ("/village/", "村里的事：决定、工程、补助、党务。"),
    "监督": ("/oversight/", "评议、投诉、问责、督查、检查、绩效：干得好不好，谁来管。"),
    "政策": ("/policy/", "现行和废止的文件，县里承诺公开什么。"),
}
FIXED = (Link("数据", "/data/"), Link("核对", "/rules/"), Link("关于", "/about/"))


@dataclass(frozen=True)
class DoorView:
    """door.html: what is behind the door, and what was published there lately."""

    lead: str
    kinds: tuple[Link, ...]
    news: tuple[NewsItem, ...]


def behind(door: str, kinds: Sequence[Kind]) -> tuple[Kind, ...]:
    """The kinds of a door, in their order."""
    return tuple(kind for kind in kinds if kind.door == door)


def entrances(kinds: Sequence[Kind]) -> tuple[Link, ...]:
    """Doors that lead somewhere; one with a single kind leads straight to it.

    A kind behind a door that there is not would never be found: ValueError.
    """
    for kind in kinds:
        if kind.door not in DOORS and kind.door not in {link.text for link in FIXED}:
            raise ValueError(f"{kind.name}: there is no door {kind.door}, but {', '.join(DOORS)}")
    links = []
    for door, (url, lead) in DOORS.items():
        kinds_behind = behind(door, kinds)
        if kinds_behind:
            links.append(
                Link(door, url if len(kinds_behind) > 1 else f"/{kinds_behind[0].name}/", lead)
            )
    return tuple(links)


def navigation(kinds: Sequence[Kind]) -> tuple[Link, ...]:
    """The main navigation."""
    return (*entrances(kinds), *FIXED)


def door_pages(kinds: Sequence[Kind], edition: Edition) -> list[Page]:
    """A page for each door with more than one kind behind it."""
    pages = []
    for door, (url, lead) in DOORS.items():
        kinds_behind = behind(door, kinds)
        if len(kinds_behind) < 2:
            continue
        names = {kind.name for kind in kinds_behind}
        news = [d for d in edition.disclosures if d.package.kind in names][:12]
        view = DoorView(
            lead,
            tuple(Link(kind.title, f"/{kind.name}/", kind.summary) for kind in kinds_behind),
            items(news, edition.county),
        )
        crumbs = (HOME_CRUMB, Crumb(door))
        pages.append(
            Page(
                url=url,
                template="door.html",
                title=door,
                view=view,
                description=lead,
                crumbs=crumbs,
                section=door,
            )
        )
    return pages
