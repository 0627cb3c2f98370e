"""Numbers of the county's rule set that complaints are held against."""

from mingbai.county import MONTH_DUE_DAY, Threshold

COMPLAINT_DAYS = Threshold("complaint_days", 30, "工作日", "效能投诉的办理期限")
COMPLAINT_EXTENDED_DAYS = Threshold(
    "complaint_extended_days", 60, "工作日", "情况复杂的效能投诉，最长办理期限"
)
COMPLAINT_ACCEPT_DAYS = Threshold(
    "complaint_accept_days", 7, "工作日", "收到投诉后决定是否受理的期限"
)

THRESHOLDS = (
    COMPLAINT_DAYS,
    COMPLAINT_EXTENDED_DAYS,
    COMPLAINT_ACCEPT_DAYS,
    MONTH_DUE_DAY,
)
