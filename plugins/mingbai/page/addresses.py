"""Rooted links -> relative ones, so that a portal works below any folder; addresses that last.

Views and templates write `href="/places/…/"`. Text from data cannot contain such an attribute:
its quotation marks are escaped.
"""

from __future__ import annotations

import hashlib
import re
from urllib.parse import quote

from mingbai.addressing import segment

# Shown at whatever address was asked for: no link of it can be relative.
NOT_FOUND = "404.html"
# Where anyone asks about a row. What follows # says whom, and where the row stands, its anchor as
# the last part of the path: `#taiping/accounts/990121100201-00/2026/06-011`.
ASK_URL = "/ask/"
_ROOTED = re.compile(r'( (?:href|src|action|content|data-index|data-worker)=")/(?!/)')
# Links and anchors with what no address may hold, as ids of documents have it: 〔2026〕第 5 号.
_ODD = re.compile(
    r'( (?:href|src|action|data-index)=")((?:/(?!/)|#)[^"]*?[^\x21-\x7e"][^"]*)"'
    r'|( id=")([^"]*?[^\x21-\x7e"][^"]*)"'
)


def relative(html: str, name: str) -> str:
    """Make every rooted link of a page relative; name is its file below the output folder.

    By the shortest way: most links of a list lead below it, and many of a page into itself.
    """
    folders = name.split("/")[:-1]
    plain = _ODD.sub(_addressed, html)
    for depth in range(len(folders), 0, -1):
        above, up = "/".join(folders[:depth]), "../" * (len(folders) - depth)
        plain = plain.replace(f' href="/{above}/', f' href="{up or "./"}')
    plain = plain.replace(' href="./#', ' href="#')
    return _from_folder(plain, "../" * len(folders) or "./")


def below(html: str, folder: str) -> str:
    """Put `folder` (it ends in `/`) before every rooted link.

    For the not-found page, whose links begin at the portal's own folder on its host.
    """
    return _from_folder(_ODD.sub(_addressed, html), folder)


def _from_folder(plain: str, folder: str) -> str:
    return _ROOTED.sub(lambda match: match.group(1) + folder, plain)


def _addressed(match: re.Match[str]) -> str:
    link, url, anchor, id_ = match.groups()
    if id_ is not None:
        return f'{anchor}{segment(id_)}"'
    return f'{link}{linked(url)}"'


def addressed(url: str) -> str:
    """A rooted address as it is published: each folder and the anchor as `segment` writes it.

    The name of a file stays as it is.
    """
    if url.isascii() and " " not in url:
        return url
    path, mark, anchor = url.partition("#")
    *folders, name = path.split("/")
    parts = [segment(folder) if folder else "" for folder in folders]
    return "/".join((*parts, name)) + (mark + segment(anchor) if anchor else mark)


def linked(url: str) -> str:
    """The same as a link has it: what is not ASCII percent-encoded, but in the anchor."""
    path, mark, anchor = addressed(url).partition("#")
    return quote(path, safe="/%?&=;:@!$'()*+,~") + mark + anchor


def file_name(url: str) -> str:
    """`/places/990121100000/` -> `places/990121100000/index.html`; `/404.html` as it is."""
    path = addressed(url).removeprefix("/")
    return path + "index.html" if path == "" or path.endswith("/") else path


def page_url(name: str) -> str:
    """`places/990121100000/index.html` -> `/places/990121100000/`; "" for what is no page of it."""
    folder, _, file = name.rpartition("/")
    return "" if file != "index.html" else f"/{folder}/" if folder else "/"


def versions_url(package: str) -> str:
    """`/changes/accounts/taiping/2026-06/`: all versions of a package, by its path."""
    return f"/changes/{package}/"


def change_url(package: str, order: int) -> str:
    """`/changes/accounts/taiping/2026-06/v2/`: what its second version changed."""
    return f"{versions_url(package)}v{order}/"


def data_url(package: str) -> str:
    """`/data/accounts/taiping/2026-06/`: the files of a package as it is now."""
    return f"/data/{package}/"


def version_data_url(package: str, order: int) -> str:
    """`/data/accounts/taiping/2026-06/v1/`: the files of a version that was replaced."""
    return f"{data_url(package)}v{order}/"


def reconciliation_url(code: str) -> str:
    """`/reconcile/pairs/receipt-not-in-ledger/`: one comparison between two kinds."""
    return f"/reconcile/pairs/{code}/"


def gap_anchor(id_: str) -> str:
    """The lasting anchor of a compared pair: a hash of its id, for ids hold what no anchor may."""
    return f"gap-{hashlib.sha256(id_.encode()).hexdigest()[:10]}"


def gap_url(code: str, id_: str) -> str:
    """Where a compared pair stands: on the page of its comparison."""
    return f"{reconciliation_url(code)}#{gap_anchor(id_)}"
