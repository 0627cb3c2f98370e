"""Kind -> a template workbook; a filled workbook -> a data package, or a marked copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from mingbai.issues import Issue
from mingbai.model import Kind
from mingbai.workbook.archive import open_archive
from mingbai.workbook.importing import Imported, import_workbook
from mingbai.workbook.load import Loaded, load
from mingbai.workbook.marking import write_marked_copy
from mingbai.workbook.origins import Repair, RowOrigin
from mingbai.workbook.rules import RULES
from mingbai.workbook.template import template

__all__ = [
    "RULES",
    "Imported",
    "Loaded",
    "Repair",
    "RowOrigin",
    "import_workbook",
    "load",
    "refused",
    "template",
    "write_marked_copy",
    "write_template",
]


def write_template(
    kind: Kind, period: str, out: Path, choices: Mapping[str, Sequence[str]]
) -> None:
    """Write the template workbook of a kind, in the form of a period; choices: see `template`."""
    out.write_bytes(template(kind, period, choices))


def refused(path: Path) -> Issue | None:
    """The issue of a file that is not a workbook, or one that must not be opened; else None."""
    opened = open_archive(path.read_bytes(), path.name)
    return opened if isinstance(opened, Issue) else None
