"""What was published -> what is remembered of it: an append-only log that anyone can verify.

`canonical` is the one form of a table, `seals` what a package says of its tables and `sealing`
writes. `gate` holds packages against the log: it compares them with their former `versions`
(`differences`) and with the `corrections` that were written. `log` reads `data/history/log.jsonl`
(an entry a line, `canonical_json` its one text) and compares it with its `checkpoints`; `merkle` is
the tree over the lines, `tiles` its published files, `notes` signs and opens signed notes,
`signatures` says who signed a checkpoint and whether they could.
"""

from mingbai.history import (
    canonical,
    canonical_json,
    checkpoints,
    corrections,
    differences,
    drafting,
    gate,
    log,
    log_rules,
    merkle,
    notes,
    releasing,
    sealing,
    seals,
    signatures,
    tiles,
    versions,
)

__all__ = [
    "canonical",
    "canonical_json",
    "checkpoints",
    "corrections",
    "differences",
    "drafting",
    "gate",
    "log",
    "log_rules",
    "merkle",
    "notes",
    "releasing",
    "sealing",
    "seals",
    "signatures",
    "tiles",
    "versions",
]
