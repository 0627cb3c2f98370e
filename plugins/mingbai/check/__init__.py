"""Tables and the County -> Verdicts: what every rule looked at, found and proved.

`intake` takes a data folder through reading and privacy, `references` joins the kinds by their
identities, `clock` says what was due when. `privacy` and `open_data` are rules of their own;
`memory` keeps verdicts from one check to the next.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mingbai.check import clock, intake, memory, open_data, privacy, references
    from mingbai.check.rules import (
        DAY,
        Check,
        Proofs,
        Verdict,
        check,
        faults,
        lookup,
        prove,
        published,
    )

__all__ = [
    "DAY",
    "Check",
    "Proofs",
    "Verdict",
    "check",
    "clock",
    "faults",
    "intake",
    "lookup",
    "memory",
    "open_data",
    "privacy",
    "prove",
    "published",
    "references",
]

_VOCABULARY = frozenset(
    {"DAY", "Check", "Proofs", "Verdict", "check", "faults", "lookup", "prove", "published"}
)


def __getattr__(name: str) -> Any:
    """Loads the vocabulary of rules when it is asked for: `memory` alone must answer at once."""
    if name in _VOCABULARY:
        return getattr(import_module(f"{__name__}.rules"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
