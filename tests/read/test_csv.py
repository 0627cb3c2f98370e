"""One file as bytes: the same table however it is written, or refused by name."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import committed
from committed import GOOD, HEADING, TITLES, heads, lines, row, told
from mingbai.issues import EACH_LIMIT, Severity
from mingbai.read import csv, encoding, headings
from mingbai.report import render

HEAD = HEADING.encode() + b"\n"
BODY = GOOD.encode() + b"\n"
SECOND = row(no="002").encode() + b"\n"


def and_(more: str | bytes) -> bytes:
    """A sound heading and row, then this."""
    return HEAD + BODY + (more.encode() if isinstance(more, str) else more)


def second(**cells: str) -> bytes:
    """A sound heading and row, then a row with these cells."""
    return and_(row(**({"no": "002"} | cells)) + "\n")


def headed(old: str, new: str) -> bytes:
    """A heading with something replaced, then a sound row."""
    return HEAD.replace(old.encode(), new.encode()) + BODY


# bytes of lines.csv, then what is told of it: rule and line, rule and line …
SHAPES = {
    "nothing": (b"", "empty-file -"),
    "only line breaks": (b"\r\n\r\n", "empty-file -"),
    "heading only": (HEAD, "no-rows -"),
    "a quote and a carriage return in the heading": (
        HEAD.replace(b"paid", b"pa\rid").replace(b"summary", b'"summary') + BODY,
        "carriage-return 1",
    ),
    "short row": (and_("1001-00,2026-06\n"), "short-row 3"),
    "long row": (HEAD + BODY[:-1] + b",x\n", "long-row 2"),
    "long makes up for short": (
        HEAD + BODY[:-1] + b",x\n" + SECOND[:-2] + b"\n",
        "long-row 2, short-row 3",
    ),
    "long makes up for blank": (
        HEAD + b"\n" + BODY[:-1] + b"," * 15 + b"\n",
        "blank-line 2, long-row 3",
    ),
    "a row of a megabyte": (and_(b"x" * 1_000_001 + b"\n"), "long-line 3"),
    "blank line inside": (and_(b"\n" + SECOND), "blank-line 3"),
    "blank line at the end": (and_("\r\n"), "blank-line 3"),
    "spaces as a line": (HEAD + b"  \n" + BODY, "blank-line 2"),
    "commas as a line": (and_("," * 15 + "\n"), "blank-row 3"),
    "total": (and_("合计" + "," * 15 + "\n"), "total-row 3"),
    "total with a space": (and_("合　计,,,,,,12.50" + "," * 9 + "\n"), "total-row 3"),
    "total in a later column": (and_(",,,,,,总计" + "," * 9 + "\n"), "total-row 3"),
    "signature": (and_("制表人：张三\n"), "total-row 3"),
    "signature in a whole row": (and_("制表人：张三" + "," * 15 + "\n"), "total-row 3"),
    "total in a short row": (and_("合计,12.50\n"), "total-row 3"),
    "merged cells": (second(kind="", summary=""), "missing-value 3, missing-value 3"),
    "no line break at the end": (HEAD + BODY[:-1], "no-final-newline 2"),
    "CR only": ((HEAD + BODY).replace(b"\n", b"\r"), "carriage-return 1"),
    "one CR": (and_(SECOND.replace(b"\n", b"\r\r\n")), "carriage-return 3"),
    "CR in a cell": (second(note='"甲\r乙"'), "carriage-return 3"),
    "line break in a cell": (second(note='"甲\n乙"') + SECOND, "line-break-in-cell 3"),
    "open quote": (second(note='"甲'), "open-quote 3"),
    "open quote and more": (second(note='"甲') + SECOND + SECOND, "open-quote 3"),
    "stray quote": (second(note='甲"乙'), "stray-quote 3"),
    "stray quotes": (second(note='甲"乙"') + SECOND, "stray-quote 3"),
    "text after a quote": (second(note='"甲"乙'), "stray-quote 3"),
    "escaped by a backslash": (second(note='"甲\\"乙"'), "stray-quote 3"),
    "single quotes": (second(note="'甲,乙'"), "long-row 3"),
    "semicolons": ((HEAD + BODY).replace(b",", b";"), "wrong-delimiter 1"),
    "tabs": ((HEAD + BODY).replace(b",", b"\t"), "wrong-delimiter 1"),
    "full-width commas": ((HEAD + BODY).replace(b",", "，".encode()), "wrong-delimiter 1"),
    "title above": ("太平镇 6 月明细\n".encode() + HEAD + BODY, "title-rows 1"),
    "titles above": (b",,\n\n" + HEAD + BODY, "title-rows 1"),
    "no heading": (BODY + SECOND, "no-heading 1"),
    "blank heading": (headed(",year,", ",,"), "blank-heading 1, missing-heading 1"),
    "double heading": (headed(",year,", ",day,"), "duplicate-heading 1, missing-heading 1"),
    "other order": (headed("day,year", "year,day"), "heading-order 1"),
    "other case": (headed("year", "Year"), "heading-spelling 1"),
    "full-width heading": (headed("no,", "ｎｏ,"), "heading-spelling 1"),
    "space in the heading": (headed("year", " year"), "heading-spelling 1"),
    "heading once more": (HEAD + HEAD + BODY, "repeated-heading 2"),
    "heading of titles below": (HEAD + TITLES.encode() + b"\n" + BODY, "repeated-heading 2"),
    "two languages": (headed("year", "年度"), "mixed-headings 1"),
    "unknown column": (headed("year", "yeer"), "missing-heading 1, unknown-heading 1"),
    "column missing": (headed("year,", ""), "missing-heading 1"),
    "column too many": (HEAD[:-1] + b",more\n" + BODY, "unknown-heading 1"),
    "UTF-16": ((HEAD + BODY).decode().encode("utf-16"), "utf-16 -"),
    "UTF-16 without a mark": ((HEAD + BODY).decode().encode("utf-16-le"), "utf-16 -"),
    "xlsx": (b"PK\x03\x04" + b"\0" * 100, "not-csv -"),
    "xls": (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "not-csv -"),
    "html": (b"<html><table>", "not-csv -"),
    "bad byte": (and_(SECOND.replace("修".encode(), b"\xe4")), "invalid-bytes 3"),
    "GB18030 in between": (
        and_(SECOND.replace("修路".encode(), "修路".encode("gb18030"))),
        "invalid-bytes 3",
    ),
    "Big5": (
        HEAD + row(kind="", done="", voucher="", summary="道路維修工程").encode("big5") + b"\n",
        "unknown-encoding 2",
    ),
    "Shift-JIS": (
        HEAD + row(kind="", done="", voucher="", summary="道路の工事").encode("shift-jis") + b"\n",
        "unknown-encoding 2",
    ),
    "latin-1": (
        HEAD + row(kind="", done="", voucher="", summary="café à côté").encode("latin-1") + b"\n",
        "unknown-encoding 2",
    ),
    "GB18030 under names": (
        (HEADING + "\n" + GOOD + "\n").encode("gb18030"),
        "unknown-encoding 2",
    ),
    "mark before the first row": (
        HEAD + b"\xef\xbb\xbf" + BODY,
        "bad-character 2",
    ),
    "two marks": (b"\xef\xbb\xbf" * 2 + HEAD + BODY, "heading-spelling 1"),
    "NUL": (second(voucher="\0"), "bad-character 3"),
    "escape": (second(voucher="\x1b[31m"), "bad-character 3"),
}


@pytest.mark.parametrize("case", SHAPES)
def test_a_wrong_shape_is_refused_by_name(tmp_path: Path, case: str) -> None:
    """A file that is not one heading and whole rows is refused, the reason and the line named."""
    body, expected = SHAPES[case]
    committed.write(tmp_path, {"heads": heads(), "lines": body})
    _, issues = committed.read(tmp_path)
    assert ", ".join(f"{code} {line or '-'}" for code, line, _ in told(issues)) == expected
    assert all(issue.path == "ledgers/taiping/2026-06/lines.csv" for issue in issues)


def _quoted(text: str) -> bytes:
    """Every cell in quotes, as some programs write."""
    rows = ['"' + line.replace(",", '","') + '"' for line in text.splitlines()]
    return ("\n".join(rows) + "\n").encode()


TWINS = {
    "byte order mark": b"\xef\xbb\xbf" + HEAD + BODY,
    "CRLF": (HEAD + BODY).replace(b"\n", b"\r\n"),
    "CRLF in the rows only": HEAD + BODY.replace(b"\n", b"\r\n"),
    "Chinese titles": TITLES.encode() + b"\n" + BODY,
    "all quoted": _quoted((HEAD + BODY).decode()),
    "rows quoted": HEAD + _quoted(BODY.decode()),
    "GB18030 with titles": (TITLES + "\n" + GOOD + "\n").encode("gb18030"),
    "GB18030 with CRLF": (TITLES + "\r\n" + GOOD + "\r\n").encode("gb18030"),
}


@pytest.mark.parametrize("case", TWINS)
def test_a_stated_normalisation_changes_nothing(tmp_path: Path, case: str) -> None:
    """However a right file is encoded, quoted or broken into lines, its table is the same."""
    committed.write(tmp_path, {"heads": heads(), "lines": HEAD + BODY})
    committed.write(tmp_path / "other", {"heads": heads(), "lines": TWINS[case]})
    plain, _ = committed.read(tmp_path)
    same, issues = committed.read(tmp_path / "other")
    pd.testing.assert_frame_equal(plain.frame("lines"), same.frame("lines"))
    warned = ["gb18030"] if case.startswith("GB18030") else []
    assert [issue.code for issue in issues] == warned
    assert all(issue.severity is Severity.WARNING for issue in issues)


def test_quoted_commas_and_quotes_are_read_as_they_are(tmp_path: Path) -> None:
    """A comma, a quote or nothing at all between quotes is what it says, wherever it stands."""
    cells = ['"甲,乙"', '"说""好"""', '""', '","', '""""', "丙"]
    rows = [row(no=f"{n:03d}", note=cell) for n, cell in enumerate(cells)]
    committed.write(tmp_path, {"heads": heads(), "lines": lines(*rows)})
    found, issues = committed.read(tmp_path)
    assert issues == ()
    notes = found.frame("lines")["note"].to_list()
    assert notes == ["甲,乙", '说"好"', pytest.approx(float("nan"), nan_ok=True), ",", '"', "丙"]


def test_a_file_cut_anywhere_is_refused_or_ends_at_a_line(tmp_path: Path) -> None:
    """Cut after any byte, a file is refused, unless what is left is whole lines of it."""
    whole = HEAD + BODY + SECOND + row(no="003", note='"甲,乙"').encode() + b"\n"
    for at in range(len(whole)):
        committed.write(tmp_path, {"heads": heads(), "lines": whole[:at]}, f"ledgers/t{at}/2026")
    _, issues = committed.read(tmp_path)
    refused = {i.path for i in issues if i.code not in {"no-rows", "duplicate-key"}}
    stood = {at for at in range(len(whole)) if f"ledgers/t{at}/2026/lines.csv" not in refused}
    assert stood == {at for at in range(len(HEAD), len(whole)) if whole[at - 1 : at] == b"\n"}


def test_a_file_cut_anywhere_is_refused_where_its_size_is_declared(tmp_path: Path) -> None:
    """With the number of bytes in the descriptor no cut goes unseen."""
    whole = HEAD + BODY + SECOND
    claim = {"name": "lines", "path": "lines.csv", "bytes": len(whole)}
    resources = [{"name": "heads", "path": "heads.csv"}, claim]
    for at in (len(HEAD), len(HEAD + BODY), len(whole) - 1):
        place = f"ledgers/t{at}/2026"
        files = {"heads": heads(), "lines": whole[:at]}
        committed.write(tmp_path, files, place, resources=resources)
    _, issues = committed.read(tmp_path)
    assert {issue.code for issue in issues} == {"wrong-bytes"}
    assert len(issues) == 3


LARGE = {
    "open quote": (HEAD + second(note='"甲')[len(HEAD) :] + SECOND * 100_000, {"open-quote"}),
    "quotes everywhere": (HEAD + b',"' * 2_000_000 + b"\n", {"long-line"}),
    "one line of ten megabytes": (HEAD + b"x" * 10_000_000 + b"\n", {"long-line"}),
    "one cell of a megabyte": (second(note="字" * 300_000), {"cell-too-long"}),
    "a quoted cell of a megabyte": (
        second(note='"' + "字," * 200_000 + '"'),
        {"cell-too-long"},
    ),
    "a sound line of a megabyte": (second(note="字" * 400_000), {"long-line"}),
    "blank lines": (HEAD + BODY + b"\n" * 100_000, {"blank-line"}),
    "ten thousand columns": (
        HEAD[:-1] + b",x" * 10_000 + b"\n" + BODY,
        {
            "duplicate-heading",
            "unknown-heading",
        },
    ),
    "sixty megabytes of line breaks": (HEAD + b"\n" * 60_000_000, {"too-many-lines"}),
    "a million wrong cells": (
        HEAD + b"x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x\n" * 70_000,
        {
            "duplicate-key",
            "not-a-date",
            "not-a-month",
            "not-a-number",
            "not-a-year",
            "not-an-integer",
            "not-in-list",
            "not-yes-no",
            "too-short",
            "wrong-form",
        },
    ),
    "a million short rows": (HEAD + b"a,b\n" * 1_000_000, {"short-row"}),
    "commas": (b"," * 10_000_000, {"no-heading", "no-final-newline"}),
}


@pytest.mark.parametrize("case", LARGE)
def test_large_nonsense_is_refused_in_bounded_time(tmp_path: Path, case: str) -> None:
    """However large and odd a file is, its refusal takes seconds."""
    body, codes = LARGE[case]
    committed.write(tmp_path, {"heads": heads(), "lines": body})
    began = time.process_time()
    _, issues = committed.read(tmp_path)
    assert time.process_time() - began < 10
    assert {issue.code for issue in issues} == codes
    assert len(issues) <= len(codes) * (EACH_LIMIT + 1)


def test_the_first_thousand_are_listed_and_the_rest_is_counted(tmp_path: Path) -> None:
    """At the limit nothing is left out; above it the file says how many more there are."""
    for number in (EACH_LIMIT - 1, EACH_LIMIT, EACH_LIMIT + 1, EACH_LIMIT + 500):
        body = HEAD + b"a,b\n" * number
        committed.write(tmp_path, {"heads": heads(), "lines": body})
        issues = [issue for issue in committed.read(tmp_path)[1] if issue.code == "short-row"]
        rows = [issue.row for issue in issues if issue.row is not None]
        assert rows == list(range(2, 2 + min(number, EACH_LIMIT)))
        rests = [issue.found for issue in issues if issue.row is None]
        assert rests == ([str(number - EACH_LIMIT)] if number > EACH_LIMIT else [])
        assert f"共 {number:,} 个错误" in render(issues)


def test_lines_are_counted_up_to_the_limit(tmp_path: Path) -> None:
    """As many as the limit are read, one more is refused as a whole."""
    for more, codes in ((0, {"blank-line"}), (1, {"too-many-lines"})):
        body = HEAD + b"\n" * (csv.ROW_LIMIT - 1 + more)
        committed.write(tmp_path, {"heads": heads(), "lines": body})
        assert {issue.code for issue in committed.read(tmp_path)[1]} == codes


def test_cells_are_counted_up_to_the_limit(tmp_path: Path) -> None:
    """As many as the limit are read, one more is refused as a whole; the heading's count too."""
    cells = csv.CELLS_LIMIT - (HEAD.count(b",") + 1)
    body = HEAD + b",,,,,,,\n" * (cells // 8)
    assert cells % 8 == 0
    for more, codes in ((b"", {"short-row"}), (b"\n", {"too-many-cells"})):
        committed.write(tmp_path, {"heads": heads(), "lines": body + more})
        assert {issue.code for issue in committed.read(tmp_path)[1]} == codes


@pytest.mark.parametrize("code", ["duplicate-key", "missing-reference"])
def test_of_many_keys_the_first_thousand_are_listed(tmp_path: Path, code: str) -> None:
    """They are looked up all at once: the first of them are still said line by line."""
    more = 7
    cells = {"month": "2026-07"} if code == "missing-reference" else {}
    numbers = [f"{n:05}" if cells else "001" for n in range(EACH_LIMIT + more)]
    body = "".join(row(no=number, **cells) + "\n" for number in numbers).encode()
    committed.write(tmp_path, {"heads": heads(), "lines": HEAD + body})
    issues = [issue for issue in committed.read(tmp_path)[1] if issue.code == code]
    assert sorted(issue.row for issue in issues if issue.row) == list(range(2, EACH_LIMIT + 2))
    assert [issue.found for issue in issues if issue.row is None] == [f"{more}"]


def test_every_shape_is_shown() -> None:
    """No rule about encoding, headings or rows without a case above."""
    rules = (*encoding.RULES, *headings.RULES, *csv.RULES)
    shown = {code.split()[0] for _, said in SHAPES.values() for code in said.split(", ")}
    of_cells = {"blank-row", "total-row", "missing-value", "bad-character"}
    limits = {"too-many-lines", "too-many-cells"}  # LARGE, and where cells are counted
    of_periods = {"ended-heading", "early-heading", "missing-new-heading"}  # tests/read/periods
    assert {rule.code for rule in rules} == (shown - of_cells) | {"gb18030"} | of_periods | limits


def test_commas_inside_quotes_are_counted_in_whole_lines_only() -> None:
    """Lines stand between line breaks; without them the first quote would be misread."""

    def count(body: bytes) -> int | None:
        return csv.hidden_commas(np.frombuffer(body, dtype=np.uint8))

    assert count(b'\na,"b,c",d\n"","x,y,""z,"""\n') == 4
    assert [count(body) for body in (b'\na"b,c"\n', b'\n"a,b"c\n', b'\n"a\n', b'\n"a\nb"\n')] == [
        None
    ] * 4
    for body in (b"", b"\n", b'"a,b"\n', b'\n"a,b"'):
        with pytest.raises(ValueError, match="line break"):
            count(body)
