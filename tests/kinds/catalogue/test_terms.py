"""The last day of a promise: as the catalogue says it, and as the clock counts by it."""

from __future__ import annotations

from pathlib import Path

from harness import data_folder
from mingbai import build
from mingbai.check.reconciliations import AGREES, DIFFERS

CODE = "promise-other-than-clock"
_OTHERS = ("accounts", "completions", "approvals", "delays")
ENTRY = "{no},村务公开,{what},,内容,XKF-30,{limit},{who},政府网站,全社会,{manner},村级,{kind}"


def terms(folder: Path, *entries: str) -> dict[str, tuple[str, str, str]]:
    """By entry number: the outcome, the promise and what the clock counts by."""
    data = data_folder(folder, "catalogue", others=_OTHERS)
    path = next(data.glob("catalogue/*/*/entries.csv"))
    heading = path.read_text("utf-8").splitlines()[0]
    path.write_text("\n".join([heading, *entries, ""]), "utf-8")
    checked = build.check(data)
    assert not checked.has_errors
    frame = checked.reconciled.frame
    return {
        pair["left_thing"]: (pair["outcome"], pair["left_text"], pair["right_text"])
        for pair in frame[frame["code"] == CODE].to_dict("records")
    }


def entry(number: str, limit: str, kind: str, who: str, manner: str = "主动公开") -> str:
    """A line of the catalogue."""
    return ENTRY.format(no=number, what="村级财务", limit=limit, who=who, kind=kind, manner=manner)


def test_a_day_of_the_month_is_compared(tmp_path: Path) -> None:
    """The county's rule says the fifteenth; a rhythm without a day promises no day."""
    found = terms(
        tmp_path / "data",
        entry("ML-01", "每月15日前", "accounts", "baiyang"),
        entry("ML-02", "每月10日前", "accounts", "baiyang"),
        entry("ML-03", "每月", "accounts", "baiyang"),
        entry("ML-04", "每月10日前", "accounts", "baiyang", "依申请公开"),
    )
    kept = "每月 15 日以前"
    assert found == {"ML-01": (AGREES, kept, kept), "ML-02": (DIFFERS, "每月 10 日以前", kept)}


def test_working_days_are_compared_where_weeks_are_owed(tmp_path: Path) -> None:
    """Of an agency that owes a notice every week; what is counted by the promise itself is not."""
    found = terms(
        tmp_path / "data",
        entry("ML-01", "决定之日起7个工作日内", "completions", "zhujian"),
        entry("ML-02", "决定之日起5个工作日内", "completions", "zhujian"),
        entry("ML-03", "信息形成之日起20个工作日内", "approvals", "zhujian"),
    )
    kept = "7 个工作日以内"
    assert found == {"ML-01": (AGREES, kept, kept), "ML-02": (DIFFERS, "5 个工作日以内", kept)}
