"""Packages by their content -> what an earlier check found in them, so that it need not look again.

Kept beside no data, in the user's own cache folder, and for checks alone: what gets published is
always read anew. A file that is damaged, or that another version of the program wrote, is not
believed: everything is checked again and the file is written anew.
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
from mingbai.issues import Issue, Severity

_SUM = 64  # hexadecimal digits of a sha256


@dataclass(frozen=True)
class Question:
    """What a check is asked: a data folder, perhaps prose, and the day that lateness is for.

    as_of: ISO, or empty for the newest publication date in the data.
    """

    data: Path
    prose: Path | None
    as_of: str

    @property
    def day(self) -> date | None:
        """The day as a date; None where the data itself gives it."""
        return date.fromisoformat(self.as_of) if self.as_of else None

    def print(self) -> str:
        """One fingerprint of it all: the same question has the same answer."""
        prose = fingerprints.tree(self.prose) if self.prose else ""
        return fingerprints.words(self.as_of, fingerprints.tree(self.data), prose)


@dataclass(frozen=True)
class Seen:
    """What one package was found to be, by itself.

    holds: nothing is wrong with any cell of its tables, as far as a cell can tell. files: what is
    wrong with its attachments, forms, names and descriptor.
    """

    holds: bool
    files: tuple[Issue, ...] = ()


@dataclass(frozen=True)
class Kept:
    """All that earlier checks of one data folder left.

    packages: by `package.fingerprint`. question, answer: the print of the last check's question,
    and all its issues. note: why an earlier file was not believed.
    """

    packages: Mapping[str, Seen] = field(default_factory=dict)
    question: str = ""
    answer: tuple[Issue, ...] = ()
    note: str = ""


def place(root: Path) -> Path:
    """The file that keeps the verdicts on one data folder (`$XDG_CACHE_HOME/mingbai/…`)."""
    home = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(home, "mingbai", f"{fingerprints.words(str(root.resolve()))[:16]}.json")


def load(file: Path, program: str) -> Kept:
    """What is kept in a file, if this very program wrote it and no byte of it has changed."""
    try:
        raw = file.read_bytes()
    except OSError:
        return Kept()
    sum_, body = raw[:_SUM].decode("ascii", "replace"), raw[_SUM:].decode("utf-8", "replace")
    if fingerprints.words(body) != sum_:
        return Kept(note=f"记下的核对结果已损坏，不采用，全部重新核对：{file}")
    known = json.loads(body)
    if known["program"] != program:
        return Kept()
    packages = {
        key: Seen(one["holds"], tuple(map(_issue, one["files"])))
        for key, one in known["packages"].items()
    }
    return Kept(packages, known["question"], tuple(map(_issue, known["answer"])))


def save(file: Path, program: str, kept: Kept) -> None:
    """Keep it, whole or not at all; a folder that cannot be written keeps nothing."""
    known = {
        "program": program,
        "packages": {
            key: {"holds": seen.holds, "files": _plain(seen.files)}
            for key, seen in kept.packages.items()
        },
        "question": kept.question,
        "answer": _plain(kept.answer),
    }
    body = json.dumps(known, ensure_ascii=False)
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


def _issue(known: Mapping[str, Any]) -> Issue:
    return Issue(**{**known, "severity": Severity(known["severity"])})
