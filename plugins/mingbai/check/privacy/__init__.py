"""Tables, files and prose -> the personal data in them that must not be published."""

from __future__ import annotations

from mingbai.check.privacy import cells, documents, lists
from mingbai.check.privacy.cells import is_coded
from mingbai.check.privacy.files import scan_file, scan_files, scan_prose, scan_text
from mingbai.check.privacy.lists import current
from mingbai.check.privacy.rules import RULES
from mingbai.issues import Issue
from mingbai.read import Table, Tables

__all__ = [
    "RULES",
    "current",
    "documents",
    "is_coded",
    "scan",
    "scan_file",
    "scan_files",
    "scan_prose",
    "scan_table",
    "scan_text",
]


def scan(tables: Tables, passed: frozenset[str] = frozenset()) -> tuple[Issue, ...]:
    """Every table of a kind, or of an open data package: `scan_table` of each."""
    if not tables.packages:
        return ()
    return tuple(issue for table in tables for issue in scan_table(table, passed))


def scan_table(table: Table, passed: frozenset[str] = frozenset()) -> tuple[Issue, ...]:
    """Personal data in one table, in the order of its rows.

    Looks at free text, codes, quantities, titles of columns, masks and ends of person lists.
    passed: packages whose words an earlier check has read. What depends on a whole column is
    looked at always. The values found are masked: a report never repeats a leak.
    """
    looks = (cells.codes, cells.numbers, lists.masks, lists.columns, lists.ends)
    found = [*cells.free_text(table, passed), *(issue for look in looks for issue in look(table))]
    unique = {issue.order: issue for issue in found}
    return tuple(sorted(unique.values(), key=lambda issue: issue.order))
