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

_REASONS = (
    "现场核查时发现消防通道与图纸不符，等申请人整改后复查，复查安排在三个工作日内。",
    "省级数据接口升级停用两天，申请人的社保缴费记录无法核验，恢复后已经立即核验。",
    "申请材料中的测绘成果坐标系有误，测绘单位重新出具成果用去两个工作日。",
    "同一地块有邻里提出异议，需要到村里核实四至界址并听取双方意见。",
    "负责复核的岗位人员因病请假，B 岗交接时漏办一天，已经对交接制度作了补正。",
)
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
                    tables={"notices": pd.DataFrame(list(_notices(late, chance)))},
                )


def _notices(late: list[dict[str, Any]], chance: Chance) -> Iterator[dict[str, Any]]:
    for row in late:
        stream = chance.of(row["receipt_no"])
        yield {
            "notice_no": f"ZB-{row['receipt_no']}",
            "item_code": row["item_code"],
            "receipt_no": row["receipt_no"],
            "kind": "延期办理",
            "reason": stream.of("reason").one(_REASONS),
            "basis_id": None,
            "post_name": row["post_name"],
            "noticed": row["due"],
            "new_due": max(
                calendar().add(row["due"], stream.of("days").number(3, 5)),
                row["due"] + timedelta(days=1),
            ),
            "remedy": _REMEDY,
        }
