"""Rows of other kinds that stand beside the books."""

from mingbai.county import Frame

# A village's book: the rent that was due to it and not paid, in 分.
ARREARS = Frame("holdings", "arrears", {"book_id": "str", "value": "int64"})
READS = (ARREARS,)
