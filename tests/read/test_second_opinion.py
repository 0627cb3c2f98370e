"""What the standard itself says of whole packages, read anew from disk: `--oracle`."""

from __future__ import annotations

from pathlib import Path

import pytest

import committed
import sizes
from committed import GOOD, HEADING
from harness import ROOT, data_folder
from mingbai import build
from mingbai.kinds import KINDS as ALL_KINDS
from mingbai.read import frictionless as standard
from shared import Shared

DATA = ROOT / "data"
SCHEMAS = {kind.name: kind.schemas for kind in ALL_KINDS}


def oracle(root: Path) -> list[tuple[str, int | None, str | None]]:
    packages, issues = committed.find(root)
    assert issues == ()
    issues = tuple(i for p in packages for i in standard.validate_package(p, committed.SCHEMAS))
    assert {issue.code for issue in issues} <= {"against-standard"}
    return [
        (issue.path.rpartition("/")[2], issue.row, issue.field)
        for issue in committed.ordered(issues)
    ]


TITLED = committed.lines(heading=committed.TITLES)


@pytest.mark.parametrize("body", [committed.lines(), TITLED, TITLED.decode().encode("gb18030")])
def test_the_oracle_accepts_what_the_gate_accepts(tmp_path: Path, body: bytes) -> None:
    """Names or titles, UTF-8 or GB18030, with sizes declared: the standard agrees."""
    claim = {"name": "lines", "path": "lines.csv", "bytes": len(body)}
    resources = [{"name": "heads", "path": "heads.csv"}, claim]
    files = {"heads": committed.heads(), "lines": body}
    committed.write(tmp_path, files, resources=resources, profile="data-package")
    assert oracle(tmp_path) == []


@pytest.mark.parametrize("heading", [HEADING, committed.TITLES])
def test_the_oracle_reads_whole_packages_on_its_own(tmp_path: Path, heading: str) -> None:
    """Types, constraints, keys and references, from the files themselves, each in its place."""
    rows = (
        GOOD,
        GOOD,
        committed.row(no="002", day="2026-02-30"),
        committed.row(no="003", kind="支"),
        committed.row(no="004", code="1009-00"),
        committed.row(no="005") + ",x",
    )
    committed.write(
        tmp_path, {"heads": committed.heads(), "lines": committed.lines(*rows, heading=heading)}
    )
    assert oracle(tmp_path) == [
        ("lines.csv", 3, None),
        ("lines.csv", 4, "day"),
        ("lines.csv", 5, "kind"),
        ("lines.csv", 6, None),
        ("lines.csv", 7, None),
    ]


def test_the_standard_accepts_the_whole_demo_county(shared: Shared) -> None:
    """What `make check ORACLE=1` runs: every package of the county, and those of open data.

    In the house the newest package of each publisher in each kind.
    """
    checked = shared.checked(DATA)
    assert not checked.has_errors
    opened = [one.package for one in checked.open_data]
    assert len(checked.packages) > 200
    assert opened
    packages = checked.packages
    if sizes.PROFILE != "deep":
        in_time = sorted(packages, key=lambda one: one.period)
        packages = tuple({(one.kind, one.publisher): one for one in in_time}.values())
    assert build.second_opinion(packages, SCHEMAS) == ()


def test_the_second_opinion_is_asked_of_every_package(tmp_path: Path) -> None:
    """A fault that only the standard sees, in a package of any kind, is told by `--oracle`."""
    data = data_folder(tmp_path, "appraisals")
    checked = build.check(data)
    votes = data / "appraisals" / "office" / "2025" / "votes.csv"
    spoiled = votes.read_text("utf-8").splitlines()
    spoiled[1] = spoiled[1].replace("2025,", "2025,,", 1)
    votes.write_text("\n".join(spoiled), "utf-8")
    said = build.second_opinion(checked.packages, SCHEMAS)
    assert {(issue.path, issue.row) for issue in said} == {("appraisals/office/2025/votes.csv", 2)}
