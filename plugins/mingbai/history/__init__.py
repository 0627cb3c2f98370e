"""What was published -> what is remembered of it: an append-only log that anyone can verify.

`canonical_json` is the one text of a log line, `merkle` the tree over them, `log` the entries.
"""

from mingbai.history import canonical_json, log, merkle

__all__ = ["canonical_json", "log", "merkle"]
