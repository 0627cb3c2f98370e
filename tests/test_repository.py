"""What changed in a repository of data; what is committed to it while others push."""

from __future__ import annotations

from pathlib import Path

import pytest

from counties import MONTH, commit, edit, git, small_county
from mingbai import repository
from mingbai.repository import Changed, RepositoryRefused


def places(changed: Changed) -> set[str]:
    """The places of what changed."""
    return set(changed.places)


def test_what_changed_since_a_branch_was_left(tmp_path: Path) -> None:
    """Packages and texts, committed or not, new files too; not what the other branch did since."""
    county = small_county(tmp_path / "县")
    data, prose = county / "data", county / "content"
    git(county, "checkout", "--quiet", "-b", "六月")
    edit(county / MONTH / "entries.csv", "村口商铺六月租金", "村口商铺租金")
    commit(county, "second")
    (data / "accounts/taiping/2026-07").mkdir()
    (data / "accounts/taiping/2026-07/entries.csv").write_text("", "utf-8")
    edit(county / "content/pages/about.md", "谁都可以看", "谁都能看")
    (county / "notes.txt").write_text("", "utf-8")
    found = repository.since("main", data, prose)
    assert places(found) == {
        "accounts/taiping/2026-06",
        "accounts/taiping/2026-07",
        "content/pages/about.md",
    }
    assert found.has("accounts/taiping/2026-06/entries.csv")
    assert found.has("content/pages/about.md")
    assert not found.has("accounts/taiping/2026-060/entries.csv")
    assert not found.has("registry/county/2026/site.csv")
    git(county, "checkout", "--quiet", "--force", "main")
    edit(county / "data/registry/county/2026/site.csv", "清源县明白账", "明白账")
    commit(county, "third")
    git(county, "checkout", "--quiet", "六月")
    assert "registry/county/2026" not in places(repository.since("main", data, prose))
    with pytest.raises(RepositoryRefused, match="“nowhere”不是这个版本库里的版本"):
        repository.since("nowhere", data, prose)
    with pytest.raises(RepositoryRefused, match="不在版本库里"):
        repository.since("main", tmp_path, prose)


def test_what_is_staged_is_laid_as_it_will_be_committed(tmp_path: Path) -> None:
    """Neither later edits nor files that nobody added are in it."""
    county = small_county(tmp_path / "县")
    data, prose = county / "data", county / "content"
    assert not repository.staged(data, prose).places
    edit(county / MONTH / "entries.csv", "村口商铺六月租金", "村口商铺租金")
    assert not repository.staged(data, prose).places
    git(county, "add", "--all")
    assert places(repository.staged(data, prose)) == {"accounts/taiping/2026-06"}
    assert repository.is_as_staged(data, prose)
    edit(county / MONTH / "entries.csv", "村口商铺租金", "后来又改")
    assert not repository.is_as_staged(data, prose)
    laid = repository.lay_staged(data, tmp_path / "laid")
    text = (laid / "accounts/taiping/2026-06/entries.csv").read_text("utf-8")
    assert "村口商铺租金" in text
    git(county, "checkout", "--quiet", "--", ".")
    (data / "accounts/new.txt").write_text("", "utf-8")
    assert not repository.is_as_staged(data, prose)


def clones(tmp_path: Path) -> tuple[Path, Path]:
    """Two clones of one bare repository."""
    county = small_county(tmp_path / "county")
    git(tmp_path, "clone", "--quiet", "--bare", str(county), "bare")
    for name in ("one", "two"):
        git(tmp_path, "clone", "--quiet", "bare", name)
    return tmp_path / "one", tmp_path / "two"


def test_a_commit_that_comes_second_is_made_anew(tmp_path: Path) -> None:
    """Upon what the other one pushed: nothing of it is lost, and the count goes on."""
    one, two = clones(tmp_path)

    def count(clone: Path) -> str:
        log = clone / "data" / "log.txt"
        known = log.read_text("utf-8") if log.exists() else ""
        log.write_text(known + f"{clone.name}\n", "utf-8")
        return f"入日志：{clone.name}"

    assert repository.commit_and_push(one / "data", "origin", "main", lambda: count(one)) == 1
    assert repository.commit_and_push(two / "data", "origin", "main", lambda: count(two)) == 2
    git(one, "pull", "--quiet")
    assert (one / "data/log.txt").read_text("utf-8") == "one\ntwo\n"
    subjects = git(one, "log", "--format=%s").splitlines()
    assert subjects == ["入日志：two [skip ci]", "入日志：one [skip ci]", "first"]


def test_nothing_new_makes_no_commit(tmp_path: Path) -> None:
    """So that a run which its own commit started ends there."""
    one, _ = clones(tmp_path)
    before = git(one, "rev-parse", "HEAD")
    assert repository.commit_and_push(one / "data", "origin", "main", lambda: "") == 1
    assert git(one, "rev-parse", "HEAD") == before


def test_nothing_of_anybody_is_thrown_away(tmp_path: Path) -> None:
    """With changes that nobody committed it is not even begun."""
    one, _ = clones(tmp_path)
    edit(one / MONTH / "entries.csv", "村口商铺六月租金", "我改的")
    with pytest.raises(RepositoryRefused, match="还有没有提交的改动"):
        repository.commit_and_push(one / "data", "origin", "main", lambda: pytest.fail("begun"))
    assert "我改的" in (one / MONTH / "entries.csv").read_text("utf-8")
