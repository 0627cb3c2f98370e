"""Files polluted or hurt in any way: the table of their clean twin, or a refusal."""

from __future__ import annotations

import csv
import io
import random
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import committed
from committed import heads, lines, row
from mingbai.issues import Severity
from mingbai.read import tables, texts
from sizes import times

ROWS = [
    row(no=f"{n:03d}", note=cell)
    for n, cell in enumerate(['"甲,乙"', '"说""好"""', "丙", "", '"戊"', "a b", "己；庚"])
]
CLEAN = lines(*ROWS).decode()
UNICODE = ("utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-be")
OTHERS = ("big5", "shift-jis", "latin-1")
RECORDS = list(csv.reader(CLEAN.splitlines()))


def _as(**dialect: Any) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n", **dialect).writerows(RECORDS)
    return out.getvalue().encode()


def _with(change: Callable[[int, str], str]) -> bytes:
    """Every line changed by its number, the heading's being 0."""
    kept = [change(n, line) for n, line in enumerate(CLEAN.splitlines())]
    return ("\n".join(kept) + "\n").encode()


POLLUTED = {
    **{f"delimiter {mark!r}": _as(delimiter=mark) for mark in ";\t|:，、 ^~"},
    **{f"quote {mark!r}": _as(quotechar=mark) for mark in "'`“|"},
    **{f"quoting {n}": _as(quoting=n) for n in (csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC)},
    "escape": _as(escapechar="\\", doublequote=False),
    "escape without quotes": _as(escapechar="\\", quoting=csv.QUOTE_NONE),
    **{name: CLEAN.encode(name) for name in UNICODE},
    **{f"{name} forced": CLEAN.encode(name, "replace") for name in OTHERS},
    "read as latin-1": CLEAN.encode().decode("latin-1").encode(),
    "read as GBK": CLEAN.encode().decode("gbk", "replace").encode(),
    **{
        f"line break {mark!r}": CLEAN.replace("\n", mark).encode()
        for mark in ("\r\n", "\r", "\n\r", "\r\r\n", "\n\n", "\x0b", "\x0c", "\x85", "\u2028")
    },
    "breaks mixed": _with(lambda n, line: line + "\r" * (n % 2)),
    "preamble": b"2026-06\n" + CLEAN.encode(),
    "sep=": b"sep=,\n" + CLEAN.encode(),
    "comment": _with(lambda n, line: line if n != 1 else f"# {line}"),
    "footer": CLEAN.encode() + "合计,,,87.50\n".encode(),
    "footer as wide": CLEAN.encode() + ("合计" + "," * 15 + "\n").encode(),
    "Ctrl-Z": CLEAN.encode() + b"\x1a",
    "NULs": CLEAN.encode() + b"\0" * 512,
    "mark in the middle": CLEAN.encode() + b"\xef\xbb\xbf" + CLEAN.encode(),
    "twice": CLEAN.encode() * 2,
    "cell more": _with(lambda n, line: line + ",x" * (n == 2)),
    "cells more": _with(lambda n, line: line + ","),
    "cell less": _with(lambda n, line: line if n != 3 else line.rpartition(",")[0]),
    "one more, one less": _with(
        lambda n, line: f"{line}," if n == 3 else line.rpartition(",")[0] if n == 5 else line
    ),
    "one less, one more": _with(
        lambda n, line: f"{line}," if n == 5 else line.rpartition(",")[0] if n == 3 else line
    ),
    "spaces after commas": CLEAN.replace(",", ", ").encode(),
    "spaces at the ends": _with(lambda _, line: line + " "),
    "tabs before": _with(lambda _, line: "\t" + line),
    "blank between": _with(lambda n, line: line + "\n" * (n == 4)),
    "blank row between": _with(lambda n, line: line + ("\n" + "," * 15) * (n == 4)),
    "full-width digits": CLEAN.translate({n + 48: n + 0xFF10 for n in range(10)}).encode(),
    "straight from NFD": unicodedata.normalize("NFD", CLEAN.replace("记", "é")).encode(),
}


@pytest.mark.parametrize("case", POLLUTED)
def test_polluted_in_any_one_way_a_file_is_its_twin_or_refused(tmp_path: Path, case: str) -> None:
    """No silent difference: the table of the clean file, or an error."""
    committed.write(tmp_path / "a", {"heads": heads(), "lines": CLEAN.encode()})
    committed.write(tmp_path / "b", {"heads": heads(), "lines": POLLUTED[case]})
    clean, _ = committed.read(tmp_path / "a")
    polluted, issues = committed.read(tmp_path / "b")
    assert len(clean.frame("lines")) == len(ROWS)
    if not any(issue.severity is Severity.ERROR for issue in issues):
        pd.testing.assert_frame_equal(clean.frame("lines"), polluted.frame("lines"))


def _hurt(dice: random.Random, body: bytes) -> bytes:
    """A few bytes lost, gained or changed, mostly for such as mean something to a CSV."""
    hurt = bytearray(body)
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(hurt))
        byte = dice.choice(b'"",,\n\r\t;\0\xff\xe5 1x')
        turn = dice.randrange(3)
        hurt[at : at + (turn > 0)] = bytes([byte]) if turn < 2 else b""
    return bytes(hurt)


@pytest.mark.parametrize("seed", range(times(4)))
def test_hurt_bytes_are_refused_or_read_as_the_csv_module_reads_them(
    tmp_path: Path, seed: int
) -> None:
    """Of two hundred files with bytes hurt at random none is read otherwise than it is written."""
    dice = random.Random(seed)
    bodies: dict[str, bytes] = {}
    for number in range(1001, 1201):
        place = f"ledgers/t{number}/2026-06"
        key = f"{number}-00"
        bodies[place] = _hurt(dice, CLEAN.replace("1001-00", key).encode())
        committed.write(tmp_path, {"heads": heads(f"{key},2026-06"), "lines": bodies[place]}, place)
    packages, _ = committed.find(tmp_path)
    read, issues = tables.read(committed.SCHEMAS, packages)
    refused = {i.path.rpartition("/")[0] for i in issues if i.severity is Severity.ERROR}
    text, _ = texts.gather(committed.LINES, packages)
    rows = text.rows(np.arange(text.frame.height))
    stood = 0
    for position, path in enumerate(text.paths):
        if (place := path.rpartition("/")[0]) in refused:
            continue
        ours = [[cell or "" for cell in rows[at]] for at in np.flatnonzero(text.file == position)]
        theirs = list(csv.reader(io.StringIO(bodies[place].decode("utf-8-sig"), newline="")))
        assert ours == theirs[1:], place
        stood += len(ours)
    assert len(read.frame("lines")) >= stood > 0
