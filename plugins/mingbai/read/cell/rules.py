"""Every way in which one cell can be wrong, in the clerk's words."""

from __future__ import annotations

import re

from mingbai.issues import Rule

TOTALS = re.compile(r"[(（]?[合总小累共]\s*计[)）]?[：:]?[\s0-9.,，元笔行]*")
SIGNED = re.compile(
    r"(?:制表|填表|审核|复核|负责|村?主任|会计|出纳|公示|公开|监督|单位|经办|经手|备注|说明|注|附)"
    r"[^:：]{0,12}[:：]"
)
# Every text that `TOTALS` or `is_note` may match, for Rust.
MAY_BE_NOTE = r"[合总小累共]\s*计|[:：]"

MISSING_VALUE = Rule(
    code="missing-value",
    title="必填未填",
    message="“{field}”没有填。",
    remedy="补上；合并的格子要拆开，每格都填。",
    meaning="必填的格子不能空。",
)
SPREADSHEET_ERROR = Rule(
    code="spreadsheet-error",
    title="公式出错",
    message="“{field}”是公式错误：{found}",
    remedy="在原表里改好公式，再导出。",
    meaning="公式出错的格子不能公开。",
)
LOST_TEXT = Rule(
    code="lost-text",
    title="文字丢失",
    message="“{field}”的文字已经变成乱码：“{found}”。",
    remedy="对照原件重新录入，另存为“CSV UTF-8（逗号分隔）”。",
    meaning="转换编码时丢了的字会变成问号或“锟斤拷”，丢了就找不回来。",
)
BAD_CHARACTER = Rule(
    code="bad-character",
    title="看不见的字符",
    message="“{field}”里有不能用的字符 {expected}：{found}",
    remedy="删掉这个字符，重新录入。",
    meaning="控制字符、零宽字符、改变文字方向的字符、自造字一律不收。",
)
PADDED = Rule(
    code="padded",
    title="前后有空格",
    message="“{field}”前后有空格：“{found}”。",
    remedy="删掉前后的空格。",
    meaning="格子前后的空格看不见，却会让同一个名字变成两个。",
)
NOT_NORMAL = Rule(
    code="not-normal",
    title="字形写法不统一",
    message="“{field}”里有拆开的或兼容的字形：{found}",
    remedy="重新用输入法录入这几个字，应为“{expected}”。",
    meaning="同一个字只能有一种编码，否则查不到。",
)
LOOKALIKE = Rule(
    code="lookalike-letters",
    title="混入形近字母",
    message="“{field}”里混有外文字母：{found}",
    remedy="用英文输入法重新录入。",
    meaning="俄文、希腊文字母和英文字母形状相同，混用会认错编号。",
)
CELL_TOO_LONG = Rule(
    code="cell-too-long",
    title="一格太长",
    message="“{field}”有 {found} 个字，一格最多 {expected} 个字。",
    remedy="把长文放进附件。",
    meaning="一格的长度有上限，和表格软件一样。",
)
TOO_LONG = Rule(
    code="too-long",
    title="超过字数",
    message="“{field}”有 {found} 个字，最多 {expected} 个字。",
    remedy="写短一些。",
    meaning="每一列的字数有上限。",
)
TOO_SHORT = Rule(
    code="too-short",
    title="字数不够",
    message="“{field}”有 {found} 个字，至少 {expected} 个字。",
    remedy="写清楚。",
    meaning="有的列规定了最少的字数。",
)
NOT_IN_LIST = Rule(
    code="not-in-list",
    title="不在规定的选项里",
    message="“{field}”写的是“{found}”，只能是：{expected}。",
    remedy="从规定的选项里选一个，一字不差。",
    meaning="只收规定的选项，不收“其他”。",
)
ENDED_CODE = Rule(
    code="ended-code",
    title="选项已停用",
    message="“{field}”写的“{found}”从 {expected} 起停用。",
    remedy="改选本期模板里有的选项；以前各期的表不用改。",
    meaning="选项改了，停用的从规定的那一期起不再选；以前各期的照旧有效。",
)
EARLY_CODE = Rule(
    code="early-code",
    title="选项还没有启用",
    message="“{field}”写的“{found}”从 {expected} 起才有。",
    remedy="改选这一期模板里有的选项。",
    meaning="每一期照当时的选项填，后来才增加的选项不用在以前各期里。",
)
WRONG_FORM = Rule(
    code="wrong-form",
    title="写法不合规定",
    message="“{field}”写的是“{found}”，应为：{expected}。",
    remedy="照规定的写法改好；自己编的号太短的，前面加上地方和年份，如 柳塘2026-01。",
    meaning="编号和代码有规定的写法；编号全县不能重复，所以不能太短。",
)
FULL_WIDTH = Rule(
    code="full-width",
    title="用了全角字符",
    message="“{field}”用了全角字符：“{found}”。",
    remedy="改成半角：{expected}。",
    meaning="数字、代码、日期只用半角。",
)
SCIENTIFIC = Rule(
    code="scientific-notation",
    title="被改成科学记数",
    message="“{field}”被表格软件改成了科学记数：“{found}”，后面的数字已经丢失。",
    remedy="对照原件重新录入；编号的列先设为“文本”，金额的列先设为“数值”。",
    meaning="表格软件会把长数字改成科学记数，丢失的数字不能猜。",
)
DECIMAL_TAIL = Rule(
    code="decimal-tail",
    title="代码被加了小数",
    message="“{field}”被表格软件当成了数：“{found}”。",
    remedy="去掉小数点和后面的零，把这一列设为“文本”再录入。",
    meaning="代码不是数，不能有小数点。",
)
LOST_ZEROS = Rule(
    code="lost-digits",
    title="代码少了位数",
    message="“{field}”是“{found}”，位数不够，可能被表格软件去掉了前面的零；应为：{expected}。",
    remedy="对照原件补全，把这一列设为“文本”再录入。",
    meaning="表格软件会去掉代码前面的零，程序不替人补。",
)
THOUSANDS = Rule(
    code="thousands-separator",
    title="写了千分位",
    message="“{field}”写了千分位：“{found}”。",
    remedy="去掉逗号、空格和下划线：{expected}。",
    meaning="数里不写千分位。",
)
CURRENCY = Rule(
    code="unit-in-number",
    title="数里写了单位",
    message="“{field}”里写了单位或符号：“{found}”。",
    remedy="只写数字，换算成表头写明的单位。",
    meaning="数只写数字，不写 ¥、元、万元。",
)
CHINESE_NUMBER = Rule(
    code="chinese-number",
    title="用了中文数字",
    message="“{field}”用了中文数字：“{found}”。",
    remedy="改成阿拉伯数字。",
    meaning="数用阿拉伯数字写。",
)
NOT_A_NUMBER = Rule(
    code="not-a-number",
    title="不是数",
    message="“{field}”写的是“{found}”，应为数，如 {expected}。",
    remedy="改成普通的数；没有的留空。",
    meaning="数只用数字、一个小数点和负号写。",
)
NEGATIVE_ZERO = Rule(
    code="negative-zero",
    title="负零",
    message="“{field}”写的是“{found}”。",
    remedy="写 0。",
    meaning="零没有正负。",
)
LEADING_ZERO = Rule(
    code="leading-zero",
    title="数前有多余的零",
    message="“{field}”写的是“{found}”，数前有多余的零。",
    remedy="写 {expected}。",
    meaning="一个数只有一种写法。",
)
TOO_MANY_DECIMALS = Rule(
    code="too-many-decimals",
    title="小数位太多",
    message="“{field}”写的是“{found}”，最多 {expected} 位小数。",
    remedy="四舍五入由记账的人定，程序不替人舍入。",
    meaning="钱最多两位小数，到分为止。",
)
TOO_LARGE = Rule(
    code="too-large",
    title="数太大",
    message="“{field}”写的是“{found}”，整数部分最多 {expected} 位。",
    remedy="看看单位和位数是否写错。",
    meaning="钱不超过十万亿元；再大一定是写错了。",
)
NOT_AN_INTEGER = Rule(
    code="not-an-integer",
    title="不是整数",
    message="“{field}”写的是“{found}”，应为整数。",
    remedy="改成整数。",
    meaning="件数、天数、票数都是整数。",
)
BELOW_MINIMUM = Rule(
    code="below-minimum",
    title="低于最小值",
    message="“{field}”是 {found}，不能小于 {expected}。",
    remedy="核对后改正。",
    meaning="每一列的数有规定的范围。",
)
ABOVE_MAXIMUM = Rule(
    code="above-maximum",
    title="超过最大值",
    message="“{field}”是 {found}，不能大于 {expected}。",
    remedy="核对后改正。",
    meaning="每一列的数有规定的范围。",
)
SPREADSHEET_DATE = Rule(
    code="spreadsheet-date",
    title="日期变成了数",
    message="“{field}”是“{found}”，日期被表格软件变成了天数。",
    remedy="把这一列设为日期“2026-06-05”或文本，再导出。",
    meaning="表格软件内部把日期记成天数，从哪天数起并不统一，不能猜。",
)
DATE_FORM = Rule(
    code="date-form",
    title="日期写法不对",
    message="“{field}”写的是“{found}”，日期只能写成 2026-06-05 这样。",
    remedy="改成：{expected}。",
    meaning="日期用“年-月-日”，月、日都是两位。",
)
NO_SUCH_DATE = Rule(
    code="no-such-date",
    title="没有这一天",
    message="“{field}”写的是“{found}”，没有这一天。",
    remedy="对照凭证改正。",
    meaning="日期必须真有。",
)
NOT_A_DATE = Rule(
    code="not-a-date",
    title="不是日期",
    message="“{field}”写的是“{found}”，应为 2026-06-05 这样的日期。",
    remedy="改成日期，年份在 1900 到 2199 之间；没有的留空。",
    meaning="日期只有一种写法，年份在 1900 到 2199 之间。",
)
NOT_A_MONTH = Rule(
    code="not-a-month",
    title="不是月份",
    message="“{field}”写的是“{found}”，应为 2026-06 这样的月份。",
    remedy="改成“年-月”，月是两位。",
    meaning="月份只有一种写法。",
)
NOT_A_YEAR = Rule(
    code="not-a-year",
    title="不是年份",
    message="“{field}”写的是“{found}”，应为 2026 这样的年份。",
    remedy="改成四位数的年份。",
    meaning="年份只有一种写法。",
)
NOT_YES_NO = Rule(
    code="not-yes-no",
    title="不是是或否",
    message="“{field}”写的是“{found}”，只能是：{expected}。",
    remedy="改成规定的写法。",
    meaning="是与否只有规定的写法。",
)
BLANK_ROW = Rule(
    code="blank-row",
    title="整行空白",
    message="这一行全是空格子。",
    remedy="删掉这一行。",
    meaning="表中间和末尾都不许有空行。",
)
TOTAL_ROW = Rule(
    code="total-row",
    title="表里有合计行",
    message="这一行是“{found}”，不是一条记录。",
    remedy="删掉合计行和签名行；合计由程序算，并和账核对。",
    meaning="表里只有记录，没有合计、小计、制表人。",
)
DUPLICATE_KEY = Rule(
    code="duplicate-key",
    title="编号重复",
    message="编号“{found}”重复，{expected} 也有。",
    remedy="核对是重复录入还是写错编号，只留正确的一行。",
    meaning="每行有自己的编号，所有数据包里都不许重复。",
)
MISSING_REFERENCE = Rule(
    code="missing-reference",
    title="对应的行不存在",
    message="“{expected}”表里没有“{found}”这一行。",
    remedy="补上对应的行，或改正编号。",
    meaning="引用的行必须存在。",
)

