"""What decisions on accountability say of appraisals, and the votes say too."""

from __future__ import annotations

from mingbai.check.reconciliations import STATE, Reconciliation, Side, side_frame
from mingbai.kinds.accountability.offers import OF_ROUNDS

_STANDINGS = side_frame(
    "appraisals",
    "standings",
    ("unit", "round_id"),
    *("row", "title", "scope", "thing", "agency"),
    value="str",
)

RECONCILIATIONS = (
    Reconciliation(
        code="last-place-not-in-votes",
        title="因评议末位的问责和评议结果",
        meaning="因为民主评议排在末位作出的问责决定，那一轮的得票里这个单位要真的是本类末位，并且有整改任务。",
        ground="评议末位的重点跟踪整改；问责以查实的事实为依据",
        remedy="照得票核对单位和评议编号；不是末位的，复查这个决定；没有整改任务的，补上任务。",
        unit=STATE,
        keys=("unit", "round_id"),
        left=Side(OF_ROUNDS, "问责决定认定", "没有这样的决定"),
        right=Side(_STANDINGS, "民主评议里是", "那一轮评议没有这个单位"),
    ),
)
