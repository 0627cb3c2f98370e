"""Due days of cases, and how long they took, against dates counted by hand from the notices."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from harness import FIXTURES, data_folder, seal
from mingbai import build
from mingbai.kinds.completions.pages.cases import summary_sentence
from mingbai.kinds.completions.timeliness import timed_cases, timeliness

# 即办件: its promise is 0 working days, so that the days off the clock alone make the limit.
AT_ONCE = "990121-ZJ-GG-0001"
LIMITS = [
    ("2025-01-20", 5, "2025-01-26"),  # a Sunday that was worked before the Spring Festival
    ("2025-01-20", 20, "2025-02-21"),
    ("2025-09-26", 5, "2025-10-10"),  # 28 September and 11 October are worked, eight days are off
    ("2025-09-28", 20, "2025-10-31"),
    ("2025-12-31", 20, "2026-01-29"),  # over the turn of the year
    ("2026-01-02", 1, "2026-01-04"),  # accepted on a holiday, due on a Sunday that is worked
    ("2026-02-10", 20, "2026-03-16"),
    ("2026-04-28", 5, "2026-05-08"),
    ("2026-09-19", 3, "2026-09-22"),  # accepted on a Saturday
]
Case = tuple[str, int, str, str]


def _folder(root: Path, cases: list[Case]) -> Path:
    """The good fixture with these cases: accepted, days off the clock, due, decided."""
    data = data_folder(root, "completions")
    folder = data / "completions" / "zhujian" / "2026-06-a"
    (folder / "case_steps.csv").write_text("receipt_no,step_id,entered,left\n", "utf-8")
    with (folder / "cases.csv").open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(
            [
                "receipt_no",
                "item_code",
                "applicant",
                "accepted",
                "stopped_days",
                "due",
                "decided",
                "result",
                "post_name",
            ]
        )
        for number, case in enumerate(cases, start=1):
            lines.writerow([f"SG-{number:03}", AT_ONCE, "陈*", *case, "办结", "档案窗口"])
    # The notices of delay are of cases that are not here.
    (data / "delays" / "zhujian" / "2026-06" / "notices.csv").write_text(
        (FIXTURES / "delays/good/zhujian/2026-06/notices.csv").read_text("utf-8").splitlines()[0]
        + "\n",
        "utf-8",
    )
    seal(data)
    return data


def _wrong(root: Path, cases: list[Case]) -> list[tuple[int | None, str | None]]:
    """Line and expected day of every due day that is refused."""
    issues = build.check(_folder(root, cases), as_of=date(2026, 12, 31)).issues
    return [(i.row, i.expected) for i in issues if i.code == "wrong-due-date"]


def test_due_days_as_counted_by_hand(tmp_path: Path) -> None:
    """Nine limits over holidays, make-up days and the turn of a year are accepted as they are."""
    assert _wrong(tmp_path, [(start, n, due, start) for start, n, due in LIMITS]) == []


@pytest.mark.parametrize("off", [-1, 1])
def test_a_due_day_one_day_off_is_refused(off: int, tmp_path: Path) -> None:
    """One day earlier or later is refused, and the right day is said."""
    moved = [str(date.fromisoformat(due) + pd.Timedelta(days=off)) for _, _, due in LIMITS]
    cases = [(start, n, due, start) for (start, n, _), due in zip(LIMITS, moved, strict=True)]
    expected = [(line, due) for line, (_, _, due) in enumerate(LIMITS, start=2)]
    assert _wrong(tmp_path, cases) == expected


def test_days_used_are_working_days_on_the_clock(tmp_path: Path) -> None:
    """18 June to 23 June 2026 is two working days over the Dragon Boat Festival; one was off."""
    cases = [
        ("2026-06-18", 1, "2026-06-22", "2026-06-23"),
        ("2026-06-22", 0, "2026-06-22", "2026-06-22"),
        ("2026-06-22", 3, "2026-06-25", "2026-06-24"),
    ]
    checked = build.check(_folder(tmp_path, cases))
    assert checked.county is not None
    found = timed_cases(checked.tables["completions"], checked.county).sort_values("receipt_no")
    assert found["days"].tolist() == [1, 0, 0]
    assert found["early"].tolist() == [-1, 0, 1]
    assert found["is_late"].tolist() == [True, False, False]
    assert found["agency"].tolist() == ["zhujian"] * 3
    assert (
        summary_sentence(found)
        == "办结 3 件，按时办结 2 件（66.7%），逾期办结 1 件；半数以上当天办完。"
    )


def test_what_is_said_of_an_item(tmp_path: Path) -> None:
    """Medians and 90th percentiles are of finished cases; a percentile is a day that occurred."""
    decided = ["2026-06-01", "2026-06-02", "2026-06-03", "2026-06-05"]
    cases = [("2026-06-01", 0, "2026-06-01", day) for day in decided]
    checked = build.check(_folder(tmp_path, cases))
    assert checked.county is not None
    found = timed_cases(checked.tables["completions"], checked.county)
    item = timeliness(found, "item_code").loc[AT_ONCE]
    assert item.to_dict() == {
        "cases": 4,
        "late": 3,
        "on_time": 1,
        "median_days": 1.5,
        "p90_days": 4.0,
        "early_days": -1.5,
    }


def test_the_index_says_how_early_things_are_done(tmp_path: Path) -> None:
    """Beside the rate on time stands by how many days half of the cases beat their limit."""
    cases = [
        ("2026-06-01", 9, "2026-06-12", day) for day in ("2026-06-02", "2026-06-10", "2026-06-11")
    ]
    site = build.build(_folder(tmp_path, cases))
    page = next(page for page in site.pages() if page.url == "/completions/")
    for table in (page.view.agencies, page.view.items):
        assert [column.title for column in table.columns][-1] == "比期限提前（中位数）"
        assert table.body.rstrip().endswith(">2</tr>")


def test_a_case_leads_to_its_notice(tmp_path: Path) -> None:
    """The result of a late case is a link to why it was late; another case's is not."""
    site = build.build(data_folder(tmp_path, "completions"))
    page = next(page for page in site.pages() if page.url == "/completions/2026-07/")
    late, on_time = (
        next(row for row in page.view.cases.body.split("<tr") if f'id="{number}"' in row)
        for number in ("SG-001", "SG-002")
    )
    assert 'href="/delays/ZB-001/"' in late
    assert "/delays/" not in on_time
