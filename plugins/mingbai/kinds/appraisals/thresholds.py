"""Numbers of the county's rule set that appraisals are held against."""

from mingbai.county import Threshold

SMALL_SAMPLE = Threshold("small_sample", 30, "份", "有效票少于这个数，注明样本少")
OPINION_DAYS = Threshold("opinion_days", 30, "日", "评议结束后，批评意见最迟多少天答复")

THRESHOLDS = (
    SMALL_SAMPLE,
    OPINION_DAYS,
)
