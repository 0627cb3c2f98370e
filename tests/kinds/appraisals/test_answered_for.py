"""Last places twice running and rectifications not kept: somebody answers, or it is seen."""

from __future__ import annotations

import json
from pathlib import Path

from harness import add_table, data_folder, seal
from mingbai import build
from mingbai.check.reconciliations import AGREES, DIFFERS, UNKNOWN

LAST_TWICE, UNKEPT = "last-twice-not-decided", "unkept-task-not-decided"
CAUSES = "decision_no,cause_no,commitment_no,round_id"
TASKS = "decision_no,task_no"
Outcomes = dict[str, str]


def outcomes(
    folder: Path,
    code: str,
    *,
    causes: tuple[str, ...] = (),
    tasks: tuple[str, ...] = (),
    since: str = "2024-06",
    due: str = "2026-09-30",
) -> Outcomes:
    """By row of the appraisal (its last parts): how it stands with the decisions.

    since: the month of which decisions were published first. due: of the task that is not done.
    zhujian and weijian are the last of their classes in both rounds; weijian's task of 31 March
    2025 was done two weeks late, zhujian's in time.
    """
    data = data_folder(folder, "appraisals", others=("accountability", "complaints"))
    later = data / "appraisals" / "office" / "2025" / "rectifications.csv"
    later.write_text(later.read_text("utf-8").replace("2026-09-30", due), "utf-8")
    decided = data / "accountability" / "office"
    if causes:
        add_table(decided / "2026", "causes", CAUSES, *causes)
    if tasks:
        add_table(decided / "2026", "unkept_tasks", TASKS, *tasks)
    first = decided / since
    first.mkdir()
    heading = (decided / "2026" / "decisions.csv").read_text("utf-8").splitlines()[0]
    (first / "decisions.csv").write_text(heading + "\n", "utf-8")
    descriptor = json.loads((decided / "2026" / "datapackage.json").read_text("utf-8"))
    descriptor |= {
        "name": f"accountability-office-{since}",
        "published": f"{since}-28",
        "resources": [{"name": "decisions", "path": "decisions.csv"}],
    }
    (first / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    seal(data)
    checked = build.check(data)
    assert not checked.has_errors
    frame = checked.reconciled.frame
    pairs = frame[frame["code"] == code]
    rows = pairs["left_row"].where(pairs["left_file"] != "", pairs["right_row"])
    return dict(zip(rows.str.split("/", n=2).str[2], pairs["outcome"], strict=True))


def test_the_last_twice_running_has_its_decision(tmp_path: Path) -> None:
    """One that names the later round, on that unit; the first of two last places asks for none."""
    undecided = {"2025/zhujian": DIFFERS, "2025/weijian": DIFFERS}
    assert outcomes(tmp_path / "a", LAST_TWICE) == undecided
    named = ("WZ-2026-001,01,,2025",)
    found = outcomes(tmp_path / "b", LAST_TWICE, causes=named)
    assert found == undecided | {"2025/zhujian": AGREES}
    of_another = ("WZ-2026-003,01,,2025", "WZ-2026-001,01,,2024")
    assert outcomes(tmp_path / "c", LAST_TWICE, causes=of_another) == undecided


def test_a_task_that_was_not_kept_has_its_decision(tmp_path: Path) -> None:
    """Also one that was done after its day."""
    assert outcomes(tmp_path / "a", UNKEPT) == {"2024-Z02": DIFFERS}
    assert outcomes(tmp_path / "b", UNKEPT, tasks=("WZ-2026-001,2024-Z02",)) == {"2024-Z02": AGREES}


def test_nobody_answers_for_a_task_that_was_kept(tmp_path: Path) -> None:
    """A decision on a task that was done in time contradicts the appraisal."""
    found = outcomes(tmp_path, UNKEPT, tasks=("WZ-2026-001,2024-Z01",))
    assert found == {"2024-Z02": DIFFERS, "WZ-2026-001/2024-Z01": DIFFERS}


def test_what_was_before_decisions_were_published_is_left_out(tmp_path: Path) -> None:
    """Nothing is known of it, unless a decision names it all the same."""
    assert outcomes(tmp_path / "a", UNKEPT, since="2026-01") == {}
    named = outcomes(tmp_path / "b", UNKEPT, since="2026-01", tasks=("WZ-2026-001,2024-Z02",))
    assert named == {"2024-Z02": AGREES}


def test_a_decision_may_still_come(tmp_path: Path) -> None:
    """Within a month of the day of a task nothing is compared, unless a decision came at once."""
    assert outcomes(tmp_path / "a", UNKEPT, due="2026-06-25")["2025-Z02"] == UNKNOWN
    at_once = ("WZ-2026-001,2025-Z02",)
    assert outcomes(tmp_path / "b", UNKEPT, due="2026-06-25", tasks=at_once)["2025-Z02"] == AGREES
