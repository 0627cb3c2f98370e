"""Bytes of a PDF -> the text of every revision, its actions, its pictures, what follows its end.

A PDF that is changed and saved again keeps its earlier revisions whole in front of the new one:
whoever opens the file with a tool reads what was taken out. Each is read like the last, and so is
what none of them uses.
"""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

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

from mingbai.check.privacy.attachments import pdf_strays, pictures
from mingbai.check.privacy.attachments.document import Document, Fault, leads_astray
from mingbai.check.privacy.rules import ACTIVE_ATTACHMENT, BROKEN_ATTACHMENT, LOCATED_PHOTO
from mingbai.sentences import Sentence

# The messages of pypdf about odd files contain bytes of these files, and as warnings they would
# end a build, because Pelican runs with fatal warnings.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

# On damaged files pypdf 7.1 raises plain Python errors besides its own (seen by changing bytes).
DAMAGED = (
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
_REVISIONS = 50  # more are refused: each is read whole
_END = re.compile(rb"startxref\s+\d+\s*(?:%%EOF)?")
_EOF = b"%%EOF"
ACTIVE_NAMES = frozenset(
    {"/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/RichMedia", "/SubmitForm", "/XFA"}
)
ACTIONS = frozenset(
    {
        "/GoToR",
        "/GoToE",
        "/ImportData",
        "/JavaScript",
        "/Launch",
        "/Movie",
        "/Rendition",
        "/RichMediaExecute",
        "/Sound",
        "/SubmitForm",
    }
)
# Notes on a page that play, run or open a file: in words.
MEDIA = {
    "/FileAttachment": Sentence("内嵌文件"),
    "/RichMedia": Sentence("内嵌媒体"),
    "/Movie": Sentence("内嵌媒体"),
    "/Screen": Sentence("内嵌媒体"),
    "/Sound": Sentence("内嵌媒体"),
    "/3D": Sentence("内嵌媒体"),
}


class _SecretPdfError(Exception):
    """It opens with a password only."""


def read(body: bytes) -> Document:
    """Texts of pages, properties, fields, notes and links; scripts, actions, files as faults."""
    ends = earlier_ends(body)
    if len(ends) > _REVISIONS:
        return Document(faults=((BROKEN_ATTACHMENT, f"PDF 里有 {len(ends)} 个以前的版本"),))
    try:
        readers = [_reader(body), *(_reader(body[:end] + b"\n" + _EOF + b"\n") for end in ends)]
        last, *earlier = [_revision(reader) for reader in readers]
        left = _left_behind(body, readers)
    except _SecretPdfError:
        return Document(faults=((BROKEN_ATTACHMENT, "加了密码"),))
    except DAMAGED as error:
        return Document(faults=((BROKEN_ATTACHMENT, f"PDF 损坏（{type(error).__name__}）"),))
    texts = (text for part in (last, *earlier, left) for text in part.texts)
    faults = [fault for part in (last, *earlier, left) for fault in part.faults]
    return replace(
        last,
        texts=tuple(dict.fromkeys(texts)),
        faults=tuple(dict.fromkeys((*faults, *_behind(body)))),
    )


def earlier_ends(body: bytes) -> list[int]:
    """Where each earlier revision ends: up to there the file is as it was before a later saving.

    A linearized file (made for reading over a network) says in its first object where its first
    part ends; that end is no revision.
    """
    ends = [match.end() for match in _END.finditer(body)]
    is_linearized = b"/Linearized" in body[:1024]
    return ends[1 if is_linearized else 0 : -1]


def _behind(body: bytes) -> Iterator[Fault]:
    """Bytes that follow the end of the document."""
    behind = body[body.rfind(_EOF) + len(_EOF) :] if _EOF in body else b""
    if behind.strip(b"\0 \r\n\t"):
        yield ACTIVE_ATTACHMENT, f"接在 PDF 后面的 {len(behind):,} 个字节"


def _left_behind(body: bytes, readers: Sequence[pypdf.PdfReader]) -> Document:
    """Texts and actions of objects that no revision uses; of an encrypted file they are noise."""
    if readers[0].is_encrypted:
        return Document()
    strays = tuple(pdf_strays.strays(body, readers))
    texts = dict.fromkeys(text for stray in strays for text in stray.texts)
    active = sorted({name for stray in strays for name in stray.names & (ACTIVE_NAMES | ACTIONS)})
    faults = tuple((ACTIVE_ATTACHMENT, f"PDF 动作 {name}") for name in active)
    return Document(tuple(texts), faults)


def _reader(body: bytes) -> pypdf.PdfReader:
    """The document as its last cross-reference table has it. Raises `DAMAGED`, _SecretPdfError."""
    reader = pypdf.PdfReader(io.BytesIO(body), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise _SecretPdfError
    return reader


def _revision(reader: pypdf.PdfReader) -> Document:
    """The content of a revision. Raises `DAMAGED`."""
    pages = [page.extract_text() for page in reader.pages]
    properties = [str(value) for value in (reader.metadata or {}).values()]
    fields = [str(value) for value in (reader.get_form_text_fields() or {}).values()]
    texts = [*pages, *properties, *fields]
    faults: list[Fault] = []
    active: set[str] = set()
    for item in _objects(reader):
        active.update(_active(item))
        hidden = list(_hidden(item))
        texts.extend(hidden)
        if any(pictures.names_place(text.encode()) for text in hidden):
            faults.append((LOCATED_PHOTO, "GPS"))
        picture = _picture(item)
        texts.extend(picture.texts)
        faults.extend(picture.faults)
    faults.extend((ACTIVE_ATTACHMENT, f"PDF 动作 {name}") for name in sorted(active))
    return Document(
        tuple(dict.fromkeys(texts)),
        tuple(dict.fromkeys(faults)),
        is_picture=not any(page.strip() for page in pages),
    )


def _objects(reader: pypdf.PdfReader) -> Iterator[object]:
    for number in sorted({*reader.xref.get(0, ()), *reader.xref_objStm}):
        yield reader.get_object(IndirectObject(number, 0, reader))


def dictionaries(item: object) -> Iterator[DictionaryObject]:
    """A dictionary and those nested in it, without following references."""
    if isinstance(item, DictionaryObject):
        yield item
        for value in item.values():
            yield from dictionaries(value)
    elif isinstance(item, ArrayObject):
        for value in item:
            yield from dictionaries(value)


def is_forbidden(action: DictionaryObject) -> bool:
    """Whether it runs, opens, sends or fetches anything but a page of the web or of itself."""
    if action.get("/S") in ACTIONS:
        return True
    target = action.get("/URI")
    return isinstance(target, str) and leads_astray(target)


def _active(item: object) -> Iterator[str]:
    """Names of actions, embedded and outside files in one object."""
    yield from ACTIVE_NAMES.intersection(_names(item))
    for dictionary in dictionaries(item):
        if is_forbidden(dictionary):
            yield str(dictionary.get("/S") or "/URI")
        if dictionary.get("/Subtype") in MEDIA and "/Rect" in dictionary:
            yield f"{dictionary['/Subtype']}（{MEDIA[str(dictionary['/Subtype'])]}）"
        if isinstance(dictionary, StreamObject) and not {"/F", "/Ref"}.isdisjoint(dictionary):
            yield "/F（内容在别的文件里）"
        if any(_goes_out(action) for action in _alone(dictionary)):
            yield "/URI（不用点就打开网页）"


def _alone(dictionary: DictionaryObject) -> Iterator[object]:
    """Actions that nobody asks for: when the document is opened, a page is turned, a field left."""
    opening = dictionary.get("/OpenAction")
    opening = opening.get_object() if opening is not None else None
    if isinstance(opening, DictionaryObject):  # else the place where it opens
        yield opening
    triggers = dictionary.get("/AA")
    triggers = triggers.get_object() if triggers is not None else None
    if isinstance(triggers, DictionaryObject):
        yield from triggers.values()


def _goes_out(action: object, depth: int = 8) -> bool:
    """Whether an action, or one of those that follow it, opens a page of the web."""
    action = action.get_object() if isinstance(action, IndirectObject) else action
    if isinstance(action, ArrayObject):
        return any(_goes_out(one, depth - 1) for one in action)
    if not isinstance(action, DictionaryObject) or not depth:
        return False
    return "/URI" in action or _goes_out(action.get("/Next"), depth - 1)


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


def _hidden(item: object) -> Iterator[str]:
    """Text outside of pages: notes, bookmarks, links, XMP properties."""
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


def _picture(item: object) -> Document:
    """What a photograph on a page says besides its pixels."""
    if not isinstance(item, StreamObject) or item.get("/Subtype") != "/Image":
        return Document()
    filters = item.get("/Filter")
    if "/DCTDecode" not in (filters if isinstance(filters, ArrayObject) else [filters]):
        return Document()
    body = item.get_data()
    return pictures.inside(body) if pictures.is_picture(body) else Document()
