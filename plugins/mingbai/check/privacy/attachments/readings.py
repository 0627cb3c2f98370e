"""What is read of each type of attachment, what is refused in it and what nobody sees: data."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class AttachmentReading:
    """A type of file. read: the places in it that are searched. refused: what it may not hold.

    unread: what the program cannot see, so that a person must look.
    """

    type: str
    read: str
    refused: str
    unread: str


@cache
def readings() -> tuple[AttachmentReading, ...]:
    """Every type, from `readings.csv` beside this module."""
    with Path(__file__).with_name("readings.csv").open(encoding="utf-8", newline="") as file:
        return tuple(AttachmentReading(**row) for row in csv.DictReader(file))
