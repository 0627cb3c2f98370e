"""What appraisals ask somebody to answer for, and decisions on accountability say too."""

from __future__ import annotations

from mingbai.check.reconciliations import Reconciliation, Side, side_frame
from mingbai.kinds.appraisals.offers import LAST_TWICE, UNKEPT_TASKS

_TOLD = ("row", "title", "scope", "thing", "agency")
_LAST_PLACES = side_frame("accountability", "last_places", ("unit", "round_id"), *_TOLD)
_UNKEPT = side_frame("accountability", "unkept", ("task_no",), *_TOLD)

RECONCILIATIONS = (
    Reconciliation(
        code="last-twice-not-decided",
        title="连续两轮评议末位和问责决定",
        meaning="民主评议连续两轮排在本类末位的单位，问责台账里要有写明后一轮评议的决定；"
        "问责公开以前的评议不比，评议以后不满一个月的没法比。",
        ground="评议末位的重点跟踪整改；连续末位的，追究责任",
        remedy="还没有作决定的，作出决定；作了决定的，在“问责的由来”里写上评议编号。",
        unit="件",
        keys=("unit", "round_id"),
        left=Side(LAST_TWICE, "照得票该问责的有", "得票里不是连续两轮末位"),
        right=Side(_LAST_PLACES, "问责台账写明因为它的有", "问责台账里没有这一轮末位的决定"),
    ),
    Reconciliation(
        code="unkept-task-not-decided",
        title="没有按期完成的整改和问责决定",
        meaning="评议整改过了期限没有完成、或者过了期限才完成的，问责台账里要有写明这项整改的决定；"
        "按期完成的，不能因为它问责。问责公开以前到期的不比，到期以后不满一个月的没法比。",
        ground="评议末位的重点跟踪整改；整改不落实的，追究责任",
        remedy="核对期限和完成日期；该问责的，作出决定，在问责台账里写上整改任务的编号。",
        unit="件",
        keys=("task_no",),
        left=Side(UNKEPT_TASKS, "没有按期完成的有", "整改已经按期完成，或者没有到期", field="done"),
        right=Side(_UNKEPT, "问责台账写明因为它的有", "问责台账里没有因为它的决定"),
        is_mutual=True,
    ),
)
