"""The numbers of the county's rule set that this kind asks for."""

from mingbai.county import Threshold

ANSWER_DAYS = Threshold(
    key="answer_days",
    default=10,
    unit="工作日",
    meaning="村民提问、请单位说明的，最迟第几个工作日答复",
)

THRESHOLDS = (ANSWER_DAYS,)
