"""The first row below a heading -> whether it is a heading too: labels, units, column numbers.

Forms and statistical tables often have a heading of several rows. Where all columns are text, no
type refuses the second one, and it would be published as a record.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Iterator, Sequence

from mingbai.issues import Rule, Severity
from mingbai.read.headings import REPEATED_HEADING

Cells = Sequence[str | None]

PROBABLE_HEADING = Rule(
    code="probable-heading",
    title="像是又一行表头",
    message="这一行像表头，不像记录：{found}",
    remedy="是标题、单位或栏次的，删掉这一行；是记录的，不用管，照常公开。",
    meaning="表头只有一行；第二行表头会被当成一条记录。",
    severity=Severity.WARNING,
)

COMPARED = 20  # rows below it that a first row is compared with
_HEIGHT = 3  # rows below the heading that may belong to it
SEEN = _HEIGHT + COMPARED
_LEAST_COMPARED = 3
_LONGEST = 40

_BRACKETED_UNIT = re.compile(
    r"\s*[（(](?:单位[:：])?(?:[万亿千百]?元|亩|公顷|平方米|㎡|人次?|户|个|件|份|次|天|日|年|月|吨|公斤|千克|kg|[%％]"
    r"|毫米|mm|厘米|cm|公里|km|米|m|℃|度)[）)]\s*",
    re.IGNORECASE,
)
_BARE_UNIT = re.compile(
    r"[万亿千百]{0,2}(?:元|亩|公顷|平方米|㎡|人次?|户|个|件|份|吨|公斤|千克|kg|[%％]|公里|km|米|℃)(?:/\S{1,3})?|[-—/]",
    re.IGNORECASE,
)
_STATED_UNIT = re.compile(r"\s*[（(]?\s*(?:金额|计量|货币|面积)?单位\s*[:：].{1,20}")
_LABEL = re.compile(
    r"(?:是否.{1,10}|所[在属].{1,8}|.{0,16}(?:[序编番]号|[号栏]次|编码|代码|号码|[名简全]称|姓名|标题|题名|类[别型]|[分种]类|级别"
    r"|等级|日期|时间|年[份度]|月份|地[址点]|位置|坐落|面积|金额|[单总]?价格?|数量|单位|备注|说明|描述|摘要|内容|状态"
    r"|方式|电话|联系人|负责人|责任人|经办人|来源|依据|结果|比[例重]|百分比|合计|小计|收入|支出|余额|[人户次件]数|规格|型号"
    r"|用途|性质|乡镇|村名|部门|机构|经度|纬度))"
    r"|(?:[a-z][a-z ]{0,30} )?(?:name|no|number|code|id|date|time|type|class|amount|price|unit"
    r"|place|address|remarks?|notes?|description|status|title|total|count|quantity|year|month|area|phone|kind|category|value)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"[（(“\"【\[].{0,16}?[)）”\"】\]]|[*＊:：\s]")

_STEMS, _LETTERS = "甲乙丙丁戊己庚辛壬癸", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NUMERALS = "一二三四五六七八九十"
_FORMULA = re.compile(r"(\d{1,3})=[\d+\-*/×÷() ]+")
_MARKED = re.compile(r"[(（\[【第](\d{1,3}|[一二三四五六七八九十])[)）\]】栏列]")


class Likeness(enum.Enum):
    """How far a row is like a heading."""

    NONE = 0
    PROBABLE = 1
    CERTAIN = 2


def rules_of(rows: Sequence[Cells]) -> Iterator[tuple[int, Rule]]:
    """(position, rule) of each row that is, or seems to be, one more row of the heading.

    rows: the first `SEEN` below the heading, or as many as there are. A second and third row only
    seem to be of the heading where the row above them does.
    """
    is_below = True
    for position, cells in enumerate(rows[:_HEIGHT]):
        found = likeness(cells, rows[position + 1 : position + 1 + COMPARED])
        if found is Likeness.CERTAIN:
            yield position, REPEATED_HEADING
        elif found is Likeness.PROBABLE and is_below:
            yield position, PROBABLE_HEADING
        is_below = is_below and found is not Likeness.NONE


def likeness(cells: Cells, others: Sequence[Cells]) -> Likeness:
    """How far the first row of a table is like a second heading.

    others: the rows below it, the first `COMPARED` of them. What a heading says of itself (units,
    栏次 in brackets or letters) is certain; so are labels alone in a row where no other row is so.
    """
    filled = [cell for cell in cells if cell is not None]
    if not filled:
        return Likeness.NONE
    if is_of_units(cells) or _is_unit_line(cells):
        return Likeness.CERTAIN
    numbering = _numbering(cells, others)
    if numbering is not Likeness.NONE:
        return numbering
    return _labels(cells, others)


def is_of_units(cells: Cells) -> bool:
    """Whether the cells of a row below the heading are units alone: （元）, (%); 元, 亩."""
    filled = [cell for cell in cells if cell is not None]
    if len(cells) < 2 or not filled:
        return False
    if all(_BRACKETED_UNIT.fullmatch(cell) for cell in filled):
        return True
    are_units = all(_BARE_UNIT.fullmatch(cell.strip()) for cell in filled)
    return are_units and sum(cell.strip() not in "-—/" for cell in filled) > 1


def _is_unit_line(cells: Cells) -> bool:
    """Whether a row says nothing but the unit of the table: 单位：元."""
    filled = [cell for cell in cells if cell is not None and cell.strip()]
    return len(filled) == 1 and bool(_STATED_UNIT.fullmatch(filled[0]))


def _numbering(cells: Cells, others: Sequence[Cells]) -> Likeness:
    """How far a row numbers the columns: 1, 2, 3; （1）, （2）; 甲, 乙, 1, 2; 3=1+2.

    Numbers without a mark may be a record: they are none where a column has words below.
    """
    if len(cells) < 2 or not _are_consecutive(cells):
        return Likeness.NONE
    forms = [_mark(cell) for cell in cells]
    is_marked = set(forms) != {"number"}
    if is_marked and any([_mark(cell) for cell in other] == forms for other in others):
        return Likeness.NONE  # a, 1; b, 2: records
    has_words = any(map(_is_of_words, zip(*others, strict=True)))
    if len(cells) == 2:
        return Likeness.PROBABLE if is_marked else Likeness.NONE
    return Likeness.CERTAIN if is_marked or has_words else Likeness.PROBABLE


def _is_of_words(column: Cells) -> bool:
    """Whether a column has cells, and none of them is a number."""
    filled = [cell for cell in column if cell is not None]
    return bool(filled) and not any(re.fullmatch(r"[\d.,%\s-]*", cell) for cell in filled)


def _are_consecutive(cells: Cells) -> bool:
    """Whether every cell is the number of its column, in one series after the other."""
    expected: dict[str, int] = {}
    last = ""
    for cell in cells:
        series, number = _ordinal(cell or "")
        if series != last and series in expected:
            return False
        if not series or number != expected.get(series, 0) + 1:
            return False
        expected[series] = number
        last = series
    return len(expected) <= 2


def _ordinal(cell: str) -> tuple[str, int]:
    """(series, number) of a cell that numbers a column; ("", 0) for any other."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", cell)).upper()
    marked = _MARKED.fullmatch(text)
    text = marked[1] if marked else text
    formula = _FORMULA.fullmatch(text)
    text = formula[1] if formula else text
    if re.fullmatch(r"[0-9]{1,3}", text):
        return "number", int(text)
    for series in (_STEMS, _LETTERS, _NUMERALS):
        if len(text) == 1 and text in series:
            return series, series.index(text) + 1
    return "", 0


