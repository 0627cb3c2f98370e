"""words.csv -> the phrases that rules look for; an office corrects the file, not the code."""

from __future__ import annotations

import csv
import re
from pathlib import Path

_FILE = Path(__file__).parent / "words.csv"


def words(use: str) -> tuple[str, ...]:
    """Phrases of one use, longest first: catch_all, supplement, refusal. An unknown use fails."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        found = [row["word"] for row in csv.DictReader(file) if row["use"] == use]
    if not found:
        raise KeyError(use)
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def pattern(use: str) -> str:
    """A regular expression that finds any phrase of a use, as its one group."""
    return f"({'|'.join(re.escape(word) for word in words(use))})"
