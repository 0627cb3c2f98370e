"""Publishing: the old site or the new one, never a mix, and the same bytes every time."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from harness import ROOT, data_folder
from mingbai.check.order import in_order
from mingbai.history.manifest import NOTE
from mingbai.issues import DataInvalid
from mingbai.kinds import KINDS
from mingbai.publish import OutputRefused, publish
from shared import Shared, inputs


def fingerprint(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return data_folder(tmp_path / "data", "appraisals")


@pytest.fixture
def site(data: Path, tmp_path: Path, shared: Shared) -> Path:
    """A copy of the portal that was published from that data, without what is known of it."""
    return shutil.copytree(shared.published(data), tmp_path / "site")


def command(data: Path, output: Path) -> list[str]:
    return [
        sys.executable,
        "-m",
        "mingbai.cli",
        "build",
        "--data",
        str(data),
        "--output",
        str(output),
    ]


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "plugins"), **more}


def test_the_same_data_gives_the_same_bytes(data: Path, site: Path, tmp_path: Path) -> None:
    """Another folder, hash seed, locale, time zone and umask: not one byte differs."""
    other = tmp_path / "另一个 folder"
    other.mkdir()
    shutil.copytree(data, other / "data")
    done = subprocess.run(
        ["sh", "-c", 'umask 077; exec "$@"', "sh", *command(other / "data", other / "site")],
        env=environment(PYTHONHASHSEED="7", LANG="C", LC_ALL="C", TZ="America/New_York"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert fingerprint(site) == fingerprint(other / "site")


def test_the_day_stands_in_the_manifest_and_on_the_pages_that_it_changes(
    data: Path, tmp_path: Path
) -> None:
    """Two days of the same data: only pages that print their day differ, and both say which."""
    sites = {}
    for day in ("2026-08-01", "2026-08-02"):
        output = tmp_path / day
        publish(dataclasses.replace(inputs(data), as_of=day), output)
        sites[day] = output
        assert json.loads((output / "edition.json").read_text("utf-8"))["as_of"] == day
    one, other = (fingerprint(output) for output in sites.values())
    assert one.keys() == other.keys()
    changed = {name for name in one if one[name] != other[name] and name.endswith(".html")}
    assert "index.html" in changed
    assert "search/index.html" not in changed
    for day, output in sites.items():
        for name in changed:
            words = "Data as of " if name.startswith("en/") else "数据截至 "
            assert f'{words}<time datetime="{day}">' in (output / name).read_text("utf-8"), name


def test_bad_data_leaves_the_old_site_byte_for_byte(data: Path, site: Path, tmp_path: Path) -> None:
    """Exit 2, the fault with file and line on the terminal, no traceback, nothing changed."""
    before = fingerprint(site)
    votes = next(data.glob("appraisals/*/*/votes.csv"))
    votes.write_text(votes.read_text("utf-8").replace("\n", "\nx", 1), "utf-8")
    done = subprocess.run(
        command(data, site), env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "votes.csv" in done.stderr
    assert "Traceback" not in done.stderr
    assert fingerprint(site) == before
    assert [p.name for p in tmp_path.iterdir() if "staging" in p.name] == []


def test_a_run_with_nothing_new_touches_nothing(data: Path, tmp_path: Path) -> None:
    """The second run says so; a file edited by hand is noticed and the site made anew.

    The note of its manifest is no part of it, and stays as long as it signs the same files.
    """
    site = tmp_path / "site"
    assert not publish(inputs(data), site).is_unchanged
    (site / NOTE).write_text("signed", "utf-8")
    assert publish(inputs(data), site).is_unchanged
    before = fingerprint(site)
    (site / "index.html").unlink()
    (site / "index.html").write_text("edited", "utf-8")
    assert not publish(inputs(data), site).is_unchanged
    assert fingerprint(site) == before


def test_a_folder_that_is_not_ours_is_never_replaced(data: Path, tmp_path: Path) -> None:
    """Files of somebody else, a link, a file: refused before anything is written."""
    foreign = tmp_path / "documents"
    foreign.mkdir()
    (foreign / "letter.txt").write_text("keep me", "utf-8")
    link = tmp_path / "link"
    link.symlink_to(foreign)
    plain = tmp_path / "plain"
    plain.write_text("keep me", "utf-8")
    for output in (foreign, link, plain, tmp_path / "no" / "parent"):
        with pytest.raises(OutputRefused):
            publish(inputs(data), output)
    assert (foreign / "letter.txt").read_text("utf-8") == "keep me"
    assert plain.read_text("utf-8") == "keep me"


def test_errors_in_data_raise_with_every_issue(data: Path, tmp_path: Path) -> None:
    """DataInvalid carries the issues, sorted by file and line."""
    votes = next(data.glob("appraisals/*/*/votes.csv"))
    votes.write_bytes(votes.read_bytes()[:-20])
    with pytest.raises(DataInvalid) as caught:
        publish(inputs(data), tmp_path / "site")
    issues = caught.value.issues
    assert issues == in_order(issues, {kind.name: kind.schemas for kind in KINDS})
    assert not (tmp_path / "site").exists()


def test_the_manifest_is_what_sha256sum_checks(data: Path, site: Path) -> None:
    """Every file but the manifest itself; `sha256sum` finds it right."""
    named = {line.split("  ", 1)[1] for line in (site / "SHA256SUMS").read_text().splitlines()}
    assert named == fingerprint(site).keys() - {"SHA256SUMS"}
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=site, check=False
    )
    assert done.returncode == 0
