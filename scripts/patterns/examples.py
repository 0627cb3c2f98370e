"""One example a component: the records it is called with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from mingbai.model import Crumb
from mingbai.page import Answer, Choice, Link, StepLine
from mingbai.portal.datasets.views import DatasetLine
from mingbai.portal.feeds.views import FeedLine
from patterns import records as r


@dataclass(frozen=True)
class Example:
    """How one component is called; name is its macro's, its template's and its style's."""

    name: str
    title: str
    args: tuple[Any, ...] = ()


EXAMPLES = (
    Example("badge", "标签：是什么", ("演示数据",)),
    *(
        Example("mark", f"状态：{m.text}", (m,))
        for m in (r.OK, r.WARN, r.BAD, r.LATE, r.MISSING, r.FIXED, r.PLAIN, r.NONE)
    ),
    Example("link", "链接", (Link("国家企业信用信息公示", "https://example.org/", "外部网站"),)),
    Example("value", "值", (date(2026, 7, 10),)),
    Example(
        "crumbs",
        "所在位置",
        ((Crumb("清源县", "/"), Crumb("太平镇", "/places/1/"), Crumb("柳塘村")),),
    ),
    Example("search", "检索"),
    Example(
        "doors",
        "入口",
        (
            (
                Link("我要办事", "/approvals/", "要几天、收不收费、带什么。"),
                Link("看我村的账", "/accounts/", "全县村、组，每月逐笔公开。"),
                Link("下载数据", "/data/", "每一行都能下载，免费使用。"),
            ),
        ),
    ),
    Example("news", "动态", (r.NEWS,)),
    Example("figures", "数字，点开是证明", (r.FIGURES,)),
    Example(
        "answers",
        "先答三问",
        (
            (
                Answer("要几天", "3 个工作日", "法定 7 日；补正、专家评审不计时"),
                Answer("收不收费", "不收费", "任何人收费都可以投诉"),
                Answer("跑几次", "最多 1 次", "网上提交的，领证时来 1 次或邮寄"),
            ),
        ),
    ),
    Example("sum", "算式：小计单线，结余双线，同手写账", (r.SUM,)),
    Example("facts", "名与值", (r.FACTS,)),
    Example("facts", "名与值，一行", (r.FACTS[1:3], True)),
    Example("table", "表：窄处每行变成有名称的小块", (r.towns(),)),
    Example("table", "表：太宽的在框里横向滚动", (r.preview(),)),
    Example("ledger", "账目", (r.LEDGER,)),
    Example("proofs", "核对", (r.PROOFS,)),
    Example("months", "月份", (r.MONTHS,)),
    Example("chart", "图", (r.chart(),)),
    Example("flowchart", "流程图与步骤", (r.flow(),)),
    Example("steps", "步骤", ((StepLine("w1", "申请", "申请人，网上或综合窗口"),),)),
    Example("checklist", "材料", (r.PAPERS,)),
    Example("downloads", "下载", (r.FILES,)),
    Example("note", "提醒", ("村口商铺合同 2026-09-30 到期，距今 82 天。",)),
    Example("note", "差错", ("第 3 行余额应为 11,569.50，实为 11,569.05，差 0.45。", "bad")),
    Example("note", "说明", ("本页数字截至 2026-07-10。", "plain")),
    Example(
        "errors",
        "差错汇总",
        (
            "这一本没有通过，共 1 处",
            (
                Link(
                    "entries.csv 第 3 行「余额」：应为 11,569.50，实为 11,569.05（差 0.45）",
                    "#towns",
                ),
            ),
        ),
    ),
    Example("empty", "空", ("2024 年 2 月没有公开。已过期限 861 天，可向太平镇政府反映。",)),
    Example("pager", "前后", (Link("上月：5 月", "/accounts/1/2026/#05"), Link("下月：未到期"))),
    Example("actions", "能做什么", ((Link("打印公示单", "/accounts/1/"), Link("订阅", "/")),)),
    Example(
        "choices",
        "不用脚本的筛选",
        (
            (
                Choice(
                    "按部门",
                    (
                        Link("住房和城乡建设局", "/agencies/zhujian/", "12"),
                        Link("自然资源局", "/agencies/ziran/", "9"),
                    ),
                ),
                Choice(
                    "按类型",
                    (
                        Link("行政许可", "/approvals/types/1/", "31"),
                        Link("公共服务", "/approvals/types/2/", "18"),
                    ),
                ),
            ),
        ),
    ),
    Example("rules", "核对规则", (r.RULES,)),
    Example(
        "feedlist",
        "订阅",
        (
            (
                FeedLine(
                    "全部公开", "/feeds/all.atom", "/feeds/all.rss", "/feeds/all.json", "/changes/"
                ),
                FeedLine("太平镇", "/feeds/1.atom", "/feeds/1.rss", "/feeds/1.json"),
            ),
        ),
    ),
    Example(
        "datasets",
        "数据集",
        (
            (
                DatasetLine(
                    title="村级账目明细",
                    url="/data/accounts/",
                    summary="全县村、组的每一笔收入和支出。",
                    rows=412_906,
                    updated=date(2026, 7, 10),
                    files=r.FILES[:2],
                ),
            ),
        ),
    ),
    Example("dictionary", "数据字典", (r.DICTIONARY,)),
    Example("tree", "一层一层的地方", (r.TREE,)),
)
