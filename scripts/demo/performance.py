"""Plan -> two years of performance appraisal: ten indicators a class, scores, totals, ranks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pandas as pd

from demo import content, months, scores
from demo.chance import Chance
from demo.packages import DemoPackage
from demo.plan import Plan
from demo.score_years import Year


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
            "indicator_no": number,
            "dimension": dimension,
            "name": name,
            "weight": weight,
            "measure": measure,
        }
        for class_ in classes
        for number, (dimension, name, weight, measure, _) in scores.SCHEME.items()
    ]
    counted = Year(plan, year, chance)
    rows = []
    for unit in units:
        for number in scores.SCHEME:
            score = scores.score(counted, unit["slug"], number)
            rows.append(
                {
                    "year": str(year),
                    "unit": unit["slug"],
                    "class": unit["review_class"],
                    "indicator_no": number,
                    "score": score.points,
                    "evidence": score.evidence,
                }
            )
    marks = pd.DataFrame(rows)
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
