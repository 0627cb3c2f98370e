"""Items of a channel -> its documents: the newest entries, and archives closed by day (RFC 5005).

Days are put on pages from the oldest on. A page that holds PAGE entries ends with its day: the
next day begins a new page, and the old one is closed. So a day is never split, and what is
published later changes no closed page. A page is called by its first day, which never changes.

Archives are written in one form, Atom: three forms of all that was ever published are a quarter of
a site. RSS and JSON have the newest alone (`newest`), and lead to the Atom feed.

The last page is open: days are still added to it. It has an address of its own (without
`fh:archive`) as soon as there are closed pages, because the last of these names it as the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from mingbai.portal.feeds.feed_items import FeedItem

PAGE = 100  # entries after which a page is closed; with its last day it may hold more
NEWEST = 50  # entries that a subscription document holds at least, if there are so many
FEWEST = 20  # the same in RSS and JSON


@dataclass(frozen=True, slots=True)
class FeedPage:
    """One document of a channel. name: the first day (`2026-04-13`), "" for what is subscribed to.

    items: newest first. is_closed: whether it is an archive. older, newer: names of pages.
    """

    name: str
    items: tuple[FeedItem, ...]
    is_closed: bool = False
    older: str | None = None
    newer: str | None = None


def feed_pages(items: Sequence[FeedItem]) -> tuple[FeedPage, ...]:
    """The document to subscribe to, then the archives from the newest to the oldest.

    items: newest first. The document holds the open page and whole days before it until it has
    NEWEST entries: readers that know no archives get at least these.
    """
    days = _days(items)
    pages = list(_pages(days))
    names = [page[-1].day.isoformat() for page in pages]
    archives = tuple(
        FeedPage(
            name=names[i],
            items=page,
            is_closed=i < len(pages) - 1,
            older=names[i - 1] if i else None,
            newer=names[i + 1] if i < len(pages) - 1 else None,
        )
        for i, page in enumerate(pages)
    )
    if len(archives) < 2:
        return (FeedPage("", tuple(items)),)
    subscribed = _newest(days, max(NEWEST, len(pages[-1])))
    return (FeedPage("", subscribed, older=names[-2]), *reversed(archives))


def newest(items: Sequence[FeedItem]) -> tuple[FeedItem, ...]:
    """The newest whole days until there are FEWEST entries, of items newest first."""
    return _newest(_days(items), FEWEST)


def _days(items: Sequence[FeedItem]) -> list[tuple[FeedItem, ...]]:
    return [tuple(group) for _, group in groupby(items, key=lambda item: item.day)]


def _pages(days: Sequence[tuple[FeedItem, ...]]) -> Iterator[tuple[FeedItem, ...]]:
    """Pages from the oldest on, each newest first. days: newest first."""
    page: tuple[FeedItem, ...] = ()
    for day in reversed(days):
        if len(page) >= PAGE:
            yield page
            page = ()
        page = (*day, *page)
    if page:
        yield page


def _newest(days: Sequence[tuple[FeedItem, ...]], least: int) -> tuple[FeedItem, ...]:
    found: tuple[FeedItem, ...] = ()
    for day in days:
        if len(found) >= least:
            break
        found += day
    return found
