"""Registry -> its names, its disclosures, its index and all its pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from mingbai.county import County
from mingbai.kinds.registry.pages import (
    agencies as agency_pages,
)
from mingbai.kinds.registry.pages import (
    places as place_pages,
)
from mingbai.kinds.registry.pages import (
    publication,
    reference,
)
from mingbai.kinds.registry.titles import (
    agency_url,
    basis_title,
    place_titles,
    place_url,
    post_url,
)
from mingbai.model import HOME_CRUMB, Crumb, Disclosure, Edition, Name, Page, Task
from mingbai.page import Link
from mingbai.read import Tables

TITLE = "地方与单位"
SUMMARY = "县里有哪些地方、单位和账簿，谁负责，电话多少，期限怎么算。"


@dataclass(frozen=True, slots=True)
class RegistryView:
    """index.html: a door to each list, with what is in it; windows only where there are any."""

    who: tuple[Link, ...]
    limits: tuple[Link, ...]


def pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """The index, then places, agencies and references."""
    del tables  # the county's own
    yield from _around(edition)
    yield from place_pages.pages(edition)
    yield from agency_pages.pages(edition)


def tasks(tables: Tables, edition: Edition) -> Iterator[Task]:
    """Places and agencies by themselves: other kinds add to their pages whenever they publish."""
    del tables, edition
    yield Task("places", place_pages.pages)
    yield Task("agencies", agency_pages.pages)
    yield Task("index", _around)


def _around(edition: Edition) -> Iterator[Page]:
    """The index and the references."""
    yield Page(
        url="/registry/",
        template="registry/pages/index.html",
        title=TITLE,
        view=index_view(edition.county.registry, edition),
        description=SUMMARY,
        crumbs=(HOME_CRUMB, Crumb(TITLE)),
    )
    yield from reference.pages(edition)
    yield from publication.pages(edition)


def index_view(tables: Tables, edition: Edition) -> RegistryView:
    """Counts of what is registered, each leading to its list."""

    def number(table: str, unit: str) -> str:
        return f"{len(tables.frame(table)):,} {unit}"

    places, books = number("places", "个"), number("books", "本账")
    years = edition.county.calendar.years
    root = place_url(edition.county.root_place)
    bases = tables.frame("legal_bases")["basis_id"].nunique()
    windows = Link("窗口", f"{root}#windows", f"{number('windows', '个')}：在哪里、几点开。")
    who = (
        Link("地方", "/places/", f"县、乡镇、村、组，共 {places}；{books}。"),
        Link("单位", "/agencies/", f"{number('agencies', '个')}：职能、地址、电话、岗位。"),
        *((windows,) if len(tables.frame("windows")) else ()),
    )
    limits = (
        Link("依据", "/registry/bases/", f"{bases:,} 条法律、法规和文件的条款。"),
        Link("工作日历", "/registry/calendar/", f"{years[0]} 至 {years[-1]} 年的放假和调休。"),
        Link("本县规则", "/registry/rules/", f"{number('rules', '项')}期限和提醒的数值。"),
        Link("公开方式", "/registry/classes/", "哪些事一件一件公开，哪些只公布件数。"),
    )
    return RegistryView(who, limits)


def names(tables: Tables, county: County) -> Iterator[Name]:
    """Places and agencies have pages; posts, windows and bases stand on a row of one."""
    titles = _by_id(place_titles(county.places))
    paths = county.places["path"].str.rpartition(" › ")[0].tolist()
    for (code, title), path in zip(titles.items(), paths, strict=True):
        yield Name("place", code, title, place_url(code), path)
    leaders = county.leaders.groupby("agency")["name"].agg(tuple)
    for slug, agency in county.agencies.iterrows():
        known = (agency["short_name"], agency["uscc"], *leaders.get(slug, ()))
        keys = tuple(k for k in known if isinstance(k, str))
        yield Name("agency", str(slug), agency["name"], agency_url(str(slug)), keys=keys)
    homes = {**titles, **_by_id(county.agencies["name"])}
    for post in county.posts.to_dict("records"):
        home = post["agency"] if isinstance(post["agency"], str) else post["place_code"]
        yield Name("post", post["post_id"], post["name"], post_url(post), homes[home])
    for window in county.windows.to_dict("records"):
        url = f"{place_url(window['place_code'])}#window-{window['window_id']}"
        yield Name("window", window["window_id"], window["name"], url, window["address"])
    bases = current_bases(tables.frame("legal_bases"), county.as_of)
    for basis in bases.to_dict("records"):
        url = f"/registry/bases/#basis-{basis['basis_id']}"
        yield Name("basis", basis["basis_id"], basis_title(basis), url)


def _by_id(texts: pd.Series) -> dict[str, str]:
    return dict(zip(texts.index.tolist(), texts.tolist(), strict=True))


def current_bases(bases: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """One version of each provision: the newest that has come into force, or else the newest."""
    has_begun = bases["effective_from"] <= pd.Timestamp(as_of)
    ordered = bases.assign(has_begun=has_begun).sort_values(
        ["basis_id", "has_begun", "effective_from"]
    )
    return ordered.drop_duplicates("basis_id", keep="last")


def disclose(tables: Tables, _: County) -> Iterator[Disclosure]:
    """One for each package: the whole register as it stood on its day."""
    counts = tables.frame("places")["kind"].value_counts()
    places = "、".join(f"{counts[k]:,} 个{k}" for k in ("乡镇", "村", "组") if k in counts)
    agencies, books = len(tables.frame("agencies")), len(tables.frame("books"))
    sentence = f"登记 {places}，{agencies:,} 个单位，{books:,} 本账。"
    for package in tables.packages:
        yield Disclosure(
            id=package.path,
            package=package,
            url="/registry/",
            title="地方、单位和本县规则登记表",
            summary=sentence,
            published=package.published,
            agency=package.publisher,
        )
