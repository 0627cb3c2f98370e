"""A run on several processes: what goes together, and what goes first."""

from __future__ import annotations

from harness import ROOT
from scheduling import DEMO, LONGEST, WORLDS, in_order, piece


def test_what_is_named_is_there() -> None:
    """A file that was moved is not silently scheduled as any other."""
    named = (*DEMO, *WORLDS, *LONGEST)
    assert [name for name in named if not (ROOT / name).exists()] == []
    assert len(set(named)) == len(named)


def test_a_piece_is_a_file_a_kinds_cases_the_demo_or_the_worlds() -> None:
    """What a process builds for one of its tests serves the others."""
    assert piece("tests/page/test_charts.py::TestBars::test_x[a::b]") == "tests/page/test_charts.py"
    assert piece("tests/kinds/accounts/wrong_balance/issues.txt::issues") == "tests/kinds/accounts"
    assert {piece(f"{file}::test_x") for file in DEMO} == {"demo"}
    assert {piece(f"{file}::test_x") for file in WORLDS} == {"worlds"}


def test_the_demo_goes_first_then_the_longest_then_all_others() -> None:
    """Others stand as they were; the demo begins with the file that publishes it."""
    tests = ["tests/a.py::b", f"{LONGEST[1]}::c", f"{DEMO[1]}::d", f"{LONGEST[0]}::e"]
    tests += [f"{DEMO[0]}::f", "tests/a.py::a"]
    assert [tests[at] for at in in_order(tests)] == [tests[n] for n in (4, 2, 3, 1, 0, 5)]


def test_whoever_looks_at_the_demo_in_memory_is_named() -> None:
    """Else a second process checks it and lays it out again."""
    asks = tuple(
        f"shared.{what}({data}"
        for what in ("site", "pages", "checked")
        for data in ("DATA", 'ROOT / "data"')
    )
    asking = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "tests").rglob("test_*.py")
        if path.name != "test_scheduling.py" and any(a in path.read_text("utf-8") for a in asks)
    }
    assert asking - {*DEMO} == set()


def test_whoever_looks_at_worlds_is_named() -> None:
    """Else a second process makes the counties of all seeds again."""
    asking = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "tests").rglob("test_*.py")
        if "\nfrom worlds import " in path.read_text("utf-8")
    }
    assert asking == {*WORLDS}
