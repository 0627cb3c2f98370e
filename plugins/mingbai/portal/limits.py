"""Limits of what is read, and the verdict on each class of personal data -> `/rules/limits/`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingbai.check import open_data, privacy
from mingbai.model import HOME_CRUMB, Crumb, Page
from mingbai.page import Cells, Column, TableView, table_view
from mingbai.read import limits
from mingbai.read.limits import ReadingLimit

_VERDICTS = {"refuse": "不收", "warn": "提醒", "allow": "可以公开"}


@dataclass(frozen=True, slots=True)
class LimitsView:
    """limits.html: limits of every package and of open data; personal data; attachments."""

    limits: TableView
    open_data: TableView
    classes: TableView
    attachments: TableView


def pages() -> Iterator[Page]:
    """The page with both."""
    yield Page(
        url="/rules/limits/",
        template="limits.html",
        title="限度和个人信息的界线",
        view=LimitsView(
            _limits("limits", "每个数据包的限度", limits.LIMITS),
            _limits("open-limits", "开放数据另有的限度", open_data.LIMITS),
            _classes(),
            _attachments(),
        ),
        description="文件多大、表多长就不收，哪些个人信息不收、提醒、可以公开，附件里查哪些地方。",
        crumbs=(HOME_CRUMB, Crumb("核对规则", "/rules/"), Crumb("限度和个人信息的界线")),
        section="核对",
    )


def _limits(id_: str, caption: str, rows: Sequence[ReadingLimit]) -> TableView:
    urls = [f"/rules/{row.code}/" if row.code else None for row in rows]
    return table_view(
        id_,
        caption,
        (
            (Column("什么"), Cells([row.what for row in rows], "head", urls=urls)),
            (Column("最多"), Cells([row.most for row in rows])),
        ),
    )


def _attachments() -> TableView:
    rows = privacy.attachments.readings()
    return table_view(
        "attachments",
        "每一种附件查哪里、不收什么",
        (
            (Column("附件"), Cells([row.type for row in rows], "head")),
            (Column("查哪里"), Cells([row.read for row in rows])),
            (Column("有就不收"), Cells([row.refused for row in rows])),
            (Column("程序看不见，要请人看"), Cells([row.unread for row in rows])),
        ),
    )


def _classes() -> TableView:
    rows = privacy.verdicts()
    urls = [f"/rules/{row.code}/" if row.code else None for row in rows]
    return table_view(
        "classes",
        "每一类个人信息怎样处理",
        (
            (Column("哪一类"), Cells([row.name for row in rows], "head", urls=urls)),
            (Column("怎样处理"), Cells([_VERDICTS[row.verdict] for row in rows])),
            (Column("例子"), Cells([row.example for row in rows])),
            (Column("根据"), Cells([row.ground for row in rows])),
        ),
    )
