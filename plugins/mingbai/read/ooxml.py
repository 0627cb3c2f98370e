"""A zip of XML (DOCX, XLSX, OFD) -> all its text, hidden sheets, comments and properties too."""

from __future__ import annotations

import io
import lzma
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from mingbai.read.persons import CELL
from mingbai.sentences import Sentence

LIMIT = 200_000_000
_RATIO = 200
_SMALL = 2_000_000
_PARAGRAPHS = frozenset({"p", "si", "row", "comment", "threadedComment", "TextObject", "sst"})
_PIECES = frozenset({"t", "delText", "instrText", "TextCode", "text"})
_MAIN = {
    "word/document.xml": Sentence("Word 文件"),
    "xl/workbook.xml": Sentence("Excel 文件"),
    "ppt/presentation.xml": Sentence("PowerPoint 文件"),
    "OFD.xml": Sentence("OFD 文件"),
}
_TEXT_PARTS = (".xml", ".rels", ".vml", ".svg")
_SHARED = "xl/sharedStrings.xml"
_DRAWN = frozenset({"path", "style", "points"})  # attributes full of coordinates
_LEAST = 11  # no person's number is shorter
_PIECE = 40  # a shared text that may be a part of a number split over cells
_ACTIVE = re.compile(
    r"vbaProject|activeX|externalLink|/embeddings/|/afchunk"
    r"|(?<!/printerSettings)(?<!/printerSettings\d)(?<!/printerSettings\d\d)\.bin$"
    r"|\.(?:exe|dll|scr|com|msi|jar|lnk|js|vbs|wsf|bat|cmd|ps1|hta|swf|s?html?|xhtml|mht(?:ml)?"
    r"|zip|rar|7z|gz|tar|docx?|docm|dotm|xlsx?|xlsm|xlsb|pptx?|pdf|rtf|ofd|eml|msg)$",
    re.IGNORECASE,
)
_DESCRIPTORS = frozenset({0, 12, 16, 20, 24})  # bytes of sizes that may follow a part
_END, _END_LENGTH = b"PK\5\6", 22  # the record that ends an archive without a comment
_NAMES = {"vbaProject": "宏", "activeX": "控件", "externalLink": "外部链接"}


# What zipfile raises on damaged bytes besides its own, by the method of compression.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    KeyError,
    NotImplementedError,
    RuntimeError,
)


class BrokenZipError(Exception):
    """The zip is damaged, encrypted, or would unpack to too much; the message says which."""


def open_zip(body: bytes, limit: int = LIMIT) -> zipfile.ZipFile:
    """An archive whose declared sizes are within limits; nothing is unpacked yet.

    zipfile never unpacks more than a part declares, so checking the declarations is enough.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(body))
    except BROKEN as error:
        raise BrokenZipError(Sentence("文件不完整")) from error
    parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    if total > limit or len(parts) > 5000 or any(_is_bomb(part) for part in parts):
        raise BrokenZipError(Sentence("解压后有 {count:,} 字节，大得不正常", count=total))
    if any(part.flag_bits & 1 for part in parts):
        raise BrokenZipError(Sentence("加了密码"))
    if len({part.filename.casefold() for part in parts}) < len(parts):
        raise BrokenZipError(Sentence("里面有两个同名的部分，不知道会看到哪一个"))
    if any(_leads_out(part) for part in parts):
        raise BrokenZipError(Sentence("里面有指向外面的文件名或链接"))
    return archive


def _leads_out(part: zipfile.ZipInfo) -> bool:
    """Whether unpacking it would write outside the target folder, or follow a link."""
    name = part.orig_filename.replace("\\", "/")
    is_link = stat.S_ISLNK(part.external_attr >> 16)
    return is_link or name.startswith("/") or ":" in name or ".." in name.split("/")


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > _SMALL and part.file_size > _RATIO * max(part.compress_size, 1)


def kind_of(body: bytes) -> str:
    """Which office document a zip is, in words for a message."""
    try:
        names = set(zipfile.ZipFile(io.BytesIO(body)).namelist())
    except BROKEN:
        return Sentence("损坏的压缩包")
    return next((kind for part, kind in _MAIN.items() if part in names), Sentence("压缩包"))


def is_zip(body: bytes) -> bool:
    """Whether a program that unpacks would find an archive in these bytes, wherever it begins."""
    return zipfile.is_zipfile(io.BytesIO(body))


def unlisted(archive: zipfile.ZipFile, body: bytes) -> int:
    """Number of bytes in front of, between and behind the parts that belong to none of them."""
    at = hidden = 0
    for entry in sorted(archive.infolist(), key=lambda entry: entry.header_offset):
        gap = entry.header_offset - at
        hidden += gap if at == 0 or gap not in _DESCRIPTORS else 0
        names, extras = struct.unpack_from("<HH", body, entry.header_offset + 26)
        at = entry.header_offset + 30 + names + extras + entry.compress_size
    gap = archive.start_dir - at
    hidden += gap if gap not in _DESCRIPTORS else 0
    end = body.rfind(_END)
    return hidden + len(body) - end - _END_LENGTH


def outside(archive: zipfile.ZipFile, name: str) -> Iterator[tuple[str, str]]:
    """(type, target) of each relation of a part (`…/_rels/x.rels`) that leaves the document."""
    for element in _elements(part(archive, name)):
        if element.get("TargetMode") == "External":
            yield element.get("Type", ""), element.get("Target", "")


def part(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of one part, at most its declared size. Raises BrokenZipError."""
    try:
        body = archive.read(name)
    except BROKEN as error:
        raise BrokenZipError(Sentence("文件不完整")) from error
    refuse_dtd(body)
    return body


