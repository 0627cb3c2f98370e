"""Numbers of the county's rule set that village accounts are held against."""

from mingbai.county import ANSWER_DAYS, LIKE_MIN, MONTH_DUE_DAY, QUARTER_DUE_DAY, Threshold

BOARD_KEEP_DAYS = Threshold("board_keep_days", 10, "日", "公开栏上至少张贴多少天")
MAJOR_EXPENSE_YUAN = Threshold(
    "major_expense_yuan", 5000, "元", "单笔支出达到这个数，列为重大开支提醒"
)
OTHER_SHARE_PCT = Threshold("other_share_pct", 20, "%", "“其他收入”“其他支出”占比超过这个数就提醒")
OTHER_SINGLE_YUAN = Threshold("other_single_yuan", 2000, "元", "单笔列入“其他”达到这个数就提醒")
ROUND_SUM_YUAN = Threshold("round_sum_yuan", 10000, "元", "达到这个数的整数金额就提醒核对")
UNIT_ERROR_RATIO = Threshold(
    "unit_error_ratio", 100, "倍", "与同类金额相差超过这个倍数，提醒元和万元是否填错"
)

THRESHOLDS = (
    MONTH_DUE_DAY,
    QUARTER_DUE_DAY,
    BOARD_KEEP_DAYS,
    MAJOR_EXPENSE_YUAN,
    OTHER_SHARE_PCT,
    OTHER_SINGLE_YUAN,
    ROUND_SUM_YUAN,
    UNIT_ERROR_RATIO,
    LIKE_MIN,
    ANSWER_DAYS,
)
