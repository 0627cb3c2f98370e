"""Files that are taken from the standing site: those that were recorded, and no others."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from mingbai.tasks import Altered, LeftFile, Made, Product, TaskRecord, keep, load, save


@pytest.fixture
def standing(tmp_path: Path) -> Path:
    """A site of one file."""
    site = tmp_path / "standing"
    (site / "a").mkdir(parents=True)
    (site / "a/index.html").write_bytes("一页".encode() * 100_000)
    return site


def _file(path: Path) -> LeftFile:
    found = path.stat()
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return LeftFile(sha256, found.st_size, found.st_mtime_ns, found.st_ino)


def test_a_file_is_copied_with_its_time(standing: Path, tmp_path: Path) -> None:
    """The same bytes, the same time of modification, a file of its own."""
    was = _file(standing / "a/index.html")
    kept = keep({"a/index.html": was}, standing, tmp_path / "new")
    copy = tmp_path / "new/a/index.html"
    assert copy.read_bytes() == (standing / "a/index.html").read_bytes()
    assert kept == {"a/index.html": _file(copy)}
    assert copy.stat().st_mtime_ns == was.mtime_ns
    assert copy.stat().st_ino != was.inode


def test_a_published_file_is_shared(standing: Path, tmp_path: Path) -> None:
    """The very file that was recorded, if nobody may write it, is in both sites; no byte moves."""
    page = standing / "a/index.html"
    page.chmod(0o444)
    was = _file(page)
    assert keep({"a/index.html": was}, standing, tmp_path / "new") == {"a/index.html": was}
    assert page.samefile(tmp_path / "new/a/index.html")


def test_another_file_of_the_same_bytes_is_copied(standing: Path, tmp_path: Path) -> None:
    """Somebody put it there, and may have it open: the new site gets a file of its own."""
    page = standing / "a/index.html"
    was, body = _file(page), page.read_bytes()
    page.rename(standing / "former")
    page.write_bytes(body)
    page.chmod(0o444)
    keep({"a/index.html": was}, standing, tmp_path / "new")
    copy = tmp_path / "new/a/index.html"
    assert copy.read_bytes() == body
    assert not copy.samefile(page)


def test_a_file_of_another_time_is_read(standing: Path, tmp_path: Path) -> None:
    """Touched but the same: trusted, and it keeps the time that was recorded."""
    was = _file(standing / "a/index.html")
    os.utime(standing / "a/index.html", ns=(1, 1))
    keep({"a/index.html": was}, standing, tmp_path / "new")
    assert (tmp_path / "new/a/index.html").stat().st_mtime_ns == was.mtime_ns


@pytest.mark.parametrize("how", ["edited", "longer", "gone", "linked", "a folder"])
def test_a_file_that_was_altered_is_refused(standing: Path, tmp_path: Path, how: str) -> None:
    """An edit of the same size, another size, nothing, a link, a folder: none is taken."""
    page = standing / "a/index.html"
    was, body = _file(page), page.read_bytes()
    page.unlink()
    if how == "edited":
        page.write_bytes(body[:-3] + "字".encode())
    elif how == "longer":
        page.write_bytes(body + b" ")
    elif how == "linked":
        (standing / "b").write_bytes(body)
        page.symlink_to(standing / "b")
    elif how == "a folder":
        page.mkdir()
    with pytest.raises(Altered, match="index"):
        keep({"a/index.html": was}, standing, tmp_path / "new")
    assert not (tmp_path / "new").exists()


RECORD = TaskRecord(
    base="b",
    tasks={
        "home": Made(
            key="home",
            reads={"dues": "1", "setting phone": "2"},
            files={"index.html": LeftFile("ab", 3, 1_700_000_000_000_000_001, 5)},
            subjects=(("contract", "HT 06"),),
            pages=1,
            origins={"index.html": "cd"},
            why="new",
        )
    },
    products={"panels/clock": Product("panels/clock", {"dues": "1"}, {"place 99": [{"a": "字"}]})},
)


def test_a_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Nothing is lost, nanoseconds and order included."""
    save(RECORD, tmp_path / "record")
    found = load(tmp_path / "record")
    assert found == RECORD
    assert [path.name for path in tmp_path.iterdir()] == ["record"]


@pytest.mark.parametrize("how", ["gone", "cut short", "a digit", "another form", "no record"])
def test_a_damaged_record_is_as_good_as_none(tmp_path: Path, how: str) -> None:
    """A tail that is missing, a bit that turned, another version, a foreign file with its sum."""
    path = tmp_path / "record"
    save(RECORD, path)
    body = path.read_bytes()
    path.unlink()
    if how == "cut short":
        path.write_bytes(body[:-10])
    elif how == "a digit":
        path.write_bytes(body.replace(b"HT 06", b"HT 07"))
    elif how in ("another form", "no record"):
        rest = b'{"form":0}' if how == "another form" else b'{"form":1,"tasks":[[]]}'
        path.write_bytes(hashlib.sha256(rest).hexdigest().encode() + b"\n" + rest)
    assert load(path) is None
