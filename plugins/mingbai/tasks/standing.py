"""Files of the standing site -> the same files in the new one, with their times.

A file is trusted where size, time of modification and inode are those that were recorded; else it
is read, and trusted where its bytes are. One that is neither was altered: its task is made again.

Published files are 0444, and share their bytes with the objects beside the site: the very file that
was recorded is linked into the new site. What is not 0444, or another file of the same bytes, is
copied.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Callable, Mapping
from pathlib import Path

from mingbai import fingerprints
from mingbai.tasks.record import LeftFile

_FICLONE = 0x40049409  # linux/fs.h: the copy shares its bytes with the first until either changes
_PIECE = 1 << 20
_PUBLISHED_MODE = 0o444
_NO_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS, errno.EXDEV})
_NOT_THERE = frozenset({errno.EOPNOTSUPP, errno.ENOTTY, errno.EXDEV, errno.EINVAL, errno.ENOSYS})


class Altered(Exception):
    """A file of the standing site is not what was recorded. name: below the output folder."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def keep(files: Mapping[str, LeftFile], standing: Path, staging: Path) -> dict[str, LeftFile]:
    """Bring files into the new site; raises Altered where one of them is not what it was."""
    old, new = os.fspath(standing), os.fspath(staging)  # paths as texts: a county has 50,000 files
    shared = {name: _can_be_shared(f"{old}/{name}", file, name) for name, file in files.items()}
    for folder in dict.fromkeys(name.rpartition("/")[0] for name in files):
        _make_folder(f"{new}/{folder}")
    return {
        name: _taken(file, f"{old}/{name}", f"{new}/{name}", is_shared=shared[name])
        for name, file in files.items()
    }


def is_as_left(path: Path, file: LeftFile) -> bool:
    """Whether a file of the standing site is what was recorded."""
    try:
        _can_be_shared(os.fspath(path), file, path.name)
    except Altered:
        return False
    return True


def _make_folder(folder: str) -> None:
    try:
        os.mkdir(folder)  # noqa: PTH102  # most often those above it are there
    except FileExistsError:
        return
    except FileNotFoundError:
        Path(folder).mkdir(parents=True, exist_ok=True)


def _can_be_shared(path: str, file: LeftFile, name: str) -> bool:
    """Whether it is the very file that was published; raises Altered where its bytes are others."""
    try:
        status = os.lstat(path)
    except OSError as fault:
        raise Altered(name) from fault
    if not stat.S_ISREG(status.st_mode) or status.st_size != file.size:
        raise Altered(name)
    if (status.st_mtime_ns, status.st_ino) == (file.mtime_ns, file.inode):
        return stat.S_IMODE(status.st_mode) == _PUBLISHED_MODE
    if fingerprints.content(Path(path)) != file.sha256:
        raise Altered(name)
    return False


def _taken(file: LeftFile, source: str, target: str, *, is_shared: bool) -> LeftFile:
    if is_shared:
        try:
            os.link(source, target)
        except OSError as fault:
            if fault.errno not in _NO_LINKS:
                raise
        else:
            return file
    return _copied(file, Path(source), Path(target))


def _copied(file: LeftFile, source: Path, target: Path) -> LeftFile:
    with source.open("rb") as old, target.open("xb") as new:
        _copy(old.fileno(), new.fileno(), file.size)
        os.utime(new.fileno(), ns=(file.mtime_ns, file.mtime_ns))
        return LeftFile(file.sha256, file.size, file.mtime_ns, os.fstat(new.fileno()).st_ino)


def _copy(old: int, new: int, size: int) -> None:
    """Share the bytes where the file system can, else have them copied inside the kernel."""
    import fcntl  # not there on every system; the command says so before

    with contextlib.suppress(OSError):
        fcntl.ioctl(new, _FICLONE, old)
        return
    done = 0
    copy: Callable[[int, int, int], int] = os.copy_file_range
    while done < size:
        try:
            count = copy(old, new, size - done)
        except OSError as error:
            if error.errno not in _NOT_THERE:
                raise
            copy, count = _read_and_write, -1
        if count == 0:
            raise OSError(errno.EIO, "a file grew shorter while it was copied")
        done += max(count, 0)


def _read_and_write(old: int, new: int, size: int) -> int:
    return os.write(new, os.read(old, min(size, _PIECE)))
