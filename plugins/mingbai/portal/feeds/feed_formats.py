"""Channel -> Atom, RSS and JSON Feed; channels -> OPML. All dates come from the data."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from urllib.parse import quote, urlsplit

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml import etree

from mingbai.model import Disclosure, Edition
from mingbai.portal.feeds.channels import Channel

OPML_URL = "/feeds/feeds.opml"
_CHINA = timezone(timedelta(hours=8))
# RFC 4151 wants a day on which the domain was ours. It is part of every id and may never change.
_TAG_DATE = "2026-01-01"
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ATOM, _RSS = "application/atom+xml", "application/rss+xml"


@dataclass(frozen=True)
class FeedPortal:
    """The properties of the portal in all feeds. root: absolute address, without final slash."""

    root: str
    host: str
    name: str
    organiser: str
    updated: date
    agencies: dict[str, str]

    def absolute(self, url: str) -> str:
        """The absolute address of a rooted one."""
        return self.root + quote(url, safe="/#%")

    def tag(self, id_: str) -> str:
        """A tag URI (RFC 4151): an id that stays the same when addresses change."""
        return f"tag:{self.host},{_TAG_DATE}:{quote(id_, safe='/')}"


def feed_portal(edition: Edition) -> FeedPortal:
    """From the settings of the registry. updated: of feeds without entries."""
    county = edition.county
    root = county.setting("site_url").rstrip("/")
    host = urlsplit(root).hostname
    if not host:
        raise ValueError("site_url has no host")
    newest = edition.disclosures[0].published if edition.disclosures else county.as_of
    agencies = {str(slug): str(name) for slug, name in county.agencies["name"].items()}
    return FeedPortal(
        root=root,
        host=host,
        name=county.setting("portal_name"),
        organiser=county.setting("organiser"),
        updated=newest,
        agencies=agencies,
    )


def clean(text: str) -> str:
    """Without the characters that XML 1.0 forbids."""
    return _FORBIDDEN.sub("", text)


def generator(channel: Channel, portal: FeedPortal) -> FeedGenerator:
    """A channel as feedgen's object, for Atom and RSS; the address of the feed is not yet set."""
    feed = FeedGenerator()
    feed.id(portal.tag(f"feeds/{channel.key}"))
    feed.title(clean(channel.title))
    feed.description(clean(f"{channel.title}，由{portal.organiser}公开。"))
    feed.author({"name": clean(portal.organiser)})
    feed.language("zh-CN")
    feed.generator("Mingbai")
    updated = _midnight(_updated(channel, portal))
    feed.updated(updated)
    feed.lastBuildDate(updated)
    for disclosure in channel.disclosures:
        feed.add_entry(_entry(disclosure, portal), order="append")
    return feed


def atom(channel: Channel, portal: FeedPortal, make_feed: Callable[[], FeedGenerator]) -> bytes:
    """Atom 1.0."""
    feed = make_feed()
    _address(feed, portal, channel.page, channel.atom, _ATOM)
    body: bytes = feed.atom_str(pretty=True)
    return body


def rss(channel: Channel, portal: FeedPortal, make_feed: Callable[[], FeedGenerator]) -> bytes:
    """RSS 2.0 with an atom:link to itself; guids are no addresses."""
    feed = make_feed()
    _address(feed, portal, channel.page, channel.rss, _RSS)
    body: bytes = feed.rss_str(pretty=True)
    return body


def json_feed(channel: Channel, portal: FeedPortal) -> bytes:
    """JSON Feed 1.1."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": clean(channel.title),
        "home_page_url": portal.absolute(channel.page),
        "feed_url": portal.absolute(channel.json),
        "language": "zh-CN",
        "authors": [{"name": clean(portal.organiser)}],
        "items": [_item(disclosure, portal) for disclosure in channel.disclosures],
    }
    return json.dumps(document, ensure_ascii=False, allow_nan=False).encode() + b"\n"


def opml(channels: Sequence[Channel], portal: FeedPortal) -> bytes:
    """The list of all channels by group, for feed readers to import."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = clean(f"{portal.name}：全部订阅")
    body = etree.SubElement(root, "body")
    groups = {
        group: etree.SubElement(body, "outline", text=group)
        for group in dict.fromkeys(channel.group for channel in channels)
    }
    for channel in channels:
        etree.SubElement(
            groups[channel.group],
            "outline",
            text=clean(channel.name),
            type="rss",
            title=clean(channel.title),
            xmlUrl=portal.absolute(channel.atom),
            htmlUrl=portal.absolute(channel.page),
        )
    document: bytes = etree.tostring(
        root, encoding="UTF-8", xml_declaration=True, pretty_print=True
    )
    return document


def _updated(channel: Channel, portal: FeedPortal) -> date:
    return channel.disclosures[0].published if channel.disclosures else portal.updated


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=_CHINA)


def _address(feed: FeedGenerator, portal: FeedPortal, page: str, feed_url: str, form: str) -> None:
    links = [  # the last one becomes the channel's link in RSS
        {"href": portal.absolute(feed_url), "rel": "self", "type": form},
        {"href": portal.absolute(page), "rel": "alternate", "type": "text/html"},
    ]
    feed.link(links, replace=True)


def _entry(disclosure: Disclosure, portal: FeedPortal) -> FeedEntry:
    """The summary is escaped as HTML, because RSS readers take it for HTML; Atom declares it."""
    published = _midnight(disclosure.published)
    entry = FeedEntry()
    entry.id(portal.tag(disclosure.id))
    entry.title(clean(disclosure.title))
    entry.link(href=portal.absolute(disclosure.url))
    entry.summary(html.escape(clean(disclosure.summary)), type="html")
    entry.published(published)
    entry.updated(published)
    entry.author({"name": clean(_publisher(disclosure, portal))})
    return entry


def _item(disclosure: Disclosure, portal: FeedPortal) -> dict[str, object]:
    return {
        "id": portal.tag(disclosure.id),
        "url": portal.absolute(disclosure.url),
        "title": clean(disclosure.title),
        "content_text": clean(disclosure.summary),
        "date_published": _midnight(disclosure.published).isoformat(),
        "authors": [{"name": clean(_publisher(disclosure, portal))}],
    }


def _publisher(disclosure: Disclosure, portal: FeedPortal) -> str:
    return portal.agencies[disclosure.package.publisher]
