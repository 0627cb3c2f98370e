"""How packages stand to the log: the records that the gate makes, and release and pages read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mingbai.history.corrections import Correction
from mingbai.history.differences import Change
from mingbai.history.entries import Entry
from mingbai.history.seals import Seal
from mingbai.history.versions import Version
from mingbai.issues import Issue
from mingbai.read import Package, Tables
from mingbai.schema import Schemas


@dataclass(frozen=True)
class PackageStanding:
    """How a package stands to the log.

    seal: of what it holds now. entry: its newest in the log, None where it was never released.
    changes, added: what changed since that version, and the corrections written since; both empty
    where nothing did. former: that version, where it was needed.
    """

    package: Package
    seal: Seal
    entry: Entry | None
    changes: tuple[Change, ...] = ()
    added: tuple[Correction, ...] = ()
    former: Version | None = None

    @property
    def is_released(self) -> bool:
        """Whether the log's newest version of the package is what it holds now."""
        return self.entry is not None and self.entry.digest == self.seal.digest


@dataclass(frozen=True)
class Memory:
    """How every package of some kinds stands to the log. standings: by path. issues: unordered.

    Packages of earlier results that were never released, or are as they were released, have no
    standing.
    """

    standings: Mapping[str, PackageStanding]
    issues: tuple[Issue, ...]


@dataclass(frozen=True)
class Context:
    """What all packages of a kind are looked at with."""

    root: Path
    tables: Tables
    schemas: Schemas
    today: date
