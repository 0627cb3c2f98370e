"""Comments and their boxes of one sheet -> the same with the notes of marks, hers as they were.

A note of a mark begins with 【明白】; where a cell has a comment of its own, the note stands behind
it. What stands behind the sign is taken away again by the next round.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from mingbai.workbook.sheets import position
from mingbai.workbook.splices import Element, Splice, appended, applied, elements

SIGN = "【明白】"
AUTHOR = "明白"
_LIMIT = 2000
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
EMPTY_COMMENTS = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{_MAIN}">'
    "<authors/><commentList/></comments>"
).encode()
EMPTY_BOXES = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" '
    b'xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap '
    b'v:ext="edit" data="1"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" '
    b'o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path '
    b'gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)
_SHAPE = re.compile(rb"<v:shape\b(?![a-z]).*?</v:shape>", re.DOTALL)


def noted_cells(comments: bytes) -> frozenset[str]:
    """The cells that have the note of a mark."""
    tags = elements(comments, ("comment",))
    return frozenset(
        one.attributes["ref"] for one in tags if SIGN.encode() in comments[one.start : one.end]
    )


def with_notes(comments: bytes, boxes: bytes, notes: Mapping[str, str]) -> tuple[bytes, bytes]:
    """Both parts without the notes of an earlier round, and with these: cell -> text."""
    comments, gone = _without_notes(comments)
    for ref in gone:
        boxes = _without_box(boxes, ref)
    if not notes:
        return comments, boxes
    comments, author = _with_author(comments)
    tags = elements(comments, ("commentList", "comment", "text"))
    [listed] = [one for one in tags if one.tag == "commentList"]
    texts = [one for one in tags if one.tag == "text"]
    by_cell = {one.attributes["ref"]: one for one in tags if one.tag == "comment"}
    p = f"{listed.prefix}:" if listed.prefix else ""
    splices: list[Splice] = []
    new: list[bytes] = []
    for ref, text in sorted(notes.items(), key=lambda pair: position(pair[0])):
        if ref in by_cell:
            inner = next(t for t in texts if by_cell[ref].start < t.start < by_cell[ref].end)
            splices.append(appended(inner, _run(p, f"\n\n{SIGN}{text}")))
        else:
            run = _run(p, f"{SIGN}{text}").decode()
            new.append(
                f'<{p}comment ref="{ref}" authorId="{author}"><{p}text>{run}</{p}text>'
                f"</{p}comment>".encode()
            )
            boxes = _with_box(boxes, ref)
    splices.append(appended(listed, b"".join(new)))
    return applied(comments, splices), boxes


def _run(prefix: str, text: str) -> bytes:
    inner = escape(text[:_LIMIT])
    return f'<{prefix}r><{prefix}t xml:space="preserve">{inner}</{prefix}t></{prefix}r>'.encode()


def _without_notes(comments: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The part without what stands behind the sign, and the cells that have no comment any more."""
    tags = elements(comments, ("comment", "text", "t", "r"))
    splices: list[Splice] = []
    gone: list[str] = []
    for one in (e for e in tags if e.tag == "comment"):
        inner = [e for e in tags if one.start < e.start < one.end]
        pieces = [e for e in inner if e.tag == "t"]
        texts = [_text(comments, e) for e in pieces]
        if SIGN not in "".join(texts):
            continue
        if not "".join(texts).partition(SIGN)[0].strip():
            gone.append(one.attributes["ref"])
            splices.append(Splice(one.start, one.end, b""))
            continue
        first = next(i for i, text in enumerate(texts) if SIGN in text)
        her_text = texts[first].partition(SIGN)[0].rstrip("\n")
        for number, (piece, text) in enumerate(zip(pieces, texts, strict=True)):
            run = next((r for r in inner if r.tag == "r" and r.start < piece.start < r.end), piece)
            if number > first or (number == first and not her_text):
                splices.append(Splice(run.start, run.end, b""))
            elif number == first and text != her_text:
                splices.append(Splice(piece.body, piece.stop, escape(her_text).encode()))
    return applied(comments, splices), tuple(gone)


def _text(xml: bytes, element: Element) -> str:
    inner = xml[element.body : element.stop].decode()
    return ET.fromstring(f"<t>{inner}</t>").text or ""  # noqa: S314 was parsed before


def _with_author(comments: bytes) -> tuple[bytes, int]:
    """The part with the author of the notes, and the number of that author."""
    tags = elements(comments, ("authors", "author"))
    authors = [_text(comments, one) for one in tags if one.tag == "author"]
    if AUTHOR in authors:
        return comments, authors.index(AUTHOR)
    [listed] = [one for one in tags if one.tag == "authors"]
    p = f"{listed.prefix}:" if listed.prefix else ""
    more = appended(listed, f"<{p}author>{AUTHOR}</{p}author>".encode())
    return applied(comments, [more]), len(authors)


def _is_of(shape: bytes, ref: str) -> bool:
    row, column = position(ref)
    inside = re.sub(rb"\s", b"", shape)
    wanted = f"Row>{row - 1}<", f"Column>{column - 1}<"
    return all(word.encode() in inside for word in wanted)


def _without_box(boxes: bytes, ref: str) -> bytes:
    return _SHAPE.sub(lambda found: b"" if _is_of(found[0], ref) else found[0], boxes)


def _with_box(boxes: bytes, ref: str) -> bytes:
    row, column = position(ref)
    used = [int(number) for number in re.findall(rb"_x0000_s(\d+)", boxes)]
    number = max([1024, *used]) + 1
    shape = (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;'
        'margin-left:60pt;margin-top:2pt;width:240pt;height:105pt;z-index:1;visibility:hidden" '
        'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:path '
        'o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"/><x:ClientData '
        f'ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{column}, 15, '
        f"{max(row - 2, 0)}, 2, {column + 4}, 15, {row + 5}, 4</x:Anchor><x:AutoFill>False"
        f"</x:AutoFill><x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData>"
        "</v:shape>"
    )
    place = boxes.rindex(b"</xml>")
    return boxes[:place] + shape.encode() + boxes[place:]
