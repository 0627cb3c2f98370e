"""One way each in which a committed package is wrong, and what the command says of it.

The county is the good fixture of the accounts; what is changed is the package of June, most often
its entries. A case is a change and the messages it leads to: `rule line column`, parts that there
are none of left out, several by `; `. A message is of the file of entries unless it begins with
the name of another.
"""

from __future__ import annotations

import io
import json
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from harness import FIXTURES
from mingbai.kinds import by_name

JUNE = "accounts/baiyang/2026-06"
ENTRIES = f"{JUNE}/entries.csv"
DESCRIPTOR = "datapackage.json"
RAW = (FIXTURES / "accounts/good/baiyang/2026-06/entries.csv").read_bytes()
HEAD, FIRST, SECOND = RAW.splitlines()
NAMES = HEAD.decode().split(",")
(SCHEMA,) = (table for table in by_name("accounts").schemas if table.name == "entries")
TITLES = ",".join(field.title for field in SCHEMA.fields).encode()

Change = Callable[[Path], object]
Case = tuple[bytes | Change, str]


def rows(*lines: bytes) -> bytes:
    return b"\n".join((*lines, b""))


def cell(name: str, value: str, line: bytes = FIRST) -> bytes:
    """A line of the entries with one cell replaced, as it stands."""
    cells = line.decode().split(",")
    cells[NAMES.index(name)] = value
    return ",".join(cells).encode("utf-8", "surrogatepass")


def one(name: str, value: str) -> bytes:
    """The entries with one cell of the first line replaced."""
    return rows(HEAD, cell(name, value), SECOND)


def headed(old: bytes, new: bytes) -> bytes:
    return RAW.replace(HEAD, HEAD.replace(old, new))


def described(**more: Any) -> Change:
    """The descriptor of June with these properties."""

    def change(data: Path) -> None:
        path = data / JUNE / "datapackage.json"
        document = json.loads(path.read_text("utf-8")) | more
        path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")

    return change


def resource(**more: Any) -> Change:
    """The resource of the entries with these properties."""
    return described(
        resources=[
            {"name": "sheets", "path": "sheets.csv"},
            {"name": "entries", "path": "entries.csv", **more},
        ]
    )


def laid(name: str, body: bytes = b"x") -> Change:
    """One more file in the package of June."""

    def change(data: Path) -> None:
        path = data / JUNE / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(body)

    return change


def linked(target: str) -> Change:
    """The entries a link to somewhere else."""

    def change(data: Path) -> None:
        (data / ENTRIES).unlink()
        (data / ENTRIES).symlink_to(target)

    return change


def renamed(old: str, new: str) -> Change:
    return lambda data: (data / old).rename(data / new)


def piped(data: Path) -> None:
    (data / ENTRIES).unlink()
    os.mkfifo(data / ENTRIES)


def huge(data: Path) -> None:
    with (data / JUNE / DESCRIPTOR).open("r+b") as file:
        file.truncate(100_000_000)


