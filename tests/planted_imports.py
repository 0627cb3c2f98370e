"""Imports planted one after another in a copy of the program -> the contracts each one breaks.

`python planted_imports.py` reads a JSON list of imports, `[importer, imported]`, from its standard
input, lints the copy in the working directory once for each and prints a JSON list of the names of
the contracts that are broken then. The linter finds a package by its import path, so that a copy
needs a process of its own.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from harness import ROOT

Import = tuple[str, str]
_NEEDED = ("pyproject.toml", "plugins", "scripts/doors.py")


def copy_of_program(target: Path) -> Path:
    """What the linter reads, copied below `target`."""
    for name in _NEEDED:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("*.pyc"))
        else:
            shutil.copyfile(ROOT / name, target / name)
    return target


def file_of(copy: Path, module: str) -> Path:
    """`mingbai.read` -> the file that a copy holds it in; a new module where there is none."""
    path = copy / "plugins" / Path(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


@contextmanager
def planted(copy: Path, imports: Iterable[Import]) -> Iterator[None]:
    """The imports at the end of their importers, within a function: seen by a linter, never run."""
    before: dict[Path, str | None] = {}
    for number, (importer, imported) in enumerate(imports):
        path = file_of(copy, importer)
        text = path.read_text("utf-8") if path.exists() else ""
        before.setdefault(path, text if path.exists() else None)
        line = f"\n\ndef _planted_{number}() -> None:\n    import {imported}\n"
        path.write_text(text + line, "utf-8")
    try:
        yield
    finally:
        for path, text in before.items():
            if text is None:
                path.unlink()
            else:
                path.write_text(text, "utf-8")


def broken_contracts(copy: Path, trials: Sequence[Sequence[Import]]) -> list[list[str]]:
    """For each trial, imports planted together: the names of the contracts that it breaks."""
    done = subprocess.run(
        [sys.executable, __file__],
        cwd=copy,
        env=_environment(copy),
        input=json.dumps(trials),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    names: list[list[str]] = json.loads(done.stdout.splitlines()[-1])
    return names


def lint(copy: Path) -> subprocess.CompletedProcess[str]:
    """What `make lint` says of the imports of a copy."""
    command = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [command, "--no-logo", "--no-cache"],
        cwd=copy,
        env=_environment(copy),
        capture_output=True,
        text=True,
        check=False,
    )


def _environment(copy: Path) -> dict[str, str]:
    paths = (copy, copy / "plugins", Path(__file__).parent, ROOT / "plugins")
    return {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, paths)), "COLUMNS": "300"}


def _main() -> None:
    from importlinter import configuration  # the test that starts this process needs no linter
    from importlinter.application import use_cases

    configuration.configure()
    options = use_cases.read_user_options("pyproject.toml")
    use_cases._register_contract_types(options)
    names = []
    for imports in json.load(sys.stdin):
        with planted(Path.cwd(), imports):
            report = use_cases.create_report(options, cache_dir=".parsed")
        assert not report.could_not_run
        checks = report.get_contracts_and_checks()
        names.append([contract.name for contract, check in checks if not check.kept])
    sys.stdout.write(f"\n{json.dumps(names)}\n")


if __name__ == "__main__":
    _main()
