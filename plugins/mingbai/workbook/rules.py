"""The rules of clerks' workbooks, in words."""

from __future__ import annotations

from mingbai.issues import Rule, Severity

NOT_A_WORKBOOK = Rule(
    "workbook-wrong-type", "不是 .xlsx 工作簿", "这个文件其实是{found}。",
    "用 Excel 或 WPS 打开，另存为 Excel 工作簿（.xlsx）再导入。",
    "只收 .xlsx；改了扩展名的、旧格式的、加了密码的都不收。",
)  # fmt: skip
BROKEN_WORKBOOK = Rule(
    "workbook-broken", "工作簿打不开", "工作簿读不了：{found}。",
    "用 Excel 或 WPS 打开，另存一份再导入。", "没有存完整的、加了密码的、大得不正常的工作簿不收。",
)  # fmt: skip
TOO_LARGE = Rule(
    "workbook-too-large", "工作簿太大", "这张工作表有{found}，最多{expected}。",
    "删掉多余的行和列，或按月份、按村分成几个工作簿。", "一个工作簿的大小有上限。",
)  # fmt: skip
MACROS = Rule(
    "workbook-macros", "工作簿带宏", "工作簿里有{found}，没有用到。",
    "另存为不带宏、不连外部文件的工作簿。", "宏和外部链接一律不运行、不读取。",
    Severity.WARNING,
)  # fmt: skip
HIDDEN = Rule(
    "hidden-content", "有隐藏的内容", "隐藏的{found}没有导入。",
    "不要的删掉；要公开的取消隐藏。", "隐藏的工作表、行、列不公开，免得误公开看不见的内容。",
    Severity.WARNING,
)  # fmt: skip
UNKNOWN_SHEET = Rule(
    "unknown-sheet", "认不出的工作表", "这张工作表对不上任何一张表：{expected}。",
    "用模板的表头，或把这张工作表移到别的文件。", "每张工作表都要能对上一张表；不能悄悄漏掉。",
)  # fmt: skip
NO_SHEET = Rule(
    "no-sheet", "没有可导入的工作表", "工作簿里没有填好的工作表。",
    "用模板填好，再导入。", "至少要有一张填好的工作表。",
)  # fmt: skip
MISSING_COLUMN = Rule(
    "missing-column", "缺一栏", "表头里没有“{found}”这一栏。",
    "照模板加上这一栏，名称要一字不差。", "必填的栏都要有。",
)  # fmt: skip
UNKNOWN_COLUMN = Rule(
    "unknown-column", "多出一栏", "不认识“{found}”这一栏（{cell}）。",
    "改成模板里的名称；用不着的整栏删掉。", "不认识的栏一律不收，免得写错名称没人发现。",
)  # fmt: skip
DUPLICATE_COLUMN = Rule(
    "duplicate-column", "同一栏写了两次", "“{found}”这一栏出现了两次（{cell}）。",
    "只留一栏。", "一张表里每一栏只能有一个。",
)  # fmt: skip
NAMELESS_COLUMN = Rule(
    "nameless-column", "有内容、没表头", "这一格（{cell}）有内容“{found}”，但这一栏没有表头。",
    "补上表头，或删掉这些内容。", "每个有内容的格子都要有表头。",
)  # fmt: skip
WRONG_UNIT = Rule(
    "wrong-unit", "单位不对", "表头“{found}”的单位应是“{expected}”（{cell}）。",
    "换算成规定的单位，再改表头。", "金额只收元，表头写明（万元）的可以换算；其他单位按规定填。",
)  # fmt: skip
MERGED = Rule(
    "merged-cells", "合并的单元格", "{cell} 是合并的单元格。",
    "取消合并，每一行都填上。", "表头以下不许合并单元格，不知道内容属于哪一行。",
)  # fmt: skip
ERROR_CELL = Rule(
    "error-cell", "公式出错", "{cell} 显示的是错误“{found}”。",
    "改好公式，或直接填上数。", "公式出错的格子没有值，不能公开。",
)  # fmt: skip
FORMULA = Rule(
    "formula-cell", "用公式算的", "{cell} 是公式，用的是上次保存时算出的“{found}”。",
    "核对一下数；也可以改成直接填写的值。", "公式不重新计算，用文件里保存的结果。",
    Severity.WARNING,
)  # fmt: skip
NOT_COMPUTED = Rule(
    "formula-not-computed", "公式没有结果", "{cell} 是公式，文件里没有算出的值。",
    "用 Excel 或 WPS 打开，保存一次再导入；或直接填上数。", "没有结果的公式不能公开。",
)  # fmt: skip
CODE_AS_NUMBER = Rule(
    "code-as-number", "编号变成了数字", "{cell} 应是文字，却存成了数字或日期：“{found}”。",
    "把这一栏设成“文本”格式，照原件重新输入。",
    "编号、电话存成数字会丢掉前面的 0 和后面的几位，无法还原，只能重填。",
)  # fmt: skip
NOT_A_DATE_CELL = Rule(
    "number-as-date", "日期存成了数字", "{cell} 应是{expected}，存的却是“{found}”。",
    "重新输入，如 2026-07-10。", "不是日期的数字、带时刻的日期，不猜是哪一天。",
)  # fmt: skip
DATE_AS_NUMBER = Rule(
    "date-as-number", "数变成了日期", "{cell} 应是数，却存成了日期或百分比：“{found}”。",
    "把格式改成“常规”，照原件重新输入。", "数字被自动变成日期或百分比后，不猜原来是多少。",
)  # fmt: skip
NEEDS_REPAIR = Rule(
    "needs-repair", "写法要改", "{cell} 的“{found}”要改成“{expected}”（{why}）。",
    "自己改好，或导入时加 --fix 自动改。",
    "全角数字、多余空格、2024.3.5 这样的日期、千分位逗号、万元，写法明确，可以放心改。",
)  # fmt: skip
REPAIRED = Rule(
    "repaired", "写法已改", "{cell} 的“{found}”按“{expected}”导入（{why}）。",
    "不用改；请核对一眼。", "用 --fix 导入时，只改写法明确的格子，每一处都列出来。",
    Severity.WARNING,
)  # fmt: skip
LEFT_OUT = Rule(
    "row-left-out", "没有导入的行", "这一行没有导入：“{found}”。",
    "核对一下，这一行不是数据就不用管。", "合计行、签名行、序号栏不是数据。",
    Severity.WARNING,
)  # fmt: skip
WRONG_SUM = Rule(
    "wrong-sheet-total", "合计不对", "{cell} 的合计是 {found}，各行加起来是 {expected}。",
    "重算合计，看是否漏了行。", "合计行要和上面各行加起来一致。",
)  # fmt: skip
ROW_AFTER_TOTAL = Rule(
    "row-after-total", "合计下面还有数据", "合计行下面还有一行数据：“{found}”。",
    "把它移到合计行上面，或删掉。", "合计行以下不应再有数据，不知道算不算数。",
)  # fmt: skip

RULES = (
    NOT_A_WORKBOOK, BROKEN_WORKBOOK, TOO_LARGE, MACROS, HIDDEN, UNKNOWN_SHEET, NO_SHEET,
    MISSING_COLUMN, UNKNOWN_COLUMN, DUPLICATE_COLUMN, NAMELESS_COLUMN, WRONG_UNIT, MERGED,
    ERROR_CELL, FORMULA, NOT_COMPUTED, CODE_AS_NUMBER, NOT_A_DATE_CELL, DATE_AS_NUMBER,
    NEEDS_REPAIR, REPAIRED, LEFT_OUT, WRONG_SUM, ROW_AFTER_TOTAL,
)  # fmt: skip
