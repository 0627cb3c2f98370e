"""The portal -> what all its feeds say of it: addresses, tags, names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlsplit

from mingbai.model import Edition
from mingbai.page import addresses
from mingbai.portal.feeds.feed_items import midnight

# RFC 4151 wants a day on which the domain was ours. It is part of every id and may never change.
_TAG_DATE = "2026-01-01"
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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
        return self.root + quote(addresses.addressed(url), safe="/#%")

    def tag(self, id_: str) -> str:
        """A tag URI (RFC 4151): an id that stays the same when addresses change.

        It holds the portal's path, ended by a colon: no id holds one, so that portals below one
        host share no id.
        """
        path = f"{self.path}:" if self.path else ""
        return f"tag:{self.host},{_TAG_DATE}:{path}{quote(id_, safe='/')}"


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
