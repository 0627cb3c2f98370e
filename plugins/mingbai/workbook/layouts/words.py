"""The words of exported sheets: what a row of no data says, of whom and when a title speaks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from mingbai.exports import ExportLabel

_SPACE = re.compile(r"\s+")
_LABELS = (
    (
        ExportLabel.CARRIED,
        re.compile(
            r"(?:上[年月期季](?:末)?|[年月期]初|本[月期年]?[期月年]初)"
            r"(?:余额|结余|结转|结存|转入|资金结余|数){1,2}"
            r"|(?:承|接)[前上]页|期初"
        ),
    ),
    (ExportLabel.PAGE, re.compile(r"[过转接]下?次?页")),
    (
        ExportLabel.YEAR,
        re.compile(
            r"(?:本年|全年|年度|当年|年初至今)?累计(?:数|金额|发生额)?"
            r"|本年(?:合计|发生额(?:合计)?)(?:数|金额)?"
        ),
    ),
    (
        ExportLabel.CLOSING,
        re.compile(r"(?:本?期末|月末|年末|本月|本期)(?:余额|结余|结存)|结转下[月年期季]"),
    ),
    (
        ExportLabel.TOTAL,
        re.compile(
            r"(?:本[日月期季页周]|当[日月期]|全[村镇组]|收支|\d{1,2}月份?)?[小合总共]计(?:数|金额)?"
            r"|[月日]计|本[月期]发生额(?:合计|及余额)?|发生额合计"
        ),
    ),
)
_LOOSE_TOTAL = re.compile(r".{1,14}[小合总]计")
_NAMED = re.compile(
    r"(?:核算单位|编制单位|记账单位|单位名称|单位|账套名称|账套|账簿名称|账簿|账本|村组名称|村名|村)"
    r"[:：]\s*(\S+)"
)
_UNIT = re.compile(r"(?:金额)?单位[:：]?\(?(?:人民币)?([十百千万亿]*元)\)?$")
_MONEY_UNIT = re.compile(r"(?:人民币)?[十百千万亿]*元")
_MONTH = re.compile(
    r"(?<!\d)(\d{4})(?:年(\d{1,2})(?:月|期)|[-./](\d{1,2})(?![\d])|[-./](\d{1,2})[-./]\d{1,2}(?!\d))"
)
_DATED = re.compile(r"\(?(?:\d{1,2}[月期]份?|[年月]度|^[-至到]+|[-至到]+$)\)?")
_PRINTED = re.compile(
    r"(?:打印|导出|制表|查询|编制|填报|审核|填表)(?:日期|时间)[:：]?\s*[\d年月日/.\-: T]+"
)
_PLAIN_MONTH = re.compile(r"(\d{4})?(\d{1,2})[月期]?份?", re.ASCII)
_YEAR = re.compile(r"(?<!\d)(\d{4})年")
_SHEET_WORDS = re.compile(
    r"(?:收入|支出|收支|财务|现金|银行存款|银行|资金|科目|会计科目|总账|明细|分类|及|和|、|流水|"
    r"发生额|余额|日记|序时|公开|报|一览|汇总|情况|统计|登记|表|账|簿|单)+$"
)
FACTORS = {
    "元": 1,
    "百元": 100,
    "千元": 1_000,
    "万元": 10_000,
    "十万元": 100_000,
    "百万元": 1_000_000,
    "亿元": 100_000_000,
}


def flat(text: str) -> str:
    """A heading or label as it is compared: no blanks, one form of each character."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


def label(text: str) -> ExportLabel | None:
    """What a text says of its row by itself: 本月合计, 上年结转."""
    plain = flat(text).rstrip(":。")
    return next((name for name, pattern in _LABELS if pattern.fullmatch(plain)), None)


def loose_label(text: str) -> ExportLabel | None:
    """The same of a row without date and voucher, where 柳塘村小计 is a total too."""
    exact = label(text)
    if exact is None and _LOOSE_TOTAL.fullmatch(flat(text).rstrip(":")):
        return ExportLabel.TOTAL
    return exact


def is_page(text: str) -> bool:
    """Whether a label speaks of a printed page, which may break anywhere."""
    return "页" in text


def unit(text: str) -> str | None:
    """The unit of money that a title gives: `单位：万元` -> 万元."""
    pieces = [flat(piece) for piece in re.split(r"\s{2,}|[\t\n]", text)]
    units = [match[1] for piece in pieces if (match := _UNIT.search(piece))]
    return units[0] if units else None


def named(text: str) -> Iterator[str]:
    """Who a title says it is of: `核算单位：太平镇柳塘村` -> 太平镇柳塘村."""
    for match in _NAMED.finditer(unicodedata.normalize("NFKC", text)):
        if not _MONEY_UNIT.fullmatch(match[1]) and match[1]:
            yield match[1]


def subject(text: str) -> str:
    """What is left of a title without the month and the words for the sheet."""
    plain = _MONTH.sub("", flat(text))
    plain = _DATED.sub("", _YEAR.sub("", plain))
    return _SHEET_WORDS.sub("", plain).strip("-_:()[]《》、.")


def is_title(text: str) -> bool:
    """Whether a text is the title of a sheet: 太平镇柳塘村收支明细表."""
    return _SHEET_WORDS.search(flat(text)) is not None


def months(text: str) -> Iterator[str]:
    """The months that a title speaks of: `2026年07期` -> 2026-07; days give their months."""
    for match in _MONTH.finditer(flat(_PRINTED.sub("", text))):
        month = int(match[2] or match[3] or match[4])
        if 1 <= month <= 12:
            yield f"{match[1]}-{month:02d}"


def months_in_column(text: str, period: str) -> Iterator[str]:
    """The months of a cell in a column of months: 2026-06, 202606, 2026年06期; 6月 of this year."""
    plain = flat(text)
    short = _PLAIN_MONTH.fullmatch(plain)
    if short and 1 <= int(short[2]) <= 12:
        yield f"{short[1] or period[:4]}-{int(short[2]):02d}"
    else:
        yield from months(plain)


def year(text: str) -> str | None:
    """The year of `2026年`, as it stands over 月 and 日."""
    match = _YEAR.search(flat(text))
    return match[1] if match else None
