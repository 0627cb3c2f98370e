"""Supervision notices -> the list, unanswered ones first, a page each."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from mingbai.check import clock
from mingbai.county import County
from mingbai.model import Disclosure, Edition, Name, Page, Panel
from mingbai.page import Figure, Link, Mark, Register, RegisterView, Row, Section
from mingbai.page.records import register
from mingbai.read import Tables


def _mark(row: Row, county: County) -> Mark:
    if row["due"] is None:
        return Mark("none", "不要求答复")
    if row["answered"] is None:
        overdue = row["due"] < county.as_of
        return Mark("bad", "逾期未答复") if overdue else Mark("", "等待答复")
    return Mark("late", "迟答复") if row["answered"] > row["due"] else Mark("ok", "已答复")


REGISTER = Register(
    kind="supervision",
    title="督查通报",
    door="监督",
    door_url="/oversight/",
    table="notices",
    key="notice_no",
    day="date",
    heading=lambda row: f"{row['kind']} {row['notice_no']}",
    columns=("agency", "kind", "date", "due", "answered"),
    facts=("kind", "date", "agency", "demand", "due", "answered", "answer"),
    lead="finding",
    agency="agency",
    mark=_mark,
    link="finding",
)


def _overdue(frame: pd.DataFrame, county: County) -> pd.DataFrame:
    today = pd.Timestamp(county.as_of)
    return frame[frame["answered"].isna() & (frame["due"] < today)]


def _says(frame: pd.DataFrame) -> str:
    asked, answered = int(frame["due"].notna().sum()), int(frame["answered"].notna().sum())
    return f"发出 {len(frame):,} 份，要求答复 {asked:,} 份，已经答复 {answered:,} 份。"


def disclose(tables: Tables, _: County) -> Iterator[Disclosure]:
    """One a notice."""
    yield from register.disclosures(REGISTER, tables, lambda row: str(row["finding"]))


def names(tables: Tables, _: County) -> Iterator[Name]:
    """Every notice by its number."""
    yield from register.names(REGISTER, register.ordered(REGISTER, tables), "notice")


def dues(tables: Tables, _: County) -> pd.DataFrame:
    """Every demanded answer had its day."""
    frame = tables.frame("notices")
    return clock.dues(
        "supervision",
        subject=frame["notice_no"],
        agency=frame["agency"],
        title="督查答复：" + frame["notice_no"],
        url="/supervision/" + frame["notice_no"] + "/",
        due=frame["due"],
        done=frame["answered"],
    )


def pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """The index, then a page a notice."""
    frame = register.ordered(REGISTER, tables)
    schema = tables["notices"].schema
    overdue = _overdue(frame, edition.county)
    sections = (
        Section(
            id="overdue",
            title="到期没有答复的",
            says="",
            table=register.table(
                register=REGISTER,
                schema=schema,
                frame=overdue,
                edition=edition,
                id_="overdue-table",
                caption="最近的在前",
            ),
        ),
        Section(
            id="all",
            title="全部通报",
            says="",
            table=register.table(REGISTER, schema, frame, edition, caption="最近的在前"),
        ),
    )
    figures = (
        Figure("发出", f"{len(frame):,} 份", "#all-h"),
        Figure("已经答复", f"{int(frame['answered'].notna().sum()):,} 份", "#all-h"),
        Figure("逾期未答复", f"{len(overdue):,} 份", "#overdue-h"),
    )
    links = (Link("下载数据", "/data/supervision/"),)
    says = f"县政府检查各单位的工作，发现问题就要求限期答复。{_says(frame)}"
    yield register.index_page(REGISTER, RegisterView(says, figures, sections, links))
    yield from register.record_pages(REGISTER, schema, frame, edition, "notice")


def panels(tables: Tables, edition: Edition) -> Iterator[Panel]:
    """On the agency's page."""
    frame = register.ordered(REGISTER, tables)
    yield from register.panels(
        register=REGISTER,
        schema=tables["notices"].schema,
        frame=frame,
        edition=edition,
        scope="agency",
        field="agency",
        order=320,
        title="督查发现的问题",
        says=_says,
    )
