"""Folders, files or strings -> one sha256: equal if and only if nothing in them changed."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

PROGRAM = Path(__file__).parent
COMPILED = "__pycache__"
_CHUNK = 1 << 16
_SETTLED_NS = 2_000_000_000  # coarser than the clock of any file system in use

Contents = Callable[[str, os.stat_result], str]
"""A plain file and its status -> the sha256 of its bytes."""

Stamp = tuple[int, int, int, int]
"""Size, time of modification and of change in nanoseconds, inode."""


class KnownContents:
    """The sha256 of files that were hashed before: only those whose stamp changed are read again.

    known: by its whole path. now: nanoseconds since 1970, before any file is looked at. settled:
    what is known of the files that were asked for, for the next time.

    A file that was written a moment before it was looked at is not kept, for a second edit within
    the same tick of the clock would leave its stamp as it is. An edit that forges size, both times
    and inode is not seen: what is published is hashed anew, and `mingbai verify` finds it.
    """

    def __init__(self, known: Mapping[str, tuple[Stamp, str]], now: int) -> None:
        self._known = known
        self._now = now
        self.settled: dict[str, tuple[Stamp, str]] = {}

    def __call__(self, file: str, status: os.stat_result) -> str:
        """The sha256 of a file, from before where its stamp is as it was."""
        stamp = _stamp(status)
        known = self.settled.get(file) or self._known.get(file)
        digest = known[1] if known and known[0] == stamp else content(Path(file))
        if max(stamp[1], stamp[2]) < self._now - _SETTLED_NS:
            self.settled[file] = (stamp, digest)
        return digest


def files(root: Path) -> Iterator[str]:
    """POSIX paths of all plain files below root, sorted within each folder; no link is followed."""
    return (path for path, status in _entries(root) if status)


def tree(root: Path, contents: Contents | None = None, passed_over: str = "") -> str:
    """Sha256 over a folder tree: each path, whether it is a plain file, and the files' contents.

    contents: where the sha256 of a file is known from; None: every file is read. passed_over: the
    name of folders that are not looked at.
    """
    digest = hashlib.sha256()
    for path, status in _entries(root, passed_over):
        digest.update(path.encode(errors="surrogateescape") + (b"\0" if status else b"\1"))
        if status:
            file = f"{root}/{path}"
            digest.update((contents(file, status) if contents else content(Path(file))).encode())
    return digest.hexdigest()


def content(file: Path) -> str:
    """Sha256 over the bytes of one file, however large."""
    digest = hashlib.sha256()
    with file.open("rb", buffering=0) as opened:
        # hashlib.file_digest clears 256 kB for each file: more than most files have
        while chunk := opened.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def stamps(root: Path, since: int) -> str:
    """Sha256 over a folder tree by the stamps of its files; "" where one is newer than `since`.

    since: nanoseconds since 1970. Nothing is read. Equal stamps are taken for equal contents, as
    `KnownContents` takes them.
    """
    digest = hashlib.sha256()
    for path, status in _entries(root):
        stamp = _stamp(status) if status else None
        if stamp and max(stamp[1], stamp[2]) >= since - _SETTLED_NS:
            return ""
        digest.update(f"{path}\0{stamp}\0".encode(errors="surrogateescape"))
    return digest.hexdigest()


def _stamp(status: os.stat_result) -> Stamp:
    return (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def _entries(root: Path, passed_over: str = "") -> Iterator[tuple[str, os.stat_result | None]]:
    """Path of everything below root, with the status of each plain file; no link is followed."""
    waiting = [""]
    while waiting:
        below = waiting.pop()
        folders = []
        for entry in _listing(f"{root}/{below}"):
            path = f"{below}{entry.name}"
            if not entry.is_dir(follow_symlinks=False):
                status = entry.stat(follow_symlinks=False)
                yield path, status if stat.S_ISREG(status.st_mode) else None
            elif entry.name != passed_over:
                yield path, None
                folders.append(f"{path}/")
        waiting += reversed(folders)


def _listing(folder: str) -> list[os.DirEntry[str]]:
    """What stands in a folder, sorted by name; nothing where there is none.

    A folder that cannot be listed is not an empty one: OSError.
    """
    try:
        with os.scandir(folder) as scanned:
            return sorted(scanned, key=lambda entry: entry.name)
    except FileNotFoundError:
        return []


def words(*parts: str) -> str:
    """Sha256 over strings, in their order."""
    return hashlib.sha256("\0".join(parts).encode(errors="surrogateescape")).hexdigest()


def installed() -> tuple[str, ...]:
    """The Python that runs this program, and the names with versions of all libraries, sorted."""
    libraries = {
        folder.name for place in sys.path if place for folder in Path(place).glob("*.dist-info")
    }
    return sys.version, *sorted(libraries)


def program(contents: Contents | None = None) -> str:
    """Sha256 over this program, the Python that runs it and the versions of all libraries."""
    return words(tree(PROGRAM, contents, COMPILED), *installed())
