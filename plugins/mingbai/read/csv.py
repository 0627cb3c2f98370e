"""UTF-8 bytes of one CSV -> its rows under the pinned dialect, or what is wrong with its shape.

The dialect: comma, double quote doubled inside quotes, LF or CRLF, one heading row, no line break
inside a cell, a line break after the last row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from mingbai.issues import Capped, Issue, Rule, Severity, capped
from mingbai.read import headings
from mingbai.read.cell import rules
from mingbai.schema import Schema

EMPTY_FILE = Rule(
    code="empty-file",
    title="空文件",
    message="文件是空的。",
    remedy="重新导出；本期无数据的，也要有表头。",
    meaning="文件至少要有表头一行。",
)
NO_ROWS = Rule(
    code="no-rows",
    title="本期无数据",
    message="只有表头，本期无数据。",
    remedy="确实没有的不用管；漏填的请补上。",
    meaning="只有表头的表照常公开，写明本期无数据。",
    severity=Severity.WARNING,
)
OPEN_QUOTE = Rule(
    code="open-quote",
    title="引号没有关上",
    message="从这一行起引号没有关上，文件可能被截断。",
    remedy="重新导出完整的文件。",
    meaning="双引号必须成对，否则后面的内容都会错位。",
)
STRAY_QUOTE = Rule(
    code="stray-quote",
    title="引号用得不对",
    message="引号只能把整格括起来，格内的引号要写两个：{found}",
    remedy="用表格软件另存为 CSV，它会自动写对；或改用“”。",
    meaning="引号位置不对，各家软件读出来不一样。",
)
LINE_BREAK = Rule(
    code="line-break-in-cell",
    title="格子里有换行",
    message="格子里有换行：{found}",
    remedy="把换行改成空格或分号。",
    meaning="一行就是一条记录，格子里不许换行。",
)
CARRIAGE_RETURN = Rule(
    code="carriage-return",
    title="换行符不对",
    message="这里有单独的回车符（CR），不是正常的换行。",
    remedy="另存为“CSV UTF-8（逗号分隔）”，不要选“Macintosh”；格子里有换行的删掉。",
    meaning="每行以 LF 或 CRLF 结尾。",
)
NO_FINAL_NEWLINE = Rule(
    code="no-final-newline",
    title="末行没有换行",
    message="最后一行后面没有换行，文件可能没有存完整。",
    remedy="对照原表看最后一行是否完整，再重新导出。",
    meaning="完整的文件以换行结尾，这样截断的文件能看出来。",
)
BLANK_LINE = Rule(
    code="blank-line",
    title="空行",
    message="这一行是空的。",
    remedy="删掉空行。",
    meaning="表中间和末尾都不许有空行。",
)
SHORT_ROW = Rule(
    code="short-row",
    title="这一行少格",
    message="这一行有 {found} 格，应有 {expected} 格。",
    remedy="对照表头补齐；空着的格也要有逗号。",
    meaning="每行的格数和表头一样。",
)
LONG_ROW = Rule(
    code="long-row",
    title="这一行多格",
    message="这一行有 {found} 格，应有 {expected} 格。",
    remedy="看看是否多了逗号：文字里有逗号的要用引号括起来，金额不写千分位。",
    meaning="每行的格数和表头一样。",
)
TOO_MANY_LINES = Rule(
    code="too-many-lines",
    title="行数太多",
    message="文件有 {found} 行，最多 {expected} 行。",
    remedy="看看后面是不是全是空行；真有这么多的，按月份拆成几个数据包。",
    meaning="一个文件的行数有上限，防止一个坏文件拖垮全站。",
)
TOO_MANY_CELLS = Rule(
    code="too-many-cells",
    title="格数太多",
    message="文件有 {found} 格，最多 {expected} 格。",
    remedy="按月份或按单位拆成几个数据包。",
    meaning="一个文件的格数有上限：格子再短，读起来也占内存。",
)
LONG_LINE = Rule(
    code="long-line",
    title="一行太长",
    message="这一行有 {found} 字节，最多 {expected} 字节。",
    remedy="看看是否粘进了别的内容。",
    meaning="一行的长度有上限。",
)

RULES = (
    EMPTY_FILE,
    NO_ROWS,
    OPEN_QUOTE,
    STRAY_QUOTE,
    LINE_BREAK,
    CARRIAGE_RETURN,
    NO_FINAL_NEWLINE,
    BLANK_LINE,
    SHORT_ROW,
    LONG_ROW,
    TOO_MANY_LINES,
    TOO_MANY_CELLS,
    LONG_LINE,
)

Octets = np.ndarray[Any, np.dtype[Any]]
_LF, _QUOTE, _COMMA = b'\n",'
LINE_LIMIT = 1_000_000
ROW_LIMIT = 2_000_000
CELLS_LIMIT = 10_000_000  # a cell takes 16 bytes before anything is in it
_SHOWN = 400
# Possessive quantifiers (++, *+) never backtrack: time is linear in the length of the line.
_CELL = rb'(?:"(?:[^"\n]++|"")*+"|[^",\n]*+)'
_LINE = re.compile(_CELL + rb"(?:," + _CELL + rb")*+")
_QUOTED = re.compile(rb'"(?:[^"]++|"")*+"')
_OPENS = re.compile(rb'(?:^|,)"(?:[^"]++|"")*+$')


@dataclass(frozen=True, slots=True)
class Rows:
    """The well-formed rows of one file.

    count: how many. lines: the spreadsheet line of each, or None for 2, 3, 4 … without a gap.
    sha256: of the file, 64 hex digits, where its text is what would be written of it: names as
    heading, LF, no quote, no mark; "" where it is not, or was not asked for.
    """

    path: str
    count: int
    lines: tuple[int, ...] | None = None
    sha256: str = ""


def cells(line: bytes) -> int:
    """How many cells a line has, quoted commas not counted; 0 where its quotes are wrong."""
    if not _LINE.fullmatch(line):
        return 0
    return _QUOTED.sub(b"", line).count(b",") + 1


def hidden_commas(octets: Octets) -> int | None:
    """How many commas stand inside quotes; None where a quote is out of place.

    octets: lines of a CSV with a line break before the first and after the last.

    It lets a file be checked by counting, without parsing its lines: in a rectangular file the
    commas outside quotes are rows × (columns - 1). Quotes are paired in their order, which is
    right if every opening quote follows a comma, a line break or a quote (`""` inside a cell
    closes one pair and opens the next), every closing quote precedes one, and no line break
    stands inside a pair. Where any of this fails the answer is None, and the caller parses the
    lines one by one. Cost: a few passes over the bytes, and a binary search for each quote.
    """
    if len(octets) < 2 or octets[0] != _LF or octets[-1] != _LF:  # else octets[-1] is looked at
        raise ValueError("lines have a line break before the first and after the last")
    quotes = np.flatnonzero(octets == _QUOTE)
    if len(quotes) % 2:
        return None
    opening, closing = quotes[::2], quotes[1::2]
    before, after = octets[opening - 1], octets[closing + 1]
    opens_well = (before == _COMMA) | (before == _LF) | (before == _QUOTE)
    closes_well = (after == _COMMA) | (after == _LF) | (after == _QUOTE)
    if not (opens_well.all() and closes_well.all()):
        return None
    if _between(octets, _LF, opening, closing):
        return None
    return _between(octets, _COMMA, opening, closing)


def _between(octets: Octets, octet: int, opening: Octets, closing: Octets) -> int:
    """How many octets of this value stand between opening and closing positions, over all pairs."""
    places = np.flatnonzero(octets == octet)
    return int((np.searchsorted(places, closing) - np.searchsorted(places, opening)).sum())


def is_rectangular(body: bytes, width: int) -> bool:
    """Whether the body is UTF-8 and every line has `width` cells."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    lines = body[:-1].split(b"\n")
    return all(
        (cells(line) if b'"' in line else line.count(b",") + 1) == width and line for line in lines
    )


