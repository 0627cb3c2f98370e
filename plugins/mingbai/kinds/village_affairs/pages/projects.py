"""Projects and their payments -> their index, a page a project, panels on the places' pages."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from mingbai.county import County
from mingbai.kinds.village_affairs.pages.vouchers import voucher_column
from mingbai.kinds.village_affairs.payments import RETENTION_PCT_MAX, paid_in_all
from mingbai.model import Page
from mingbai.money import yuan, yuan_column
from mingbai.page import Cells, Column, Mark, table_view
from mingbai.page.records import (
    Placement,
    Records,
    Register,
    RegisterView,
    Row,
    Section,
    rows,
    without_lines,
)
from mingbai.read import Tables

_MONEY = {"budget": "预算", "contract_amount": "合同", "paid": "已付", "final_account": "决算"}


_OVERPAID = "付款超过决算"


def _project_alarm(row: Row, _: County) -> str:
    final, paid = row["final_account_fen"], row["paid_fen"]
    return f"决算 {yuan(final)} 元，已付 {yuan(paid)} 元，多付 {yuan(paid - final)} 元。"


def _project_mark(row: Row, _: County) -> Mark:
    final = row["final_account_fen"]
    if final is not None:
        if row["paid_fen"] > final:
            return Mark("bad", _OVERPAID)
        owed = final - row["paid_fen"]
        if owed * 100 > (final * RETENTION_PCT_MAX if row["is_told"] else 0):
            return Mark("warn", "已经决算，还没有付清")
        return Mark("ok", "已经决算，只剩质量保证金没付" if owed > 0 else "已经决算，付清了")
    if row["finished"] is not None:
        return Mark("warn", "完工未决算")
    return Mark("", "正在施工") if row["started"] is not None else Mark("none", "还没有开工")


def _with_account(frame: pd.DataFrame, tables: Tables, _: County) -> pd.DataFrame:
    """`paid_fen` of all payments so far, `is_told`: whether they are told one by one.

    `account`: the sums of a project in one sentence.
    """
    paid = frame.assign(
        paid_fen=paid_in_all(tables).reindex(frame.index),
        is_told=frame["project_no"].isin(tables.frame("payments")["project_no"]),
    )
    return paid.assign(account=[_account_sentence(row) for row in rows(paid)])


def _account_sentence(row: Row) -> str:
    sums = ((word, row[f"{name}_fen"]) for name, word in _MONEY.items())
    return "，".join(f"{word} {yuan(fen)} 元" for word, fen in sums if fen is not None) + "。"


def _projects_sentence(projects: pd.DataFrame) -> str:
    settled = int(projects["final_account_fen"].notna().sum())
    return (
        f"村级工程 {len(projects):,} 项，已经决算 {settled:,} 项。预算、合同、付款、决算都在这里。"
    )


def _payments_of_projects(tables: Tables) -> dict[str, pd.DataFrame]:
    """Each project's payments, oldest first."""
    ordered = tables.frame("payments").sort_values(["date", "payment_no"], kind="stable")
    return {str(no): of_project for no, of_project in without_lines(ordered).groupby("project_no")}


def _payments_section(records: Records, row: Row) -> Iterator[Section]:
    """What was paid, payment by payment, with where it stands in the village's ledger."""
    payments = records.tables.shared(_payments_of_projects).get(row["project_no"])
    if payments is None:
        yield Section("payments", "一笔一笔怎么付的", "逐笔付款还没有公开。")
        return
    columns = [
        (Column("付的什么钱"), Cells(payments["purpose"], "head")),
        (Column("日期"), Cells(payments["date"], "date")),
        (Column("金额（元）", is_num=True), Cells(yuan_column(payments["amount_fen"]), "num")),
        (Column("付给谁"), Cells(payments["payee"])),
        voucher_column(payments, records.edition),
    ]
    total = int(payments["amount_fen"].sum())
    table = table_view(
        "payments-table",
        f"付款 {len(payments)} 次，先付的在前",
        columns,
        ("一共", None, yuan(total), "", ""),
    )
    yield Section("payments", "一笔一笔怎么付的", _payments_sentence(row, payments), table)


def _payments_sentence(row: Row, payments: pd.DataFrame) -> str:
    """How much of the final account is still owed, and which payments no ledger here can show."""
    sentence = f"前后付了 {len(payments)} 次，一共 {yuan(int(payments['amount_fen'].sum()))} 元。"
    final, without = row["final_account_fen"], int(payments["voucher_no"].isna().sum())
    if final is not None and row["paid_fen"] < final:
        sentence += f"还有 {yuan(final - row['paid_fen'])} 元没有付，质保期满再付。"
    if without:
        sentence += f"其中 {without} 次没有写凭证号，在网上的账里查不到。"
    return sentence


PROJECTS = Register(
    kind="village_affairs/projects",
    title="村级工程",
    door="村务",
    door_url="/village/",
    table="projects",
    scope="project",
    key="project_no",
    order_by=None,
    heading="{name}",
    columns=("place_code", "budget", "contract_amount", "paid", "final_account"),
    facts=(
        "place_code",
        "matter_no",
        "budget",
        "tender",
        "contractor",
        "contract_amount",
        "started",
        "finished",
        "final_account",
        "paid",
        "excess_decision",
    ),
    lead="account",
    place="place_code",
    link="name",
    placements=(Placement("place_code", "place", 310, "村级工程"),),
    derive=_with_account,
    mark=_project_mark,
    alarm=_project_alarm,
    says=_projects_sentence,
    record_sections=_payments_section,
)


def project_pages(projects: Records) -> Iterator[Page]:
    """The index and a page a project."""
    section = Section(
        id="projects",
        title="全部工程",
        says="",
        table=projects.table(projects.frame, caption="按公开的先后"),
    )
    yield projects.index_page(RegisterView(_projects_sentence(projects.frame), (), (section,)))
    yield from projects.record_pages()
