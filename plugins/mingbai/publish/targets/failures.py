"""Why a target did not take a site, and how the programs that send are run."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from mingbai.sentences import Sentence

_SHOWN = 3  # lines of what a program said


class SendingFailed(Exception):
    """The target did not take everything; running again goes on. The message says why."""


def program(name: str, package: str) -> str:
    """The path of an installed program; raises SendingFailed, saying what to install."""
    path = shutil.which(name)
    if path is None:
        raise SendingFailed(
            Sentence(
                "没有装 {name}，发不了；请先装好（{package}），再运行一次。",
                name=name,
                package=package,
            )
        )
    return path


def run(
    command: Sequence[str], *, stdin: str = "", cwd: Path | None = None, fine: Sequence[int] = (0,)
) -> subprocess.CompletedProcess[str]:
    """Run a program without a shell; raises SendingFailed where its exit code is not fine."""
    done = subprocess.run(  # noqa: S603  # no shell; the target is one argument after `--`
        list(command),
        input=stdin,
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    if done.returncode not in fine:
        name = Path(command[0]).name
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        last_lines = "\n".join(lines[-_SHOWN:])
        raise SendingFailed(
            Sentence(
                "{name} 没有发成（退出码 {code}）：\n{lines}",
                name=name,
                code=done.returncode,
                lines=last_lines,
            )
        )
    return done
