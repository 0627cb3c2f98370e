"""Tables, files and prose -> the personal data in them that must not be published.

`small_counts` says what may be shown of counts of persons and of their sums.
"""

from __future__ import annotations

from mingbai.check.privacy import attachments, cells, lists, small_counts
from mingbai.check.privacy.cells import is_coded
from mingbai.check.privacy.files import scan_carried, scan_file, scan_files, scan_prose, scan_text
from mingbai.check.privacy.lists import current, hides_person
from mingbai.check.privacy.masking import masked
from mingbai.check.privacy.rules import RULES
from mingbai.check.privacy.verdicts import verdicts
from mingbai.issues import Issue
from mingbai.read import Table, Tables

__all__ = [
    "RULES",
    "attachments",
    "current",
    "hides_person",
    "is_coded",
    "masked",
    "scan",
    "scan_carried",
    "scan_file",
    "scan_files",
    "scan_prose",
    "scan_table",
    "scan_text",
    "small_counts",
    "verdicts",
]


def scan(tables: Tables, read_packages: frozenset[str] = frozenset()) -> tuple[Issue, ...]:
    """`scan_table` of every table of a kind, or of an open data package."""
    if not tables.packages:
        return ()
    return tuple(issue for table in tables for issue in scan_table(table, read_packages))


def scan_table(table: Table, read_packages: frozenset[str] = frozenset()) -> tuple[Issue, ...]:
    """Issues of personal data in one table, each once, unordered.

    Scans free text, codes, quantities, titles of columns, masks and ends of person lists.
    read_packages: paths of packages whose free text an earlier check has scanned; scans that
    depend on a whole column always run. Values in issues are masked.
    """
    scans = (cells.codes, cells.numbers, lists.masks, lists.columns, lists.ends)
    issues = [
        *cells.free_text(table, read_packages),
        *(issue for scan_columns in scans for issue in scan_columns(table)),
    ]
    unique = {issue.order: issue for issue in issues}
    return tuple(unique.values())
