"""Plan -> two years of performance appraisal: ten indicators a class, scores, totals, ranks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pandas as pd

from demo import content, months
from demo.chance import Chance
from demo.packages import DemoPackage
from demo.plan import Plan

_SCHEME = (
    ("履行职责", "年度职责任务完成率", 15, "按任务清单逐项核对，未完成一项扣 2 分。"),
    ("依法行政", "行政复议纠错和败诉", 10, "每被纠正一件扣 2 分。"),
    ("政务公开", "按时公开率", 10, "按公开目录核对，每迟一项扣 0.5 分。"),
    ("工作效率", "按时办结率", 15, "按已办结事项计算，每低一个百分点扣 1 分。"),
    ("机关作风", "暗访发现问题", 10, "每发现一次扣 1 分。"),
    ("服务质量", "民主评议满意率", 10, "按当年评议满意率折算。"),
    ("主要工作目标", "重点工作完成情况", 10, "按重点工作责任分解核对。"),
    ("重大项目", "项目进度", 5, "按季度节点核对。"),
    ("廉洁勤政", "问责和处分", 10, "每受到问责一次扣 3 分。"),
    ("队伍建设", "培训和学习", 5, "按培训计划核对。"),
)


def packages(plan: Plan, chance: Chance) -> Iterator[DemoPackage]:
    """The two years before the last, published in February."""
    for year in (plan.size.year - 2, plan.size.year - 1):
        yield DemoPackage(
            kind="performance",
            publisher="office",
            period=str(year),
            title=f"清源县 {year} 年绩效考评结果",
            published=min(months.working(date(year + 1, 2, 24)), plan.as_of),
            approved_by="清源县人民政府办公室（演示）",
            tables=_tables(plan, year, chance.of(year)),
        )


def _tables(plan: Plan, year: int, chance: Chance) -> dict[str, pd.DataFrame]:
    units = [u for u in content.records(plan.agencies) if u["slug"] not in ("office", "county")]
    classes = sorted({unit["review_class"] for unit in units})
    indicators = [
        {
            "year": str(year),
            "class": class_,
            "indicator_no": f"{n:02d}",
            "dimension": dimension,
            "name": name,
            "weight": weight,
            "measure": measure,
        }
        for class_ in classes
        for n, (dimension, name, weight, measure) in enumerate(_SCHEME, start=1)
    ]
    scores = [
        {
            "year": str(year),
            "unit": unit["slug"],
            "class": unit["review_class"],
            "indicator_no": f"{n:02d}",
            "score": _score(weight, chance.of(unit["slug"], n)),
            "evidence": "按考评办法核对材料打分。",
        }
        for unit in units
        for n, (_, _, weight, _) in enumerate(_SCHEME, start=1)
    ]
    marks = pd.DataFrame(scores)
    totals = marks.groupby(["year", "unit", "class"], sort=False)["score"].agg(
        lambda points: sum(points, Decimal(0))
    )
    frame = totals.rename("total").reset_index()
    cents = frame["total"].map(lambda total: int(total * 100))
    rank = cents.groupby(frame["class"]).rank(method="min", ascending=False).astype("int64")
    frame = frame.assign(rank=rank, total=frame["total"].map(str))
    return {
        "indicators": pd.DataFrame(indicators),
        "scores": marks.assign(score=marks["score"].map(str)),
        "totals": frame,
    }


def _score(weight: int, chance: Chance) -> Decimal:
    """From 82 % to all of the weight, in halves of a tenth."""
    hundredths = chance.number(weight * 82, weight * 100) // 5 * 5
    return Decimal(hundredths) / 100
