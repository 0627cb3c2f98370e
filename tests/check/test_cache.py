"""What is kept of earlier checks saves looking, changes no answer, and is not believed blindly."""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

import harness
from mingbai import build, fingerprints
from mingbai.check import cache
from mingbai.check.cache import (
    CachedAnswer,
    CachedCheck,
    CheckInputs,
    PackageResult,
    Ruling,
    Rulings,
)
from mingbai.check.intake import take_in
from mingbai.issues import RowReference
from mingbai.kinds import KINDS
from mingbai.read.package import package
from sizes import times

SCHEMAS = {kind.name: kind.schemas for kind in KINDS}
ENTRIES = Path("accounts/taiping/2026-06/entries.csv")
ID = "11010519491231002X"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return harness.data_folder(tmp_path / "data", "accounts")


def said(data: Path, *more: str, home: Path) -> tuple[int, str, str]:
    """What `mingbai check` prints of a data folder, with the user's cache folder at `home`."""
    command = [sys.executable, "-m", "mingbai.cli", "check", "--data", str(data), *more]
    environment = {**os.environ, "XDG_CACHE_HOME": str(home)}
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    return done.returncode, done.stdout, done.stderr


def changed(file: Path, chance: random.Random) -> None:
    """One cell of a table gets another value: a leak, nonsense or a figure."""
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.reader(opened))
    row = rows[chance.randrange(1, len(rows))]
    row[chance.randrange(len(row))] = chance.choice([ID, "", "1e3", "7.00", "x", "13812345678"])
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened, lineterminator="\n").writerows(rows)


def test_a_check_with_verdicts_finds_what_a_fresh_one_finds(data: Path) -> None:
    """After any change of any cell, known packages and all, the issues are the same."""
    chance = random.Random(4)
    earlier = build.check(data, earlier={}).package_results
    for _ in range(times(4, deep=100)):
        file = chance.choice(sorted(data.glob("accounts/*/*/*.csv")))
        before = file.read_bytes()
        changed(file, chance)
        recalled, fresh = build.check(data, earlier=earlier), build.check(data)
        assert recalled.issues == fresh.issues
        file.write_bytes(before)


def test_a_known_package_is_not_looked_through_again(data: Path) -> None:
    """A verdict is taken at its word: what a known package hides is read, not looked at."""
    text = (data / ENTRIES).read_text("utf-8")
    (data / ENTRIES).write_text(text.replace("道路", ID, 1), "utf-8")
    assert ID not in text
    assert ID in (data / ENTRIES).read_text("utf-8")
    gated = take_in(data, SCHEMAS, None, {})
    assert "resident-id" in {issue.code for issue in gated.issues}
    lying = {own: PackageResult(is_valid=True) for own in gated.results}
    assert take_in(data, SCHEMAS, None, lying).issues == ()


def test_a_clerk_hears_of_a_leak_and_of_a_fault_at_once(data: Path) -> None:
    """A wrong amount in one line does not keep back what another line gives away."""
    text = (data / ENTRIES).read_text("utf-8").replace("2860.00,", "1e3,", 1)
    (data / ENTRIES).write_text(text.replace("报刊费", ID, 1), "utf-8")
    codes = {issue.code for issue in take_in(data, SCHEMAS, None, None).issues}
    assert codes == {"scientific-notation", "resident-id"}


def test_only_packages_that_were_looked_through_to_the_end_are_known_to_hold(data: Path) -> None:
    """Where a kind has a fault its words were not read: none of its packages holds."""
    (data / ENTRIES).write_text((data / ENTRIES).read_text("utf-8") + "x\n", "utf-8")
    gated = take_in(data, SCHEMAS, None, {})
    packages, _ = package.find(data, SCHEMAS)
    holding = {p.path for p in packages if gated.results[package.fingerprint(p)].is_valid}
    assert holding == {p.path for p in packages if p.kind != "accounts"}


