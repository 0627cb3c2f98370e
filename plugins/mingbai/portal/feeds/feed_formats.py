"""Channel and page -> Atom, RSS and JSON Feed; channels -> OPML. All dates come from the data."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlsplit

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from mingbai.model import Edition
from mingbai.portal.feeds.archives import FeedPage
from mingbai.portal.feeds.channels import Channel
from mingbai.portal.feeds.feed_items import FeedItem, midnight

OPML_URL = "/feeds/feeds.opml"
# RFC 4151 wants a day on which the domain was ours. It is part of every id and may never change.
_TAG_DATE = "2026-01-01"
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TYPES = {"atom": "application/atom+xml", "rss": "application/rss+xml"}
_ATOM_NAMESPACE = "http://www.w3.org/2005/Atom"
_HISTORY_NAMESPACE = "http://purl.org/syndication/history/1.0"  # RFC 5005


@dataclass(frozen=True)
class FeedPortal:
    """The properties of the portal in all feeds. root: absolute address, without final slash.

    path: the part of root after the host, "" for a portal that has a host for itself. updated: of
    feeds without entries.
    """

    root: str
    host: str
    path: str
    name: str
    organiser: str
    updated: datetime

    def absolute(self, url: str) -> str:
        """The absolute address of a rooted one."""
        return self.root + quote(url, safe="/#%")

    def tag(self, id_: str) -> str:
        """A tag URI (RFC 4151): an id that stays the same when addresses change.

        It holds the portal's path, ended by a colon: no id holds one, so that portals below one
        host share no id.
        """
        path = f"{self.path}:" if self.path else ""
        return f"tag:{self.host},{_TAG_DATE}:{path}{quote(id_, safe='/')}"


class _History(BaseExtension):  # type: ignore[misc]  # feedgen ships no types
    """RFC 5005 in feedgen's feeds: the mark of an archive, and in RSS the links between pages.

    links: (rel, absolute address, media type). Atom has them among its own links.
    """

    def __init__(self) -> None:
        self.is_archive = False
        self.links: tuple[tuple[str, str, str], ...] = ()

    def extend_ns(self) -> dict[str, str]:
        """The namespace, in every feed."""
        return {"fh": _HISTORY_NAMESPACE}

    def extend_atom(self, root: etree._Element) -> etree._Element:
        """The mark, before the entries."""
        if self.is_archive:
            etree.SubElement(root, f"{{{_HISTORY_NAMESPACE}}}archive")
        return root

    def extend_rss(self, root: etree._Element) -> etree._Element:
        """The mark and the links, inside the channel."""
        channel = root[0]
        self.extend_atom(channel)
        for rel, href, type_ in self.links:
            name = f"{{{_ATOM_NAMESPACE}}}link"
            etree.SubElement(channel, name, href=href, rel=rel, type=type_)
        return root


def feed_portal(edition: Edition) -> FeedPortal:
    """From the settings of the registry."""
    county = edition.county
    root = county.setting("site_url").rstrip("/")
    address = urlsplit(root)
    if not address.hostname:
        raise ValueError("site_url has no host")
    newest = edition.disclosures[0].published if edition.disclosures else county.as_of
    return FeedPortal(
        root=root,
        host=address.hostname,
        path=quote(address.path, safe="/%"),
        name=county.setting("portal_name"),
        organiser=county.setting("organiser"),
        updated=midnight(newest),
    )


def clean(text: str) -> str:
    """Without the characters that XML 1.0 forbids."""
    return _FORBIDDEN.sub("", text)


def generator(channel: Channel, page: FeedPage, portal: FeedPortal) -> FeedGenerator:
    """One document as feedgen's object, for Atom and RSS; its addresses are not yet set."""
    feed = FeedGenerator()
    feed.register_extension("history", _History)
    feed.history.is_archive = page.is_closed
    feed.id(portal.tag(f"feeds/{channel.key}"))
    feed.title(clean(channel.title))
    feed.description(clean(f"{channel.title}，由{portal.organiser}公开。"))
    feed.author({"name": clean(portal.organiser)})
    feed.language("zh-CN")
    feed.generator("Mingbai")
    updated = page.items[0].updated if page.items else portal.updated
    feed.updated(updated)
    feed.lastBuildDate(updated)
    for item in page.items:
        feed.add_entry(_entry(item, portal), order="append")
    return feed


