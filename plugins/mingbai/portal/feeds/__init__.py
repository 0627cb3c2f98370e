"""Disclosures -> feeds in three forms, a list of them all, and the page that offers them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, partial

from mingbai.model import HOME_CRUMB, Crumb, Download, Edition, Kind, Page
from mingbai.page import FileLink
from mingbai.portal.feeds import written
from mingbai.portal.feeds.channels import Channel, channels
from mingbai.portal.feeds.views import FeedGroup, FeedLine, FeedsView
from mingbai.portal.feeds.written import OPML_URL

__all__ = ["downloads", "pages"]


def downloads(kinds: Sequence[Kind], edition: Edition) -> Iterator[Download]:
    """Atom, RSS and JSON Feed of every channel, and the OPML of them; bytes made when asked for."""
    site = written.site(edition)
    found = channels(kinds, edition)
    for channel in found:
        made = cache(partial(written.generator, channel, site))
        yield Download(channel.atom, partial(written.atom, channel, site, made))
        yield Download(channel.rss, partial(written.rss, channel, site, made))
        yield Download(channel.json, partial(written.json_feed, channel, site))
    yield Download(OPML_URL, partial(written.opml, found, site))


def pages(kinds: Sequence[Kind], edition: Edition) -> Iterator[Page]:
    """`/feeds/`: every feed but those of village groups, which stand on their own pages."""
    found = channels(kinds, edition)
    octets = len(written.opml(found, written.site(edition)))
    view = FeedsView(FileLink("全部订阅的清单（OPML）", OPML_URL, octets), _groups(found))
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


def _groups(found: Sequence[Channel]) -> tuple[FeedGroup, ...]:
    """Channels by their headings, in order."""
    titles = dict.fromkeys(c.group for c in found if c.is_listed)
    return tuple(
        FeedGroup(title, tuple(_line(c) for c in found if c.group == title and c.is_listed))
        for title in titles
    )


def _line(channel: Channel) -> FeedLine:
    return FeedLine(channel.name, channel.atom, channel.rss, channel.json, channel.page)
