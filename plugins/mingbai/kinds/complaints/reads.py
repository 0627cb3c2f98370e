"""Rows of other kinds that complaints are held against."""

from mingbai.county import Frame

LADDER = Frame("accountability", "ladder", {"measure": "str"})
CASES = Frame("completions", "cases", {"receipt_no": "str"})
READS = (LADDER, CASES)
