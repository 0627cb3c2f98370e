"""Search, A–Z, site map, feeds, not found: ways to find a thing by its name or place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mingbai.model import HOME_CRUMB, Crumb, Edition, Kind, Page
from mingbai.page import Branch, Choice, Link, alphabet, paginate
from mingbai.portal import log, reconcile, search
from mingbai.portal.doors import DOORS, behind

_OTHER = (
    Link("全部公开", "/changes/"),
    Link("按时公开情况", "/clock/"),
    Link("核对规则", "/rules/"),
    Link("对得上吗", "/reconcile/"),
    Link("公开日志", "/log/"),
    Link("数据下载", "/data/"),
    Link("订阅", "/feeds/"),
    Link("通知公告", "/notices/"),
    Link("查找", "/search/"),
    Link("名称索引", "/az/"),
    Link("设计决定", "/decisions/"),
    Link("关于", "/about/"),
    Link("怎样看账", "/how-to-read/"),
    Link("怎样用数据", "/take-home/"),
    Link("更正与投诉", "/contact/"),
)
_LOST = (
    Link("首页", "/"),
    Link("按地方找", "/places/"),
    Link("按名称找", "/az/"),
    Link("网站地图", "/sitemap/"),
)


_NAMES = 80  # of a letter on one page: seven screens of a phone


@dataclass(frozen=True, slots=True)
class SearchView:
    """search.html. index: where the search index begins (`search.CORE_URL`).

    tree, az: the same things without a script, by place and by first letter.
    """

    index: str
    count: int
    tree: str
    az: str
    letters: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class AzView:
    """az.html. letters: one link each; groups: names under one of them, some on each page.

    parts: the pages of a letter, each by the syllables it begins and ends with.
    """

    count: int
    letters: tuple[Link, ...]
    groups: tuple[Choice, ...]
    parts: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class SitemapView:
    """sitemap.html. doors: every page list under its door; places, agencies: the tree."""

    doors: tuple[Choice, ...]
    places: tuple[Branch, ...]
    agencies: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class NotFoundView:
    """404.html: helps to search and says nothing of the address that was asked for."""

    links: tuple[Link, ...]


def list_pages(kinds: Sequence[Kind], edition: Edition) -> Iterator[Page]:
    """One page each."""
    named = [n for n in edition.names.values() if not edition.scopes[n.scope].is_numbered]
    groups = alphabet.az(named)
    letters = tuple(Link(group.title, _letter_url(group.title)) for group in groups)
    count = len(edition.names)
    yield Page(
        url="/search/",
        template="search.html",
        title="查找",
        view=SearchView(search.CORE_URL, count, "/places/", "/az/", letters),
        crumbs=(HOME_CRUMB, Crumb("查找")),
    )
    yield from _az(groups, letters)
    yield Page(
        url="/sitemap/",
        template="sitemap.html",
        title="网站地图",
        view=_sitemap(kinds, edition),
        crumbs=(HOME_CRUMB, Crumb("网站地图")),
    )
    yield Page("/404.html", "404.html", "没有找到这个网页", NotFoundView(_LOST), is_indexed=False)


def _letter_url(letter: str) -> str:
    """`A` -> `/az/a/`; what begins with no letter stands under `/az/other/`."""
    return f"/az/{letter.lower() if letter.isascii() else 'other'}/"


def _az(groups: Sequence[Choice], letters: tuple[Link, ...]) -> Iterator[Page]:
    """The letters, and a page each: a county has more names than one page can hold."""
    count = sum(len(group.links) for group in groups)
    yield Page(
        url="/az/",
        template="az.html",
        title="名称索引",
        view=AzView(count, letters, ()),
        crumbs=(HOME_CRUMB, Crumb("名称索引")),
    )
    for group in groups:
        pages = tuple(paginate(_letter_url(group.title), len(group.links), _NAMES))
        turns = tuple(Link(_span(group.links[part.rows]), part.url) for part in pages)
        for part in pages:
            choice = Choice(group.title, group.links[part.rows])
            view = AzView(len(group.links), letters, (choice,), turns if len(pages) > 1 else ())
            crumbs = (HOME_CRUMB, Crumb("名称索引", "/az/"), Crumb(group.title))
            yield Page(
                url=part.url,
                template="az.html",
                title=f"名称索引：{group.title}{part.words}",
                view=view,
                crumbs=crumbs,
            )


def _span(links: Sequence[Link]) -> str:
    """The first and last names of a page by their first syllables: `zhang–zhou`."""
    ends = (links[0].text, links[-1].text)
    first, last = ((alphabet.pinyin(text).split() or [text])[0] for text in ends)
    return first if first == last else f"{first}–{last}"


def _sitemap(kinds: Sequence[Kind], edition: Edition) -> SitemapView:
    doors = [
        Choice(door, tuple(Link(k.title, f"/{k.name}/") for k in behind(door, kinds)))
        for door in DOORS
    ]
    agencies = edition.county.agencies
    links = tuple(
        Link(name, f"/agencies/{slug}/")
        for slug, name in zip(agencies.index, agencies["name"], strict=True)
    )
    return SitemapView(
        (*(d for d in doors if d.links), Choice("全站", _others(edition))), _places(edition), links
    )


def _others(edition: Edition) -> tuple[Link, ...]:
    """The portal's own pages, as far as this portal has them."""
    absent = set()
    if not edition.reconciled.by_code:
        absent.add(reconcile.URL)
    if not edition.log.entries:
        absent.add(log.URL)
    return tuple(link for link in _OTHER if link.url not in absent)


def _places(edition: Edition) -> tuple[Branch, ...]:
    """County › township › village; groups stand on their village's page."""
    places = edition.county.places
    without_groups = places[places["kind"] != "组"]
    below: Mapping[str, list[str]] = {
        str(parent): list(codes.index) for parent, codes in without_groups.groupby("parent_code")
    }

    def branch(code: str) -> Branch:
        children = tuple(branch(c) for c in below[code]) if code in below else ()
        return Branch(str(places.at[code, "name"]), f"/places/{code}/", below=children)

    return (branch(edition.county.root_place),)
