"""Complaints -> channels, monthly statistics, the ledger, open longer than allowed."""

from mingbai.kinds.complaints.pages.complaints import disclose, dues, names, pages, panels

__all__ = [
    "disclose",
    "dues",
    "names",
    "pages",
    "panels",
]
