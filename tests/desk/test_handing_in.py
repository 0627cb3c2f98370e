"""What a clerk hands in is a branch; nobody's work is lost; it is undone until it is published."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import months
from desks import BAIYANG, DeskWorld, faulty, git, lay
from mingbai.desk import NotVersioned, desk_place, handing_in, looking, repository
from mingbai.desk.handing_in import NotHandedIn, NotTakenBack
from mingbai.desk.looking import DeskPlace, Look, silent
from mingbai.importing import CheckMemory
from shared import inputs

NOW = "2026-07-10T09:12:00+08:00"
LATER = "2026-07-10T10:00:00+08:00"
PLACE = months.PLACE
MEMORY = CheckMemory()  # of the checks of this file: what has not changed is not judged again


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> DeskWorld:
    """A county's repository that nobody changes."""
    return lay(tmp_path_factory.mktemp("world"))


@pytest.fixture
def world(laid: DeskWorld, tmp_path: Path) -> DeskWorld:
    """The same in a folder of its own."""
    shutil.copytree(laid.folder, tmp_path, dirs_exist_ok=True, symlinks=True)
    moved = DeskWorld(*(tmp_path / path.relative_to(laid.folder) for path in vars(laid).values()))
    for clone in (moved.mine, moved.theirs):
        git(clone, "remote", "set-url", "origin", str(moved.remote))
    return moved


def desk_of(world: DeskWorld) -> DeskPlace:
    """Her desk, that has seen the same data before."""
    return replace(world.desk(), memory=MEMORY)


def on_the_desk(desk: DeskPlace, file: Path) -> Look:
    """The workbook is put on the desk and looked at."""
    desk.work.receive(file.name, file.read_bytes(), NOW)
    return looking.look(desk, silent)


def test_it_becomes_a_branch_and_her_own_files_stay(world: DeskWorld) -> None:
    """One commit upon the main branch with just the package; her clone looks as it did."""
    desk, main = desk_of(world), git(world.remote, "rev-parse", "main")
    seen = on_the_desk(desk, world.june)
    assert [one.is_ready for one in seen.examinations] == [True]
    assert not (world.data / PLACE).exists()
    handed = handing_in.hand_in(desk, seen, NOW, silent).handed
    assert world.branches() == [handed.branch, "main"]
    assert git(world.remote, "rev-parse", "main") == main
    assert git(world.remote, "rev-parse", f"{handed.branch}~1") == main
    changed = git(world.remote, "diff", "--name-only", "main", handed.branch).splitlines()
    assert changed == sorted(world.files(handed.branch, f"data/{PLACE}"))
    assert "批准公开：演示" in git(world.remote, "log", "-1", "--format=%B", handed.branch)
    assert git(world.mine, "status", "--porcelain") == ""
    assert git(world.mine, "rev-parse", "HEAD", "main").split() == main.split() * 2
    assert (handed.is_sent, desk.work.parcels()) == (True, ())


def test_a_second_clerk_meanwhile_loses_nothing(world: DeskWorld) -> None:
    """What she published meanwhile is below what is handed in, and is told by its name."""
    desk = desk_of(world)
    seen = on_the_desk(desk, world.june)
    world.second_clerk_publishes()
    done = handing_in.hand_in(desk, seen, NOW, silent)
    assert done.others == (looking.title_of(desk.tree.data, BAIYANG),)
    branch = done.handed.branch
    assert git(world.remote, "merge-base", "main", branch) == git(world.remote, "rev-parse", "main")
    assert "村北道路维修材料费" in git(world.remote, "show", f"{branch}:data/{BAIYANG}/entries.csv")
    assert f"data/{PLACE}/datapackage.json" in world.files(branch)


