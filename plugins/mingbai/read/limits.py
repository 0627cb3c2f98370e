"""Every limit of what is read, as the site states it."""

from __future__ import annotations

from dataclasses import dataclass

from mingbai.issues import AND_MORE, EACH_LIMIT
from mingbai.read import csv, ooxml
from mingbai.read.cell import grammar, rules
from mingbai.read.package import FILE_LIMIT, descriptor, folders


@dataclass(frozen=True, slots=True)
class ReadingLimit:
    """One limit: of what, the most there may be, the code of the rule that says so or ""."""

    what: str
    most: str
    code: str = ""


WORKBOOK_BYTES = 32_000_000  # of a workbook that is imported, packed
SHEET_CELLS, SHEET_COLUMNS = 600_000, 200

LIMITS = (
    ReadingLimit("一个文件", f"{FILE_LIMIT:,} 字节", folders.FILE_TOO_LARGE.code),
    ReadingLimit("一张表的行", f"{csv.ROW_LIMIT:,} 行", csv.TOO_MANY_LINES.code),
    ReadingLimit("一张表的格", f"{csv.CELLS_LIMIT:,} 格", csv.TOO_MANY_CELLS.code),
    ReadingLimit("表里的一行", f"{csv.LINE_LIMIT:,} 字节", csv.LONG_LINE.code),
    ReadingLimit("一格", f"{grammar.CELL_LIMIT:,} 字", rules.CELL_TOO_LONG.code),
    ReadingLimit(
        "金额",
        f"整数 {grammar.MONEY_DIGITS} 位、小数 {grammar.MONEY_DECIMALS} 位",
        rules.TOO_LARGE.code,
    ),
    ReadingLimit(
        "其他的数",
        f"整数 {grammar.NUMBER_DIGITS} 位、小数 {grammar.NUMBER_DECIMALS} 位",
        rules.TOO_LARGE.code,
    ),
    ReadingLimit("整数", f"{grammar.INTEGER_DIGITS} 位", rules.TOO_LARGE.code),
    ReadingLimit("描述文件", f"{descriptor.LIMIT:,} 字节", folders.FILE_TOO_LARGE.code),
    ReadingLimit("描述文件的层数", f"{descriptor.DEPTH} 层", descriptor.TOO_DEEP.code),
    ReadingLimit(
        "描述文件里的一段文字", f"{descriptor.TEXT_LIMIT:,} 字", descriptor.NOT_A_TEXT.code
    ),
    ReadingLimit("Office 附件解开以后", f"{ooxml.LIMIT:,} 字节"),
    ReadingLimit("要导入的一个工作簿", f"{WORKBOOK_BYTES:,} 字节"),
    ReadingLimit("要导入的一张工作表", f"{SHEET_CELLS:,} 格、{SHEET_COLUMNS} 列"),
    ReadingLimit(f"一个文件里同一条规则的差错（{AND_MORE.title}）", f"逐条列出 {EACH_LIMIT:,} 处"),
)
