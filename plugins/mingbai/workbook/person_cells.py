"""Cells that name persons in full -> the same cells with the persons hidden, in a workbook's parts.

For the copy that is handed back and may be handed on; the clerk's own workbook stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

from mingbai.workbook import parts
from mingbai.workbook.archive import Archive
from mingbai.workbook.book_parts import BookParts
from mingbai.workbook.sheets import column_letters, position
from mingbai.workbook.splices import Element, Splice, applied, elements

Hidden = Mapping[tuple[str, str], str]


def hide_persons(book: BookParts, archive: Archive, hidden: Hidden) -> None:
    """Write texts instead of what stands in some cells, and forget strings that only they had.

    hidden: (sheet, cell) -> its text. A cell with a formula stays: what it shows stands elsewhere.
    Raises ValueError for bad XML.
    """
    if not hidden:
        return
    free: set[int] = set()
    used: set[int] = set()
    for sheet in archive.sheets:
        xml = book.read(sheet.part)
        splices: list[Splice] = []
        row = column = 0
        tags = elements(xml, ("row", "c", "v", "f"))
        for cell, inner in _cells(tags):
            if cell.tag == "row":
                row, column = int(cell.attributes.get("r", row + 1)), 0
                continue
            ref = cell.attributes.get("r") or f"{column_letters(column + 1)}{row}"
            column = position(ref)[1]
            text = hidden.get((sheet.name, ref))
            is_hidden = text is not None and "f" not in inner
            if cell.attributes.get("t") == "s" and "v" in inner:
                value = inner["v"]
                (free if is_hidden else used).add(int(xml[value.body : value.stop]))
            if text is not None and is_hidden:
                splices.append(Splice(cell.start, cell.end, _written(cell, ref, text)))
        book.write(sheet.part, applied(xml, splices))
    _forget(book, free - used)


def _cells(tags: Iterable[Element]) -> Iterable[tuple[Element, dict[str, Element]]]:
    """Rows and cells in their order, each cell with its value and formula by tag."""
    found: list[tuple[Element, dict[str, Element]]] = []
    for one in tags:
        if one.tag in ("row", "c"):
            found.append((one, {}))
        else:
            found[-1][1][one.tag] = one
    return found


def _written(cell: Element, ref: str, text: str) -> bytes:
    """The cell with its format and another text."""
    p = f"{cell.prefix}:" if cell.prefix else ""
    style = f' s="{cell.attributes["s"]}"' if "s" in cell.attributes else ""
    inner = f"<{p}is><{p}t>{escape(text)}</{p}t></{p}is>"
    return f'<{p}c r="{ref}"{style} t="inlineStr">{inner}</{p}c>'.encode()


def _forget(book: BookParts, numbers: set[int]) -> None:
    """Empty some of the shared strings; the others keep their numbers."""
    strings = parts.one(book.archive, book.book, parts.STRINGS)
    if strings is None or not numbers:
        return
    xml = book.read(strings)
    splices = []
    for number, one in enumerate(elements(xml, ("si",))):
        if number in numbers:
            p = f"{one.prefix}:" if one.prefix else ""
            splices.append(Splice(one.start, one.end, f"<{p}si><{p}t/></{p}si>".encode()))
    book.write(strings, applied(xml, splices))
