"""Numbers of the county's rule set that village affairs are held against."""

from mingbai.county import QUARTER_DUE_DAY, Threshold

IMMEDIATE_DUE_DAYS = Threshold(
    "immediate_due_days", 10, "日", "随时公开的重大事项，发生后最迟多少天公开"
)
LIST_DAYS_MAX = Threshold("list_days_max", 60, "日", "人员名单公示最长多少天")

THRESHOLDS = (
    IMMEDIATE_DUE_DAYS,
    LIST_DAYS_MAX,
    QUARTER_DUE_DAY,
)
