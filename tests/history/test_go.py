"""Go's own libraries prove what we serve: notes, tiles, records, prefixes. Without Go this fails.

`scripts/go.sh` installs what it needs.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from logs import ORIGIN, entries, key
from mingbai.history import checkpoints, served
from mingbai.history.log import Log
from shared import Shared

PROGRAM = Path(__file__).parent / "go" / "verify.go"
LIBRARIES = "/usr/share/gocode"
OLD, NEW = key(seed="old"), key(seed="new")
SIZES = (1, 2, 255, 256, 257, 511, 700)


@pytest.fixture(scope="module")
def program(shared: Shared) -> Path:
    """The compiled program, made once in a run."""

    def compile_(target: Path) -> None:
        environment = {
            **os.environ,
            "CGO_ENABLED": "0",  # no C compiler is asked for
            "GO111MODULE": "off",
            "GOPATH": LIBRARIES,
            "GOCACHE": str(target.parent / "go-cache"),
        }
        command = ["go", "build", "-o", str(target), str(PROGRAM)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"sh scripts/go.sh\n{done.stderr}"

    assert shutil.which("go"), "no Go: sh scripts/go.sh"
    return shared.folder("verify-go", compile_)


def log_of(*sizes: int) -> Log:
    """A log of as many entries as the last size; the old key signs, at the end both do."""
    found = entries(sizes[-1])
    tree = Log(found).tree
    bare = [checkpoints.Checkpoint(ORIGIN, size, tree.root(size)) for size in sizes]
    signed = [checkpoint.signed_by(OLD) for checkpoint in bare]
    return Log(found, (*signed[:-1], signed[-1].signed_by(NEW)))


def lay(folder: Path, log: Log) -> Path:
    """The files below /log/."""
    for path, make in served.files(log, ()):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(make())
    return folder


def run(program: Path, folder: Path, *vkeys: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [program, folder, *vkeys], capture_output=True, text=True, check=False, timeout=60
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("sizes", [*((size,) for size in SIZES), SIZES])
def test_go_proves_every_record_and_every_prefix(
    program: Path, tmp_path: Path, sizes: tuple[int, ...]
) -> None:
    """Trees of one, below, at and above a tile, of three; all former checkpoints of the longest."""
    folder = lay(tmp_path, log_of(*sizes))
    said = f"{ORIGIN}: {sizes[-1]} records, {len(sizes)} prefixes\n"
    assert run(program, folder, OLD.verifier.text, NEW.verifier.text) == (0, said, "")
    assert run(program, folder, OLD.verifier.text) == (0, said, "")


def test_go_knows_our_keys_by_our_name(program: Path, tmp_path: Path) -> None:
    """A stranger's key opens nothing; a key that Go does not accept is none."""
    folder = lay(tmp_path, log_of(3))
    status, _, fault = run(program, folder, key(seed="stranger").verifier.text)
    assert (status, "no verifiable signatures" in fault) == (1, True)
    status, _, fault = run(program, folder, OLD.verifier.text.replace("+0", "+1", 1)[:-4])
    assert status == 1


def _flipped(path: str) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        content = bytearray((folder / path).read_bytes())
        content[len(content) // 2] ^= 1
        (folder / path).write_bytes(content)

    return spoil


def _rewritten(folder: Path) -> None:
    """A sound log of the same size with another entry, under the former checkpoints."""
    found = list(entries(300))
    found[2] = replace(found[2], rows=99)
    checkpoint = checkpoints.of(ORIGIN, Log(tuple(found)).tree).signed_by(OLD)
    kept = (folder / "checkpoints/5").read_bytes()
    lay(folder, Log(tuple(found), (checkpoint,)))
    assert (folder / "checkpoints/5").read_bytes() == kept


SPOILED = {
    "a hash of a tile": _flipped("tile/0/000"),
    "a hash of a partial tile": _flipped("tile/0/001.p/44"),
    "a hash of the upper level": _flipped("tile/1/000.p/1"),
    "a record": _flipped("tile/entries/000"),
    "a line of the log": _flipped("log.jsonl"),
    "the checkpoint": _flipped("checkpoint"),
    "a former checkpoint": _flipped("checkpoints/5"),
    "a tile that is gone": lambda folder: (folder / "tile/0/000").unlink(),
    "a log that was rewritten": _rewritten,
}


@pytest.mark.parametrize("name", SPOILED)
def test_go_finds_what_was_changed(program: Path, tmp_path: Path, name: str) -> None:
    """One byte anywhere, a file, the whole log: exit 1 and what it is."""
    folder = lay(tmp_path, log_of(5, 300))
    SPOILED[name](folder)
    status, said, fault = run(program, folder, OLD.verifier.text)
    assert (status, said) == (1, "")
    assert fault
