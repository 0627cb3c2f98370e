"""Decisions that follow from an appraisal: the unit was the last of its class, and has to mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness import add_table, data_folder
from mingbai import build
from mingbai.check.reconciliations import AGREES, DIFFERS

CODE = "last-place-not-in-votes"
HEADING = "decision_no,cause_no,commitment_no,round_id"
LAST = "末位，限期整改"
# WZ-2026-001 is on zhujian, the last of its class in both rounds; WZ-2026-003 on ziran.
BY_ROUND = ("WZ-2026-001,01,,2025", "WZ-2026-001,02,,2024", "WZ-2026-003,01,,2025")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Accountability beside the appraisals, with causes."""
    folder = data_folder(tmp_path / "data", "accountability", others=("appraisals",))
    add_table(folder / "accountability" / "office" / "2026", "causes", HEADING, *BY_ROUND)
    return folder


def standings(data: Path) -> dict[str, tuple[str, str]]:
    """By decision and round: the outcome and what the votes say."""
    frame = build.check(data).reconciled.frame
    pairs = frame[frame["code"] == CODE].to_dict("records")
    assert {pair["left_text"] for pair in pairs} == {LAST}
    return {
        f"{pair['left_thing']} {pair['right_thing']}": (pair["outcome"], pair["right_text"])
        for pair in pairs
    }


def test_the_last_of_a_class_is_told_by_the_votes(data: Path) -> None:
    """Another unit than the last is seen, with the place that it had."""
    assert standings(data) == {
        "WZ-2026-001 2025": (AGREES, LAST),
        "WZ-2026-001 2024": (AGREES, LAST),
        "WZ-2026-003 2025": (DIFFERS, "第 2 名"),
    }


def test_the_last_without_a_task_is_seen(data: Path) -> None:
    """Who is punished as the last has to mend something: the appraisal says what."""
    path = data / "appraisals" / "office" / "2024" / "rectifications.csv"
    lines = path.read_text("utf-8").splitlines()
    kept = [line for line in lines if ",zhujian," not in line]
    path.write_text("\n".join([*kept, ""]), "utf-8")
    assert standings(data)["WZ-2026-001 2024"] == (DIFFERS, "末位，没有整改任务")


def test_a_decision_leads_to_its_causes(data: Path) -> None:
    """On its page; a decision without any has no such link."""
    pages = {page.url: page for page in build.build(data).pages()}
    links = pages["/accountability/WZ-2026-001/"].view.links
    causes = [link for link in links if link.text.startswith("排在末位的民主评议")]
    assert [link.url for link in causes] == ["/appraisals/2025/", "/appraisals/2024/"]
    others = pages["/accountability/WZ-2025-002/"].view.links
    assert not [link for link in others if "民主评议：" in link.text]
