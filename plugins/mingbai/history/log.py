"""`data/history/log.jsonl` -> Log: one entry a line, in the order of release."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Literal

from mingbai.history import canonical_json

Action = Literal["publish", "correct", "change", "withdraw", "erase"]
ACTIONS: tuple[Action, ...] = ("publish", "correct", "change", "withdraw", "erase")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log: a version of a package that entered it.

    digest: of the version's seal; replaces: that of the entry of this package before, None for the
    first. root: over the version's rows; rows: how many they are. digest, replaces and root are
    sha256 as 64 lower-case hex digits. released: the day it entered the log; published: the first
    day it was public, by its descriptor. approved_by: a post. form: which of its kind's forms.
    """

    action: Action
    approved_by: str
    digest: str
    form: int
    kind: str
    period: str
    published: date
    publisher: str
    released: date
    replaces: str | None
    root: str
    rows: int

    @property
    def package(self) -> str:
        """The path of its package below the data folder: `accounts/taiping/2026-06`."""
        return f"{self.kind}/{self.publisher}/{self.period}"


def line(entry: Entry) -> bytes:
    """An entry as its line without the line feed: the data of its leaf in the log's tree."""
    days = {"published": entry.published.isoformat(), "released": entry.released.isoformat()}
    return canonical_json.dump({**asdict(entry), **days})
