"""The rules of what platforms export, in words."""

from __future__ import annotations

from mingbai.issues import Rule, Severity

ASKED = Rule(
    code="export-question",
    title="要问一句",
    message="{found}",
    remedy="可以答：{expected}。答了再导入：当场答，或填进问题清单，用 --answers 交回。",
    meaning="平台导出的表里看不出来的，问一次，不猜；答过的记在登记表旁边，下个月不再问。",
)
READ_AS_EXPORT = Rule(
    code="export-read",
    title="按平台导出的表读",
    message="这张表按“{found}”读了：{expected}。",
    remedy="不用改；请核对一眼。",
    meaning="平台导出的收支明细、科目余额表不用重抄，照它的表头读，怎样读的逐张说明。",
    severity=Severity.WARNING,
)
NO_COLUMN = Rule(
    code="export-missing-column",
    title="导出的表缺一栏",
    message="这张表像是“{found}”，可是没有{expected}。",
    remedy="在平台里选上这一栏，重新导出。",
    meaning="缺了要紧的栏，读不成账，不猜。",
)
BAD_AMOUNT = Rule(
    code="export-amount",
    title="金额看不懂",
    message="{cell} 的金额“{found}”看不懂。",
    remedy="照凭证改成 1234.50 这样的数（最多到分）。",
    meaning="千分位逗号、全角数字、括号和红字负数认得；别的写法、不到一分的尾数不猜。",
)
BAD_DATE = Rule(
    code="export-date",
    title="日期看不懂",
    message="{cell} 的日期“{found}”看不懂。",
    remedy="改成 2026-07-05 这样的日期；年、月在别的栏或标题里的，要写全。",
    meaning="日期要看得出是哪年哪月哪日。",
)
UNCLEAR_ROW = Rule(
    code="export-unclear-row",
    title="这一行看不懂",
    message="第 {found} 行有金额，看不出是一笔账还是合计：{expected}。",
    remedy="是账的，补上日期和凭证号；是合计的，写明“合计”；都不是的，删掉。",
    meaning="有金额的行，要么是一笔账，要么是合计、结转；看不出来的不猜。",
)
NO_AMOUNT = Rule(
    code="export-no-amount",
    title="这一笔没有金额",
    message="第 {found} 行没有金额：{expected}。",
    remedy="照凭证填上收入或支出的金额；不是账的删掉。",
    meaning="每一笔账都有金额。",
)
BOTH_SIDES = Rule(
    code="export-both-sides",
    title="收入、支出都填了",
    message="第 {found} 行收入、支出两栏都有金额：{expected}。",
    remedy="分成两笔，一笔只填一栏。",
    meaning="一笔账不是收入就是支出。",
)
WRONG_BALANCE = Rule(
    code="export-balance",
    title="导出的余额对不上",
    message="{cell} 的余额是 {found}，照上一笔加减应为 {expected}。",
    remedy="在平台里核对这几笔：是不是漏导了一行、导重了，或者金额改过；改好再导出。",
    meaning="导出的余额不照抄，从期初起一笔一笔重新算，再和导出的比。",
)
WRONG_TOTAL = Rule(
    code="export-total",
    title="导出的合计对不上",
    message="{cell} 的“{title}”是 {found}，算出来是 {expected}。",
    remedy="看是不是漏导了行、筛掉了行，或者合计是手改的；改好再导出。",
    meaning="小计、合计、累计不照抄，重新加一遍，再和导出的比。",
)
WRONG_OPENING = Rule(
    code="export-opening",
    title="期初和上月公开的对不上",
    message="{thing}的期初是 {found}，上月公开的期末是 {expected}。",
    remedy="上月公开以后账改过的，先更正上月；导出时选错了月份或账套的，重新导出。",
    meaning="期初要等于上月公开的期末。",
)
OTHER_MONTHS = Rule(
    code="export-other-months",
    title="不是这一个月的",
    message="{thing}：这张表是 {found} 的，要导入的是 {expected}。",
    remedy="在平台里只选这一个月，重新导出。",
    meaning="一次导入一个月；多出来的月份不悄悄丢掉，也不混进来。",
)
TWICE = Rule(
    code="export-twice",
    title="同一本账来了两次",
    message="{thing}的{found}有两张：{expected}。",
    remedy="现金、银行存款分开的，请从平台导出合在一起的收支明细；导重了的，去掉一张。",
    meaning="一本账一个月只有一张收支明细、一张科目余额表。",
)
VOUCHER_LINES = Rule(
    code="export-voucher-lines",
    title="这是凭证分录",
    message="{thing}：这张表一张凭证借、贷各占一行，不是收支明细。",
    remedy="从平台导出“收支明细”或“现金、银行存款日记账”。",
    meaning="凭证分录里一笔钱写两遍，当成收支会把收入、支出都算成两倍。",
)
RED_MOVEMENT = Rule(
    code="export-red-movement",
    title="发生额是红字",
    message="{cell} 的发生额是红字“{found}”。",
    remedy="红字发生额改写到相反的一方，金额写正数：借方红字写到贷方。",
    meaning="公开的发生额没有负数。",
)
BROKEN_LAYOUT = Rule(
    code="layout-broken",
    title="记下的读法坏了",
    message="记着上次答案的文件读不了：{found}。",
    remedy="用版本记录里完好的一份换上，或删掉它，下次导入重新回答。",
    meaning="答过的问题记在 registry/layouts/，坏了不猜。",
)
OLD_FORMAT = Rule(
    code="workbook-old-format",
    title="旧格式",
    message="这是{found}，看不出哪些行、栏、表是隐藏的，显示的和隐藏的都读了。",
    remedy="核对一眼有没有不该公开的行；另存为 .xlsx 就看得出来。",
    meaning="旧格式里隐藏的行、栏、表看不出来，读了要说明。",
    severity=Severity.WARNING,
)

RULES = (
    ASKED,
    READ_AS_EXPORT,
    NO_COLUMN,
    BAD_AMOUNT,
    BAD_DATE,
    UNCLEAR_ROW,
    NO_AMOUNT,
    BOTH_SIDES,
    WRONG_BALANCE,
    WRONG_TOTAL,
    WRONG_OPENING,
    OTHER_MONTHS,
    TWICE,
    VOUCHER_LINES,
    RED_MOVEMENT,
    BROKEN_LAYOUT,
    OLD_FORMAT,
)
