"""A demo county of any size: whole, and nothing of it is refused; other data is not overwritten."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import county
from demo.plan import plan
from demo.size import Size
from demo_counties import MIDDLING, SMALL, digest, errors, made
from demo_tables import sheets
from mingbai import build
from shared import Shared

LARGER = Size(3, 6, 12, 9, seed=4, until="2024-05")


class TestGate:
    """Nothing that the script makes is refused."""

    @pytest.mark.parametrize(
        "size", [SMALL, MIDDLING, pytest.param(LARGER, marks=pytest.mark.deep)]
    )
    def test_no_error_at_any_size(self, shared: Shared, size: Size) -> None:
        """The whole check, with every rule of every kind, finds no error."""
        assert errors(build.check(made(shared, size))) == []


class TestSize:
    """Any size, within what the codes can carry."""

    @pytest.mark.parametrize("size", [SMALL, MIDDLING])
    def test_any_size_is_whole(self, shared: Shared, size: Size) -> None:
        """Every book has a sheet for every month, but the two that are told to lack the last."""
        found = sheets(made(shared, size)).groupby("book_id")["period"].agg(list)
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

    def test_other_data_is_never_overwritten(self, shared: Shared, tmp_path: Path) -> None:
        """A folder with a package of another origin stays byte for byte."""
        shutil.copytree(made(shared, SMALL), tmp_path, dirs_exist_ok=True)
        theirs = tmp_path / "accounts" / "taiping" / "2026-06" / "datapackage.json"
        theirs.write_text(json.dumps({"name": "accounts-taiping-2026-06"}), "utf-8")
        before = digest(tmp_path)
        words = ["--towns", "1", "--villages", "1", "--groups", "1", "--months", "1"]
        assert county.main([str(tmp_path), *words]) == 2
        assert digest(tmp_path) == before
