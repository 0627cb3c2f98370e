"""Rows of other kinds that payments lead to."""

from mingbai.county import Frame

SHEETS = Frame("accounts", "sheets", {"book_id": "str", "period": "str", "url": "str"})
READS = (SHEETS,)
