"""`mingbai preview`: a revision of a repository against the files that are there now."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import remembered
from harness import ROOT, data_folder
from mingbai import build, history, plugin, previewing
from mingbai.build import Checked, site
from mingbai.kinds.accounts.sheet_versions import sheet_versions
from mingbai.previewing import BaseRefused, against, as_released, looked_at
from mingbai.publish import publish, rendering
from shared import Shared, inputs
from test_cli import mingbai

BAIYANG = "accounts/baiyang/2026-06"
JUNE = "accounts/taiping/2026-06"
ENTRIES = f"{JUNE}/entries.csv"


def git(folder: Path, *arguments: str) -> str:
    """What git says."""
    command = ["git", "-c", "user.name=t", "-c", "user.email=t@t.example", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def changed(data: Path) -> None:
    """A word of June is another, and 白杨镇 has no June any more."""
    rows = remembered.rows(data, ENTRIES)
    rows[1]["summary"] = "村北道路维修材料费"
    remembered.rewrite(data, ENTRIES, rows)
    shutil.rmtree(data / BAIYANG)


def differing(before: Path, after: Path) -> set[str]:
    """Every file that `diff -rq` names, below the folders; a folder alone stands for its files."""
    done = subprocess.run(
        ["diff", "-rq", str(before), str(after)],
        capture_output=True,
        text=True,
        check=False,
        env={"LC_ALL": "C"},
    )
    names: set[str] = set()
    for line in done.stdout.splitlines():
        if line.startswith("Only in "):
            folder, _, name = line.removeprefix("Only in ").partition(": ")
            only = Path(folder, name)
            root = before if only.is_relative_to(before) else after
            found = [p for p in only.rglob("*") if p.is_file()] if only.is_dir() else [only]
            names |= {path.relative_to(root).as_posix() for path in found}
        else:
            file = line.removeprefix("Files ").partition(" and ")[0]
            names.add(Path(file).relative_to(before).as_posix())
    return names


def test_it_names_exactly_the_files_that_differ(shared: Shared, tmp_path: Path) -> None:
    """Pages and files of the preview are those of `diff -rq` of two published outputs.

    The base is a commit, whose folder is not touched: what lies there is what is looked at.
    """
    repository = tmp_path / "repository"
    data = data_folder(repository / "data", "accounts")
    git(repository, "init", "-q")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "July")
    changed(data)
    state = git(repository, "status", "--porcelain")
    done = mingbai(
        *("preview", "--against", "HEAD", "--data", str(data), "--format", "json"),
        *("--content", str(ROOT / "content"), "--output", "{here}/preview.json"),
        here=tmp_path,
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert git(repository, "status", "--porcelain") == state
    assert git(repository, "worktree", "list").count("\n") == 1
    told = {
        topic["name"]: topic["consequences"]
        for topic in json.loads((tmp_path / "preview.json").read_text("utf-8"))["topics"]
    }
    publish(inputs(data), tmp_path / "after")
    before = shared.published(shared.data("accounts"))
    named = [one["id"] for name in ("pages", "files") for one in told[name]]
    assert len(named) == len(set(named))
    assert set(named) == differing(before, tmp_path / "after")
    assert all(one["id"].endswith(".html") for one in told["pages"])
    again = [one["words"] for one in told["sheets"] if one["move"] == "changed"]
    assert again == ["柳塘村账本财务公开单，2026 年 6 月：内容变了，要重新张贴"]
    assert "白杨镇上河村 6 月支出 1,640.00 → 没有了" in [one["words"] for one in told["figures"]]


def test_both_sides_are_as_the_next_release_would_leave_them(tmp_path: Path) -> None:
    """A correction is told as readers will be told of it; the neighbours' paper stays as good.

    The data that is looked at is not touched.
    """
    base = data_folder(tmp_path / "base", "accounts")
    remembered.release(base, sorted(folder.name for folder in base.iterdir()))
    data = Path(shutil.copytree(base, tmp_path / "data"))
    remembered.keep(data, JUNE)
    rows = remembered.rows(data, ENTRIES)
    rows[1]["summary"] = "村北道路维修材料费"
    remembered.rewrite(data, ENTRIES, rows)
    remembered.correct(data, JUNE)
    log = (data / history.log.PATH).read_bytes()
    present = looked_at(inputs(data))
    to_be, entries = as_released(present, tmp_path / "laid")
    assert [(one.package, one.action) for one in entries] == [(JUNE, "correct")]
    assert (data / history.log.PATH).read_bytes() == log
    edition = site(to_be.checked).edition
    newest = edition.releases[-1]
    assert (newest.entry, newest.is_current) == (entries[0], True)
    versions = sheet_versions(edition)
    changed_book, neighbour = (row["book_id"] for row in (rows[1], rows[-1]))
    assert changed_book != neighbour
    of_both = (versions.of(JUNE, book) for book in (changed_book, neighbour))
    assert [one.is_corrected for one in of_both if one] == [True, False]
    assert as_released(to_be, tmp_path / "none") == (to_be, ())
    unlogged = replace(present, checked=replace(present.checked, log=history.log.Log()))
    assert as_released(unlogged, tmp_path / "none") == (unlogged, ())


def test_a_site_that_stands_is_made_use_of(
    shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the base nothing is made again where its portal is there; each side is checked once."""
    base = shared.data("accounts")
    published = shared.published(base)
    data = Path(shutil.copytree(base, tmp_path / "data"))
    changed(data)
    checked: list[Path] = []
    made: list[int] = []

    def noted_check(root: Path, **more: Any) -> Checked:
        checked.append(root)
        return build.check(root, **more)

    def noted_render(*given: Any, **more: Any) -> rendering.Rendered:
        rendered = render(*given, **more)
        made.append(len(rendered.record.tasks) - len(rendered.kept))
        return rendered

    render = rendering.render
    monkeypatch.setattr(previewing, "check", noted_check)
    monkeypatch.setattr(plugin, "build", None)
    monkeypatch.setattr(rendering, "render", noted_render)
    against(str(base), inputs(data), standing=published)
    assert checked == [data, base.resolve()]
    of_base, of_data = made
    assert of_base == 0 < of_data


