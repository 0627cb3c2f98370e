"""Tables, files and prose -> the personal data in them that must not be published."""

from __future__ import annotations

from mingbai.issues import Issue
from mingbai.privacy import cells, lists
from mingbai.privacy.files import scan_file, scan_files, scan_prose, scan_text
from mingbai.privacy.lists import current
from mingbai.privacy.rules import RULES
from mingbai.tables import Table, Tables

__all__ = [
    "RULES", "current", "scan", "scan_file", "scan_files", "scan_prose", "scan_table", "scan_text",
]  # fmt: skip


def scan(tables: Tables) -> tuple[Issue, ...]:
    """Every table of a kind, or of an open data package: `scan_table` of each."""
    return tuple(issue for table in tables for issue in scan_table(table))


def scan_table(table: Table) -> tuple[Issue, ...]:
    """Personal data in one table, in the order of its rows.

    Looks at free text, codes, quantities, titles of columns, masks and ends of person lists.
    The values found are masked in the issues: a report never repeats a leak.
    """
    looks = (cells.free_text, cells.codes, cells.numbers, lists.masks, lists.columns, lists.ends)
    return tuple(sorted({i.order: i for look in looks for i in look(table)}.values(),
                        key=lambda issue: issue.order))  # fmt: skip
