"""Rows that one kind reads of another: what they are called, and which columns are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# What any kind may offer: what it added line by line, for a village's page to tell what is new.
# place: a place code. day: since when it is public. title: what it is, with its period. lines: how
# many. url: where they stand.
PUBLISHED_LINES = "published_lines"
LINES = {"place": "str", "day": "datetime64[s]", "title": "str", "lines": "int64", "url": "str"}


@dataclass(frozen=True)
class Frame:
    """Rows that another kind offers, as the kind that reads them knows them.

    kind: who offers them. name: what that kind calls them. columns: those that are read, each with
    its dtype as pandas writes it (`str`, `int64`, `Int64`, `datetime64[s]` …).
    """

    kind: str
    name: str
    columns: Mapping[str, str]

    @property
    def id(self) -> str:
        """`accounts.entries`."""
        return f"{self.kind}.{self.name}"
