"""Registry -> the list of agencies by class and a page for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from mingbai.county import County
from mingbai.kinds.registry.pages import contact_tables
from mingbai.kinds.registry.titles import (
    UNPUBLISHED,
    agency_url,
    complaint_facts,
    contact_facts,
    feed_url,
    phone_link,
    place_url,
    subscription_fact,
    text_fact,
    text_or_unpublished,
)
from mingbai.model import HOME_CRUMB, Crumb, Edition, Page
from mingbai.page import Fact, Link, TableView

CLASSES = ("县政府", "县政府部门", "乡镇政府", "其他机构")
SECTION = "办事"
_CRUMBS = (HOME_CRUMB, Crumb("单位", "/agencies/"))


@dataclass(frozen=True, slots=True)
class AgencyClass:
    """One class with its agencies."""

    id: str
    title: str
    table: TableView


@dataclass(frozen=True, slots=True)
class AgenciesView:
    """agencies.html. classes: only those that have agencies."""

    says: str
    classes: tuple[AgencyClass, ...]


@dataclass(frozen=True, slots=True)
class AgencyView:
    """agency.html. functions: one paragraph or 还没有公布.

    leaders, posts, windows: None where none is known.
    """

    functions: str
    leaders: TableView | None
    facts: tuple[Fact, ...]
    posts: TableView | None
    windows: TableView | None
    channels: tuple[Fact, ...]


def pages(edition: Edition) -> Iterator[Page]:
    """`/agencies/` and `/agencies/<slug>/`."""
    county = edition.county
    yield Page(
        url="/agencies/",
        template="registry/pages/agencies.html",
        title="单位",
        view=agencies_view(county),
        description="县政府、部门和乡镇：职能、地址、电话和岗位。",
        crumbs=(HOME_CRUMB, Crumb("单位")),
        section=SECTION,
    )
    for slug, agency in county.agencies.iterrows():
        yield Page(
            url=agency_url(str(slug)),
            template="registry/pages/agency.html",
            title=agency["name"],
            view=agency_view(agency, county),
            description=f"{agency['name']}的职能、电话、岗位和公开的信息。",
            crumbs=(*_CRUMBS, Crumb(agency["short_name"])),
            section=SECTION,
            subject=("agency", str(slug)),
            feed=feed_url(agency_url(str(slug))),
        )


def agencies_view(county: County) -> AgenciesView:
    """Classes in their fixed order, agencies in the order of the sheet."""
    agencies = county.agencies
    classes = tuple(
        AgencyClass(
            f"class-{i}",
            name,
            contact_tables.agency_table(f"agencies-{i}", f"{name}的联系方式", agencies_of_class),
        )
        for i, name in enumerate(CLASSES)
        if not (agencies_of_class := agencies[agencies["class"] == name]).empty
    )
    return AgenciesView(f"共 {len(agencies):,} 个单位。没有公布的写“{UNPUBLISHED}”。", classes)


def agency_view(agency: pd.Series, county: County) -> AgencyView:
    """Everything the registry knows of one agency; a township shows the windows in its place."""
    posts = county.posts[county.posts["agency"] == agency["slug"]]
    is_town = agency["class"] == "乡镇政府"
    windows_of_place = county.windows[county.windows["place_code"] == agency["place_code"]]
    return AgencyView(
        functions=text_or_unpublished(agency["functions"]),
        leaders=contact_tables.leader_table(
            f"{agency['short_name']}的负责人",
            county.leaders[county.leaders["agency"] == agency["slug"]],
        ),
        facts=_facts(agency, county),
        posts=contact_tables.post_table(
            f"{agency['short_name']}的岗位", posts, with_substitutes=True
        ),
        windows=contact_tables.window_table(f"{agency['short_name']}的窗口", windows_of_place)
        if is_town
        else None,
        channels=(
            Fact("监督电话", phone_link(agency["supervision_phone"])),
            *contact_facts(_contacts(agency, county, "投诉")),
            *complaint_facts(county),
            subscription_fact(agency_url(agency["slug"])),
        ),
    )


def _contacts(agency: pd.Series, county: County, purpose: str) -> pd.DataFrame:
    contacts = county.contacts
    is_own = (contacts["agency"] == agency["slug"]) & (contacts["purpose"] == purpose)
    rows: pd.DataFrame = contacts[is_own]
    return rows


def _facts(agency: pd.Series, county: County) -> tuple[Fact, ...]:
    code = agency["place_code"]
    book_count = (county.books["keeper"] == agency["slug"]).sum()
    books = [Fact("代理记账", Link(f"{book_count:,} 本账", place_url(code)))] if book_count else []
    return (
        text_fact("地址", agency["address"]),
        text_fact("办公时间", agency["hours"]),
        Fact("电话", phone_link(agency["phone"])),
        *contact_facts(_contacts(agency, county, "办公")),
        Fact("管辖", Link(str(county.places.at[code, "name"]), place_url(code))),
        Fact("类别", agency["class"]),
        *books,
        text_fact("统一社会信用代码", agency["uscc"]),
    )