def zipped(**parts: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return held.getvalue()


def _as(name: str, words: str) -> bytes:
    """Words of somewhere else in the first line, in an encoding of theirs."""
    plain = re.sub("[一-鿿]", "", rows(HEAD, FIRST, SECOND).decode())
    return plain.replace("F3.1,", f"F3.1,{words}").encode(name)


ENCODINGS: dict[str, Case] = {
    "2 GB18030 under names": (RAW.decode().encode("gb18030"), "unknown-encoding 2"),
    "3 UTF-16 with a mark": (RAW.decode().encode("utf-16"), "utf-16"),
    "3 UTF-16 without": (RAW.decode().encode("utf-16-be"), "utf-16"),
    "4 two encodings": (rows(HEAD, FIRST, SECOND.decode().encode("gb18030")), "unknown-encoding 3"),
    "4 a bad byte": (RAW.replace("闸门".encode(), b"\xff"), "invalid-bytes 2"),
    "5 Big5": (_as("big5", "道路維修"), "unknown-encoding 2"),
    "5 Shift-JIS": (_as("shift-jis", "道路の工事"), "unknown-encoding 2"),
    "5 latin-1": (_as("latin-1", "café à côté"), "unknown-encoding 2"),
    **{
        f"6 U+{ord(char):04X}": (one("summary", f"甲{char}乙"), "bad-character 2 摘要")
        for char in "\0\x1b\x85\ufffd\ue000\ufdd0\U0010ffff"
    },
    "6 lone surrogate": (one("summary", "甲\ud800乙"), "invalid-bytes 2"),
}

SHAPES: dict[str, Case] = {
    "7 open quote": (rows(HEAD, FIRST, SECOND + b'"'), "open-quote 3"),
    "7 last row short": (rows(HEAD, FIRST, SECOND[:30]), "short-row 3"),
    "7 no last line break": (RAW[:-1], "no-final-newline 3"),
    "7 bytes": (resource(bytes=3), "wrong-bytes"),
    "7 hash": (resource(hash="sha256:" + "0" * 64), "wrong-hash"),
    "8 nothing": (b"", "empty-file"),
    "8 blank heading": (headed(b",note", b","), "blank-heading 1; missing-heading 1"),
    "8 double heading": (
        headed(b"witness", b"handler"),
        "duplicate-heading 1; missing-heading 1",
    ),
    "8 other order": (headed(b"handler,witness", b"witness,handler"), "heading-order 1"),
    "8 other case": (headed(b"date", b"Date"), "heading-spelling 1"),
    "8 full width": (headed(b"book_id", "ｂｏｏｋ_ｉｄ".encode()), "heading-spelling 1"),
    "9 semicolons": (RAW.replace(b",", b";"), "wrong-delimiter 1"),
    "9 tabs": (RAW.replace(b",", b"\t"), "wrong-delimiter 1"),
    "9 full-width commas": (RAW.replace(b",", "，".encode()), "wrong-delimiter 1"),
    "9 CR only": (RAW.replace(b"\n", b"\r"), "carriage-return 1"),
    "9 line break in a cell": (one("summary", '"甲\n乙"'), "line-break-in-cell 2"),
    "9 ragged": (rows(HEAD, FIRST + b",x", SECOND[:-2]), "long-row 2; short-row 3"),
    "9 title": (rows("上河村六月账目".encode(), HEAD, FIRST, SECOND), "title-rows 1"),
    "9 total": (
        rows(HEAD, FIRST, SECOND, "合计,,,,,,,,,3640.00,,,,,,,".encode()),
        "total-row 4",
    ),
    "9 signature": (
        rows(HEAD, FIRST, SECOND, "制表人：某某".encode() + b"," * 16),
        "total-row 4",
    ),
    "9 merged cells": (
        rows(HEAD, FIRST, cell("book_id", "", cell("period", "", SECOND))),
        "missing-value 3 账簿编号; missing-value 3 月份",
    ),
    "9 blank line": (rows(HEAD, FIRST, b"", SECOND), "blank-line 3"),
    "10 backslash": (one("note", '"甲\\"乙"'), "stray-quote 2"),
    "10 single quotes": (one("note", "'甲,乙'"), "long-row 2"),
}

VALUES: dict[str, Case] = {
    "14 scientific": (one("book_id", "4.41E+11"), "scientific-notation 2 账簿编号"),
    "14 decimals": (one("book_id", "441381001001.0"), "decimal-tail 2 账簿编号"),
    "14 lost zeros": (one("entry_no", "1"), "lost-digits 2 序号"),
    "14 a code as a date": (one("book_id", "2-Jan"), "wrong-form 2 账簿编号"),
    "14 a date as a number": (one("date", "46182"), "spreadsheet-date 2 日期"),
    "14 a month as a date": (one("period", "Jun-26"), "not-a-month 2 月份"),
    **{
        f"15 {text}": (one("amount", text), f"{code} 2 金额")
        for text, code in {
            "NaN": "not-a-number",
            "-INF": "not-a-number",
            "٣": "not-a-number",
            "1e400": "scientific-notation",
            "-0": "negative-zero",
            "1_000": "thousands-separator",
            '"1,234.5"': "thousands-separator",
            "１２３": "full-width",
            "壹佰": "chinese-number",
            "¥12": "unit-in-number",
            "0.5万": "unit-in-number",
            "12 ": "padded",
            "\u00a012": "padded",
        }.items()
    },
    "15 a bare comma": (one("amount", "1,234.5"), "long-row 2"),
    "16 three decimals": (one("amount", "1640.005"), "too-many-decimals 2 金额"),
    "16 10^13": (one("amount", "1" + "0" * 13), "too-large 2 金额"),
    "16 negative": (one("amount", "-1640.00"), "below-minimum 2 金额"),
    "16 running balance": (
        one("balance", "5415.30"),
        "wrong-balance 2 余额",
    ),
    **{
        f"17 {text}": (one("date", text), f"{code} 2 日期")
        for text, code in {
            "2026-02-29": "no-such-date",
            "0000-01-01": "no-such-date",
            "2026-06-09 24:00:00": "not-a-date",
            "0001-01-01": "not-a-date",
            "9999-12-31": "not-a-date",
            "26-06-09": "not-a-date",
            "2026.6.9": "date-form",
            "2026年6月9日": "date-form",
        }.items()
    },
    "17 future": (
        described(published="2062-07-10"),
        "datapackage.json future-publication published",
    ),
    "19 5,000 digits": (one("attachments", "9" * 5000), "too-large 2 附件"),
    "19 a cell of 32,768": (one("note", "字" * 32_768), "cell-too-long 2 备注"),
    "19 a cell of 10 MB": (one("note", "x" * 10_000_000), "long-line 2"),
    "19 ten thousand columns": (rows(HEAD, FIRST + b"," * 9_983, SECOND), "long-row 2"),
    **{
        f"20 U+{ord(char):04X}": (one("summary", f"葛{char}乙"), "bad-character 2 摘要")
        for char in "\u202e\u200b\U000e0100\U000e0041"
    },
    "20 not composed": (one("summary", "cafe\u0301"), "not-normal 2 摘要"),
    "20 compatibility form": (one("summary", "\uf900字"), "not-normal 2 摘要"),
    "20 Cyrillic in Latin": (one("summary", "p\u0430y"), "lookalike-letters 2 摘要"),
    "20 Cyrillic id": (one("contract_no", "НТ-01"), "wrong-form 2 合同编号"),
}

PATHS = {
    "unsafe-path": (
        "../entries.csv",
        "/etc/passwd",
        "..\\entries.csv",
        "C:\\entries.csv",
        "~/a.csv",
        "$HOME/a.csv",
        "%2e%2e/entries.csv",
    ),
    "remote-reference": (
        "\\\\server\\a.csv",
        "file:///etc/passwd",
        "http://127.0.0.1/a.csv",
        "https://example.com/a",
        "ftp://example.com/a",
        "s3://bucket/a",
        "data:text/csv,a",
        "http://169.254.169.254/latest",
    ),
}

FILES: dict[str, Case] = {
    "21 twice": (
        rows(HEAD, FIRST, cell("entry_no", "001", SECOND)),
        "duplicate-key 2 序号; duplicate-key 3 序号",
    ),
    "21 publisher index": (
        renamed("accounts/baiyang", "accounts/index"),
        "accounts/index bad-publisher-folder",
    ),
    "21 case": (
        laid("Entries.csv"),
        "Entries.csv stray-file; name-collision",
    ),
    **{
        f"21 {name}": (laid(name), f"{name} bad-file-name")
        for name in ("con.csv", "a%2e", "a?b", "a#b", "a.", "a\\b")
    },
    "22 link": (linked("/etc/passwd"), "symlink; missing-file"),
    "22 pipe": (piped, "not-a-file; missing-file"),
    **{
        f"{22 if code == 'unsafe-path' else 23} {path}": (
            resource(path=path),
            f"datapackage.json {code} path",
        )
        for code, paths in PATHS.items()
        for path in paths
    },
    "23 schema": (
        resource(schema="http://example.com/a.json"),
        "datapackage.json remote-reference schema",
    ),
    "23 dialect": (
        resource(dialect="http://example.com/a"),
        "datapackage.json remote-reference dialect",
    ),
    "23 profile": (
        described(profile="http://example.com/a"),
        "datapackage.json unknown-profile profile",
    ),
    "23 image": (described(image="http://a/b.png"), "datapackage.json unknown-property image"),
    "24 zip": (
        laid("attachments/a.zip", zipped(**{"../../a": "x"})),
        "attachments/a.zip attachment-type",
    ),
    "24 zip slip": (
        laid("attachments/a.docx", zipped(**{"word/document.xml": "<a/>", "../../a": "x"})),
        "attachments/a.docx broken-attachment",
    ),
    "24 bomb": (
        laid("attachments/a.xlsx", zipped(**{"xl/workbook.xml": " " * 30_000_000})),
        "attachments/a.xlsx broken-attachment",
    ),
    "24 compressed": (
        resource(compression="zip"),
        "datapackage.json unknown-resource-property entries",
    ),
    "24 a zip called csv": (zipped(a="x"), "not-csv"),
    "25 100 MB": (huge, "datapackage.json file-too-large"),
    "25 deep": (
        laid(DESCRIPTOR, b"[" * 100_000 + b"]" * 100_000),
        "datapackage.json too-deep",
    ),
    "25 key twice": (
        laid(DESCRIPTOR, b'{"title": "a", "title": "b"}'),
        "datapackage.json duplicate-property",
    ),
    "25 NaN": (laid(DESCRIPTOR, b'{"title": NaN}'), "datapackage.json bad-json"),
    "25 unknown": (described(publised="x"), "datapackage.json unknown-property publised"),
    "25 pattern": (
        resource(schema={"fields": [{"name": "a", "constraints": {"pattern": "(a+)+$"}}]}),
        "datapackage.json other-schema schema",
    ),
    "25 $ref": (
        resource(schema={"$ref": "http://example.com/a"}),
        "datapackage.json other-schema schema",
    ),
}

REFUSED = ENCODINGS | SHAPES | VALUES | FILES

TWINS: dict[str, tuple[bytes, str]] = {
    "1 mark": (b"\xef\xbb\xbf" + RAW, ""),
    "2 GB18030 under titles": (rows(TITLES, FIRST, SECOND).decode().encode("gb18030"), "gb18030"),
    "9 CRLF": (RAW.replace(b"\n", b"\r\n"), ""),
    "9 titles": (rows(TITLES, FIRST, SECOND), ""),
    "9 all quoted": (
        rows(*(b'"' + line.replace(b",", b'","') + b'"' for line in (HEAD, FIRST, SECOND))),
        "",
    ),
}
