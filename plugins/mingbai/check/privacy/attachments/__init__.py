"""Bytes of an attachment -> its type, all the text in it, and its forbidden content.

`cleaning` makes a copy without what is forbidden.
"""

from __future__ import annotations

import re
from dataclasses import replace

from mingbai.check.privacy.attachments import office, pictures, plain_text
from mingbai.check.privacy.attachments.document import Document
from mingbai.check.privacy.attachments.plain_text import holds_html
from mingbai.check.privacy.attachments.readings import readings
from mingbai.check.privacy.rules import ACTIVE_ATTACHMENT
from mingbai.read import ooxml
from mingbai.sentences import Sentence

__all__ = [
    "ALLOWED",
    "Document",
    "cleaning",
    "kind_of",
    "read",
    "readings",
]

ALLOWED = "PDF、DOCX、XLSX、OFD、JPG、PNG、TXT、CSV 或 MD"
_MAGIC = (
    (b"%PDF-", Sentence("PDF 文件")),
    (b"\xff\xd8\xff", Sentence("JPG 图片")),
    (b"\x89PNG\r\n\x1a\n", Sentence("PNG 图片")),
    (b"PK\x03\x04", Sentence("压缩包")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Sentence("旧格式的 Office 或 WPS 文件（或加了密码）")),
    (b"GIF8", Sentence("GIF 图片")),
    (b"Rar!", Sentence("RAR 压缩包")),
    (b"7z\xbc\xaf", Sentence("7z 压缩包")),
    (b"MZ", Sentence("Windows 程序")),
    (b"\x7fELF", Sentence("Linux 程序")),
    (b"{\\rtf", Sentence("RTF 文件")),
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
_START = 1024  # a browser that guesses a type looks no further


def kind_of(body: bytes) -> str:
    """The type of the file by its bytes, not its name, in words for a message."""
    for magic, name in _MAGIC:
        if body.startswith(magic):
            return ooxml.kind_of(body) if name == "压缩包" else name
    if _HTML.match(body[:400]):
        return Sentence("网页或 XML（含 SVG）文件")
    try:
        text = plain_text.decoded(body)
    except UnicodeDecodeError:
        return Sentence("认不出的文件")
    return Sentence("认不出的文件") if "\0" in text else Sentence("纯文字")


def read(body: bytes, suffix: str) -> Document:
    """The content of an attachment; its suffix (`.pdf`) must agree with its bytes."""
    kind = kind_of(body)
    if suffix not in _SUFFIXES.get(kind, ()):
        expected = "、".join(_SUFFIXES[kind]) + " 扩展名" if kind in _SUFFIXES else ALLOWED
        return Document(wrong_type=(str(kind), expected))
    document = _READERS.get(kind, office.read)(body)
    return document if kind == "纯文字" else _one_file(document, body)


def _one_file(document: Document, body: bytes) -> Document:
    """The document; a file that is a page or an archive at the same time has a fault more."""
    faults = list(document.faults)
    if holds_html(body[:_START].decode("latin-1")):
        faults.append((ACTIVE_ATTACHMENT, "网页代码"))
    if not body.startswith(b"PK") and ooxml.is_zip(body):
        faults.append((ACTIVE_ATTACHMENT, "压缩包"))
    return replace(document, faults=tuple(dict.fromkeys(faults)))


def _pdf(body: bytes) -> Document:
    """As `pdfs.read`, whose library is slow to import and needed where there is a PDF."""
    from mingbai.check.privacy.attachments import pdfs

    return pdfs.read(body)


_READERS = {
    "PDF 文件": _pdf,
    "JPG 图片": pictures.read,
    "PNG 图片": pictures.read,
    "纯文字": plain_text.read,
}
