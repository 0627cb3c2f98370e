"""What each kind owes, by which day, and what became of it: counted by hand from its fixture."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import pytest

from harness import data_folder, seal
from mingbai import build
from mingbai.kinds import by_name
from mingbai.portal.clock_pages import clock_pages

Duty = tuple[str, str, str]


def _owed(data: Path, kind: str, as_of: date) -> list[Duty]:
    """Id below the kind, due day, and state with the days late, of all that a kind owes."""
    checked = build.check(data, as_of=as_of)
    assert checked.county is not None
    found = build.duties((by_name(kind),), checked.tables, checked.county)
    return [
        (id_.removeprefix(f"{kind}/"), due.date().isoformat(), f"{state} {late}" if late else state)
        for id_, due, state, late in zip(
            found["id"], found["due"], found["state"], found["days_late"], strict=True
        )
    ]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        # Ordinary matters: the fifteenth after the quarter; all were published on 10 July. Each
        # village owes every quarter from the township's first matter on: one said nothing in it.
        (
            "village_affairs",
            [
                ("quarters/990121100201/2026q1", "2026-04-15", "迟了 86"),
                ("quarters/990121100202/2026q1", "2026-04-15", "到期未公开 92"),
                ("stages/CW-001/计划", "2026-04-15", "迟了 86"),
                ("stages/CW-003/计划", "2026-07-11", "按时"),
                ("quarters/990121100201/2026q2", "2026-07-15", "按时"),
                ("quarters/990121100202/2026q2", "2026-07-15", "按时"),
                ("stages/CW-001/结果", "2026-07-15", "按时"),
                ("stages/CW-001/进展", "2026-07-15", "按时"),
                ("stages/CW-002/计划", "2026-07-15", "按时"),
                ("stages/CW-003/结果", "2026-07-16", "按时"),
            ],
        ),
        # The case was due on 29 June, and the notice was given on that day.
        ("delays", [("notices/ZB-001", "2026-06-29", "按时")]),
        # Quarters: the fifteenth of the month after; both were published on 10 July.
        (
            "holdings",
            [
                ("quarters/taiping/2026q1", "2026-04-15", "迟了 86"),
                ("quarters/taiping/2026q2", "2026-07-15", "按时"),
            ],
        ),
        # Criticism: thirty days after the round, answered on 10 July 2026. Tasks: their own day. A
        # round every year: those before were published again since, so that nobody can tell.
        (
            "appraisals",
            [
                ("2024-Y02", "2024-12-29", "迟了 558"),
                ("2024-Z01", "2025-03-31", "按时"),
                ("2024-Z02", "2025-03-31", "迟了 15"),
                ("2025-Y01", "2025-12-28", "迟了 194"),
                ("2025-Z01", "2026-06-30", "按时"),
                ("2025-Z02", "2026-09-30", "未到期"),
                ("years/office/2026", "2026-12-31", "未到期"),
            ],
        ),
    ],
)
def test_duties_of_a_kind(kind: str, expected: list[Duty], tmp_path: Path) -> None:
    """Every duty with its last day, on time or late by so many days."""
    assert _owed(data_folder(tmp_path, kind), kind, date(2026, 7, 16)) == expected


def test_an_important_matter_is_due_at_once(tmp_path: Path) -> None:
    """A decision on a major matter may not wait for the end of the quarter: ten days."""
    data = data_folder(tmp_path, "village_affairs")
    path = data / "village_affairs" / "taiping" / "2026q2" / "matters.csv"
    path.write_text(path.read_text("utf-8").replace("补贴补助", "重大决策"), "utf-8")
    seal(data)
    found = _owed(data, "village_affairs", date(2026, 7, 16))
    assert ("stages/CW-002/计划", "2026-05-18", "迟了 53") in found


def test_a_quarter_left_out_stays_missing(tmp_path: Path) -> None:
    """A township owes every quarter from its first on, also the one it skipped."""
    data = data_folder(tmp_path, "holdings")
    folder = data / "holdings" / "taiping"
    (folder / "2026q2").rename(folder / "2026q3")
    assert _owed(data, "holdings", date(2026, 10, 20)) == [
        ("quarters/taiping/2026q1", "2026-04-15", "迟了 86"),
        ("quarters/taiping/2026q2", "2026-07-15", "到期未公开 97"),
        ("quarters/taiping/2026q3", "2026-10-15", "按时"),
    ]


def test_criticism_without_an_answer_stays_open(tmp_path: Path) -> None:
    """No answer, no day: it is missing from thirty days after the round."""
    data = data_folder(tmp_path, "appraisals")
    path = data / "appraisals" / "office" / "2025" / "opinions.csv"
    path.write_text(path.read_text("utf-8").replace(",已列入整改任务\n", ",\n"), "utf-8")
    seal(data)
    found = {duty[0]: duty[1:] for duty in _owed(data, "appraisals", date(2026, 7, 16))}
    assert found["2025-Y01"] == ("2025-12-28", "逾期未答复 200")


def test_the_grid_ends_with_the_month_of_the_data(tmp_path: Path) -> None:
    """What falls due later is listed under its month, and takes no column from the past."""
    edition = build.build(data_folder(tmp_path, "key_work")).edition
    early = dataclasses.replace(
        edition, county=dataclasses.replace(edition.county, as_of=date(2026, 7, 10))
    )
    assert (early.dues["period"] > "2026-07").any()
    view = next(clock_pages(early)).view
    assert all(column.title <= "2026-07" for column in view.grid.columns[1:])
