"""What was published -> what is remembered of it: an append-only log that anyone can verify.

`log` reads `data/history/log.jsonl` (an entry a line, `canonical_json` its one text) and compares
it with its `checkpoints`; `merkle` is the tree over the lines, `tiles` its published files, `notes`
signs and opens signed notes, `signatures` says who signed a checkpoint and whether they could,
`served` what of it is published. `manifest` is the list of a site's files.
"""

from mingbai.history import (
    canonical_json,
    checkpoints,
    log,
    log_rules,
    manifest,
    merkle,
    notes,
    served,
    signatures,
    tiles,
    verification,
)

__all__ = [
    "canonical_json",
    "checkpoints",
    "log",
    "log_rules",
    "manifest",
    "merkle",
    "notes",
    "served",
    "signatures",
    "tiles",
    "verification",
]
