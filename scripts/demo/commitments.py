"""Plan -> what each department and township promised, and the boards it hangs out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd

from demo import content, months
from demo.chance import Chance
from demo.oversight import world
from demo.oversight.decisions import LATE_CASES
from demo.packages import DemoPackage
from demo.plan import Plan

# System, text, measure, target, unit: `target` in a text is the number beside it.
_PROMISES = (
    (
        "首问负责制",
        "第一个接待您的人负责到底；不归{short_name}的，当场写给您归谁、在哪里、电话多少。",
        None,
        None,
    ),
    (
        "一次性告知制",
        "办{item}，“{paper}”不全或者不合的，一次写清楚缺什么，不让您跑第二趟。",
        None,
        None,
    ),
    (
        "限时办结制",
        "{item}等事项都有承诺时限；一百件里，至少 {target} 件在时限以内办完。",
        "按时办结率",
        "%",
    ),
    (
        "服务承诺制",
        "在{window}交的事，一半以上 {target} 个工作日内办完。",
        "平均用时",
        "工作日",
    ),
    ("AB岗工作制", "A 岗不在，B 岗照办，{short_name}在{window}不空岗。", None, None),
    (
        "过错责任追究制",
        "{short_name}今年受理的事，超期的不多于 {target} 件；"
        "超期一件发一份告知书，多于 {target} 件的，分管负责人作书面检查。",
        "超期件数",
        "件",
    ),
)
_BOARDS = (
    ("效能监督牌", "监督电话", "{supervision_phone}"),
    ("效能监督牌", "投诉受理", "当面、来信、来电、邮件、短信五种渠道都受理。"),
    ("人员去向牌", "样式", "在岗、开会、下乡、请假四种状态，由本人每天早上翻牌。"),
    ("岗位职责牌", "公示范围", "办事大厅全部岗位，写明职责、A 岗和 B 岗。"),
)


def packages(plan: Plan, chance: Chance) -> Iterator[DemoPackage]:
    """One package an agency that has items, in the January of the last year."""
    for agency in content.records(plan.agencies):
        if agency["slug"] not in set(plan.items["agency"]):
            continue
        day = months.working(date(plan.size.year, 1, 5 + chance.of(agency["slug"]).number(0, 9)))
        yield DemoPackage(
            kind="commitments",
            publisher=agency["slug"],
            period=str(plan.size.year),
            title=f"{agency['short_name']} {plan.size.year} 年服务承诺",
            published=min(day, plan.as_of),
            approved_by=f"{agency['name']}（演示）",
            tables={
                "commitments": pd.DataFrame(
                    list(_promises(agency, plan, chance.of(agency["slug"])))
                ).astype({"target": "Int64"}),
                "boards": pd.DataFrame(list(_boards(agency))),
            },
        )


def _promises(agency: Mapping[str, Any], plan: Plan, chance: Chance) -> Iterator[dict[str, Any]]:
    words = world(plan).words
    since = date(plan.size.year, 1, 1)
    vocabulary = words.words(agency["slug"], since, chance) | {"short_name": agency["short_name"]}
    promised = sorted(item.days for item in words.spoken[agency["slug"]])
    targets = {
        "按时办结率": chance.of("rate").number(94, 97),
        "平均用时": max(promised[len(promised) // 2], 1),
        "超期件数": LATE_CASES,
    }
    for number, (system, text, measure, unit) in enumerate(_PROMISES, start=1):
        target = targets[measure] if measure else None
        yield {
            "commitment_no": f"CN-{agency['initials']}-{number:02d}",
            "agency": agency["slug"],
            "system": system,
            "text": text.format(**vocabulary, target=target),
            "measure": measure,
            "target": target,
            "unit": unit,
            "since": since,
        }


def _boards(agency: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for board, item, words in _BOARDS:
        yield {
            "agency": agency["slug"],
            "board": board,
            "item": item,
            "content": words.format(supervision_phone=agency["supervision_phone"]),
            "place": "办事大厅入口",
        }
