"""Rooted links -> relative ones, so that a portal works below any folder of any site.

Views and templates write `href="/places/…/"`. Text from data cannot contain such an attribute:
its quotation marks are escaped.
"""

from __future__ import annotations

import re

_ROOTED = re.compile(r'( (?:href|src|action|content|data-index)=")/(?!/)')


def relative(html: str, name: str) -> str:
    """Make every rooted link of a page relative; name is its file below the output folder."""
    up = "../" * name.count("/") or "./"
    return _ROOTED.sub(lambda match: match.group(1) + up, html)


def file_name(url: str) -> str:
    """`/places/990121100000/` -> `places/990121100000/index.html`; `/404.html` as it is."""
    path = url.removeprefix("/")
    return path + "index.html" if path == "" or path.endswith("/") else path
