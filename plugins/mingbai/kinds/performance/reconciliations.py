"""Published points -> compared with those computed from what other kinds published."""

from __future__ import annotations

from mingbai.check.reconciliations import Reconciliation, Side
from mingbai.kinds.performance.offers import COMPUTED, SCORES

RECONCILIATIONS = (
    Reconciliation(
        code="score-not-computed",
        title="绩效得分和照公开数据算出来的分",
        meaning="写了计分办法的指标，照办结公告、民主评议、督查、问责和重点工作公开的数据重算一遍，"
        "得分要一样。",
        ground="绩效考评按公布的办法计分，结果可以复核",
        remedy="照计分办法重算；数据错的更正数据，得分错的更正得分和名次。",
        unit="分",
        keys=("year", "unit", "indicator_no"),
        left=Side(SCORES, "公布的得分", "没有公布得分", field="score"),
        right=Side(COMPUTED, "照公开数据算出", "算不出来"),
    ),
)
