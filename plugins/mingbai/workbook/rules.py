"""The rules of clerks' workbooks, in words."""

from __future__ import annotations

import dataclasses

from mingbai.issues import Rule, Severity
from mingbai.read.cell.rules import WRONG_FORM
from mingbai.workbook.questions import ANSWERED, QUESTIONS

NOT_A_WORKBOOK = Rule(
    code="workbook-wrong-type",
    title="不是 .xlsx 工作簿",
    message="这个文件其实是{found}。",
    remedy="用 Excel 或 WPS 打开，有密码的先去掉密码，另存为 Excel 工作簿（.xlsx）再导入。",
    meaning="收 .xlsx、.xls、.et、.ods 和 CSV；改了扩展名的网页、加了密码的不收。",
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
    meaning="隐藏的工作表、栏不公开，免得误公开看不见的内容。",
    severity=Severity.WARNING,
)
HIDDEN_DATA = Rule(
    code="hidden-rows",
    title="有些行没有显示",
    message="这张表里{expected}，{found}没有显示{things}。",
    remedy="先清除筛选（“数据”里点“清除”），再取消隐藏，折叠着的展开；不要的行删掉，存好再导入。",
    meaning="筛选、隐藏着的行不能悄悄漏掉：漏一行，余额和合计都会不对；全部显示出来才导入。",
)
HIDDEN_HEADING = Rule(
    code="hidden-heading",
    title="表头没有显示",
    message="这张表的表头在第 {found} 行，没有显示。",
    remedy="选中它上下的两行，右键“取消隐藏”，存好再导入。",
    meaning="表头隐藏着，看不出每一栏是什么，不猜。",
)
HIDDEN_COLUMN = Rule(
    code="hidden-column",
    title="有一栏没有显示",
    message="“{found}”这一栏（{cell}）填了内容，却隐藏着。",
    remedy="取消隐藏；不要的内容删掉。",
    meaning="表样里有的栏，隐藏着又填了内容，不知道要不要公开，不猜。",
)
HIDDEN_SHEET = Rule(
    code="hidden-sheet",
    title="有一张表没有显示",
    message="工作表“{found}”填了数，却隐藏着。",
    remedy="取消隐藏；不要的删掉。",
    meaning="认得出的表隐藏着又填了数，不知道要不要公开，不猜。",
)
OTHER_SHEET = Rule(
    code="sheet-left-out",
    title="没有导入的工作表",
    message="工作表“{found}”不是要公开的表，没有导入。",
    remedy="不用改；是要公开的表，把表头改成模板里的名称。",
    meaning="自己用的草稿、透视表不导入，也不公开，每一张都说明。",
    severity=Severity.WARNING,
)
EMPTY = Rule(
    code="nothing-filled-in",
    title="还没有填数",
    message="表里还没有填数。",
    remedy="从表头下面一行起填，一行一条，存好再导入。",
    meaning="只有表头的工作簿不导入。",
)
OTHER_COLUMN = Rule(
    code="column-left-out",
    title="没有导入的栏",
    message="“{found}”这一栏（{cell}）不是表样里的栏，没有导入。",
    remedy="不用改；要公开的，把表头改成模板里的名称。",
    meaning="自己记的栏不导入，也不公开，每一栏都说明；名称像是写错的不放过。",
    severity=Severity.WARNING,
)
ROWS_WITHOUT_DATA = Rule(
    code="rows-without-data",
    title="只有公式的行",
    message="{found}只有复制下来的公式和固定的字，没有填数，没有导入。",
    remedy="不用改；填了数的行看一看是不是漏在里面。",
    meaning="预先复制下来的公式不是数据。",
    severity=Severity.WARNING,
)
DITTO = Rule(
    code="ditto",
    title="没有写全",
    message="{cell} 写的是“{found}”。",
    remedy="照上面一行写全：每一行单独公开，“同上”离开了上一行就看不懂。",
    meaning="每一行都要单独看得懂，不写“同上”“〃”。",
)
NOTHING_TYPED = Rule(
    code="placeholder",
    title="写了占位的字",
    message="{cell} 写的是“{found}”，不是内容。",
    remedy="填真正的内容；数没有发生的填 0；可以不填的栏，没有就留空。",
    meaning="“无”“/”“——”不是姓名、日期、编号和数；必填的栏要填，选填的留空。",
)
BELOW_ZERO = Rule(
    code="below-zero",
    title="不能是负数",
    message="{cell} 是负数“{found}”。",
    remedy=(
        "一笔账红字冲销这样记：金额写正数，收支改成相反的一边，备注写明冲销哪一号凭证；"
        "余额表里的，写到相反的一方（借方的负数写进贷方）；不是红字的，核对后改正。"
    ),
    meaning=(
        "金额不写负数、括号和红字；冲销一笔支出就记一笔收入，冲销一笔收入就记一笔支出，"
        "写明冲哪一笔。"
    ),
)
AMBIGUOUS_NAME = Rule(
    code="ambiguous-name",
    title="名称不止一个",
    message="{cell} 的“{found}”不止一个：{expected}。",
    remedy="写明是哪一个：名称前面加上乡镇、单位或事项，或者填编号。",
    meaning="名称和编号都可以填；同名的要分得清。",
)
UNKNOWN_NAME = Rule(
    code="unknown-name",
    title="名称对不上",
    message="没有“{found}”（{cell}）。您是不是指 {expected}？",
    remedy="是哪一个，就填它的名称或编号。",
    meaning="名称和编号都可以填，要和登记的对得上。",
)
NOT_A_CHOICE = Rule(
    code="not-a-choice",
    title="不在选项里",
    message="“{field}”没有“{found}”这一项（{cell}）。您是不是指 {expected}？",
    remedy="从下拉的选项里选一个，一字不差。",
    meaning="有选项的栏只能填选项；写法相近的，给出最像的几个。",
)
WRONG_MONTH = Rule(
    code="wrong-month-option",
    title="时期选错了",
    message="表里填的都是 {found}，导入时写的时期却是 {expected}。",
    remedy="表没有错的，导入时把时期写成 {found}（--period {found}）；表错了的，改表里的月份。",
    meaning="工作簿里的月份和导入时写的时期要一致，不一致时先问清是哪一个。",
)
LIKELY_COLUMN = Rule(
    code="unknown-column",
    title="栏的名称不对",
    message="不认识“{found}”这一栏（{cell}），像是“{expected}”。",
    remedy="是的话改成“{expected}”；用不着的整栏删掉。",
    meaning="名称像是写错了的栏不收，免得漏了没人发现。",
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
LIKELY_TEN_THOUSANDS = Rule(
    code="likely-ten-thousand",
    title="金额像是万元",
    message="“{title}”一栏有 {count} 格不到一分，如 {cell} 的“{found}”，像是按万元填的。",
    remedy="是万元的，表头写成“{title}（万元）”再导入；是元的，照凭证改到分，不多写小数。",
    meaning="表头没有写万元，数却大半不到一分：多半填的是万元，先问清单位，再算别的。",
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
    message="“{title}”一栏有 {count} 格是公式，用的是上次保存时算出的数，如 {cell} 的“{found}”。",
    remedy="核对一下数；也可以改成直接填写的值。",
    meaning="公式不重新计算，用文件里保存的结果。",
    severity=Severity.WARNING,
)
NOT_COMPUTED = Rule(
    code="formula-not-computed",
    title="公式没有结果",
    message="“{title}”一栏有 {count} 格公式，文件里没有算出的值，如 {cell}。",
    remedy="用 Excel 或 WPS 打开，保存一次再导入；或直接填上数。",
    meaning="没有结果的公式不能公开。",
)
CODE_AS_NUMBER = Rule(
    code="code-as-number",
    title="编号变成了数字",
    message="“{title}”一栏有 {count} 格应是编号，却存成了数字或日期，如 {cell} 的“{found}”。",
    remedy="把这一栏设成“文本”格式，照原件重新输入。",
    meaning="编号、电话存成数字会丢掉前面的 0 和后面的几位，无法还原，只能重填。",
)
NOT_A_DATE_CELL = Rule(
    code="number-as-date",
    title="日期存成了数字",
    message="{cell} 应是{expected}，存的却是“{found}”。",
    remedy="重新输入：日期如 2026-07-10，月份如 2026-07。",
    meaning="不是日期的数字、带时刻的日期，不猜是哪一天。",
)
DATE_AS_NUMBER = Rule(
    code="date-as-number",
    title="数变成了日期",
    message="{cell} 应是数，却存成了日期或百分比：“{found}”。",
    remedy="把格式改成“常规”，照原件重新输入。",
    meaning="数字被自动变成日期或百分比后，不猜原来是多少。",
)
REPAIRED = Rule(
    code="repaired",
    title="写法已改",
    message=(
        "“{title}”一栏有 {count} 格的写法改了（{why}），如 {cell} 的“{found}”按“{expected}”导入。"
    ),
    remedy="不用改；请核对一眼。",
    meaning=(
        "全角数字、多余空格、2024.3.5 这样的日期、千分位逗号，意思只有一种，"
        "改了写法再导入，每一栏都列出来。"
    ),
    severity=Severity.WARNING,
)
MASKED = Rule(
    code="person-masked",
    title="个人写全了，已经盖住",
    message="“{title}”一栏有 {count} 格写全了，已经盖住，如 {cell} 按“{expected}”导入。",
    remedy="不用改；请核对一眼：是单位的，写单位全称。",
    meaning=(
        "规定要盖住的姓名、证件号，写全了也可以导入：姓留着，名字盖住，证件号留前 2 位和后 3 位；"
        "全名不进公开的数据。看不出是人还是单位的不盖，请自己盖。"
    ),
    severity=Severity.WARNING,
)
COMPUTED = Rule(
    code="computed",
    title="没有填，算出来的",
    message="“{title}”一栏有 {count} 格没有填，按规则算好了，如这一行的“{found}”。",
    remedy="不用改；自己填了的，导入时会核对。",
    meaning="算得出来的不用填：余额、合计、期限、名次；填了的照规则核对，不一样就是错。",
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
UNCLEAR_ROW = Rule(
    code="row-unclear",
    title="这一行只有数",
    message="这一行只有数“{found}”，看不出是一条记录还是合计。",
    remedy="是合计的，前面写上“合计”；是记录的，补上其余各栏；都不是的，删掉。",
    meaning="只有数、没有别的字的一行，不猜它算不算数。",
)
ROW_AFTER_TOTAL = Rule(
    code="row-after-total",
    title="合计下面还有数据",
    message="合计行下面还有一行数据：“{found}”。",
    remedy="把它移到合计行上面，或删掉。",
    meaning="合计行以下不应再有数据，不知道算不算数。",
)

# A rule of cells, said once a column.
WRONG_FORMS = dataclasses.replace(
    WRONG_FORM,
    message="“{field}”一栏有 {count} 格写法不合规定：{names}。应为：{expected}。",
)
MANY_WRONG_FORMS = dataclasses.replace(
    WRONG_FORM,
    message="“{field}”一栏有 {count} 格写法不合规定：{names}，还有 {rest} 处。应为：{expected}。",
)
MISSING = Rule(
    code="expected-missing",
    title="应公开的没有来齐",
    message="{agency}这一期应有 {expected}，这份有 {count}，缺 {lacking}：{names}。",
    remedy=(
        "补齐再导入；几个村分开填的，几份工作簿一起导入。"
        "确实没有的，一个一个写明原因：--missing “{first}=为什么没有”。"
    ),
    meaning="登记了的账本、村，每一期都要来齐；缺一个就不导入，写明原因的除外。",
)
EXCUSED = Rule(
    code="expected-excused",
    title="写明原因没有来的",
    message="{agency}这一期应有 {expected}，写明原因没有来的 {lacking}：{names}。",
    remedy="不用改；以后补来时，和这一份一起再导入一次。",
    meaning="没有来的写明了原因，照样导入，缺的在到期一览里看得到。",
    severity=Severity.WARNING,
)
ALREADY_THERE = Rule(
    code="already-there",
    title="这一期已经有了",
    message="{expected}已经有了，和这份不一样：{found}。",
    remedy=(
        "看清上面的不同；少了行的，把先来的几份和这一份一起导入。"
        "确实要换，导入时加 --replace。公开过的，"
        "还要用 --reason、--words、--decided-by 写明为什么改。"
    ),
    meaning="已经有的一期不会悄悄换掉：先列出每本账增加、减少、改动的行，说了要换才换。",
)
ADDED = Rule(
    code="added-to-present",
    title="加进已经有的一期",
    message="已经有的{found}一行不动，这份里的加进去。",
    remedy="不用改。已经有的哪一本其实没有，导入时写明原因：--missing “账本=为什么没有”。",
    meaning=(
        "后来的村单独导入：它的账本已经有的一期里都没有，就加进去，别的账本不动；"
        "有一本重了，就照整期来比。每一行都写着账本的才能这样加；别的公开类别整期换，"
        "因为有些行（合同的应收、事项的步骤）没有写是哪个村的，不猜是谁留下的。"
    ),
    severity=Severity.WARNING,
)
IN_TWO_WORKBOOKS = Rule(
    code="in-two-workbooks",
    title="两份工作簿说得不一样",
    message="{found}的{table}，“{expected}”里也有，内容不一样。",
    remedy="哪一份对，就留哪一份里的行，另一份里的删掉；同一份表改过的，只导入改好的那一份。",
    meaning="几份工作簿一起导入时，一字不差的行算一行；同一样东西写得不一样的，不猜哪一份对。",
)
KEPT = Rule(
    code="table-kept",
    title="原来的表留着",
    message="这份里没有填{found}，原来的留着不动。",
    remedy="不用改；要改这张表，把它填进工作簿再导入。",
    meaning="工作簿里没有的表，不等于删掉：原来的留着。",
    severity=Severity.WARNING,
)

RULES = (
    NOT_A_WORKBOOK,
    BROKEN_WORKBOOK,
    TOO_LARGE,
    MACROS,
    HIDDEN,
    HIDDEN_DATA,
    HIDDEN_HEADING,
    HIDDEN_COLUMN,
    HIDDEN_SHEET,
    OTHER_SHEET,
    EMPTY,
    OTHER_COLUMN,
    ROWS_WITHOUT_DATA,
    DITTO,
    NOTHING_TYPED,
    BELOW_ZERO,
    AMBIGUOUS_NAME,
    UNKNOWN_NAME,
    NOT_A_CHOICE,
    WRONG_MONTH,
    LIKELY_COLUMN,
    MISSING,
    EXCUSED,
    ALREADY_THERE,
    ADDED,
    IN_TWO_WORKBOOKS,
    KEPT,
    UNKNOWN_SHEET,
    NO_SHEET,
    MISSING_COLUMN,
    ENDED_COLUMN,
    EARLY_COLUMN,
    DUPLICATE_COLUMN,
    NAMELESS_COLUMN,
    WRONG_UNIT,
    LIKELY_TEN_THOUSANDS,
    MERGED,
    ERROR_CELL,
    FORMULA,
    NOT_COMPUTED,
    CODE_AS_NUMBER,
    NOT_A_DATE_CELL,
    DATE_AS_NUMBER,
    REPAIRED,
    MASKED,
    COMPUTED,
    LEFT_OUT,
    WRONG_SUM,
    UNCLEAR_ROW,
    ROW_AFTER_TOTAL,
    *QUESTIONS,
    *ANSWERED,
)