def test_the_fingerprint_of_a_package_covers_its_attachments(data: Path) -> None:
    """A file that is added, changed or taken away makes another package."""
    (own, *_), _ = package.find(data, SCHEMAS)
    before = package.fingerprint(own)
    beside = data / own.path / "attachments"
    beside.mkdir()
    (beside / "a.txt").write_text("甲", "utf-8")
    one = package.fingerprint(own)
    (beside / "a.txt").write_text("乙", "utf-8")
    assert len({before, one, package.fingerprint(own)}) == 3


def test_a_question_changes_with_anything_that_stands_in_the_folder(tmp_path: Path) -> None:
    """An empty folder, a link, another day: each is another question."""
    folder = tmp_path / "data"
    folder.mkdir()
    prints = [
        CheckInputs(folder, None, "").fingerprint(),
        CheckInputs(folder, None, "2026-07-01").fingerprint(),
    ]
    (folder / "x").mkdir()
    prints.append(CheckInputs(folder, None, "").fingerprint())
    (folder / "y").symlink_to("/etc/passwd")
    prints.append(CheckInputs(folder, None, "").fingerprint())
    os.mkfifo(folder / "z")  # opening it would wait for ever
    prints.append(CheckInputs(folder, None, "").fingerprint())
    assert len(set(prints)) == len(prints)


def test_verdicts_come_back_as_they_were_kept(tmp_path: Path) -> None:
    """Every part of an issue survives."""
    rule = next(iter(build.KINDS[0].checks)).rule
    issue = replace(
        rule.issue("a/b/2026/c.csv", 3, "x", found="1", expected="2", gap="3"),
        rows=(RowReference("a/b/1", "a/b/2026/c.csv", 3), RowReference("d/e/1")),
    )
    kept = CachedCheck(
        packages={"p": PackageResult(False, (issue,)), "q": PackageResult(True)},
        inputs="question",
        answer=CachedAnswer("stamps", (issue,), {"a/c/x": ("项", "Item")}),
        contents={"/d/a/b\udcff": ((1, 2, 3, 4), "0" * 64)},
        rulings=Rulings(
            {
                "rule a one": Ruling({"table a b": "1"}, (issue, replace(issue, row=4)), "state"),
                "frame a.b": Ruling({"table a b": "1", "day": "2"}, content="3"),
            },
            {"a": {"a/b/2026": "3"}},
        ),
    )
    file = tmp_path / "deep" / "kept.json"
    cache.save(file, "program", kept)
    assert cache.load(file, "program") == kept


def test_a_damaged_or_foreign_file_is_not_believed(tmp_path: Path) -> None:
    """Any changed byte is found and said; another program's verdicts are passed over."""
    file = tmp_path / "kept.json"
    cache.save(file, "program", CachedCheck({"p": PackageResult(True)}, "question"))
    whole = file.read_bytes()
    assert cache.load(file, "another program") == CachedCheck()
    for at in range(len(whole)):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        kept = cache.load(file, "program")
        assert (kept.packages, kept.inputs) == ({}, "")
        assert "已损坏" in kept.note
    for cut in range(len(whole)):
        file.write_bytes(whole[:cut])
        assert cache.load(file, "program").packages == {}


def test_the_command_answers_the_same_question_the_same_way(data: Path, tmp_path: Path) -> None:
    """Asked twice, changed, damaged, fresh: the report is that of the data as it stands."""
    home = tmp_path / "home"
    first = said(data, home=home)
    (file,) = (home / "mingbai").iterdir()
    assert first == said(data, home=home)
    assert first[0] == 0
    changed(data / ENTRIES, random.Random(1))
    wrong = said(data, home=home)
    assert wrong[0] == 2
    assert wrong == said(data, home=home) == said(data, "--fresh", home=home)
    file.write_bytes(file.read_bytes()[9:])  # the answer, which is proved alone, and the rest
    again = said(data, home=home)
    assert again[:2] == wrong[:2]
    assert "已损坏" in again[2]
    assert said(data, home=home) == wrong


def test_verdicts_that_cannot_be_kept_do_not_stop_a_check(data: Path, tmp_path: Path) -> None:
    """A cache folder that is a file: the check answers all the same."""
    home = tmp_path / "home"
    home.write_text("", "utf-8")
    assert said(data, home=home)[0] == 0


