"""Rules of open packages, besides those of every package."""

from __future__ import annotations

from mingbai.issues import Rule, Severity

BAD_FOLDER = Rule(
    code="open-data-folder",
    title="开放数据文件夹名不对",
    message="“{found}”不能作开放数据的文件夹名。",
    remedy="用小写字母开头，只含小写字母、数字、横线，2 到 60 位。",
    meaning="文件夹名就是这份数据的网址。",
)
NOT_A_TABLE = Rule(
    code="open-data-resource",
    title="不是带字段说明的 CSV 表",
    message="“{found}”不是带字段说明（schema）的 CSV 表。",
    remedy="每个资源写 name、path 和 schema，path 指向文件夹里的一个 CSV 文件。",
    meaning="开放数据包里的每个资源都是一个 CSV 文件，字段说明写在描述文件里或旁边的 JSON 里。",
)
BAD_TABLE_NAME = Rule(
    code="open-data-name",
    title="资源名不对",
    message="“{found}”不能作资源名。",
    remedy="用小写字母、数字、点、横线、下划线，不用 datapackage，各不相同。",
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
NO_LICENCE = Rule(
    code="open-data-licence",
    title="没有写许可",
    message="描述文件没有写许可（licenses）。",
    remedy="写明别人能怎样使用，如知识共享署名 4.0。",
    meaning="不写许可，别人就不敢用。",
    severity=Severity.WARNING,
)

RULES = (BAD_FOLDER, NOT_A_TABLE, BAD_TABLE_NAME, BAD_SCHEMA, BAD_PATTERN, NO_LICENCE)
