"""A file as large as files may be, right or wrong: it is read in seconds and in 500 MB.

Each is read in a process of its own, for the most that it ever took is asked of the system: by
`VmHWM`, because `ru_maxrss` begins with what the process took that started it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

import committed
from committed import HEADING, TITLES, row
from harness import ROOT
from mingbai.read.package import FILE_LIMIT

_MOST_MB, _MOST_SECONDS = 500, 10
_EACH_BOOK, _BOOKS = 90_000, 10
_SIZE = 60_000_000
_READ = """
import re, sys, time
from pathlib import Path
import committed

_, issues = committed.read(Path(sys.argv[1]))
peak_kb = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]
codes = " ".join(sorted({issue.code for issue in issues}))
print(int(peak_kb) // 1024, time.process_time(), codes)
"""


@cache
def _right() -> bytes:
    """Rows of 60 MB under their heading, each as it should be."""
    code, number, note = "1001-00", "00000", "备注" * 5
    line = row(code=code, no=number, note=note) + "\n"
    _, _, behind = line.partition(f"{code},2026-06,{number}")
    count = _SIZE // len(line.encode())
    return "".join(
        f"{1000 + n // _EACH_BOOK}-00,2026-06,{n % _EACH_BOOK:05}{behind}" for n in range(count)
    ).encode()


def _headed(body: bytes, heading: str = HEADING) -> bytes:
    """The bytes of a file."""
    return heading.encode() + b"\n" + body


_CELLS = b"x" + b",x" * 15 + b"\n"  # each breaks a rule
# bytes of lines.csv, the codes that are found
FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "right": (lambda: _headed(_right()), ""),
    "an old encoding": (
        lambda: _headed(_right(), TITLES).decode().encode("gb18030"),
        "gb18030",
    ),
    "line breaks": (lambda: _headed(b"\n" * _SIZE), "too-many-lines"),
    "short rows": (lambda: _headed(b"a,b\n" * 1_000_000), "short-row"),
    "one row again and again": (
        lambda: _headed((row(note="备注" * 5) + "\n").encode() * 480_000),
        "duplicate-key",
    ),
    "more wrong cells than may be": (lambda: _headed(_CELLS * 1_800_000), "too-many-cells"),
}


def _written(folder: Path, body: bytes) -> Path:
    """A package with it, in a data folder."""
    heads = "code,month\n" + "".join(f"{1000 + n}-00,2026-06\n" for n in range(_BOOKS))
    committed.write(folder, {"heads": heads.encode(), "lines": body})
    return folder


@pytest.mark.parametrize("case", FILES)
def test_a_full_file_is_read_in_500_megabytes(case: str, tmp_path: Path) -> None:
    """Right or wrong; polars, pandas and the program are in it. Seconds are of the processor."""
    make, codes = FILES[case]
    body = make()
    assert len(body) <= FILE_LIMIT
    command = [sys.executable, "-c", _READ, str(_written(tmp_path, body))]
    own = {**os.environ, "PYTHONPATH": f"{ROOT / 'plugins'}:{ROOT / 'tests'}"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=own)
    said = done.stdout.split()
    megabytes, seconds, *found = said
    assert found == codes.split()
    assert int(megabytes) <= _MOST_MB
    assert float(seconds) <= _MOST_SECONDS
