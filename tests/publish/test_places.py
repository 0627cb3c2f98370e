"""Outputs that cannot simply be replaced, and disks that refuse: tried on real ones, as root.

Each test runs in a mount namespace of its own, so that nothing of it is left.
"""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from harness import ROOT

PATHS = os.pathsep.join(map(str, (ROOT / "plugins", ROOT / "tests")))
PRELUDE = """
import os, subprocess, sys
from pathlib import Path
from mingbai.publish import OutputRefused, publish, rollback
from small_site import contents, is_readable, lay, render, write
here = Path(sys.argv[1])
inputs = lay(here / "inputs")
def run(site, say=print): return publish(inputs, site, say, render)
def word(site): return (site / "index.html").read_text("utf-8")
def mount(*options): subprocess.run(["mount", *map(str, options)], check=True)
def refused(site):
    try: run(site)
    except OutputRefused as refusal: return str(refusal)
    raise AssertionError("published")
"""
CAN_MOUNT = subprocess.run(
    ["unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, check=False
)
pytestmark = pytest.mark.skipif(CAN_MOUNT.returncode != 0, reason="nothing may be mounted here")


def inside(folder: Path, script: str, *wrapper: str) -> str:
    """What a script prints that runs in a mount namespace of its own, below a folder."""
    code = PRELUDE + textwrap.dedent(script)
    done = subprocess.run(
        ["unshare", "-m", *wrapper, sys.executable, "-c", code, str(folder)],
        env={**os.environ, "PYTHONPATH": PATHS},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("mounted", ['"-t", "tmpfs", "tmpfs"', '"--bind", site'])
def test_a_mount_point_is_served_inside(tmp_path: Path, mounted: str) -> None:
    """`current` in it is the site: published, published again, gone back; no leftovers."""
    script = f"""
    site = here / "volume"
    site.mkdir()
    mount({mounted}, site)
    done = run(site)
    assert done.site == site / "current", done
    assert is_readable(site / "current")
    assert not run(site).mended
    write(inputs, "第二版")
    assert "第二版" not in word(site / "current")
    run(site)
    assert "第二版" in word(site / "current")
    rollback(site)
    assert "第一版" in word(site / "current")
    assert sorted(os.listdir(site)) == [".current.mingbai", "current"]
    """
    inside(tmp_path, script)


def test_a_mount_point_with_other_files_is_refused(tmp_path: Path) -> None:
    """In words, before anything is rendered, and nothing in it is touched."""
    script = """
    site = here / "volume"
    site.mkdir()
    mount("-t", "tmpfs", "tmpfs", site)
    (site / "letter.txt").write_text("keep me")
    print(refused(site))
    assert os.listdir(site) == ["letter.txt"]
    """
    said = inside(tmp_path, script)
    assert "是挂载点，不能整个换掉；里面已有 letter.txt 等 1 项，没有动它" in said


def test_a_folder_in_a_lower_layer_is_refused_before(tmp_path: Path) -> None:
    """A site baked into an image: said in words, unrendered; empty, a link takes its place."""
    script = """
    for name in ("lower/site", "lower/empty", "upper", "work", "merged"):
        (here / "disk" / name).mkdir(parents=True)
    mount("-t", "tmpfs", "tmpfs", here / "disk")
    for name in ("lower/site", "lower/empty", "upper", "work", "merged"):
        (here / "disk" / name).mkdir(parents=True)
    run(here / "disk/lower/site")
    layers = ",".join(f"{n}dir={here}/disk/{n}" for n in ("lower", "upper", "work"))
    mount("-t", "overlay", "overlay", "-o", f"{layers},redirect_dir=off", here / "disk/merged")
    site = here / "disk/merged/site"
    write(inputs, "第二版")
    before = contents(site)
    def never(*_): raise AssertionError("rendered")
    try: publish(inputs, site, render=never)
    except OutputRefused as refusal: print(refusal)
    assert contents(site) == before
    empty = here / "disk/merged/empty"
    for text in ("第三版", "第四版", "第五版"):
        write(inputs, text)
        run(empty)
        assert text in word(empty)
    assert is_readable(empty)
    """
    assert "不能一步换掉文件夹，什么都没有写" in inside(tmp_path, script)


def test_where_nothing_can_be_exchanged_a_link_is_swapped(tmp_path: Path) -> None:
    """As on NFS: the site is a link, there at every moment; former releases and rollback work."""
    script = """
    import threading
    site = here / "site"
    run(site)
    assert site.is_symlink()
    lost, stop = [], threading.Event()
    def look():
        while not stop.is_set():
            try: word(site)
            except OSError as fault: lost.append(fault)
    reader = threading.Thread(target=look)
    reader.start()
    for number in range(8):
        write(inputs, f"第{number}版")
        run(site)
        assert f"第{number}版" in word(site)
    stop.set()
    reader.join()
    assert not lost, lost
    assert run(site).is_unchanged
    assert rollback(site).remaining == 1
    assert "第6版" in word(site)
    assert is_readable(site.resolve())
    assert len(list((here / ".site.mingbai/trees").iterdir())) == 3, "live, withdrawn, former"
    (site / "index.html").unlink()
    write(inputs, "第6版")
    assert [m.path for m in run(site).mended] == ["index.html"]
    """
    inside(tmp_path, script, "strace", "-f", "-o", "/dev/null", *NO_EXCHANGE)


NO_EXCHANGE = ("-e", "trace=renameat2", "-e", "inject=renameat2:error=EINVAL")


@pytest.mark.parametrize(
    ("options", "expected"),
    [("size=200k", "磁盘满了"), ("nr_inodes=40", "磁盘上的文件数（inode）用完了")],
)
def test_a_full_disk_is_said_and_the_old_site_stays(
    tmp_path: Path, options: str, expected: str
) -> None:
    """A first build leaves no site, a second the old one; room is given back; then it works."""
    script = f"""
    disk = here / "disk"
    disk.mkdir()
    mount("-t", "tmpfs", "-o", "{options}", "tmpfs", disk)
    print(refused(disk / "site"))
    assert not (disk / "site").exists()
    assert list((disk / ".site.mingbai/trees").iterdir()) == []
    mount("-o", "remount,size=50m,nr_inodes=5000", disk)
    run(disk / "site")
    before = contents(disk / "site")
    write(inputs, "第二版" * 100)
    for number in range(6000):
        if os.statvfs(disk).f_bavail * 4096 < 40_000 or os.statvfs(disk).f_favail < 20: break
        (disk / f"{{number}}").write_bytes(bytes({20_000 if "size" in options else 0}))
    print(refused(disk / "site"))
    assert contents(disk / "site") == before
    assert is_readable(disk / "site")
    assert list((disk / ".site.mingbai/trees").iterdir()) == []
    for file in disk.glob("[0-9]*"): file.unlink()
    run(disk / "site")
    assert "第二版" in word(disk / "site")
    """
    said = inside(tmp_path, script)
    assert said.count(expected) == 2, said
    assert said.count("没有发布；原来的网站没有变") == 2


def test_the_command_says_a_full_disk_in_one_sentence(tmp_path: Path) -> None:
    """The whole portal on a disk without room for it: exit 1, a sentence, no traceback."""
    script = """
    from harness import data_folder
    data_folder(here / "data", "appraisals")
    disk = here / "disk"
    disk.mkdir()
    mount("-t", "tmpfs", "-o", "size=1m", "tmpfs", disk)
    command = [sys.executable, "-m", "mingbai.cli", "build"]
    command += ["--data", here / "data", "--output", disk / "site"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 1, done
    print(done.stderr)
    assert sorted(os.listdir(disk)) == [".site.mingbai"]
    """
    said = inside(tmp_path, script)
    assert "磁盘满了" in said
    assert "没有发布；原来的网站没有变" in said
    assert "Traceback" not in said


def test_a_disk_that_can_only_be_read_is_said(tmp_path: Path) -> None:
    """Remounted read-only after a build: nothing new can be published, in words."""
    script = """
    disk = here / "disk"
    disk.mkdir()
    mount("-t", "tmpfs", "tmpfs", disk)
    run(disk / "site")
    mount("-o", "remount,ro", disk)
    write(inputs, "第二版")
    print(refused(disk / "site"))
    """
    assert "不能写" in inside(tmp_path, script)
