"""A county of one village and one month, as a program of form 1 wrote it, in its own git."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from harness import ROOT
from mingbai.repository import NOBODY

SMALL = ROOT / "tests/starting/format_1"
MONTH = "data/accounts/taiping/2026-06"
DAY = "2026-12-01"


def mingbai(*words: object, here: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """The command of this checkout, run in a folder with nobody to ask."""
    return subprocess.run(
        [sys.executable, "-m", "mingbai.cli", *map(str, words)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins"), **more},
        cwd=here,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def git(folder: Path, *words: str) -> str:
    """What git says in a folder; it must succeed."""
    command = ["git", "-C", str(folder), *NOBODY, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout


def small_county(folder: Path) -> Path:
    """That county in a repository with one commit, on its branch main."""
    shutil.copytree(SMALL, folder)
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, "first")
    return folder


def commit(folder: Path, message: str) -> None:
    """Commit all that there is."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--no-verify", f"--message={message}")


def edit(file: Path, old: str, new: str) -> None:
    """Put other words into a file, which must have the old ones."""
    text = file.read_text("utf-8")
    assert old in text, old
    file.write_text(text.replace(old, new), "utf-8")
