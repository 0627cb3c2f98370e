"""What a number of the county's rule set is called and means; those that several kinds share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number that the county decides: one row of the registry's `rules`, a whole number.

    key: its name there. default: what a new county's rule set starts from; it never stands in for
    a row that is missing, because the registry's rules refuse a rule set that lacks one. unit and
    meaning: as its row explains it to readers.
    """

    key: str
    default: int
    unit: str
    meaning: str


MONTH_DUE_DAY = Threshold("month_due_day", 15, "日", "按月公开的内容，最迟次月几日公开")
QUARTER_DUE_DAY = Threshold(
    "quarter_due_day", 15, "日", "按季公开的内容，最迟在下一季度首月这一天公开"
)
LIKE_MIN = Threshold("like_min", 5, "笔或份", "同类满这么多才比：少于这个数没有常见的金额或租金")
ANSWER_DAYS = Threshold("answer_days", 10, "工作日", "村民提问、请单位说明的，最迟第几个工作日答复")
