"""Rows that one kind reads of another: what they are called, and which columns are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class CommonFrame:
    """Rows that any kind may offer, read of all kinds together (`County.offered`).

    name: what each kind calls them. columns: each with its dtype, as of a Frame.
    """

    name: str
    columns: Mapping[str, str]


# What a kind added line by line, for a village's page to tell what is new. place: a place code.
# day: since when it is public. title: what it is, with its period. lines: how many. url: where.
PUBLISHED_LINES = CommonFrame(
    "published_lines",
    {"place": "str", "day": "datetime64[s]", "title": "str", "lines": "int64", "url": "str"},
)


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
