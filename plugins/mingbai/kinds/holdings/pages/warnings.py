"""Early warnings -> the warning board, grouped by sort."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from mingbai.county import LIKE_MIN, County, Threshold
from mingbai.issues import Rule
from mingbai.kinds.holdings.pages.snapshot import FEED, HOME, TITLE, WARNINGS_URL, HoldingsSnapshot
from mingbai.kinds.holdings.rules import WARNINGS
from mingbai.kinds.holdings.thresholds import (
    CONTRACT_YEARS_ARABLE,
    CONTRACT_YEARS_FOREST,
    CONTRACT_YEARS_GRASS,
    EXPIRING_DAYS_1,
    EXPIRING_DAYS_2,
    EXPIRING_DAYS_3,
    LEASE_YEARS_MAX,
    LOW_RENT_PCT,
    OVERDUE_DAYS_1,
    OVERDUE_DAYS_2,
    OVERDUE_DAYS_3,
    RENT_GAP_PCT,
)
from mingbai.model import Crumb, Page
from mingbai.page import (
    Cells,
    Column,
    Figure,
    Link,
    Mark,
    RegisterView,
    Section,
    TableView,
    mark_cells,
    records,
    table_view,
)

_STATES = {0: "warn", 1: "warn", 2: "late", 3: "bad"}
# By the code of a rule: what the county's numbers mean for it, and which they are.
_LIMITS: Mapping[str, tuple[str, tuple[Threshold, ...]]] = {
    "contract-expiring": (
        "到期前 {} 天、{} 天、{} 天各提醒一次。",
        (EXPIRING_DAYS_1, EXPIRING_DAYS_2, EXPIRING_DAYS_3),
    ),
    "rent-overdue": (
        "过了应收日 {} 天、{} 天、{} 天各提醒一次。",
        (OVERDUE_DAYS_1, OVERDUE_DAYS_2, OVERDUE_DAYS_3),
    ),
    "rent-low": (
        "单价不到同类中位数的 {}% 就列出来；同类不到 {} 份的不比。",
        (LOW_RENT_PCT, LIKE_MIN),
    ),
    "unit-price-differs": ("单价乘面积和年租金差到 {}% 就列出来。", (RENT_GAP_PCT,)),
    "term-too-long": (
        "租赁最长 {} 年；承包耕地最长 {} 年，草地 {} 年，林地 {} 年。",
        (LEASE_YEARS_MAX, CONTRACT_YEARS_ARABLE, CONTRACT_YEARS_GRASS, CONTRACT_YEARS_FOREST),
    ),
}


def warnings_page(snapshot: HoldingsSnapshot) -> Page:
    """`/holdings/warnings/`: what to look at, why, by which sum, as of which day."""
    as_of = snapshot.edition.county.as_of
    title = "合同预警"
    numbers = pd.concat(
        [warnings["contract_no"] for warnings in snapshot.warnings_by_rule.values()]
    )
    sentence = (
        f"到 {as_of}，{numbers.nunique():,} 份合同有 {len(numbers):,} 条预警。"
        "每条写明为什么、怎么算的；预警只是提醒核对，不是结论，有不同意见请告诉乡镇政府。"
    )
    return Page(
        url=WARNINGS_URL,
        template="register.html",
        title=title,
        view=RegisterView(
            says=sentence,
            figures=warning_figures(snapshot),
            sections=tuple(_sections(snapshot)),
            links=(Link("下载数据", "/data/holdings/"),),
        ),
        description=sentence,
        crumbs=(*HOME, Crumb(TITLE, "/holdings/"), Crumb(title)),
        feed=FEED,
        is_daily=True,
    )


def warning_figures(snapshot: HoldingsSnapshot) -> tuple[Figure, ...]:
    """How many of each sort, linked to its section; sorts that are quiet are left out."""
    return tuple(
        Figure(
            warning_name(check.rule),
            f"{len(snapshot.warnings_by_rule[check.rule.code]):,} 份",
            f"{WARNINGS_URL}#{check.rule.code}-h",
        )
        for check in WARNINGS
        if len(snapshot.warnings_by_rule[check.rule.code])
    )


def warning_name(rule: Rule) -> str:
    """`合同快到期的预警` -> what the sort is called."""
    return rule.title.removesuffix("的预警")


def _sections(snapshot: HoldingsSnapshot) -> list[Section]:
    return [
        Section(
            id=check.rule.code,
            title=warning_name(check.rule),
            says=f"{check.rule.meaning}{_thresholds(check.rule.code, snapshot.edition.county)}",
            table=_table(
                check.rule, snapshot.warnings_by_rule[check.rule.code], snapshot.edition.county
            ),
        )
        for check in WARNINGS
        if len(snapshot.warnings_by_rule[check.rule.code])
    ]


def _thresholds(code: str, county: County) -> str:
    """What the county's numbers mean for a sort, in one sentence; "" where it has none."""
    sentence, thresholds = _LIMITS.get(code, ("", ()))
    return sentence.format(*map(county.threshold, thresholds))


def _table(rule: Rule, frame: pd.DataFrame, county: County) -> TableView:
    frame = frame.sort_values(["level", "place_code", "contract_no"], ascending=[False, True, True])
    rows = records.rows(frame)
    marks = [
        Mark(_STATES[r["level"]], f"第 {r['level']} 次" if r["level"] else "预警") for r in rows
    ]
    codes = [row["place_code"] for row in rows]
    places = [None if c is None else str(county.places.at[c, "path"]) for c in codes]
    columns = [
        (
            Column("合同"),
            Cells(
                [row["title"] for row in rows],
                "head",
                urls=[f"/holdings/contracts/{row['contract_no']}/" for row in rows],
            ),
        ),
        (
            Column("地方"),
            Cells(places, urls=[None if c is None else f"/holdings/places/{c}/" for c in codes]),
        ),
        (Column("为什么"), Cells([rule.message.format(**row) for row in rows])),
        (Column("怎么算的"), Cells([row["formula"] for row in rows])),
        (Column("预警"), Cells(mark_cells(marks), "html")),
    ]
    return table_view(f"{rule.code}-table", f"{warning_name(rule)}：{len(rows):,} 份", columns)
