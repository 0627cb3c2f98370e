"""Bytes of an attachment -> its type, all the text in it, and its forbidden content."""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import pypdf
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from mingbai.check.privacy.rules import ACTIVE_ATTACHMENT, BROKEN_ATTACHMENT, LOCATED_PHOTO
from mingbai.issues import Rule
from mingbai.read import ooxml

# The messages of pypdf about odd files contain bytes of these files, and as warnings they would
# end a build, because Pelican runs with fatal warnings.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

ALLOWED = "PDF、DOCX、XLSX、OFD、JPG、PNG、TXT、CSV 或 MD"
_MAGIC = (
    (b"%PDF-", "PDF 文件"),
    (b"\xff\xd8\xff", "JPG 图片"),
    (b"\x89PNG\r\n\x1a\n", "PNG 图片"),
    (b"PK\x03\x04", "压缩包"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧格式的 Office 或 WPS 文件（或加了密码）"),
    (b"GIF8", "GIF 图片"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"MZ", "Windows 程序"),
    (b"\x7fELF", "Linux 程序"),
    (b"{\\rtf", "RTF 文件"),
)
_SUFFIXES = {
    "PDF 文件": (".pdf",),
    "JPG 图片": (".jpg", ".jpeg"),
    "PNG 图片": (".png",),
    "Word 文件": (".docx",),
    "Excel 文件": (".xlsx",),
    "OFD 文件": (".ofd",),
    "纯文字": (".txt", ".csv", ".md", ".json", ".tsv", ".geojson", ".topojson", ".yaml", ".yml"),
}
_HTML = re.compile(rb"^\s*(?:<!doctype|<html|<\?xml|<svg|<script|<!--|<head|<body)", re.IGNORECASE)
# On damaged files pypdf 7.1 raises plain Python errors besides its own (seen by changing bytes).
_DAMAGED = (
    PyPdfError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
    AssertionError,
    zlib.error,
)
_ACTIVE_PDF = ("/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/RichMedia", "/SubmitForm")


@dataclass(frozen=True)
class Document:
    """The content of an attachment. wrong_type: (its type, the accepted ones) where it is refused.

    texts: pages, parts, properties, comments. is_picture: it has no text that can be scanned.
    """

    texts: tuple[str, ...] = ()
    faults: tuple[tuple[Rule, str], ...] = ()
    wrong_type: tuple[str, str] | None = None
    is_picture: bool = False


def kind_of(body: bytes) -> str:
    """The type of the file by its bytes, not its name, in words for a message."""
    for magic, name in _MAGIC:
        if body.startswith(magic):
            return ooxml.kind_of(body) if name == "压缩包" else name
    if _HTML.match(body[:400]):
        return "网页或 XML（含 SVG）文件"
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _gb18030(body)
    return "认不出的文件" if "\0" in text else "纯文字"


def _gb18030(body: bytes) -> str:
    try:
        text = body.decode("gb18030")
    except UnicodeDecodeError:
        return "认不出的文件"
    return "认不出的文件" if "\0" in text else "纯文字"


def read(body: bytes, suffix: str) -> Document:
    """The content of an attachment; its suffix (`.pdf`) must agree with its bytes."""
    kind = kind_of(body)
    if suffix not in _SUFFIXES.get(kind, ()):
        expected = "、".join(_SUFFIXES[kind]) + " 扩展名" if kind in _SUFFIXES else ALLOWED
        return Document(wrong_type=(kind, expected))
    if kind == "PDF 文件":
        return _pdf(body)
    if kind == "纯文字":
        return Document((_text(body),))
    if kind in ("JPG 图片", "PNG 图片"):
        return _picture(body)
    try:
        texts, active = ooxml.texts(body)
    except ooxml.BrokenZipError as broken:
        return Document(faults=((BROKEN_ATTACHMENT, str(broken)),))
    return Document(texts, tuple((ACTIVE_ATTACHMENT, name) for name in active))


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("gb18030")


def _pdf(body: bytes) -> Document:
    """Text of pages, properties, fields, notes, links; scripts and embedded files are faults."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(body), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return Document(faults=((BROKEN_ATTACHMENT, "加了密码"),))
        pages = [page.extract_text() for page in reader.pages]
        properties = [str(value) for value in (reader.metadata or {}).values()]
        fields = [str(value) for value in (reader.get_form_text_fields() or {}).values()]
        active, hidden = _active(reader), tuple(_hidden(reader))
    except _DAMAGED as error:
        return Document(faults=((BROKEN_ATTACHMENT, f"PDF 损坏（{type(error).__name__}）"),))
    faults = tuple((ACTIVE_ATTACHMENT, f"PDF 动作 {name}") for name in active)
    return Document(
        tuple(dict.fromkeys((*pages, *properties, *fields, *hidden))),
        faults,
        is_picture=not any(p.strip() for p in pages),
    )


def _active(reader: pypdf.PdfReader) -> tuple[str, ...]:
    """Names of actions and embedded files in all objects of the document."""
    names = {name for item in _objects(reader) for name in _names(item)}
    return tuple(sorted(names & set(_ACTIVE_PDF)))


def _hidden(reader: pypdf.PdfReader) -> Iterator[str]:
    """Text outside of pages: notes, bookmarks, links, XMP properties."""
    for item in _objects(reader):
        if isinstance(item, StreamObject) and item.get("/Type") == "/Metadata":
            yield item.get_data().decode("utf-8", "replace")
        yield from _strings(item)


def _strings(item: object) -> Iterator[str]:
    if isinstance(item, TextStringObject):
        yield str(item)
    elif isinstance(item, DictionaryObject):
        yield from (text for value in item.values() for text in _strings(value))
    elif isinstance(item, ArrayObject):
        yield from (text for value in item for text in _strings(value))


def _objects(reader: pypdf.PdfReader) -> Iterator[object]:
    for number in sorted({*reader.xref.get(0, ()), *reader.xref_objStm}):
        yield reader.get_object(IndirectObject(number, 0, reader))


def _names(item: object) -> Iterator[str]:
    """Keys and names in one object and the objects nested in it."""
    if isinstance(item, DictionaryObject):
        for key, value in item.items():
            yield str(key)
            yield from _names(value)
    elif isinstance(item, ArrayObject):
        for value in item:
            yield from _names(value)
    elif isinstance(item, NameObject):
        yield str(item)


def _picture(body: bytes) -> Document:
    """A picture: not scanned; its place (the EXIF GPS directory, tag 0x8825) is a fault."""
    exif = re.search(rb"Exif\0\0(II\*\0|MM\0\*)|eXIf(II\*\0|MM\0\*)", body[:200_000])
    faults: tuple[tuple[Rule, str], ...] = ()
    if exif:
        block = body[exif.end() - 4 : exif.end() + 65_536]
        tag = b"\x25\x88\x04\x00" if block[:2] == b"II" else b"\x88\x25\x00\x04"
        faults = ((LOCATED_PHOTO, "GPS"),) if tag in block else ()
    return Document(faults=faults, is_picture=True)
