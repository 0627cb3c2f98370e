"""A folder -> what stands in it: of each entry its mode, size, time of modification and inode."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from mingbai import fingerprints

FILE_MODE = stat.S_IFREG | 0o444
FOLDER_MODE = stat.S_IFDIR | 0o755
_TYPE = 0o170000  # the bits of a mode that say what sort an entry is (stat.S_IFMT, asked less)
_TICK_NS = 50_000_000  # file systems stamp files by ticks of some milliseconds


class Seen(NamedTuple):
    """What one entry looks like, unread. Of a folder only the mode counts; the rest is 0.

    mode: with the type of the entry. size: bytes. mtime_ns: nanoseconds since 1970.
    """

    mode: int
    size: int
    mtime_ns: int
    inode: int

    @property
    def is_plain(self) -> bool:
        """Whether it is a plain file: neither folder, link, pipe nor device."""
        return stat.S_ISREG(self.mode)

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder, and no link to one."""
        return stat.S_ISDIR(self.mode)


def look(file: Path) -> Seen:
    """What one file looks like."""
    status = file.lstat()
    return Seen(status.st_mode, status.st_size, status.st_mtime_ns, status.st_ino)


def scan(root: Path, skipped: Collection[str] = ()) -> dict[str, Seen]:
    """Every entry below root by its POSIX path, in order; no link is followed.

    skipped: names of folders that are left out, wherever they are. An absent root has no entries;
    a folder that cannot be listed raises OSError.
    """
    seen: dict[str, Seen] = {}
    waiting = [""] if root.exists() else []
    top = os.fspath(root)
    while waiting:
        below = waiting.pop()
        with os.scandir(f"{top}/{below}") as listed:
            entries = sorted((entry.name, entry) for entry in listed)
        for name, entry in entries:
            if name in skipped:
                continue
            path = below + name
            status = entry.stat(follow_symlinks=False)
            mode = status.st_mode
            if stat.S_ISDIR(mode):
                seen[path] = Seen(mode, 0, 0, 0)
                waiting.append(f"{path}/")
            else:
                seen[path] = Seen(mode, status.st_size, status.st_mtime_ns, status.st_ino)
    return seen


def remove(root: Path) -> None:
    """Delete a folder of our own, with all that is in it; no link is followed.

    Nobody else writes there: `shutil.rmtree`, which reckons with that, takes half as long again.
    """
    folders = [os.fspath(root)]
    for folder in folders:  # grows while it is walked: those above stand before those below
        with os.scandir(folder) as listed:
            for entry in listed:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                else:
                    os.unlink(entry.path)  # noqa: PTH108  # a county has 50,000 files
    for folder in reversed(folders):
        os.rmdir(folder)  # noqa: PTH106


def signature(seen: Mapping[str, Seen]) -> str:
    """One sha256 over what was seen; equal where nothing was changed since."""
    lines = ["%s\n%d %d %d %d" % (path, *one) for path, one in seen.items()]  # noqa: UP031  # faster
    return fingerprints.words(*lines)


@dataclass(frozen=True)
class Outline:
    """How a folder looks, packed: all that `signature` needs, without a record of each entry.

    lines: as `signature` has them. newest_ns: the newest time of modification of any file.
    """

    lines: Sequence[str]
    newest_ns: int


def outline(root: Path, prefix: str = "", skipped: Collection[str] = ()) -> Outline:
    """What `scan` would see, at less cost. prefix: before each path."""
    lines: list[str] = []
    newest = 0
    waiting = [""] if root.exists() else []
    top = os.fspath(root)
    while waiting:
        below = waiting.pop()
        with os.scandir(f"{top}/{below}") as listed:
            entries = sorted([(entry.name, entry) for entry in listed])
        for name, entry in entries:
            if name in skipped:
                continue
            status = entry.stat(follow_symlinks=False)
            mode = status.st_mode
            if mode & _TYPE == stat.S_IFDIR:
                lines.append(f"{prefix}{below}{name}\n{mode} 0 0 0")
                waiting.append(f"{below}{name}/")
                continue
            time_ns = status.st_mtime_ns
            newest = max(newest, time_ns)
            lines.append(
                f"{prefix}{below}{name}\n{mode} {status.st_size} {time_ns} {status.st_ino}"
            )
    return Outline(lines, newest)


def is_settled(newest_ns: int) -> bool:
    """Whether all was written so long ago that a change from now on would show in its time."""
    return newest_ns < time.time_ns() - _TICK_NS
