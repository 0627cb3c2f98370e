"""Cases -> their lists: a page a month, a day, an item; every case has its anchor on its day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from mingbai.dates import iso, month_column
from mingbai.kinds.completions.pages.case_table import case_marks, case_table
from mingbai.kinds.completions.pages.sentences import summary_sentence
from mingbai.model import HOME_CRUMB, Crumb, Edition, Page
from mingbai.page import (
    Cells,
    Column,
    Link,
    TableView,
    day_zh,
    month_zh,
    paginate,
    records,
    table_view,
)

ABOVE = (HOME_CRUMB, Crumb("办事", "/services/"), Crumb("已办结事项", "/completions/"))
# So few cases are read at once, on a telephone in eight screens; of more each day is opened.
SHORT_MONTH = 15
_TEMPLATE = "completions/pages/cases.html"


@dataclass(frozen=True)
class CasesView:
    """cases.html: cases of a month, a day or an item, and how they went.

    days: of a long month, whose `cases` are only those that were late. pages: what the links to
    the page before and the next one are called.
    """

    says: str
    cases: TableView | None
    days: TableView | None = None
    more: tuple[Link, ...] = ()
    pages: str = ""
    prev: Link | None = None
    next: Link | None = None


def month_pages(cases: pd.DataFrame, edition: Edition) -> Iterator[Page]:
    """Of every month its page, and a page for every day on which a case was decided.

    A case's lasting address is its day's page: it does not move when the month gets longer.
    """
    months = list(cases.groupby(month_column(cases["decided"]), sort=True))
    links = [Link(month_zh(str(month)), f"/completions/{month}/") for month, _ in months]
    for i, (month, cases_of_month) in enumerate(months):
        before, after = _beside(links, i)
        yield _month(str(month), cases_of_month, edition, before, after)
    by_day = cases.groupby("decided", sort=True)
    days = [(pd.Timestamp(str(day)), cases_of_month) for day, cases_of_month in by_day]
    links = [Link(day_zh(day), _day_url(day)) for day, _ in days]
    for i, (day, cases_of_month) in enumerate(days):
        before, after = _beside(links, i)
        yield _day(day, cases_of_month, edition, before, after)


def _beside(links: Sequence[Link], i: int) -> tuple[Link | None, Link | None]:
    """The links before and after the i-th."""
    return links[i - 1] if i else None, links[i + 1] if i + 1 < len(links) else None


def _month(
    month: str, cases: pd.DataFrame, edition: Edition, before: Link | None, after: Link | None
) -> Page:
    title = f"{month_zh(month)}已办结事项公告"
    is_short = len(cases) <= SHORT_MONTH
    late = cases[cases["is_late"]]
    table: TableView | None = None
    if is_short:
        table = case_table("cases", title, cases, edition)
    elif len(late):
        table = case_table("late", "逾期办结的件", late, edition)
    says = summary_sentence(cases)
    return Page(
        url=f"/completions/{month}/",
        template=_TEMPLATE,
        title=title,
        view=CasesView(
            says=says,
            cases=table,
            days=None if is_short else _days(cases),
            pages="前后月份",
            prev=before,
            next=after,
        ),
        description=says,
        crumbs=(*ABOVE, Crumb(month_zh(month))),
    )


def _days(cases: pd.DataFrame) -> TableView:
    """Of a month each day on which a case was decided, the newest first."""
    days = cases.groupby("decided", sort=True)["is_late"].agg(["size", "sum"]).iloc[::-1]
    return table_view(
        "days",
        "哪天办结了多少件，点开看每一件",
        [
            (
                Column("哪天"),
                Cells(
                    [day_zh(day) for day in days.index],
                    "head",
                    urls=[_day_url(day) for day in days.index],
                ),
            ),
            (Column("办结（件）", is_num=True), Cells(days["size"], "num")),
            (Column("逾期（件）", is_num=True), Cells(days["sum"].astype("int64"), "num")),
        ],
    )


def _day(
    day: pd.Timestamp,
    cases: pd.DataFrame,
    edition: Edition,
    before: Link | None,
    after: Link | None,
) -> Page:
    month, title = iso(day)[:7], f"{day_zh(day)}办结的事"
    says = summary_sentence(cases)
    return Page(
        url=_day_url(day),
        template=_TEMPLATE,
        title=title,
        view=CasesView(
            says=says,
            cases=case_table("cases", title, cases, edition, of_one_day=True),
            pages="前后各天",
            prev=before,
            next=after,
        ),
        description=says,
        crumbs=(
            *ABOVE,
            Crumb(month_zh(month), f"/completions/{month}/"),
            Crumb(f"{day.day} 日"),
        ),
    )


def _day_url(day: pd.Timestamp) -> str:
    return f"/completions/{day:%Y-%m/%d}/"


def item_pages(cases: pd.DataFrame, edition: Edition) -> Iterator[Page]:
    """Of every item all cases, the late ones first, then the newest; of many some pages."""
    for code, of_item in cases.groupby("item_code", sort=True):
        name = str(of_item["name"].iloc[0])
        guide = edition.url("item", str(code))
        cases_of_item = records.worst_first(of_item, case_marks(of_item, edition))
        agency = str(edition.county.agencies.at[of_item["agency"].iloc[0], "short_name"])
        for part in paginate(f"/completions/item/{code}/", len(cases_of_item)):
            table = case_table(
                "item-cases",
                f"全部办结的件，逾期的在前{part.words}",
                cases_of_item.iloc[part.rows],
                edition,
                of_one_item=True,
            )
            yield Page(
                url=part.url,
                template=_TEMPLATE,
                title=f"{name}：{agency}办得怎样{part.words}",
                view=CasesView(
                    says=summary_sentence(cases_of_item),
                    cases=table,
                    more=(Link("办事指南", guide),) if guide else (),
                    pages="前后页",
                    prev=part.prev,
                    next=part.next,
                ),
                description=summary_sentence(cases_of_item),
                crumbs=(*ABOVE, Crumb(name)),
            )
