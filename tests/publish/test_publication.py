"""Publishing a small site: whole, readable, mended, never a mix; what stands beside it."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from harness import ROOT
from mingbai import fingerprints
from mingbai.publish import Inputs, OutputRefused, Prepared, publish, rendering
from small_site import contents, is_readable, lay, render, write

SITE = "site"


@pytest.fixture
def inputs(tmp_path: Path) -> Inputs:
    return lay(tmp_path / "inputs")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "www").mkdir()
    return tmp_path / "www" / SITE


def run(inputs: Inputs, site: Path, **more: Any) -> Any:
    """Publish the small site."""
    return publish(inputs, site, **{"render": render, **more})


def never(_inputs: Inputs, _tree: Path) -> None:
    """For what must not be rendered."""
    raise AssertionError("rendered")


def settled() -> None:
    """Wait until a change of a file must show in its time."""
    time.sleep(0.1)


def test_nothing_private_is_published(inputs: Inputs, site: Path) -> None:
    """Readers get what was rendered and the manifest; the record lies beside."""
    run(inputs, site)
    files = {path for path, what in contents(site).items() if what != "folder"}
    assert len(files) == 28
    assert not [path for path in files if Path(path).name.startswith(".")]
    assert sorted(p.name for p in site.parent.iterdir()) == [".site.mingbai", SITE]
    sums = (site / "SHA256SUMS").read_text("utf-8").splitlines()
    assert {line[66:] for line in sums} == files - {"SHA256SUMS"}


@pytest.mark.parametrize("mask", [0o077, 0o777, 0o000])
def test_a_site_is_readable_whatever_the_umask(inputs: Inputs, site: Path, mask: int) -> None:
    """Files 444, folders 755, the site's own too."""
    before = os.umask(mask)
    try:
        run(inputs, site)
    finally:
        os.umask(before)
    assert is_readable(site)


