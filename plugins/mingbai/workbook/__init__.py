"""Kind -> a template; a filled workbook -> a data package, or a marked copy; a list -> counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from mingbai import exports
from mingbai.exports import Question
from mingbai.issues import Issue
from mingbai.model import FirstRows, Kind
from mingbai.workbook import lists, ods_sheets, old_sheets, text_sheets
from mingbai.workbook.archive import open_archive
from mingbai.workbook.completeness import expected, missing
from mingbai.workbook.counting import CountedLists, CountsNotice, count_lists
from mingbai.workbook.directory import agencies, first_rows_of, names_for, registry_of
from mingbai.workbook.excerpts import Excerpt, excerpts
from mingbai.workbook.export_sources import ExportSource, export_source
from mingbai.workbook.importing import (
    LEFT_OUT_REASON,
    NO_ANSWERS,
    Answers,
    Imported,
    import_workbook,
)
from mingbai.workbook.load import Loaded, load
from mingbai.workbook.marking import write_marked_copy
from mingbai.workbook.names import NO_NAMES, NameList, Names, Thing
from mingbai.workbook.origins import Repair, RowOrigin
from mingbai.workbook.recognition import Recognised, recognise
from mingbai.workbook.replacing import Why
from mingbai.workbook.rules import RULES as WORKBOOK_RULES
from mingbai.workbook.template import NO_ROWS, template

__all__ = [
    "LEFT_OUT_REASON",
    "NO_ANSWERS",
    "NO_NAMES",
    "NO_ROWS",
    "RULES",
    "Answers",
    "CountedLists",
    "CountsNotice",
    "Excerpt",
    "ExportSource",
    "Imported",
    "Loaded",
    "NameList",
    "Names",
    "Question",
    "Recognised",
    "Repair",
    "RowOrigin",
    "Thing",
    "Why",
    "agencies",
    "count_lists",
    "excerpts",
    "expected",
    "export_source",
    "first_rows_of",
    "import_workbook",
    "load",
    "missing",
    "names_for",
    "recognise",
    "refused",
    "registry_of",
    "template",
    "write_marked_copy",
    "write_template",
]

RULES = (*WORKBOOK_RULES, *lists.RULES, *exports.RULES)


def write_template(
    kind: Kind,
    period: str,
    out: Path,
    choices: Mapping[str, Sequence[str]],
    *,
    names: Names = NO_NAMES,
    rows: FirstRows = NO_ROWS,
) -> None:
    """Write the template workbook of a kind, in the form of a period; see `template`.

    Raises FileExistsError where there is a file already: what was typed is never overwritten.
    """
    body = template(kind, period, choices, names=names, rows=rows)
    with out.open("xb") as file:
        file.write(body)


def refused(path: Path) -> Issue | None:
    """The issue of a file that is no workbook and no CSV, or must not be opened; else None."""
    body = path.read_bytes()
    if text_sheets.is_text(path) or ods_sheets.is_ods(body, path.name):
        return None
    old = old_sheets.read(body, path.name)
    if old is not None:
        return old if isinstance(old, Issue) else None
    opened = open_archive(body, path.name)
    return opened if isinstance(opened, Issue) else None
