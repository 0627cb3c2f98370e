"""Disclosures -> feeds in three forms, a list of them all, and the page that offers them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial

from mingbai.model import HOME_CRUMB, Crumb, Download, Edition, Kind, Page
from mingbai.page import FeedLine, FileLink
from mingbai.portal.feeds import feed_formats
from mingbai.portal.feeds.channels import Channel, channels
from mingbai.portal.feeds.feed_formats import OPML_URL

__all__ = ["downloads", "pages"]


@dataclass(frozen=True, slots=True)
class FeedGroup:
    """Feeds of one sort: everything, by kind, by township, by agency."""

    title: str
    lines: tuple[FeedLine, ...]


@dataclass(frozen=True, slots=True)
class FeedsView:
    """feeds.html. opml: the list of all feeds for a reader program."""

    opml: FileLink
    groups: tuple[FeedGroup, ...]


def downloads(kinds: Sequence[Kind], edition: Edition) -> Iterator[Download]:
    """Atom, RSS and JSON Feed of every channel, and the OPML list; bytes are made on demand."""
    portal = feed_formats.feed_portal(edition)
    all_channels = channels(kinds, edition)
    for channel in all_channels:
        make_feed = cache(partial(feed_formats.generator, channel, portal))
        yield Download(channel.atom, partial(feed_formats.atom, channel, portal, make_feed))
        yield Download(channel.rss, partial(feed_formats.rss, channel, portal, make_feed))
        yield Download(channel.json, partial(feed_formats.json_feed, channel, portal))
    yield Download(OPML_URL, partial(feed_formats.opml, all_channels, portal))


def pages(kinds: Sequence[Kind], edition: Edition) -> Iterator[Page]:
    """`/feeds/`: every feed except those of village groups, which are linked on their own pages."""
    all_channels = channels(kinds, edition)
    octets = len(feed_formats.opml(all_channels, feed_formats.feed_portal(edition)))
    view = FeedsView(FileLink("全部订阅的清单（OPML）", OPML_URL, octets), _groups(all_channels))
    crumbs = (HOME_CRUMB, Crumb("订阅"))
    lead = "按全县、类别、单位、地方订阅公开动态，不用登记。"
    yield Page(
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
        FeedGroup(title, tuple(_line(c) for c in all_channels if c.group == title and c.is_listed))
        for title in titles
    )


def _line(channel: Channel) -> FeedLine:
    return FeedLine(channel.name, channel.atom, channel.rss, channel.json, channel.page)