def atom(
    channel: Channel, page: FeedPage, portal: FeedPortal, make_feed: Callable[[], FeedGenerator]
) -> bytes:
    """Atom 1.0, with the links of RFC 5005."""
    feed = make_feed()
    links = (
        *_page_links(channel, page, portal, "atom"),
        *_self_links(channel, page, portal, "atom"),
    )
    feed.link([_link(*link) for link in links], replace=True)
    body: bytes = feed.atom_str(pretty=True)
    return body


def rss(
    channel: Channel, page: FeedPage, portal: FeedPortal, make_feed: Callable[[], FeedGenerator]
) -> bytes:
    """RSS 2.0 with an atom:link to itself and those of RFC 5005; guids are no addresses."""
    feed = make_feed()
    feed.history.links = tuple(_page_links(channel, page, portal, "rss"))
    feed.link([_link(*link) for link in _self_links(channel, page, portal, "rss")], replace=True)
    body: bytes = feed.rss_str(pretty=True)
    return body


def json_feed(channel: Channel, page: FeedPage, portal: FeedPortal) -> bytes:
    """JSON Feed 1.1; `next_url` leads to the older page."""
    document: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": clean(channel.title),
        "home_page_url": portal.absolute(channel.page),
        "feed_url": portal.absolute(channel.url(page.name, "json")),
    }
    if page.older is not None:
        document["next_url"] = portal.absolute(channel.url(page.older, "json"))
    document["language"] = "zh-CN"
    document["authors"] = [{"name": clean(portal.organiser)}]
    document["items"] = [_json_item(item, portal) for item in page.items]
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
            xmlUrl=portal.absolute(channel.url("", "atom")),
            htmlUrl=portal.absolute(channel.page),
        )
    document: bytes = etree.tostring(
        root, encoding="UTF-8", xml_declaration=True, pretty_print=True
    )
    return document


def _page_links(
    channel: Channel, page: FeedPage, portal: FeedPortal, form: str
) -> Iterator[tuple[str, str, str]]:
    """The links between the documents of a channel: (rel, absolute address, media type)."""
    pages = {"prev-archive": page.older, "next-archive": page.newer}
    if page.name:
        pages["current"] = ""
    for rel, name in pages.items():
        if name is not None:
            yield rel, portal.absolute(channel.url(name, form)), _TYPES[form]


def _self_links(
    channel: Channel, page: FeedPage, portal: FeedPortal, form: str
) -> Iterator[tuple[str, str, str]]:
    """The document itself and its page; feedgen takes the last for the channel's link in RSS."""
    yield "self", portal.absolute(channel.url(page.name, form)), _TYPES[form]
    yield "alternate", portal.absolute(channel.page), "text/html"


def _link(rel: str, href: str, type_: str) -> dict[str, str]:
    return {"href": href, "rel": rel, "type": type_}


def _entry(item: FeedItem, portal: FeedPortal) -> FeedEntry:
    """The summary is escaped as HTML, because RSS readers take it for HTML; Atom declares it."""
    entry = FeedEntry()
    entry.id(portal.tag(item.id))
    entry.title(clean(item.title))
    entry.link(href=portal.absolute(item.url))
    entry.summary(html.escape(clean(item.summary)), type="html")
    if item.parts:
        entry.content(_list_of_parts(item, portal), type="html")
    entry.published(item.published)
    entry.updated(item.updated)
    entry.author({"name": clean(item.author)})
    return entry


def _json_item(item: FeedItem, portal: FeedPortal) -> dict[str, object]:
    document: dict[str, object] = {
        "id": portal.tag(item.id),
        "url": portal.absolute(item.url),
        "title": clean(item.title),
    }
    if item.parts:
        document["summary"] = clean(item.summary)
        document["content_html"] = _list_of_parts(item, portal)
    else:
        document["content_text"] = clean(item.summary)
    document["date_published"] = item.published.isoformat()
    if item.updated != item.published:
        document["date_modified"] = item.updated.isoformat()
    document["authors"] = [{"name": clean(item.author)}]
    return document


def _list_of_parts(item: FeedItem, portal: FeedPortal) -> str:
    """The disclosures of a batch as an HTML list: title with its link, and the sentence."""
    lines = (
        f'<li><a href="{html.escape(portal.absolute(part.url))}">'
        f"{html.escape(clean(part.title))}</a>：{html.escape(clean(part.summary))}</li>"
        for part in item.parts
    )
    return f"<ul>{''.join(lines)}</ul>"
