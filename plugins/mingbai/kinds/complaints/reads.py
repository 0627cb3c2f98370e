"""Rows of other kinds that complaints are held against."""

from mingbai.county import Frame

LADDER = Frame("accountability", "ladder", {"measure": "str"})
READS = (LADDER,)
