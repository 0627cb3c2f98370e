"""Numbers of the county's rule set that completed cases are held against."""

from mingbai.county import Threshold

PUBLISH_CASE_DAYS = Threshold(
    "publish_case_days", 7, "工作日", "办结或决定后，最迟这么多个工作日内公布结果"
)

THRESHOLDS = (PUBLISH_CASE_DAYS,)
