"""Decisions -> the list, by measure in the order of the ladder, by year, by agency."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from mingbai.county import County
from mingbai.model import Disclosure, Edition, Name, Page, Panel
from mingbai.page import Cells, Column, Link, Register, RegisterView, Section, TableView, table_view
from mingbai.page.records import register
from mingbai.read import Tables

REGISTER = Register(
    kind="accountability",
    title="效能问责",
    door="监督",
    door_url="/oversight/",
    table="decisions",
    key="decision_no",
    day="date",
    heading=lambda row: f"问责决定 {row['decision_no']}：{row['measure']}",
    columns=("agency", "rank_class", "measure", "date"),
    facts=("date", "agency", "rank_class", "named", "measure", "basis_id", "complaint_no"),
    lead="facts",
    agency="agency",
    link="facts",
)


def _says(frame: pd.DataFrame) -> str:
    units = frame["agency"].nunique()
    return f"作出问责决定 {len(frame):,} 个，涉及 {units:,} 个单位。"


def disclose(tables: Tables, _: County) -> Iterator[Disclosure]:
    """One a decision."""
    yield from register.disclosures(
        REGISTER, tables, lambda row: f"{row['measure']}：{row['facts']}"
    )


def names(tables: Tables, _: County) -> Iterator[Name]:
    """Every decision by its number."""
    yield from register.names(REGISTER, register.ordered(REGISTER, tables), "decision")


def pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """The index, then a page a decision."""
    frame = register.ordered(REGISTER, tables)
    schema = tables["decisions"].schema
    sections = (
        Section(
            id="all",
            title="全部决定",
            says="",
            table=register.table(REGISTER, schema, frame, edition, caption="最近的在前"),
        ),
        Section("ladder", "按问责方式", "从轻到重。", _ladder(frame, schema["measure"].enum)),
        Section("years", "按年度", "", _years(frame)),
        Section("agencies", "按单位", "", _agencies(frame, edition)),
    )
    links = (Link("下载数据", "/data/accountability/"),)
    says = f"工作失职、慢作为、乱作为的，要追究责任，结果公布在这里。{_says(frame)}"
    yield register.index_page(REGISTER, RegisterView(says, (), sections, links))
    yield from register.record_pages(REGISTER, schema, frame, edition, "decision")


def _ladder(frame: pd.DataFrame, ladder: tuple[str, ...]) -> TableView | None:
    if not len(frame):
        return None
    counted = frame["measure"].value_counts().reindex(list(ladder), fill_value=0)
    return table_view(
        "ladder",
        "各种问责方式的决定（个）",
        [
            (Column("问责方式"), Cells(list(ladder), "head")),
            (Column("决定", is_num=True), Cells([int(n) for n in counted], "num")),
        ],
        mode="",
    )


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


def _agencies(frame: pd.DataFrame, edition: Edition) -> TableView | None:
    if not len(frame):
        return None
    counted = (
        frame["agency"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    )
    titles = edition.county.agencies["short_name"].reindex(counted.index).tolist()
    return table_view(
        "agencies",
        "各单位的决定（个）",
        [
            (
                Column("单位"),
                Cells(titles, "head", urls=[f"/agencies/{slug}/" for slug in counted.index]),
            ),
            (Column("决定", is_num=True), Cells([int(n) for n in counted], "num")),
        ],
        mode="",
    )


def panels(tables: Tables, edition: Edition) -> Iterator[Panel]:
    """On the agency's page."""
    frame = register.ordered(REGISTER, tables)
    yield from register.panels(
        register=REGISTER,
        schema=tables["decisions"].schema,
        frame=frame,
        edition=edition,
        scope="agency",
        field="agency",
        order=310,
        title="被问责的情况",
        says=_says,
    )
