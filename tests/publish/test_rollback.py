"""The release before, served again: at once, byte for byte, or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mingbai.publish import OutputRefused, publish, rollback
from small_site import is_readable, lay, render, write


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with four releases behind it: 一, 二, 三, 四."""
    inputs = lay(tmp_path / "inputs")
    for word in ("一", "二", "三", "四"):
        write(inputs, word)
        publish(inputs, tmp_path / "site", render=render)
    return tmp_path / "site"


def word(site: Path) -> str:
    """What the site says."""
    return (site / "index.html").read_text("utf-8").removeprefix("<p>")


def private(site: Path) -> Path:
    """The folder beside it."""
    return site.parent / ".site.mingbai"


def test_two_releases_are_kept(site: Path) -> None:
    """Back to 三, to 二, and no further; each as it was, readable."""
    assert word(site) == "四"
    assert rollback(site).remaining == 1
    assert word(site) == "三"
    assert is_readable(site)
    assert rollback(site).remaining == 0
    assert word(site) == "二"
    with pytest.raises(OutputRefused, match="没有留着上一版"):
        rollback(site)
    assert word(site) == "二"


def test_the_next_build_takes_the_present_data(site: Path, tmp_path: Path) -> None:
    """After a rollback the data still says 四: so does the next build; 三 is the release before."""
    rollback(site)
    inputs = lay(tmp_path / "inputs", "四")
    assert not publish(inputs, site, render=render).is_unchanged
    assert word(site) == "四"
    rollback(site)
    assert word(site) == "三"


def test_bytes_are_shared_with_the_private_store(site: Path) -> None:
    """What never changed is one inode in every release, 0444; objects of 一 alone are gone."""
    trees = list((private(site) / "trees").iterdir())
    same = {(tree / "pages/0/index.html").stat().st_ino for tree in (*trees, site)}
    assert len(trees) == 2
    assert len(same) == 1
    kept = list((private(site) / "objects").glob("*/*"))
    assert {p.stat().st_mode & 0o777 for p in kept} == {0o444}
    used = {p.stat().st_ino for tree in (*trees, site) for p in tree.rglob("*") if p.is_file()}
    assert {p.stat().st_ino for p in kept} == used
    assert private(site).stat().st_mode & 0o777 == 0o711
    assert (private(site) / "objects").stat().st_mode & 0o777 == 0o700


def test_objects_of_a_killed_build_are_swept(site: Path, tmp_path: Path) -> None:
    """A tree that nobody recorded, and an object for it: both are gone after the next build."""
    left_over, orphan = private(site) / "trees/new-killed", private(site) / "objects/ab/cdef"
    left_over.mkdir()
    orphan.parent.mkdir(exist_ok=True)
    orphan.write_text("orphan", "utf-8")
    publish(lay(tmp_path / "inputs", "五"), site, render=render)
    assert not left_over.exists()
    assert not orphan.exists()
    test_bytes_are_shared_with_the_private_store(site)


def test_objects_of_releases_gone_back_from_are_swept(site: Path, tmp_path: Path) -> None:
    """四 and 三 were taken back, and something else published: nothing of them is left."""
    rollback(site)
    rollback(site)
    publish(lay(tmp_path / "inputs", "五"), site, render=render)
    kept = (private(site) / "objects").glob("*/*")
    assert not [one for one in kept if "四" in one.read_text("utf-8")]


def test_a_release_that_was_changed_is_refused(site: Path) -> None:
    """A shared byte edited in place, its time as before: read before anything is swapped."""
    page = site / "pages/0/index.html"
    before = page.stat()
    page.chmod(0o644)
    page.write_bytes(page.read_bytes().replace("样".encode(), "羊".encode()))
    page.chmod(0o444)
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(OutputRefused, match=r"1 处和发布时不一样（pages/0/index.html）"):
        rollback(site)
    assert word(site) == "四"


def test_an_edited_site_is_no_release(site: Path, tmp_path: Path) -> None:
    """What somebody changed is mended, and nobody gets back to it."""
    (site / "index.html").unlink()
    inputs = lay(tmp_path / "inputs", "四")
    publish(inputs, site, render=render)
    assert word(site) == "四"
    rollback(site)
    assert word(site) == "三"


def test_the_command_says_what_it_did(site: Path) -> None:
    """Day and number of files, and that the data must be changed, too; 1 where there is none."""
    command = [sys.executable, "-m", "mingbai.cli", "rollback", "--output", str(site)]
    began = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert f"已换回上一版：{site}（数据截至 2026-07-20，28 个文件）" in done.stdout
    assert "数据也要改回去" in done.stdout
    assert time.monotonic() - began < 10
    subprocess.run(command, check=True, capture_output=True)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "没有留着上一版" in done.stderr