RULES = (
    MISSING_VALUE,
    SPREADSHEET_ERROR,
    LOST_TEXT,
    BAD_CHARACTER,
    PADDED,
    NOT_NORMAL,
    LOOKALIKE,
    CELL_TOO_LONG,
    TOO_LONG,
    TOO_SHORT,
    NOT_IN_LIST,
    ENDED_CODE,
    EARLY_CODE,
    WRONG_FORM,
    FULL_WIDTH,
    SCIENTIFIC,
    DECIMAL_TAIL,
    LOST_ZEROS,
    THOUSANDS,
    CURRENCY,
    CHINESE_NUMBER,
    NOT_A_NUMBER,
    NEGATIVE_ZERO,
    LEADING_ZERO,
    TOO_MANY_DECIMALS,
    TOO_LARGE,
    NOT_AN_INTEGER,
    BELOW_MINIMUM,
    ABOVE_MAXIMUM,
    SPREADSHEET_DATE,
    DATE_FORM,
    NO_SUCH_DATE,
    NOT_A_DATE,
    NOT_A_MONTH,
    NOT_A_YEAR,
    NOT_YES_NO,
    BLANK_ROW,
    TOTAL_ROW,
    DUPLICATE_KEY,
    MISSING_REFERENCE,
)


def is_note(first: str) -> bool:
    """Whether an incomplete row with this first cell is a total, a signature or a remark."""
    return bool(TOTALS.fullmatch(first) or SIGNED.match(first))
