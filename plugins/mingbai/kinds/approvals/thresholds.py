"""Numbers of the county's rule set that service guides are held against."""

from mingbai.county import Threshold

FLOW_CASES_MIN = Threshold("flow_cases_min", 10, "件", "办结件达到这个数，流程图才显示实际用时")

THRESHOLDS = (FLOW_CASES_MIN,)
