"""UTF-8 bytes of one CSV -> its rows under the pinned dialect, or what is wrong with its shape.

The dialect: comma, double quote doubled inside quotes, LF or CRLF, one heading row, no line break
inside a cell, a line break after the last row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mingbai import headings
from mingbai.characters import visible
from mingbai.issues import Issue, Rule, Severity
from mingbai.schema import Schema

EMPTY_FILE = Rule(
    "empty-file", "空文件", "文件是空的。",
    "重新导出；本期无数据的，也要有表头。", "文件至少要有表头一行。",
)  # fmt: skip
NO_ROWS = Rule(
    "no-rows", "本期无数据", "只有表头，本期无数据。",
    "确实没有的不用管；漏填的请补上。", "只有表头的表照常公开，写明本期无数据。",
    Severity.WARNING,
)  # fmt: skip
OPEN_QUOTE = Rule(
    "open-quote", "引号没有关上", "从这一行起引号没有关上，文件可能被截断。",
    "重新导出完整的文件。", "双引号必须成对，否则后面的内容都会错位。",
)  # fmt: skip
STRAY_QUOTE = Rule(
    "stray-quote", "引号用得不对", "引号只能把整格括起来，格内的引号要写两个：{found}",
    "用表格软件另存为 CSV，它会自动写对；或改用“”。", "引号位置不对，各家软件读出来不一样。",
)  # fmt: skip
LINE_BREAK = Rule(
    "line-break-in-cell", "格子里有换行", "格子里有换行：{found}",
    "把换行改成空格或分号。", "一行就是一条记录，格子里不许换行。",
)  # fmt: skip
CARRIAGE_RETURN = Rule(
    "carriage-return", "换行符不对", "换行符不是 LF 或 CRLF。",
    "另存为“CSV UTF-8（逗号分隔）”，不要选“Macintosh”。", "每行以 LF 或 CRLF 结尾。",
)  # fmt: skip
NO_FINAL_NEWLINE = Rule(
    "no-final-newline", "末行没有换行", "最后一行后面没有换行，文件可能没有存完整。",
    "对照原表看最后一行是否完整，再重新导出。", "完整的文件以换行结尾，这样截断的文件能看出来。",
)  # fmt: skip
BLANK_LINE = Rule(
    "blank-line", "空行", "这一行是空的。",
    "删掉空行。", "表中间和末尾都不许有空行。",
)  # fmt: skip
SHORT_ROW = Rule(
    "short-row", "这一行少格", "这一行有 {found} 格，应有 {expected} 格。",
    "对照表头补齐；空着的格也要有逗号。", "每行的格数和表头一样。",
)  # fmt: skip
LONG_ROW = Rule(
    "long-row", "这一行多格", "这一行有 {found} 格，应有 {expected} 格。",
    "看看是否多了逗号：文字里有逗号的要用引号括起来，金额不写千分位。",
    "每行的格数和表头一样。",
)  # fmt: skip
LONG_LINE = Rule(
    "long-line", "一行太长", "这一行有 {found} 字节，最多 {expected} 字节。",
    "看看是否粘进了别的内容。", "一行的长度有上限。",
)  # fmt: skip

RULES = (
    EMPTY_FILE, NO_ROWS, OPEN_QUOTE, STRAY_QUOTE, LINE_BREAK, CARRIAGE_RETURN, NO_FINAL_NEWLINE,
    BLANK_LINE, SHORT_ROW, LONG_ROW, LONG_LINE,
)  # fmt: skip

LINE_LIMIT = 1_000_000
_LINE = re.compile(rb'(?:"(?:[^"\n]|"")*"|[^",\n]*)(?:,(?:"(?:[^"\n]|"")*"|[^",\n]*))*')
_CELL = re.compile(rb'(?:^|(?<=,))(?:"(?:[^"\n]|"")*"|[^",\n]*)(?=,|$)')


@dataclass(frozen=True, slots=True)
class Rows:
    """Well-formed rows of one file as canonical CSV, each ending in LF, without the heading.

    count: how many. hidden: commas that stand inside quotes. lines: spreadsheet line of each row,
    or None where they are simply 2, 3, 4 …
    """

    path: str
    body: bytes
    count: int
    hidden: int = 0
    lines: tuple[int, ...] | None = None


def quoted(body: bytes) -> Iterator[bytes]:
    """Each line that has a quote in it, without its LF."""
    at = body.find(b'"')
    while at >= 0:
        start = body.rfind(b"\n", 0, at) + 1
        end = body.find(b"\n", at)
        end = len(body) if end < 0 else end
        yield body[start:end]
        at = body.find(b'"', end)


def cells(line: bytes) -> int:
    """How many cells a line has, quoted commas not counted; 0 where its quotes are wrong."""
    if not _LINE.fullmatch(line):
        return 0
    return len(_CELL.findall(line))


def hidden_commas(body: bytes) -> int | None:
    """How many commas stand inside quotes; None where any quote is out of place."""
    total = 0
    for line in quoted(body):
        count = cells(line)
        if count == 0:
            return None
        total += line.count(b",") - (count - 1)
    return total


def normal(body: bytes) -> bytes:
    """LF for CRLF."""
    return body.replace(b"\r\n", b"\n") if b"\r" in body else body


def read(path: str, body: bytes, schema: Schema) -> tuple[Rows | None, tuple[Issue, ...]]:
    """The quick way: heading right, shape not yet looked at. The slow way: `inspect`."""
    body = normal(body)
    head, _, rest = body.partition(b"\n")
    if head in headings.exact(schema) and rest.endswith(b"\n") and b"\r" not in rest:
        return Rows(path, rest, rest.count(b"\n")), ()
    return inspect(path, body, schema)


def inspect(path: str, body: bytes, schema: Schema) -> tuple[Rows | None, tuple[Issue, ...]]:
    """Every fault of shape, one by one, and the rows that are whole in spite of them."""
    if not body.strip():
        return None, (EMPTY_FILE.issue(path),)
    body = normal(body)
    issues: list[Issue] = []
    if b"\r" in body:
        issues.append(CARRIAGE_RETURN.issue(path, row=body.count(b"\n", 0, body.find(b"\r")) + 1))
        body = body.replace(b"\r", b"\n")
    if not body.endswith(b"\n"):
        issues.append(NO_FINAL_NEWLINE.issue(path, row=body.count(b"\n") + 1))
        body += b"\n"
    head, _, rest = body.partition(b"\n")
    if head not in headings.exact(schema):
        return None, (*issues, *headings.explain(path, body, schema))
    if not rest:
        return Rows(path, b"", 0), (*issues, NO_ROWS.issue(path))
    rows, faults = _rows(path, rest, len(schema.fields))
    return rows, (*issues, *faults)


def _rows(path: str, body: bytes, width: int) -> tuple[Rows, list[Issue]]:
    good: list[bytes] = []
    lines: list[int] = []
    issues: list[Issue] = []
    hidden = 0
    for row, line in _records(body):
        issue = _fault(path, row, line, width)
        if issue:
            issues.append(issue)
        else:
            good.append(line)
            lines.append(row)
            hidden += line.count(b",") - (width - 1)
    joined = b"".join(line + b"\n" for line in good)
    return Rows(path, joined, len(good), hidden, tuple(lines)), issues


def _records(body: bytes) -> Iterator[tuple[int, bytes]]:
    """(line, record): a record goes on over line breaks while a quote is open."""
    row = 2
    held: list[bytes] = []
    for number, line in enumerate(body[:-1].split(b"\n"), start=2):
        held.append(line)
        record = b"\n".join(held)
        if _is_open(record) and _opens(held):
            continue
        yield row, record
        held, row = [], number + 1
    if held:
        yield row, b"\n".join(held)


def _is_open(record: bytes) -> bool:
    return record.count(b'"') % 2 == 1


def _opens(held: list[bytes]) -> bool:
    """Whether the first line really opens a quoted cell, so that the next lines belong to it."""
    return re.search(rb'(?:^|,)"(?:[^"]|"")*$', held[0]) is not None


def _fault(path: str, row: int, line: bytes, width: int) -> Issue | None:
    if not line.strip():
        return BLANK_LINE.issue(path, row)
    if len(line) > LINE_LIMIT:
        return LONG_LINE.issue(path, row, found=str(len(line)), expected=str(LINE_LIMIT))
    shown = visible(line.decode("utf-8").replace("\n", "⏎"))
    if _is_open(line):
        rule = OPEN_QUOTE if _opens(line.split(b"\n")[:1]) else STRAY_QUOTE
        return rule.issue(path, row, found=shown)
    if b"\n" in line:
        return LINE_BREAK.issue(path, row, found=shown)
    count = cells(line)
    if count == 0:
        return STRAY_QUOTE.issue(path, row, found=shown)
    if count == width:
        return None
    rule = SHORT_ROW if count < width else LONG_ROW
    return rule.issue(path, row, found=str(count), expected=str(width))
