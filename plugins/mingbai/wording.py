"""Every way in which one cell can be wrong, in the clerk's words."""

from __future__ import annotations

import re

from mingbai.issues import Rule

TOTALS = re.compile(r"[(（]?[合总小累共]\s*计[)）]?[：:]?[\s0-9.,，元笔行]*")
SIGNED = re.compile(
    r"(?:制表|填表|审核|复核|负责|村?主任|会计|出纳|公示|公开|监督|单位|经办|经手|备注|说明|注|附)"
    r"[^:：]{0,12}[:：]"
)

MISSING_VALUE = Rule(
    "missing-value", "必填未填", "“{field}”没有填。",
    "补上；合并的格子要拆开，每格都填。", "必填的格子不能空。",
)  # fmt: skip
SPREADSHEET_ERROR = Rule(
    "spreadsheet-error", "公式出错", "“{field}”是公式错误：{found}",
    "在原表里改好公式，再导出。", "公式出错的格子不能公开。",
)  # fmt: skip
LOST_TEXT = Rule(
    "lost-text", "文字丢失", "“{field}”的文字已经变成乱码：“{found}”。",
    "对照原件重新录入，另存为“CSV UTF-8（逗号分隔）”。",
    "转换编码时丢了的字会变成问号或“锟斤拷”，丢了就找不回来。",
)  # fmt: skip
BAD_CHARACTER = Rule(
    "bad-character", "看不见的字符", "“{field}”里有不能用的字符 {expected}：{found}",
    "删掉这个字符，重新录入。", "控制字符、零宽字符、改变文字方向的字符、自造字一律不收。",
)  # fmt: skip
PADDED = Rule(
    "padded", "前后有空格", "“{field}”前后有空格：“{found}”。",
    "删掉前后的空格。", "格子前后的空格看不见，却会让同一个名字变成两个。",
)  # fmt: skip
NOT_NORMAL = Rule(
    "not-normal", "字形写法不统一", "“{field}”里有拆开的或兼容的字形：{found}",
    "重新用输入法录入这几个字，应为“{expected}”。", "同一个字只能有一种编码，否则查不到。",
)  # fmt: skip
LOOKALIKE = Rule(
    "lookalike-letters", "混入形近字母", "“{field}”里混有外文字母：{found}",
    "用英文输入法重新录入。", "俄文、希腊文字母和英文字母形状相同，混用会认错编号。",
)  # fmt: skip
CELL_TOO_LONG = Rule(
    "cell-too-long", "一格太长", "“{field}”有 {found} 个字，一格最多 {expected} 个字。",
    "把长文放进附件。", "一格的长度有上限，和表格软件一样。",
)  # fmt: skip
TOO_LONG = Rule(
    "too-long", "超过字数", "“{field}”有 {found} 个字，最多 {expected} 个字。",
    "写短一些。", "每一列的字数有上限。",
)  # fmt: skip
TOO_SHORT = Rule(
    "too-short", "字数不够", "“{field}”有 {found} 个字，至少 {expected} 个字。",
    "写清楚。", "有的列规定了最少的字数。",
)  # fmt: skip
NOT_IN_LIST = Rule(
    "not-in-list", "不在规定的选项里", "“{field}”写的是“{found}”，只能是：{expected}。",
    "从规定的选项里选一个，一字不差。", "只收规定的选项，不收“其他”。",
)  # fmt: skip
WRONG_FORM = Rule(
    "wrong-form", "写法不合规定", "“{field}”写的是“{found}”，应为：{expected}。",
    "照规定的写法改好。", "编号和代码有规定的写法。",
)  # fmt: skip
FULL_WIDTH = Rule(
    "full-width", "用了全角字符", "“{field}”用了全角字符：“{found}”。",
    "改成半角：{expected}。", "数字、代码、日期只用半角。",
)  # fmt: skip
SCIENTIFIC = Rule(
    "scientific-notation", "被改成科学记数",
    "“{field}”被表格软件改成了科学记数：“{found}”，后面的数字已经丢失。",
    "对照原件重新录入；编号的列先设为“文本”，金额的列先设为“数值”。",
    "表格软件会把长数字改成科学记数，丢失的数字不能猜。",
)  # fmt: skip
DECIMAL_TAIL = Rule(
    "decimal-tail", "代码被加了小数", "“{field}”被表格软件当成了数：“{found}”。",
    "去掉小数点和后面的零，把这一列设为“文本”再录入。", "代码不是数，不能有小数点。",
)  # fmt: skip
LOST_ZEROS = Rule(
    "lost-digits", "代码少了位数",
    "“{field}”是“{found}”，位数不够，可能被表格软件去掉了前面的零；应为：{expected}。",
    "对照原件补全，把这一列设为“文本”再录入。", "表格软件会去掉代码前面的零，程序不替人补。",
)  # fmt: skip
THOUSANDS = Rule(
    "thousands-separator", "写了千分位", "“{field}”写了千分位：“{found}”。",
    "去掉逗号、空格和下划线：{expected}。", "数里不写千分位。",
)  # fmt: skip
CURRENCY = Rule(
    "unit-in-number", "数里写了单位", "“{field}”里写了单位或符号：“{found}”。",
    "只写数字，换算成表头写明的单位。", "数只写数字，不写 ¥、元、万元。",
)  # fmt: skip
CHINESE_NUMBER = Rule(
    "chinese-number", "用了中文数字", "“{field}”用了中文数字：“{found}”。",
    "改成阿拉伯数字。", "数用阿拉伯数字写。",
)  # fmt: skip
NOT_A_NUMBER = Rule(
    "not-a-number", "不是数", "“{field}”写的是“{found}”，应为数，如 {expected}。",
    "改成普通的数；没有的留空。", "数只用数字、一个小数点和负号写。",
)  # fmt: skip
NEGATIVE_ZERO = Rule(
    "negative-zero", "负零", "“{field}”写的是“{found}”。",
    "写 0。", "零没有正负。",
)  # fmt: skip
LEADING_ZERO = Rule(
    "leading-zero", "数前有多余的零", "“{field}”写的是“{found}”，数前有多余的零。",
    "写 {expected}。", "一个数只有一种写法。",
)  # fmt: skip
TOO_MANY_DECIMALS = Rule(
    "too-many-decimals", "小数位太多", "“{field}”写的是“{found}”，最多 {expected} 位小数。",
    "四舍五入由记账的人定，程序不替人舍入。", "钱最多两位小数，到分为止。",
)  # fmt: skip
TOO_LARGE = Rule(
    "too-large", "数太大", "“{field}”写的是“{found}”，整数部分最多 {expected} 位。",
    "看看单位和位数是否写错。", "钱不超过十万亿元；再大一定是写错了。",
)  # fmt: skip
NOT_AN_INTEGER = Rule(
    "not-an-integer", "不是整数", "“{field}”写的是“{found}”，应为整数。",
    "改成整数。", "件数、天数、票数都是整数。",
)  # fmt: skip
BELOW_MINIMUM = Rule(
    "below-minimum", "低于最小值", "“{field}”是 {found}，不能小于 {expected}。",
    "核对后改正。", "每一列的数有规定的范围。",
)  # fmt: skip
ABOVE_MAXIMUM = Rule(
    "above-maximum", "超过最大值", "“{field}”是 {found}，不能大于 {expected}。",
    "核对后改正。", "每一列的数有规定的范围。",
)  # fmt: skip
SPREADSHEET_DATE = Rule(
    "spreadsheet-date", "日期变成了数", "“{field}”是“{found}”，日期被表格软件变成了天数。",
    "把这一列设为日期“2026-06-05”或文本，再导出。",
    "表格软件内部把日期记成天数，从哪天数起并不统一，不能猜。",
)  # fmt: skip
DATE_FORM = Rule(
    "date-form", "日期写法不对", "“{field}”写的是“{found}”，日期只能写成 2026-06-05 这样。",
    "改成：{expected}。", "日期用“年-月-日”，月、日都是两位。",
)  # fmt: skip
NO_SUCH_DATE = Rule(
    "no-such-date", "没有这一天", "“{field}”写的是“{found}”，没有这一天。",
    "对照凭证改正。", "日期必须真有。",
)  # fmt: skip
NOT_A_DATE = Rule(
    "not-a-date", "不是日期", "“{field}”写的是“{found}”，应为 2026-06-05 这样的日期。",
    "改成日期，年份在 1900 到 2199 之间；没有的留空。",
    "日期只有一种写法，年份在 1900 到 2199 之间。",
)  # fmt: skip
NOT_A_MONTH = Rule(
    "not-a-month", "不是月份", "“{field}”写的是“{found}”，应为 2026-06 这样的月份。",
    "改成“年-月”，月是两位。", "月份只有一种写法。",
)  # fmt: skip
NOT_A_YEAR = Rule(
    "not-a-year", "不是年份", "“{field}”写的是“{found}”，应为 2026 这样的年份。",
    "改成四位数的年份。", "年份只有一种写法。",
)  # fmt: skip
NOT_YES_NO = Rule(
    "not-yes-no", "不是是或否", "“{field}”写的是“{found}”，只能是：{expected}。",
    "改成规定的写法。", "是与否只有规定的写法。",
)  # fmt: skip
BLANK_ROW = Rule(
    "blank-row", "整行空白", "这一行全是空格子。",
    "删掉这一行。", "表中间和末尾都不许有空行。",
)  # fmt: skip
TOTAL_ROW = Rule(
    "total-row", "表里有合计行", "这一行是“{found}”，不是一条记录。",
    "删掉合计行和签名行；合计由程序算，并和账核对。", "表里只有记录，没有合计、小计、制表人。",
)  # fmt: skip
DUPLICATE_KEY = Rule(
    "duplicate-key", "编号重复", "编号“{found}”重复，{expected} 也有。",
    "核对是重复录入还是写错编号，只留正确的一行。", "每行有自己的编号，所有数据包里都不许重复。",
)  # fmt: skip
MISSING_REFERENCE = Rule(
    "missing-reference", "对应的行不存在", "“{expected}”表里没有“{found}”这一行。",
    "补上对应的行，或改正编号。", "引用的行必须存在。",
)  # fmt: skip

RULES = (
    MISSING_VALUE, SPREADSHEET_ERROR, LOST_TEXT, BAD_CHARACTER, PADDED, NOT_NORMAL, LOOKALIKE,
    CELL_TOO_LONG, TOO_LONG, TOO_SHORT, NOT_IN_LIST, WRONG_FORM, FULL_WIDTH, SCIENTIFIC,
    DECIMAL_TAIL, LOST_ZEROS, THOUSANDS, CURRENCY, CHINESE_NUMBER, NOT_A_NUMBER, NEGATIVE_ZERO,
    LEADING_ZERO, TOO_MANY_DECIMALS, TOO_LARGE, NOT_AN_INTEGER, BELOW_MINIMUM, ABOVE_MAXIMUM,
    SPREADSHEET_DATE, DATE_FORM, NO_SUCH_DATE, NOT_A_DATE, NOT_A_MONTH, NOT_A_YEAR, NOT_YES_NO,
    BLANK_ROW, TOTAL_ROW, DUPLICATE_KEY, MISSING_REFERENCE,
)  # fmt: skip


def is_aside(first: str) -> bool:
    """Whether a row that begins so and is not whole is a total, a signature or a remark."""
    return bool(TOTALS.fullmatch(first) or SIGNED.match(first))
