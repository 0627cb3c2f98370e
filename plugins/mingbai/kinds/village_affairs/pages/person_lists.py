"""Person lists -> pages until their last day, kept out of feeds, search, downloads and engines."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from mingbai.check import privacy
from mingbai.model import HOME_CRUMB, Crumb, Edition, Page
from mingbai.money import yuan_column
from mingbai.page import Cells, Column, RegisterView, Section, day_zh, table_view
from mingbai.read import Tables

_ABOVE = (HOME_CRUMB, Crumb("村务", "/village/"), Crumb("村务事项", "/village_affairs/"))


def _url(list_no: str) -> str:
    return f"/village_affairs/lists/{list_no}/"


def current_lists(tables: Tables, edition: Edition) -> pd.DataFrame:
    """Rows whose last day has not passed on the day of the data."""
    return privacy.current(tables["person_lists"], edition.county.as_of).frame


def list_section(tables: Tables, edition: Edition) -> Section:
    """The lists that are on show, with their last days."""
    frame = current_lists(tables, edition).drop_duplicates("list_no")
    sentence = "名单只在公示期内可以看，到期自动撤下；查找不到、不能下载。"
    if not len(frame):
        return Section("lists", "正在公示的名单", f"现在没有正在公示的名单。{sentence}")
    where = edition.county.places["path"].reindex(frame["place_code"]).tolist()
    table = table_view(
        "lists-t",
        "正在公示的名单",
        [
            (
                Column("名单"),
                Cells(frame["title"], "head", urls=[_url(n) for n in frame["list_no"]]),
            ),
            (Column("地方"), Cells(where)),
            (Column("公示到"), Cells(frame["expires"], "date")),
        ],
    )
    return Section("lists", "正在公示的名单", sentence, table)


def list_pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """A page a list, kept out of search engines."""
    for number, rows_of_list in current_lists(tables, edition).groupby("list_no", sort=True):
        persons = rows_of_list.sort_values("line_no")
        title = str(persons["title"].iloc[0])
        until = day_zh(persons["expires"].max().date())
        table = table_view(
            "persons",
            title,
            [
                (Column("序号", is_num=True), Cells(persons["line_no"], "num")),
                (Column("姓名"), Cells(persons["name"], "head")),
                (Column("组别"), Cells(persons["group_name"])),
                (Column("证件号"), Cells(persons["id_tail"])),
                (
                    Column("金额（元）", is_num=True),
                    Cells(yuan_column(persons["amount_fen"]), "num"),
                ),
            ],
        )
        sentence = f"公示到 {until}，到期自动撤下。有不同意见的，请在公示期内向村务监督委员会提出。"
        view = RegisterView(sentence, (), (Section("list", "名单", "", table),))
        yield Page(
            url=_url(str(number)),
            template="register.html",
            title=title,
            view=view,
            crumbs=(*_ABOVE, Crumb(title)),
            is_indexed=False,
            is_daily=True,
        )
