"""The status of a document on a day follows from its dates and from decisions, to the day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from harness import data_folder
from mingbai import build
from mingbai.kinds.regulations.status import with_status
from mingbai.read.tables import Tables

LAPSING, REPLACED, NEW = "清源政规〔2021〕2号", "清源政规〔2022〕1号", "清源政规〔2026〕1号"


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    checked = build.check(data_folder(tmp_path_factory.mktemp("regulations"), "regulations"))
    assert checked.issues == ()
    return checked.tables["regulations"]


@pytest.mark.parametrize(
    ("number", "day", "status", "ended"),
    [
        (LAPSING, date(2026, 3, 31), "现行有效", None),  # its last day
        (LAPSING, date(2026, 4, 1), "已经失效", date(2026, 4, 1)),
        (REPLACED, date(2026, 2, 20), "现行有效", None),  # decided, not yet effective
        (REPLACED, date(2026, 2, 28), "现行有效", None),
        (REPLACED, date(2026, 3, 1), "已经废止", date(2026, 3, 1)),
        (NEW, date(2026, 2, 28), "尚未施行", None),
        (NEW, date(2026, 3, 1), "现行有效", None),
        (NEW, date(2031, 2, 28), "现行有效", None),
        (NEW, date(2031, 3, 1), "已经失效", date(2031, 3, 1)),
    ],
)
def test_status_on_a_day(
    tables: Tables, number: str, day: date, status: str, ended: date | None
) -> None:
    """In force on its first and last day, expired the day after, repealed on the effective day."""
    row = with_status(tables, day).set_index("document_no").loc[number]
    assert row["status"] == status
    assert (None if pd.isna(row["ended"]) else row["ended"].date()) == ended


def test_a_repeal_says_why_and_a_lapse_does_not(tables: Tables) -> None:
    """Reason and number of a decision stand beside what it ended, from the day it did."""
    found = with_status(tables, date(2026, 4, 1)).set_index("document_no")
    assert found.at[REPLACED, "reason"] == "已被新规定涵盖或替代"
    assert found.at[REPLACED, "decision_no"] == "清源政发〔2026〕5号"
    assert found.loc[[LAPSING, NEW], ["reason", "decision_no"]].isna().all(axis=None)
    early = with_status(tables, date(2026, 2, 28)).set_index("document_no")
    assert pd.isna(early.at[REPLACED, "reason"])


def test_a_document_that_had_lapsed_ended_then(tmp_path: Path) -> None:
    """A clean-up decision after the last day names the reason; the end stays where it was."""
    data = data_folder(tmp_path, "regulations")
    decisions = data / "regulations" / "county" / "2026" / "decisions.csv"
    line = f"{LAPSING},清源政发〔2026〕9号,失效,工作任务已完成或适用期已过,2026-05-06,2026-05-06\n"
    decisions.write_text(decisions.read_text("utf-8") + line, "utf-8")
    tables = build.check(data).tables["regulations"]
    row = with_status(tables, date(2026, 7, 10)).set_index("document_no").loc[LAPSING]
    assert (row["status"], row["ended"].date()) == ("已经失效", date(2026, 4, 1))
    assert row["reason"] == "工作任务已完成或适用期已过"
