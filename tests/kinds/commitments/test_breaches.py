"""Promises of how many cases are late at most, and the decisions that follow when they break."""

from __future__ import annotations

import json
from pathlib import Path

from harness import add_table, data_folder
from mingbai import build
from mingbai.check.reconciliations import AGREES, DIFFERS, UNKNOWN

CODE = "broken-promise-not-decided"
OTHERS = ("accountability", "complaints", "completions", "delays", "approvals")
HEADING = "decision_no,cause_no,commitment_no,round_id"
# One case of zhujian was late, on 2 July; decisions of July are published in August.
LATE, SOON = "2026-08-10", "2026-07-10"
Outcome = tuple[str, str, str]


def outcome(folder: Path, target: int, *causes: str, published: str = LATE) -> Outcome:
    """How the promise of at most so many late cases stands, and what both sides count."""
    data = data_folder(folder, "commitments", others=OTHERS)
    path = next(data.glob("commitments/*/*/commitments.csv"))
    promise = (
        f"CN-003,zhujian,过错责任追究制,超期的不多于 {target} 件。,超期件数,{target},件,2026-01-01"
    )
    path.write_text("\n".join([*path.read_text("utf-8").splitlines(), promise, ""]), "utf-8")
    decisions = data / "accountability" / "office" / "2026"
    add_table(decisions, "causes", HEADING, *causes)
    descriptor = decisions / "datapackage.json"
    document = json.loads(descriptor.read_text("utf-8")) | {"published": published}
    descriptor.write_text(json.dumps(document), "utf-8")
    checked = build.check(data)
    assert not checked.has_errors
    frame = checked.reconciled.frame
    (pair,) = frame[frame["code"] == CODE].to_dict("records")
    return (pair["outcome"], pair["left_text"], pair["right_text"])


def test_a_promise_that_holds_needs_no_decision(tmp_path: Path) -> None:
    """As many as were allowed; a decision all the same contradicts it."""
    assert outcome(tmp_path / "a", 1) == (AGREES, "0", "0")
    assert outcome(tmp_path / "b", 1, "WZ-2026-001,01,CN-003,") == (DIFFERS, "0", "1")


def test_a_broken_promise_has_its_decision(tmp_path: Path) -> None:
    """One that names the promise, on the agency that made it."""
    assert outcome(tmp_path / "a", 0) == (DIFFERS, "1", "0")
    assert outcome(tmp_path / "b", 0, "WZ-2026-001,01,CN-003,") == (AGREES, "1", "1")
    assert outcome(tmp_path / "c", 0, "WZ-2026-003,01,CN-003,") == (DIFFERS, "1", "0")


def test_a_decision_may_still_come(tmp_path: Path) -> None:
    """Within a month of the case that was one too many, nothing is compared."""
    assert outcome(tmp_path / "a", 0, published=SOON)[0] == UNKNOWN
