"""What was published -> what is remembered of it: an append-only log that anyone can verify.

`canonical` is the one form of a table, `seals` what a package says of its tables and `sealing`
writes. `gate` holds packages against the log: it compares them with their former `versions`
(`differences`) and with the `corrections` that were written; `absences` are packages that are gone.
`log` reads `data/history/log.jsonl` (an entry a line, `canonical_json` its one text) and compares
it with its `checkpoints`; `merkle` is the tree over the lines, `tiles` its published files, `notes`
signs and opens signed notes, `signatures` says who signed a checkpoint and whether they could,
`served` what of it is published. `releases` is every version that entered the log, with what it
changed and why. `manifest` is the list of a site's files, `compressed` what a server may hand out
for them, `verification` proves a site by all of these.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mingbai.history import (
        absences,
        canonical,
        canonical_json,
        checkpoints,
        compressed,
        corrections,
        differences,
        drafting,
        erasing,
        formers,
        gate,
        known,
        log,
        log_rules,
        manifest,
        merkle,
        notes,
        reasons,
        releases,
        releasing,
        sealing,
        seals,
        served,
        signatures,
        standings,
        tiles,
        verification,
        versions,
        withdrawing,
    )

__all__ = [
    "absences",
    "canonical",
    "canonical_json",
    "checkpoints",
    "compressed",
    "corrections",
    "differences",
    "drafting",
    "erasing",
    "formers",
    "gate",
    "known",
    "log",
    "log_rules",
    "manifest",
    "merkle",
    "notes",
    "reasons",
    "releases",
    "releasing",
    "sealing",
    "seals",
    "served",
    "signatures",
    "standings",
    "tiles",
    "verification",
    "versions",
    "withdrawing",
]


def __getattr__(name: str) -> Any:
    """Imports a module on first use: `manifest` alone must load without pandas."""
    if name in __all__:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
