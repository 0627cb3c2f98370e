"""Rows of posts, windows and places -> tables that pages show."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from mingbai.kinds.registry.titles import UNPUBLISHED, agency_url, tel
from mingbai.page import Cells, Column, TableView, table_view


def _phone_cells(phones: pd.Series) -> Cells:
    """Numbers to dial; 还没有公布 where there is none."""
    texts = phones.fillna(UNPUBLISHED)
    return Cells(texts, "text", urls=[tel(phone) for phone in texts])


def _text_cells(values: pd.Series) -> Cells:
    return Cells(values.fillna(UNPUBLISHED))


def post_table(caption: str, frame: pd.DataFrame, with_substitutes: bool) -> TableView | None:
    """Who holds each post; None where no post is registered. An anchor `post-<post_id>` a row."""
    if frame.empty:
        return None
    ids = ("post-" + frame["post_id"]).tolist()
    columns = [(Column("岗位"), Cells(frame["name"], "head", ids=ids))]
    if with_substitutes:
        columns.append((Column("A 岗"), _text_cells(frame["holder"])))
        columns.append((Column("B 岗"), _text_cells(frame["substitute"])))
    else:
        columns.append((Column("姓名"), _text_cells(frame["holder"])))
    columns.append((Column("电话"), _phone_cells(frame["phone"])))
    return table_view("posts", caption, columns)


def leader_table(caption: str, frame: pd.DataFrame) -> TableView | None:
    """Who leads an agency, and what each of them is in charge of; None where none is published."""
    if frame.empty:
        return None
    columns: Sequence[tuple[Column, Cells]] = [
        (Column("职务"), Cells(frame["post"], "head")),
        (Column("姓名"), Cells(frame["name"])),
        (Column("分工"), _text_cells(frame["division"])),
        (Column("任职"), Cells(frame["since"], "date")),
    ]
    return table_view("leaders", caption, columns)


def window_table(caption: str, frame: pd.DataFrame) -> TableView | None:
    """Where and when each window is open; None where there is none. Anchors `window-<id>`."""
    if frame.empty:
        return None
    ids = ("window-" + frame["window_id"]).tolist()
    columns: Sequence[tuple[Column, Cells]] = [
        (Column("窗口"), Cells(frame["name"], "head", ids=ids)),
        (Column("编号"), Cells(frame["window_id"], "code")),
        (Column("地点"), Cells(frame["address"])),
        (Column("时间"), Cells(frame["hours"])),
        (Column("电话"), _phone_cells(frame["phone"])),
    ]
    return table_view("windows", caption, columns)


def agency_table(id_: str, caption: str, frame: pd.DataFrame) -> TableView:
    """Name, telephones and address of each agency."""
    columns: Sequence[tuple[Column, Cells]] = [
        (
            Column("单位"),
            Cells(frame["name"], "head", urls=[agency_url(slug) for slug in frame["slug"]]),
        ),
        (Column("电话"), _phone_cells(frame["phone"])),
        (Column("监督电话"), _phone_cells(frame["supervision_phone"])),
        (Column("地址"), _text_cells(frame["address"])),
    ]
    return table_view(id_, caption, columns)
