"""A folder that takes a site: a mounted disk, a share, the folder of another web server."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from mingbai import fingerprints
from mingbai.publish.refusals import cause
from mingbai.publish.targets.failures import SendingFailed
from mingbai.sentences import Sentence

_PART = ".mingbai-part"


@dataclass(frozen=True)
class FolderTarget:
    """folder: absolute; it may be absent, its parent may not."""

    folder: Path

    @property
    def address(self) -> str:
        """The folder's path."""
        return str(self.folder)

    def names(self) -> frozenset[str]:
        """What lies in the folder."""
        if not self.folder.parent.is_dir():
            raise SendingFailed(
                Sentence(
                    "上级文件夹 {folder} 不存在；请先建好，或者挂载好。", folder=self.folder.parent
                )
            )
        if not self.folder.exists():
            return frozenset()
        if not self.folder.is_dir():
            raise SendingFailed(Sentence("{folder} 不是文件夹。", folder=self.folder))
        return frozenset(one.name for one in self.folder.iterdir())

    def fetch(self, name: str) -> bytes | None:
        """The bytes of one file."""
        file = self.folder / name
        return file.read_bytes() if file.is_file() else None

    def put(self, site: Path, paths: Sequence[str]) -> None:
        """Copy each file beside its place, then rename it into it."""
        try:
            for path in paths:
                self._put(site / path, self._place(path))
        except OSError as fault:
            raise _failed(fault, self.folder) from fault

    def remove(self, paths: Sequence[str]) -> None:
        """Delete files, then folders that are empty."""
        try:
            for path in paths:
                place = self._place(path)
                place.unlink(missing_ok=True)
                for folder in Path(path).parents:
                    if not _removed(self.folder / folder) or folder == Path():
                        break
        except OSError as fault:
            raise _failed(fault, self.folder) from fault

    def wrong(self, site: Path, sums: Mapping[str, str]) -> frozenset[str]:
        """Hash every file of the folder that the manifest names."""
        del site
        return frozenset(path for path, digest in sums.items() if not self._has(path, digest))

    def _has(self, path: str, digest: str) -> bool:
        file = self.folder / path
        return file.is_file() and not file.is_symlink() and fingerprints.content(file) == digest

    def _put(self, source: Path, place: Path) -> None:
        is_same = (
            place.is_file()
            and not place.is_symlink()
            and place.stat().st_size == source.stat().st_size
            and fingerprints.content(place) == fingerprints.content(source)
        )
        if not is_same:
            part = place.with_name(f".{place.name}{_PART}")
            part.unlink(missing_ok=True)
            shutil.copyfile(source, part, follow_symlinks=False)
            part.chmod(0o644)
            part.replace(place)
        status = source.stat()
        os.utime(place, ns=(status.st_atime_ns, status.st_mtime_ns))

    def _place(self, path: str) -> Path:
        """Where a file goes; its folders are made. Raises SendingFailed for a link among them."""
        place = self.folder
        for step in Path(path).parent.parts:
            place.mkdir(exist_ok=True)
            place = place / step
            if place.is_symlink():
                raise SendingFailed(
                    Sentence("{place} 是链接，没有写进去；请看看是谁放的。", place=place)
                )
        place.mkdir(exist_ok=True)
        return place / Path(path).name


def _removed(folder: Path) -> bool:
    """Whether a folder was empty, and is gone."""
    with suppress(OSError):
        folder.rmdir()
        return True
    return False


def _failed(fault: OSError, folder: Path) -> SendingFailed:
    reason = cause(fault, folder)
    if reason is None:
        return SendingFailed(
            Sentence("写不了 {folder}：{fault}", folder=folder, fault=fault.strerror)
        )
    return SendingFailed(Sentence("{reason}，没有发完。处理好以后再运行一次。", reason=reason))
