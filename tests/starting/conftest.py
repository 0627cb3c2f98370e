"""The program as others get it: its wheel, installed in a bare environment outside the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest

import sizes
from harness import ROOT

UV = Path(sys.executable).parent / "uv"
Run = Callable[..., subprocess.CompletedProcess[str]]


def build_wheel(folder: Path) -> Path:
    """The wheel of this checkout, built into a folder."""
    command = [str(UV), "build", "--quiet", "--wheel", "--out-dir", str(folder), str(ROOT)]
    subprocess.run(command, check=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    return build_wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bare environment with the wheel.

    Deep tests install its libraries, too, at the versions of the lock. Others borrow those of the
    tests, which Python compiled long ago; the editable checkout beside them is not seen, because
    only a folder of site-packages itself has its `.pth` files read.
    """
    folder = tmp_path_factory.mktemp("bare")
    env, locked = folder / "env", folder / "locked.txt"
    install = ["pip", "install", "--quiet", "--python", str(env / "bin/python")]
    if sizes.PROFILE == "deep":
        export = ["export", "--quiet", "--frozen", "--no-dev", "--no-emit-project", "--no-hashes"]
        where = ["--project", str(ROOT), "--output-file", str(locked)]
        steps = [[*export, *where], [*install, "--constraint", str(locked), str(wheel)]]
    else:
        steps = [[*install, "--no-deps", str(wheel)]]
    for words in (["venv", "--quiet", "--python", sys.executable, str(env)], *steps):
        subprocess.run([str(UV), *words], check=True, cwd=folder)
    if sizes.PROFILE != "deep":
        (packages,) = env.glob("lib/python*/site-packages")
        (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return env


@pytest.fixture(scope="session")
def outside(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs the installed `mingbai` in a folder, knowing nothing of this checkout."""
    home = tmp_path_factory.mktemp("home")
    kept = {name: os.environ[name] for name in ("LC_ALL", "TZ") if name in os.environ}
    path = f"{installed / 'bin'}:/usr/bin:/bin"

    def run(*words: object, here: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(installed / "bin/mingbai"), *map(str, words)],
            env={**kept, "PATH": path, "HOME": str(home), "PYTHONUTF8": "1"},
            cwd=here,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    return run
