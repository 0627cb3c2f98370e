"""Commands as a clerk types them: a wrong command line is said in words, and is no data fault."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from harness import data_folder

IMPORT = ("import", "{here}/六月.xlsx", "--kind", "accounts", "--publisher", "taiping", "--period",
          "2026-06", "--published", "2026-07-10", "--approved-by", "某某")  # fmt: skip


def mingbai(*arguments: str, here: Path) -> subprocess.CompletedProcess[str]:
    """The real command; `{here}` in an argument is the test's own folder."""
    return subprocess.run(
        [sys.executable, "-m", "mingbai.cli", *(word.replace("{here}", str(here))
                                                for word in arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")}, cwd=here,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


# what is typed, and what is said of it
WRONG = {
    "date": (("check", "--as-of", "2026-13-01"), "--as-of 写的是“2026-13-01”，应为 2026-07-10"),
    "day": (("build", "--as-of", "tomorrow", "--output", "{here}/site"), "“tomorrow”"),
    "language": (("check", "--lang", "fr"), "没有这种语言：fr；有 zh、en"),
    "language of a build": (("build", "--lang", "fr", "--output", "{here}/site"), "：fr；有 zh"),
    "language of an import": ((*IMPORT, "--lang", "fr"), "没有这种语言：fr"),
    "format": (("check", "--format", "xml"), "没有这种格式：xml；有 text、json、github、html"),
    "prose": (("check", "--content", "{here}/no"), "找不到文章文件夹 {here}/no；用 --content"),
    "prose of a build": (
        ("build", "--content", "{here}/no", "--output", "{here}/site"), "找不到文章文件夹",
    ),
    "kind": (("template", "ledgers"), "没有这个公开类别：ledgers；有 registry、"),
    "folder of a template": (
        ("template", "accounts", "--out", "{here}/no/a.xlsx"), "写不了 {here}/no/a.xlsx：",
    ),
    "a folder as a template": (("template", "accounts", "--out", "{here}"), "写不了 {here}："),
    "no workbook": (IMPORT, "找不到工作簿 {here}/六月.xlsx。"),
    "a folder as a workbook": (("import", "{here}", *IMPORT[2:]), "找不到工作簿 {here}。"),
    "kind of an import": (("import", "a", "--kind", "x", *IMPORT[4:]), "没有这个公开类别：x"),
    "option left out": (("import", "{here}/六月.xlsx"), "没有填 '--kind'。"),
    "unknown option": (("check", "--datum", "x"), "没有 --datum 这个选项。"),
    "unknown command": (("publish",), "publish"),
}  # fmt: skip


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


def test_a_clean_county_is_clean(tmp_path: Path) -> None:
    """Exit 0 and one line."""
    data = data_folder(tmp_path / "data", "accounts")
    done = mingbai("check", "--data", str(data), here=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "没有发现问题。\n", "")