def _mark(cell: str | None) -> str:
    """How a cell numbers something: its series, or `marked` where it has brackets, a circle, a sum.

    "" where it does not.
    """
    text = (cell or "").strip()
    series, _ = _ordinal(text)
    is_circled = any(unicodedata.category(sign) == "No" for sign in text)
    is_bare = unicodedata.normalize("NFKC", text).isalnum() and not is_circled
    return series if is_bare or not series else "marked"


def _labels(cells: Cells, others: Sequence[Cells]) -> Likeness:
    """How far the cells of a row are labels: words for columns, unlike what stands below them."""
    texts = [cell.strip() for cell in cells if cell is not None and cell.strip()]
    if len(texts) < len(cells) or len(set(texts)) < len(texts):
        return Likeness.NONE
    if any(len(text) > _LONGEST or _form(text) == "digits" for text in texts):
        return Likeness.NONE
    count = sum(map(_is_label, texts))
    usual = max((sum(_is_label(cell or "") for cell in other) for other in others), default=0)
    if count <= usual:
        count = 0
    odd = sum(_odd_columns(cells, others))
    if 2 <= len(texts) == count and others:
        return Likeness.CERTAIN
    if count and odd > 1 and 2 * max(odd, count) >= len(texts):
        return Likeness.CERTAIN
    is_probable = odd > 0 or (count > 1 and 2 * count >= len(texts))
    return Likeness.PROBABLE if is_probable else Likeness.NONE


def _is_label(text: str) -> bool:
    """Whether a cell is a word for a column, with a unit or a number or not: 备注2."""
    word = _BRACKETS.sub(" ", text).strip()
    return bool(_LABEL.fullmatch(re.sub(r"\d{1,2}$", "", word).strip()))


def _odd_columns(cells: Cells, others: Sequence[Cells]) -> Iterator[bool]:
    """Whether each cell is of another form than all below it: words where they have digits."""
    for column, cell in enumerate(cells):
        below = [other[column] for other in others]
        forms = {_form(text) for text in below if text is not None and text.strip()}
        count = sum(text is not None and bool(text.strip()) for text in below)
        yield count >= _LEAST_COMPARED and len(forms) == 1 and _form(cell or "") not in forms


def _form(text: str) -> str:
    """Of what a cell is made: digits (and whatever else), Latin letters alone, other words."""
    if any(character.isdecimal() for character in _BRACKETS.sub("", text)):
        return "words" if _is_label(text) else "digits"
    return "latin" if text.isascii() else "words"
