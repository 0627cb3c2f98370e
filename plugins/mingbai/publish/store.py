"""Files by their sha256, each kept once: releases share the bytes that did not change.

Objects lie in the private folder beside an output and are 0444. A tree has them as hard links, so
that a file changed in place would be changed in every release: what is not known to be sound is
hashed before it is used, and an object that is not what its name says is thrown away.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mingbai import fingerprints
from mingbai.publish.records import Stamp

_NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS, errno.EXDEV}


@dataclass(frozen=True)
class Store:
    """folder: where the objects are. sound: digests of objects that need not be hashed."""

    folder: Path
    sound: set[str] = field(default_factory=set)

    def keep(self, file: Path, digest: str) -> None:
        """Make a file share the object of its digest, and its time; keep it where there is none.

        The file becomes 0444. Where the file system has no links it stays a file of its own.
        """
        object_file = self._object(digest)
        if self._is_sound(object_file, digest):
            _share(object_file, file)
            return
        file.chmod(0o444)
        object_file.parent.mkdir(0o700, exist_ok=True)
        if _link(file, object_file):
            self.sound.add(digest)

    def lay(self, files: Mapping[str, Stamp], tree: Path) -> bool:
        """Lay files by path as links into an empty folder; False where an object is not there."""
        for path, stamp in files.items():
            object_file = self._object(stamp.digest)
            if not self._is_sound(object_file, stamp.digest):
                return False
            target = tree / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if not _link(object_file, target):
                return False
        return True

    def sweep(self, wanted: Collection[str]) -> None:
        """Delete every object whose digest is not wanted."""
        for folder in self.folder.iterdir():
            for object_file in folder.iterdir():
                if folder.name + object_file.name not in wanted:
                    object_file.unlink()

    def drop(self, digests: Iterable[str]) -> None:
        """Delete these objects, where they are there."""
        for digest in digests:
            self._object(digest).unlink(missing_ok=True)

    def _object(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest[2:]

    def _is_sound(self, object_file: Path, digest: str) -> bool:
        """Whether an object is there and is what its name says; if it is not, it goes."""
        if digest in self.sound and object_file.exists():
            return True
        try:
            is_sound = not object_file.is_symlink() and fingerprints.content(object_file) == digest
        except FileNotFoundError:
            return False
        if not is_sound:
            object_file.unlink()
            return False
        object_file.chmod(0o444)
        self.sound.add(digest)
        return True


def _link(source: Path, target: Path) -> bool:
    """Link a file; False where that is not possible here."""
    try:
        target.hardlink_to(source)
    except OSError as fault:
        if fault.errno not in _NO_LINKS:
            raise
        return False
    return True


def _share(object_file: Path, file: Path) -> None:
    """Put the object in the place of a file of the same bytes, or at least its time and mode."""
    if object_file.samefile(file):
        return
    aside = file.with_name(f"{file.name}.part")
    if _link(object_file, aside):
        aside.replace(file)
        return
    status = object_file.stat()
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    file.chmod(0o444)