def test_wrong_data_is_told_and_nothing_else(tmp_path: Path) -> None:
    """Exit 2; where the preview would stand stands the report, in the form that was asked for."""
    base = data_folder(tmp_path / "base", "accounts")
    wrong = data_folder(tmp_path / "wrong", "accounts", "wrong_balance")
    options = ("preview", "--against", str(base), "--data", str(wrong), "--format", "json")
    done = mingbai(*options, here=tmp_path)
    assert done.returncode == 2
    report = json.loads(done.stdout)
    assert report["errors"]
    assert {issue["code"] for issue in report["issues"]} >= {"wrong-balance"}


def test_a_base_that_is_none_is_said_in_words(tmp_path: Path) -> None:
    """No folder and no revision, an option in disguise, a form nobody knows: exit 1, no work."""
    data = data_folder(tmp_path / "data", "complaints")
    for base in ("nowhere", "--output=/tmp/x", "HEAD"):
        done = mingbai("preview", f"--against={base}", "--data", str(data), here=tmp_path)
        assert (done.returncode, done.stdout) == (1, "")
        assert f"“{base}”不是数据文件夹，也不是" in done.stderr
    done = mingbai("preview", "--against", ".", "--format", "xml", here=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "没有这种格式：xml；有 text、markdown、json、html" in done.stderr


def test_a_commit_before_the_data_came_is_said_in_words(tmp_path: Path) -> None:
    """The revision is there, the folder in it is not."""
    (tmp_path / "README").write_text("x", "utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "README")
    git(tmp_path, "commit", "-q", "-m", "first")
    data = data_folder(tmp_path / "data", "complaints")
    with pytest.raises(BaseRefused, match="里没有 data 这个数据文件夹"):
        against("HEAD", inputs(data))


def test_a_base_with_errors_is_said_in_words(tmp_path: Path) -> None:
    """Of data that was never a site nothing can be compared."""
    base = data_folder(tmp_path / "base", "complaints", "wrong_complaint_due")
    data = data_folder(tmp_path / "data", "complaints")
    with pytest.raises(BaseRefused, match=r"自己就有 1 个错误.*complaints.csv"):
        against(str(base), inputs(data))
