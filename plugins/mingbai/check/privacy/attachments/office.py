"""Bytes of a DOCX, XLSX or OFD -> its texts, its active content, what its pictures say."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence

from mingbai.check.privacy.attachments import pictures
from mingbai.check.privacy.attachments.document import Document, Fault, leads_astray
from mingbai.check.privacy.rules import ACTIVE_ATTACHMENT, BROKEN_ATTACHMENT
from mingbai.read import ooxml

TEMPLATE, HIDDEN_BYTES = "别处的模板", "夹在文件里的"
_HYPERLINK = "/hyperlink"
_FETCHED = {
    "/attachedTemplate": TEMPLATE,
    "/image": "别处的图片",
    "/oleObject": "别处的对象",
    "/frame": "别处的网页",
    "/subDocument": "别处的文档",
    "/externalLinkPath": "别处的工作簿",
}
# Fields that run a program or fetch a file when they are brought up to date.
_FIELD = re.compile(
    r"^\s*(?:DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE|AUTOTEXTLIST)\b",
    re.MULTILINE,
)
# Of parts that are pictures, wherever they lie.
PICTURES = (
    *(".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".gif", ".bmp"),
    *(".tif", ".tiff", ".webp", ".heic", ".emf", ".wmf", ".wdp"),
)
_CONNECTIONS = ("xl/connections.xml", "xl/queryTables/")


def read(body: bytes) -> Document:
    """Texts of all parts; macros, controls, embedded files, and what comes from elsewhere."""
    try:
        texts, active = ooxml.texts(body)
        archive = ooxml.open_zip(body)
        seen = list(_media(archive))
        outside = list(dict.fromkeys(_outside(archive)))
    except ooxml.BrokenZipError as broken:
        return Document(faults=((BROKEN_ATTACHMENT, str(broken)),))
    faults: list[Fault] = [(ACTIVE_ATTACHMENT, name) for name in (*active, *outside)]
    if any(_FIELD.search(text) for text in texts):
        faults.append((ACTIVE_ATTACHMENT, "会自己去取文件或运行程序的域"))
    faults.extend(_beside(archive, body))
    faults.extend(fault for picture in seen for fault in picture.faults)
    texts = (*texts, *(text for picture in seen for text in picture.texts))
    return Document(tuple(dict.fromkeys(texts)), tuple(dict.fromkeys(faults)))


def _media(archive: zipfile.ZipFile) -> Iterator[Document]:
    """What the pictures in a document say, whatever their type and the names of their parts."""
    for name in archive.namelist():
        lower = name.lower()
        if lower.endswith(PICTURES) or ("/media/" in lower and not lower.endswith(".svg")):
            body = ooxml.part(archive, name)
            yield pictures.inside(body) if pictures.is_picture(body) else pictures.other(body)


def _outside(archive: zipfile.ZipFile) -> Iterator[str]:
    """What is fetched from elsewhere when the document is opened, in words."""
    names = archive.namelist()
    for name in names:
        if name.endswith(".rels"):
            yield from (
                word for relation in ooxml.outside(archive, name) for word in _word(*relation)
            )
    if any(name.startswith(_CONNECTIONS) for name in names):
        yield "外部数据连接"
    if any(name.rpartition("/")[2] == "Attachments.xml" for name in names):
        yield "内嵌文件"


def _word(type_: str, target: str) -> Sequence[str]:
    """What a relation to a target outside the document is; nothing for a link to the web."""
    kind = "/" + type_.rpartition("/")[2]
    if kind == _HYPERLINK:
        return ("指向别的电脑的链接",) if leads_astray(target) else ()
    return (_FETCHED.get(kind, "别处的内容"),)


def _beside(archive: zipfile.ZipFile, body: bytes) -> Iterator[Fault]:
    """Bytes in front of, between or behind the parts: another file may be hidden there."""
    hidden = ooxml.unlisted(archive, body)
    if hidden:
        yield ACTIVE_ATTACHMENT, f"{HIDDEN_BYTES} {hidden:,} 个字节"