def refuse_dtd(start: bytes) -> None:
    """start: an XML part, or its first bytes. Raises BrokenZipError where it declares entities.

    No office program writes a DTD; refusing it excludes entity expansion.
    """
    if b"\0" in start[:4]:  # UTF-16
        start = start.replace(b"\0", b"")
    if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
        raise BrokenZipError(Sentence("XML 里有实体声明"))


def texts(body: bytes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(the text of each part, names of active content: macros, controls, embedded files)."""
    archive = open_zip(body)
    names = archive.namelist()
    active_matches = [_ACTIVE.search(name) for name in names]
    active_names = sorted(
        {_NAMES.get(match.group(), "内嵌文件") for match in active_matches if match}
    )
    shared = _shared(part(archive, _SHARED)) if _SHARED in names else ()
    part_texts = tuple(
        "\n".join(_lines(part(archive, n), shared, is_sheet="worksheets/" in n))
        for n in names
        if n.endswith(_TEXT_PARTS)
    )
    return (*part_texts, "\n".join(names)), tuple(active_names)


def _lines(body: bytes, shared: Sequence[str], *, is_sheet: bool) -> Iterator[str]:
    """A line of text for each paragraph, shared string, comment, row of cells or property.

    Attributes are included: sheet names, tips, alternative texts, targets, cached pivot tables.
    """
    line: list[str] = []
    for element in _elements(body):
        tag = element.tag.rpartition("}")[2]
        yield from _attributes(element)
        if tag in _PIECES:
            line.append(element.text or "")
        elif tag == "c":
            line.append(_value(element, shared) + CELL)
        elif tag in _PARAGRAPHS:
            yield "".join(line)
            line = []
            element.clear()
        elif not (is_sheet and tag == "v") and not len(element) and element.text:
            yield element.text
    yield "".join(line)


def _elements(body: bytes) -> Iterator[ET.Element]:
    """Every element of a part, inner ones before outer ones."""
    try:
        for _, element in ET.iterparse(io.BytesIO(body)):  # noqa: S314 see the import
            yield element
    except ET.ParseError as error:
        raise BrokenZipError(Sentence("XML 写法不对")) from error


def _attributes(element: ET.Element) -> Iterator[str]:
    for name, value in element.attrib.items():
        if len(value) >= _LEAST and name not in _DRAWN:
            yield value


def _shared(body: bytes) -> tuple[str, ...]:
    """The shared strings, by index; "" for those too long to be a piece of a number.

    Only needed to join a number that is split over cells; the long ones are yielded elsewhere.
    """
    texts = []
    for element in _elements(body):
        if element.tag.rpartition("}")[2] == "si":
            texts.append("".join(element.itertext())[: _PIECE + 1])
            element.clear()
    return tuple(text if len(text) <= _PIECE else "" for text in texts)


def _value(cell: ET.Element, shared: Sequence[str]) -> str:
    """The text of a cell; of a shared string (`t="s"`) the string that its index names."""
    value = cell.findtext("{*}v") or ""
    if cell.get("t") != "s":
        return whole_number(value)
    return shared[int(value)] if value.isdecimal() and int(value) < len(shared) else ""


def whole_number(text: str) -> str:
    """A number as digits: `1.1010519491231E+17` is what Excel makes of a resident ID."""
    if "E" not in text.upper():
        return text
    try:
        value = float(text)
    except ValueError:
        return text
    return str(int(value)) if value.is_integer() else text
