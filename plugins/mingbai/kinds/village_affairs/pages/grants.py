"""Grants and land compensation -> sections of the page of their matter."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from mingbai.kinds.village_affairs.pages.vouchers import voucher_column
from mingbai.kinds.village_affairs.payments import RECEIVED
from mingbai.model import Edition
from mingbai.money import yuan, yuan_column
from mingbai.page import Cells, Column, table_view
from mingbai.page.records import Section, without_lines
from mingbai.read import Tables


def money_sections(tables: Tables, matter_no: str, edition: Edition) -> Iterator[Section]:
    """What was handed out in a matter, and what came in for land, oldest first; often nothing."""
    grants = tables.shared(_grants).get(matter_no)
    if grants is not None:
        yield _grant_section(grants, edition)
    movements = tables.shared(_compensations).get(matter_no)
    if movements is not None:
        yield _compensation_section(movements, edition)


def _grants(tables: Tables) -> dict[str, pd.DataFrame]:
    ordered = tables.frame("grants").sort_values(["date", "grant_no"], kind="stable")
    return {str(no): of_matter for no, of_matter in without_lines(ordered).groupby("matter_no")}


def _compensations(tables: Tables) -> dict[str, pd.DataFrame]:
    ordered = tables.frame("compensations").sort_values(["date", "line_no"], kind="stable")
    return {str(no): of_matter for no, of_matter in without_lines(ordered).groupby("matter_no")}


def _grant_section(grants: pd.DataFrame, edition: Edition) -> Section:
    columns = [
        (Column("发的什么"), Cells(grants["title"], "head")),
        (Column("日期"), Cells(grants["date"], "date")),
        (Column("多少人"), Cells([f"{persons:,} 人" for persons in grants["persons"]])),
        (Column("金额（元）", is_num=True), Cells(yuan_column(grants["amount_fen"]), "num")),
        (Column("从哪里发"), Cells(grants["channel"])),
    ]
    if grants["voucher_no"].notna().any():
        columns.append(voucher_column(grants, edition))
    table = table_view("grants-table", f"发放 {len(grants)} 次，先发的在前", columns)
    persons, total = int(grants["persons"].sum()), yuan(int(grants["amount_fen"].sum()))
    says = f"一共发给 {persons:,} 人，{total} 元。每个人多少写在公示的名单里，名单到期撤下。"
    return Section("grants", "发了多少", says, table)


def _compensation_section(movements: pd.DataFrame, edition: Edition) -> Section:
    columns = [
        (Column("什么钱"), Cells(movements["title"], "head")),
        (Column("收还是付"), Cells(movements["movement"])),
        (Column("日期"), Cells(movements["date"], "date")),
        (
            Column("多少人"),
            Cells([None if pd.isna(n) else f"{n:,} 人" for n in movements["persons"]]),
        ),
        (Column("金额（元）", is_num=True), Cells(yuan_column(movements["amount_fen"]), "num")),
        voucher_column(movements, edition),
    ]
    table = table_view(
        "compensations-table", f"征地补偿 {len(movements)} 笔，先发生的在前", columns
    )
    sums = movements.groupby("movement")["amount_fen"].sum()
    received = int(sums.get(RECEIVED, 0))
    rest = received - int(sums.sum() - received)
    parts = [f"{word} {yuan(int(fen))} 元" for word, fen in sums.items() if word != RECEIVED]
    says = "，".join([f"收到 {yuan(received)} 元", *parts])
    left = f"，还有 {yuan(rest)} 元没有发。" if rest else "，全部有了去处。"
    return Section("compensations", "征地补偿款从收到到发放", says + left, table)
