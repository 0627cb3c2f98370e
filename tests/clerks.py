"""A small invented kind and workbooks as clerks really make them, for the tests of workbook."""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from mingbai import schema
from mingbai.model import Kind


def _field(
    name: str, title: str, kind: str = "string", unit: str = "", **more: Any
) -> dict[str, Any]:
    raw = {"name": name, "title": title, "title_en": name, "description": title, "type": kind}
    return raw | ({"unit": unit} if unit else {}) | more


def _required(**more: Any) -> dict[str, Any]:
    return {"constraints": {"required": True, **more}}


FIELDS = [
    _field("book_id", "账簿编号", **_required(pattern=r"\d{12}-\d{2,3}")),
    _field("period", "月份", "yearmonth", **_required()),
    _field("entry_no", "序号", **_required(pattern=r"\d{3,5}")),
    _field("date", "日期", "date", **_required()),
    _field("summary", "摘要", **_required(maxLength=100)),
    _field("direction", "收支", **_required(enum=["收入", "支出"])),
    _field("amount", "金额", "number", "元", **_required()),
    _field("attachments", "附件", "integer", "张"),
    _field("phone", "电话", contact=True),
]
ENTRIES = {
    "name": "entries",
    "title": "账目",
    "title_en": "Entries",
    "description": "一笔一行",
    "fields": FIELDS,
    "missingValues": [""],
    "primaryKey": ["book_id", "period", "entry_no"],
}
NOTES = {
    "name": "notes",
    "title": "说明",
    "title_en": "Notes",
    "description": "补充说明",
    "optional": True,
    "fields": [_field("note_no", "说明编号", **_required()), _field("text", "内容", **_required())],
    "missingValues": [""],
    "primaryKey": ["note_no"],
}

HEADS = [field["title"] for field in FIELDS]
ROW = ["990121100201-00", "2026-06", "001", "2026-06-03", "收鱼塘租金", "收入", 1200.5, 2, "0826-1"]
OTHER = ["990121100201-00", "2026-06", "002", "2026-06-05", "付电费", "支出", 300, 1, None]


def kind() -> Kind:
    """A kind of two tables, one of them optional."""
    schemas = tuple(schema.parse(str(raw["name"]), raw) for raw in (ENTRIES, NOTES))
    return Kind(
        name="ledger",
        title="村账",
        title_en="Ledger",
        door="村账",
        summary="",
        folder=Path(),
        schemas=schemas,
        checks=(),
        disclose=lambda *_: (),
        pages=lambda *_: (),
    )


def book(path: Path, rows: list[list[Any]], title: str = "账目") -> Path:
    """A workbook of one sheet with these rows, as openpyxl types them."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    for row in rows:
        sheet.append(row)
    made.save(path)
    return path


def descriptor(folder: Path) -> dict[str, Any]:
    """The descriptor of an imported package."""
    document: dict[str, Any] = json.loads((folder / "datapackage.json").read_text("utf-8"))
    return document


def picture() -> bytes:
    """A PNG of one pixel."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixel = zlib.compress(b"\0\xff\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")
