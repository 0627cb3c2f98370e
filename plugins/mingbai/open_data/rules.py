"""What can be wrong with an open package beyond what the gate says of every package."""

from __future__ import annotations

from mingbai.issues import Rule, Severity

BAD_FOLDER = Rule(
    "open-data-folder", "开放数据文件夹名不对", "“{found}”不能作开放数据的文件夹名。",
    "用小写字母开头，只含小写字母、数字、横线，2 到 60 位。", "文件夹名就是这份数据的网址。",
)  # fmt: skip
NOT_A_TABLE = Rule(
    "open-data-resource", "不是带字段说明的 CSV 表", "“{found}”不是带字段说明（schema）的 CSV 表。",
    "每个资源写 name、path 和 schema，path 指向文件夹里的一个 CSV 文件。",
    "开放数据包里的每个资源都是一个 CSV 文件，字段说明写在描述文件里或旁边的 JSON 里。",
)  # fmt: skip
BAD_TABLE_NAME = Rule(
    "open-data-name", "资源名不对", "“{found}”不能作资源名。",
    "用小写字母、数字、点、横线、下划线，不用 datapackage，各不相同。",
    "资源名就是下载文件的名字。",
)  # fmt: skip
BAD_SCHEMA = Rule(
    "open-data-schema", "字段说明写得不对", "“{table}”的字段说明不合 Table Schema：{found}。",
    "照 Table Schema 标准改好。", "字段要有名字，不重复；主键和外键指向有的字段和有的表。",
)  # fmt: skip
BAD_PATTERN = Rule(
    "open-data-pattern", "格式规则不能用", "“{table}”的字段“{name}”的 pattern 不能用：{found}",
    "写得简单一些：不用回溯引用，不在重复里再套重复。",
    "pattern 太复杂会让核对停不下来，这样的规则不收。",
)  # fmt: skip
NO_LICENCE = Rule(
    "open-data-licence", "没有写许可", "描述文件没有写许可（licenses）。",
    "写明别人能怎样使用，如知识共享署名 4.0。", "不写许可，别人就不敢用。", Severity.WARNING,
)  # fmt: skip

RULES = (BAD_FOLDER, NOT_A_TABLE, BAD_TABLE_NAME, BAD_SCHEMA, BAD_PATTERN, NO_LICENCE)
