"""Plan -> a delay notice for every case that was decided after its limit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pandas as pd

from demo import completions, content, months
from demo.chance import Chance
from demo.packages import DemoPackage
from demo.plan import Plan
from demo.workdays import calendar

# By the item's type ("" for all others): 种类 and 理由 that a case of it can have.
_REASONS = {
    "行政许可": (
        (
            "延期办理",
            "现场核查时发现情况与申请材料不符，等申请人改好以后复查，复查安排在三个工作日内。",
        ),
        ("延期办理", "申请材料里的图纸与现场对不上，出具图纸的单位重新出具，用去两个工作日。"),
        ("暂缓办理", "利害关系人提出异议，要先听取双方意见，听取以后再作决定。"),
        ("延期办理", "负责复核的岗位人员因病请假，B 岗交接时漏办一天，已经对交接制度作了补正。"),
    ),
    "": (
        ("延期办理", "省级数据接口升级停用两天，申请人的记录无法核验，恢复后已经立即核验。"),
        ("延期办理", "负责复核的岗位人员因病请假，B 岗交接时漏办一天，已经对交接制度作了补正。"),
        ("暂缓办理", "申请人的户籍信息和参保信息不一致，等申请人到原登记机关更正以后再核验。"),
    ),
}
_REFUSED = "核对以后不符合办理条件，核对用的时间超过了期限；为什么不符合，写在决定书里。"
_REMEDY = "可以拨打办事指南上的投诉电话，也可以依法申请行政复议或者提起行政诉讼。"


def packages(plan: Plan, chance: Chance) -> Iterator[DemoPackage]:
    """One package an agency and month in which something was late."""
    stream = plan.chance.of("kind", "completions")
    for period in plan.periods[-12:]:
        for agency in content.records(plan.agencies):
            late = [
                row
                for row in completions.cases(plan, stream, agency["slug"], period)
                if row["decided"] > row["due"]
            ]
            if late:
                yield DemoPackage(
                    kind="delays",
                    publisher=agency["slug"],
                    period=period,
                    title=f"{agency['short_name']}滞办反馈告知书",
                    published=min(months.working(months.day_after(period, 3)), plan.as_of),
                    approved_by=f"{agency['name']}（演示）",
                    tables={"notices": pd.DataFrame(list(_notices(late, plan, chance)))},
                )


def _notices(late: list[dict[str, Any]], plan: Plan, chance: Chance) -> Iterator[dict[str, Any]]:
    for row in late:
        stream = chance.of(row["receipt_no"])
        kind, reason = _why(row, str(plan.items.at[row["item_code"], "type"]), stream)
        is_refused = kind == "不予办理"
        later = max(
            calendar().add(row["due"], stream.of("days").number(3, 5)),
            row["due"] + timedelta(days=1),
        )
        yield {
            "notice_no": f"ZB-{row['receipt_no']}",
            "item_code": row["item_code"],
            "receipt_no": row["receipt_no"],
            "kind": kind,
            "reason": reason,
            "basis_id": "YSHJ-36",
            "post_name": row["post_name"],
            "noticed": row["due"],
            "new_due": None if is_refused else later,
            "remedy": _REMEDY,
        }


def _why(row: dict[str, Any], type_: str, stream: Chance) -> tuple[str, str]:
    """Kind and reason of a notice, as the case's result and its item's type allow."""
    if row["result"] == "不予":
        return "不予办理", _REFUSED
    return stream.of("reason").one(_REASONS.get(type_, _REASONS[""]))
