"""Duties and findings of a township -> its page of this month: what is missing, wrong or due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import pandas as pd

from mingbai.check import clock
from mingbai.county import County
from mingbai.model import HOME_CRUMB, Crumb, Edition, Kind, Page, Panel
from mingbai.page import Cells, Column, Link, TableView, table_view
from mingbai.portal import calendars, reconcile
from mingbai.portal.findings import Finding, of_publisher
from mingbai.portal.rules import all_rules

DAYS_AHEAD = 45  # a month, and the days after it by which it is to be published
_TOWN = "乡镇政府"


@dataclass(frozen=True)
class TownMonthView:
    """town_month.html. Tables are None where there is nothing; counts are of single duties.

    missing: what is overdue, the oldest first. findings: a row a rule. due: what falls due.
    """

    as_of: str
    days: int
    missing_count: int
    missing: TableView | None
    finding_count: int
    findings: TableView | None
    due_count: int
    due: TableView | None
    links: tuple[Link, ...]


@dataclass(frozen=True)
class TownPanelView:
    """town_panel.html, on the pages of a township and its government."""

    sentence: str
    links: tuple[Link, ...]


def towns(county: County) -> tuple[str, ...]:
    """The agencies of townships, as registered."""
    agencies = county.agencies
    is_town = (agencies["class"] == _TOWN) & agencies["place_code"].isin(county.places.index)
    return tuple(agencies.index[is_town])


def town_url(slug: str) -> str:
    """`/clock/taiping/`."""
    return f"/clock/{slug}/"


def town_link(slug: str, county: County) -> Link:
    """The page of a township, as others lead to it: 太平镇这个月."""
    return Link(_title(slug, county), town_url(slug))


def town_pages(kinds: Sequence[Kind], slug: str, edition: Edition) -> Iterator[Page]:
    """The page of one township."""
    county = edition.county
    title = _title(slug, county)
    yield Page(
        url=town_url(slug),
        template="town_month.html",
        title=title,
        view=_view(kinds, slug, edition),
        description=f"{title}：到期还没有公开的、核对时提醒的、接下来到期的。",
        crumbs=(HOME_CRUMB, Crumb("按时公开情况", "/clock/"), Crumb(title)),
        section="核对",
        is_daily=True,
    )


def town_panels(edition: Edition) -> Iterator[Panel]:
    """What leads to the page of each township, on its own page and that of its government."""
    county = edition.county
    for slug in towns(county):
        missing, due = _open_duties(slug, edition)
        words = f"到期还没有公开、没有办的 {len(missing):,} 项" if len(missing) else "没有逾期的"
        view = TownPanelView(
            sentence=f"{words}，{DAYS_AHEAD} 天里到期 {len(due):,} 项。",
            links=(town_link(slug, county),),
        )
        place = str(county.agencies.at[slug, "place_code"])
        for subject in (("place", place), ("agency", slug)):
            yield Panel(
                subject=subject,
                order=890,
                title=_title(slug, county),
                template="town_panel.html",
                view=view,
                is_daily=True,
            )


def _open_duties(slug: str, edition: Edition) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows of the clock: what an agency has missed, what falls due soon."""
    dues, upcoming = clock.counted(edition.dues), edition.upcoming
    until = pd.Timestamp(edition.county.as_of + timedelta(days=DAYS_AHEAD))
    missing = clock.missing(dues[dues["agency"] == slug])
    due = upcoming[(upcoming["agency"] == slug) & (upcoming["due"] <= until)]
    return missing, due


def _title(slug: str, county: County) -> str:
    place = str(county.agencies.at[slug, "place_code"])
    return str(county.places.at[place, "name"]) + "这个月"


def _view(kinds: Sequence[Kind], slug: str, edition: Edition) -> TownMonthView:
    county = edition.county
    missing, due = _open_duties(slug, edition)
    by_rule = of_publisher(kinds, edition, slug)
    return TownMonthView(
        as_of=county.as_of.isoformat(),
        days=DAYS_AHEAD,
        missing_count=len(missing),
        missing=_missing(missing, slug),
        finding_count=sum(len(of_rule) for of_rule in by_rule.values()),
        findings=_findings(by_rule, kinds, edition),
        due_count=len(due),
        due=_due(due),
        links=tuple(_links(slug, edition, has_calendar=bool(len(missing) + len(due)))),
    )


def _together(duties: pd.DataFrame) -> pd.DataFrame:
    """A row for duties of one day, kind and series: the first of them, and how many they are."""
    ordered = duties.sort_values(["due", "kind", "title"], kind="stable")
    group = ordered["series"].where(ordered["series"].astype(bool), ordered["id"])
    by = ordered.groupby([ordered["due"], ordered["kind"], group], sort=False)
    first = by.head(1).assign(count=by["title"].transform("size"))
    more = "等 " + first["count"].map("{:,}".format) + " 项"
    return first.assign(words=first["title"] + more.where(first["count"] > 1, ""))


def _missing(missing: pd.DataFrame, slug: str) -> TableView | None:
    if missing.empty:
        return None
    rows = _together(missing)
    of_month = "/clock/" + rows["period"] + f"/{slug}/"
    columns = [
        (Column("什么"), Cells(rows["words"], "head", urls=rows["url"])),
        (Column("期限"), Cells(rows["due"], "date")),
        (Column("逾期（天）", is_num=True), Cells(rows["days_late"], "num")),
        (Column("逐项"), Cells(rows["count"].map("{:,} 项".format), urls=of_month)),
    ]
    return table_view("missing", "最早的在前", columns)


def _due(due: pd.DataFrame) -> TableView | None:
    if due.empty:
        return None
    rows = _together(due)
    columns = [
        (Column("什么"), Cells(rows["words"], "head", urls=rows["url"])),
        (Column("期限"), Cells(rows["due"], "date")),
        (Column("几项", is_num=True), Cells(rows["count"], "num")),
    ]
    return table_view("due", "按期限先后", columns)


def _links(slug: str, edition: Edition, *, has_calendar: bool) -> Iterator[Link]:
    """The township, its government, and its duties as a file for calendars."""
    county = edition.county
    place = str(county.agencies.at[slug, "place_code"])
    for words, url in (
        (str(county.places.at[place, "name"]), edition.url("place", place)),
        (str(county.agencies.at[slug, "short_name"]), edition.url("agency", slug)),
        ("到期日历", calendars.url("agency", slug) if has_calendar else None),
    ):
        if url is not None:
            yield Link(words, url)


def _findings(
    by_rule: Mapping[str, Sequence[Finding]], kinds: Sequence[Kind], edition: Edition
) -> TableView | None:
    """A row a rule, the newest of its findings beside it."""
    if not by_rule:
        return None
    titles = {rule.code: rule.title for rule in all_rules(kinds)}
    titles |= {code: one.title for code, one in edition.reconciled.by_code.items()}
    between = edition.reconciled.by_code
    codes = sorted(by_rule, key=lambda code: (-len(by_rule[code]), code))
    newest = [max(by_rule[code], key=lambda one: one.period) for code in codes]
    urls = [
        reconcile.url_of(between[code]) if code in between else f"/rules/{code}/" for code in codes
    ]
    columns = [
        (Column("提醒什么"), Cells([titles[code] for code in codes], "head", urls=urls)),
        (Column("几处", is_num=True), Cells([len(by_rule[code]) for code in codes], "num")),
        (
            Column("最近的一处"),
            Cells([one.message for one in newest], urls=[one.url for one in newest]),
        ),
    ]
    return table_view("findings", "最多的在前", columns)
