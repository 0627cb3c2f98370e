"""Rooted links -> relative ones, so that a portal works below any folder of any site.

Views and templates write `href="/places/…/"`. Text from data cannot contain such an attribute:
its quotation marks are escaped.
"""

from __future__ import annotations

import re

# Shown at whatever address was asked for: no link of it can be relative.
NOT_FOUND = "404.html"
_ROOTED = re.compile(r'( (?:href|src|action|content|data-index)=")/(?!/)')


def relative(html: str, name: str) -> str:
    """Make every rooted link of a page relative; name is its file below the output folder."""
    return below(html, "../" * name.count("/") or "./")


def below(html: str, folder: str) -> str:
    """Put `folder` (it ends in `/`) before every rooted link.

    For the not-found page, whose links begin at the portal's own folder on its host.
    """
    return _ROOTED.sub(lambda match: match.group(1) + folder, html)


def file_name(url: str) -> str:
    """`/places/990121100000/` -> `places/990121100000/index.html`; `/404.html` as it is."""
    path = url.removeprefix("/")
    return path + "index.html" if path == "" or path.endswith("/") else path
