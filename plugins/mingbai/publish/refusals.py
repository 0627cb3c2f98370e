"""An OSError -> why nothing was published, in words of whoever runs the command."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from mingbai.sentences import Sentence


class OutputRefused(Exception):
    """The output folder cannot be used; the site is as it was. The message says why."""


_WORDS = {
    errno.ENOSPC: Sentence("磁盘满了"),
    errno.EDQUOT: Sentence("磁盘限额用完了"),
    errno.EIO: Sentence("磁盘读写出错，磁盘可能坏了"),
    errno.EROFS: Sentence("磁盘只能读，不能写"),
    errno.EACCES: Sentence("没有权限"),
    errno.EPERM: Sentence("没有权限"),
    errno.EBUSY: Sentence("那里是挂载点，或者正被占用"),
    errno.EMFILE: Sentence("打开的文件太多"),
    errno.ENFILE: Sentence("打开的文件太多"),
}


def words(fault: OSError, folder: Path) -> Sentence | None:
    """Why nothing was published, for a fault of the disk; None for one that is no fault of it.

    folder: where was written; it says whether space or the number of files has run out.
    """
    reason = cause(fault, folder)
    if reason is None:
        return None
    return Sentence("{reason}，没有发布；原来的网站没有变。处理好以后再运行一次。", reason=reason)


def cause(fault: OSError, folder: Path) -> Sentence | None:
    """What is wrong with a disk, and where; None for a fault that is none of the disk."""
    if fault.errno not in _WORDS:
        return None
    reason = _WORDS[fault.errno]
    if fault.errno == errno.ENOSPC and _has_no_inodes(folder):
        reason = Sentence("磁盘上的文件数（inode）用完了")
    if not fault.filename:
        return reason
    return Sentence("{reason}（{place}）", reason=reason, place=os.fsdecode(fault.filename))


def _has_no_inodes(folder: Path) -> bool:
    """Whether the file system has no room for one file more, whatever its size."""
    try:
        room = os.statvfs(folder)
    except OSError:
        return False
    return room.f_files > 0 and room.f_favail == 0
