"""A CSV as a spreadsheet program saves it -> a sheet of texts, read like any other.

WPS saves GB18030 without asking, Excel a byte order mark or tabs. The first line may be the Chinese
titles of a table or the names of its fields.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from mingbai.issues import Issue
from mingbai.read import encoding, limits
from mingbai.schema import Schema
from mingbai.workbook.rules import BROKEN_WORKBOOK
from mingbai.workbook.sheets import CELL_LIMIT, COLUMN_LIMIT, Cell, Stored, Worksheet

_TOP = 4_000
_FEWEST = 4
_LONGEST = 32_767  # characters that a cell of a workbook can hold


def is_text(path: Path) -> bool:
    """Whether a file is a CSV by its name."""
    return path.suffix.lower() in (".csv", ".tsv", ".txt")


def read(
    path: Path, schemas: Sequence[Schema], words: Sequence[str] = ()
) -> tuple[Worksheet | None, tuple[Issue, ...]]:
    """The sheet, named like the file, and what is to be said of its encoding.

    words: headings that a platform's export may have instead of ours. Of a file over the limits
    nothing is read.
    """
    if path.stat().st_size > limits.WORKBOOK_BYTES:
        return Worksheet(path.stem, is_too_large=True), ()
    raw = path.read_bytes()
    decoded = encoding.utf8(raw, path.name, _titles(raw, schemas, words))
    if decoded.body is None:
        return None, decoded.issues
    text = decoded.body.decode("utf-8")
    first = text.partition("\n")[0]
    is_tabbed = text.count("\t") > text.count(",")
    delimiter = "\t" if is_tabbed or ("\t" in first and "," not in first) else ","
    try:
        return _sheet(path.stem, text, delimiter), decoded.issues
    except csv.Error:
        broken = BROKEN_WORKBOOK.issue(path.name, found="有一格太长，多半是引号没有配对")
        return None, (*decoded.issues, broken)


def _sheet(name: str, text: str, delimiter: str) -> Worksheet:
    """The rows of a text; of one over the limits none. Raises csv.Error."""
    sheet, count = Worksheet(name), 0
    for number, line in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), start=1):
        if any(len(cell) > _LONGEST for cell in line):
            raise csv.Error  # as the module itself does, where nobody has raised its limit
        filled = {c: Cell(Stored.TEXT, cell) for c, cell in enumerate(line, start=1) if cell}
        count += len(filled)
        if count > CELL_LIMIT or len(line) > COLUMN_LIMIT:
            return Worksheet(name, is_too_large=True)
        if filled:
            sheet.rows[number] = filled
    return sheet


def _titles(raw: bytes, schemas: Sequence[Schema], words: Sequence[str]) -> list[str]:
    """The headings, Chinese or English, of the table that most of the first lines look like.

    Of an export those of the words that stand there, where they are at least four.
    """
    top = raw[:_TOP].decode("gb18030", "replace")
    choices = [
        [field.title if is_chinese else field.name for field in schema.fields if field.required]
        for schema in schemas
        for is_chinese in (True, False)
    ]
    likeliest = max(choices, key=lambda names: sum(name in top for name in names), default=[])
    here = [word for word in words if word in top]
    is_ours = 2 * sum(name in top for name in likeliest) >= len(likeliest)
    return here if not is_ours and len(here) >= _FEWEST else likeliest
