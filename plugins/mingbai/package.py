"""Folder -> Package: our own gate, before any library opens a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Package:
    """One published period of one publisher: `data/<kind>/<publisher>/<period>/`.

    root: the data folder. path: POSIX path below it (`accounts/taiping/2026-06`). files: table
    name -> POSIX path below root. published, approved_by: as its descriptor says.
    """

    root: Path
    path: str
    kind: str
    publisher: str
    period: str
    title: str
    published: date
    approved_by: str
    files: Mapping[str, str]
    descriptor: Mapping[str, Any]