def test_the_same_period_of_another_is_shown_and_not_overwritten(world: DeskWorld) -> None:
    """Nothing is handed in; what differs is told; only after she agreed hers replaces that one."""
    desk = desk_of(world)
    seen = on_the_desk(desk, world.june)
    theirs = months.edited(
        world.june, world.folder / "theirs.xlsx", lambda made: _word(made, "合同已经公开")
    )
    other = looking.DeskPlace(
        repository.locate(world.theirs / "data"),
        replace(desk.work, root=world.folder / "their-work"),
        inputs(world.theirs / "data"),
        memory=MEMORY,
    )
    branch = handing_in.hand_in(other, on_the_desk(other, theirs), NOW, silent).handed.branch
    git(world.theirs, "merge", "-q", "--ff-only", branch)
    git(world.theirs, "push", "-q", "origin", "HEAD:main")
    with pytest.raises(NotHandedIn, match="还没有交。在您填的时候，太平镇") as refused:
        handing_in.hand_in(desk, seen, NOW, silent)
    assert [one for one in world.branches() if one not in ("main", branch)] == []
    [now] = refused.value.look.examinations
    assert (now.changes, now.is_replacing_unasked) == (("石桥村账本 公开单：改 1 行",), True)
    agreed = replace(now.parcel, answers=replace(now.parcel.answers, replaced=now.version))
    desk.work.save(agreed)
    handed = handing_in.hand_in(desk, looking.look(desk, silent), LATER, silent).handed
    sheets = git(world.remote, "show", f"{handed.branch}:data/{PLACE}/sheets.csv")
    assert "合同已经公开" not in sheets


def test_what_was_agreed_to_of_one_version_is_not_of_the_next(world: DeskWorld) -> None:
    """She agreed to replace what she saw; what came after it is shown to her first."""
    desk = desk_of(world)
    seen = on_the_desk(desk, world.june)
    [parcel] = desk.work.parcels()
    desk.work.save(replace(parcel, answers=replace(parcel.answers, replaced="0" * 40)))
    handed = handing_in.hand_in(desk, seen, NOW, silent).handed
    git(world.remote, "update-ref", "refs/heads/main", handed.commit)
    mended = months.edited(
        world.june, world.folder / "mended" / world.june.name, lambda made: _word(made, "另一句话")
    )
    desk.work.receive(mended.name, mended.read_bytes(), LATER)
    [again] = desk.work.parcels()
    desk.work.save(replace(again, answers=replace(again.answers, replaced="0" * 40)))
    [now] = looking.look(desk, silent).examinations
    assert (now.is_replacing_unasked, now.is_ready) == (True, False)


def test_it_is_undone_until_it_is_published(world: DeskWorld) -> None:
    """The branch is gone here and there, the workbook lies on the desk; merged, it stays."""
    desk = desk_of(world)
    handed = handing_in.hand_in(desk, on_the_desk(desk, world.june), NOW, silent).handed
    handing_in.take_back(desk, handed)
    assert world.branches() == ["main"]
    assert "desk/" not in git(world.mine, "for-each-ref")
    assert [parcel.name for parcel in desk.work.parcels()] == [world.june.name]
    again = handing_in.hand_in(desk, looking.look(desk, silent), LATER, silent).handed
    git(world.theirs, "fetch", "-q")
    git(world.theirs, "merge", "-q", "--squash", f"origin/{again.branch}")
    world.push_theirs("合并")
    assert handing_in.is_published(desk, again)
    with pytest.raises(NotTakenBack, match="已经公开了，不能撤回"):
        handing_in.take_back(desk, again)
    assert again.branch in world.branches()


def test_handing_in_again_takes_the_place_of_what_is_not_published(world: DeskWorld) -> None:
    """The former branch of the same period goes; there are never two of hers to choose from."""
    desk = desk_of(world)
    first = handing_in.hand_in(desk, on_the_desk(desk, world.june), NOW, silent).handed
    mended = months.edited(
        world.june, world.folder / "mended" / world.june.name, lambda made: _word(made, "另一句话")
    )
    second = handing_in.hand_in(desk, on_the_desk(desk, mended), LATER, silent).handed
    assert (world.branches(), first.branch != second.branch) == ([second.branch, "main"], True)
    assert [one.id for one in desk.work.handed_in()] == [second.id]


