"""Two folders -> each in the other's place in one step; a link -> another target in one step.

renameat2 with RENAME_EXCHANGE is atomic. Whether it works is tried beforehand, on empty folders,
and whether the site's own folder can be moved, by a rename that must fail: a mount point cannot,
nor can a folder in a lower layer of an overlay.
"""

from __future__ import annotations

import ctypes
import errno
import os
import tempfile
from enum import Enum
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_LACKING = {errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP}


class Obstacle(Enum):
    """Why a folder cannot be exchanged. MOUNT: it is a mount point. LAYER: the file system."""

    MOUNT = "mount"
    LAYER = "layer"


def exchange(one: Path, other: Path) -> None:
    """Exchange two folders in one step; raises OSError where that is not possible."""
    libc = ctypes.CDLL(None, use_errno=True)
    status = libc.renameat2(
        _AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE
    )
    if status != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), str(other))


def point(link: Path, target: Path, aside: Path) -> None:
    """Let a link lead to a target, in one step, wherever it led before.

    aside: a folder on the same file system, for the link that takes its place.
    """
    new = aside / "link"
    new.unlink(missing_ok=True)
    new.symlink_to(os.path.relpath(target, link.parent))
    new.replace(link)


def sync(folder: Path) -> None:
    """Have all that was written to the folder's file system on the disk; raises OSError."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.syncfs(handle) != 0:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(folder))
    finally:
        os.close(handle)


def sync_entries(folder: Path) -> None:
    """Have the names in a folder on the disk: a rename in it is then for good."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def can_exchange(aside: Path) -> bool:
    """Whether folders on the file system of a folder can be exchanged; tried in it."""
    with tempfile.TemporaryDirectory(prefix="probe-", dir=aside) as probe:
        one, other = Path(probe, "one"), Path(probe, "other")
        one.mkdir()
        other.mkdir()
        try:
            exchange(one, other)
        except OSError as fault:
            if fault.errno not in _LACKING:
                raise
            return False
    return True


def obstacle(folder: Path, aside: Path) -> Obstacle | None:
    """Why a folder cannot be moved; None where it can. It is not moved.

    aside: a folder on the same file system. What is tried is a rename onto a folder that is not
    empty, which no file system does.
    """
    with tempfile.TemporaryDirectory(prefix="probe-", dir=aside) as probe:
        Path(probe, "full", "inside").mkdir(parents=True)
        try:
            folder.rename(Path(probe, "full"))
        except OSError as fault:
            if fault.errno == errno.EBUSY:
                return Obstacle.MOUNT
            if fault.errno == errno.EXDEV:
                return Obstacle.LAYER
            if fault.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                raise
    return None
