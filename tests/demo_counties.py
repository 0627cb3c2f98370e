"""Demo counties of other sizes than the committed one, as folders made once in a run."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path

import county
from demo.size import Size
from mingbai.build import Checked
from mingbai.issues import Severity
from shared import Shared

SMALL = Size(towns=1, villages=1, groups=1, months=1)
MIDDLING = Size(towns=2, villages=4, groups=9, months=14, seed=7, until="2025-02")


def made(shared: Shared, size: Size) -> Path:
    """The county of this size, made once in a run. Nothing of it may be changed."""
    name = "-".join(f"{value}" for value in dataclasses.astuple(size))
    return shared.folder(f"county-{name}", lambda folder: county.county(folder, size))


def digest(folder: Path) -> dict[str, str]:
    """Path below the folder -> what is in the file."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def errors(checked: Checked) -> list[str]:
    """Where, of which rule and about what the errors of a county are."""
    return [
        f"{issue.path}:{issue.row}:{issue.field} {issue.code} {issue.found}"
        for issue in checked.issues
        if issue.severity is Severity.ERROR
    ]
