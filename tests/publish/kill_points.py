"""Kill a publication before each call that changes the file system, and look at what is left.

`python kill_points.py FOLDER first|second|mended|rollback STEP` tries the first call and every
STEP-th after it, each in a fork of a process that imports nothing but the room. It prints the
number of the last that was tried, or ends with an AssertionError. FOLDER should be in memory: each
try syncs the file system.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mingbai import fingerprints
from mingbai.publish import Inputs, publish, rollback, swap
from small_site import contents, is_readable, lay, render, write

_CHANGES = {"mkdir", "rename", "link", "symlink", "remove", "rmdir", "chmod", "utime", "truncate"}
_WRAPPED = ((os, ("write", "pwrite", "fsync")), (swap, ("exchange", "sync")))


class Killer:
    """Ends its process before the call of a number; counts the calls."""

    def __init__(self, number: int) -> None:
        self.left = number

    def hit(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        """An audit hook: what Python's own functions change."""
        flags = arguments[2] if event == "open" and isinstance(arguments[2], int) else 0
        is_written = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if is_written or event.removeprefix("os.") in _CHANGES:
            self.hit()

    def wrapped(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """A call that is counted; for those that raise no audit event."""

        def counted(*arguments: Any) -> Any:
            self.hit()
            return call(*arguments)

        return counted

    def arm(self) -> None:
        """Count from now on."""
        sys.addaudithook(self.audit)
        for module, names in _WRAPPED:
            for name in names:
                setattr(module, name, self.wrapped(getattr(module, name)))


def first(inputs: Inputs, site: Path, arm: Callable[[], None]) -> None:
    """Where there was no site."""
    arm()
    publish(inputs, site, render=render)


def second(inputs: Inputs, site: Path, arm: Callable[[], None]) -> None:
    """Over three releases before, so that one is deleted."""
    for word in ("甲", "乙", "第一版"):
        write(inputs, word)
        publish(inputs, site, render=render)
    write(inputs, "第二版")
    arm()
    publish(inputs, site, render=render)


def mended(inputs: Inputs, site: Path, arm: Callable[[], None]) -> None:
    """Over a site that somebody has changed."""
    publish(inputs, site, render=render)
    (site / "index.html").unlink()
    arm()
    publish(inputs, site, render=render)


def back(inputs: Inputs, site: Path, arm: Callable[[], None]) -> None:
    """Going back to the release before."""
    publish(inputs, site, render=render)
    write(inputs, "第二版")
    publish(inputs, site, render=render)
    arm()
    rollback(site)


RUNS = {"first": first, "second": second, "mended": mended, "rollback": back}


def expected(folder: Path, name: str) -> tuple[dict[str, str] | None, dict[str, str]]:
    """The site before and after a run that nobody kills."""
    inputs, site = lay(folder / "inputs"), folder / "site"
    before: list[dict[str, str] | None] = []

    def armed() -> None:
        before.append(contents(site) if site.exists() else None)

    RUNS[name](inputs, site, armed)
    return before[0], contents(site)


def killed(folder: Path, name: str, number: int) -> bool:
    """Whether a run was killed before its call of that number; False where it had fewer."""
    child = os.fork()
    if child == 0:
        RUNS[name](lay(folder / "inputs"), folder / "site", Killer(number).arm)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def judge(folder: Path, name: str, old: dict[str, str] | None, new: dict[str, str]) -> None:
    """Old or new, readable; the next run finishes it, leaves nothing over; then all is done."""
    site, inputs = folder / "site", Inputs(*(folder / "inputs" / n for n in INPUTS), "")
    standing = contents(site) if site.exists() else None
    assert standing in (old, new), "a mix"
    assert standing is None or is_readable(site) or name == "mended", "unreadable"
    if name == "rollback" and standing == old:
        rollback(site)
    elif name != "rollback":
        publish(inputs, site, render=render)
        assert publish(inputs, site, render=render).is_unchanged
    assert contents(site) == new
    assert is_readable(site)
    assert sorted(p.name for p in folder.iterdir()) == [".site.mingbai", "inputs", "site"]
    private = folder / ".site.mingbai"
    former = len(list((private / "trees").iterdir()))
    assert former == {"first": 0, "second": 2, "mended": 0, "rollback": 1}[name], former
    assert len(list((private / "records").iterdir())) == 2 * (former + 1)


INPUTS = ("data", "content", "theme", "pelicanconf.py")


def main(folder: Path, name: str, step: int) -> None:
    """Try every step-th call of a run."""
    fingerprints.PROGRAM = Path(__file__).parent  # a program of few files: it is read each time
    old, new = expected(folder / "expected", name)
    number = 1
    while True:
        place = folder / str(number)
        place.mkdir()
        if not killed(place, name, number):
            break
        try:
            judge(place, name, old, new)
        except BaseException as fault:
            raise AssertionError(f"{name}: killed before call {number}") from fault
        shutil.rmtree(place)
        number += step
    sys.stdout.write(f"{number - step}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
