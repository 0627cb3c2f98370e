"""The heading row of a file -> right, or in what way it is wrong."""

from __future__ import annotations

import contextlib
import csv
import re
import unicodedata
from collections.abc import Iterator, Sequence

from mingbai.issues import Issue, Rule
from mingbai.schema import Schema

WRONG_DELIMITER = Rule(
    code="wrong-delimiter",
    title="分隔符不对",
    message="各列用“{found}”隔开，应用英文逗号。",
    remedy="另存为“CSV UTF-8（逗号分隔）”。",
    meaning="各列之间只用英文逗号。",
)
TITLE_ROWS = Rule(
    code="title-rows",
    title="表头上面有别的行",
    message="表头在第 {found} 行，应在第 1 行。",
    remedy="删掉表头上面的标题行和空行。",
    meaning="第一行就是表头，不要大标题、单位、制表日期。",
)
REPEATED_HEADING = Rule(
    code="repeated-heading",
    title="表头又出现一次",
    message="这一行又是表头：{found}",
    remedy="删掉这一行；两行表头的，只留字段名那一行。",
    meaning="表头只有一行，在第一行；几张表贴在一起的，中间的表头要删掉。",
)
NO_HEADING = Rule(
    code="no-heading",
    title="没有表头",
    message="第一行不是表头：{found}",
    remedy="第一行写表头：{expected}。",
    meaning="第一行必须是表头。",
)
BLANK_HEADING = Rule(
    code="blank-heading",
    title="表头有空格子",
    message="表头第 {found} 格是空的，应为“{expected}”。",
    remedy="照模板补上；合并的格子要拆开。",
    meaning="表头每一格都要有名字。",
)
DUPLICATE_HEADING = Rule(
    code="duplicate-heading",
    title="表头重复",
    message="表头里“{found}”出现了两次。",
    remedy="只留一列。",
    meaning="表头每一格的名字各不相同。",
)
HEADING_ORDER = Rule(
    code="heading-order",
    title="表头次序不对",
    message="第 {found} 列起次序不对，应为“{expected}”。",
    remedy="照模板的次序排列各列。",
    meaning="各列的次序是固定的。",
)
HEADING_SPELLING = Rule(
    code="heading-spelling",
    title="表头写法不对",
    message="表头“{found}”应写成“{expected}”。",
    remedy="一字不差照模板写，注意大小写、全角和空格。",
    meaning="表头必须和模板一字不差。",
)
MIXED_HEADINGS = Rule(
    code="mixed-headings",
    title="中英文表头混用",
    message="表头有的用中文，有的用英文，如“{found}”。",
    remedy="全部用中文标题，或全部用英文名。",
    meaning="一个文件的表头只用一种写法。",
)
UNKNOWN_HEADING = Rule(
    code="unknown-heading",
    title="多出不认识的列",
    message="不认识表头“{found}”。",
    remedy="删掉这一列，或改成模板里的名字。",
    meaning="只收模板里有的列。",
)
MISSING_HEADING = Rule(
    code="missing-heading",
    title="缺列",
    message="缺“{expected}”这一列。",
    remedy="照模板补上；没有内容的列也要留着。",
    meaning="模板里的列一列也不能少。",
)
MISSING_NEW_HEADING = Rule(
    code="missing-new-heading",
    title="缺新增的列",
    message="缺“{expected}”这一列，从 {found} 起要有。",
    remedy="照本期的模板补上；没有内容的列也要留着。",
    meaning="表样改了，从规定的那一期起照新表样填；以前各期的表不用改。",
)
ENDED_HEADING = Rule(
    code="ended-heading",
    title="列已停用",
    message="“{found}”这一列从 {expected} 起停用。",
    remedy="删掉这一列；以前各期的表不用改。",
    meaning="表样改了，停用的列从规定的那一期起不再填；以前各期的照旧有效。",
)
EARLY_HEADING = Rule(
    code="early-heading",
    title="列还没有启用",
    message="“{found}”这一列从 {expected} 起才有。",
    remedy="删掉这一列；这一期的表样里没有它。",
    meaning="每一期照当时的表样填，后来才增加的列不补到以前各期里。",
)

