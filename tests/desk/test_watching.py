"""A shared folder that is watched: what is whole and good is handed in, all else comes back."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

import months
from clerk_cases import BILL, STONE, only_of
from desks import DeskWorld, faulty, git, lay
from mingbai.desk import FolderWatch

RECEIPT, MARKED = "六月的账-回执.txt", "六月的账-修改清单.xlsx"


@pytest.fixture
def world(tmp_path: Path) -> DeskWorld:
    """A county's repository, and a shared folder `in`."""
    made = lay(tmp_path)
    (tmp_path / "in").mkdir()
    return made


def watch(world: DeskWorld) -> FolderWatch:
    """A watch that has just been started."""
    desk = world.desk()
    desk.work.root.mkdir(exist_ok=True)
    return FolderWatch(desk, world.folder / "in")


def put(world: DeskWorld, file: Path, name: str = "六月的账.xlsx") -> Path:
    """A workbook is copied into the folder."""
    return Path(shutil.copyfile(file, world.folder / "in" / name))


def receipt(world: DeskWorld, name: str = RECEIPT) -> str:
    """What was left beside a workbook."""
    return (world.folder / "in" / name).read_text("utf-8-sig")


def names(world: DeskWorld) -> list[str]:
    """What lies in the folder."""
    return sorted(path.name for path in (world.folder / "in").iterdir())


def test_a_faulty_workbook_comes_back_and_the_mended_one_is_handed_in(world: DeskWorld) -> None:
    """Marked workbook and receipt beside it; mended under the same name it becomes a branch.

    A watch that is stopped and started again does nothing twice.
    """
    first = watch(world)
    put(world, faulty(world))
    assert first.round() == ()  # it may still be being written
    [refused] = first.round()
    assert (refused.name, refused.is_handed_in) == ("六月的账.xlsx", False)
    assert names(world) == sorted(["六月的账.xlsx", MARKED, RECEIPT])
    assert "1. 账目 D3：“日期”写的是“2026-6-31”，没有这一天。 对照凭证改正。" in receipt(world)
    assert "缺 1 本：石桥村账本。" in receipt(world)
    assert "修改清单" in openpyxl.load_workbook(world.folder / "in" / MARKED).sheetnames
    assert [first.round(), first.round()] == [(), ()]  # neither it nor what was left beside it

    again = watch(world)
    assert [again.round(), again.round(), again.round()] == [(), (), ()]
    put(world, world.june)
    assert again.round() == ()
    [done] = again.round()
    assert done.is_handed_in
    assert receipt(world).startswith("六月的账.xlsx：交好了。")
    assert names(world) == sorted(["六月的账.xlsx", RECEIPT])  # the marked one is no longer true
    [branch] = [name for name in world.branches() if name != "main"]
    assert f"data/{months.PLACE}/sheets.csv" in world.files(branch)
    assert git(world.mine, "status", "--porcelain") == ""


def test_workbooks_of_one_month_wait_for_each_other_and_are_handed_in_as_one(
    world: DeskWorld,
) -> None:
    """A village's own workbook waits and says for whom, also over a new start of the watch.

    One that is mended before it is published goes with the others once more.
    """
    put(
        world,
        months.edited(world.june, world.folder / "1.xlsx", only_of(STONE.__eq__)),
        "石桥.xlsx",
    )
    first = watch(world)
    first.round()
    [waits] = first.round()
    assert (waits.name, waits.is_handed_in) == ("石桥.xlsx", False)
    assert "柳塘村账本" in receipt(world, "石桥-回执.txt")
    assert "都放进这个文件夹，来齐了自动合成一期" in receipt(world, "石桥-回执.txt")
    rest = months.edited(world.june, world.folder / "2.xlsx", only_of(STONE.__ne__))
    put(world, rest, "柳塘.xlsx")
    again = watch(world)
    again.round()
    done = again.round()
    assert {one.name: one.is_handed_in for one in done} == {"石桥.xlsx": True, "柳塘.xlsx": True}
    assert "和“石桥.xlsx”合成一期。" in receipt(world, "柳塘-回执.txt")
    assert names(world) == sorted(["石桥.xlsx", "柳塘.xlsx", "石桥-回执.txt", "柳塘-回执.txt"])
    [branch] = [name for name in world.branches() if name != "main"]
    bills = git(world.remote, "show", f"{branch}:data/{months.PLACE}/sheets.csv")
    assert len(bills.splitlines()) == openpyxl.load_workbook(world.june)[BILL].max_row
    assert [again.round(), again.round()] == [(), ()]

    def mend(made: openpyxl.Workbook) -> None:
        made[BILL]["K2"] = "合同已经公开"

    months.edited(rest, world.folder / "in" / "柳塘.xlsx", mend)
    again.round()
    assert [one.is_handed_in for one in again.round()] == [True, True]
    [mended] = [name for name in world.branches() if name != "main"]
    assert mended != branch
    bills = git(world.remote, "show", f"{mended}:data/{months.PLACE}/sheets.csv")
    assert len(bills.splitlines()) == openpyxl.load_workbook(world.june)[BILL].max_row
    assert "合同已经公开" in bills