def test_nothing_changed_is_seen_without_reading(
    inputs: Inputs, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second run opens no file of inputs or site."""
    settled()
    run(inputs, site)

    def refuse(file: Path) -> str:
        raise AssertionError(f"read {file}")

    monkeypatch.setattr(fingerprints, "content", refuse)
    assert run(inputs, site, render=never).is_unchanged


def test_what_was_only_touched_is_hashed_once(
    inputs: Inputs, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another time and inode with the same bytes: nothing is rendered, and the record learns it."""
    settled()
    run(inputs, site)
    word = inputs.data / "word.txt"
    os.utime(word, (1, 1))
    os.utime(site / "index.html", (1, 1))
    assert run(inputs, site, render=never).is_unchanged
    monkeypatch.setattr(fingerprints, "content", lambda file: pytest.fail(f"read {file}"))
    assert run(inputs, site, render=never).is_unchanged


def test_an_edit_just_after_a_build_is_seen(inputs: Inputs, site: Path) -> None:
    """A file of the same size, changed in the tick of its reading, is not taken for the old one."""
    write(inputs, "甲")
    run(inputs, site)
    write(inputs, "乙")
    assert not run(inputs, site).is_unchanged
    assert "乙" in (site / "index.html").read_text("utf-8")


def test_what_was_checked_is_made_use_of_while_nothing_changed(
    inputs: Inputs, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A site that was prepared is of inputs that were read; of others it says nothing."""
    given: list[object] = []

    def rendered(made_from: Inputs, tree: Path, *_: object, **more: object) -> None:
        given.append(more["site"])
        render(made_from, tree)

    monkeypatch.setattr(rendering, "render", rendered)
    known: Any = "the site"
    prepared = Prepared(inputs.look().read({}), known)
    publish(inputs, site, prepared=prepared)
    write(inputs, "乙")
    publish(inputs, site, prepared=prepared)
    assert given == [known, None]


def _edited(site: Path) -> None:
    (site / "index.html").chmod(0o644)
    (site / "index.html").write_text("假的", "utf-8")


def _replaced(site: Path) -> None:
    (site / "index.html").unlink()
    (site / "index.html").write_text("假的", "utf-8")


def _linked(site: Path) -> None:
    (site / "theme" / "style.css").unlink()
    (site / "theme" / "style.css").symlink_to("/etc/passwd")


EDITS: dict[str, tuple[Callable[[Path], object], tuple[str, str]]] = {
    "edited in place": (_edited, ("index.html", "权限改成了 644")),
    "replaced": (_replaced, ("index.html", "权限改成了 644")),
    "gone": (lambda site: (site / "pages/1/data.csv").unlink(), ("pages/1/data.csv", "不见了")),
    "a link for a file": (_linked, ("theme/style.css", "是链接")),
    "a planted link": (lambda site: (site / "pw").symlink_to("/etc/passwd"), ("pw", "是链接")),
    "a pipe": (lambda site: os.mkfifo(site / "pipe"), ("pipe", "不是普通文件")),
    "an extra file": (lambda site: (site / "x").write_text("x"), ("x", "多出来的文件")),
    "an empty folder": (lambda site: (site / "leer").mkdir(), ("leer", "多出来的文件夹")),
    "a mode": (lambda site: (site / "index.html").chmod(0), ("index.html", "权限改成了 0")),
    "a folder's mode": (lambda site: (site / "pages").chmod(0o700), ("pages", "权限改成了 700")),
    "the site's own mode": (lambda site: site.chmod(0o700), (".", "权限改成了 700")),
    "no manifest": (lambda site: (site / "SHA256SUMS").unlink(), ("SHA256SUMS", "不见了")),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edited_site_is_mended_and_it_is_said(inputs: Inputs, site: Path, name: str) -> None:
    """Bytes, kinds and modes are as they were; the change is named; then nothing is left to do."""
    settled()
    run(inputs, site)
    before = contents(site)
    edit, expected = EDITS[name]
    edit(site)
    done = run(inputs, site)
    assert expected in [(one.path, one.what) for one in done.mended]
    assert not done.is_unchanged
    assert contents(site) == before
    assert is_readable(site)
    assert run(inputs, site, render=never).is_unchanged
    assert sorted(p.name for p in site.parent.iterdir()) == [".site.mingbai", SITE]


def test_an_edit_of_the_same_size_is_found_by_its_bytes(inputs: Inputs, site: Path) -> None:
    """Mode as it was, size too: the time differs, so the file is read."""
    settled()
    run(inputs, site)
    page = site / "index.html"
    body = page.read_bytes()
    page.chmod(0o644)
    page.write_bytes(body.replace("一".encode(), "二".encode()))
    page.chmod(0o444)
    assert [(m.path, m.what) for m in run(inputs, site).mended] == [("index.html", "内容改过")]
    assert page.read_bytes() == body


def test_an_edit_that_forges_its_time_is_found_by_reading_all(inputs: Inputs, site: Path) -> None:
    """Size, time, mode and inode as before: not seen, but by `--fresh`, which mends it."""
    settled()
    run(inputs, site)
    page = site / "index.html"
    body, before = page.read_bytes(), page.stat()
    page.chmod(0o644)
    page.write_bytes(body.replace("一".encode(), "二".encode()))
    page.chmod(0o444)
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert run(inputs, site, render=never).is_unchanged
    done = run(inputs, site, is_fresh=True)
    assert [(one.path, one.what) for one in done.mended] == [("index.html", "内容改过")]
    assert page.read_bytes() == body
    assert run(inputs, site, render=never, is_fresh=True).is_unchanged


def test_a_site_is_mended_from_what_is_kept(inputs: Inputs, site: Path) -> None:
    """Where the kept bytes are sound nothing is rendered."""
    settled()
    run(inputs, site)
    before = contents(site)
    (site / "index.html").unlink()
    run(inputs, site, render=never)
    assert contents(site) == before


def test_what_did_not_change_keeps_its_time_and_bytes(inputs: Inputs, site: Path) -> None:
    """The next release shares inode and time of modification of every equal file."""
    run(inputs, site)
    same, other = site / "pages/0/index.html", site / "pages/1/index.html"
    before = [(f.stat().st_ino, f.stat().st_mtime_ns) for f in (same, other)]
    settled()
    write(inputs, "第二版")
    run(inputs, site)
    after = [(f.stat().st_ino, f.stat().st_mtime_ns) for f in (same, other)]
    assert after[0] == before[0]
    assert after[1] != before[1]


def test_other_inputs_and_the_same_site_are_not_swapped(inputs: Inputs, site: Path) -> None:
    """A comment in the settings: rendered, found equal, nothing touched."""
    settled()
    run(inputs, site)
    inode = site.stat().st_ino
    inputs.config.write_text("SITENAME = 'small'  # once\n", "utf-8")
    settled()
    run(inputs, site)
    assert site.stat().st_ino == inode
    assert run(inputs, site, render=never).is_unchanged


def test_a_folder_named_pycache_is_read_like_others(inputs: Inputs, site: Path) -> None:
    """What changes in it changes the fingerprint; only the program's own is left out."""
    table = inputs.data / "open_data" / "__pycache__" / "t.csv"
    table.parent.mkdir(parents=True)
    table.write_text("a\n1\n", "utf-8")
    settled()
    run(inputs, site)
    before = inputs.fingerprint(), fingerprints.tree(inputs.data)
    table.write_text("a\n2\n", "utf-8")
    assert fingerprints.tree(inputs.data) != before[1]
    assert inputs.fingerprint() != before[0]


def test_a_folder_that_cannot_be_listed_is_an_error(
    inputs: Inputs, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """EIO while listing the new tree: said in words, the old site stays, nothing is left over."""
    run(inputs, site)
    before = contents(site)
    write(inputs, "第二版")
    scandir = os.scandir

    def failing(path: Any = ".") -> Any:
        if "/trees/new-" in f"{path}" and f"{path}".endswith("/pages/1/"):
            raise OSError(errno.EIO, os.strerror(errno.EIO), path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", failing)
    with pytest.raises(OutputRefused, match="磁盘读写出错"):
        run(inputs, site)
    monkeypatch.undo()
    assert contents(site) == before
    assert list((site.parent / ".site.mingbai" / "trees").iterdir()) == []


def test_listing_errors_are_raised_by_the_fingerprint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`os.walk` swallows them unless told otherwise."""
    (tmp_path / "a").mkdir()
    scandir = os.scandir

    def failing(path: Any = ".") -> Any:
        if f"{path}".rstrip("/").endswith("/a"):
            raise OSError(errno.EIO, "no", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", failing)
    with pytest.raises(OSError, match="no"):
        fingerprints.tree(tmp_path)


def test_the_lock_follows_no_link(inputs: Inputs, site: Path) -> None:
    """Somebody's file behind a link, a hard link or in the place of the folder is not touched."""
    victim = site.parent / "victim"
    victim.write_text("keep me", "utf-8")
    private = site.parent / ".site.mingbai"
    private.mkdir()
    lock = private / "lock"
    for plant in (lambda: lock.symlink_to(victim), lambda: lock.hardlink_to(victim), lock.mkdir):
        plant()
        with pytest.raises(OutputRefused, match="锁文件"):
            run(inputs, site)
        assert victim.read_text("utf-8") == "keep me"
        lock.rmdir() if lock.is_dir() else lock.unlink()
    private.rename(site.parent / "aside")
    private.symlink_to(site.parent / "aside")
    with pytest.raises(OutputRefused, match="不是本程序的文件夹"):
        run(inputs, site)


def test_what_comes_second_waits_and_sees_what_is_newest(inputs: Inputs, site: Path) -> None:
    """Five builds that wait while the data changes are one: it is rendered twice in all."""
    rendered: list[str] = []
    begun, go_on = threading.Event(), threading.Event()
    said: list[str] = []

    def slow(order: Inputs, tree: Path) -> None:
        rendered.append((order.data / "word.txt").read_text("utf-8"))
        render(order, tree)
        begun.set()
        go_on.wait(10)

    first = threading.Thread(target=lambda: run(inputs, site, render=slow))
    first.start()
    assert begun.wait(10)
    waiting = [
        threading.Thread(target=lambda: run(inputs, site, render=slow, say=said.append))
        for _ in range(5)
    ]
    for one in waiting:
        one.start()
    while len(said) < 5:
        time.sleep(0.01)
    write(inputs, "最新的")
    go_on.set()
    for one in (first, *waiting):
        one.join(20)
    assert rendered == ["第一版", "最新的"]
    assert "最新的" in (site / "index.html").read_text("utf-8")
    assert all(f"进程（{os.getpid()}）正在用" in words for words in said)


def test_data_that_never_rests_is_not_published(inputs: Inputs, site: Path) -> None:
    """Three times it is tried; then it is said, and there is no site."""

    def changing(order: Inputs, tree: Path) -> None:
        render(order, tree)
        write(order, f"{(order.data / 'word.txt').read_text('utf-8')}了")

    said: list[str] = []
    with pytest.raises(OutputRefused, match="一直在改"):
        run(inputs, site, render=changing, say=said.append)
    assert len(said) == 3
    assert not site.exists()
    assert list((site.parent / ".site.mingbai" / "trees").iterdir()) == []


def test_a_folder_of_somebody_else_with_a_reused_inode_is_not_ours(
    inputs: Inputs, site: Path
) -> None:
    """A record alone makes no folder ours: one of the files must be there."""
    run(inputs, site)
    records = site.parent / ".site.mingbai" / "records"
    inode = site.stat().st_ino
    site.rename(site.parent / "moved")
    site.mkdir()
    (site / "letter.txt").write_text("keep me", "utf-8")
    for file in list(records.iterdir()):
        file.rename(records / file.name.replace(str(inode), str(site.stat().st_ino)))
    with pytest.raises(OutputRefused, match="不是本程序生成的文件"):
        run(inputs, site)
    assert (site / "letter.txt").read_text("utf-8") == "keep me"


@pytest.mark.parametrize("damage", [b"", b"{}", b"[]", b'{"form": 1}', b'{"form": 2}', b"\xff"])
def test_a_damaged_record_is_no_record(inputs: Inputs, site: Path, damage: bytes) -> None:
    """Either part of it damaged: all is built again, nothing is believed, nothing fails."""
    run(inputs, site)
    before = contents(site)
    records = site.parent / ".site.mingbai" / "records"
    for ending in ("json", "files.json"):
        (records / f"{site.stat().st_ino}.{ending}").write_bytes(damage)
        write(inputs, (inputs.data / "word.txt").read_text("utf-8"))
        assert not run(inputs, site).is_unchanged
        assert contents(site) == before


def test_publishing_is_synced_before_the_swap(inputs: Inputs, site: Path, tmp_path: Path) -> None:
    """First the whole file system, then the exchange, then the names around it."""
    script = (
        "import sys; from pathlib import Path; from mingbai.publish import publish;"
        "import small_site as s; i = s.lay(Path(sys.argv[1]), sys.argv[3]);"
        "publish(i, Path(sys.argv[2]), render=s.render)"
    )
    trace = tmp_path / "trace"
    for word in ("一", "二"):
        command = ["strace", "-f", "-o", str(trace), "-e", "trace=syncfs,fsync,renameat2,rename"]
        command += [sys.executable, "-c", script, str(inputs.data.parent), str(site), word]
        path = os.pathsep.join(map(str, (ROOT / "plugins", ROOT / "tests")))
        subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": path})
    calls = [line.split(maxsplit=1)[1] for line in trace.read_text().splitlines() if "= 0" in line]
    at = next(n for n, call in enumerate(calls) if "EXCHANGE" in call and f'"{site}"' in call)
    names = [call.split("(")[0] for call in calls]
    assert "syncfs" in names[:at]
    assert names[at + 1 :].count("fsync") >= 2
