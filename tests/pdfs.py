"""PDFs of one page, for tests of attachments."""

from __future__ import annotations

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
