"""An import over a package of the log -> its former version kept, its changes with reasons."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

from mingbai import history
from mingbai.history.differences import Change
from mingbai.history.drafting import FILE as CORRECTIONS
from mingbai.history.drafting import DraftRefused, Grounds, SealedPackage
from mingbai.model import Kind
from mingbai.schema import Schemas

__all__ = ["CORRECTIONS", "Why", "find", "seal"]

Why = Callable[[Change], Grounds]
_CHINA = timezone(timedelta(hours=8))


def find(root: Path, place: str, kind: Kind) -> SealedPackage | None:
    """The package at a place, if it is the version that the log has; None otherwise."""
    entry = history.log.read(root).newest.get(place)
    if entry is None:
        return None
    present = history.drafting.sealed_package(root, place, _schemas(kind))
    return present if present and present.seal.digest == entry.digest else None


def seal(
    staged: Path, place: str, kind: Kind, replaced: SealedPackage | None, why: Why | None
) -> None:
    """Seal a package that an import wrote; draft its corrections where it replaces another.

    What cannot be sealed or drafted is left as it is: the check that follows says why.
    """
    _keep_corrections(staged / place)
    history.sealing.seal_folder(staged, {kind.name: _schemas(kind)}, [place])
    if replaced is not None:
        replaced.keep(staged)
        if why is not None:
            try:
                today = datetime.now(_CHINA).date()
                history.drafting.correct(staged, place, _schemas(kind), why, today)
            except DraftRefused:
                return


def _keep_corrections(folder: Path) -> None:
    """Name the corrections that a package had before in its new descriptor."""
    if not (folder / CORRECTIONS).exists():
        return
    descriptor = folder / "datapackage.json"
    document = json.loads(descriptor.read_text("utf-8"))
    name = history.corrections.SCHEMA.name
    document["resources"].append({"name": name, "path": CORRECTIONS})
    descriptor.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", "utf-8")


def _schemas(kind: Kind) -> Schemas:
    return (*kind.schemas, history.corrections.SCHEMA)
