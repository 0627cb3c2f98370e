"""Contracts that hold for the pages of every kind, unedited: with its sound data, and with none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

import html5lib
import jinja2
import pandas as pd
import pytest

from harness import ROOT
from mingbai import plugin, portal
from mingbai.kinds import KINDS
from mingbai.model import Kind, Page, Site
from mingbai.page.formats import FILTERS
from shared import Shared

# What Python and pandas call an absent value: words that no reader should meet.
_ABSENT = re.compile(r"(?<![A-Za-z0-9])(None|nan|NaN|NaT)(?![A-Za-z0-9])|<NA>")


@pytest.fixture(scope="module")
def templates() -> jinja2.Environment:
    folders = [ROOT / "theme/templates", *plugin.TEMPLATE_FOLDERS]
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(folders), **plugin.ENVIRONMENT)
    environment.filters.update(FILTERS)
    return environment


@pytest.fixture(scope="module")
def without_data(shared: Shared) -> Site:
    """A county that has registered its places and agencies, and published nothing yet."""
    return shared.site(shared.data("registry"))


@pytest.fixture(scope="module", params=KINDS, ids=lambda kind: kind.name)
def published(request: pytest.FixtureRequest, shared: Shared) -> tuple[Kind, Site]:
    """A kind, and the whole portal made of its good fixture and what that refers to."""
    kind: Kind = request.param
    return kind, shared.site(shared.data(kind.name))


def _rendered(page: Page, site: Site, templates: jinja2.Environment) -> str:
    return templates.get_template(page.template).render(
        page=page,
        view=page.view,
        portal=portal.shell(KINDS, site.edition, ""),
        panels=site.panels.get(page.subject or ("", ""), ()),
    )


def _own(kind: Kind, site: Site) -> Iterator[Page]:
    yield from kind.pages(site.edition.tables[kind.name], site.edition)


def _pages(kind: Kind, shared: Shared) -> Iterable[Page]:
    """All pages of the portal that `published` is, made once."""
    return shared.pages(shared.data(kind.name)).values()


def _faults(page: Page, html: str) -> Iterator[str]:
    """What a reader, a browser or a screen reader would stumble over on one page."""
    return (f"{page.url}: {fault}" for fault in _faults_of(html))


@cache
def _faults_of(html: str) -> tuple[str, ...]:
    """The same of its text: a township says the same in the portals of many kinds."""
    return tuple(_stumbled_over(html))


def _stumbled_over(html: str) -> Iterator[str]:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(html)
    yield from (str(error) for error in parser.errors)
    main = tree.find(".//main")
    text = "\n".join(main.itertext())
    yield from (f"says {found.group()}" for found in _ABSENT.finditer(text))
    if len(tree.findall(".//h1")) != 1:
        yield "not one h1"
    ids = [e.get("id") for e in tree.iter() if e.get("id") is not None]
    yield from (f"id {i} twice" for i in set(ids) if ids.count(i) > 1)
    anchors = {a.get("href") for a in tree.iter("a")}
    for href in sorted(a for a in anchors if a and a.startswith("#")):
        if href[1:] not in ids:
            yield f"{href} leads nowhere"


def _check(kind: Kind, site: Site, templates: jinja2.Environment) -> None:
    pages = list(_own(kind, site))
    urls = [page.url for page in pages]
    assert len(urls) == len(set(urls))
    assert [url for url in urls if not (url.startswith("/") and url.endswith("/"))] == []
    assert [f for p in pages for f in _faults(p, _rendered(p, site, templates))] == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_pages_stand_without_any_data(
    kind: Kind, without_data: Site, templates: jinja2.Environment
) -> None:
    """Before anything is published a kind's pages build, render, and lead nowhere wrong."""
    _check(kind, without_data, templates)


def test_pages_stand_with_sound_data(
    published: tuple[Kind, Site], templates: jinja2.Environment
) -> None:
    """With its good fixture every page of a kind renders as sound HTML."""
    _check(*published, templates)


def test_every_panel_stands_on_a_page(
    published: tuple[Kind, Site], shared: Shared, templates: jinja2.Environment
) -> None:
    """What a kind adds to the pages of others finds its page, and the two go together."""
    kind, site = published
    hosts = [page for page in _pages(kind, shared) if page.subject in site.panels]
    assert set(site.panels) - {page.subject for page in hosts} == set()
    assert [f for p in hosts for f in _faults(p, _rendered(p, site, templates))] == []


def test_what_leads_to_a_kind_arrives(
    published: tuple[Kind, Site], shared: Shared, templates: jinja2.Environment
) -> None:
    """Feeds, search, references and the clock link to pages, and to anchors, that are there."""
    kind, site = published
    tables, county = site.edition.tables[kind.name], site.edition.county
    dues = pd.concat([site.edition.dues, site.edition.upcoming])
    owed = dues[dues["kind"] == kind.name]
    links = {name.url for name in kind.names(tables, county)}
    links |= {d.url for d in kind.disclose(tables, county)}
    links |= set(owed["url"])
    targets: dict[str, set[str]] = {}
    for url, _, anchor in (link.partition("#") for link in links):
        targets.setdefault(url, set()).add(anchor)
    for page in _pages(kind, shared):
        wanted = targets.pop(page.url, set()) - {""}
        html = _rendered(page, site, templates) if wanted else ""
        assert {a for a in wanted if f'id="{a}"' not in html} == set(), page.url
    assert targets == {}
