"""word_lists.csv -> the phrases that rules look for; an office corrects the file, not the code."""

from __future__ import annotations

import csv
import re
from pathlib import Path

_FILE = Path(__file__).parent / "word_lists.csv"


def word_list(use: str) -> tuple[str, ...]:
    """The phrases of one use (catch_all, supplement, refusal), longest first.

    Raises KeyError for an unknown use.
    """
    with _FILE.open(encoding="utf-8", newline="") as file:
        phrases = [row["word"] for row in csv.DictReader(file) if row["use"] == use]
    if not phrases:
        raise KeyError(use)
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


def pattern(use: str) -> str:
    """A regular expression that finds any phrase of a use, as its one group."""
    return f"({'|'.join(re.escape(phrase) for phrase in word_list(use))})"
