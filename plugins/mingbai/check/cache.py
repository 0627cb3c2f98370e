"""Results of an earlier check, by the content of each package, so that it is not checked again.

The file lies in the user's cache folder, never beside the data, and is used by `mingbai check`
alone: what is published is always checked anew. A file that is damaged, or was written by another
version of the program, is ignored; everything is checked again and the file is replaced.
"""

from __future__ import annotations

import dataclasses
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from mingbai import fingerprints
from mingbai.issues import Issue, RowReference, Severity

_DIGEST_LENGTH = 64  # hexadecimal digits of a sha256


@dataclass(frozen=True)
class CheckInputs:
    """All that the result of a check depends on, but for the program itself.

    data, prose: folders; prose may be absent. as_of: the day against which lateness is computed,
    in ISO form, or empty for the newest publication date in the data.
    """

    data: Path
    prose: Path | None
    as_of: str

    @property
    def day(self) -> date | None:
        """`as_of` as a date, or None."""
        return date.fromisoformat(self.as_of) if self.as_of else None

    def fingerprint(self) -> str:
        """One sha256 over all inputs: equal inputs have equal results."""
        prose = fingerprints.tree(self.prose) if self.prose else ""
        return fingerprints.words(self.as_of, fingerprints.tree(self.data), prose)


@dataclass(frozen=True)
class PackageResult:
    """What a check found in one package by itself.

    is_valid: no issue in any cell of its tables, as far as single cells show. file_issues: of its
    attachments, forms, file names and descriptor. is_sealed: its tables are as their seals say.
    """

    is_valid: bool
    file_issues: tuple[Issue, ...] = ()
    is_sealed: bool = False


@dataclass(frozen=True)
class CachedCheck:
    """The results that earlier checks of one data folder left.

    packages: by `package.fingerprint`. inputs: the fingerprint of the last check's inputs.
    issues: all issues of that check, in order. note: why a file was ignored, for the user.
    """

    packages: Mapping[str, PackageResult] = field(default_factory=dict)
    inputs: str = ""
    issues: tuple[Issue, ...] = ()
    note: str = ""


def cache_file(data: Path) -> Path:
    """The file for the results of one data folder (`$XDG_CACHE_HOME/mingbai/….json`)."""
    home = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(home, "mingbai", f"{fingerprints.words(str(data.resolve()))[:16]}.json")


def load(file: Path, program: str) -> CachedCheck:
    """The results in a file; empty unless this same program wrote it and no byte has changed."""
    try:
        raw = file.read_bytes()
    except OSError:
        return CachedCheck()
    digest = raw[:_DIGEST_LENGTH].decode("ascii", "replace")
    body = raw[_DIGEST_LENGTH:].decode("utf-8", "replace")
    if fingerprints.words(body) != digest:
        return CachedCheck(note=f"记下的核对结果已损坏，不采用，全部重新核对：{file}")
    document = json.loads(body)
    if document["program"] != program:
        return CachedCheck()
    packages = {
        fingerprint: PackageResult(
            result["is_valid"], tuple(map(_issue, result["file_issues"])), result["is_sealed"]
        )
        for fingerprint, result in document["packages"].items()
    }
    return CachedCheck(packages, document["inputs"], tuple(map(_issue, document["issues"])))


def save(file: Path, program: str, results: CachedCheck) -> None:
    """Write the results in one step (a temporary file, then a rename).

    Where the folder cannot be written nothing is saved: a check works without its cache.
    """
    document = {
        "program": program,
        "packages": {
            fingerprint: {
                "is_valid": result.is_valid,
                "file_issues": _plain(result.file_issues),
                "is_sealed": result.is_sealed,
            }
            for fingerprint, result in results.packages.items()
        },
        "inputs": results.inputs,
        "issues": _plain(results.issues),
    }
    body = json.dumps(document, ensure_ascii=False)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=file.parent, delete=False
        ) as new:
            new.write(fingerprints.words(body) + body)
        Path(new.name).replace(file)
    except OSError:
        return


def _plain(issues: Iterable[Issue]) -> list[dict[str, Any]]:
    return [dataclasses.asdict(issue) for issue in issues]


def _issue(document: Mapping[str, Any]) -> Issue:
    rows = tuple(RowReference(**row) for row in document["rows"])
    return Issue(**{**document, "severity": Severity(document["severity"]), "rows": rows})
