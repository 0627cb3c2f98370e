"""Kind -> a template; a filled workbook -> a data package, or a marked copy; a list -> counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from mingbai.issues import Issue
from mingbai.model import Kind
from mingbai.workbook import lists
from mingbai.workbook.archive import open_archive
from mingbai.workbook.counting import CountedLists, CountsNotice, count_lists
from mingbai.workbook.importing import Imported, import_workbook
from mingbai.workbook.load import Loaded, load
from mingbai.workbook.marking import write_marked_copy
from mingbai.workbook.origins import Repair, RowOrigin
from mingbai.workbook.rules import RULES as WORKBOOK_RULES
from mingbai.workbook.template import template

__all__ = [
    "RULES",
    "CountedLists",
    "CountsNotice",
    "Imported",
    "Loaded",
    "Repair",
    "RowOrigin",
    "count_lists",
    "import_workbook",
    "load",
    "refused",
    "template",
    "write_marked_copy",
    "write_template",
]

RULES = (*WORKBOOK_RULES, *lists.RULES)


def write_template(
    kind: Kind, period: str, out: Path, choices: Mapping[str, Sequence[str]]
) -> None:
    """Write the template workbook of a kind, in the form of a period; choices: see `template`."""
    out.write_bytes(template(kind, period, choices))


def refused(path: Path) -> Issue | None:
    """The issue of a file that is not a workbook, or one that must not be opened; else None."""
    opened = open_archive(path.read_bytes(), path.name)
    return opened if isinstance(opened, Issue) else None
