"""Numbers of the county's rule set that inspections are held against."""

from mingbai.county import Threshold

INSPECTION_RESULT_DAYS = Threshold(
    "inspection_result_days", 20, "工作日", "检查结束后多少个工作日内公开结果"
)

THRESHOLDS = (INSPECTION_RESULT_DAYS,)
