"""A store of objects that takes a site by rclone: S3 and what speaks like it, and many more.

What is there is compared by checksum, as the store gives it (S3: MD5) or by size where it gives
none; an object is replaced in one step by the store itself. Remotes are rclone's own, from its
configuration or from the environment (`RCLONE_CONFIG_NAME_TYPE` …): no secret passes through here.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mingbai.publish.targets.failures import program, run
from mingbai.sentences import Sentence

_NOT_THERE = (3, 4)  # rclone: directory, file not found
_DIFFERS = 1  # of `check`: what differs is in its list


@dataclass(frozen=True)
class RcloneTarget:
    """remote: `REMOTE:PATH`, as rclone takes it."""

    remote: str

    @property
    def address(self) -> str:
        """The target as the user wrote it."""
        return f"rclone:{self.remote}"

    def names(self) -> frozenset[str]:
        """What lies at the top."""
        done = self._run("lsf", "--max-depth=1", self._folder, fine=(0, *_NOT_THERE))
        return frozenset(line.rstrip("/") for line in done.stdout.splitlines())

    def fetch(self, name: str) -> bytes | None:
        """The bytes of one object."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, name)
            self._run("copyto", f"{self._folder}{name}", str(file), fine=(0, *_NOT_THERE))
            return file.read_bytes() if file.exists() else None

    def put(self, site: Path, paths: Sequence[str]) -> None:
        """Send what differs by its checksum."""
        with _listed(paths) as listed:
            self._run("copy", "--checksum", "--metadata", listed, str(site), self._folder)

    def remove(self, paths: Sequence[str]) -> None:
        """Delete these objects."""
        with _listed(paths) as listed:
            self._run("delete", listed, self._folder)

    def wrong(self, site: Path, sums: Mapping[str, str]) -> frozenset[str]:
        """Compare every file with its object by checksum."""
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder, "report")
            options = ("--checksum", "--one-way", f"--combined={report}")
            self._run("check", *options, str(site), self._folder, fine=(0, _DIFFERS))
            lines = report.read_text("utf-8").splitlines()
        same = {line[2:] for line in lines if line.startswith("= ")}
        return frozenset(sums.keys() - same)

    @property
    def _folder(self) -> str:
        return f"{self.remote.rstrip('/')}/" if not self.remote.endswith(":") else self.remote

    def _run(self, *arguments: str, **more: Any) -> subprocess.CompletedProcess[str]:
        return run(
            (program("rclone", Sentence("rclone.org，或 apt-get install rclone")), *arguments),
            **more,
        )


@contextmanager
def _listed(paths: Sequence[str]) -> Iterator[str]:
    """The option that names a file with these paths, one a line, as they are."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "paths")
        file.write_text("".join(f"{path}\n" for path in paths), "utf-8")
        yield f"--files-from-raw={file}"