def test_without_a_remote_a_file_carries_it(world: DeskWorld) -> None:
    """The bundle holds the branch; another clone takes it in from a memory stick."""
    git(world.mine, "remote", "remove", "origin")
    desk = desk_of(world)
    handed = handing_in.hand_in(desk, on_the_desk(desk, world.june), NOW, silent).handed
    file = desk.work.bundle(handed)
    assert (handed.is_sent, file.name) == (False, "太平镇 2026 年 6 月村务财务.bundle")
    git(world.theirs, "fetch", "-q", str(file), f"{handed.branch}:from-the-stick")
    assert git(world.theirs, "rev-parse", "from-the-stick").strip() == handed.commit


def test_a_remote_that_is_away_loses_nothing(world: DeskWorld) -> None:
    """It is handed in here, kept as a file, and sent when the remote is there again."""
    desk = desk_of(world)
    seen = on_the_desk(desk, world.june)
    away = world.remote.rename(world.folder / "away.git")
    handed = handing_in.hand_in(desk, seen, NOW, silent).handed
    assert (handed.is_sent, desk.work.bundle(handed).is_file()) == (False, True)
    assert not handing_in.send_again(desk, handed).is_sent
    away.rename(world.remote)
    assert handing_in.send_again(desk, handed).is_sent
    assert handed.branch in world.branches()
    assert [one.is_sent for one in desk.work.handed_in()] == [True]


def test_nothing_new_is_not_handed_in(world: DeskWorld) -> None:
    """The very package that is published makes no branch."""
    desk = desk_of(world)
    handed = handing_in.hand_in(desk, on_the_desk(desk, world.june), NOW, silent).handed
    git(world.remote, "update-ref", "refs/heads/main", handed.commit)
    with pytest.raises(NotHandedIn, match="和网上的一样，不用交"):
        handing_in.hand_in(desk, on_the_desk(desk, world.june), LATER, silent)


def test_main_is_out_of_reach(world: DeskWorld) -> None:
    """No function of the desk writes a branch that is not its own."""
    place = repository.locate(world.data)
    commit = git(world.mine, "rev-parse", "HEAD").strip()
    for write in (repository.hand_in, repository.send, repository.take_back):
        with pytest.raises(ValueError, match="not a branch of the desk: main"):
            write(place, "main", commit)


def test_a_folder_without_a_repository_is_refused_in_words(tmp_path: Path) -> None:
    """So is a repository without a commit."""
    (tmp_path / "data").mkdir()
    with pytest.raises(NotVersioned, match="不在版本库里，交不了"):
        desk_place(inputs(tmp_path / "data"), tmp_path / "work")
    git(tmp_path, "init", "-q")
    with pytest.raises(NotVersioned, match="还没有提交过任何数据"):
        desk_place(inputs(tmp_path / "data"), tmp_path / "work")


def _word(made: object, text: str) -> None:
    """Another word in the sheet of the last book."""
    made["公开单"]["K4"].value = text  # type: ignore[index]  # openpyxl's own workbook


def test_two_workbooks_of_one_period_are_not_both_taken(world: DeskWorld) -> None:
    """The second is named with the first; the first can be handed in."""
    desk = desk_of(world)
    desk.work.receive("甲.xlsx", world.june.read_bytes(), NOW)
    desk.work.receive("乙.xlsx", world.june.read_bytes(), LATER)
    first, second = looking.look(desk, silent).examinations
    assert (first.is_ready, second.is_ready, second.twin) == (True, False, "甲.xlsx")


def test_a_desk_that_remembers_says_what_another_finds(world: DeskWorld) -> None:
    """Faults mended and made again: what was judged before is told as if it were judged anew."""
    desk = desk_of(world)
    for file in (faulty(world), world.june):
        seen = on_the_desk(desk, file)
        assert looking.look(desk, silent).examinations == seen.examinations
    [first] = on_the_desk(desk, faulty(world)).examinations
    [anew] = looking.look(replace(desk, memory=CheckMemory()), silent).examinations
    assert (anew, anew.is_ready) == (first, False)
