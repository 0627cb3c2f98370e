"""A data folder and a day -> the data folder as it was known on that day.

A version is known from the day it entered the log, which nobody can put back; `published` is typed
by clerks. What a county released at the beginning was public before there was a log: of that alone
`published` is believed.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mingbai.history import log, seals, versions
from mingbai.history.entries import Entry
from mingbai.history.log import Log
from mingbai.sentences import Sentence

_NO_PACKAGES = "open_data"


class NotKept(Exception):
    """A version that was known then is kept nowhere. The message says which, and what to do."""


@dataclass(frozen=True)
class Known:
    """What was laid. packages: how many. has_log: whether the log stands there as it was then.

    The log is left out where a former version had a person list, which is never kept: without it
    the version cannot be held against its entry. Its empty folder says that it was not lost.
    """

    packages: int
    has_log: bool


def known_from(entry: Entry, beginning: date | None) -> date:
    """The day from which a version is known. beginning: of the log, None for none."""
    is_first = entry.replaces is None and entry.released == beginning
    return min(entry.published, entry.released) if is_first else entry.released


def lay(
    root: Path,
    day: date,
    target: Path,
    present_digest: Callable[[str], str | None],
    always: Container[str] = (),
) -> Known:
    """Lay the packages of the data folder `root` as they were known on a day below `target`.

    present_digest: package path -> the digest of what it holds now, None where it is not there.
    always: kinds whose first version is taken where none was known yet. Raises NotKept.
    """
    whole = log.read(root)
    is_whole = True
    entries = tuple(_known(whole, day, always))
    for entry in entries:
        path = entry.package
        if present_digest(path) == entry.digest:
            shutil.copytree(root / path, target / path)
            continue
        version = root / versions.place(path, entry.digest)
        if not (version / versions.DESCRIPTOR).is_file():
            raise NotKept(
                Sentence(
                    "{path} 在 {day} 的那一版（{digest}…）没有留下来：从版本库取回 data/{place}。",
                    path=path,
                    day=day,
                    digest=entry.digest[:12],
                    place=versions.place(path, entry.digest),
                )
            )
        is_whole &= _lay_version(root, version, target / path)
    if (root / _NO_PACKAGES).is_dir():
        shutil.copytree(root / _NO_PACKAGES, target / _NO_PACKAGES)
    (target / log.FOLDER).mkdir(parents=True, exist_ok=True)
    if is_whole:
        _lay_log(root, whole, day, target)
    return Known(len(entries), has_log=is_whole)


def _known(whole: Log, day: date, always: Container[str]) -> Iterator[Entry]:
    """The newest entry of each package that was known on a day."""
    beginning = whole.entries[0].released if whole.entries else None
    known: dict[str, Entry] = {}
    for entry in whole.entries:
        is_needed = entry.kind in always and entry.package not in known
        if is_needed or known_from(entry, beginning) <= day:
            known[entry.package] = entry
    yield from known.values()


def _lay_version(root: Path, version: Path, folder: Path) -> bool:
    """Lay a version that is kept; whether nothing is missing of it."""
    shutil.copytree(version, folder, ignore=shutil.ignore_patterns(seals.FILE))
    path = "/".join(version.relative_to(root / versions.FOLDER).parts[:3])
    former = versions.read(root, path, version.name)
    return isinstance(former, versions.Version) and len(former.tables) == len(former.seal.tables)


def _lay_log(root: Path, whole: Log, day: date, target: Path) -> None:
    """The log's lines up to a day, its checkpoints up to them."""
    size = sum(entry.released <= day for entry in whole.entries)
    if not size:
        return
    (target / log.CHECKPOINTS).mkdir()
    lines = b"".join(line + b"\n" for line in whole.lines[:size])
    (target / log.PATH).write_bytes(lines)
    for checkpoint in whole.checkpoints:
        if checkpoint.size <= size:
            name = str(checkpoint.size)
            shutil.copyfile(root / log.CHECKPOINTS / name, target / log.CHECKPOINTS / name)
