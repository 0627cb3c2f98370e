"""What a reviewer is told of a branch; the hook before a commit; a release that is pushed."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from counties import DAY, MONTH, commit, edit, git, mingbai, small_county
from harness import ROOT
from mingbai import starting

LINE = "村口商铺六月租金"


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """A county on a branch that left main."""
    folder = small_county(tmp_path / "县")
    git(folder, "checkout", "--quiet", "-b", "改")
    return folder


def test_a_review_says_faults_of_what_changed(county: Path) -> None:
    """As annotations, for GitLab as findings, and as a comment in which nothing is live."""
    edit(county / MONTH / "entries.csv", "6631.50", "6631.05")
    edit(county / MONTH / "entries.csv", LINE, "`[租金](http://x)` @village")
    commit(county, "second")
    out = county / "review"
    done = mingbai("review", "--against", "main", "--as-of", DAY, "--output", out, here=county)
    assert done.returncode == 2, done.stderr
    assert "::error file=data/accounts/taiping/2026-06/" in done.stdout
    assert "registry/county" not in done.stdout
    comment = (out / "comment.md").read_text("utf-8")
    assert comment.startswith("## 有错误，不能公开\n\n```")
    fence = comment.splitlines()[2].removesuffix("text")
    assert comment.count(fence) == 2
    assert "accounts/taiping/2026-06" in comment
    assert json.loads((out / "comment.json").read_text("utf-8")) == {"body": comment}
    findings = json.loads((out / "codequality.json").read_text("utf-8"))
    assert len({one["fingerprint"] for one in findings}) == len(findings)
    assert {one["location"]["path"].split("/")[:2] == ["data", "accounts"] for one in findings}
    assert "blocker" in {one["severity"] for one in findings}
    assert not (out / "site").exists()


def test_a_review_tells_the_consequences_and_keeps_the_site(county: Path) -> None:
    """What publishing would change, as the preview says it, with the site to look at."""
    edit(county / MONTH / "entries.csv", LINE, "村口商铺租金")
    assert mingbai("seal", "--all", here=county).returncode == 0
    commit(county, "second")
    words = ("--against", "main", "--as-of", DAY, "--forge", "gitlab")
    done = mingbai("review", *words, here=county)
    assert done.returncode == 0, done.stdout + done.stderr
    out = county / "review"
    comment = (out / "comment.md").read_text("utf-8")
    assert "村口商铺租金" in comment
    page = out / "site/accounts/990121100201-00/2026/index.html"
    assert "村口商铺租金" in page.read_text("utf-8")
    assert "村口商铺租金" in (out / "preview.html").read_text("utf-8")


def test_a_review_of_nothing_says_so(county: Path) -> None:
    """A branch without data or texts is not checked, nor is a site made of it."""
    (county / "notes.txt").write_text("x", "utf-8")
    commit(county, "second")
    done = mingbai("review", "--against", "main", here=county)
    assert done.returncode == 0, done.stderr
    assert (county / "review/comment.md").read_text("utf-8") == "没有改数据，也没有改文章。\n"
    wrong = mingbai("review", "--against", "nowhere", here=county)
    assert wrong.returncode == 1
    assert "“nowhere”不是这个版本库里的版本" in wrong.stderr


def test_a_check_against_a_revision_warns_of_what_changed_alone(county: Path) -> None:
    """Warnings of other packages are left out; errors are told wherever they are."""
    every = mingbai("check", "--as-of", DAY, "--format", "json", here=county).stdout
    assert {i["path"].split("/")[0] for i in json.loads(every)["issues"]} >= {"registry"}
    edit(county / MONTH / "entries.csv", LINE, "村口商铺租金")
    words = ("--as-of", DAY, "--format", "json", "--against", "main")
    found = json.loads(mingbai("check", *words, here=county).stdout)["issues"]
    assert {issue["path"] for issue in found} == {f"{MONTH.removeprefix('data/')}/entries.csv"}
    edit(county / "data/registry/county/2026/books.csv", ",柳塘村村账,", ",,")
    git(county, "commit", "--quiet", "--all", "--message=second")
    git(county, "branch", "--force", "main")
    found = json.loads(mingbai("check", *words, here=county).stdout)["issues"]
    assert "registry/county/2026/books.csv" in {issue["path"] for issue in found}
    assert {issue["severity"] for issue in found} == {"error"}


def _hooked(county: Path, tmp_path: Path, message: str) -> subprocess.CompletedProcess[str]:
    """Commit what is staged, with the hook and the command of this checkout."""
    folder = tmp_path / "bin"
    folder.mkdir(exist_ok=True)
    command = folder / "mingbai"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m mingbai.cli "$@"\n', "utf-8")
    command.chmod(0o755)
    path = f"{folder}:{os.environ['PATH']}"
    words = ["git", "-C", county, "-c", "user.name=x", "-c", "user.email=x@x", "commit", "-m"]
    return subprocess.run(
        [*words, message],
        env={**os.environ, "PATH": path, "PYTHONPATH": str(ROOT / "plugins")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_hook_lets_no_error_be_committed(county: Path, tmp_path: Path) -> None:
    """What is staged counts, not what is on the disk; without data it does not even look."""
    starting.install_hook(county / ".git/hooks/pre-commit")
    table = county / MONTH / "entries.csv"
    edit(table, "6631.50", "6631.05")
    git(county, "add", "--all")
    edit(table, "6631.05", "6631.50")
    done = _hooked(county, tmp_path, "wrong")
    assert done.returncode == 1
    assert "余额是 6631.05" in done.stderr
    git(county, "add", "--all")
    git(county, "reset", "--quiet", "--hard")
    edit(county / "mingbai.toml", "format = 1", "format = 1  # 一")
    git(county, "add", "--all")
    assert _hooked(county, tmp_path, "settings").returncode == 0


def test_a_hook_of_somebody_else_stays(tmp_path: Path) -> None:
    """Ours is not laid over it."""
    hook = tmp_path / "pre-commit"
    hook.write_text("theirs", "utf-8")
    with pytest.raises(FileExistsError):
        starting.install_hook(hook)
    assert hook.read_text("utf-8") == "theirs"


def test_a_release_is_committed_and_pushed_once(tmp_path: Path) -> None:
    """The log goes to the branch; the run that it might start finds nothing new."""
    county = small_county(tmp_path / "county")
    git(tmp_path, "clone", "--quiet", "--bare", str(county), "bare")
    git(tmp_path, "clone", "--quiet", "bare", "clone")
    clone = tmp_path / "clone"
    words = ("release", "--on", DAY, "--push", "origin/main")
    done = mingbai(*words, here=clone)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.match(r"入日志 2 条，共 2 条", done.stdout)
    assert git(tmp_path / "bare", "log", "--format=%s").splitlines() == [
        "入日志 2 条，共 2 条 [skip ci]",
        "first",
    ]
    again = mingbai(*words, here=clone)
    assert (again.returncode, again.stdout) == (0, "没有新的，日志还是 2 条。\n")
    assert mingbai("release", "--push", "origin", here=clone).returncode == 1


def test_a_release_is_written_on_the_main_branch_and_goes_on_from_the_site(tmp_path: Path) -> None:
    """On a side branch, or from data that lacks what the site's log has, nothing is released."""
    county = small_county(tmp_path / "county")
    words = ("release", "--on", DAY)
    git(county, "checkout", "--quiet", "-b", "side")
    aside = mingbai(*words, here=county)
    assert aside.returncode == 1
    assert "分支 side" in aside.stderr
    assert mingbai(*words, "--dry-run", here=county).returncode == 0
    git(county, "checkout", "--quiet", "main")
    assert mingbai(*words, here=county).returncode == 0
    (checkpoint,) = (county / "data/history/checkpoints").iterdir()
    site = tmp_path / "site"
    (site / "log").mkdir(parents=True)
    shutil.copyfile(checkpoint, site / "log/checkpoint")
    going_on = mingbai(*words, "--published", str(site), here=county)
    assert (going_on.returncode, going_on.stdout) == (0, "没有新的，日志还是 2 条。\n")
    shutil.rmtree(county / "data/history")
    behind = mingbai(*words, "--published", str(site), here=county)
    assert behind.returncode == 1
    assert "网站上公开过的日志有 2 条" in behind.stderr
    assert not (county / "data/history/log.jsonl").exists()
    (site / "log/checkpoint").write_bytes(b"<html>")
    assert "不是检查点" in mingbai(*words, "--published", str(site), here=county).stderr
    missing = mingbai(*words, "--published", str(tmp_path / "none"), here=county)
    assert missing.returncode == 1
