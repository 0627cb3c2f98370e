"""A folder -> the files of a site, with the sha256 of each, and what else stands there."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from mingbai import fingerprints


@dataclass(frozen=True)
class SiteTree:
    """The files of a site by POSIX path below `root`. Nothing is followed, nothing left out."""

    root: Path

    @cached_property
    def _entries(self) -> Mapping[str, bool]:
        """Whether each file or other thing that is no folder is a plain file."""
        is_folder: dict[str, bool] = {}
        for folder, folders, names in os.walk(self.root):
            linked = [name for name in folders if os.path.islink(f"{folder}/{name}")]  # noqa: PTH114
            for name in (*names, *linked):
                path = os.path.relpath(f"{folder}/{name}", self.root)
                is_folder[path] = stat.S_ISREG(os.lstat(f"{folder}/{name}").st_mode)
        return is_folder

    @cached_property
    def files(self) -> frozenset[str]:
        """Plain files."""
        return frozenset(path for path, is_plain in self._entries.items() if is_plain)

    @cached_property
    def others(self) -> frozenset[str]:
        """Links, pipes and the like."""
        return frozenset(path for path, is_plain in self._entries.items() if not is_plain)

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """The sha256 of every file (hex)."""
        return {path: fingerprints.content(self.root / path) for path in sorted(self.files)}

    def body(self, path: str) -> bytes | None:
        """The bytes of a file, None where there is none."""
        return (self.root / path).read_bytes() if path in self.files else None

    def below(self, folder: str) -> list[str]:
        """The files below a folder, which ends in a slash; sorted."""
        return sorted(path for path in self.files if path.startswith(folder))
