"""The clock: every duty ends in one of four states, and lateness never disappears."""

from __future__ import annotations

from datetime import date

import pandas as pd

from mingbai.check import clock


def duty(due: str, done: str | None, period: str = "2026-06") -> dict[str, object]:
    return {
        "id": "accounts/months/b1",
        "series": "months",
        "asks": clock.PUBLISH,
        "is_counted": True,
        "kind": "accounts",
        "subject": "b1",
        "place": "p1",
        "agency": "taiping",
        "period": period,
        "title": "六月的账",
        "url": "/accounts/b1/",
        "due": pd.Timestamp(due),
        "done": pd.Timestamp(done) if done else pd.NaT,
    }


def states(*duties: dict[str, object], as_of: date = date(2026, 7, 20)) -> list[tuple[str, int]]:
    found = clock.states([pd.DataFrame(list(duties))], as_of)
    return list(zip(found["state"], found["days_late"], strict=True))


def test_the_last_day_is_still_on_time() -> None:
    """Publishing on the due day itself is on time; the day after is late by one."""
    assert states(duty("2026-07-15", "2026-07-15")) == [("按时", 0)]
    assert states(duty("2026-07-15", "2026-07-16")) == [("迟了", 1)]


def test_what_was_not_done_is_missing_from_the_day_after() -> None:
    """Nothing is missing on its last day, and the days count up to as_of."""
    assert states(duty("2026-07-20", None)) == [("未到期", 0)]
    assert states(duty("2026-07-15", None)) == [("到期未公开", 5)]


def test_what_did_not_come_is_said_by_what_was_asked() -> None:
    """Nobody completes a sheet, nobody publishes a repair."""
    asked = [{**duty("2026-07-15", None), "id": asks, "asks": asks} for asks in clock.ASKS]
    found = clock.states([pd.DataFrame(asked)], date(2026, 7, 20)).set_index("id")["state"]
    assert found.to_dict() == {
        "公开": "到期未公开",
        "答复": "逾期未答复",
        "办结": "逾期未办结",
        "完成": "逾期未完成",
    }


def test_lateness_stays_after_the_gap_is_filled() -> None:
    """A late duty stays late however long ago it was."""
    assert states(duty("2026-07-15", "2026-07-18"), as_of=date(2030, 1, 1)) == [("迟了", 3)]


def test_a_grid_says_in_words_what_it_counts() -> None:
    """Cells carry words for every state that occurs and nothing else."""
    frame = pd.DataFrame([duty("2026-07-15", "2026-07-10"), duty("2026-07-15", None)])
    dues = clock.states([frame], date(2026, 7, 20))
    grid = clock.grid(dues, dues["place"])
    assert clock.words(grid).to_dict() == {("p1", "2026-06"): "1 按时，1 到期未公开"}


def test_no_duties_is_an_empty_frame_with_all_columns() -> None:
    """Pages may read every column of an empty clock."""
    assert list(clock.states([], date(2026, 7, 20)).columns) == [*clock.DUE, "state", "days_late"]


def test_duties_of_a_kind_fall_under_the_month_of_their_last_day() -> None:
    """One value stands for every row; what has no last day is no duty."""
    numbers = pd.Series(["a", "b"])
    found = clock.dues(
        "complaints",
        subject=numbers,
        agency="mzj",
        title="投诉办结：" + numbers,
        url="/complaints/" + numbers + "/",
        due=pd.Series([pd.Timestamp("2026-07-15"), pd.NaT], dtype="datetime64[s]"),
        done=pd.Series([pd.NaT, pd.NaT], dtype="datetime64[s]"),
        asks=clock.CLOSE,
    )
    assert tuple(found.columns) == clock.DUE
    assert found[["subject", "agency", "period", "title"]].values.tolist() == [
        ["a", "mzj", "2026-07", "投诉办结：a"]
    ]
    assert not len(clock.states([found.iloc[:0]], date(2026, 7, 20)))
