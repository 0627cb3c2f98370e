"""PDFs of one page, for tests of attachments."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping

import pypdf
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject


def line(text: str) -> DecodedStreamObject:
    """What a page with a line of text draws."""
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode())
    return stream


def lined(text: str) -> pypdf.PdfWriter:
    """A writer of one page with a line of text."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(300, 300)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    page[NameObject("/Contents")] = writer._add_object(line(text))
    return writer


def _stream(number: int, head: bytes, data: bytes) -> bytes:
    body = zlib.compress(data)
    size = b"/Length %d/Filter/FlateDecode" % len(body)
    return b"%d 0 obj\n<<%s%s>>\nstream\n%s\nendstream\nendobj\n" % (number, head, size, body)


def _packed_objects(number: int, objects: Mapping[int, bytes]) -> bytes:
    heads = body = b""
    for name, text in objects.items():
        heads += b"%d %d " % (name, len(body))
        body += text + b" "
    return _stream(number, b"/Type/ObjStm/N %d/First %d" % (len(objects), len(heads)), heads + body)


def packed(objects: Mapping[int, bytes], before: bytes = b"", unlisted: int = 0) -> bytes:
    """A PDF that packs its objects into a stream and lists them in one, as programs do today.

    objects: by number; a first revision needs a catalogue (1), pages (2, 3), properties (4).
    before: the revisions that stand in front of it. unlisted: an object that no list names.
    """
    start = before or b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"
    first = 100 + start.count(b"/ObjStm") * 2
    body = start + _packed_objects(first, objects)
    numbers = [number for number in objects if number != unlisted]
    places = {number: (2, first, at) for at, number in enumerate(objects) if number in numbers}
    places[first] = (1, len(start), 0)
    places[first + 1] = (1, len(body), 0)
    rows = b"".join(struct.pack(">BIB", *places[number]) for number in sorted(places))
    index = b" ".join(b"%d 1" % number for number in sorted(places))
    head = b"/Type/XRef/W[1 4 1]/Index[%s]/Size 200/Root 1 0 R/Info 4 0 R" % index
    if before:
        head += b"/Prev %d" % int(before.rpartition(b"startxref\n")[2].split()[0])
    return body + _stream(first + 1, head, rows) + b"startxref\n%d\n%%%%EOF\n" % len(body)


PACKED_PAGE = {
    1: b"<</Type/Catalog/Pages 2 0 R>>",
    2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    4: b"<</Title(ok)>>",
}
"""Objects of a page without a word, for `packed`."""
