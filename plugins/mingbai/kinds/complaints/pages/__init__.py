"""Complaints -> channels, monthly statistics, the ledger, open longer than allowed."""

from mingbai.kinds.complaints.pages.complaints import REGISTER, pages

__all__ = [
    "REGISTER",
    "pages",
]