RULES = (
    WRONG_DELIMITER,
    TITLE_ROWS,
    REPEATED_HEADING,
    NO_HEADING,
    BLANK_HEADING,
    DUPLICATE_HEADING,
    HEADING_ORDER,
    HEADING_SPELLING,
    MIXED_HEADINGS,
    UNKNOWN_HEADING,
    MISSING_HEADING,
    MISSING_NEW_HEADING,
    ENDED_HEADING,
    EARLY_HEADING,
)

_DELIMITERS = {mark: mark for mark in ";，|、；"} | {"\t": "制表符（Tab）"}
_LOOK_AHEAD = 20
_LONGEST, _SHOWN = 100_000, 400


def names(schema: Schema) -> tuple[str, ...]:
    """Field names, in order."""
    return tuple(field.name for field in schema.fields)


def titles(schema: Schema) -> tuple[str, ...]:
    """Chinese titles, in order."""
    return tuple(field.title for field in schema.fields)


def exact(schema: Schema) -> tuple[bytes, ...]:
    """The heading lines that are right, as bytes: bare, or with every cell quoted."""
    return tuple(
        mark + f"{mark.decode()},{mark.decode()}".join(head).encode() + mark
        for head in (names(schema), titles(schema))
        for mark in (b"", b'"')
    )


def is_right(line: bytes, schema: Schema, delimiter: str = ",") -> bool:
    """Whether a line is the heading of the schema, quoted in whatever way a writer of CSV does."""
    if delimiter == "," and line in exact(schema):
        return True
    if len(line) > _LONGEST or (delimiter == "," and b'"' not in line):
        return False
    cells = tuple(_split(line.decode("utf-8", "replace").rstrip("\r"), delimiter))
    return cells in (names(schema), titles(schema))


def is_repeated(cells: Sequence[str | None], schema: Schema) -> bool:
    """Whether the cells of a row are words of the heading alone, each in its own column."""
    words = [
        cell is None or _folded(cell) in (_folded(field.name), _folded(field.title))
        for cell, field in zip(cells, schema.fields, strict=True)
    ]
    return all(words) and any(cell is not None for cell in cells)


def folded_words(schema: Schema) -> frozenset[str]:
    """The words of the heading, as `is_repeated` compares them."""
    return frozenset(map(_folded, (*names(schema), *titles(schema))))


def _folded(text: str) -> str:
    return re.sub(r"[\s\ufeff\u200b-\u200f]+", "", unicodedata.normalize("NFKC", text)).casefold()


def _split(line: str, delimiter: str = ",") -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error:  # a quote out of place
        with contextlib.suppress(csv.Error):
            return next(csv.reader([line], delimiter=delimiter), [])
    return line.split(delimiter)  # a carriage return within it besides


def explain(path: str, body: bytes, schema: Schema) -> Iterator[Issue]:
    """Why the first line of `body` is not the heading of `schema`; at least one issue."""
    lines = body.decode("utf-8").split("\n")[:_LOOK_AHEAD]
    marks = {",": "", **_DELIMITERS}
    for mark, mark_name in marks.items():
        for number, line in enumerate(lines, start=1):
            if not is_right(line.encode(), schema, mark):
                continue
            if mark != ",":
                yield WRONG_DELIMITER.issue(path, row=number, found=mark_name)
            if number > 1:
                yield TITLE_ROWS.issue(path, row=1, found=str(number))
            return
    if len(lines[0]) > _LONGEST:
        expected = "，".join(titles(schema))
        yield NO_HEADING.issue(path, row=1, found=lines[0][:_SHOWN], expected=expected)
        return
    yield from compare(path, _split(lines[0]), schema)


