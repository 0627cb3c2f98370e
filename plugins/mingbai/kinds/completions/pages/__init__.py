"""Cases and counts -> the index, a notice a month, a page an item; every case has its anchor."""

from __future__ import annotations

from collections.abc import Iterator

from mingbai.county import County
from mingbai.kinds.completions.pages import cases, counts
from mingbai.kinds.completions.pages import panels as case_panels
from mingbai.kinds.completions.pages.cases import names
from mingbai.model import Disclosure, Edition, Page, Panel
from mingbai.read import Tables

__all__ = [
    "disclose",
    "names",
    "pages",
    "panels",
]


def disclose(tables: Tables, county: County) -> Iterator[Disclosure]:
    """One a package: an agency's notice of cases, or its counts."""
    yield from cases.disclose(tables, county)
    yield from counts.count_disclosures(tables, county)


def pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """The index, every month, every item with cases, every item with counts."""
    yield from cases.pages(tables, edition)
    yield from counts.count_pages(tables, edition)


def panels(tables: Tables, edition: Edition) -> Iterator[Panel]:
    """Cases on guides and agencies' pages, counts on guides."""
    yield from case_panels.panels(tables, edition)
    yield from counts.count_panels(tables, edition)
