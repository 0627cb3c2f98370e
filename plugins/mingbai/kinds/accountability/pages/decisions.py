"""Decisions -> the list, by measure in the order of the ladder, by year, by agency."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from mingbai.page import Cells, Column, Link, TableView, table_view
from mingbai.page.records import Placement, Records, Register, Row, Section, rows

_CAUSES = (
    ("commitment", "commitment_no", "没有做到的承诺"),
    ("round", "round_id", "排在末位的民主评议"),
)


def _says(frame: pd.DataFrame) -> str:
    units = frame["agency"].nunique()
    return f"作出问责决定 {len(frame):,} 个，涉及 {units:,} 个单位。"


def _sections(records: Records) -> Iterator[Section]:
    ladder = records.counts(
        "measure",
        ("问责方式", "决定"),
        id_="ladder",
        caption="各种问责方式的决定（个）",
        is_listed=True,
    )
    agencies = records.counts(
        "agency", ("单位", "决定"), id_="agencies", caption="各单位的决定（个）"
    )
    yield records.all_section("全部决定")
    yield Section("ladder", "按问责方式", "从轻到重。", ladder)
    yield Section("years", "按年度", "", _years(records.frame))
    yield Section("agencies", "按单位", "", agencies)


def _years(frame: pd.DataFrame) -> TableView | None:
    if not len(frame):
        return None
    counted = frame["date"].dt.year.value_counts().sort_index(ascending=False)
    return table_view(
        "years",
        "各年的决定（个）",
        [
            (Column("年度"), Cells([f"{year} 年" for year in counted.index], "head")),
            (Column("决定", is_num=True), Cells([int(n) for n in counted], "num")),
        ],
        mode="",
    )


def _record_links(records: Records, row: Row) -> Iterator[Link]:
    """The promises, the appraisals and the rectifications that the decision follows from."""
    causes = records.tables.frame("causes")
    for cause in rows(causes[causes["decision_no"] == row["decision_no"]]):
        for scope, field, words in _CAUSES:
            if cause[field] is not None:
                url = records.edition.url(scope, cause[field])
                yield Link(f"{words}：{cause[field]}", url)
    tasks = records.tables.frame("unkept_tasks")
    for task in rows(tasks[tasks["decision_no"] == row["decision_no"]]):
        url = records.edition.url("rectification", task["task_no"])
        yield Link(f"没有按期完成的整改：{task['task_no']}", url)


REGISTER = Register(
    kind="accountability",
    title="效能问责",
    door="监督",
    door_url="/oversight/",
    table="decisions",
    scope="decision",
    key="decision_no",
    order_by="date",
    heading="问责决定 {decision_no}：{measure}",
    summary="{measure}：{facts}",
    lead="facts",
    link="facts",
    columns=("agency", "rank_class", "measure", "date"),
    facts=("date", "agency", "rank_class", "named", "measure", "basis_id", "complaint_no"),
    agency="agency",
    intro="工作失职、慢作为、乱作为的，要追究责任，结果公布在这里。",
    placements=(Placement("agency", "agency", 310, "被问责的情况"),),
    says=_says,
    sections=_sections,
    record_links=_record_links,
)
