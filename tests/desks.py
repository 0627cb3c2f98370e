"""A county's repository with a bare remote, a clerk's desk on it, and a second clerk beside her."""

from __future__ import annotations

import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import openpyxl

import months
import remembered
from harness import data_folder
from mingbai.desk import DeskPlace, desk_place
from mingbai.desk.sitting import DeskState, Sitting
from shared import inputs

BAIYANG = "accounts/baiyang/2026-06"
_LONGEST = 240  # seconds


def git(folder: Path, *arguments: str) -> str:
    """What git says in a folder."""
    names = ("-c", "user.name=二号报账员", "-c", "user.email=two@clerk.example")
    command = ["git", *names, "-c", "core.quotePath=false", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


@dataclass(frozen=True)
class DeskWorld:
    """mine: the clerk's clone. theirs: that of a second one. remote: bare.

    june: her workbook of a month that the repository does not have yet.
    """

    folder: Path
    mine: Path
    theirs: Path
    remote: Path
    june: Path

    @property
    def data(self) -> Path:
        """Her data folder."""
        return self.mine / "data"

    def desk(self) -> DeskPlace:
        """Her desk, in a work folder of its own."""
        return desk_place(inputs(self.data), self.folder / "work")

    def branches(self) -> list[str]:
        """The branches of the remote."""
        return git(self.remote, "for-each-ref", "--format=%(refname:short)", "refs/heads").split()

    def files(self, revision: str, below: str = "data") -> list[str]:
        """The files of a revision of the remote."""
        return git(self.remote, "ls-tree", "-r", "--name-only", revision, below).splitlines()

    def second_clerk_publishes(self, word: str = "村北道路维修材料费") -> None:
        """Another word stands in another township's books, on the main branch."""
        file = f"{BAIYANG}/entries.csv"
        rows = remembered.rows(self.theirs / "data", file)
        rows[0]["summary"] = word
        remembered.rewrite(self.theirs / "data", file, rows)
        self.push_theirs("白杨镇改了一个字")

    def push_theirs(self, message: str) -> None:
        """What lies in the second clone becomes the newest main branch."""
        git(self.theirs, "add", "-A")
        git(self.theirs, "commit", "-q", "-m", message)
        git(self.theirs, "push", "-q", "origin", "HEAD:main")


def lay(folder: Path) -> DeskWorld:
    """A world in a folder: the accounts of the fixture without June, cloned twice."""
    seed = folder / "seed"
    data = data_folder(seed / "data", "accounts")
    june = months.typed(data / months.PLACE, folder / "六月的账.xlsx")
    shutil.rmtree(data / months.PLACE)
    return clones(folder, june)


def clones(folder: Path, june: Path) -> DeskWorld:
    """The world of a folder in which `seed/data` lies: a bare remote, two clones."""
    seed = folder / "seed"
    git(seed, "init", "-q", "-b", "main")
    git(seed, "add", "-A")
    git(seed, "commit", "-q", "-m", "July")
    remote = folder / "county.git"
    git(folder, "clone", "-q", "--bare", str(seed), str(remote))
    for name in ("mine", "theirs"):
        git(folder, "clone", "-q", str(remote), str(folder / name))
    return DeskWorld(folder, folder / "mine", folder / "theirs", remote, june)


def faulty(world: DeskWorld) -> Path:
    """Her workbook as it comes first: a village left out, a day that is none, blanks, 万元."""

    def edit(made: openpyxl.Workbook) -> None:
        ledger = made["账目"]
        for sheet in made.worksheets:
            for row in range(sheet.max_row, 1, -1):
                if sheet.cell(row, 1).value == "990121100202-00":
                    sheet.delete_rows(row)
        heads = {cell.value: cell.column for cell in ledger[1]}
        ledger.cell(3, heads["日期"]).value = "2026-6-31"
        ledger.cell(4, heads["日期"]).value = "2026.6.12"
        ledger.cell(5, heads["经手人"]).value = f" {ledger.cell(5, heads['经手人']).value} "

    return months.edited(world.june, world.folder / "first" / world.june.name, edit)


def settled(sitting: Sitting) -> DeskState:
    """How a desk stands when nothing is being done any more."""
    end = time.monotonic() + _LONGEST
    while sitting.state.doing:
        assert time.monotonic() < end, sitting.state.doing
        time.sleep(0.05)
    return sitting.state
