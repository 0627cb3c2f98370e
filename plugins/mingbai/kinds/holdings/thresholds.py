"""Numbers of the county's rule set that collective holdings are held against."""

from mingbai.county import LIKE_MIN, QUARTER_DUE_DAY, Threshold

EXPIRING_DAYS_1 = Threshold("expiring_days_1", 180, "日", "合同到期前多少天第一次提醒")
EXPIRING_DAYS_2 = Threshold("expiring_days_2", 90, "日", "合同到期前多少天第二次提醒")
EXPIRING_DAYS_3 = Threshold("expiring_days_3", 30, "日", "合同到期前多少天第三次提醒")
OVERDUE_DAYS_1 = Threshold("overdue_days_1", 1, "日", "合同欠款过了应收日多少天第一次提醒")
OVERDUE_DAYS_2 = Threshold("overdue_days_2", 30, "日", "合同欠款过了应收日多少天第二次提醒")
OVERDUE_DAYS_3 = Threshold("overdue_days_3", 90, "日", "合同欠款过了应收日多少天第三次提醒")
LOW_RENT_PCT = Threshold("low_rent_pct", 60, "%", "单价低于同类中位数的这个比例就提醒")
LEASE_YEARS_MAX = Threshold("lease_years_max", 20, "年", "租赁合同最长年限")
CONTRACT_YEARS_ARABLE = Threshold("contract_years_arable", 30, "年", "耕地承包合同最长年限")
CONTRACT_YEARS_GRASS = Threshold("contract_years_grass", 50, "年", "草地承包合同最长年限")
CONTRACT_YEARS_FOREST = Threshold("contract_years_forest", 70, "年", "林地承包合同最长年限")
RENT_GAP_PCT = Threshold("rent_gap_pct", 1, "%", "合同单价乘面积和年租金相差达到这个比例就提醒")

THRESHOLDS = (
    EXPIRING_DAYS_1,
    EXPIRING_DAYS_2,
    EXPIRING_DAYS_3,
    OVERDUE_DAYS_1,
    OVERDUE_DAYS_2,
    OVERDUE_DAYS_3,
    LOW_RENT_PCT,
    LEASE_YEARS_MAX,
    CONTRACT_YEARS_ARABLE,
    CONTRACT_YEARS_GRASS,
    CONTRACT_YEARS_FOREST,
    RENT_GAP_PCT,
    LIKE_MIN,
    QUARTER_DUE_DAY,
)
