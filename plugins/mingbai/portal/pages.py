"""All pages and downloads of a portal, as generators: they never exist all at once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from mingbai.model import Download, Edition, Kind, Page
from mingbai.portal import (
    ask,
    calendars,
    corrections,
    feeds,
    limits,
    log,
    reconcile,
    search,
    verify,
)
from mingbai.portal.clock_pages import clock_pages
from mingbai.portal.datasets import downloads as dataset_downloads
from mingbai.portal.datasets import pages as dataset_pages
from mingbai.portal.doors import door_pages
from mingbai.portal.home import home
from mingbai.portal.lists import list_pages
from mingbai.portal.news import changes
from mingbai.portal.prose import Prose, published_notices
from mingbai.portal.rules import downloads as rule_downloads
from mingbai.portal.rules import rule_pages

EDITION_URL = "/edition.json"


def pages(kinds: Sequence[Kind], edition: Edition) -> Iterator[Page]:
    """Every page except prose, which Pelican reads; kinds without data have no pages."""
    kinds = [kind for kind in kinds if edition.has(kind.name)]
    yield home(kinds, edition)
    yield from door_pages(kinds, edition)
    yield from changes(kinds, edition)
    yield from corrections.pages(kinds, edition)
    yield from clock_pages(edition)
    yield from rule_pages(kinds, edition)
    yield from limits.pages()
    yield from reconcile.pages(edition)
    yield from log.pages(kinds, edition)
    yield from verify.pages(edition)
    yield from ask.pages(edition)
    yield from list_pages(kinds, edition)
    yield from feeds.pages(kinds, edition)
    yield from dataset_pages(kinds, edition)
    for kind in kinds:
        for page in kind.pages(edition.tables[kind.name], edition):
            yield page if page.section else replace(page, section=kind.door)


def downloads(kinds: Sequence[Kind], edition: Edition) -> Iterator[Download]:
    """Every file that is not a page, except feeds."""
    for kind in kinds:
        yield from kind.downloads(edition.tables[kind.name], edition)
    yield from dataset_downloads(kinds, edition)
    yield from reconcile.downloads(edition)
    yield from log.downloads(edition)
    yield from verify.downloads(edition)
    yield from corrections.downloads(edition)
    yield from rule_downloads(kinds, edition)
    words = edition.county.registry.frame("synonyms")
    synonyms = tuple(zip(words["word"], words["means"], strict=True))
    names = (*edition.names.values(), *search.places.names(kinds, edition))
    yield from search.downloads(names, edition.scopes, synonyms)
    yield from calendars.downloads(edition)
    yield Download(EDITION_URL, partial(_edition_file, edition))


def _edition_file(edition: Edition) -> bytes:
    """What is published here: where, the day that it speaks of, its newest publication."""
    county, newest = edition.county, edition.disclosures[:1]
    document = {
        "portal": county.setting("portal_name"),
        "as_of": county.as_of.isoformat(),
        "newest": newest[0].published.isoformat() if newest else None,
        "is_demo": county.is_demo,
        "site_url": county.setting("site_url"),
    }
    return json.dumps(document, ensure_ascii=False).encode() + b"\n"


def feed_downloads(
    kinds: Sequence[Kind], edition: Edition, texts: Sequence[Prose]
) -> Iterator[Download]:
    """Every feed; texts: all prose, of which the notices are in feeds."""
    notices = published_notices(texts, is_demo=edition.county.is_demo)
    yield from feeds.downloads(kinds, edition, notices)
