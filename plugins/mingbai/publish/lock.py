"""One command at a time on an output: whoever comes second waits, and then sees what is newest."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from mingbai.publish.refusals import OutputRefused
from mingbai.sentences import Sentence

_NO_FILE = {errno.ELOOP, errno.EISDIR, errno.ENXIO}  # a link, a folder, a socket


@contextmanager
def held(file: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Hold a lock, waiting for it; it is released when the process ends, however it ends.

    say: is told, once, for whom we wait. No link is followed, and nothing but a plain file taken.
    """
    try:
        handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError as fault:
        if fault.errno in _NO_FILE:
            raise _foreign(file) from fault
        raise
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode) or status.st_nlink != 1:
            raise _foreign(file)
        _wait(handle, say)
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}".encode(), 0)
        yield
    finally:
        os.close(handle)


def _foreign(file: Path) -> OutputRefused:
    return OutputRefused(
        Sentence("{file} 不是本程序的锁文件，没有动它；请看看是谁放的。", file=file)
    )


def _wait(handle: int, say: Callable[[str], None]) -> None:
    import fcntl  # not there on every system; the command says so before

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        owner = os.pread(handle, 20, 0).decode("ascii", "replace")
        say(
            Sentence(
                "另一个进程（{owner}）正在用这个文件夹，等它结束；然后照最新的数据做。", owner=owner
            )
        )
        fcntl.flock(handle, fcntl.LOCK_EX)
