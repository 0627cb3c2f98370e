"""The rules of clerks' workbooks, in words."""

from __future__ import annotations

from mingbai.issues import Rule, Severity

NOT_A_WORKBOOK = Rule(
    code="workbook-wrong-type",
    title="不是 .xlsx 工作簿",
    message="这个文件其实是{found}。",
    remedy="用 Excel 或 WPS 打开，另存为 Excel 工作簿（.xlsx）再导入。",
    meaning="只收 .xlsx；改了扩展名的、旧格式的、加了密码的都不收。",
)
BROKEN_WORKBOOK = Rule(
    code="workbook-broken",
    title="工作簿打不开",
    message="工作簿读不了：{found}。",
    remedy="用 Excel 或 WPS 打开，另存一份再导入。",
    meaning="没有存完整的、加了密码的、大得不正常的工作簿不收。",
)
TOO_LARGE = Rule(
    code="workbook-too-large",
    title="工作簿太大",
    message="这张工作表有{found}，最多{expected}。",
    remedy="删掉多余的行和列，或按月份、按村分成几个工作簿。",
    meaning="一个工作簿的大小有上限。",
)
MACROS = Rule(
    code="workbook-macros",
    title="工作簿带宏",
    message="工作簿里有{found}，没有用到。",
    remedy="另存为不带宏、不连外部文件的工作簿。",
    meaning="宏和外部链接一律不运行、不读取。",
    severity=Severity.WARNING,
)
HIDDEN = Rule(
    code="hidden-content",
    title="有隐藏的内容",
    message="隐藏的{found}没有导入。",
    remedy="不要的删掉；要公开的取消隐藏。",
    meaning="隐藏的工作表、行、列不公开，免得误公开看不见的内容。",
    severity=Severity.WARNING,
)
UNKNOWN_SHEET = Rule(
    code="unknown-sheet",
    title="认不出的工作表",
    message="这张工作表对不上任何一张表：{expected}。",
    remedy="用模板的表头，或把这张工作表移到别的文件。",
    meaning="每张工作表都要能对上一张表；不能悄悄漏掉。",
)
NO_SHEET = Rule(
    code="no-sheet",
    title="没有可导入的工作表",
    message="工作簿里没有填好的工作表。",
    remedy="用模板填好，再导入。",
    meaning="至少要有一张填好的工作表。",
)
MISSING_COLUMN = Rule(
    code="missing-column",
    title="缺一栏",
    message="表头里没有“{found}”这一栏。",
    remedy="照模板加上这一栏，名称要一字不差。",
    meaning="必填的栏都要有。",
)
UNKNOWN_COLUMN = Rule(
    code="unknown-column",
    title="多出一栏",
    message="不认识“{found}”这一栏（{cell}）。",
    remedy="改成模板里的名称；用不着的整栏删掉。",
    meaning="不认识的栏一律不收，免得写错名称没人发现。",
)
ENDED_COLUMN = Rule(
    code="ended-column",
    title="栏已停用",
    message="“{found}”这一栏从 {expected} 起停用，却填了内容（{cell}）。",
    remedy="删掉这一栏；时期写错了的，改 --period。",
    meaning="表样改了，停用的栏从规定的那一期起不再填；空着的不影响导入。",
)
EARLY_COLUMN = Rule(
    code="early-column",
    title="栏还没有启用",
    message="“{found}”这一栏从 {expected} 起才有，却填了内容（{cell}）。",
    remedy="删掉这一栏；时期写错了的，改 --period。",
    meaning="每一期照当时的表样填，后来才增加的栏不补填；空着的不影响导入。",
)
DUPLICATE_COLUMN = Rule(
    code="duplicate-column",
    title="同一栏写了两次",
    message="“{found}”这一栏出现了两次（{cell}）。",
    remedy="只留一栏。",
    meaning="一张表里每一栏只能有一个。",
)
NAMELESS_COLUMN = Rule(
    code="nameless-column",
    title="有内容、没表头",
    message="这一格（{cell}）有内容“{found}”，但这一栏没有表头。",
    remedy="补上表头，或删掉这些内容。",
    meaning="每个有内容的格子都要有表头。",
)
WRONG_UNIT = Rule(
    code="wrong-unit",
    title="单位不对",
    message="表头“{found}”的单位应是“{expected}”（{cell}）。",
    remedy="换算成规定的单位，再改表头。",
    meaning="金额只收元，表头写明（万元）的可以换算；其他单位按规定填。",
)
MERGED = Rule(
    code="merged-cells",
    title="合并的单元格",
    message="{cell} 是合并的单元格。",
    remedy="取消合并，每一行都填上。",
    meaning="表头以下不许合并单元格，不知道内容属于哪一行。",
)
ERROR_CELL = Rule(
    code="error-cell",
    title="公式出错",
    message="{cell} 显示的是错误“{found}”。",
    remedy="改好公式，或直接填上数。",
    meaning="公式出错的格子没有值，不能公开。",
)
FORMULA = Rule(
    code="formula-cell",
    title="用公式算的",
    message="{cell} 是公式，用的是上次保存时算出的“{found}”。",
    remedy="核对一下数；也可以改成直接填写的值。",
    meaning="公式不重新计算，用文件里保存的结果。",
    severity=Severity.WARNING,
)
NOT_COMPUTED = Rule(
    code="formula-not-computed",
    title="公式没有结果",
    message="{cell} 是公式，文件里没有算出的值。",
    remedy="用 Excel 或 WPS 打开，保存一次再导入；或直接填上数。",
    meaning="没有结果的公式不能公开。",
)
CODE_AS_NUMBER = Rule(
    code="code-as-number",
    title="编号变成了数字",
    message="{cell} 应是文字，却存成了数字或日期：“{found}”。",
    remedy="把这一栏设成“文本”格式，照原件重新输入。",
    meaning="编号、电话存成数字会丢掉前面的 0 和后面的几位，无法还原，只能重填。",
)
NOT_A_DATE_CELL = Rule(
    code="number-as-date",
    title="日期存成了数字",
    message="{cell} 应是{expected}，存的却是“{found}”。",
    remedy="重新输入，如 2026-07-10。",
    meaning="不是日期的数字、带时刻的日期，不猜是哪一天。",
)
DATE_AS_NUMBER = Rule(
    code="date-as-number",
    title="数变成了日期",
    message="{cell} 应是数，却存成了日期或百分比：“{found}”。",
    remedy="把格式改成“常规”，照原件重新输入。",
    meaning="数字被自动变成日期或百分比后，不猜原来是多少。",
)
NEEDS_REPAIR = Rule(
    code="needs-repair",
    title="写法要改",
    message="{cell} 的“{found}”要改成“{expected}”（{why}）。",
    remedy="自己改好，或导入时加 --fix 自动改。",
    meaning="全角数字、多余空格、2024.3.5 这样的日期、千分位逗号、万元，写法明确，可以放心改。",
)
REPAIRED = Rule(
    code="repaired",
    title="写法已改",
    message="{cell} 的“{found}”按“{expected}”导入（{why}）。",
    remedy="不用改；请核对一眼。",
    meaning="用 --fix 导入时，只改写法明确的格子，每一处都列出来。",
    severity=Severity.WARNING,
)
LEFT_OUT = Rule(
    code="row-left-out",
    title="没有导入的行",
    message="这一行没有导入：“{found}”。",
    remedy="核对一下，这一行不是数据就不用管。",
    meaning="合计行、签名行、序号栏不是数据。",
    severity=Severity.WARNING,
)
WRONG_SUM = Rule(
    code="wrong-sheet-total",
    title="合计不对",
    message="{cell} 的合计是 {found}，各行加起来是 {expected}。",
    remedy="重算合计，看是否漏了行。",
    meaning="合计行要和上面各行加起来一致。",
)
ROW_AFTER_TOTAL = Rule(
    code="row-after-total",
    title="合计下面还有数据",
    message="合计行下面还有一行数据：“{found}”。",
    remedy="把它移到合计行上面，或删掉。",
    meaning="合计行以下不应再有数据，不知道算不算数。",
)

RULES = (
    NOT_A_WORKBOOK,
    BROKEN_WORKBOOK,
    TOO_LARGE,
    MACROS,
    HIDDEN,
    UNKNOWN_SHEET,
    NO_SHEET,
    MISSING_COLUMN,
    UNKNOWN_COLUMN,
    ENDED_COLUMN,
    EARLY_COLUMN,
    DUPLICATE_COLUMN,
    NAMELESS_COLUMN,
    WRONG_UNIT,
    MERGED,
    ERROR_CELL,
    FORMULA,
    NOT_COMPUTED,
    CODE_AS_NUMBER,
    NOT_A_DATE_CELL,
    DATE_AS_NUMBER,
    NEEDS_REPAIR,
    REPAIRED,
    LEFT_OUT,
    WRONG_SUM,
    ROW_AFTER_TOTAL,
)
