"""A complaint that ended in a measure has the decision of it, on the same agency."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness import data_folder, seal
from mingbai import build
from mingbai.check.reconciliations import AGREES, DIFFERS

CODE = "punishment-not-decided"


@pytest.mark.parametrize(
    ("agency", "measure", "outcome"),
    [
        ("zhujian", "责令书面检查", AGREES),
        ("ziran", "责令书面检查", DIFFERS),
        ("zhujian", "诫勉谈话", DIFFERS),
    ],
)
def test_agency_and_measure_must_be_the_same(
    agency: str, measure: str, outcome: str, tmp_path: Path
) -> None:
    """TS-001 is on zhujian; the decision that names it is changed, the complaint is not."""
    data = data_folder(tmp_path, "accountability", others=("complaints",))
    complaints = data / "complaints" / "office" / "2026-06" / "complaints.csv"
    text = complaints.read_text("utf-8")
    complaints.write_text(text.replace("当面道歉，", "当面道歉，责令书面检查，"), "utf-8")
    decisions = data / "accountability" / "office" / "2026" / "decisions.csv"
    lines = decisions.read_text("utf-8").splitlines()
    changed = [
        line.replace(",zhujian,", f",{agency},").replace("责令书面检查", measure)
        if line.endswith(",TS-001")
        else line
        for line in lines
    ]
    decisions.write_text("\n".join([*changed, ""]), "utf-8")
    seal(data)
    frame = build.check(data).reconciled.frame
    (pair,) = frame[frame["code"] == CODE].to_dict("records")
    assert (pair["outcome"], pair["left_text"]) == (outcome, "县住建局，责令书面检查")