def test_what_is_half_written_or_open_is_left_alone(world: DeskWorld) -> None:
    """A file that still grows, one with a lock beside it, lock files and hidden ones."""
    body = world.june.read_bytes()
    folder, looking = world.folder / "in", watch(world)
    file = folder / "六月的账.xlsx"
    for size in (1_000, 4_000, 9_000):
        file.write_bytes(body[:size])
        assert looking.round() == ()
    file.write_bytes(body)
    (folder / "~$六月的账.xlsx").write_bytes(b"locked")
    (folder / ".六月的账.xlsx.part").write_bytes(body)
    (folder / "说明.docx").write_bytes(b"word")
    (folder / "别处.xlsx").symlink_to(world.june)
    (folder / "空的.xlsx").touch()
    assert [looking.round(), looking.round(), looking.round()] == [(), (), ()]
    assert world.branches() == ["main"]
    (folder / "~$六月的账.xlsx").unlink()
    assert looking.round() == ()
    assert [one.is_handed_in for one in looking.round()] == [True]


def test_nothing_of_hers_is_written_over(world: DeskWorld) -> None:
    """The marked copy that she went on working in stays; the next one lies beside it."""
    looking = watch(world)
    put(world, faulty(world))
    looking.round()
    looking.round()
    hers = openpyxl.load_workbook(world.folder / "in" / MARKED)
    hers["账目"]["Z1"] = "我的记号"
    hers.save(world.folder / "in" / MARKED)
    mine = (world.folder / "in" / MARKED).read_bytes()
    looking.round()
    [again] = looking.round()
    assert (again.name, again.is_handed_in) == (MARKED, False)
    assert (world.folder / "in" / MARKED).read_bytes() == mine
    assert "六月的账-修改清单-2.xlsx" in names(world)


def test_what_nobody_can_read_comes_back_with_words(world: DeskWorld) -> None:
    """A file that is no workbook, and one that does not show what it is of."""
    looking = watch(world)
    put(world, world.june, "照片.xlsx").write_bytes(b"\xff\xd8\xff\xe0 no workbook")
    other = openpyxl.Workbook()
    other.active.append(["甲", "乙"])  # type: ignore[union-attr]
    other.active.append([1, 2])  # type: ignore[union-attr]
    other.save(world.folder / "in" / "草稿.xlsx")
    looking.round()
    assert [one.is_handed_in for one in looking.round()] == [False, False]
    assert "这个文件其实是" in receipt(world, "照片-回执.txt")
    assert "看不出是哪个单位、哪一期的什么" in receipt(world, "草稿-回执.txt")


def test_what_is_published_already_is_not_replaced_unasked(world: DeskWorld) -> None:
    """The receipt says what differs, and that the desk asks before it replaces."""
    shutil.copytree(world.folder / "seed" / ".git", world.folder / "seed-git")
    looking = watch(world)
    put(world, world.june)
    looking.round()
    [done] = looking.round()
    [branch] = [name for name in world.branches() if name != "main"]
    git(world.remote, "update-ref", "refs/heads/main", branch)
    months.edited(
        world.june,
        world.folder / "in" / "六月的账.xlsx",
        lambda made: made["公开单"].__setitem__("K4", "合同已经公开"),
    )
    looking.round()
    [again] = looking.round()
    assert (done.is_handed_in, again.is_handed_in) == (True, False)
    assert "这一期已经有了，不同的是：石桥村账本 公开单：改 1 行。" in receipt(world)
