"""Supervision notices -> the list, unanswered ones first, a page each."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from mingbai.check import clock
from mingbai.county import County
from mingbai.page import Figure, Mark
from mingbai.page.records import Deadline, Placement, Records, Register, Row, Section

_OVERDUE = clock.UNANSWERED


def _mark(row: Row, county: County) -> Mark:
    if row["due"] is None:
        return Mark("none", "不要求答复")
    if row["answered"] is None:
        overdue = row["due"] < county.as_of
        return Mark("bad", _OVERDUE) if overdue else Mark("", "等待答复")
    return Mark("late", "迟答复") if row["answered"] > row["due"] else Mark("ok", "已答复")


def _alarm(row: Row, _: County) -> str:
    return f"应在 {row['due']} 以前答复。" if row["due"] is not None else ""


def _says(frame: pd.DataFrame) -> str:
    demanded, answered = int(frame["due"].notna().sum()), int(frame["answered"].notna().sum())
    return f"发出 {len(frame):,} 份，要求答复 {demanded:,} 份，已经答复 {answered:,} 份。"


def _figures(records: Records) -> Iterator[Figure]:
    frame = records.frame
    yield Figure("发出", f"{len(frame):,} 份", "#all-h")
    yield Figure("已经答复", f"{int(frame['answered'].notna().sum()):,} 份", "#all-h")
    yield records.state_figure(_OVERDUE, "份", "#overdue-h")


def _sections(records: Records) -> Iterator[Section]:
    yield records.section("overdue", "到期没有答复的", records.in_state(_OVERDUE))
    yield records.all_section("全部通报")


REGISTER = Register(
    kind="supervision",
    title="督查通报",
    door="监督",
    door_url="/oversight/",
    table="notices",
    scope="notice",
    key="notice_no",
    order_by="date",
    heading="{kind} {notice_no}",
    lead="finding",
    link="finding",
    columns=("agency", "kind", "date", "due", "answered"),
    facts=("kind", "date", "agency", "demand", "due", "answered", "answer"),
    agency="agency",
    intro="县政府检查各单位的工作，发现问题就要求限期答复。",
    deadline=Deadline("due", "answered", "督查答复：{notice_no}", clock.ANSWER),
    placements=(Placement("agency", "agency", 320, "督查发现的问题"),),
    mark=_mark,
    alarm=_alarm,
    says=_says,
    figures=_figures,
    sections=_sections,
)
