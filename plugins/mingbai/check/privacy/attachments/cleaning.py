"""An attachment -> a copy without properties, programs and hidden parts, and what was taken off.

The text and the looks stay; persons' numbers in the text are for a human hand.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pypdf
from lxml import etree
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from mingbai.check.privacy.attachments import office, pdfs, pictures
from mingbai.check.privacy.attachments.document import Document
from mingbai.check.privacy.rules import ACTIVE_ATTACHMENT
from mingbai.read import ooxml
from mingbai.sentences import Sentence


@dataclass(frozen=True, slots=True)
class CleanCopy:
    """body: the bytes of the copy. removed: what was taken off, in words, each once."""

    body: bytes
    removed: tuple[str, ...]


class UncleanableError(Exception):
    """The file cannot be cleaned; the message says why and what to do, in words for a clerk."""


def clean(body: bytes, kind: str) -> CleanCopy:
    """kind: as `kind_of` says. Raises UncleanableError."""
    if kind == "纯文字":
        raise UncleanableError(Sentence("纯文字没有要清理的；里面的网页代码，请用记事本打开删掉"))
    cleaner = _CLEANERS.get(kind)
    if cleaner is None:
        raise UncleanableError(
            Sentence("这是{kind}，不会清理；请另存为 PDF、DOCX、XLSX、JPG 或 PNG", kind=kind)
        )
    try:
        return cleaner(body)
    except (ooxml.BrokenZipError, pictures.BrokenPictureError) as broken:
        raise _unopened(broken.args[0]) from broken
    except etree.XMLSyntaxError as broken:
        raise _unopened(broken) from broken


def _unopened(fault: object) -> UncleanableError:
    return UncleanableError(
        Sentence("打不开（{fault}）：请用原来的程序打开，另存一份再来", fault=fault)
    )


def _picture(body: bytes) -> CleanCopy:
    """The pixels to the byte, which way up they are, their colours, and nothing else."""
    return CleanCopy(*pictures.stripped(body))


def _pdf(body: bytes) -> CleanCopy:
    """Its pages alone, as the last revision has them. Raises UncleanableError."""
    try:
        return _pages(body)
    except pdfs.DAMAGED as error:
        raise UncleanableError(
            Sentence(
                "PDF 损坏（{fault}）：请用原来的程序打开，另存一份再来", fault=type(error).__name__
            )
        ) from error


def _pages(body: bytes) -> CleanCopy:
    reader = pypdf.PdfReader(io.BytesIO(body), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise UncleanableError(Sentence("加了密码：请先去掉密码"))
    removed: dict[str, None] = {}
    writer = pypdf.PdfWriter(clone_from=reader)
    if reader.metadata:
        removed[Sentence("文件属性（作者、标题、软件）")] = None
    writer.metadata = None
    for dictionary in _reachable(writer.root_object):
        removed.update(dict.fromkeys(_strip(dictionary)))
    if pdfs.earlier_ends(body):
        removed[Sentence("以前改动留下的旧版本")] = None
    writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
    clean_body = io.BytesIO()
    writer.write(clean_body)
    return CleanCopy(clean_body.getvalue(), tuple(removed))


_PDF_KEYS = {
    "/Metadata": Sentence("文件属性（XMP）"),
    "/PieceInfo": Sentence("软件留下的数据"),
    "/OpenAction": Sentence("打开时的动作"),
    "/AA": Sentence("自动动作"),
    "/JS": Sentence("脚本"),
    "/JavaScript": Sentence("脚本"),
    "/EmbeddedFiles": Sentence("内嵌文件"),
    "/AF": Sentence("内嵌文件"),
    "/XFA": Sentence("动态表单"),
    "/Collection": Sentence("内嵌文件"),
    "/Ref": Sentence("别处的内容"),
}


def _strip(dictionary: DictionaryObject) -> Iterator[str]:
    """Takes what must go off one dictionary; yields what it was, in words."""
    for key, words in _PDF_KEYS.items():
        if key in dictionary:
            del dictionary[key]
            yield words
    action = dictionary.get("/A")
    target = action.get_object() if action is not None else None
    if isinstance(target, DictionaryObject) and pdfs.is_forbidden(target):
        del dictionary["/A"]
        target.clear()
        yield Sentence("动作")
    notes = dictionary.get("/Annots")
    notes = notes.get_object() if notes is not None else None
    if isinstance(notes, ArrayObject):
        for note in list(notes):
            medium = pdfs.MEDIA.get(str(note.get_object().get("/Subtype")))
            if medium:
                notes.remove(note)
                yield medium
    yield from _strip_photograph(dictionary)


def _strip_photograph(item: DictionaryObject) -> Iterator[str]:
    """A photograph on a page loses its properties; its pixels stay as they are."""
    if not isinstance(item, StreamObject) or item.get("/Filter") != "/DCTDecode":
        return
    body = item.get_data()
    if not pictures.is_picture(body):
        return
    copy = _picture_inside(body)
    StreamObject.set_data(item, copy.body)
    yield from copy.removed


def _picture_inside(body: bytes) -> CleanCopy:
    """A photograph in a document; one that is cut short stays as it is."""
    try:
        copy = _picture(body)
    except pictures.BrokenPictureError:
        return CleanCopy(body, ())
    return CleanCopy(
        copy.body, tuple(Sentence("图片里的{what}", what=words) for words in copy.removed)
    )


def _reachable(root: DictionaryObject) -> Iterator[DictionaryObject]:
    """Every dictionary of a document, each once, from its root along the references.

    One is yielded before its values are followed, so that what is taken off it is not.
    """
    waiting: list[object] = [root]
    seen: set[int] = set()
    while waiting:
        item = waiting.pop()
        item = item.get_object() if isinstance(item, IndirectObject) else item
        if id(item) in seen:
            continue
        seen.add(id(item))
        if isinstance(item, DictionaryObject):
            yield item
            waiting.extend(item.values())
        elif isinstance(item, ArrayObject):
            waiting.extend(item)


def _office(body: bytes) -> CleanCopy:
    """The document with its parts as they are, but for properties, template and photographs' words.

    What the text itself points at (macros, embedded files, outside pictures) cannot be taken off
    without harm. Raises UncleanableError.
    """
    archive = ooxml.open_zip(body)
    _refuse_active(office.read(body))
    dropped = frozenset(name for name in archive.namelist() if name.startswith(_PROPERTIES))
    removed: dict[str, None] = {}
    if dropped:
        removed[Sentence("文件属性（作者、标题、软件）")] = None
    if ooxml.unlisted(archive, body):
        removed[Sentence("夹在文件里的字节")] = None
    clean_body = io.BytesIO()
    with zipfile.ZipFile(clean_body, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in archive.namelist():
            if name not in dropped:
                part = _part(name, ooxml.part(archive, name), dropped)
                removed.update(dict.fromkeys(part.removed))
                entry = zipfile.ZipInfo(name, _EPOCH)
                copy.writestr(entry, part.body, zipfile.ZIP_DEFLATED)
    return CleanCopy(clean_body.getvalue(), tuple(removed))


_PROPERTIES = "docProps/"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # a zip has no earlier time
_REMOVABLE = frozenset({office.TEMPLATE, office.HIDDEN_BYTES})


def _refuse_active(document: Document) -> None:
    active = [
        words
        for rule, words in document.faults
        if rule is ACTIVE_ATTACHMENT and not words.startswith(tuple(_REMOVABLE))
    ]
    if active:
        raise UncleanableError(
            Sentence(
                "正文里用着{parts}，硬去掉文件会坏：请用原来的程序打开，删掉它们，再另存一份",
                parts=active,
            )
        )


def _part(name: str, body: bytes, dropped: frozenset[str]) -> CleanCopy:
    """One part: photographs without their words; no relation to a dropped part or a template.

    Raises UncleanableError for a picture of another type that says its place.
    """
    if pictures.is_picture(body):
        return _picture_inside(body)
    if name.lower().endswith(office.PICTURES) and pictures.other(body).faults:
        raise UncleanableError(
            Sentence(
                "图片 {name} 里有拍摄地点，这种格式不会清理：请换成 JPG 或 PNG 图片再放回去",
                name=name,
            )
        )
    if name.endswith(".rels"):
        return _without(body, lambda element: _is_loose(element, dropped))
    if name == "[Content_Types].xml":
        return _without(body, lambda element: element.get("PartName", "/")[1:] in dropped)
    if name == "word/settings.xml":
        return _without(body, lambda element: element.tag.endswith("}attachedTemplate"))
    return CleanCopy(body, ())


def _is_loose(relation: etree._Element, dropped: frozenset[str]) -> bool:
    is_template = relation.get("Type", "").endswith("/attachedTemplate")
    return is_template or relation.get("Target", "").lstrip("/") in dropped


def _without(body: bytes, is_removed: Callable[[etree._Element], bool]) -> CleanCopy:
    """An XML part without some of the elements below its root; as it was where there are none."""
    root = etree.fromstring(body, _PARSER)
    gone = [element for element in root if isinstance(element.tag, str) and is_removed(element)]
    for element in gone:
        root.remove(element)
    if not gone:
        return CleanCopy(body, ())
    is_template = any("attachedTemplate" in (e.get("Type") or e.tag) for e in gone)
    xml = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return CleanCopy(xml, (Sentence("别处的模板"),) if is_template else ())


_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
_CLEANERS: dict[str, Callable[[bytes], CleanCopy]] = {
    "PDF 文件": _pdf,
    "JPG 图片": _picture,
    "PNG 图片": _picture,
    "Word 文件": _office,
    "Excel 文件": _office,
}
