"""A published tree <-> its record: what it was made from, and each file as it was left.

Records lie in the private folder beside an output, two files a tree and a third on the tasks that
made it, named by the inode of the tree's folder: a swap renames folders, so that the record of what
is served is found without a pointer that could be wrong. `.new` is the record of a tree that has
not been served yet.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")
_FORM = 1


class Stamp(NamedTuple):
    """A file as it was left: its sha256 (hex), size in bytes, time in ns, inode."""

    digest: str
    size: int
    mtime_ns: int
    inode: int


@dataclass(frozen=True)
class Header:
    """The short part of a record, which says whether anything changed.

    sequence: rises with each release. as_of: the day that the site speaks of. inputs: sha256 over
    what it was made from. inputs_seen, seen: how inputs and tree looked, unread, as
    `trees.signature` says it; "" where they must be read. files: how many. manifest: its sha256.
    """

    sequence: int
    as_of: str
    inputs: str
    inputs_seen: str
    seen: str
    files: int
    manifest: str

    def looks_like(self, inputs_seen: str, seen: str) -> bool:
        """Whether inputs and tree look as they did; never where they had to be read."""
        return bool(inputs_seen) and (self.inputs_seen, self.seen) == (inputs_seen, seen)


@dataclass(frozen=True)
class Listing:
    """The long part of a record: the files of a tree, and of what it was made from, by path."""

    files: Mapping[str, Stamp]
    inputs: Mapping[str, Stamp]


@dataclass(frozen=True)
class Record:
    """Both parts."""

    header: Header
    listing: Listing


@dataclass(frozen=True)
class TreeRecords:
    """The records in a folder."""

    folder: Path

    def header(self, tree: Path) -> Header | None:
        """Of a tree that is or was served; None where there is none that is sound."""
        return _read(self._header(tree.stat().st_ino), _as_header)

    def listing(self, tree: Path) -> Listing | None:
        """The files of that tree; None where the record is not sound."""
        return _read(self._listing(tree.stat().st_ino), _as_listing)

    def write(self, tree: Path, record: Record) -> None:
        """Put down the record of a tree that is about to be served, or of the one that is."""
        inode = tree.stat().st_ino
        listing = record.listing  # not by `asdict`, which copies every stamp
        _write(
            self._listing(inode), {"form": _FORM, "files": listing.files, "inputs": listing.inputs}
        )
        _write(self.folder / f"{inode}.new", {"form": _FORM, **asdict(record.header)})

    def served(self, tree: Path) -> None:
        """From now on the tree is one that was served."""
        inode = tree.stat().st_ino
        new = self.folder / f"{inode}.new"
        if new.exists():
            new.replace(self._header(inode))

    def drop(self, tree: Path) -> None:
        """From now on the tree is none that was served, as far as anyone knows."""
        self._header(tree.stat().st_ino).unlink(missing_ok=True)

    def forget(self, inodes: frozenset[int]) -> None:
        """Delete all records but those of trees with these inodes, and all that was not served."""
        names = (self._header, self._listing, self._tasks)
        names_of_trees = {name(inode) for inode in inodes for name in names}
        for file in sorted(self.folder.iterdir()):
            if file not in names_of_trees:
                file.unlink()

    def tasks(self, tree: Path) -> Path:
        """Where the record of the tasks that made a tree lies (`tasks.TaskRecord`)."""
        return self._tasks(tree.stat().st_ino)

    def _tasks(self, inode: int) -> Path:
        return self.folder / f"{inode}.tasks.json"

    def _header(self, inode: int) -> Path:
        return self.folder / f"{inode}.json"

    def _listing(self, inode: int) -> Path:
        return self.folder / f"{inode}.files.json"


def _read(file: Path, parse: Callable[[dict[str, Any]], T]) -> T | None:
    """What a file says; None where it is missing, damaged or of another form."""
    try:
        document = json.loads(file.read_bytes())
        return parse(document) if document.pop("form") == _FORM else None
    except (FileNotFoundError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _as_header(document: Mapping[str, Any]) -> Header:
    header = Header(**document)
    if not isinstance(header.sequence, int) or not isinstance(header.files, int):
        raise TypeError("no header")
    return header


def _as_listing(document: Mapping[str, Any]) -> Listing:
    files, inputs = (
        {path: Stamp(*stamp) for path, stamp in document[name].items()}
        for name in ("files", "inputs")
    )
    return Listing(files, inputs)


def _write(file: Path, document: Mapping[str, Any]) -> None:
    """A file in one step, on the disk before it has its name."""
    partial = file.with_name(f"{file.name}.part")
    body = json.dumps(document, ensure_ascii=False).encode(errors="surrogateescape")
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    try:
        while body:
            body = body[os.write(handle, body) :]
        os.fsync(handle)
    finally:
        os.close(handle)
    partial.replace(file)
