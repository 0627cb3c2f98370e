"""Party affairs -> the list by organisation and class, a page each, a panel on the place."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from mingbai.page.records import Placement, Records, Register, Section

# What is older stands on the pages of the places and in the downloads.
_SHOWN = 100


def _says(frame: pd.DataFrame) -> str:
    bodies = frame["organisation"].nunique()
    return f"{bodies:,} 个党组织向社会公开 {len(frame):,} 项，每项都写明提出、审核、审批。"


def _sections(records: Records) -> Iterator[Section]:
    for n, (title, items) in enumerate(records.frame.groupby("class", sort=True), start=1):
        newest = items.head(_SHOWN)
        table = records.table(newest, f"class-{n}-t", f"最近的 {len(newest)} 项")
        yield Section(f"class-{n}", str(title), f"{len(items):,} 项。", table)


REGISTER = Register(
    kind="party_affairs",
    title="党务公开",
    door="村务",
    door_url="/village/",
    table="items",
    scope="party_item",
    key="item_no",
    order_by="approved",
    heading="{title}",
    summary="{organisation}：{class}",
    lead="text",
    link="title",
    columns=("organisation", "place_code", "approved"),
    facts=(
        "organisation",
        "place_code",
        "class",
        "scope",
        "proposed",
        "proposed_by",
        "reviewed",
        "reviewed_by",
        "approved",
        "approved_by",
    ),
    place="place_code",
    placements=(Placement("place_code", "place", 400, "党务公开"),),
    says=_says,
    sections=_sections,
)
