"""One book of three is wrong: a tick lets the others go, and the page says that it waits."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import months
from clerk_cases import LEDGER, put
from desks import DeskWorld, lay
from mingbai.desk.forms import answers_of
from mingbai.desk.looking import look, silent

STONE = "990121100202-00"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> DeskWorld:
    """A repository without June, and her workbook of it."""
    return lay(tmp_path_factory.mktemp("world"))


def test_a_tick_lets_the_sound_books_go(world: DeskWorld, tmp_path: Path) -> None:
    """Not ready at first; ticked, it is, and the book with the fault is missing, with why."""
    desk = world.desk()
    wrong = months.edited(world.june, tmp_path / "六月.xlsx", put(LEDGER, D10="2026-06-31"))
    desk.work.receive(wrong.name, wrong.read_bytes(), "2026-07-20T09:00:00+08:00")
    [seen] = look(desk, silent).examinations
    assert (seen.is_ready, seen.faulty) == (False, {STONE: "石桥村账本"})
    said = answers_of(seen, {"leave-asked": "1", "leave": "1"})
    assert said.left_out == {STONE: "石桥村账本"}
    desk.work.save(replace(seen.parcel, answers=said))
    [now] = look(desk, silent).examinations
    assert (now.is_ready, now.faults) == (True, ())
    assert [one.name for one in now.expected if not one.is_present] == ["石桥村账本"]
    assert answers_of(now, {"leave-asked": "1"}).left_out == {}
