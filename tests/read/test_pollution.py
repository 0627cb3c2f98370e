"""A clean table spoiled in one way: read as its clean twin, or refused; never read as another.

The kinds of the Pollock benchmark (delimiter, quote, escape, encoding, newline, preamble, footer,
heading of several rows, further and missing cells), made anew, crossed with ten tables and both
roads: the tables of kinds, and open data.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import committed
from harness import line
from mingbai import schema
from mingbai.check import open_data

Rows = list[list[str]]


def _fields(*kinds: str) -> list[dict[str, Any]]:
    words = (
        "编号",
        "姓名, 全称",
        "金额“元”",
        "日期",
        "备注",
        "数量",
        "地点",
        "方式",
        "单位",
        "年度",
    )
    return [
        {
            "name": f"f{number}",
            "title": words[number % 10] + ("" if number < 10 else str(number)),
            "title_en": f"f{number}",
            "description": "",
            "type": kind,
            "constraints": {"required": True} if number == 0 else {},
        }
        for number, kind in enumerate(kinds)
    ]


_CELLS = {
    "string": ("甲", "乙, 丙", "丁“戊”", "己;庚", "辛|壬"),
    "integer": ("1", "23", "-4", "0", "905"),
    "number": ("1.5", "-2", "0.25", "3", "44.75"),
    "date": ("2026-01-05", "2026-02-28", "2025-12-31", "2026-06-30", "2026-07-01"),
    "boolean": ("true", "false", "true", "true", "false"),
}
TABLES: dict[str, tuple[str, ...]] = {
    "texts": ("string", "string", "string"),
    "numbers": ("integer", "number", "number"),
    "one column": ("string",),
    "one number": ("integer",),
    "dates": ("date", "date"),
    "mixed": ("string", "number", "date", "boolean"),
    "wide": ("string",) * 30,
    "long": ("string", "integer"),
    "numbers first": ("number", "string", "string"),
    "truths": ("boolean", "string"),
}


def table(name: str) -> Rows:
    """The rows of a table, its heading first; no two alike in their first cell but of truths."""
    kinds = TABLES[name]
    count = 40 if name == "long" else 5
    rows = [[f"f{number}" for number in range(len(kinds))]]
    for row in range(count):
        cells = [_CELLS[kind][(row + position) % 5] for position, kind in enumerate(kinds)]
        if kinds[0] == "string":
            cells[0] += str(row)
        rows.append(cells)
    return rows


def written(rows: Rows, **options: Any) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n", **options).writerows(rows)
    return out.getvalue()


def _spoiled(rows: Rows) -> Iterator[tuple[str, bytes]]:
    """(what was done, the file) for each way to spoil a table."""
    heading, body = rows[0], rows[1:]
    text = written(rows)
    for mark in ";\t|，、 ":
        if len(heading) > 1:
            yield f"delimiter {mark!r}", text.replace(",", mark).encode()
        if len(mark.encode()) == 1:
            yield f"delimiter {mark!r}, quoted right", written(rows, delimiter=mark).encode()
    for mark in "'“`":
        yield f"quote {mark!r}", text.replace('"', mark).encode()
    yield "all quoted", written(rows, quoting=csv.QUOTE_ALL).encode()
    yield "heading partly quoted", (text.replace(heading[-1], f'"{heading[-1]}"', 1)).encode()
    yield "heading quoted", ('"' + '","'.join(heading) + '"\n' + written(body)).encode()
    yield "quotes left open", text.replace("\n", '"\n', 2).encode()
    yield "quotes undoubled", written([*rows, ['x"y', *body[0][1:]]]).replace('""', '"').encode()
    yield "escaped by backslash", written(rows, quoting=csv.QUOTE_NONE, escapechar="\\").encode()
    for code in ("utf-16", "utf-16-le", "utf-32", "gb18030", "big5", "cp932", "utf-8-sig"):
        yield f"encoding {code}", text.encode(code, "replace")
    yield "two encodings", written(rows[:-1]).encode() + written(rows[-1:]).encode("gb18030")
    yield "CR", text.replace("\n", "\r").encode()
    yield "CRLF", text.replace("\n", "\r\n").encode()
    yield "LFCR", text.replace("\n", "\n\r").encode()
    yield "newline doubled", text.replace("\n", "\n\n").encode()
    yield "newline missing at the end", text.rstrip("\n").encode()
    yield "newlines at the end", (text + "\n\n\n").encode()
    width = len(heading)
    for count in (1, 2, 3):
        title = written([["公开表", *[""] * (width - 1)]] * count)
        yield f"preamble of {count} rows", (title + text).encode()
        yield f"preamble of {count} lines", ("公开表\n" * count + text).encode()
        yield f"preamble of {count} blank lines", ("\n" * count + text).encode()
        yield f"heading {count} times more", (written([heading] * count) + text).encode()
        yield (
            f"heading after {count} rows",
            written([*rows[:count], heading, *rows[count:]]).encode(),
        )
    yield "heading of titles below", written([heading, _titles(width), *body]).encode()
    yield from _below_the_heading(heading, body)
    yield from _joined_and_footed(rows)
    halves = [[cell[:1] for cell in heading], [cell[1:] for cell in heading]]
    yield "heading in two halves", written([*halves, *body]).encode()
    yield "no heading", written(body).encode()
    yield "heading of a cell more", written([[*heading, "more"], *body]).encode()
    yield "heading of a cell less", written([heading[:-1], *body]).encode()
    yield "heading twice in a row", written([heading + heading, *body]).encode()
    yield "a blank name", written([["", *heading[1:]], *body]).encode()
    yield "names in capitals", written([[cell.upper() for cell in heading], *body]).encode()
    for words in ("合计", "制表人：张三", "备注：以上为演示"):
        yield f"footer {words}", written([*rows, [words, *[""] * (width - 1)]]).encode()
        yield f"footer line {words}", (text + words + "\n").encode()
    for row in (1, len(rows) - 1):
        more = [*rows[:row], [*rows[row], "x"], *rows[row + 1 :]]
        less = [*rows[:row], rows[row][:-1], *rows[row + 1 :]]
        yield f"a cell more in row {row}", written(more).encode()
        yield f"a cell less in row {row}", written(less).encode()
        yield (
            f"an empty cell more in row {row}",
            written([*rows[:row], [*rows[row], ""], *rows[row + 1 :]]).encode(),
        )
    yield "a cell more in every row", written([[*row, ""] for row in rows]).encode()
    yield "a NUL", (text[:-2] + "\0" + text[-2:]).encode()
    yield "nothing", b""
    yield "two tables", (text + "\n" + text).encode()


def _below_the_heading(heading: list[str], body: Rows) -> Iterator[tuple[str, bytes]]:
    """Rows that forms have between the names and the records; a second one in another language."""
    width = len(heading)
    numbers = [str(number) for number in range(1, width + 1)]
    stems = ["甲", "乙", "丙"][: max(width - 1, 1)]
    rows = {
        "labels": _LABELS[:width] or [],
        "labels in English": _ENGLISH[:width],
        "labels with units": [_LABELS[0], *[f"{label}（元）" for label in _LABELS[1:width]]],
        "units": ["", *["（元）"] * (width - 1)],
        "units in bare words": ["元", "亩", *["-"] * (width - 2)][:width],
        "a unit for all": ["单位：元", *[""] * (width - 1)],
        "a unit in brackets for all": ["（计量单位：万元）", *[""] * (width - 1)],
        "bracketed numbers": [f"（{number}）" for number in numbers],
        "circled numbers": [chr(0x2460 + number) for number in range(min(width, 20))],
        "stems and numbers": [*stems, *numbers][:width],
        "letters": [*"ABCDEFGHIJKLMNOPQRSTUVWXYZ"][:width],
        "numbers with a sum": [*numbers[:-1], f"{width}=1+2"],
        "栏 and number": [f"第{number}栏" for number in numbers],
    }
    if width > 2:  # of two columns, 1 and 2 may be a record
        rows["numbers"] = numbers
    for way, cells in rows.items():
        if len(cells) == width and any(cells) and (width > 1 or "label" in way):
            yield f"below the heading: {way}", written([heading, cells, *body]).encode()
    if width > 2:
        several = [_LABELS[:width], numbers] if width <= len(_LABELS) else [numbers]
        yield "below the heading: several", written([heading, *several, *body]).encode()


def _joined_and_footed(rows: Rows) -> Iterator[tuple[str, bytes]]:
    """Pages put under each other, two lines above and below, marks and quotes left over."""
    heading, body = rows[0], rows[1:]
    width, half = len(heading), len(body) // 2
    page, next_page = written([heading, *body[:half]]), written([heading, *body[half:]])
    yield "page break", (page + next_page).encode()
    yield "page break with a mark of bytes", (page + "\ufeff" + next_page).encode()
    yield "page break in capitals", (page + next_page.upper()).encode()
    continued = [f"公开表（续）{',' * (width - 1)}", "公开表（续）"]
    for title in continued:
        yield f"page break with a title {title}", f"{page}{title}\n{next_page}".encode()
    mark = written(body[half:])
    yield "a mark of bytes in the middle", (page + "\ufeff" + mark).encode()
    yield "two marks of bytes", b"\xef\xbb\xbf" * 2 + written(rows).encode()
    yield "a title and a unit above", f"公开表\n单位：元\n{written(rows)}".encode()
    yield "a quote opened in the heading", ('"' + written(rows)).encode()
    yield "a quote opened in the last row", (page + '"' + mark).encode()
    yield "a quote closed but not opened", written(rows).replace("\n", '"\n', 1).encode()
    for words in ("制表人：张三", "合计", "单位负责人：李四    会计：王五", "说明：以上为演示"):
        blank = [words, *[""] * (width - 1)]
        yield f"two footers {words}", written([*rows, blank, blank]).encode()
        yield f"footer in the middle {words}", written([*rows[:3], blank, *rows[3:]]).encode()


_LABELS = [
    "编号",
    "负责人姓名",
    "所在村",
    "开工日期",
    "面积",
    "项目名称",
    "备注",
    "类别",
    "来源",
    "数量",
]
_ENGLISH = ["Record number", "Name", "Place", "Start date", "Area", "Title", "Notes", "Type"]


def _titles(width: int) -> list[str]:
    return [field["title"] for field in _fields(*["string"] * width)]


def of_kind(root: Path, name: str, body: bytes) -> tuple[pd.DataFrame, tuple[Any, ...]]:
    """(frame, what is said) of a file as a table of a kind."""
    described = schema.parse(
        "t",
        {"title": "表", "title_en": "t", "description": "", "fields": _fields(*TABLES[name])},
    )
    committed.write(root, {"t": body})
    read, issues = committed.read(root, (described,))
    return read.frame("t"), issues


def of_open(
    root: Path, name: str, body: bytes, *, is_titled: bool = True
) -> tuple[pd.DataFrame | None, tuple[Any, ...]]:
    """(frame, what is said) of a file as open data; a warning is no silence."""
    folder = root / "open_data" / "x"
    folder.mkdir(parents=True)
    (folder / "t.csv").write_bytes(body)
    fields = _fields(*TABLES[name])
    if not is_titled:
        fields = [
            {name: field[name] for name in ("name", "type", "constraints")} for field in fields
        ]
    table_schema = {"fields": fields}
    resource = {"name": "t", "path": "t.csv", "schema": table_schema}
    document = {"name": "x", "licenses": [{"name": "MIT"}], "resources": [resource]}
    (folder / "datapackage.json").write_text(json.dumps(document), "utf-8")
    packages, issues = open_data.find(root)
    return (packages[0].tables.frame("t") if packages else None), issues


def of_untitled(root: Path, name: str, body: bytes) -> tuple[pd.DataFrame | None, tuple[Any, ...]]:
    """The same, where the description says no titles: what is a label is seen by its words."""
    return of_open(root, name, body, is_titled=False)


Road = Callable[[Path, str, bytes], tuple[Any, tuple[Any, ...]]]


@pytest.mark.parametrize("road", [of_kind, of_open, of_untitled])
@pytest.mark.parametrize("name", TABLES)
def test_no_spoiled_table_is_read_as_another(tmp_path: Path, road: Road, name: str) -> None:
    """Equal to the clean twin, or something is said; over every way to spoil this table."""
    clean, said = road(tmp_path / "clean", name, written(table(name)).encode())
    assert said == ()
    outcomes: dict[str, str] = {}
    other: list[str] = []
    for number, (way, body) in enumerate(_spoiled(table(name))):
        frame, said = road(tmp_path / str(number), name, body)
        if said:
            assert all("{" not in str(issue.found) for issue in said)
            outcomes[way] = "refused"
        else:
            outcomes[way] = "equal"
            if not is_same(frame, clean):
                other.append(way)
    assert other == []
    assert set(outcomes.values()) == {"refused", "equal"}
    for way in ("heading quoted", "heading partly quoted", "all quoted", "CRLF"):
        assert outcomes[way] == "equal", (way, name)


def is_same(frame: pd.DataFrame, clean: pd.DataFrame) -> bool:
    """The same values in the same rows, wherever these stand in the file."""
    return frame.reset_index(drop=True).equals(clean.reset_index(drop=True))


def test_what_is_refused_can_be_obeyed(tmp_path: Path) -> None:
    """A title above, a second heading, another delimiter: each is named, with its line."""
    rows = table("mixed")
    heading, text = rows[0], written(rows)
    cases = {
        "公开表\n" + text: ["error title-rows {}:1: found=2 expected="],
        text.replace(",", ";"): ["error wrong-delimiter {}:1: found=; expected="],
        "公开表\n" + text.replace(",", ";"): [
            "error wrong-delimiter {}:2: found=; expected=",
            "error title-rows {}:1: found=2 expected=",
        ],
        written([heading, heading, *rows[1:]]): ["error repeated-heading {}:2: found=f0 expected="],
    }
    for number, (body, expected) in enumerate(cases.items()):
        _, said = of_kind(tmp_path / str(number), "mixed", body.encode())
        where = f"{committed.PLACE}/t.csv"
        assert sorted(map(line, said)) == sorted(one.format(where) for one in expected)
