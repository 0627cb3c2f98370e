"""The data of a day is what the log had by then: corrected or withdrawn since, not yet there."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

import remembered
from harness import data_folder
from mingbai.history import known, log, versions, withdrawing
from remembered import LATER, RELEASED, look, rewrite, rows

NOTICES = "delays/zhujian/2026-06"
BOOKS = "accounts/taiping/2026-06"
MATTERS = "village_affairs/taiping/2026q2"
KINDS = ("accounts", "delays", "village_affairs", "registry")
ALWAYS = frozenset({"registry"})


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Released; then the books corrected, the notices withdrawn, both released."""
    folder = tmp_path_factory.mktemp("data")
    root = data_folder(folder, "village_affairs", others=("accounts", "delays"))
    remembered.release(root, KINDS)
    remembered.keep(root, BOOKS)
    table = rows(root, f"{BOOKS}/entries.csv")
    table[2]["summary"] = "付本月接待补贴"
    rewrite(root, f"{BOOKS}/entries.csv", table)
    remembered.correct(root, BOOKS)
    withdrawing.withdraw(root, NOTICES, remembered.SCHEMAS["delays"], remembered.TYPO, LATER)
    remembered.release(root, KINDS, LATER)
    return root


def laid(root: Path, day: date, target: Path) -> known.Known:
    """The data of a day."""
    standings = look(root, KINDS)[0].standings
    return known.lay(
        root,
        day,
        target,
        lambda path: standings[path].seal.digest if path in standings else None,
        ALWAYS,
    )


def test_before_the_correction(root: Path, tmp_path: Path) -> None:
    """The old word, the notices as they were, the log of the first release; all of it in order."""
    done = laid(root, LATER - timedelta(1), tmp_path)
    assert done.has_log
    assert "接待" not in (tmp_path / BOOKS / "entries.csv").read_text("utf-8")
    assert not (tmp_path / BOOKS / "corrections.csv").exists()
    assert (tmp_path / NOTICES / "notices.csv").is_file()
    memory, issues = look(tmp_path, KINDS)
    assert not issues
    assert all(one.is_released for one in memory.standings.values())
    assert log.read(tmp_path).lines == log.read(root).lines[:-2]


def test_on_the_day_of_the_correction(root: Path, tmp_path: Path) -> None:
    """As the data is now."""
    laid(root, LATER, tmp_path)
    assert "接待" in (tmp_path / BOOKS / "entries.csv").read_text("utf-8")
    assert not (tmp_path / NOTICES / "notices.csv").exists()
    assert log.read(tmp_path).lines == log.read(root).lines
    assert not look(tmp_path, KINDS)[1]


def test_before_there_was_a_log(root: Path, tmp_path: Path) -> None:
    """Of what was released first the day of publication is believed, of nothing later."""
    first = log.read(root).entries[0]
    assert known.known_from(first, RELEASED) == first.published
    second = log.read(root).entries[-1]
    assert known.known_from(second, RELEASED) == LATER
    laid(root, date(2026, 6, 30), tmp_path)
    assert not (tmp_path / BOOKS).exists()
    assert (tmp_path / "accounts/taiping/2026-05").is_dir()
    assert (tmp_path / "registry").is_dir()
    assert not (tmp_path / log.PATH).exists()


def test_a_version_that_nobody_kept_is_named(root: Path, tmp_path: Path) -> None:
    """Never is something else shown instead."""
    folder = root / versions.FOLDER / BOOKS
    folder.rename(folder.with_name("away"))
    try:
        with pytest.raises(known.NotKept, match=f"{BOOKS} 在 2026-07-24 的那一版"):
            laid(root, LATER - timedelta(1), tmp_path)
    finally:
        folder.with_name("away").rename(folder)


def test_where_persons_were_listed_the_log_is_left_out(root: Path, tmp_path: Path) -> None:
    """The list of a former version is kept nowhere: its version is not held against its entry."""
    now = Path(shutil.copytree(root, tmp_path / "now"))
    remembered.keep(now, MATTERS)
    table = rows(now, f"{MATTERS}/grants.csv")
    table[0]["grant_no"] += "1"
    rewrite(now, f"{MATTERS}/grants.csv", table)
    remembered.correct(now, MATTERS)
    after = LATER + timedelta(7)
    remembered.release(now, KINDS, after)
    assert not laid(now, LATER, tmp_path / "then").has_log
    assert not (tmp_path / "then" / MATTERS / "person_lists.csv").exists()
    assert not (tmp_path / "then" / log.PATH).exists()
    assert not look(tmp_path / "then", KINDS)[1]
    assert laid(now, after, tmp_path / "today").has_log
