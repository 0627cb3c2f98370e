"""Clerks' workbooks: Kind -> template; a filled workbook -> data package, or marked and back."""

from __future__ import annotations

from pathlib import Path

from mingbai.model import Kind
from mingbai.workbook.hand_back import hand_back
from mingbai.workbook.importing import Imported, import_workbook
from mingbai.workbook.load import Loaded, load
from mingbai.workbook.rules import RULES
from mingbai.workbook.spots import Repair, Spot
from mingbai.workbook.template import template

__all__ = [
    "RULES", "Imported", "Loaded", "Repair", "Spot", "hand_back", "import_workbook", "load",
    "template", "write_template",
]  # fmt: skip


def write_template(kind: Kind, out: Path) -> None:
    """Write the workbook that a clerk fills in for a kind."""
    out.write_bytes(template(kind))
