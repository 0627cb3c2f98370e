"""Rows of posts, windows and places -> tables that pages show."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from mingbai.kinds.registry.titles import UNPUBLISHED, agency_url, tel
from mingbai.page import Cells, Column, TableView, table_view


def _phones(phones: pd.Series) -> Cells:
    """Numbers to dial; 未公布 where there is none."""
    given = phones.fillna(UNPUBLISHED)
    return Cells(given, "text", urls=[tel(phone) for phone in given])


def _told(values: pd.Series) -> Cells:
    return Cells(values.fillna(UNPUBLISHED))


def posts(caption: str, found: pd.DataFrame, with_substitutes: bool) -> TableView | None:
    """Who holds each post; None where no post is registered. An anchor `post-<post_id>` a row."""
    if found.empty:
        return None
    ids = ("post-" + found["post_id"]).tolist()
    columns = [(Column("岗位"), Cells(found["name"], "head", ids=ids))]
    if with_substitutes:
        columns.append((Column("A 岗"), _told(found["holder"])))
        columns.append((Column("B 岗"), _told(found["substitute"])))
    else:
        columns.append((Column("姓名"), _told(found["holder"])))
    columns.append((Column("电话"), _phones(found["phone"])))
    return table_view("posts", caption, columns)


def windows(caption: str, found: pd.DataFrame) -> TableView | None:
    """Where and when each window is open; None where there is none. Anchors `window-<id>`."""
    if found.empty:
        return None
    ids = ("window-" + found["window_id"]).tolist()
    columns: Sequence[tuple[Column, Cells]] = [
        (Column("窗口"), Cells(found["name"], "head", ids=ids)),
        (Column("编号"), Cells(found["window_id"], "code")),
        (Column("地点"), Cells(found["address"])),
        (Column("时间"), Cells(found["hours"])),
        (Column("电话"), _phones(found["phone"])),
    ]
    return table_view("windows", caption, columns)


def agencies(id_: str, caption: str, found: pd.DataFrame) -> TableView:
    """Name, telephones and address of each agency."""
    columns: Sequence[tuple[Column, Cells]] = [
        (
            Column("单位"),
            Cells(found["name"], "head", urls=[agency_url(slug) for slug in found["slug"]]),
        ),
        (Column("电话"), _phones(found["phone"])),
        (Column("监督电话"), _phones(found["supervision_phone"])),
        (Column("地址"), _told(found["address"])),
    ]
    return table_view(id_, caption, columns)
