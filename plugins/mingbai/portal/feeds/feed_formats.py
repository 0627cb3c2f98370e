"""Channel and page -> Atom, RSS and JSON Feed; channels -> OPML. All dates come from the data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from mingbai.portal.feeds.about import FeedPortal, clean
from mingbai.portal.feeds.archives import FeedPage, newest
from mingbai.portal.feeds.channels import Channel
from mingbai.portal.feeds.entries import EntryTexts

OPML_URL = "/feeds/feeds.opml"
# RFC 4151 wants a day on which the domain was ours. It is part of every id and may never change.
_TAG_DATE = "2026-01-01"
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TYPES = {"atom": "application/atom+xml", "rss": "application/rss+xml"}
_ATOM_NAMESPACE = "http://www.w3.org/2005/Atom"
_HISTORY_NAMESPACE = "http://purl.org/syndication/history/1.0"  # RFC 5005


class _History(BaseExtension):  # type: ignore[misc]  # feedgen ships no types
    """What feedgen has no words for: in Atom the mark of an archive (RFC 5005), in RSS a link.

    links: (rel, absolute address, media type). Atom has its own.
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
        """The links, inside the channel."""
        channel = root[0]
        for rel, href, type_ in self.links:
            name = f"{{{_ATOM_NAMESPACE}}}link"
            etree.SubElement(channel, name, href=href, rel=rel, type=type_)
        return root


def origin(
    channel: Channel, page: FeedPage, portal: FeedPortal, entries: EntryTexts
) -> tuple[object, ...]:
    """All that a document is written from, its form apart.

    Of a channel what is said of it as a whole; the day of the portal is that of an empty one.
    """
    portal = replace(portal, updated=page.items[0].updated) if page.items else portal
    items = tuple(entries.digest(item) for item in page.items)
    return channel.key, channel.title, channel.page, replace(page, items=()), items, portal


def atom(channel: Channel, page: FeedPage, portal: FeedPortal, entries: EntryTexts) -> bytes:
    """Atom 1.0, with the links of RFC 5005."""
    feed = _shell(channel, page, portal)
    links = (*_page_links(channel, page, portal), *_self_links(channel, page, portal, "atom"))
    feed.link([_link(*link) for link in links], replace=True)
    body: bytes = feed.atom_str(pretty=True)
    return _filled(body, b"</feed>", [entries.atom(item) for item in page.items])


def rss(channel: Channel, page: FeedPage, portal: FeedPortal, entries: EntryTexts) -> bytes:
    """RSS 2.0 of the newest entries; guids are no addresses.

    It has an atom:link to itself and one to the Atom feed, where all that is older begins.
    """
    feed = _shell(channel, page, portal)
    atom_url = portal.absolute(channel.url("", "atom"))
    feed.history.links = (("alternate", atom_url, _TYPES["atom"]),)
    feed.link([_link(*link) for link in _self_links(channel, page, portal, "rss")], replace=True)
    body: bytes = feed.rss_str(pretty=True)
    return _filled(body, b"  </channel>", [entries.rss(item) for item in newest(page.items)])


def _shell(channel: Channel, page: FeedPage, portal: FeedPortal) -> FeedGenerator:
    """One document without its entries, as feedgen's object; its addresses are not yet set."""
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
    return feed


def _filled(shell: bytes, closing: bytes, entries: Sequence[str]) -> bytes:
    """A document with its entries before the tag that closes their parent."""
    head, tag, tail = shell.rpartition(closing)
    return b"".join((head, "".join(entries).encode(), tag, tail))


def json_feed(channel: Channel, page: FeedPage, portal: FeedPortal, entries: EntryTexts) -> bytes:
    """JSON Feed 1.1 of the newest entries; all that is older stands in the Atom feed."""
    document: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": clean(channel.title),
        "home_page_url": portal.absolute(channel.page),
        "feed_url": portal.absolute(channel.url(page.name, "json")),
    }
    document["language"] = "zh-CN"
    document["authors"] = [{"name": clean(portal.organiser)}]
    head = json.dumps({**document, "items": []}, ensure_ascii=False, allow_nan=False)
    items = ", ".join(entries.json(item) for item in newest(page.items))
    return f"{head.removesuffix(']}')}{items}]}}\n".encode()


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
    channel: Channel, page: FeedPage, portal: FeedPortal
) -> Iterator[tuple[str, str, str]]:
    """The links of RFC 5005: (rel, absolute address, media type). Archives are Atom alone."""
    pages = {"prev-archive": page.older, "next-archive": page.newer}
    if page.name:
        pages["current"] = ""
    for rel, name in pages.items():
        if name is not None:
            yield rel, portal.absolute(channel.url(name, "atom")), _TYPES["atom"]


def _self_links(
    channel: Channel, page: FeedPage, portal: FeedPortal, form: str
) -> Iterator[tuple[str, str, str]]:
    """The document itself and its page; feedgen takes the last for the channel's link in RSS."""
    yield "self", portal.absolute(channel.url(page.name, form)), _TYPES[form]
    yield "alternate", portal.absolute(channel.page), "text/html"


def _link(rel: str, href: str, type_: str) -> dict[str, str]:
    return {"href": href, "rel": rel, "type": type_}