def normal(body: bytes) -> bytes:
    """The same text with LF for CRLF."""
    return body.replace(b"\r\n", b"\n") if b"\r" in body else body


def inspect(
    path: str, body: bytes, schema: Schema
) -> tuple[Rows | None, bytes | memoryview, tuple[Issue, ...]]:
    """(well-formed rows, their bytes, an issue for each other row); rows None: nothing usable."""
    if not body.strip():
        return None, b"", (EMPTY_FILE.issue(path),)
    body = normal(body)
    issues: list[Issue] = []
    count = body.count(b"\n")
    if count > ROW_LIMIT:
        found = TOO_MANY_LINES.issue(path, found=f"{count:,}", expected=f"{ROW_LIMIT:,}")
        return None, b"", (found,)
    count += body.count(b",")
    if count > CELLS_LIMIT:
        found = TOO_MANY_CELLS.issue(path, found=f"{count:,}", expected=f"{CELLS_LIMIT:,}")
        return None, b"", (found,)
    if b"\r" in body:
        row = body.count(b"\n", 0, body.find(b"\r")) + 1
        return None, b"", (CARRIAGE_RETURN.issue(path, row),)
    if not body.endswith(b"\n"):
        issues.append(NO_FINAL_NEWLINE.issue(path, row=body.count(b"\n") + 1))
        body += b"\n"
    start = body.find(b"\n") + 1
    if not headings.is_right(body[: start - 1], schema):
        return None, b"", (*issues, *capped(headings.explain(path, body, schema)))
    if start == len(body):
        return Rows(path, 0), b"", (*issues, NO_ROWS.issue(path))
    rows, good, faults = _rows(path, body, start, len(schema.fields))
    return rows, good, (*issues, *faults)


