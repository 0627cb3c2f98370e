"""Commands as a clerk types them: a wrong command line is said in words, and is no data fault."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from conftest import ROOT
from harness import data_folder

IMPORT = (
    "import",
    "{here}/六月.xlsx",
    "--kind",
    "accounts",
    "--publisher",
    "taiping",
    "--period",
    "2026-06",
    "--published",
    "2026-07-10",
    "--approved-by",
    "某某",
)
COUNTS = (
    "counts",
    "{here}/台账.xlsx",
    "--publisher",
    "minzheng",
    "--period",
    "2026-06",
    "--published",
    "2026-07-10",
    "--approved-by",
    "某某",
)


def mingbai(*arguments: str, here: Path) -> subprocess.CompletedProcess[str]:
    """The real command; `{here}` in an argument is the test's own folder."""
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "mingbai.cli",
            *(word.replace("{here}", str(here)) for word in arguments),
        ],
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")},
        cwd=here,
        capture_output=True,
        text=True,
        check=False,
    )


# what is typed, and what is said of it
WRONG = {
    "date": (("check", "--as-of", "2026-13-01"), "--as-of 写的是“2026-13-01”，应为 2026-07-10"),
    "day": (("build", "--as-of", "tomorrow", "--output", "{here}/site"), "“tomorrow”"),
    "language": (("check", "--lang", "fr"), "没有这种语言：fr；有 zh、en"),
    "language of a build": (("build", "--lang", "fr", "--output", "{here}/site"), "：fr；有 zh"),
    "language of an import": ((*IMPORT, "--lang", "fr"), "没有这种语言：fr"),
    "format": (
        ("check", "--format", "xml"),
        "没有这种格式：xml；有 text、json、github、gitlab、html",
    ),
    "prose": (("check", "--content", "{here}/no"), "找不到文章文件夹 {here}/no；用 --content"),
    "prose of a build": (
        ("build", "--content", "{here}/no", "--output", "{here}/site"),
        "找不到文章文件夹",
    ),
    "kind": (("template", "ledgers"), "没有这个公开类别：ledgers。全部类别：mingbai kinds"),
    "folder of a template": (
        ("template", "accounts", "--out", "{here}/no/a.xlsx"),
        "写不了 {here}/no/a.xlsx：没有这个文件夹。",
    ),
    "a folder as a template": (
        ("template", "accounts", "--out", "{here}"),
        "写不了 {here}：这是一个文件夹。",
    ),
    "no workbook": (IMPORT, "找不到工作簿 {here}/六月.xlsx。"),
    "a folder as a workbook": (("import", "{here}", *IMPORT[2:]), "找不到工作簿 {here}。"),
    "no list": (COUNTS, "找不到办件清单 {here}/台账.xlsx。"),
    "a folder without cases as a list": (("counts", "{here}", *COUNTS[2:]), "找不到办件清单"),
    "a period that is no span": (
        ("counts", str(ROOT / "README.md"), *COUNTS[2:4], "--period", "2026-w23", *COUNTS[6:]),
        "--period 写的是“2026-w23”，应为 2026-06、2026q2、2026",
    ),
    "option left out": (("import", "{here}/六月.xlsx"), "没有填 --kind。"),
    "unknown option": (("check", "--datum", "x"), "没有 --datum 这个选项。"),
    "unknown command": (("publish",), "publish"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_command_line_is_said_in_words(case: str, tmp_path: Path) -> None:
    """Exit 1, one or two lines on the terminal, no traceback, nothing written."""
    arguments, words = WRONG[case]
    done = mingbai(*arguments, here=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert words.replace("{here}", str(tmp_path)) in done.stderr
    assert len(done.stderr.splitlines()) <= 2
    assert list(tmp_path.iterdir()) == []


def test_no_data_is_a_fault_of_the_data(tmp_path: Path) -> None:
    """A folder that is not there, or is empty, is one message; exit 2."""
    for folder, words in (("no", f"找不到数据文件夹 {tmp_path}/no。"), (".", "没有可用的登记表")):
        done = mingbai("check", "--data", folder, here=tmp_path)
        assert (done.returncode, done.stderr) == (2, "")
        assert words in done.stdout
        assert "共 1 个错误、0 个警告" in done.stdout


def test_an_import_needs_a_data_folder(tmp_path: Path) -> None:
    """A mistyped --data is told before anything is read."""
    (tmp_path / "六月.xlsx").write_bytes(b"x")
    done = mingbai(*IMPORT, "--data", "{here}/no", here=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"找不到数据文件夹 {tmp_path}/no；用 --data 给出正确的位置。" in done.stderr


def test_an_import_of_no_kind_is_said_in_words(tmp_path: Path) -> None:
    """A workbook that opens, for a kind that there is not: exit 1, nothing written beside it."""
    assert mingbai("template", "accounts", "--out", "六月.xlsx", here=tmp_path).returncode == 0
    done = mingbai(*IMPORT[:3], "x", *IMPORT[4:], "--data", "{here}", here=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "没有这个公开类别：x" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["六月.xlsx"]


def test_a_clean_county_is_clean(tmp_path: Path) -> None:
    """Exit 0 and one line."""
    data = data_folder(tmp_path / "data", "accounts")
    done = mingbai("check", "--data", str(data), here=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "没有发现问题。\n", "")


# What the system charges a process to its parent counts the parent's own memory before exec.
MEASURED = """
import atexit, sys
from pathlib import Path
from mingbai.cli import main
peak = lambda: next(l for l in Path("/proc/self/status").open() if l.startswith("VmHWM"))
atexit.register(lambda: sys.stderr.write(peak()))
main()
"""


def test_a_bomb_is_refused_before_anything_heavy_is_loaded(tmp_path: Path) -> None:
    """A workbook of 57 MB in 57 kB: one message, exit 2, less than 200 MB of memory."""
    bomb = tmp_path / "六月.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 57_000_000)
    words = (*IMPORT[2:], "--data", str(tmp_path))
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, "import", str(bomb), *words],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "workbook-broken" in done.stdout
    assert "大得不正常" in done.stdout
    assert int(done.stderr.split()[1]) < 200_000
    assert list(tmp_path.iterdir()) == [bomb]


def test_a_list_is_counted_by_the_command(tmp_path: Path) -> None:
    """Exit 0 and where the package is; 2 and which row is wrong, with nothing written."""
    data = data_folder(tmp_path / "data", "completions")
    path = tmp_path / "台账.csv"
    command = ("counts", str(path), "--publisher", "taiping", "--period", "2026-07")
    more = ("--published", "2026-08-10", "--approved-by", "太平镇", "--data", str(data))
    path.write_text("事项名称,姓名,办结日期\n高龄补贴,欧阳若兰,2026-07-03\n", "utf-8")
    refused = mingbai(*command, *more, here=tmp_path)
    assert refused.returncode == 2
    assert "台账.csv 第2行「事项名称」: " in refused.stdout
    assert "[list-item]" in refused.stdout
    assert "“高龄补贴”不是太平镇政府的事项" in refused.stdout
    assert "有错误，没有写办件数。" in refused.stdout
    rows = "农村老年人高龄津贴认定,欧阳若兰,2026-07-03\n" * 6
    path.write_text(f"事项名称,姓名,办结日期\n{rows}", "utf-8")
    done = mingbai(*command, *more, here=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "写了 1 个数，另有 0 格不写数。" in done.stdout
    written = data / "completions/taiping/2026-07-counts/case_counts.csv"
    assert written.read_text("utf-8").splitlines()[1:] == [
        "990121-TP-QR-0001,2026-07,990121100000,6,"
    ]
    again = mingbai(*command, *more, here=tmp_path)
    assert (again.returncode, "没有新的件数" in again.stdout) == (0, True)
    assert "欧阳若兰" not in refused.stdout + done.stdout


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_another_system_is_told_in_one_sentence_where_it_runs(system):
    """On Windows there are no file locks to import; the command says so before it needs them."""
    program = f"""
import multiprocessing.connection, sys, typer, watchfiles  # these look at the system
sys.platform = {system!r}
sys.modules["fcntl"] = None
from mingbai.cli import main
sys.argv = ["mingbai", "build"]
main()
"""
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.count("。") == 1
    assert "WSL" in run.stderr
    assert "Traceback" not in run.stderr
