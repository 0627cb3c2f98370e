"""Sheets as platforms export them -> lines of a kind's tables, and what must be asked."""

from __future__ import annotations

from mingbai.workbook.layouts import memory
from mingbai.workbook.layouts.reading import ExportReader, is_export, read_exports
from mingbai.workbook.layouts.signs import SheetSigns, signs

__all__ = ["ExportReader", "SheetSigns", "is_export", "memory", "read_exports", "signs"]
