"""A host that takes a site by rsync, over ssh or as `rsync://`.

rsync compares what is there by its bytes (`--checksum`) and only of the files that it is asked for,
so that what was sent before an interruption is not sent again; each file is renamed into its place.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mingbai.publish.targets.failures import program, run

_NOT_THERE = 23  # "partial transfer due to error": of one file asked for, it is not there
_VANISHED = 24  # what is asked for is not in the folder: so it is meant
_LISTED = "--files-from=-"
_MODES = "--chmod=D755,F644"


@dataclass(frozen=True)
class RsyncTarget:
    """address: as rsync takes it, `[USER@]HOST:PATH` or `rsync://HOST/MODULE/PATH`."""

    address: str

    def names(self) -> frozenset[str]:
        """What lies at the top."""
        done = self._run("--list-only", "--", self._folder, fine=(0, _NOT_THERE))
        lines = done.stdout.splitlines() if done.returncode == 0 else []
        names = {line.split(maxsplit=4)[4] for line in lines if len(line.split(maxsplit=4)) == 5}
        return frozenset(names - {"."})

    def fetch(self, name: str) -> bytes | None:
        """The bytes of one file."""
        with tempfile.TemporaryDirectory() as folder:
            fine = (0, _NOT_THERE)
            done = self._run("--", f"{self._folder}{name}", f"{folder}/", fine=fine)
            return Path(folder, name).read_bytes() if done.returncode == 0 else None

    def put(self, site: Path, paths: Sequence[str]) -> None:
        """Send what differs in a byte."""
        options = (
            "--checksum",
            "--times",
            "--omit-dir-times",
            "--mkpath",
            _MODES,
            "--from0",
            _LISTED,
        )
        self._run(*options, "--", "./", self._folder, cwd=site, stdin="\0".join(paths))

    def remove(self, paths: Sequence[str]) -> None:
        """Delete files that are not in a folder which has nothing but their folders."""
        options = ("--delete-missing-args", "--existing", "--omit-dir-times", "--from0", _LISTED)
        with tempfile.TemporaryDirectory() as name:
            for folder in {Path(name, path).parent for path in paths}:
                folder.mkdir(parents=True, exist_ok=True)
            self._run(
                *options,
                *("--", "./", self._folder),
                cwd=Path(name),
                stdin="\0".join(paths),
                fine=(0, _VANISHED),
            )

    def wrong(self, site: Path, sums: Mapping[str, str]) -> frozenset[str]:
        """Ask rsync what it would send, by the bytes of both sides, without sending it."""
        options = ("--checksum", "--dry-run", "--8-bit-output", "--out-format=%n", "--from0")
        done = self._run(
            *options, _LISTED, "--", "./", self._folder, cwd=site, stdin="\0".join(sums)
        )
        return frozenset(done.stdout.splitlines()) & sums.keys()

    @property
    def _folder(self) -> str:
        return f"{self.address.rstrip('/')}/"

    def _run(self, *arguments: str, **more: Any) -> subprocess.CompletedProcess[str]:
        return run((program("rsync", "apt-get install rsync"), *arguments), **more)