def compare(path: str, cells: Sequence[str], schema: Schema) -> Iterator[Issue]:
    """In what way the cells of a heading row are not those of the schema."""
    words = {*names(schema), *titles(schema)}
    folded = {_folded(name): name for name in sorted(words)}
    if not any(_folded(cell) in folded for cell in cells):
        expected = "，".join(titles(schema))
        yield NO_HEADING.issue(path, row=1, found=",".join(cells), expected=expected)
        return
    is_named = sum(cell in names(schema) for cell in cells)
    is_titled = sum(cell in titles(schema) for cell in cells)
    expected_cells = names(schema) if is_named > is_titled else titles(schema)
    issues = [
        *_cells(path, cells, expected_cells, folded, _other_periods(schema)),
        *_missing(path, cells, expected_cells, folded, _new(schema)),
    ]
    yield from issues or _order(path, cells, expected_cells)


def _other_periods(schema: Schema) -> dict[str, tuple[Rule, str]]:
    """Names and titles of the columns of other periods: why not now, and the month of change."""
    ended = [(field, ENDED_HEADING, field.span.ended) for field in schema.ended]
    early = [(field, EARLY_HEADING, field.span.since) for field in schema.early]
    return {
        word: (rule, month)
        for field, rule, month in (*early, *ended)
        for word in (field.name, field.title)
        if month is not None
    }


def _new(schema: Schema) -> dict[str, str]:
    """Names and titles of the columns that did not always exist, with their first month."""
    return {
        word: field.span.since
        for field in schema.fields
        for word in (field.name, field.title)
        if field.span.since is not None
    }


def _cells(
    path: str,
    cells: Sequence[str],
    expected_cells: Sequence[str],
    folded: dict[str, str],
    other_periods: dict[str, tuple[Rule, str]],
) -> Iterator[Issue]:
    """What is wrong with single cells of the heading."""
    cells_seen: set[str] = set()
    for number, cell in enumerate(cells, start=1):
        is_double = cell in cells_seen
        cells_seen.add(cell)
        if not cell.strip():
            expected = expected_cells[number - 1] if number <= len(expected_cells) else ""
            yield BLANK_HEADING.issue(path, 1, found=str(number), expected=expected)
        elif is_double:
            yield DUPLICATE_HEADING.issue(path, 1, found=cell)
        elif cell in expected_cells:
            continue
        elif cell in folded.values():
            yield MIXED_HEADINGS.issue(path, 1, found=cell)
        elif _folded(cell) in folded:
            expected = folded[_folded(cell)]
            yield HEADING_SPELLING.issue(path, 1, found=cell, expected=expected)
        elif cell in other_periods:
            rule, month = other_periods[cell]
            yield rule.issue(path, 1, found=cell, expected=month)
        else:
            yield UNKNOWN_HEADING.issue(path, 1, found=cell)


def _missing(
    path: str,
    cells: Sequence[str],
    expected_cells: Sequence[str],
    folded: dict[str, str],
    new: dict[str, str],
) -> Iterator[Issue]:
    """Columns that stand nowhere in the heading, in whatever spelling."""
    if any(cell in folded.values() and cell not in expected_cells for cell in cells):
        return
    present = {folded.get(_folded(cell)) for cell in cells}
    for name in expected_cells:
        if name not in present and name in new:
            yield MISSING_NEW_HEADING.issue(path, 1, found=new[name], expected=name)
        elif name not in present:
            yield MISSING_HEADING.issue(path, 1, expected=name)


def _order(path: str, cells: Sequence[str], expected_cells: Sequence[str]) -> Iterator[Issue]:
    """All are there, none is strange: so their order is wrong, or their quoting is."""
    for number, (cell, name) in enumerate(zip(cells, expected_cells, strict=True), start=1):
        if cell != name:
            yield HEADING_ORDER.issue(path, 1, found=str(number), expected=name)
            return
    cell = ",".join(cells)
    yield HEADING_SPELLING.issue(path, 1, found=cell, expected=",".join(expected_cells))
