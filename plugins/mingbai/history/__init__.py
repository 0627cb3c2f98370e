"""What was published -> what is remembered of it: an append-only log that anyone can verify.

`canonical` is the one form of a table, `seals` what a package says of its tables and `sealing`
writes. `canonical_json` is the one text of a log line, `merkle` the tree over them, `log` the
entries.
"""

from mingbai.history import canonical, canonical_json, log, merkle, sealing, seals

__all__ = ["canonical", "canonical_json", "log", "merkle", "sealing", "seals"]
