"""How a folder looks: the same, whether packed at little cost or entry by entry."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from mingbai import fingerprints
from mingbai.history import manifest
from mingbai.publish import standing, trees
from small_site import lay


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Folders in folders, a file, a link, a pipe, names in Chinese and such as are no UTF-8."""
    top = tmp_path / "tree"
    (top / "村/账").mkdir(parents=True)
    (top / "空").mkdir()
    (top / "村/账/index.html").write_text("账", "utf-8")
    (top / "村.html").write_text("村", "utf-8")
    (top / "link").symlink_to("村.html")
    os.mkfifo(top / "pipe")
    (top / os.fsdecode(b"a\xff.txt")).write_bytes(b"a")
    return top


def test_an_outline_is_what_a_scan_sees(tree: Path) -> None:
    """Line for line, so that one signature can be held against the other."""
    outline, seen = trees.outline(tree), trees.scan(tree)
    assert len(outline.lines) == 8
    assert fingerprints.words(*outline.lines) == trees.signature(seen)
    assert outline.newest_ns == max(one.mtime_ns for one in seen.values())
    assert trees.outline(tree / "nowhere").lines == []


def test_a_folder_is_removed_and_nothing_behind_its_links(tree: Path, tmp_path: Path) -> None:
    """Files, pipes, odd names, folders in folders; what a link leads to stays, its folder too."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/kept").touch()
    (tree / "村/out").symlink_to(tmp_path / "outside")
    trees.remove(tree)
    assert [one.name for one in tmp_path.rglob("*")] == ["outside", "kept"]
    with pytest.raises(FileNotFoundError):
        trees.remove(tree)


def test_the_signature_of_a_site_leaves_its_note_out(tree: Path) -> None:
    """A note that is signed later is no change; a folder of that name is one."""
    before = standing.signature(tree)
    assert before == trees.signature(standing.look(tree))
    (tree / manifest.NOTE).write_text("signed", "utf-8")
    assert standing.signature(tree) == before == trees.signature(standing.look(tree))
    (tree / manifest.NOTE).unlink()
    (tree / manifest.NOTE).mkdir()
    assert standing.signature(tree) == trees.signature(standing.look(tree)) != before


def test_the_signature_of_inputs_is_that_of_a_closer_look(tmp_path: Path) -> None:
    """Settled or not: what was written a moment ago has none."""
    inputs = lay(tmp_path / "inputs")
    past = 1_700_000_000_000_000_000
    for file in (path for path in (tmp_path / "inputs").rglob("*") if path.is_file()):
        os.utime(file, ns=(past, past))
    assert inputs.signature() == inputs.look().signature != ""
    new = inputs.data / "new.csv"
    new.write_text("a", "utf-8")
    ahead = time.time_ns() + 3_600_000_000_000  # a moment that no slow machine leaves behind
    os.utime(new, ns=(ahead, ahead))
    assert inputs.signature() == inputs.look().signature == ""
