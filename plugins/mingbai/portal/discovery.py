"""Edition and the pages that were made -> what search engines, browsers and phones ask a site for.

`sitemap.xml`, `robots.txt`, `opensearch.xml`, `manifest.webmanifest` and the service worker.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from lxml import etree

from mingbai.model import Download, Edition
from mingbai.page import addresses

SITEMAP_URL, ROBOTS_URL = "/sitemap.xml", "/robots.txt"
OPENSEARCH_URL, MANIFEST_URL = "/opensearch.xml", "/manifest.webmanifest"
WORKER_URL = "/worker.js"
PAGES_OF_A_SITEMAP = 50_000  # the protocol has no more in one file
_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_WORKER = Path(__file__).with_name("worker.js")
_COLOUR = "#123f86"  # of the icon


def downloads(edition: Edition) -> Iterator[Download]:
    """All but the site map, which must know every page."""
    yield Download(OPENSEARCH_URL, partial(_opensearch, edition))
    yield Download(MANIFEST_URL, partial(_manifest, edition))
    yield Download(WORKER_URL, _WORKER.read_bytes)


def make_sitemap(pages: Sequence[str], edition: Edition) -> Iterator[Download]:
    """The site map of these pages (rooted urls) and `robots.txt`, which names it.

    More pages than one file may have go into several, which the first lists. A page says when it
    last changed where something was published on it.
    """
    root, changed = _root(edition), _changed(edition)
    parts = [pages[at : at + PAGES_OF_A_SITEMAP] for at in range(0, len(pages), PAGES_OF_A_SITEMAP)]
    if len(parts) == 1:
        yield Download(SITEMAP_URL, partial(_urls, root, parts[0], changed))
    else:
        names = [f"/sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
        for name, part in zip(names, parts, strict=True):
            yield Download(name, partial(_urls, root, part, changed))
        yield Download(SITEMAP_URL, partial(_index, root, names))
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {root}{SITEMAP_URL}\n"
    yield Download(ROBOTS_URL, robots.encode)


def _root(edition: Edition) -> str:
    return edition.county.setting("site_url").rstrip("/")


def _changed(edition: Edition) -> Mapping[str, str]:
    """By page, the ISO day of the newest publication or correction on it."""
    days: dict[str, str] = {}
    for disclosure in edition.disclosures:
        page = disclosure.url.partition("#")[0]
        days[page] = max(days.get(page, ""), disclosure.published.isoformat())
    return days


def _urls(root: str, pages: Sequence[str], changed: Mapping[str, str]) -> bytes:
    urlset = etree.Element("urlset", nsmap={None: _SITEMAPS})
    for page in pages:
        url = etree.SubElement(urlset, "url")
        etree.SubElement(url, "loc").text = root + addresses.linked(page)
        if page in changed:
            etree.SubElement(url, "lastmod").text = changed[page]
    return _xml(urlset)


def _index(root: str, names: Sequence[str]) -> bytes:
    index = etree.Element("sitemapindex", nsmap={None: _SITEMAPS})
    for name in names:
        etree.SubElement(etree.SubElement(index, "sitemap"), "loc").text = root + name
    return _xml(index)


def _opensearch(edition: Edition) -> bytes:
    """How a browser searches here from its address bar."""
    root, name = _root(edition), edition.county.setting("portal_name")
    description = etree.Element("OpenSearchDescription", nsmap={None: _OPENSEARCH})
    etree.SubElement(description, "ShortName").text = name[:16]
    etree.SubElement(description, "Description").text = f"在{name}里查找村、事项、合同、文件"
    etree.SubElement(description, "InputEncoding").text = "UTF-8"
    etree.SubElement(description, "Language").text = "zh-CN"
    icon = etree.SubElement(description, "Image", width="192", height="192", type="image/png")
    icon.text = f"{root}/theme/icon-192.png"
    etree.SubElement(
        description, "Url", type="text/html", template=f"{root}/search/?q={{searchTerms}}"
    )
    return _xml(description)


def _manifest(edition: Edition) -> bytes:
    """How the portal stands on a phone's screen; addresses are relative to the file."""
    county = edition.county
    document = {
        "name": county.setting("portal_name"),
        "short_name": county.setting("county_name")[:6] + "公开",
        "lang": "zh-Hans",
        "id": "./",
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": "#ffffff",
        "theme_color": _COLOUR,
        "icons": [
            {"src": f"theme/icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png"}
            for size in (192, 512)
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _xml(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))
