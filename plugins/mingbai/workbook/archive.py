"""Bytes of an .xlsx file -> its parts, or an issue; sizes are checked before anything is unpacked.

Refused are files that are renamed, incomplete, encrypted, of the old format, or too large.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from mingbai.check.privacy import attachments
from mingbai.issues import Issue
from mingbai.read import limits, ooxml
from mingbai.workbook import parts
from mingbai.workbook.rules import BROKEN_WORKBOOK, MACROS, NOT_A_WORKBOOK

LIMIT = 64_000_000
ODS = "LibreOffice 表格（.ods）"
_OLD_ET, _OLD_XLS = "WPS 旧格式（.et）工作簿", "Excel 97-2003（.xls）工作簿"
OLD_KINDS = (_OLD_ET, _OLD_XLS)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


@dataclass(frozen=True)
class SheetPart:
    """One worksheet of a workbook, not read yet."""

    name: str
    part: str
    is_hidden: bool


@dataclass(frozen=True)
class Archive:
    """An .xlsx file whose directory has been read.

    styles: for each cell style `date`, `percent` or "". strings: the shared strings.
    """

    zip: zipfile.ZipFile
    sheets: tuple[SheetPart, ...]
    strings: tuple[str, ...]
    styles: tuple[str, ...]
    is_1904: bool
    warnings: tuple[Issue, ...]


def open_archive(body: bytes, name: str) -> Archive | Issue:
    """The archive, or the issue of a file that is no workbook or is damaged. name: for issues."""
    kind = true_kind(body, name)
    if kind != "Excel 文件":
        return NOT_A_WORKBOOK.issue(name, found=kind)
    if len(body) > limits.WORKBOOK_BYTES:
        return BROKEN_WORKBOOK.issue(name, found=f"有 {len(body):,} 字节，大得不正常")
    try:
        return _read(ooxml.open_zip(body, LIMIT), name)
    except ooxml.BrokenZipError as broken:
        return BROKEN_WORKBOOK.issue(name, found=str(broken))
    except (ET.ParseError, IndexError, *ooxml.BROKEN) as error:
        # parts that are missing, cut off, or do not refer to each other
        return BROKEN_WORKBOOK.issue(name, found=f"文件不完整（{type(error).__name__}）")


def true_kind(body: bytes, name: str) -> str:
    """The type of a file by its bytes, in words for a message; `Excel 文件` is accepted."""
    if not body.strip(b"\0 \r\n\t"):
        return "空文件"
    if not body.startswith(_OLE):
        kind = attachments.kind_of(body)
        kind = _zip_kind(body) if kind == "压缩包" else kind
        return {"纯文字": "纯文字或 CSV 文件", "损坏的压缩包": "没有存完整的文件"}.get(kind, kind)
    if "EncryptedPackage".encode("utf-16-le") in body:
        return "加了密码的工作簿"
    if "Workbook".encode("utf-16-le") in body or "Book".encode("utf-16-le") in body:
        return _OLD_ET if name.endswith(".et") else _OLD_XLS
    return "WPS 文字（.wps）或 Word 97-2003 文件"


def _zip_kind(body: bytes) -> str:
    """What a zip is that has no part of a usual name: an .ods, a workbook by its relations."""
    try:
        archive = ooxml.open_zip(body, LIMIT)
        if "mimetype" in archive.namelist():
            is_sheet = b"opendocument.spreadsheet" in archive.read("mimetype")
            return ODS if is_sheet else "压缩包"
        root = parts.xml(archive, parts.main_part(archive)).tag
    except (ET.ParseError, ooxml.BrokenZipError, *ooxml.BROKEN):
        return "压缩包"
    return "Excel 文件" if root.rpartition("}")[2] == "workbook" else "压缩包"


def _read(archive: zipfile.ZipFile, name: str) -> Archive:
    main = parts.main_part(archive)
    book = parts.xml(archive, main)
    links = {link.id: link for link in parts.relations(archive, main)}
    sheets = tuple(
        SheetPart(
            sheet.attrib["name"],
            links[_id(sheet)].target,
            "state" in sheet.attrib and sheet.attrib["state"] != "visible",
        )
        for sheet in book.iterfind("{*}sheets/{*}sheet")
        if links[_id(sheet)].kind == parts.SHEET
    )
    properties = book.find("{*}workbookPr")
    is_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    strings = parts.one(archive, main, parts.STRINGS)
    styles = parts.one(archive, main, parts.STYLES)
    return Archive(
        zip=archive,
        sheets=sheets,
        strings=_strings(archive, strings) if strings else (),
        styles=_styles(archive, styles) if styles else (),
        is_1904=is_1904,
        warnings=tuple(_warnings(set(archive.namelist()), name)),
    )


def _id(sheet: ET.Element) -> str:
    return next(value for key, value in sheet.attrib.items() if key.endswith("}id"))


def _strings(archive: zipfile.ZipFile, part: str) -> tuple[str, ...]:
    """Each shared string with its runs joined, without the phonetic guide."""
    return tuple(plain_text(item) for item in parts.xml(archive, part))


def plain_text(item: ET.Element) -> str:
    """The text of a `si` or `is` element; the format writes control characters as `_x000D_`."""
    pieces = [item.findtext("{*}t") or ""]
    pieces += [run.findtext("{*}t") or "" for run in item.iterfind("{*}r")]
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), "".join(pieces))


def _styles(archive: zipfile.ZipFile, part: str) -> tuple[str, ...]:
    root = parts.xml(archive, part)
    custom = {
        int(f.attrib["numFmtId"]): f.attrib["formatCode"]
        for f in root.iterfind("{*}numFmts/{*}numFmt")
    }
    formats = [int(xf.get("numFmtId", "0")) for xf in root.iterfind("{*}cellXfs/{*}xf")]
    return tuple(_style(number, custom.get(number, "")) for number in formats)


def _style(number: int, code: str) -> str:
    if number in (9, 10) or "%" in _QUOTED.sub("", code):
        return "percent"
    is_date = number in _BUILT_IN_DATES or re.search(
        "[ymdhs]", _QUOTED.sub("", code).lower().replace("general", "")
    )
    return "date" if is_date else ""


def _warnings(names: set[str], name: str) -> list[Issue]:
    warnings = []
    if any("vbaProject" in part for part in names):
        warnings.append(MACROS.issue(name, found="宏"))
    if any("externalLinks/" in part for part in names):
        warnings.append(MACROS.issue(name, found="外部链接"))
    return warnings
