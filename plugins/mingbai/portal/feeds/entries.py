"""FeedItems -> the texts of their entries in Atom, RSS and JSON Feed, each written once.

An entry stands in the feeds of all, of its kind, its agency and every place above it, word for
word the same.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from datetime import datetime
from email.utils import format_datetime

from mingbai.fingerprints import words
from mingbai.portal.feeds.about import FeedPortal, clean
from mingbai.portal.feeds.feed_items import FeedItem

_Write = Callable[[FeedItem, FeedPortal], str]


class EntryTexts:
    """The entries of a portal in three forms, as the documents of its feeds hold them."""

    def __init__(self, portal: FeedPortal) -> None:
        self._portal = portal
        self._known: dict[tuple[_Write, str, datetime, datetime], str] = {}
        self._digests: dict[tuple[str, datetime, datetime], str] = {}

    def atom(self, item: FeedItem) -> str:
        """An `entry`, a line of its feed."""
        return self._text(_atom, item)

    def rss(self, item: FeedItem) -> str:
        """An `item`, a line of its channel."""
        return self._text(_rss, item)

    def json(self, item: FeedItem) -> str:
        """An object."""
        return self._text(_json, item)

    def digest(self, item: FeedItem) -> str:
        """Sha256 over all that an entry says, in whatever form."""
        key = (item.id, item.published, item.updated)
        if key not in self._digests:
            self._digests[key] = words(repr(item))
        return self._digests[key]

    def _text(self, write: _Write, item: FeedItem) -> str:
        key = (write, item.id, item.published, item.updated)
        if key not in self._known:
            self._known[key] = write(item, self._portal)
        return self._known[key]


def _atom(item: FeedItem, portal: FeedPortal) -> str:
    content = f'<content type="html">{_parts(item, portal)}</content>' if item.parts else ""
    return (
        f"<entry><id>{portal.tag(item.id)}</id>"
        f"<title>{_escaped(item.title)}</title>"
        f"<updated>{item.updated.isoformat()}</updated>"
        f"<author><name>{_escaped(item.author)}</name></author>"
        f"{content}"
        f'<link href="{portal.absolute(item.url)}"/>'
        f'<summary type="html">{_summary(item)}</summary>'
        f"<published>{item.published.isoformat()}</published></entry>\n"
    )


def _rss(item: FeedItem, portal: FeedPortal) -> str:
    content = f"<content:encoded>{_parts(item, portal)}</content:encoded>"
    return (
        f"<item><title>{_escaped(item.title)}</title>"
        f"<link>{portal.absolute(item.url)}</link>"
        f"<description>{_summary(item)}</description>"
        f"{content if item.parts else ''}"
        f'<guid isPermaLink="false">{portal.tag(item.id)}</guid>'
        f"<pubDate>{format_datetime(item.published)}</pubDate></item>\n"
    )


def _json(item: FeedItem, portal: FeedPortal) -> str:
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
    return json.dumps(document, ensure_ascii=False, allow_nan=False)


def _summary(item: FeedItem) -> str:
    """Escaped as HTML, because RSS readers take it for HTML, and again as XML; Atom declares it."""
    return _escaped(html.escape(clean(item.summary)))


def _parts(item: FeedItem, portal: FeedPortal) -> str:
    return _escaped(_list_of_parts(item, portal))


def _list_of_parts(item: FeedItem, portal: FeedPortal) -> str:
    """The disclosures of a batch as an HTML list: title with its link, and the sentence."""
    lines = (
        f'<li><a href="{html.escape(portal.absolute(part.url))}">'
        f"{html.escape(clean(part.title))}</a>：{html.escape(clean(part.summary))}</li>"
        for part in item.parts
    )
    return f"<ul>{''.join(lines)}</ul>"


def _escaped(text: str) -> str:
    """Text as XML holds it; a carriage return would come back as a line feed."""
    return html.escape(clean(text), quote=False).replace("\r", "&#13;")
