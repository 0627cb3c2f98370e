"""Rules of open packages, besides those of every package."""

from __future__ import annotations

from mingbai.issues import Rule, Severity

BAD_FOLDER = Rule(
    code="open-data-folder",
    title="开放数据文件夹名不对",
    message="“{found}”不能作开放数据的文件夹名。",
    remedy="用字母或数字开头，只含英文字母、数字、点、横线、下划线，最多 60 位。",
    meaning="文件夹名就是这份数据的网址。",
)
LEFT_OUT = Rule(
    code="open-data-left-out",
    title="开放数据没有公开",
    message="这份开放数据有 {found} 处差错，没有公开；别的照常公开。",
    remedy="照差错一处一处改好；改不了的，把这个文件夹拿掉。",
    meaning="一份开放数据有差错，只是它自己不公开，不影响全县其他内容；网站上写明它没有公开。",
    severity=Severity.WARNING,
)
NOTHING_PUBLIC = Rule(
    code="open-data-empty",
    title="没有可公开的内容",
    message="这份数据里没有能公开的表，也没有能公开的文件。",
    remedy="至少放一张带字段说明的 CSV 表，或一个文字、GeoJSON、PDF 等文件。",
    meaning="开放数据包里至少要有一样能公开的内容。",
)
NOT_A_RESOURCE = Rule(
    code="open-data-resource",
    title="资源写得不对",
    message="资源“{found}”没有写清名字和文件。",
    remedy="每个资源写 name 和 path；path 是一个文件名，或文件名的清单。",
    meaning="数据包里的每个资源都要有名字，并指明包里的文件。",
)
NOT_CARRIED = Rule(
    code="open-data-not-carried",
    title="资源没有公开",
    message="资源“{found}”没有公开：{expected}。",
    remedy="要公开的，改成 CSV 表，或换成能检查的文件（文字、JSON、GeoJSON、PDF、JPG、PNG 等）。",
    meaning="打不开、看不进去的文件不公开，同一个包里别的照常公开。",
    severity=Severity.WARNING,
)
BAD_TABLE_NAME = Rule(
    code="open-data-name",
    title="资源名不对",
    message="“{found}”不能作资源名。",
    remedy="用英文字母、数字、点、横线、下划线，字母或数字开头，各不相同，不用 datapackage。",
    meaning="资源名就是下载文件的名字。",
)
BAD_SCHEMA = Rule(
    code="open-data-schema",
    title="字段说明写得不对",
    message="“{table}”的字段说明不合 Table Schema：{found}。",
    remedy="照 Table Schema 标准改好。",
    meaning="字段要有名字，不重复；主键和外键指向有的字段和有的表。",
)
BAD_PATTERN = Rule(
    code="open-data-pattern",
    title="格式规则不能用",
    message="“{table}”的字段“{name}”的 pattern 不能用：{found}",
    remedy="写得简单一些：不用回溯引用，不在重复里再套重复。",
    meaning="pattern 太复杂会让核对停不下来，这样的规则不收。",
)
BAD_DIALECT = Rule(
    code="open-data-dialect",
    title="不会读的写法",
    message="“{table}”的 dialect 里有读不了的一项：{found}。",
    remedy="分隔符、引号、转义符各写一个字符；换行写 \\n 或 \\r\\n；标准里没有的项删掉。",
    meaning="表怎样分行分格，照 dialect 写明的读；写得读不了的不猜。",
)
DANGEROUS_CHARACTER = Rule(
    code="open-data-character",
    title="有不能用的字符",
    message="这一格有控制字符、改变文字方向的字符或乱码：{found}",
    remedy="删掉这个字符；是乱码的，核对原文和编码，重新导出。",
    meaning="控制字符、改变文字方向的字符会让人看到的和实际的不一样；替换字符和自造字是转换编码留下的。一律不收。",
)
TOO_MANY_ROWS = Rule(
    code="open-data-rows",
    title="开放数据行数太多",
    message="文件有 {found} 行，最多 {expected} 行。",
    remedy="按年份或地区拆成几个文件。",
    meaning="一个文件的行数有上限，防止一个坏文件拖垮全站。",
)
TOO_MANY_COLUMNS = Rule(
    code="open-data-columns",
    title="列数太多",
    message="表有 {found} 列，最多 {expected} 列。",
    remedy="拆成几张表。",
    meaning="一张表的列数有上限。",
)
NOT_OF_TYPE = Rule(
    code="open-data-value",
    title="值和字段的类型不符",
    message="“{found}”不是{expected}。",
    remedy="改正这一格；如果这一列本来就这样写，改字段说明里的 type、format 或 missingValues。",
    meaning="每一格都按字段说明里的类型读，读法照 Table Schema 标准。",
)
BROKEN_CONSTRAINT = Rule(
    code="open-data-constraint",
    title="值不合字段的限定",
    message="“{found}”不合限定 {expected}。",
    remedy="改正这一格，或改字段说明里的 constraints。",
    meaning="字段说明里写的最大、最小、长短、可选值、格式，每一格都要合。",
)
HUGE_NUMBER = Rule(
    code="open-data-huge-number",
    title="数太长",
    message="“{found}”写全要 {expected} 位以上。",
    remedy="换一个单位，或改成文字类型。",
    meaning="数的位数有上限：写成 1E999999 的一格，展开会有一百万位。",
)
EMPTY_KEY = Rule(
    code="open-data-empty-key",
    title="主键有空",
    message="主键的“{found}”是空的。",
    remedy="填上；确实没有的，这个字段不能作主键。",
    meaning="主键的每一部分都要填，否则说不清是哪一行。",
)
NOT_UNIQUE = Rule(
    code="open-data-not-unique",
    title="应当唯一的重复了",
    message="“{found}”和 {expected} 那一行重复，字段说明写的是不许重复。",
    remedy="改正重复的一行，或删掉字段说明里的 uniqueKeys、unique。",
    meaning="字段说明写明唯一的（uniqueKeys、unique），各行必须不同；空的不算。",
)
NOT_A_NUMBER = Rule(
    code="open-data-no-number",
    title="不是数的数",
    message="有 {found} 格写着 NaN 或 INF，公开时留空。",
    remedy="没有数的格子请留空；不改也照常公开。",
    meaning="标准允许数字列里写 NaN、INF；公开的文件里一律留空，免得别的程序读错。",
    severity=Severity.WARNING,
)
BLANK_LINES = Rule(
    code="open-data-blank-lines",
    title="有空行",
    message="有 {found} 个空行，已跳过。",
    remedy="不用改；重新导出时去掉更好。",
    meaning="别人的数据里有空行，跳过不算。",
    severity=Severity.WARNING,
)
UNTIDY_CELLS = Rule(
    code="open-data-untidy",
    title="前后有空格或表格软件的错误",
    message="有 {found} 格前后有空格，或写着 #REF! 一类的错误，如“{expected}”。",
    remedy="请看一眼；不改也照常公开。",
    meaning="别人的数据照原样公开，看着不对的提醒一句。",
    severity=Severity.WARNING,
)
NOTE_AMONG_ROWS = Rule(
    code="open-data-last-row",
    title="有的行像合计或说明",
    message="这一行像合计或说明：{found}",
    remedy="是合计、制表人、说明的，删掉这一行；不改也照常公开。",
    meaning="表里只放一行一条的记录；末行的合计、夹在中间的说明会被当成一条记录。",
    severity=Severity.WARNING,
)
UNNAMED_FILE = Rule(
    code="open-data-unnamed-file",
    title="描述文件没有提到的文件",
    message="描述文件没有提到“{found}”，没有公开它。",
    remedy="要公开的写进 resources；不要的删掉。不改也不影响别的。",
    meaning="描述文件没有提到的文件和文件夹不公开，只提醒。",
    severity=Severity.WARNING,
)
OTHER_PACKAGE = Rule(
    code="open-data-other-package",
    title="引用别的数据包",
    message="外键 {found} 指向别的数据包，没有核对，公开的说明里不写这个外键。",
    remedy="不用改；想让人能核对，把那张表也放进来。",
    meaning="核对时不访问网络，也不打开别的数据包。",
    severity=Severity.WARNING,
)
NO_LICENCE = Rule(
    code="open-data-licence",
    title="没有写许可",
    message="描述文件没有写许可（licenses）。",
    remedy="写明别人能怎样使用，如知识共享署名 4.0。",
    meaning="不写许可，别人就不敢用。",
    severity=Severity.WARNING,
)

RULES = (
    BAD_FOLDER,
    LEFT_OUT,
    NOTHING_PUBLIC,
    NOT_A_RESOURCE,
    NOT_CARRIED,
    BAD_TABLE_NAME,
    BAD_SCHEMA,
    BAD_PATTERN,
    BAD_DIALECT,
    DANGEROUS_CHARACTER,
    TOO_MANY_ROWS,
    TOO_MANY_COLUMNS,
    NOT_OF_TYPE,
    BROKEN_CONSTRAINT,
    HUGE_NUMBER,
    EMPTY_KEY,
    NOT_UNIQUE,
    NOT_A_NUMBER,
    BLANK_LINES,
    UNTIDY_CELLS,
    NOTE_AMONG_ROWS,
    UNNAMED_FILE,
    OTHER_PACKAGE,
    NO_LICENCE,
)
