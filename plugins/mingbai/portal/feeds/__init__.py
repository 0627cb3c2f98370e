"""Disclosures and notices -> feeds in three forms with archives, and the page that offers them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from mingbai.model import HOME_CRUMB, Crumb, Download, Edition, Kind, Page
from mingbai.page import FeedLine, FileLink
from mingbai.portal.feeds import feed_formats
from mingbai.portal.feeds.about import feed_portal
from mingbai.portal.feeds.archives import FEWEST, NEWEST
from mingbai.portal.feeds.channels import (
    ALL,
    BY_AGENCY,
    BY_CLOCK,
    BY_CORRECTION,
    BY_KIND,
    BY_PLACE,
    Channel,
    channels,
    of_kind,
)
from mingbai.portal.feeds.entries import EntryTexts
from mingbai.portal.feeds.feed_formats import OPML_URL
from mingbai.portal.feeds.feed_items import FeedItem
from mingbai.portal.prose import Prose

__all__ = ["FeedItem", "channels", "downloads", "make", "pages"]

_FORMS = (("atom", feed_formats.atom), ("rss", feed_formats.rss), ("json", feed_formats.json_feed))
_NOTES = {
    ALL: "“全部公开”里有每一项公开、通知公告和开放数据；通知公告、对不上的另有订阅。",
    BY_CLOCK: "到期没有公开、没有答复的，第二天进入这里；后来补上，再有一条。各村的在村的页面上。",
    BY_CORRECTION: "公开以后更正的，一处一条：原来是什么，改成什么，为什么。各村的在村的页面上。",
    BY_KIND: "一类公开一个订阅。同一单位同一天公开两项以上的，合成一条，里面逐项列出。",
    BY_AGENCY: "一个单位公开的、由它负责的，都在它的订阅里；它发的通知公告也在。",
    BY_PLACE: "一个地方和它下面各村、各组的公开，一项一条，不合并。",
}


@dataclass(frozen=True, slots=True)
class FeedGroup:
    """Feeds of one sort: everything, by kind, by agency, by place. note: what is in them."""

    title: str
    lines: tuple[FeedLine, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class FeedsView:
    """feeds.html. opml: the list of all feeds for a reader program.

    newest: how many entries a feed holds at least before older ones are only in archives; fewest:
    the same in RSS and JSON.
    """

    opml: FileLink
    groups: tuple[FeedGroup, ...]
    newest: int = NEWEST
    fewest: int = FEWEST


def make(
    kinds: Sequence[Kind], edition: Edition, notices: Sequence[Prose]
) -> Iterator[Page | Download]:
    """`/feeds/` and every feed, of channels that are found once. notices: as in `downloads`."""
    all_channels = channels(kinds, edition, notices)
    empty = {key for kind in kinds if not edition.has(kind.name) for key in of_kind(kind)}
    yield _page([c for c in all_channels if c.key not in empty], edition)
    yield from _files(all_channels, edition)


def downloads(
    kinds: Sequence[Kind], edition: Edition, notices: Sequence[Prose]
) -> Iterator[Download]:
    """Every channel in three forms, its archives in Atom, the OPML list; bytes made on demand.

    notices: those that the portal publishes.
    """
    return _files(channels(kinds, edition, notices), edition)


def pages(kinds: Sequence[Kind], edition: Edition) -> Iterator[Page]:
    """`/feeds/`: every feed except those of village groups, which are linked on their own pages."""
    yield _page(channels(kinds, edition, ()), edition)


def _files(all_channels: Sequence[Channel], edition: Edition) -> Iterator[Download]:
    portal = feed_portal(edition)
    entries = EntryTexts(portal)
    for channel in all_channels:
        for page in channel.pages:
            forms = _FORMS if page.name == "" else _FORMS[:1]
            origin = feed_formats.origin(channel, page, portal, entries)
            for form, write in forms:
                body = partial(write, channel, page, portal, entries)
                yield Download(channel.url(page.name, form), body, made_from=(form, *origin))
    yield Download(OPML_URL, partial(feed_formats.opml, all_channels, portal))


def _page(all_channels: Sequence[Channel], edition: Edition) -> Page:
    octets = len(feed_formats.opml(all_channels, feed_portal(edition)))
    view = FeedsView(FileLink("全部订阅的清单（OPML）", OPML_URL, octets), _groups(all_channels))
    crumbs = (HOME_CRUMB, Crumb("订阅"))
    lead = "按全县、类别、单位、地方订阅公开动态，不用登记。"
    return Page(
        url="/feeds/",
        template="feeds.html",
        title="订阅",
        view=view,
        description=lead,
        crumbs=crumbs,
        feed="/feeds/all.atom",
    )


def _groups(all_channels: Sequence[Channel]) -> tuple[FeedGroup, ...]:
    """Channels by their headings, in order."""
    titles = dict.fromkeys(c.group for c in all_channels if c.is_listed)
    return tuple(
        FeedGroup(
            title=title,
            lines=tuple(_line(c) for c in all_channels if c.group == title and c.is_listed),
            note=_NOTES[title],
        )
        for title in titles
    )


def _line(channel: Channel) -> FeedLine:
    return FeedLine(
        title=channel.name,
        atom=channel.url("", "atom"),
        rss=channel.url("", "rss"),
        json=channel.url("", "json"),
        page=channel.page,
    )
