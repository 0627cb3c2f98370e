"""Clerks' workbooks: Kind -> template; a filled workbook -> data package, or marked and back."""

from __future__ import annotations

from pathlib import Path

from mingbai.issues import Issue
from mingbai.model import Kind
from mingbai.workbook.archive import open_archive
from mingbai.workbook.hand_back import hand_back
from mingbai.workbook.importing import Imported, import_workbook
from mingbai.workbook.load import Loaded, load
from mingbai.workbook.rules import RULES
from mingbai.workbook.spots import Repair, Spot
from mingbai.workbook.template import template

__all__ = [
    "RULES",
    "Imported",
    "Loaded",
    "Repair",
    "Spot",
    "hand_back",
    "import_workbook",
    "load",
    "refused",
    "template",
    "write_template",
]


def write_template(kind: Kind, out: Path) -> None:
    """Write the workbook that a clerk fills in for a kind."""
    out.write_bytes(template(kind))


def refused(path: Path) -> Issue | None:
    """What is wrong with a file that is no workbook at all, or one that nobody may open."""
    opened = open_archive(path.read_bytes(), path.name)
    return opened if isinstance(opened, Issue) else None
