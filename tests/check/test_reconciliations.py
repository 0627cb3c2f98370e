"""Reconciliations: a pair agrees, differs or cannot be compared; its id outlives its place."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from mingbai.check.reconciliations import (
    AGREES,
    DIFFERS,
    STATE,
    UNKNOWN,
    Cover,
    Reconciled,
    Reconciliation,
    Side,
    issues,
    reconcile,
    sentence,
    side_frame,
)
from mingbai.county import County, Frame
from mingbai.issues import Severity

KEYS = ("book_id", "voucher_no")
LEFT = side_frame("works", "payments", KEYS, "row", "title", "why_not")
RIGHT = side_frame("books", "lines", KEYS)
COVER = Frame("books", "sheets", {"book_id": "str", "url": "str"})
WORKS = Reconciliation(
    code="payment-not-in-ledger",
    title="工程付款和村账",
    meaning="每一笔付款都在账上。",
    ground="财务制度",
    remedy="核对。",
    unit="元",
    keys=KEYS,
    left=Side(LEFT, "工程页说已付", "工程页没有", field="amount"),
    right=Side(RIGHT, "账上付款", "账上没有这张凭证"),
    without_key="没有写凭证号",
    cover=Cover(COVER, ("book_id",), "账还没有公开"),
)
LEFT_ROWS = [
    ("B1", "付-01", 500_000, "P1/1", "修路首期", ""),
    ("B1", "付-02", 300_000, "P1/2", "修路二期", ""),
    ("B1", "付-09", 100_000, "P1/3", "修路尾款", ""),
    ("B1", None, 100_000, "P1/4", "修路零星", ""),
    ("B2", "付-01", 700_000, "P2/1", "修渠首期", ""),
    ("B1", "付-03", 200_000, "P1/5", "修路监理", "两份合同合付"),
]
RIGHT_ROWS = [("B1", "付-01", 200_000), ("B1", "付-01", 300_000), ("B1", "付-02", 290_000)]


def left(rows: list[tuple[Any, ...]], file: str = "works/a/2026q2/payments.csv") -> pd.DataFrame:
    """Payments with a line each, from line 2 on."""
    frame = pd.DataFrame(rows, columns=[*KEYS, "value", "row", "title", "why_not"])
    index = pd.MultiIndex.from_arrays(
        [[file] * len(rows), range(2, len(rows) + 2)], names=["file", "line"]
    )
    return frame.astype(dict(LEFT.columns)).set_index(index)


def right(rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    """Ledger lines."""
    frame = pd.DataFrame(rows, columns=[*KEYS, "value"]).astype(dict(RIGHT.columns))
    index = pd.MultiIndex.from_arrays(
        [["books/a/2026-06/entries.csv"] * len(rows), range(2, len(rows) + 2)],
        names=["file", "line"],
    )
    return frame.set_index(index)


def run(
    reconciliation: Reconciliation = WORKS,
    frames: Mapping[str, pd.DataFrame] | None = None,
    published: Mapping[str, date] | None = None,
) -> Reconciled:
    """The pairs of one reconciliation over these frames."""
    sheets = pd.DataFrame({"book_id": ["B1"], "url": ["/accounts/B1/"]}).astype("str")
    offered = {"works.payments": left(LEFT_ROWS), "books.lines": right(RIGHT_ROWS)}
    offered |= {"books.sheets": sheets, **(frames or {})}
    days = published or {"works": date(2026, 7, 1), "books": date(2026, 7, 13)}
    paths = {"works": "works/a/2026q2", "books": "books/a/2026-06"}
    packages = {k: (SimpleNamespace(path=paths[k], published=d),) for k, d in days.items()}
    county = County(
        registry=None,  # type: ignore[arg-type]
        as_of=date(2026, 7, 16),
        known={},
        packages=packages,  # type: ignore[arg-type]
        offers={name: lambda _, f=frame: f for name, frame in offered.items()},
    )
    return reconcile([reconciliation], county)


def by_row(reconciled: Reconciled) -> dict[str, Any]:
    """Left row -> its pair."""
    return {row["left_row"]: row for row in reconciled.frame.to_dict("records")}


def test_every_row_of_the_left_is_one_pair() -> None:
    """Lines of one voucher are summed; each row has one of three outcomes and none is lost."""
    found = by_row(run())
    outcomes = {row: (pair["outcome"], pair["reason"]) for row, pair in found.items()}
    assert outcomes == {
        "P1/1": (AGREES, ""),
        "P1/2": (DIFFERS, ""),
        "P1/3": (DIFFERS, ""),
        "P1/4": (UNKNOWN, "没有写凭证号"),
        "P1/5": (UNKNOWN, "两份合同合付"),
        "P2/1": (UNKNOWN, "账还没有公开"),
    }


def test_a_gap_says_both_figures() -> None:
    """What is not there is said in words and counts as nought; it leads where it would stand."""
    found = by_row(run())
    assert (found["P1/2"]["gap"], found["P1/2"]["right_text"]) == (10_000, "2,900.00")
    missing = found["P1/3"]
    assert (missing["right_value"], missing["right_text"]) == (0, "账上没有这张凭证")
    assert missing["right_row"] == "books/lines/B1/付-09"
    assert missing["right_url"] == "/accounts/B1/"


def test_the_largest_gap_stands_first_and_what_is_not_compared_never_agrees() -> None:
    """Order: gaps by size, then unknown, then agreeing."""
    frame = run().frame
    assert frame["left_row"].tolist()[:2] == ["P1/3", "P1/2"]
    assert frame["outcome"].tolist() == [DIFFERS] * 2 + [UNKNOWN] * 3 + [AGREES]
    assert frame.loc[frame["outcome"] == UNKNOWN, "gap"].isna().all()


def test_a_gap_begins_when_the_second_side_came_out() -> None:
    """Whichever of the two was published later."""
    found = by_row(run())
    assert found["P1/2"]["since"] == pd.Timestamp(2026, 7, 13)
    assert found["P1/3"]["since"] == pd.Timestamp(2026, 7, 1)


def test_an_id_is_of_the_rows_and_not_of_their_places() -> None:
    """Another order, other files, other lines: the same ids."""
    moved = left(LEFT_ROWS[::-1], file="works/a/2026q3/payments.csv")
    other = run(frames={"works.payments": moved, "books.lines": right(RIGHT_ROWS[::-1])})
    assert sorted(other.frame["id"]) == sorted(run().frame["id"])
    assert run().frame["id"].is_unique


def test_a_gap_is_a_warning_with_both_rows() -> None:
    """At the row of the left side; both rows by id, file and line."""
    found = {issue.rows[0].id: issue for issue in issues(run())}
    assert set(found) == {"P1/2", "P1/3"}
    issue = found["P1/2"]
    assert (issue.severity, issue.code) == (Severity.WARNING, "payment-not-in-ledger")
    assert (issue.path, issue.row, issue.field) == ("works/a/2026q2/payments.csv", 3, "amount")
    assert (issue.found, issue.expected) == ("3,000.00", "2,900.00")
    assert (issue.rows[1].path, issue.rows[1].row) == ("books/a/2026-06/entries.csv", 4)
    assert found["P1/3"].rows[1].path == ""
    told = issue.message.format_map(issue.values)
    assert "工程页说已付 3,000.00 元，账上付款 2,900.00 元" in told
    assert "books/a/2026-06/entries.csv 第 4 行" in told
    # pages link both sides: their reader is told no file
    assert told.startswith(sentence(issue).removesuffix("。"))
    assert "entries.csv" not in sentence(issue)


def test_a_row_of_the_right_alone_differs_only_where_both_ways_are_asked() -> None:
    """Most ledger lines are no payment of a work; every decision on a complaint has a complaint."""
    more = right([*RIGHT_ROWS, ("B1", "付-77", 50_000)])
    assert len(run(frames={"books.lines": more}).frame) == len(LEFT_ROWS)
    mutual = dataclasses.replace(WORKS, is_mutual=True)
    alone = run(mutual, frames={"books.lines": more}).frame
    extra = alone[alone["right_row"] == "books/lines/B1/付-77"].iloc[0]
    assert (extra["outcome"], extra["left_text"], extra["gap"]) == (DIFFERS, "工程页没有", -50_000)
    assert len(alone) == len(LEFT_ROWS) + 1


def test_words_agree_or_not() -> None:
    """States are compared as they are written, and have no gap."""
    keys = ("complaint_no",)
    frames = {
        "works.payments": pd.DataFrame(
            {"complaint_no": ["T1", "T2", "T3"], "value": ["通报批评", "诫勉谈话", "通报批评"]}
        ).astype("str"),
        "books.lines": pd.DataFrame(
            {"complaint_no": ["T1", "T2"], "value": ["通报批评", "通报批评"]}
        ).astype("str"),
    }
    states = dataclasses.replace(
        WORKS,
        unit=STATE,
        keys=keys,
        left=Side(side_frame("works", "payments", keys, value="str"), "投诉说", "没有"),
        right=Side(side_frame("books", "lines", keys, value="str"), "台账说", "台账没有"),
        cover=None,
    )
    frame = run(states, frames=frames).frame.set_index("left_row")
    assert frame["outcome"].to_dict() == {
        "works/payments/T1": AGREES,
        "works/payments/T2": DIFFERS,
        "works/payments/T3": DIFFERS,
    }
    assert frame.at["works/payments/T3", "right_text"] == "台账没有"
    assert frame["gap"].isna().all()


def test_only_lines_that_name_the_thing_count_where_some_do() -> None:
    """A voucher may carry other income too: what names a contract is preferred."""
    columns = {**RIGHT.columns, "contract_no": "str"}
    named = dataclasses.replace(
        WORKS,
        right=Side(Frame("books", "lines", columns), "账上", "账上没有", preferred="contract_no"),
    )
    lines = right([("B1", "付-01", 500_000), ("B1", "付-01", 123), ("B1", "付-02", 300_000)])
    lines = lines.assign(contract_no=pd.Series(["HT", None, None], lines.index, dtype="str"))
    found = by_row(run(named, frames={"books.lines": lines}))
    assert [found[row]["outcome"] for row in ("P1/1", "P1/2")] == [AGREES, AGREES]


def test_without_a_side_there_is_no_pair() -> None:
    """A kind that published nothing is compared with nothing, and nothing is said of it."""
    assert run(published={"works": date(2026, 7, 1)}).by_code == {}
    empty = run(frames={"works.payments": left([])})
    assert empty.frame.empty
    assert list(empty.by_code) == ["payment-not-in-ledger"]


def test_a_side_tells_only_what_is_known() -> None:
    """A mistyped column is refused where it is written."""
    with pytest.raises(ValueError, match="titel"):
        side_frame("works", "payments", KEYS, "titel")


def test_frames_keep_what_a_side_declares() -> None:
    """Every reconciliation of the program names offered frames with the columns it reads."""
    from mingbai.kinds import KINDS
    from mingbai.model import declarations

    declared = declarations(KINDS)
    assert declared.reconciliations
    for reconciliation in declared.reconciliations:
        for side in (reconciliation.left, reconciliation.right):
            assert set(reconciliation.keys) <= set(side.frame.columns)
            assert "value" in side.frame.columns
        for text in (reconciliation.meaning, reconciliation.ground, reconciliation.remedy):
            assert text.strip()
