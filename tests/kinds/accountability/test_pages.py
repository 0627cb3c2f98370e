"""Decisions are counted by measure in the order of the ladder, by year, and by agency."""

from __future__ import annotations

import re
from pathlib import Path

from harness import data_folder
from mingbai import build
from mingbai.kinds.accountability import KIND

_TEXT = re.compile(r">([^<>]+)<")


def _counts(root: Path) -> dict[str, list[str]]:
    """Section -> the texts of its table, in order."""
    pages = {page.url: page for page in build.build(data_folder(root, "accountability")).pages()}
    sections = pages["/accountability/"].view.sections
    return {s.id: _TEXT.findall(s.table.body) for s in sections}


def test_decisions_are_counted_in_three_ways(tmp_path: Path) -> None:
    """Three decisions of the fixture: three agencies, two years, three of thirteen measures."""
    found = _counts(tmp_path)
    assert found["agencies"] == ["太平镇政府", "1", "县住建局", "1", "县自然资源局", "1"]
    assert found["years"] == ["2026 年", "2", "2025 年", "1"]
    ladder = dict(zip(found["ladder"][::2], found["ladder"][1::2], strict=True))
    assert list(ladder) == list(KIND.schemas[0]["measure"].enum)
    assert len(ladder) == 13
    assert {measure for measure, n in ladder.items() if n != "0"} == {
        "责令书面检查",
        "诫勉谈话",
        "通报批评",
    }