def _rows(
    path: str, body: bytes, start: int, width: int
) -> tuple[Rows, memoryview, tuple[Issue, ...]]:
    """The records from `start` on, one at a time: there is one more copy of the text, not three."""
    good = bytearray()
    lines: list[int] = []
    issues = Capped()
    for row, line in _records(body, start):
        rule = _fault(line, width)
        if rule is None:
            good += line
            good += b"\n"
            lines.append(row)
        elif issues.is_full(path, rule):
            issues.count(path, rule, 1)
        else:
            issues.add(_issue(rule, path, row, line, width))
    return Rows(path, len(lines), tuple(lines)), memoryview(good), issues.all()


def _records(body: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """(spreadsheet line, record): a record includes line breaks while a quote is open."""
    open_lines: list[bytes] = []
    for number, line in enumerate(_lines(body, start), start=2):
        has_odd_quotes = line.count(b'"') % 2 == 1
        if open_lines:
            open_lines.append(line)
            if not has_odd_quotes:
                continue
            yield number - len(open_lines) + 1, b"\n".join(open_lines)
            open_lines = []
        elif has_odd_quotes and _OPENS.search(line):
            open_lines = [line]
        else:
            yield number, line
    if open_lines:
        yield body.count(b"\n") + 1 - len(open_lines), b"\n".join(open_lines)


def _lines(body: bytes, start: int) -> Iterator[bytes]:
    """Each line from `start` on, without its line break."""
    while start < len(body):
        end = body.index(b"\n", start)
        yield body[start:end]
        start = end + 1


def _fault(line: bytes, width: int) -> Rule | None:
    """The rule that the shape of a record breaks."""
    if not line.strip():
        return BLANK_LINE
    if line.count(b'"') % 2:
        return OPEN_QUOTE if b"\n" in line or _OPENS.search(line) else STRAY_QUOTE
    if b"\n" in line:
        return LINE_BREAK
    if len(line) > LINE_LIMIT:
        return LONG_LINE
    count = cells(line) if b'"' in line else line.count(b",") + 1
    if count == 0:
        return STRAY_QUOTE
    if count == width:
        return None
    if count < width and rules.is_note(_first_cell(line)):
        return rules.TOTAL_ROW
    return SHORT_ROW if count < width else LONG_ROW


def _first_cell(line: bytes) -> str:
    return line[:_SHOWN].decode("utf-8", "ignore").partition(",")[0]


def _issue(rule: Rule, path: str, row: int, line: bytes, width: int) -> Issue:
    """The issue of a record that breaks a rule."""
    if rule is BLANK_LINE:
        return rule.issue(path, row)
    if rule is LONG_LINE:
        return rule.issue(path, row, found=str(len(line)), expected=str(LINE_LIMIT))
    if rule is rules.TOTAL_ROW:
        return rule.issue(path, row, found=_first_cell(line))
    if rule in (SHORT_ROW, LONG_ROW):
        return rule.issue(path, row, found=str(cells(line)), expected=str(width))
    return rule.issue(path, row, found=line[:_SHOWN].decode("utf-8", "ignore"))
