"""The text of a target -> Target: what anything that takes a site must do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from mingbai.publish.targets.failures import SendingFailed
from mingbai.publish.targets.folder import FolderTarget
from mingbai.publish.targets.rclone import RcloneTarget
from mingbai.publish.targets.rsync import RsyncTarget
from mingbai.sentences import Sentence

_HOST = re.compile(r"[^/:]+:")  # as rsync reads it: a colon before any slash


class Target(Protocol):
    """Takes the files of a site; paths are below the site, with `/`. All raise SendingFailed."""

    @property
    def address(self) -> str:
        """The target as the user wrote it, the same for the same place."""

    def names(self) -> frozenset[str]:
        """What lies at the top of the target; empty where there is nothing yet."""

    def fetch(self, name: str) -> bytes | None:
        """The bytes of one file; None where it is not there."""

    def put(self, site: Path, paths: Sequence[str]) -> None:
        """Have these files there as they are in the site, each in one step, with their time.

        What is there already, byte for byte, is not sent again.
        """

    def remove(self, paths: Sequence[str]) -> None:
        """Delete these files where they are; a folder that is empty then may stay."""

    def wrong(self, site: Path, sums: Mapping[str, str]) -> frozenset[str]:
        """Which files of the site are missing there, or differ in a byte. sums: sha256 by path."""


def target(text: str) -> Target:
    """`rclone:REMOTE:PATH`, `rsync://HOST/MODULE`, `[USER@]HOST:PATH`, or a folder.

    A folder whose name holds a colon is written with `./` before it. Raises SendingFailed for a
    text that is none of them.
    """
    if not text or text.startswith("-"):
        raise SendingFailed(
            Sentence(
                "“{text}”不是可以发到的地方：写文件夹、主机:路径，或 rclone:名称:路径。", text=text
            )
        )
    if text.startswith("rclone:"):
        return RcloneTarget(text.removeprefix("rclone:"))
    if text.startswith("rsync://") or _HOST.match(text):
        return RsyncTarget(text)
    return FolderTarget(Path(text).absolute())
