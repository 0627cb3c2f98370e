"""Data folder -> published site: built in a staging folder, then swapped with the old site.

The output folder contains `.mingbai.json`, the mark: the day that the site speaks of, the
fingerprint of the inputs, and the sha256 of each file. Only a folder with that mark, or an empty
one, is ever replaced. `SHA256SUMS` says the sha256 of each file to everyone; the note that signs it
(`mingbai sign`) is no part of a build, but stays while what it signs is built again.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mingbai import fingerprints
from mingbai.history import manifest
from mingbai.history.manifest import MARK

EDITION = "edition.json"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class OutputRefused(Exception):
    """The output folder cannot be used; nothing was changed. The message says why."""


@dataclass(frozen=True)
class Inputs:
    """All that a portal is made from. as_of: an ISO date, or "" for the newest publication."""

    data: Path
    content: Path
    theme: Path
    config: Path
    as_of: str

    def fingerprint(self) -> str:
        """Sha256 over every file of data, prose, theme and program, and the options."""
        folders = (fingerprints.tree(root) for root in (self.data, self.content, self.theme))
        settings = self.config.read_text("utf-8")
        return fingerprints.words(self.as_of, settings, *folders, fingerprints.program())


@dataclass(frozen=True)
class Published:
    """The result of a run. files: how many the site has. is_unchanged: nothing had to be built."""

    output: Path
    files: int
    is_unchanged: bool


def publish(inputs: Inputs, output: Path) -> Published:
    """Build the portal into `output`, which holds the old site or the new one at every moment.

    Raises DataInvalid (the data has errors), OutputRefused (the folder cannot be used); both
    leave the old site byte for byte.
    """
    output = output.absolute()
    _refuse_foreign(output)
    with _locked(output):
        _remove_leftovers(output)
        fingerprint = inputs.fingerprint()
        mark = _mark(output)
        if mark is not None and mark["inputs"] == fingerprint and _intact(output, mark):
            return Published(output, len(mark["files"]), is_unchanged=True)
        staging = Path(tempfile.mkdtemp(prefix=f".{output.name}.staging-", dir=output.parent))
        try:
            _render(inputs, staging)
            if inputs.fingerprint() != fingerprint:
                raise OutputRefused("数据在生成期间被改动，没有发布；请重新运行。")
            files = _seal(staging, fingerprint)
            _keep_note(output, staging)
            _swap(staging, output)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    return Published(output, files, is_unchanged=False)


def _render(inputs: Inputs, staging: Path) -> None:
    import logging

    from pelican import Pelican  # slow to import, not needed where nothing changed
    from pelican.log import init as init_logging
    from pelican.settings import read_settings

    init_logging(level=logging.WARNING, fatal="warnings")
    override = {
        "PATH": str(inputs.content),
        "THEME": str(inputs.theme),
        "OUTPUT_PATH": str(staging),
        "MINGBAI_DATA": str(inputs.data),
        "MINGBAI_AS_OF": inputs.as_of,
    }
    Pelican(read_settings(str(inputs.config), override=override)).run()


def _seal(staging: Path, fingerprint: str) -> int:
    """Write the manifest, and the mark last: every file with its sha256, the day of the site."""
    sums = {name: fingerprints.content(staging / name) for name in fingerprints.files(staging)}
    (staging / manifest.NAME).write_bytes(manifest.write(sums))
    sums[manifest.NAME] = fingerprints.content(staging / manifest.NAME)
    as_of = json.loads((staging / EDITION).read_text("utf-8"))["as_of"]
    mark = {"as_of": as_of, "inputs": fingerprint, "files": sums}
    (staging / MARK).write_text(json.dumps(mark, ensure_ascii=False, indent=0), "utf-8")
    staging.chmod(0o755)
    return len(sums)


def _keep_note(output: Path, staging: Path) -> None:
    """Copy the note of the old site where it signs the very files of the new one."""
    old, new = (folder / manifest.NAME for folder in (output, staging))
    note = output / manifest.NOTE
    if note.is_file() and old.is_file() and old.read_bytes() == new.read_bytes():
        shutil.copyfile(note, staging / manifest.NOTE)


def _mark(output: Path) -> dict[str, Any] | None:
    """The mark of a finished site, or None where there is none or it is not sound."""
    try:
        mark = json.loads((output / MARK).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    is_sound = isinstance(mark, dict) and isinstance(mark.get("files"), dict) and "inputs" in mark
    return mark if is_sound else None


def _intact(output: Path, mark: dict[str, Any]) -> bool:
    """Whether the files are exactly those of the mark."""
    names = {name for name in fingerprints.files(output) if name not in (MARK, manifest.NOTE)}
    return names == mark["files"].keys() and all(
        fingerprints.content(output / name) == mark["files"][name] for name in names
    )


def _refuse_foreign(output: Path) -> None:
    """Only an absent, empty or our own folder may be replaced."""
    if output.is_symlink():
        raise OutputRefused(f"输出文件夹 {output} 是链接，不能替换；请给出真正的文件夹。")
    if output.exists() and not output.is_dir():
        raise OutputRefused(f"{output} 不是文件夹；请换一个输出位置。")
    if not output.parent.is_dir():
        raise OutputRefused(f"上级文件夹 {output.parent} 不存在；请先建好。")
    if not os.access(output.parent, os.W_OK):
        raise OutputRefused(f"上级文件夹 {output.parent} 不能写入；请换一个输出位置。")
    if output.exists() and any(output.iterdir()) and not (output / MARK).is_file():
        raise OutputRefused(
            f"{output} 里有不是本程序生成的文件，为免误删没有动它；请换一个空文件夹。"
        )


@contextmanager
def _locked(output: Path) -> Iterator[None]:
    """One build of an output at a time; the lock is released when its process ends."""
    lock = output.parent / f".{output.name}.lock"
    with lock.open("a+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            handle.seek(0)
            raise OutputRefused(
                f"另一个进程（{handle.read().strip()}）正在生成 {output}；等它结束再运行。"
            ) from busy
        handle.truncate(0)
        handle.write(f"pid {os.getpid()}")
        handle.flush()
        yield


def _remove_leftovers(output: Path) -> None:
    """Delete staging folders of killed runs; complete a swap that was interrupted."""
    for old in output.parent.glob(f".{output.name}.staging-*"):
        if not output.exists() and (old / MARK).is_file():
            old.rename(output)
        else:
            shutil.rmtree(old)


def _swap(staging: Path, output: Path) -> None:
    """Exchange the new and the old site in one step; the old one is then in the staging folder.

    renameat2 with RENAME_EXCHANGE is atomic. Where the file system lacks it, two renames are made,
    and `_remove_leftovers` completes them if the process is killed in between.
    """
    if not output.exists():
        staging.rename(output)
        return
    libc = ctypes.CDLL(None, use_errno=True)
    status = libc.renameat2(
        _AT_FDCWD, os.fsencode(staging), _AT_FDCWD, os.fsencode(output), _RENAME_EXCHANGE
    )
    if status == 0:
        return
    code = ctypes.get_errno()
    if code not in (errno.EINVAL, errno.ENOSYS):
        raise OSError(code, os.strerror(code), str(output))
    old = Path(f"{staging}-old")
    output.rename(old)
    staging.rename(output)
    shutil.rmtree(old)
