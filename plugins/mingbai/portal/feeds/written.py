"""Channel -> Atom, RSS and JSON Feed; channels -> OPML. Dates are the data's, never the clock's."""

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
class Site:
    """What every feed says of its portal. root: absolute, without a slash at its end."""

    root: str
    host: str
    name: str
    organiser: str
    updated: date
    agencies: dict[str, str]

    def absolute(self, url: str) -> str:
        """A rooted address as the whole world knows it."""
        return self.root + quote(url, safe="/#%")

    def tag(self, id_: str) -> str:
        """An id that stays when addresses change (RFC 4151)."""
        return f"tag:{self.host},{_TAG_DATE}:{quote(id_, safe='/')}"


def site(edition: Edition) -> Site:
    """From the registry's `site_url` and `organiser`; the newest publication dates empty feeds."""
    county = edition.county
    root = county.setting("site_url").rstrip("/")
    host = urlsplit(root).hostname
    if not host:
        raise ValueError("site_url has no host")
    newest = edition.disclosures[0].published if edition.disclosures else county.as_of
    agencies = {str(slug): str(name) for slug, name in county.agencies["name"].items()}
    return Site(
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


def generator(channel: Channel, site: Site) -> FeedGenerator:
    """A channel as feedgen holds it, for Atom and RSS alike; its own address is still missing."""
    feed = FeedGenerator()
    feed.id(site.tag(f"feeds/{channel.key}"))
    feed.title(clean(channel.title))
    feed.description(clean(f"{channel.title}，由{site.organiser}公开。"))
    feed.author({"name": clean(site.organiser)})
    feed.language("zh-CN")
    feed.generator("Mingbai")
    updated = _midnight(_updated(channel, site))
    feed.updated(updated)
    feed.lastBuildDate(updated)
    for disclosure in channel.disclosures:
        feed.add_entry(_entry(disclosure, site), order="append")
    return feed


def atom(channel: Channel, site: Site, made: Callable[[], FeedGenerator]) -> bytes:
    """Atom 1.0."""
    feed = made()
    _address(feed, site, channel.page, channel.atom, _ATOM)
    body: bytes = feed.atom_str(pretty=True)
    return body


def rss(channel: Channel, site: Site, made: Callable[[], FeedGenerator]) -> bytes:
    """RSS 2.0 with an atom:link to itself; guids are no addresses."""
    feed = made()
    _address(feed, site, channel.page, channel.rss, _RSS)
    body: bytes = feed.rss_str(pretty=True)
    return body


def json_feed(channel: Channel, site: Site) -> bytes:
    """JSON Feed 1.1."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": clean(channel.title),
        "home_page_url": site.absolute(channel.page),
        "feed_url": site.absolute(channel.json),
        "language": "zh-CN",
        "authors": [{"name": clean(site.organiser)}],
        "items": [_item(disclosure, site) for disclosure in channel.disclosures],
    }
    return json.dumps(document, ensure_ascii=False, allow_nan=False).encode() + b"\n"


def opml(found: Sequence[Channel], site: Site) -> bytes:
    """All channels by their headings, for a reader program to import."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = clean(f"{site.name}：全部订阅")
    body = etree.SubElement(root, "body")
    groups = {
        group: etree.SubElement(body, "outline", text=group)
        for group in dict.fromkeys(channel.group for channel in found)
    }
    for channel in found:
        etree.SubElement(
            groups[channel.group],
            "outline",
            text=clean(channel.name),
            type="rss",
            title=clean(channel.title),
            xmlUrl=site.absolute(channel.atom),
            htmlUrl=site.absolute(channel.page),
        )
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return written


def _updated(channel: Channel, site: Site) -> date:
    return channel.disclosures[0].published if channel.disclosures else site.updated


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=_CHINA)


def _address(feed: FeedGenerator, site: Site, page: str, own: str, form: str) -> None:
    links = [  # the last one becomes the channel's link in RSS
        {"href": site.absolute(own), "rel": "self", "type": form},
        {"href": site.absolute(page), "rel": "alternate", "type": "text/html"},
    ]
    feed.link(links, replace=True)


def _entry(disclosure: Disclosure, site: Site) -> FeedEntry:
    """RSS takes a description for HTML: text is escaped, and Atom told that it is."""
    published = _midnight(disclosure.published)
    entry = FeedEntry()
    entry.id(site.tag(disclosure.id))
    entry.title(clean(disclosure.title))
    entry.link(href=site.absolute(disclosure.url))
    entry.summary(html.escape(clean(disclosure.summary)), type="html")
    entry.published(published)
    entry.updated(published)
    entry.author({"name": clean(_publisher(disclosure, site))})
    return entry


def _item(disclosure: Disclosure, site: Site) -> dict[str, object]:
    return {
        "id": site.tag(disclosure.id),
        "url": site.absolute(disclosure.url),
        "title": clean(disclosure.title),
        "content_text": clean(disclosure.summary),
        "date_published": _midnight(disclosure.published).isoformat(),
        "authors": [{"name": clean(_publisher(disclosure, site))}],
    }


def _publisher(disclosure: Disclosure, site: Site) -> str:
    return site.agencies[disclosure.package.publisher]