def test_the_program_has_one_fingerprint() -> None:
    """Twice the same, so that verdicts are found again."""
    assert fingerprints.program() == fingerprints.program()


def long_ago(folder: Path) -> None:
    """Every file below a folder was last written an hour ago, as far as its own time tells."""
    then = time.time() - 3600
    for file in folder.rglob("*"):
        os.utime(file, (then, then))


def in_an_hour() -> int:
    """A moment at which all that this test writes has settled, in nanoseconds."""
    return time.time_ns() + 3600 * 10**9


def test_stamps_are_those_of_the_files_that_stand_there(tmp_path: Path) -> None:
    """Another place, a file more, a folder in its place: other stamps."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "a").write_text("甲", "utf-8")
    prints = [fingerprints.stamps(folder, in_an_hour())]
    assert prints == [fingerprints.stamps(folder, in_an_hour())]
    (folder / "a").rename(folder / "b")
    prints.append(fingerprints.stamps(folder, in_an_hour()))
    (folder / "c").write_text("", "utf-8")
    prints.append(fingerprints.stamps(folder, in_an_hour()))
    (folder / "c").unlink()
    (folder / "c").mkdir()
    prints.append(fingerprints.stamps(folder, in_an_hour()))
    assert len(set(prints)) == len(prints)


def test_a_file_written_a_moment_ago_is_not_known_by_its_stamp(tmp_path: Path) -> None:
    """A second edit within a tick of the clock has the same stamp: such a file is hashed again."""
    (tmp_path / "a").write_text("甲", "utf-8")
    assert fingerprints.stamps(tmp_path, time.time_ns()) == ""
    contents = fingerprints.KnownContents({}, time.time_ns())
    fingerprints.tree(tmp_path, contents)
    assert contents.settled == {}


def test_an_edit_that_puts_the_time_back_is_found(tmp_path: Path) -> None:
    """Size and time of modification are forged: the time of change, which cannot be, tells."""
    (tmp_path / "a").write_text("甲", "utf-8")
    long_ago(tmp_path)
    contents = fingerprints.KnownContents({}, in_an_hour())
    before = fingerprints.tree(tmp_path, contents)
    assert len(contents.settled) == 1
    (tmp_path / "a").write_text("乙", "utf-8")
    long_ago(tmp_path)
    again = fingerprints.KnownContents(contents.settled, in_an_hour())
    assert fingerprints.tree(tmp_path, again) != before


def test_a_file_that_was_hashed_is_not_read_again(tmp_path: Path) -> None:
    """What is known is taken at its word, as long as the stamp is the same."""
    (tmp_path / "a").write_text("甲", "utf-8")
    contents = fingerprints.KnownContents({}, in_an_hour())
    honest = fingerprints.tree(tmp_path, contents)
    ((name, (stamp, _)),) = contents.settled.items()
    lying = fingerprints.KnownContents({name: (stamp, "0" * 64)}, in_an_hour())
    assert fingerprints.tree(tmp_path, lying) != honest


def test_what_has_not_changed_is_answered_without_reading(data: Path, tmp_path: Path) -> None:
    """The last answer, under the same program and the same stamps, and under no others."""
    file = tmp_path / "kept.json"
    inputs = CheckInputs(data, None, "")
    stamps = inputs.stamps(in_an_hour())
    kept = CachedAnswer(stamps, (), {"a/c/x": ("项", "Item")})
    cache.save(file, "program", CachedCheck(answer=kept))
    assert cache.answer(file, "program", stamps) == kept
    assert cache.answer(file, "another program", stamps) is None
    assert cache.answer(file, "program", "") is None
    (data / ENTRIES).write_text((data / ENTRIES).read_text("utf-8"), "utf-8")
    assert cache.answer(file, "program", inputs.stamps(in_an_hour())) is None
    file.write_bytes(file.read_bytes().replace("项".encode(), "顷".encode()))
    assert cache.answer(file, "program", stamps) is None
