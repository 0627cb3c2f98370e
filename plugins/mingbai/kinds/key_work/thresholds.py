"""Numbers of the county's rule set that key work is held against."""

from mingbai.county import MONTH_DUE_DAY, Threshold

STALE_PROGRESS_DAYS = Threshold("stale_progress_days", 40, "日", "重点工作多少天没有新进展就提醒")

THRESHOLDS = (STALE_PROGRESS_DAYS, MONTH_DUE_DAY)
