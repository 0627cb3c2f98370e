"""Every way to be wrong, through the real command: told in whole, and nothing is published."""

from __future__ import annotations

import ast
import re
import shutil
import time
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

import sizes
from fault_cases import ENTRIES, HEAD, JUNE, RAW, REFUSED, TWINS, Case, rows
from harness import ROOT, data_folder, seal
from mingbai import build
from mingbai.cli import app
from mingbai.issues import Severity
from mingbai.read.cell.characters import forbidden

LINE = re.compile(
    r"(?P<path>\S.*?)(?: (?:第(?P<row>\d+)行)?(?:「(?P<column>[^」]*)」)?)?: "
    r"(?P<said>.+)怎样改：(?P<remedy>.+) \[(?P<code>[a-z0-9-]+)\]"
)
LAST = "有错误，没有发布；原来的网站没有变。"
SECONDS = 8
# The first case of each row of the table of faults goes through the whole `build`, as all cases do
# in deep tests; the others through `check`, which keeps what it found in packages as they were.
FIRST_OF_ROWS = tuple({name.split()[0]: name for name in reversed(REFUSED)}.values())
BUILT = tuple(REFUSED) if sizes.PROFILE == "deep" else FIRST_OF_ROWS
CHECKED = tuple(name for name in REFUSED if name not in FIRST_OF_ROWS)
# What of a row a package of a kind does not show in one case, and the test that holds it.
ELSEWHERE = {
    7: "tests/history/test_gate.py::test_a_table_changed_by_hand_and_not_sealed",
    8: "tests/read/test_pollution.py::test_what_is_refused_can_be_obeyed",
    10: "tests/read/test_pollution.py::test_no_spoiled_table_is_read_as_another",
    19: "tests/read/test_reading_costs.py::test_a_full_file_is_read_in_500_megabytes",
    23: "tests/check/open_data/test_open_data.py::test_a_fault_of_the_descriptor_is_named",
    25: "tests/check/open_data/test_open_data.py::test_a_bad_package_keeps_out_itself_alone",
    29: "tests/check/privacy/test_attachments.py"
    "::test_what_acts_or_comes_from_elsewhere_is_refused",
    31: "tests/check/test_prose.py::test_a_fault_of_a_text_is_said_with_its_line",
    33: "tests/check/privacy/test_classes.py::test_a_class_is_found_in_its_spellings",
}


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sound county and the site that was published from it."""
    here = tmp_path_factory.mktemp("county")
    data = data_folder(here / "sound", "accounts")
    done = CliRunner().invoke(app, ["build", "--data", str(data), "--output", str(here / "site")])
    assert done.exit_code == 0
    return here


@pytest.fixture(scope="module")
def sound(county: Path) -> pd.DataFrame:
    """The entries of the sound county, as they are read."""
    return build.check(county / "sound").tables["accounts"].frame("entries")


def standing(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file below a folder with its inode and time: what is written again differs."""
    return {
        path.relative_to(folder).as_posix(): (path.lstat().st_ino, path.lstat().st_mtime_ns)
        for path in folder.rglob("*")
        if not path.is_dir() or path.is_symlink()
    }


def committed(county: Path, case: Case) -> Path:
    """The sound county changed as the case says, beside the site."""
    data = county / "data"
    shutil.rmtree(data, ignore_errors=True)
    shutil.copytree(county / "sound", data)
    change = case[0]
    if isinstance(change, bytes):
        (data / ENTRIES).write_bytes(change)
    else:
        change(data)
    seal(data, (JUNE,))
    return data


def told(report: str) -> list[str]:
    """Every message as a case writes it; the sum below them is as it is."""
    *lines, total = [line for line in report.splitlines() if line]
    assert total.startswith(f"共 {len(lines)} 个错误、0 个警告，")
    found = []
    for line in lines:
        match = LINE.fullmatch(line)
        assert match, line
        assert len(line) < 700, "shortened"
        path = match["path"].removeprefix(f"{JUNE}/").removeprefix("entries.csv")
        found.append(" ".join(filter(None, (path, match["code"], match["row"], match["column"]))))
    return found


def refused(arguments: list[str]) -> Result:
    """What a command says that ends with exit 2, in good time and in words that can be read."""
    began = time.process_time()
    done = CliRunner().invoke(app, arguments)
    assert time.process_time() - began < SECONDS
    assert done.exit_code == 2
    assert isinstance(done.exception, SystemExit)
    assert forbidden(done.output.replace("\n", "")) is None
    return done


@pytest.mark.parametrize("name", BUILT)
def test_what_is_wrong_is_refused_in_whole(county: Path, name: str) -> None:
    """Exit 2, every message with place and remedy and no other, the old site as it was."""
    data = committed(county, REFUSED[name])
    before, source = standing(county / "site"), standing(data)
    done = refused(["build", "--data", str(data), "--output", str(county / "site")])
    report, last, end = done.stderr.rpartition(f"{LAST}\n")
    assert (last, end) == (f"{LAST}\n", "")
    assert sorted(told(report)) == sorted(REFUSED[name][1].split("; "))
    assert done.stdout == ""
    assert (standing(county / "site"), standing(data)) == (before, source)
    assert "SHA256SUMS" in before
    assert {p.name for p in county.iterdir()} == {"sound", "data", "site", ".site.mingbai"}


@pytest.mark.parametrize("name", CHECKED)
def test_what_is_wrong_is_found_in_whole(county: Path, name: str) -> None:
    """Exit 2, every message with place and remedy and no other, the data as they were."""
    data = committed(county, REFUSED[name])
    source = standing(data)
    done = refused(["check", "--data", str(data)])
    assert sorted(told(done.stdout)) == sorted(REFUSED[name][1].split("; "))
    assert done.stderr == ""
    assert standing(data) == source


@pytest.mark.parametrize("name", TWINS)
def test_what_is_only_written_otherwise_is_the_same(
    county: Path, sound: pd.DataFrame, name: str
) -> None:
    """A stated normalisation gives the same cells; where it might surprise, it is warned of."""
    data = committed(county, TWINS[name])
    found = build.check(data)
    assert [issue.code for issue in found.issues] == TWINS[name][1].split()
    assert all(issue.severity is Severity.WARNING for issue in found.issues)
    pd.testing.assert_frame_equal(found.tables["accounts"].frame("entries"), sound)
    assert (county / "sound" / ENTRIES).read_bytes() == RAW


def test_a_heading_alone_says_that_there_is_nothing(county: Path) -> None:
    """No entry in a month is published, and said; that the sheet has sums is said too."""
    data = committed(county, (rows(HEAD), ""))
    done = CliRunner().invoke(app, ["check", "--data", str(data)])
    assert done.exit_code == 0
    assert f"{ENTRIES} 警告: 只有表头，本期无数据。" in done.stdout
    assert "[no-rows]" in done.stdout
    assert "共 0 个错误、2 个警告" in done.stdout


def test_every_clause_has_a_case() -> None:
    """No row of the table of faults that a package can show is left out, nor any case."""
    assert {*BUILT, *CHECKED} == {*REFUSED}
    seen = {int(name.split()[0]) for name in (*REFUSED, *TWINS)}
    assert seen >= {*range(1, 11), *range(14, 18), *range(19, 26)}


@pytest.mark.parametrize("row", ELSEWHERE)
def test_what_holds_a_row_elsewhere_is_there(row: int) -> None:
    """A row that another file holds does not lose its test in silence."""
    path, _, name = ELSEWHERE[row].partition("::")
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
