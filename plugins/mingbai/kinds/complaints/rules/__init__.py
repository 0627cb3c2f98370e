"""Rules of complaints: deadlines in working days, an end that has a finding, totals that agree."""

from mingbai.kinds.complaints.rules.complaints import CHECKS, expected_due

__all__ = [
    "CHECKS",
    "expected_due",
]
