"""What the law wants gone is gone from every file, and the log still proves what it proved."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import remembered
from harness import data_folder
from mingbai import history
from mingbai.cli import app
from mingbai.history import versions
from mingbai.history.drafting import Grounds
from remembered import LATER, codes, keep, look, rewrite, rows

BOOKS = "accounts/taiping/2026-06"
ENTRIES = f"{BOOKS}/entries.csv"
MATTERS = "village_affairs/taiping/2026q2"
LIST = f"{MATTERS}/person_lists.csv"
KINDS = ("accounts", "village_affairs", "registry")
SECRET = "付陈某芳住院救助款"  # invented
WORDS = ("--words", "摘要写出了病情，本人要求删去", "--decided-by", "太平镇三资办主任")


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Books of which one line says too much, released, corrected elsewhere, released again."""
    root = data_folder(tmp_path_factory.mktemp("data"), "village_affairs", others=("accounts",))
    table = rows(root, ENTRIES)
    table[2]["summary"] = SECRET
    rewrite(root, ENTRIES, table)
    remembered.release(root, KINDS)
    keep(root, BOOKS, MATTERS)
    table[1]["note"] = "见会议记录"
    rewrite(root, ENTRIES, table)
    remembered.correct(root, BOOKS)
    remembered.release(root, KINDS)
    keep(root, BOOKS)
    return root


@pytest.fixture
def root(released: Path, tmp_path: Path) -> Path:
    """The same in a folder of its own."""
    return Path(shutil.copytree(released, tmp_path / "data"))


def run(root: Path, package: str, *more: str) -> Result:
    """`mingbai erase`."""
    return CliRunner().invoke(app, ["erase", package, *WORDS, *more, "--data", str(root)])


def having(root: Path, text: str) -> list[str]:
    """Files in which a text stands."""
    files = (path for path in root.rglob("*") if path.is_file())
    return [
        path.relative_to(root).as_posix() for path in files if text.encode() in path.read_bytes()
    ]


def test_nothing_of_it_is_left_and_the_log_still_verifies(root: Path) -> None:
    """Two runs around a release: corrections without before, then tombstones for both versions."""
    before = history.log.read(root)
    assert len(having(root, SECRET)) == 3
    table = rows(root, ENTRIES)
    table[2]["summary"] = "付救助款"
    rewrite(root, ENTRIES, table)
    first = run(root, BOOKS)
    assert first.exit_code == 0, first.output
    assert "已写更正 1 条" in first.output
    line = remembered.lines_of(root, BOOKS)[-1]
    assert (line.number, line.reason, line.change.before) == (2, "依法删去个人信息", "")
    assert not look(root, KINDS)[1]
    [entry] = remembered.release(root, KINDS, LATER).entries
    assert entry.action == "erase"
    second = run(root, BOOKS, "--gone", SECRET)
    assert second.exit_code == 0, second.output
    assert "旧版删去 2 份" in second.output
    assert having(root, SECRET) == []
    stones = [json.loads(f.read_bytes()) for f in (root / versions.FOLDER / BOOKS).glob("*/*")]
    assert {stone["ground"] for stone in stones} == {"依法删去个人信息"}
    assert not look(root, KINDS)[1]
    after = history.log.read(root)
    assert after.lines[: len(before.lines)] == before.lines
    assert not after.issues
    assert run(root, BOOKS).output.startswith("旧版删去 0 份")


def test_what_remains_is_named(root: Path) -> None:
    """A word that stands elsewhere too is no success: the files are told."""
    table = rows(root, ENTRIES)
    table[2]["summary"] = "付救助款"
    rewrite(root, ENTRIES, table)
    run(root, BOOKS)
    remembered.release(root, KINDS, LATER)
    (root / MATTERS / "attachments/另一份.txt").write_text(SECRET, "utf-8")
    done = run(root, BOOKS, "--gone", SECRET)
    assert (done.exit_code, f"{MATTERS}/attachments/另一份.txt" in done.output) == (1, True)


def test_a_former_correction_that_said_it_is_emptied(root: Path) -> None:
    """Before and after of an old line may go, with a line of their own, and nothing else of it."""
    table = rows(root, ENTRIES)
    table[2]["summary"] = "付救助款"
    rewrite(root, ENTRIES, table)
    remembered.correct(root, BOOKS)  # with another reason: the line repeats what stood there
    remembered.release(root, KINDS, LATER)
    keep(root, BOOKS)
    corrections = f"{BOOKS}/corrections.csv"
    lines = rows(root, corrections)
    assert lines[1]["before"] == SECRET
    lines[1]["before"] = ""
    rewrite(root, corrections, lines)
    assert codes(look(root, KINDS)[1]) == ["changed-without-reason"]
    assert run(root, BOOKS).exit_code == 0
    assert not look(root, KINDS)[1]
    remembered.release(root, KINDS, LATER)
    assert run(root, BOOKS, "--gone", SECRET).exit_code == 0
    assert having(root, SECRET) == []
    lines = rows(root, corrections)
    lines[1]["words"] = "没有这回事了"
    rewrite(root, corrections, lines)
    assert "former-version-missing" in codes(look(root, KINDS)[1])


def test_a_former_correction_is_emptied_for_no_other_reason(root: Path) -> None:
    """Only the law empties it: otherwise it shrank."""
    lines = rows(root, f"{BOOKS}/corrections.csv")
    lines[0]["after"] = ""
    rewrite(root, f"{BOOKS}/corrections.csv", lines)
    remembered.correct(root, BOOKS, Grounds("其他", "不想再看到它了", "三资办主任"))
    assert "correction-without-change" in codes(look(root, KINDS)[1])


def test_a_person_list_gets_another_salt(root: Path) -> None:
    """With the old one, and the rows that stay, what stood there could be tried out."""
    salt = _salt(root)
    name = rows(root, LIST)[0]["name"]
    rewrite(root, LIST, rows(root, LIST)[1:])
    assert run(root, MATTERS).exit_code == 0
    assert _salt(root) != salt
    assert not look(root, KINDS)[1]
    remembered.release(root, KINDS, LATER)
    assert run(root, MATTERS, "--gone", name, "--gone", salt).exit_code in (0, 1)
    assert [f for f in having(root, salt) if f.startswith((MATTERS, "history"))] == []


def _salt(root: Path) -> str:
    document = json.loads((root / MATTERS / "datapackage.json").read_text("utf-8"))
    return next(one["salt"] for one in document["resources"] if one["name"] == "person_lists")


def test_a_tombstone_is_alone(root: Path) -> None:
    """Nothing is laid beside it again."""
    table = rows(root, ENTRIES)
    table[2]["summary"] = "付救助款"
    rewrite(root, ENTRIES, table)
    run(root, BOOKS)
    remembered.release(root, KINDS, LATER)
    run(root, BOOKS)
    folder = next((root / versions.FOLDER / BOOKS).iterdir())
    (folder / "entries.csv").write_text(SECRET, "utf-8")
    assert codes(look(root, KINDS)[1]) == ["former-version-broken"]
