"""The demo county: the same seed gives the same bytes, and every sum in its ledgers holds."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import county
from demo import kinds
from demo.chance import Chance
from demo.plan import plan
from demo.size import Size
from demo_tables import DATA, ROOT, sheets
from mingbai import build
from mingbai.build import Checked
from mingbai.issues import Severity
from shared import Shared

SMALL = Size(towns=1, villages=1, groups=1, months=1)
MIDDLING = Size(towns=2, villages=4, groups=9, months=14, seed=7, until="2025-02")


def digest(folder: Path) -> dict[str, str]:
    """Path below the folder -> what is in the file."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


class TestBytes:
    """What comes out depends on the size and the seed alone."""

    def test_same_in_another_process(self, tmp_path: Path) -> None:
        """Neither the hash seed, the locale nor the time zone of a process is in the bytes."""
        words = ["--towns", "2", "--villages", "4", "--groups", "9", "--months", "14"]
        for number, zone in (("0", "UTC"), ("4242", "Asia/Shanghai")):
            environment = {**os.environ, "PYTHONHASHSEED": number, "LC_ALL": "C", "TZ": zone}
            command = [sys.executable, str(ROOT / "scripts/county.py"), str(tmp_path / number)]
            subprocess.run([*command, *words], env=environment, check=True, capture_output=True)
        assert digest(tmp_path / "0") == digest(tmp_path / "4242")

    def test_another_seed_is_another_county(self, tmp_path: Path) -> None:
        """Two seeds share no ledger."""
        for seed in (1, 2):
            county.county(tmp_path / str(seed), Size(1, 2, 3, 2, seed=seed))
        one, two = digest(tmp_path / "1"), digest(tmp_path / "2")
        ledgers = [p for p in one if p.startswith("accounts/") and p.endswith("entries.csv")]
        assert ledgers
        assert all(one[path] != two[path] for path in ledgers)

    def test_committed_demo_is_what_the_script_makes(self, tmp_path: Path) -> None:
        """data/ holds nothing of the demo's kinds that was typed by hand."""
        county.county(tmp_path, Size())
        for name, _ in kinds.KINDS:
            assert digest(DATA / name) == digest(tmp_path / name), name

    def test_chance_is_splitmix64(self) -> None:
        """The first outputs of the published generator from state 0, and streams by name."""
        known = [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]
        assert Chance(0).uniform(3).tolist() == [(n >> 11) / 2**53 for n in known]
        assert Chance(1).of("a", 1) == Chance(1).of("a", 1) != Chance(1).of("a1")


class TestGate:
    """Nothing that the script makes is refused."""

    @pytest.mark.parametrize("size", [SMALL, MIDDLING, Size(3, 6, 12, 9, seed=4, until="2024-05")])
    def test_no_error_at_any_size(self, tmp_path: Path, size: Size) -> None:
        """The whole check, with every rule of every kind, finds no error."""
        county.county(tmp_path, size)
        assert _errors(build.check(tmp_path)) == []

    def test_no_error_in_the_committed_demo(self, shared: Shared) -> None:
        """Nor in the demo that the portal is built from."""
        assert _errors(shared.checked(DATA)) == []


def _errors(checked: Checked) -> list[str]:
    return [
        f"{issue.path}:{issue.row}:{issue.field} {issue.code} {issue.found}"
        for issue in checked.issues
        if issue.severity is Severity.ERROR
    ]


class TestSize:
    """Any size, within what the codes can carry."""

    @pytest.mark.parametrize("size", [SMALL, MIDDLING])
    def test_any_size_is_whole(self, tmp_path: Path, size: Size) -> None:
        """Every book has a sheet for every month, but the two that are told to lack the last."""
        county.county(tmp_path, size)
        found = sheets(tmp_path).groupby("book_id")["period"].agg(list)
        lacking = plan(size).missing
        assert len(found) == size.villages + size.groups
        for book, periods in found.items():
            assert tuple(periods) == size.periods[: size.months - lacking.get(str(book), 0)]

    @pytest.mark.parametrize(
        "words",
        [
            ["--towns", "0"],
            ["--towns", "99"],
            ["--villages", "2"],
            ["--groups", "3"],
            ["--months", "0"],
            ["--until", "June"],
        ],
    )
    def test_impossible_sizes_are_refused(self, tmp_path: Path, words: list[str]) -> None:
        """Exit 2, and nothing is written."""
        assert county.main([str(tmp_path / "data"), *words]) == 2
        assert not (tmp_path / "data").exists()

    def test_other_data_is_never_overwritten(self, tmp_path: Path) -> None:
        """A folder with a package of another origin stays byte for byte."""
        county.county(tmp_path, SMALL)
        theirs = tmp_path / "accounts" / "taiping" / "2026-06" / "datapackage.json"
        theirs.write_text(json.dumps({"name": "accounts-taiping-2026-06"}), "utf-8")
        before = digest(tmp_path)
        words = ["--towns", "1", "--villages", "1", "--groups", "1", "--months", "1"]
        assert county.main([str(tmp_path), *words]) == 2
        assert digest(tmp_path) == before
