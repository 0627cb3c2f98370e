"""Rows of other kinds that decisions are held against."""

from mingbai.county import Frame

BROKEN = Frame("commitments", "late_promises", {"commitment_no": "str", "unit": "str"})
READS = (BROKEN,)
