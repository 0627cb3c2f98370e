"""Cases -> a table: a row a case, with its guide, its notice and whether it was on time."""

from __future__ import annotations

import pandas as pd

from mingbai.check import lookup
from mingbai.kinds.completions.reads import NOTICES
from mingbai.kinds.completions.states import SCOPE
from mingbai.kinds.completions.timeliness import case_urls
from mingbai.model import Edition
from mingbai.page import Cells, Column, Mark, TableView, mark_cells, records, table_view


def case_table(
    id_: str,
    caption: str,
    cases: pd.DataFrame,
    edition: Edition,
    *,
    of_one_item: bool = False,
    of_one_day: bool = False,
) -> TableView:
    """A row a case, the late ones first; its receipt number is its lasting address.

    of_one_item, of_one_day: the page says which item, which day of the decision it is.
    """
    has_anchors = id_ == "cases"
    cases = records.worst_first(cases, case_marks(cases, edition))
    item_column = (Column("事项"), Cells(cases["name"], urls=_guide_urls(cases, edition)))
    day_column = (Column("办结"), Cells(cases["decided"], "date"))
    return table_view(
        id_,
        caption,
        [
            (
                Column("受理编号"),
                Cells(
                    cases["receipt_no"],
                    "head",
                    urls=case_urls(cases),
                    ids=cases["receipt_no"] if has_anchors else None,
                ),
            ),
            *(() if of_one_item else (item_column,)),
            (Column("申请人"), Cells(cases["applicant"])),
            (Column("受理"), Cells(cases["accepted"], "date")),
            (Column("应办结"), Cells(cases["due"], "date")),
            *(() if of_one_day else (day_column,)),
            (Column("用时（工作日）", is_num=True), Cells(cases["days"], "num")),
            (Column("结果"), Cells(cases["result"], urls=_notice_urls(cases, edition))),
            (Column("按时吗"), Cells(mark_cells(case_marks(cases, edition)), "html")),
        ],
    )


def case_marks(cases: pd.DataFrame, edition: Edition) -> list[Mark | None]:
    """How each was done; beside it how many working days too late."""
    notes = [
        f"{-int(early)} 个工作日" if is_late and pd.notna(early) else ""
        for is_late, early in zip(cases["is_late"], cases["early"], strict=True)
    ]
    return records.state_marks(edition, SCOPE, cases["receipt_no"], notes)


def _notice_urls(cases: pd.DataFrame, edition: Edition) -> list[str | None]:
    """The notice of each case that was late or refused: why, and what can be done about it."""
    notices = edition.county.frame(NOTICES).dropna(subset="receipt_no")
    newest = notices.drop_duplicates("receipt_no", keep="last").set_index("receipt_no")
    numbers = lookup(cases["receipt_no"], newest["notice_no"])
    return [None if pd.isna(number) else edition.url("delay", number) for number in numbers]


def _guide_urls(cases: pd.DataFrame, edition: Edition) -> list[str | None]:
    return [edition.url("item", code) for code in cases["item_code"]]
