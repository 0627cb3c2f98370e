"""Each village puts its own workbook on the desk: together they are handed in as one month."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl

from clerk_cases import LEDGER, STONE, only_of, put
from desks import git, lay
from mingbai.desk import handing_in, looking
from mingbai.desk.looking import silent
from mingbai.desk.parcels import ClerkAnswers, told_apart
from months import PLACE, edited

NOW = "2026-07-10T09:12:00+08:00"


def test_workbooks_of_one_month_are_handed_in_together(tmp_path: Path) -> None:
    """Alone one lacks the other's books; a fault stands at its own workbook; then all are one."""
    world = lay(tmp_path / "world")
    desk = world.desk()
    stone = edited(world.june, tmp_path / "石桥.xlsx", only_of(lambda book: book == STONE))
    others = edited(world.june, tmp_path / "柳塘.xlsx", only_of(lambda book: book != STONE))
    desk.work.receive(others.name, others.read_bytes(), NOW)
    [alone] = looking.look(desk, silent).examinations
    assert (alone.missing, alone.is_ready) == (("石桥村账本",), False)
    wrong = edited(stone, tmp_path / "错" / stone.name, put(LEDGER, D2="2026-06-31"))
    desk.work.receive(stone.name, wrong.read_bytes(), NOW)
    faulty = {one.parcel.name: one for one in looking.look(desk, silent).examinations}
    lead = next(one for one in faulty.values() if not one.twin)
    assert [(one.book, one.cell) for one in faulty[stone.name].faults] == [(stone.name, "D2")]
    assert faulty[others.name].faults == ()
    assert (lead.is_ready, faulty[others.name].marked) == (False, None)
    assert faulty[stone.name].marked is not None
    desk.work.receive(stone.name, stone.read_bytes(), NOW)
    seen = looking.look(desk, silent)
    assert [one.twin for one in seen.examinations if not one.is_ready] == [
        one.parcel.name for one in seen.ready
    ]
    handed = handing_in.hand_in(desk, seen, NOW, silent).handed
    assert (handed.places, desk.work.parcels()) == ((PLACE,), ())
    message = git(world.remote, "log", "-1", "--format=%B", handed.branch)
    assert all(f"工作簿：{name}" in message for name in (stone.name, others.name))
    books = git(world.remote, "show", f"{handed.branch}:data/{PLACE}/sheets.csv")
    assert len(books.splitlines()) == openpyxl.load_workbook(world.june)["公开单"].max_row


def test_a_village_that_comes_later_is_added(tmp_path: Path) -> None:
    """Once the others are on the main branch hers is shown as more rows, and added when she agrees.

    Every row of the others stays as it was.
    """
    world = lay(tmp_path / "world")
    desk = world.desk()
    stone = edited(world.june, tmp_path / "石桥.xlsx", only_of(STONE.__eq__))
    others = edited(world.june, tmp_path / "柳塘.xlsx", only_of(STONE.__ne__))
    first = desk.work.receive(others.name, others.read_bytes(), NOW)
    looking.look(desk, silent)
    known = desk.work.parcel(first.id)
    assert known is not None
    absent = ClerkAnswers(excused={"石桥村账本": "还没有送来"})
    desk.work.save(replace(known, answers=absent))
    branch = handing_in.hand_in(desk, looking.look(desk, silent), NOW, silent).handed.branch
    git(world.remote, "update-ref", "refs/heads/main", branch)
    desk.work.receive(stone.name, stone.read_bytes(), NOW)
    [shown] = looking.look(desk, silent).examinations
    assert (shown.is_addition, shown.is_ready, shown.missing) == (True, False, ())
    assert all(one.startswith("石桥村账本") and "增加" in one for one in shown.changes)
    agreed = replace(shown.parcel, answers=ClerkAnswers(replaced=shown.version))
    desk.work.save(agreed)
    handed = handing_in.hand_in(desk, looking.look(desk, silent), NOW, silent).handed
    changed = git(world.remote, "diff", "main", handed.branch, "--", f"data/{PLACE}/sheets.csv")
    rows = [
        line for line in changed.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")
    ]
    assert rows
    assert all(line.startswith(f"+{STONE}") for line in rows)


def test_files_that_come_at_once_keep_their_names_apart() -> None:
    """Two villages that call theirs alike both stay; the same file twice is one."""
    files = [("村/账.xlsx", b"1"), ("账.xlsx", b"2"), ("账.xlsx", b"1"), ("别的.csv", b"3")]
    names = [name for name, _ in told_apart(files)]
    assert names == ["账.xlsx", "账（2）.xlsx", "账.xlsx", "别的.csv"]
