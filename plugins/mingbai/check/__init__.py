"""Tables and the County -> Verdicts: what every rule looked at, found and proved.

`intake` reads a data folder and scans it for personal data, `references` checks identities over
all kinds, `series` unrolls what has to come again and again, `clock` says how each duty stands,
`reconciliations` compares what two kinds say of one thing, `answers` looks whether what is replied
to was ever there (`row_ids`). `privacy` and `open_data` are rules of
their own, `telephones` is the form of one; `order` sorts issues; `cache` keeps results from one
check to the next, of which `kept` and `kept_references` take what still stands.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mingbai.check import (
        answers,
        cache,
        clock,
        intake,
        kept,
        kept_references,
        open_data,
        order,
        privacy,
        prose,
        reconciliations,
        references,
        row_ids,
        series,
        telephones,
    )
    from mingbai.check.rules import (
        DAY,
        Check,
        Numbering,
        Proofs,
        Verdict,
        check,
        faults,
        lookup,
        prove,
        public_since,
        published,
        publisher,
        skipped_numbers,
    )

__all__ = [
    "DAY",
    "Check",
    "Numbering",
    "Proofs",
    "Verdict",
    "answers",
    "cache",
    "check",
    "clock",
    "faults",
    "intake",
    "kept",
    "kept_references",
    "lookup",
    "open_data",
    "order",
    "privacy",
    "prose",
    "prove",
    "public_since",
    "published",
    "publisher",
    "reconciliations",
    "references",
    "row_ids",
    "series",
    "skipped_numbers",
    "telephones",
]

_VOCABULARY = frozenset(
    {
        "DAY",
        "Check",
        "Numbering",
        "Proofs",
        "Verdict",
        "check",
        "faults",
        "lookup",
        "prove",
        "public_since",
        "published",
        "publisher",
        "skipped_numbers",
    }
)


def __getattr__(name: str) -> Any:
    """Imports the vocabulary of rules on first use: `cache` alone must load without pandas."""
    if name in _VOCABULARY:
        return getattr(import_module(f"{__name__}.rules"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
