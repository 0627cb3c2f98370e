"""Complaints -> channels, monthly statistics, the ledger, open longer than allowed."""

from mingbai.kinds.complaints.pages.complaints import REGISTER

__all__ = [
    "REGISTER",
]
