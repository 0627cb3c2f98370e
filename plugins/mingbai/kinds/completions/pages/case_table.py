"""Cases -> a table: a row a case, with its guide, its notice and whether it was on time.

Every list of cases is cut from rows that are written once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from mingbai.check import lookup
from mingbai.kinds.completions.reads import NOTICES
from mingbai.kinds.completions.states import SCOPE
from mingbai.kinds.completions.timeliness import case_urls, timed_cases
from mingbai.model import Edition
from mingbai.page import (
    Cells,
    Column,
    Mark,
    TableView,
    WrittenRows,
    mark_cells,
    records,
    written_rows,
)

_NO_MARK = Mark("none", "")


@dataclass(frozen=True, slots=True)
class _Shape:
    """Which columns a list of cases has, and whether its rows are the cases' lasting addresses."""

    has_item: bool
    has_day: bool
    has_anchors: bool


@dataclass(frozen=True, eq=False)
class CaseRows:
    """All cases. marks: how each was done. positions: of each by its receipt number."""

    cases: pd.DataFrame
    edition: Edition
    marks: Sequence[Mark | None]
    positions: Mapping[str, int]
    _written: dict[_Shape, WrittenRows] = field(default_factory=dict)

    def of_shape(self, shape: _Shape) -> WrittenRows:
        """The rows of all cases with these columns."""
        if shape not in self._written:
            self._written[shape] = _written_cases(self, shape)
        return self._written[shape]

    def marks_of(self, numbers: Iterable[str]) -> list[Mark | None]:
        """How some of them were done."""
        return [self.marks[self.positions[number]] for number in numbers]

    def worst_first(self, numbers: Iterable[str]) -> list[int]:
        """Where some of them stand, the late ones first."""
        given = (self.positions[number] for number in numbers)
        return sorted(given, key=lambda row: (self.marks[row] or _NO_MARK).rank)


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
    rows = edition.shared(_case_rows)
    shape = _Shape(not of_one_item, not of_one_day, has_anchors=id_ == "cases")
    chosen = rows.worst_first(cases["receipt_no"])
    return rows.of_shape(shape).table(chosen, id_, caption)


def case_marks(cases: pd.DataFrame, edition: Edition) -> list[Mark | None]:
    """How each was done; beside it how many working days too late."""
    return edition.shared(_case_rows).marks_of(cases["receipt_no"])


def _case_rows(edition: Edition) -> CaseRows:
    cases = timed_cases(edition.tables["completions"], edition.county)
    positions = {number: i for i, number in enumerate(cases["receipt_no"])}
    return CaseRows(cases, edition, _marks(cases, edition), positions)


def _written_cases(rows: CaseRows, shape: _Shape) -> WrittenRows:
    cases, edition = rows.cases, rows.edition
    numbers = cases["receipt_no"]
    ids = numbers if shape.has_anchors else None
    item_column = (Column("事项"), Cells(cases["name"], urls=_guide_urls(cases, edition)))
    day_column = (Column("办结"), Cells(cases["decided"], "date"))
    return written_rows(
        [
            (Column("受理编号"), Cells(numbers, "head", urls=case_urls(cases), ids=ids)),
            *((item_column,) if shape.has_item else ()),
            (Column("申请人"), Cells(cases["applicant"])),
            (Column("受理"), Cells(cases["accepted"], "date")),
            (Column("应办结"), Cells(cases["due"], "date")),
            *((day_column,) if shape.has_day else ()),
            (Column("用时（工作日）", is_num=True), Cells(cases["days"], "num")),
            (Column("结果"), Cells(cases["result"], urls=_notice_urls(cases, edition))),
            (Column("按时吗"), Cells(mark_cells(rows.marks), "html")),
        ]
    )


def _marks(cases: pd.DataFrame, edition: Edition) -> list[Mark | None]:
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
